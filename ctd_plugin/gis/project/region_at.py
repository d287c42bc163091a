"""Finding a region by a point or its code in any layer of regions of a project."""

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
# Half the side of the search rectangle, in degrees or metres alike: an empty rectangle filters nothing.
_TOLERANCE = 1e-6


@dataclass(frozen=True)
class RegionOnLayer:
    """A region as a layer of the project draws it."""

    code: str
    layer: QgsVectorLayer
    feature_id: int
    geometry: QgsGeometry


def region_layers(project: QgsProject) -> list[QgsVectorLayer]:
    """Return the polygon layers with a field region_code, the plugin's own first."""
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
    """Return the region at a point given in `crs`; None outside, and where the point cannot be transformed."""
    for layer in region_layers(project):
        try:
            transformed = QgsCoordinateTransform(crs, layer.crs(), project).transform(point)
        except QgsCsException:
            continue
        around = QgsRectangle(
            transformed.x() - _TOLERANCE,
            transformed.y() - _TOLERANCE,
            transformed.x() + _TOLERANCE,
            transformed.y() + _TOLERANCE,
        )
        location = QgsGeometry.fromPointXY(transformed)
        for feature in layer.getFeatures(QgsFeatureRequest().setFilterRect(around)):
            if feature[CODE] and feature.geometry().intersects(location):
                return _region_on_layer(layer, feature)
    return None


def find_region(project: QgsProject, code: str) -> RegionOnLayer | None:
    """Return the region of a code, from the first layer that has it."""
    for layer in region_layers(project):
        for feature in layer.getFeatures():
            if feature[CODE] and region_code(feature) == code:
                return _region_on_layer(layer, feature)
    return None


def _region_on_layer(layer: QgsVectorLayer, feature: QgsFeature) -> RegionOnLayer:
    return RegionOnLayer(region_code(feature), layer, feature.id(), feature.geometry())


def region_code(feature: QgsFeature) -> str:
    """Return the region code of a feature in two characters; its field region_code must not be NULL."""
    # A spreadsheet may have made the code a number.
    return str(feature[CODE]).strip().zfill(2)
