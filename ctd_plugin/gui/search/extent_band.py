"""The extent of a data set on the map, while the user looks at its entry."""

from __future__ import annotations

from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsGeometry, QgsRectangle
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtGui import QColor

from ...catalogues.records import Extent

ROLE = "ctdExtent"
"""The value under the key 0 of the canvas item, by which it is found."""

_COLOUR = QColor("#d3420d")
_FILL_ALPHA = 40
_POINTS_A_SIDE = 16


class ExtentBand:
    """A box over the canvas: drawn in the map's CRS, not a part of the project."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._band: QgsRubberBand | None = None

    def show(self, extent: Extent | None) -> None:
        """Show an extent in place of the one before; None shows nothing."""
        self._clear()
        boxes = [box for part in extent.parts() if (box := _box(part)) is not None] if extent else []
        if not boxes:
            return
        band = QgsRubberBand(self._canvas, Qgis.GeometryType.Polygon)
        band.setData(0, ROLE)
        fill = QColor(_COLOUR)
        fill.setAlpha(_FILL_ALPHA)
        band.setFillColor(fill)
        band.setStrokeColor(_COLOUR)
        band.setWidth(2)
        band.setToGeometry(QgsGeometry.collectGeometry(boxes), QgsCoordinateReferenceSystem("EPSG:4326"))
        self._band = band

    def _clear(self) -> None:
        if self._band is not None:
            self._canvas.scene().removeItem(self._band)
            self._band = None


def _box(extent: Extent) -> QgsGeometry | None:
    """Return a box whose sides bend with the map's CRS; None where it lies outside the world."""
    west, east = max(-180.0, extent.west), min(180.0, extent.east)
    # At the poles many CRS have no place.
    south, north = max(-89.0, extent.south), min(89.0, extent.north)
    if west > east or south > north:
        return None
    return QgsGeometry.fromRect(QgsRectangle(west, south, east, north)).densifyByCount(_POINTS_A_SIDE)
