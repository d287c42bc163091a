"""`ctdRegionTool`: a click on the map chooses the region under it."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import Qgis, QgsPointXY, QgsProject
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ...gis.project.editions import edition_with, make_current
from ...gis.project.region_at import RegionOnLayer
from ...gis.regions.shapes import region_under
from ...gis.style.palette import HIGHLIGHT


class RegionTool(QgsMapTool):
    """Outlines the region under the pointer, and calls `choose` with the one under a click, or None."""

    def __init__(self, canvas: QgsMapCanvas, choose: Callable[[str | None], None]) -> None:
        super().__init__(canvas)
        self._choose = choose
        self._hovered: str | None = None
        # One outline for all regions: it is filled and emptied, never made again.
        self._outline = QgsRubberBand(canvas, Qgis.GeometryType.Polygon)
        self._outline.setStrokeColor(QColor(HIGHLIGHT))
        self._outline.setSecondaryStrokeColor(QColor("#FFFFFF"))
        fill = QColor(HIGHLIGHT)
        fill.setAlpha(40)
        self._outline.setFillColor(fill)
        self._outline.setWidth(3)
        self.setCursor(Qt.CursorShape.WhatsThisCursor)

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        region = self._region(event.mapPoint())
        code = region.code if region else None
        if code != self._hovered:
            self._hovered = code
            self._outline.reset(Qgis.GeometryType.Polygon)
            if region:
                self._outline.setToGeometry(region.geometry, region.layer)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            region = self._region(event.mapPoint())
            edition = edition_with(QgsProject.instance(), region.layer) if region else None
            if edition is not None:
                make_current(QgsProject.instance(), edition)
            self._choose(region.code if region else None)

    def deactivate(self) -> None:
        self._hovered = None
        self._outline.reset(Qgis.GeometryType.Polygon)
        super().deactivate()

    def release(self) -> None:
        """Take the outline out of the canvas, before the tool is deleted."""
        self.canvas().scene().removeItem(self._outline)

    def _region(self, point: QgsPointXY) -> RegionOnLayer | None:
        return region_under(QgsProject.instance(), point, self.canvas().mapSettings().destinationCrs())
