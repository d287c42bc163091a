"""Reading the attributes of a layer that is open in QGIS as a table of texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from qgis.core import (
    NULL,
    QgsFeatureRequest,
    QgsProviderRegistry,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime

from ..data.survey.reader import read_survey_table
from ..data.tables.reader import Table, table_from_rows
from ..errors import CtdError
from ..i18n import tr

_TABLE_FILES = {".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods"}


def layer_reader(layer: QgsVectorLayer) -> Callable[[], Table]:
    """Return a function that reads a layer's attributes as text; it may be called in another thread.

    A CSV or spreadsheet that a layer shows whole is read from its file: QGIS may have read codes as numbers and lost
    their zeros. The function raises CtdError where the layer has no row.
    """
    file, sheet = _table_file(layer)
    if file is not None:
        return lambda: read_survey_table(file, sheet)
    names, title = layer.fields().names(), layer.name()
    # May be read in any thread, with the edits that are not saved.
    source = QgsVectorLayerFeatureSource(layer)

    def read() -> Table:
        table = table_from_rows(names, _rows(source))
        if not table.rows:
            raise CtdError(tr("The layer “{layer}” has no features; choose another.").format(layer=title))
        return table

    return read


def _table_file(layer: QgsVectorLayer) -> tuple[Path | None, str | None]:
    if layer.isEditable() or layer.subsetString() or layer.vectorJoins():
        return None, None
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path = Path(parts.get("path") or "")
    if path.suffix.lower() not in _TABLE_FILES or not path.is_file():
        return None, None
    is_book = path.suffix.lower() not in {".csv", ".txt", ".tsv"}
    return path, parts.get("layerName") or None if is_book else None


def _rows(source: QgsVectorLayerFeatureSource) -> Iterator[list[str]]:
    for feature in source.getFeatures(QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)):
        yield [_text(value) for value in feature.attributes()]


def _text(value: Any) -> str:  # noqa: ANN401  whatever a field holds
    """Return a value as a French spreadsheet shows it, "" for NULL."""
    if value is None or value == NULL:
        return ""
    if isinstance(value, QDate):
        return value.toString("dd/MM/yyyy")
    if isinstance(value, QDateTime):
        midnight = value.time() == QTime(0, 0)
        return value.date().toString("dd/MM/yyyy") if midnight else value.toString(Qt.DateFormat.ISODate)
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return str(value)
