"""Which region lies under a point, in any layer of regions that a project has."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

from .layers import PROPERTY, REGIONS

CODE = "region_code"
# An empty rectangle filters nothing, so that the point gets a size, in degrees or metres alike.
_REACH = 1e-6


@dataclass(frozen=True)
class RegionOnLayer:
    """A region as a layer of the project draws it."""

    code: str
    layer: QgsVectorLayer
    feature_id: int
    geometry: QgsGeometry


def region_layers(project: QgsProject) -> list[QgsVectorLayer]:
    """Return the polygon layers whose features carry a region's code, the plugin's own first."""
    layers = [
        layer
        for layer in project.mapLayers().values()
        if isinstance(layer, QgsVectorLayer)
        and layer.isValid()
        and layer.geometryType() == Qgis.GeometryType.Polygon
        and layer.fields().indexOf(CODE) >= 0
    ]
    return sorted(layers, key=lambda layer: layer.customProperty(PROPERTY) != REGIONS)


def region_at(project: QgsProject, point: QgsPointXY, crs: QgsCoordinateReferenceSystem) -> RegionOnLayer | None:
    """Return the region under a point given in `crs`; None at sea, abroad and where the point has no place."""
    for layer in region_layers(project):
        try:
            place = QgsCoordinateTransform(crs, layer.crs(), project).transform(point)
        except QgsCsException:
            continue
        around = QgsRectangle(place.x() - _REACH, place.y() - _REACH, place.x() + _REACH, place.y() + _REACH)
        spot = QgsGeometry.fromPointXY(place)
        for feature in layer.getFeatures(QgsFeatureRequest().setFilterRect(around)):
            if feature[CODE] and feature.geometry().intersects(spot):
                return _region(layer, feature)
    return None


def find_region(project: QgsProject, code: str) -> RegionOnLayer | None:
    """Return a region by its code, from the first layer that has it."""
    for layer in region_layers(project):
        for feature in layer.getFeatures():
            if feature[CODE] and region_code(feature) == code:
                return _region(layer, feature)
    return None


def _region(layer: QgsVectorLayer, feature: QgsFeature) -> RegionOnLayer:
    return RegionOnLayer(region_code(feature), layer, feature.id(), feature.geometry())


def region_code(feature: QgsFeature) -> str:
    """Return the code of a feature that has one, in two characters."""
    # A code that went through a spreadsheet may have come back as a number.
    return str(feature[CODE]).strip().zfill(2)
