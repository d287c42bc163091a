"""Show on the map which regions a search leaves, without touching the layer, its style or its selection."""

from __future__ import annotations

from collections.abc import Collection

from qgis.core import Qgis, QgsFeatureRequest, QgsGeometry, QgsProject
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtGui import QColor

from ...gis.project.layers import find_layers
from ...gis.style.palette import PAPER, TEXT

ROLE = "ctdMapFilter"
"""What an item of the canvas that a filter drew says of itself under the key 0."""

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
        project = QgsProject.instance()
        self._signals = (canvas.destinationCrsChanged, project.layersAdded, project.layersRemoved)
        for signal in self._signals:
            signal.connect(self.redraw)

    def show(self, codes: Collection[str] | None) -> None:
        """Keep the regions with these codes; None keeps the map as it is."""
        shown = None if codes is None else frozenset(codes)
        if shown != self.codes:
            self.codes = shown
            self.redraw()

    def redraw(self, *_: object) -> None:
        for band in self._bands:
            self._canvas.scene().removeItem(band)
        self._bands = []
        layers = find_layers(QgsProject.instance())
        if self.codes is None or layers is None or layers.regions.fields().indexOf("region_code") < 0:
            return
        request = QgsFeatureRequest().setSubsetOfAttributes(["region_code"], layers.regions.fields())
        shapes = [(row["region_code"] in self.codes, row.geometry()) for row in layers.regions.getFeatures(request)]
        veil, outline = QColor(PAPER), QColor(TEXT)
        veil.setAlpha(_VEIL)
        nothing = QColor(0, 0, 0, 0)
        for kept, fill, stroke in ((False, veil, nothing), (True, nothing, outline)):
            parts = [shape for is_kept, shape in shapes if is_kept is kept and not shape.isNull()]
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
