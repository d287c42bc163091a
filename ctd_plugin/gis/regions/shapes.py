"""The shapes of the regions, from the cache of the map's layer or from any other layer of regions."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
)

from ..project.editions import CtdLayers, editions_of, find_layers, is_visible
from ..project.region_at import CODE, RegionOnLayer, find_region, region_at, region_code
from .edition_cache import region_features


def region_shapes(layers: CtdLayers) -> list[RegionOnLayer]:
    """Return the regions as the layer of regions draws them; none where it has lost their codes."""
    if layers.regions.fields().indexOf(CODE) < 0:
        return []
    return [
        RegionOnLayer(region_code(feature), layers.regions, feature.id(), feature.geometry())
        for feature in region_features(layers)
        if feature[CODE]
    ]


def region_shape(project: QgsProject, code: str) -> RegionOnLayer | None:
    """Return a region by its code, from the map or any other layer of regions."""
    layers = find_layers(project)
    shapes = region_shapes(layers) if layers else []
    return next((shape for shape in shapes if shape.code == code), None) or find_region(project, code)


def region_under(project: QgsProject, point: QgsPointXY, crs: QgsCoordinateReferenceSystem) -> RegionOnLayer | None:
    """Return the region under a point given in `crs`; None at sea, abroad and where the point cannot be transformed.

    Of several editions it is that of the uppermost on the map; where none is visible, that of the current one.
    """
    current = find_layers(project)
    visible = [layers for layers in editions_of(project) if is_visible(project, layers)]
    for layers in visible or ([current] if current else []):
        try:
            place = QgsCoordinateTransform(crs, layers.regions.crs(), project).transform(point)
        except QgsCsException:
            break
        spot = QgsGeometry.fromPointXY(place)
        for shape in region_shapes(layers):
            if shape.geometry.boundingBox().contains(place) and shape.geometry.intersects(spot):
                return shape
    return region_at(project, point, crs)
