"""Runs inside the real QGIS: what is on the screen, found anew each time, by its object name."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject
from qgis.PyQt.QtCore import QPoint
from qgis.PyQt.QtWidgets import QApplication, QDialog
from qgis.utils import iface

NAMES = {
    "ctdImport": "ctdImport",
    "ctdCheck": "ctdCheckPlatforms",
    "ctdExport": "ctdExportDialog",
    "ctdPack": "ctdPackDialog",
    "ctdShare": "ctdShareDialog",
    "ctdOpenEdition": "ctdOpenEditionDialog",
    "ctdPlatforms": "ctdOwnPlatforms",
    "ctdCampaign": "ctdCampaignWindow",
    "ctdSaveProject": "ctdSaveProjectDialog",
}
"""The windows by the actions that open them."""
BRETAGNE = QgsPointXY(-1.68, 48.11)


def open_windows() -> list[QDialog]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog) and widget.isVisible()]


def is_open(name: str) -> bool:
    return any(widget.objectName() == name for widget in open_windows())


def window(name: str) -> QDialog:
    (found,) = (widget for widget in open_windows() if widget.objectName() == name)
    return found


def is_told(words: str) -> bool:
    """Whether the message bar says something with these words, as it does once the work of a form has ended."""
    return any(words in item.text() for item in iface.messageBar().items())


def map_is_drawn() -> bool:
    canvas = iface.mapCanvas()
    return bool(canvas.layers()) and not canvas.isDrawing()


def pixel_of(place: QgsPointXY) -> QPoint:
    """Return where the canvas shows a place given in degrees; a panel that opens makes the canvas narrower."""
    canvas, project = iface.mapCanvas(), QgsProject.instance()
    transform = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), project.crs(), project)
    return canvas.getCoordinateTransform().transform(transform.transform(place)).toQPointF().toPoint()
