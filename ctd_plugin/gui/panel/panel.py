"""The region tool and the panel, made when they are first used and removed together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from qgis.core import QgsProject
from qgis.gui import QgisInterface, QgsMapTool, QgsMessageBarItem
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAction

from ...gis.project.datasource import DataSource
from ...gis.project.editions import unstyled_edition
from ...gis.project.layers import find_layers, project_language
from ...i18n import language, tr
from ..common.messages import offer, withdraw
from ..map.load import load_map
from ..region.map_tool import RegionTool
from .dock import CtdDock


class Panel:
    """What `ctdRegionTool` and `ctdPanel` switch on and off."""

    def __init__(self, iface: QgisInterface, tool_action: QAction, dock_action: QAction) -> None:
        self._iface = iface
        self._dock_action = dock_action
        self._tool_action = tool_action
        self._dock: CtdDock | None = None
        self._tool: RegionTool | None = None
        self._tool_before: QgsMapTool | None = None
        self._offer: QgsMessageBarItem | None = None

    def show_region(self, code: str) -> None:
        """Open the panel on a region and outline it on the map."""
        self.open_dock().show_region(code)

    def show_answers(self) -> None:
        """Open the panel where words are found in the survey."""
        self.open_dock().show_answers()

    def show_catalogues(self) -> None:
        """Open the panel where the catalogues are searched."""
        self.open_dock().show_catalogues()

    def refresh(self) -> None:
        """Show what is known by now, where the panel is made."""
        if self._dock is not None:
            self._dock.region.refresh()

    def open_dock(self) -> CtdDock:
        """Return the panel, open and in front."""
        if self._dock is None:
            self._dock = CtdDock(self._iface)
            self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._dock)
            # From here on QGIS keeps the action and the dock's visibility together.
            self._dock.setToggleVisibilityAction(self._dock_action)
        self._dock.setUserVisible(True)
        return self._dock

    def follow_dock_action(self) -> None:
        """Open or close the panel with its action."""
        if self._dock_action.isChecked():
            self.open_dock()
        elif self._dock is not None:
            self._dock.setUserVisible(False)

    def follow_tool_action(self) -> None:
        """Activate the region tool, or the map tool that was active before it."""
        canvas = self._iface.mapCanvas()
        if self._tool_action.isChecked():
            if self._tool is None:
                self._tool = RegionTool(canvas, self._show_clicked)
                self._tool.setAction(self._tool_action)
            self._tool_before = canvas.mapTool()
            canvas.setMapTool(self._tool)
        elif self._tool is not None and canvas.mapTool() is self._tool:
            self._give_tool_back()

    def close(self) -> None:
        """Remove the tool and the panel, also while they are in use."""
        if self._tool is not None:
            if self._iface.mapCanvas().mapTool() is self._tool:
                self._give_tool_back()
            self._tool.release()
            self._tool.deleteLater()
            self._tool = None
        if self._dock is not None:
            self._dock.release()
            self._iface.removeDockWidget(self._dock)
            self._dock.deleteLater()
            self._dock = None
        self._withdraw_offer()

    def _give_tool_back(self) -> None:
        canvas = self._iface.mapCanvas()
        before, self._tool_before = self._tool_before, None
        if before is None or sip.isdeleted(before) or before is self._tool:
            canvas.unsetMapTool(self._tool)
        else:
            canvas.setMapTool(before)

    def _show_clicked(self, code: str | None) -> None:
        """Show the region that was clicked on the map."""
        project = QgsProject.instance()
        if find_layers(project) is None:
            self._offer_map()
            return
        dock = self.open_dock()
        if code is not None:
            dock.show_region(code)
            return
        with language(project_language(project)):
            dock.show_nothing(tr("No French region here: nothing selected."))

    def _offer_map(self) -> None:
        self._withdraw_offer()
        source = unstyled_edition(QgsProject.instance())
        command: tuple[str, Callable[[], object]]
        if source is None:
            text = tr("The project has no CTD map: load it to read the region.")
            command = tr("Load the CTD map"), partial(load_map, self._iface)
        else:
            text = tr("The project has the regions of a CTD edition as a plain layer, without map and answers.")
            command = tr("Open it as a CTD edition"), partial(self._open, source)
        self._offer = offer(self._iface, text, [command])

    def _open(self, source: DataSource) -> None:
        from ..editions.open_edition import open_edition

        open_edition(self._iface, source)

    def _withdraw_offer(self) -> None:
        if self._offer is not None:
            withdraw(self._iface, self._offer)
        self._offer = None
