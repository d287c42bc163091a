"""Keeps the legend of the regions unfolded in QGIS's layer tree, which folds one of ten entries or more."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer

_FOLDED = 10
"""The number of entries from which on QGIS folds a legend."""


class LegendUnfolding(QObject):
    """Unfolds the legend when a layer of regions is drawn otherwise, whoever did it; the user may fold it then."""

    def __init__(self) -> None:
        super().__init__()
        self._ids: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._unfold)

    def register(self) -> None:
        """Begin to follow the project."""
        QgsProject.instance().layersAdded.connect(self._watch)
        self._watch(QgsProject.instance().mapLayers().values())

    def unregister(self) -> None:
        """Undo `register`."""
        QgsProject.instance().layersAdded.disconnect(self._watch)
        self._timer.stop()
        # With it go the connections to the layers.
        self.deleteLater()

    def _watch(self, layers: Iterable[QgsMapLayer]) -> None:
        vectors = [layer for layer in layers if isinstance(layer, QgsVectorLayer)]
        if not vectors:
            return
        # Imported here: QGIS starts without layers.
        from ...gis.project.editions import PROPERTY, REGIONS

        for layer in vectors:
            if layer.customProperty(PROPERTY) == REGIONS:
                layer.rendererChanged.connect(self._on_renderer)
                # QGIS folds that of a project it opens, too; a shorter one is as its user left it.
                renderer = layer.renderer()
                if renderer is not None and len(renderer.legendSymbolItems()) >= _FOLDED:
                    self._unfold_soon(layer)

    def _on_renderer(self) -> None:
        layer = self.sender()
        if isinstance(layer, QgsMapLayer):
            self._unfold_soon(layer)

    def _unfold_soon(self, layer: QgsMapLayer) -> None:
        # QGIS folds it when it has heard of the renderer.
        self._ids.add(layer.id())
        self._timer.start()

    def _unfold(self) -> None:
        root = QgsProject.instance().layerTreeRoot()
        for node in filter(None, map(root.findLayer, self._ids)):
            node.setExpanded(True)
        self._ids.clear()
