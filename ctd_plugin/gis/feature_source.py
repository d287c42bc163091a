"""Reading the features of any source that Processing is given, as text and shapes that `data` can work with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

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
"""Takes features whose shapes are invalid; by default Processing would stop at the first."""


def check_polygons(source: QgsProcessingFeatureSource) -> None:
    """Raise CtdError where a source has no features or can have no polygons."""
    kind = QgsWkbTypes.geometryType(source.wkbType())
    if kind not in (Qgis.GeometryType.Polygon, Qgis.GeometryType.Unknown):
        message = tr("{file} holds no polygons ({found}); choose a layer of polygons.")
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
        message = tr("The output would replace {file}, the layer itself; choose another name.")
        raise CtdError(message.format(file=path))


def text_columns(source: QgsProcessingFeatureSource, rows: list[list]) -> dict[str, Sequence[str]]:
    """Return the values of a source's features as text by field, nothing for NULL."""
    names = source.fields().names()
    values = zip(*rows, strict=True) if rows else (() for _ in names)
    return {name: _texts(column) for name, column in zip(names, values, strict=True)}


def _texts(values: tuple) -> Sequence[str]:
    # Of a field of text without NULL, nothing is to be made.
    return values if set(map(type, values)) == {str} else list(map(_text, values))


def _text(value: object) -> str:
    if type(value) is str:
        return value
    # An empty QVariant is how PyQGIS says NULL.
    return "" if value is None or (hasattr(value, "isNull") and value.isNull()) else cell_text(value)


def is_flat(kind: Qgis.WkbType) -> bool:
    """Whether all shapes of a type are flat and without arcs."""
    has_more = QgsWkbTypes.hasZ(kind) or QgsWkbTypes.hasM(kind) or QgsWkbTypes.isCurvedType(kind)
    return kind != Qgis.WkbType.Unknown and not has_more


def wkb(feature: QgsFeature, is_flat: bool) -> bytes | None:
    """Return a feature's shape for shapely, flat and without arcs; None for none."""
    geometry = feature.geometry()
    if geometry.isNull():
        return None
    if is_flat:
        return geometry.asWkb().data()
    shape = geometry.constGet()
    shape = shape.segmentize() if shape.hasCurvedSegments() else shape.clone()
    shape.dropZValue()
    shape.dropMValue()
    return shape.asWkb().data()
