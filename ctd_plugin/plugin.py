"""The entry point: adds the plugin to QGIS's window and to Processing, and removes it again."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QMenu

from .gis.project import path_redirection
from .gis.regions.expressions import CtdFunctions
from .gui.bars import Bars
from .gui.common.windows import Windows
from .gui.editions.data_notices import DataNotices
from .gui.editions.registration import EditionRegistration
from .gui.map.legend_unfolding import LegendUnfolding
from .gui.navigation.browser import Browser
from .gui.navigation.locator import LocatorRegistration
from .gui.options.factory import CtdOptions
from .gui.panel.layer_action import LayerAction
from .i18n import set_user_language, tr

if TYPE_CHECKING:
    from .gui.panel.panel import Panel


class CtdPlugin:
    """The plugin in QGIS's window: a toolbar, a menu and a Processing provider."""

    def __init__(self, iface: QgisInterface) -> None:
        self._iface = iface
        self._bars: Bars
        self._panel: Panel | None = None
        self._windows = Windows()
        # The function that undoes each step of the start; the last step is undone first.
        self._cleanup = ExitStack()
        set_user_language(QgsApplication.locale())

    def initProcessing(self) -> None:
        """Register the provider and the expression functions; all that qgis_process needs."""
        self._add_functions()
        self._add_provider()

    def initGui(self) -> None:
        try:
            self._add_to_window()
        except BaseException:
            # QGIS drops a plugin that fails to start, and unloads nothing of it.
            self.unload()
            raise

    def _add_to_window(self) -> None:
        self._add_functions()
        if self._iface.mainWindow().isVisible():
            self._add_provider()
        else:
            self._add_provider_soon()
        self._bars = Bars(self._iface)
        self._cleanup.callback(self._bars.remove)
        self._add_map_commands()
        self._bars.end_group()
        self._add_region_commands()
        self._bars.end_group()
        self._add_catalogue_commands()
        self._bars.end_group()
        self._add_survey_commands()
        self._bars.end_group()
        self._add_output_commands()
        self._bars.end_group()
        self._bars.add("ctdOptions", "options", tr("Options…"), self._show_options)
        self._bars.add("ctdHelp", "help", tr("Help"), self._show_help)
        locator = LocatorRegistration(self._iface, lambda code: self.panel().show_region(code))
        self._cleanup.callback(locator.remove)
        self._cleanup.callback(self._close_panel)
        options = CtdOptions(self._iface)
        self._iface.registerOptionsWidgetFactory(options)
        self._cleanup.callback(lambda: self._iface.unregisterOptionsWidgetFactory(options))
        browser = Browser(self._iface)
        browser.register()
        self._cleanup.callback(browser.unregister)
        editions = EditionRegistration(self._iface)
        editions.register()
        self._cleanup.callback(editions.unregister)
        notices = DataNotices(self._iface, self._windows)
        notices.register()
        self._cleanup.callback(notices.unregister)
        unfolding = LegendUnfolding()
        unfolding.register()
        self._cleanup.callback(unfolding.unregister)
        panel_action = LayerAction(lambda code: self.panel().show_region(code), self._iface.mainWindow())
        panel_action.register()
        self._cleanup.callback(panel_action.unregister)

    def _add_functions(self) -> None:
        functions = CtdFunctions()
        functions.register()
        self._cleanup.callback(functions.unregister)
        self._cleanup.callback(path_redirection.register())

    def _add_provider_soon(self) -> None:
        """Add the provider when QGIS has started all plugins, before it opens a project or runs a script.

        Algorithms take longer to import than all the rest, and Processing reads models anew for a new provider.
        """
        timer = QTimer()
        timer.setSingleShot(True)
        timer.timeout.connect(self._add_provider)
        timer.start(0)
        self._cleanup.callback(timer.stop)

    def _add_provider(self) -> None:
        from .algorithms.provider import CtdProvider

        provider = CtdProvider()
        QgsApplication.processingRegistry().addProvider(provider)
        self._cleanup.callback(lambda: QgsApplication.processingRegistry().removeProvider(provider))

    def unload(self) -> None:
        from .gis.background.job import stop
        from .gui.map import after_drawing

        # All that was added goes, whatever fails before. First of all: no window and no job may use what is removed.
        with self._cleanup:
            self._windows.close()
            stop()
            after_drawing.finish()

    def _close_panel(self) -> None:
        if self._panel is not None:
            self._panel.close()
            self._panel = None

    def _add_map_commands(self) -> None:
        self._bars.add("ctdLoadMap", "load_map", tr("Load the CTD map"), self._load_map, often=True)
        self._bars.add("ctdOpenEdition", "open_edition", tr("Open an edition…"), self._open_edition)
        self._bars.add_menu("ctdThemes", "themes", tr("Map theme"), self._fill_themes)
        self._bars.add_menu("ctdTerritories", "territories", tr("Zoom to a territory"), self._fill_territories)

    def _add_region_commands(self) -> None:
        click, shown = tr("Identify a region"), tr("Regions panel")
        tool = self._bars.add(
            "ctdRegionTool", "region_tool", click, lambda: self.panel().follow_tool_action(), often=True
        )
        tool.setCheckable(True)
        dock = self._bars.add("ctdPanel", "panel", shown, lambda: self.panel().follow_dock_action(), often=True)
        dock.setCheckable(True)
        find = tr("Find in the answers")
        self._bars.add("ctdFind", "find", find, lambda: self.panel().show_answers(), often=True)

    def _add_catalogue_commands(self) -> None:
        search = tr("Search the regional catalogues")
        self._bars.add("ctdSearch", "search", search, lambda: self.panel().show_catalogues(), often=True)
        self._bars.add("ctdPlatforms", "platforms", tr("Platforms and services…"), self._show_platforms)
        self._bars.add("ctdCheck", "check", tr("Check the platforms…"), self._check)

    def _add_survey_commands(self) -> None:
        self._bars.add("ctdImport", "import", tr("Import your own survey…"), self._import, often=True)
        self._bars.add("ctdCampaign", "campaign", tr("Survey campaign…"), self._show_campaign)

    def _add_output_commands(self) -> None:
        self._bars.add("ctdExport", "export", tr("Export a CTD map…"), self._export, often=True)
        self._bars.add("ctdPack", "pack", tr("Prepare the meeting pack…"), self._pack, often=True)
        self._bars.add("ctdShare", "share", tr("Share the survey…"), self._share)
        self._bars.add("ctdSaveProject", "save_project", tr("Save the project with its data…"), self._save_project)

    # Each command is imported when it is first used: a start of QGIS should cost nothing.

    def _load_map(self) -> None:
        from .gui.map.load import load_map

        load_map(self._iface)

    def _open_edition(self) -> None:
        from .gui.editions.open_edition import show_open_dialog

        show_open_dialog(self._iface, self._windows)

    def _compare_editions(self) -> None:
        from .gui.editions.compare import show_compare_dialog

        show_compare_dialog(self._iface, self._windows)

    def _fill_themes(self, menu: QMenu) -> None:
        from .gui.map.theme_menu import fill_theme_menu

        fill_theme_menu(self._iface, menu, self._compare_editions)

    def _fill_territories(self, menu: QMenu) -> None:
        from .gui.map.territory_menu import fill_territory_menu

        fill_territory_menu(self._iface, menu)

    def _show_platforms(self) -> None:
        from .gui.platforms.window import show_platforms

        show_platforms(self._iface, self._windows, self._refresh_panel)

    def _check(self) -> None:
        from .gui.dialogs.health_check import check_platforms

        check_platforms(self._iface, self._windows, self._refresh_panel)

    def _import(self) -> None:
        from .gui.importing.wizard import show_import_wizard

        show_import_wizard(self._iface, self._windows)

    def _show_campaign(self) -> None:
        from .gui.campaign.window import show_campaign

        show_campaign(self._iface, self._windows)

    def _export(self) -> None:
        from .gui.dialogs.export import show_export_dialog

        show_export_dialog(self._iface, self._windows)

    def _pack(self) -> None:
        from .gui.dialogs.pack import show_pack_dialog

        show_pack_dialog(self._iface, self._windows)

    def _share(self) -> None:
        from .gui.dialogs.share import show_share_dialog

        show_share_dialog(self._iface, self._windows)

    def _save_project(self) -> None:
        from .gui.editions.save_project import show_save_dialog

        show_save_dialog(self._iface, self._windows)

    def _show_options(self) -> None:
        self._iface.showOptionsDialog(self._iface.mainWindow(), "ctdOptions")

    def _show_help(self) -> None:
        from .gui.help.help import show_help

        show_help()

    def _refresh_panel(self) -> None:
        if self._panel is not None:
            self._panel.refresh()

    def panel(self) -> Panel:
        """Return the panel, made at its first use: `panel().show_region("53")`."""
        if self._panel is None:
            from .gui.panel.panel import Panel

            self._panel = Panel(self._iface, self._bars.actions["ctdRegionTool"], self._bars.actions["ctdPanel"])
        return self._panel
