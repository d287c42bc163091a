"""A region on the map: outlined, made to flash."""

from __future__ import annotations

from qgis.core import Qgis, QgsProject
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import pyqtBoundSignal
from qgis.PyQt.QtGui import QColor

from ...gis.project.region_at import RegionOnLayer
from ...gis.regions.shapes import region_shape
from ...gis.style.palette import HIGHLIGHT, TEXT

ROLE = "ctdRegion"
"""The data under key 0 that marks the outline among the items of the canvas."""

_ABOVE = 10


def redrawing_signals(canvas: QgsMapCanvas) -> tuple[pyqtBoundSignal, ...]:
    """Return the signals after which shapes of regions over a canvas are others."""
    project = QgsProject.instance()
    # Of the variables, one says which edition is the current one.
    return (canvas.destinationCrsChanged, project.layersAdded, project.layersRemoved, project.customVariablesChanged)


class RegionHighlight:
    """Works on the canvas alone.

    A selection in the layer would hide the colour of the region's class under QGIS's yellow, and take the place of one
    that the user made.
    """

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._code: str | None = None
        # One outline for all regions: it is filled and emptied, never made again.
        self._outline = QgsRubberBand(canvas, Qgis.GeometryType.Polygon)
        self._outline.setData(0, ROLE)
        # Over the outlines of a search, which are made anew with each.
        self._outline.setZValue(_ABOVE)
        self._outline.setStrokeColor(QColor(HIGHLIGHT))
        self._outline.setSecondaryStrokeColor(QColor(TEXT))
        self._outline.setFillColor(QColor(0, 0, 0, 0))
        self._outline.setWidth(4)
        self._signals = redrawing_signals(canvas)
        for signal in self._signals:
            signal.connect(self._redraw)

    def show(self, code: str | None) -> None:
        """Outline a region; None outlines nothing."""
        if code != self._code:
            self._code = code
            self._redraw()

    @property
    def has_shape(self) -> bool:
        """Whether the region can be zoomed to."""
        region = self._region()
        return region is not None and not region.geometry.isEmpty()

    def flash(self) -> None:
        """Make the region blink."""
        region = self._region()
        if region is not None:
            self._canvas.flashFeatureIds(region.layer, [region.feature_id])

    def remove(self) -> None:
        """Take the outline out of the canvas for good."""
        self.show(None)
        for signal in self._signals:
            signal.disconnect(self._redraw)
        self._canvas.scene().removeItem(self._outline)

    def _redraw(self, *_: object) -> None:
        self._outline.reset(Qgis.GeometryType.Polygon)
        region = self._region()
        if region is not None:
            self._outline.setToGeometry(region.geometry, region.layer)

    def _region(self) -> RegionOnLayer | None:
        return region_shape(QgsProject.instance(), self._code) if self._code else None
