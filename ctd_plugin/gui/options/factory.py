"""The plugin's entry in QGIS's options; its page is made when the options are opened."""

from __future__ import annotations

from qgis.gui import QgisInterface, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QWidget

from ...gis.icons import icon_path


class CtdOptions(QgsOptionsWidgetFactory):
    """Makes the page “CTD”."""

    def __init__(self, iface: QgisInterface) -> None:
        super().__init__("CTD", QIcon(icon_path("ctd")), "ctdOptions")
        self._iface = iface

    def createWidget(self, parent: QWidget | None = None) -> QgsOptionsPageWidget:
        from .page import OptionsPage

        return OptionsPage(self._iface, parent)
