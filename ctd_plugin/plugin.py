"""The entry point: adds the plugin to QGIS's window and to Processing, and removes it again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.gui import QgisInterface
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QMenu, QToolBar, QToolButton

from .algorithms.provider import CtdProvider
from .gis.icons import icon_path
from .gis.regions.expressions import CtdFunctions
from .gui.common.windows import Windows
from .gui.navigation.browser import Browser
from .gui.navigation.locator import LocatorRegistration
from .gui.options.factory import CtdOptions
from .gui.panel.layer_action import LayerAction
from .i18n import tr

if TYPE_CHECKING:
    from .gui.panel.panel import Panel


class CtdPlugin:
    """The plugin in QGIS's window: a toolbar, a menu and a Processing provider."""

    def __init__(self, iface: QgisInterface) -> None:
        self._iface = iface
        self._toolbar: QToolBar
        self._menu: QMenu
        self._actions: list[QAction] = []
        self._panel: Panel | None = None
        self._windows = Windows()
        # The function that undoes each step of the start; the last step is undone first.
        self._cleanup = ExitStack()

    def initProcessing(self) -> None:
        """Register the provider and the expression functions; all that qgis_process needs."""
        provider = CtdProvider()
        QgsApplication.processingRegistry().addProvider(provider)
        self._cleanup.callback(lambda: QgsApplication.processingRegistry().removeProvider(provider))
        functions = CtdFunctions()
        functions.register()
        self._cleanup.callback(functions.unregister)

    def initGui(self) -> None:
        self.initProcessing()
        self._add_bars()
        self._add_action("ctdLoadMap", "load_map", tr("Load the CTD map"), self._load_map)
        self._add_themes()
        self._add_panel()
        self._add_search()
        self._add_action("ctdImport", "import", tr("Import your own survey…"), self._import)
        self._add_action("ctdCheck", "check", tr("Check the platforms…"), self._check)
        self._add_action("ctdExport", "export", tr("Export a CTD map…"), self._export)
        self._add_action("ctdPack", "pack", tr("Prepare the meeting pack…"), self._pack)
        self._add_action("ctdShare", "share", tr("Share the survey…"), self._share)
        self._cleanup.callback(self._close_panel)
        options = CtdOptions(self._iface)
        self._iface.registerOptionsWidgetFactory(options)
        self._cleanup.callback(lambda: self._iface.unregisterOptionsWidgetFactory(options))
        browser = Browser(self._iface)
        browser.register()
        self._cleanup.callback(browser.unregister)
        panel_action = LayerAction(lambda code: self.panel().show_region(code), self._iface.mainWindow())
        panel_action.register()
        self._cleanup.callback(panel_action.unregister)

    def unload(self) -> None:
        from .gis.background.job import stop

        # First of all: no window and no job may use what is removed below.
        self._windows.close()
        stop()
        self._cleanup.close()

    def _add_bars(self) -> None:
        self._toolbar = self._iface.addToolBar("CTD")
        self._toolbar.setObjectName("ctdToolBar")
        self._menu = QMenu("CTD", self._iface.mainWindow())
        self._menu.setObjectName("ctdMenu")
        self._menu.setIcon(QIcon(icon_path("ctd")))
        self._iface.pluginMenu().addMenu(self._menu)
        self._cleanup.callback(self._remove_bars)

    def _remove_bars(self) -> None:
        for action in reversed(self._actions):
            action.deleteLater()
        self._actions.clear()
        self._iface.pluginMenu().removeAction(self._menu.menuAction())
        self._menu.deleteLater()
        self._iface.mainWindow().removeToolBar(self._toolbar)
        self._toolbar.deleteLater()

    def _close_panel(self) -> None:
        if self._panel is not None:
            self._panel.close()
            self._panel = None

    def _add_action(self, name: str, icon: str, text: str, slot: Callable[[], None]) -> QAction:
        action = QAction(QIcon(icon_path(icon)), text, self._iface.mainWindow())
        action.setObjectName(name)
        action.setToolTip(text)
        action.triggered.connect(lambda _checked=False: slot())
        self._toolbar.addAction(action)
        self._menu.addAction(action)
        self._actions.append(action)
        return action

    def _add_panel(self) -> None:
        click, panel = tr("Identify a region"), tr("Regions panel")
        tool = self._add_action("ctdRegionTool", "region_tool", click, lambda: self.panel().follow_tool_action())
        tool.setCheckable(True)
        dock = self._add_action("ctdPanel", "panel", panel, lambda: self.panel().follow_dock_action())
        dock.setCheckable(True)

    def _add_themes(self) -> None:
        """Add a menu that is filled when it opens, so that a start of QGIS does not import the themes."""
        themes = QMenu(tr("Map theme"), self._menu)
        themes.setIcon(QIcon(icon_path("themes")))
        themes.aboutToShow.connect(lambda: self._fill_themes(themes))
        action = themes.menuAction()
        action.setObjectName("ctdThemes")
        self._menu.addMenu(themes)
        self._toolbar.addAction(action)
        self._toolbar.widgetForAction(action).setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _add_search(self) -> None:
        locator = LocatorRegistration(self._iface, lambda code: self.panel().show_region(code))
        self._cleanup.callback(locator.remove)
        find, search = tr("Find in the answers"), tr("Search the regional catalogues")
        self._add_action("ctdFind", "find", find, lambda: self.panel().show_answers())
        self._add_action("ctdSearch", "search", search, lambda: self.panel().show_catalogues())

    # Each command is imported when it is first used: a start of QGIS should cost nothing.

    def _load_map(self) -> None:
        from .gui.map.load import load_map

        load_map(self._iface)

    def _fill_themes(self, menu: QMenu) -> None:
        from .gui.map.theme_menu import fill_theme_menu

        fill_theme_menu(self._iface, menu)

    def _export(self) -> None:
        from .gui.dialogs.export import show_export_dialog

        show_export_dialog(self._iface, self._windows)

    def _pack(self) -> None:
        from .gui.dialogs.pack import show_pack_dialog

        show_pack_dialog(self._iface, self._windows)

    def _share(self) -> None:
        from .gui.dialogs.share import show_share_dialog

        show_share_dialog(self._iface, self._windows)

    def _import(self) -> None:
        from .gui.importing.wizard import show_import_wizard

        show_import_wizard(self._iface, self._windows)

    def _check(self) -> None:
        from .gui.dialogs.health_check import check_platforms

        check_platforms(self._iface, self._windows, self._refresh_panel)

    def _refresh_panel(self) -> None:
        if self._panel is not None:
            self._panel.refresh()

    def panel(self) -> Panel:
        """Return the panel, made at its first use: `panel().show_region("53")`."""
        if self._panel is None:
            from .gui.panel.panel import Panel

            actions = {action.objectName(): action for action in self._actions}
            self._panel = Panel(self._iface, actions["ctdRegionTool"], actions["ctdPanel"])
        return self._panel
