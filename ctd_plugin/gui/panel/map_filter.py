"""Show on the map which regions a search leaves, without touching the layer, its style or its selection."""

from __future__ import annotations

from collections.abc import Collection

from qgis.core import Qgis, QgsGeometry, QgsProject
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtGui import QColor

from ...gis.project.layers import find_layers
from ...gis.regions.shapes import region_shapes
from ...gis.style.palette import PAPER, TEXT
from ..region.highlight import redrawing_signals

ROLE = "ctdMapFilter"
"""The data under key 0 that marks the items of the canvas that a filter drew."""

_VEIL = 205


class MapFilter:
    """Veils the regions that are left out and outlines those that remain.

    Drawn over the canvas, like QGIS's own highlights: a subset string or a rule would change the user's layer and end
    up in his project file and layouts.
    """

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._bands: list[QgsRubberBand] = []
        self.codes: frozenset[str] | None = None
        self._signals = redrawing_signals(canvas)
        for signal in self._signals:
            signal.connect(self.redraw)

    def show(self, codes: Collection[str] | None) -> None:
        """Keep the regions with these codes; None keeps the map as it is."""
        shown = None if codes is None else frozenset(codes)
        if shown != self.codes:
            self.codes = shown
            self.redraw()

    def redraw(self, *_: object) -> None:
        """Draw the filter anew, such as in another reference system."""
        for band in self._bands:
            self._canvas.scene().removeItem(band)
        self._bands = []
        layers = find_layers(QgsProject.instance())
        if self.codes is None or layers is None:
            return
        shapes = region_shapes(layers)
        veil, outline = QColor(PAPER), QColor(TEXT)
        veil.setAlpha(_VEIL)
        nothing = QColor(0, 0, 0, 0)
        for kept, fill, stroke in ((False, veil, nothing), (True, nothing, outline)):
            parts = [
                shape.geometry for shape in shapes if (shape.code in self.codes) is kept and not shape.geometry.isNull()
            ]
            if parts:
                band = QgsRubberBand(self._canvas, Qgis.GeometryType.Polygon)
                band.setData(0, ROLE)
                band.setFillColor(fill)
                band.setStrokeColor(stroke)
                band.setWidth(2)
                band.setToGeometry(QgsGeometry.collectGeometry(parts), layers.regions.crs())
                self._bands.append(band)

    def remove(self) -> None:
        """Clear the map for good."""
        self.show(None)
        for signal in self._signals:
            signal.disconnect(self.redraw)
