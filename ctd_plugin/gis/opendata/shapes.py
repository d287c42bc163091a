"""The shapes of the regions for GeoJSON, and the extents of the parts of the country that they show."""

from __future__ import annotations

import json
from collections.abc import Mapping

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsRectangle,
)

from ...data.opendata.geojson import DECIMALS, Polygons
from ...data.opendata.publication import NamedExtent
from ...i18n import tr
from ...regions import PRINTED_NAMES
from ..project.layers import CtdLayers
from ..regions.edition_cache import region_features
from ..regions.shapes import region_shapes
from ..style.territories import INSETS, METROPOLE, territories_of

_WGS_84 = "EPSG:4326"
_MOST_MENDS = 10
"""Times that a shape is mended and rounded again; two are enough for the bundled boundaries."""


def open_shapes(layers: CtdLayers) -> dict[str, QgsGeometry]:
    """Return region code → its shape in WGS 84, valid with as many decimals as GeoJSON has."""
    crs = QgsCoordinateReferenceSystem(_WGS_84)
    transform = QgsCoordinateTransform(layers.regions.crs(), crs, QgsCoordinateTransformContext())
    shapes: dict[str, QgsGeometry] = {}
    for region in region_shapes(layers):
        shape = QgsGeometry(region.geometry)
        if not shape.isEmpty():
            shape.transform(transform)
            shapes[region.code] = _rounded(shape)
    return shapes


def _rounded(shape: QgsGeometry) -> QgsGeometry:
    """Return a shape with the positions that its text has, and valid with these."""
    rounded = shape
    for _ in range(_MOST_MENDS):
        # As text, for the nearest number of six decimals is not always a multiple of a millionth.
        rounded = QgsGeometry.fromWkt(rounded.asWkt(DECIMALS))
        if rounded.isGeosValid():
            break
        rounded = rounded.makeValid()
    parts = [part for part in rounded.asGeometryCollection() if part.type() == Qgis.GeometryType.Polygon]
    # An islet of less than a tenth of a metre is lost; a region is not.
    return QgsGeometry.collectGeometry(parts) if parts else shape


def polygons_of(shape: QgsGeometry) -> Polygons:
    """Return the polygons of a shape."""
    whole = QgsGeometry(shape)
    whole.convertToMultiType()
    polygons: Polygons = json.loads(whole.asJson(DECIMALS))["coordinates"]
    return polygons


def displaced_regions(layers: CtdLayers) -> tuple[str, ...]:
    """Return the codes of the overseas regions that the layer draws beside the mainland."""
    return territories_of(layers.regions, region_features(layers)).displaced


def boxes_of(shapes: Mapping[str, QgsGeometry], displaced: tuple[str, ...]) -> tuple[NamedExtent, ...]:
    """Return the extent of the mainland and those of the overseas regions, but for the ones that are displaced."""
    parts = [(tr("Mainland France and Corsica"), METROPOLE.region_codes)]
    parts += [(PRINTED_NAMES[code], (code,)) for inset in INSETS for code in inset.region_codes]
    boxes = []
    for name, codes in parts:
        extent = QgsRectangle()
        for code in codes:
            if code in shapes and code not in displaced:
                extent.combineExtentWith(shapes[code].boundingBox())
        if not extent.isEmpty():
            boxes.append(NamedExtent(name, extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()))
    return tuple(boxes)
