"""The extents of searches in degrees: that of a map, and those of the regions."""

from __future__ import annotations

import math
from functools import lru_cache

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

from ...catalogues.records import Extent
from ...errors import CtdError
from ...i18n import tr
from ..user_profile import working_copy

_DEGREES = "EPSG:4326"


def extent_in_degrees(rectangle: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> Extent:
    """Return a map's extent in degrees; CtdError where the map shows nothing, or no place on the Earth."""
    degrees = QgsCoordinateReferenceSystem(_DEGREES)
    if rectangle.isEmpty() or not crs.isValid():
        raise CtdError(tr("The map is empty: load a layer, or search without the map extent."))
    try:
        transform = QgsCoordinateTransform(crs, degrees, QgsProject.instance())
        box = transform.transformBoundingBox(rectangle, handle180Crossover=True)
    except QgsCsException as error:
        raise CtdError(_beyond()) from error
    west, south, east, north = box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()
    if not all(map(math.isfinite, (west, south, east, north))) or south > 90 or north < -90:
        raise CtdError(_beyond())
    if east - west >= 360:
        west, east = -180.0, 180.0
    return Extent(_around(west), max(-90.0, south), _around(east), min(90.0, north))


@lru_cache(maxsize=1)
def region_extents() -> dict[str, Extent]:
    """Return the extent of each region (code → box); CtdError where the bundled GeoPackage cannot be read."""
    path = working_copy()
    layer = QgsVectorLayer(f"{path}|layername=regions", "", "ogr")
    boxes = {}
    for region in layer.getFeatures() if layer.isValid() else ():
        box = region.geometry().boundingBox()
        boxes[region["region_code"]] = Extent(box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())
    if not boxes:
        raise CtdError(tr("{file} has no readable regions: delete it and it will be created again.").format(file=path))
    return boxes


def _around(longitude: float) -> float:
    """Return a longitude between -180 and 180, wherever the map repeats the world."""
    return longitude if -180 <= longitude <= 180 else (longitude + 180) % 360 - 180


def _beyond() -> str:
    return tr("The map extent is outside the valid area of its CRS: zoom in, or search without the map extent.")
