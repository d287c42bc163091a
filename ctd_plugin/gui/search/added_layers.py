"""What one does next with a layer that was added: look at it, and at its features."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import QgsProject, QgsRectangle
from qgis.gui import QgisInterface

_MARGIN = 1.05


def zoom_to_layers(iface: QgisInterface, identifiers: Iterable[str]) -> None:
    """Zoom the map to those of these layers that are still in the project, the first of them the active one."""
    canvas = iface.mapCanvas()
    layers = [layer for one in identifiers if (layer := QgsProject.instance().mapLayer(one)) is not None]
    extent = QgsRectangle()
    for layer in layers:
        extent.combineExtentWith(canvas.mapSettings().layerExtentToOutputExtent(layer, layer.extent()))
    if layers:
        iface.setActiveLayer(layers[0])
    if not extent.isEmpty() and extent.isFinite():
        extent.scale(_MARGIN)
        canvas.setExtent(extent)
        canvas.refresh()


def show_attribute_table(iface: QgisInterface, identifier: str) -> None:
    """Open the attribute table of a layer that is still in the project."""
    layer = QgsProject.instance().mapLayer(identifier)
    if layer is not None:
        iface.showAttributeTable(layer)
