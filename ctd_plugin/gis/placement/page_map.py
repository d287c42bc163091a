"""The map of a layout as a drawing on its page."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import QgsCoordinateTransform, QgsGeometry, QgsLayoutItemMap, QgsPointXY, QgsVectorLayer

from ..style.page_sizes import Box
from .rows import Point


@dataclass(frozen=True)
class PageMap:
    """The map of a layout: from its coordinates to millimetres of the page and back to those of the regions."""

    box: Box
    item: QgsLayoutItemMap
    transform: QgsCoordinateTransform

    @classmethod
    def of(cls, item: QgsLayoutItemMap, box: Box, regions: QgsVectorLayer) -> PageMap:
        """Return the map of an item in its box."""
        return cls(box, item, QgsCoordinateTransform(regions.crs(), item.crs(), item.layout().project()))

    @property
    def _scale(self) -> float:
        return float(self.item.extent().width() / self.box.width)

    def rings(self, shape: QgsGeometry) -> list[list[Point]]:
        """Return the rings of polygons on the page."""
        moved = QgsGeometry(shape)
        moved.transform(self.transform)
        extent, scale = self.item.extent(), self._scale
        left, top = extent.xMinimum(), extent.yMaximum()
        return [
            [(self.box.x + (p.x() - left) / scale, self.box.y + (top - p.y()) / scale) for p in ring]
            for polygon in (moved.asMultiPolygon() if moved.isMultipart() else [moved.asPolygon()])
            for ring in polygon
        ]

    def degrees(self, *points: Point) -> list[float]:
        """Return points of the page in the CRS of the regions: x, y, x, y."""
        extent, scale = self.item.extent(), self._scale
        found = []
        for x, y in points:
            on_map = QgsPointXY(
                extent.xMinimum() + (x - self.box.x) * scale, extent.yMaximum() - (y - self.box.y) * scale
            )
            point = self.transform.transform(on_map, QgsCoordinateTransform.TransformDirection.ReverseTransform)
            found += [round(point.x(), 5), round(point.y(), 5)]
        return found
