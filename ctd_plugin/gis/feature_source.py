"""Reading the features of a Processing source as the texts and shapes that `data` works with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsFeature,
    QgsProcessingFeatureSource,
    QgsProviderRegistry,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..errors import CtdError
from ..i18n import tr
from ..text import cell_text

SKIP_VALIDITY_CHECKS = Qgis.ProcessingFeatureSourceFlag.SkipGeometryValidityChecks
"""Reads features with invalid geometries, at which Processing would stop by default."""


def check_polygons(source: QgsProcessingFeatureSource) -> None:
    """Raise CtdError where a source has no features, or none that can be polygons."""
    kind = QgsWkbTypes.geometryType(source.wkbType())
    if kind not in (Qgis.GeometryType.Polygon, Qgis.GeometryType.Unknown):
        message = tr("{file} has no polygons ({found}); choose a polygon layer.")
        found = QgsWkbTypes.displayString(source.wkbType()) or tr("a table")
        raise CtdError(message.format(file=source.sourceName(), found=found))
    if source.featureCount() == 0:
        raise CtdError(tr("{file} is empty; choose another layer.").format(file=source.sourceName()))


def check_not_overwritten(layer: QgsVectorLayer | None, destination: object) -> None:
    """Raise CtdError where the output would replace the file that a layer is read from."""
    if layer is None or not isinstance(destination, str):
        return
    path = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source()).get("path")
    if path and destination and Path(path).resolve() == Path(destination).resolve():
        message = tr("The output would overwrite the input layer {file}; choose another name.")
        raise CtdError(message.format(file=path))


def text_columns(source: QgsProcessingFeatureSource, rows: Sequence[Sequence[Any]]) -> dict[str, Sequence[str]]:
    """Return field → the values of a source's features (one list of attributes a row) as text, "" for NULL."""
    names = source.fields().names()
    values = zip(*rows, strict=True) if rows else (() for _ in names)
    return {name: _texts(column) for name, column in zip(names, values, strict=True)}


def _texts(values: tuple[Any, ...]) -> Sequence[str]:
    # A text field without NULL needs no conversion.
    return values if set(map(type, values)) == {str} else list(map(_text, values))


def _text(value: object) -> str:
    if type(value) is str:
        return value
    # PyQGIS gives NULL as an empty QVariant.
    return "" if value is None or (hasattr(value, "isNull") and value.isNull()) else cell_text(value)


def is_flat(kind: Qgis.WkbType) -> bool:
    """Return whether a geometry type has no Z, no M and no curves."""
    has_more = QgsWkbTypes.hasZ(kind) or QgsWkbTypes.hasM(kind) or QgsWkbTypes.isCurvedType(kind)
    return kind != Qgis.WkbType.Unknown and not has_more


def wkb(feature: QgsFeature, flat: bool) -> bytes | None:
    """Return a feature's geometry as WKB without Z, M and curves, None where it has none; `flat`: its type has none."""
    geometry = feature.geometry()
    if geometry.isNull():
        return None
    if flat:
        return geometry.asWkb().data()
    original = geometry.constGet()
    shape = original.segmentize() if original.hasCurvedSegments() else original.clone()
    shape.dropZValue()
    shape.dropMValue()
    return shape.asWkb().data()
