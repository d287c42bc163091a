"""Every window of the plugin, found through its command, is for everybody: names, Tab, focus, no cut text."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtWidgets import QApplication, QDialog, QTabWidget

from ctd_plugin.catalogues.registry import all_platforms
from ctd_plugin.gui.common import ows_connections
from ctd_plugin.gui.options.factory import CtdOptions
from ctd_plugin.i18n import set_user_language
from tests.support.menu_actions import ACTIONS
from tests.support.window_faults import large_type, unseen_focus, window_faults
from tests.support.windows import collect, press

WINDOWS = ["ctdCheck", "ctdExport", "ctdImport", "ctdOpenEdition", "ctdPack", "ctdShare"]
NO_WINDOW = {
    *("ctdLoadMap", "ctdThemes", "ctdTerritories", "ctdRegionTool", "ctdPanel", "ctdFind", "ctdSearch"),
    *("ctdOptions", "ctdHelp"),
}
# So large a window is at first, on a screen of 1366 × 768: Qt leaves a third of it free.
ROOM = QSize(910, 512)
PANEL = ["region", "answers", "catalogues"]


@pytest.fixture(params=["fr", "en"])
def spoken(request):
    set_user_language(request.param)
    return request.param


@pytest.fixture(params=[1, 1.5], ids=["normal type", "150 %"])
def typed(request):
    with large_type(request.param):
        yield request.param


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """The check would ask all platforms."""
    monkeypatch.setattr(ows_connections, "all_platforms", lambda _own: all_platforms(None)[:3])


def open_windows():
    return {
        widget.objectName(): widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, QDialog) and widget.isVisible()
    }


@contextmanager
def opened_by(window, action):
    """Yield the windows that a command opens, each as large as it is at first on a small laptop."""
    window.mainWindow().show()
    before = set(open_windows())
    press(window, action)
    names = set(open_windows()) - before
    for name in names:
        shown = open_windows()[name]
        shown.resize(shown.size().expandedTo(shown.sizeHint().boundedTo(ROOM)))
    QApplication.processEvents()
    yield [open_windows()[name] for name in sorted(names)]
    for name in names & set(open_windows()):
        open_windows()[name].close()
    collect()


def faults_of(shown):
    """Return the faults of a window on each of its tabs."""
    tabs = shown.findChildren(QTabWidget)
    if not tabs:
        return window_faults(shown) + unseen_focus(shown)
    found = []
    for index in range(tabs[0].count()):
        tabs[0].setCurrentIndex(index)
        QApplication.processEvents()
        found += [f"tab {index}: {fault}" for fault in window_faults(shown) + unseen_focus(shown)]
    return found


def test_every_command_is_walked():
    assert {*WINDOWS, *NO_WINDOW} == set(ACTIONS)


@pytest.mark.parametrize("action", WINDOWS)
def test_a_window_is_for_everybody(window, plugin, qgis_new_project, spoken, typed, action):
    with opened_by(window, action) as windows:
        assert windows
        assert "\n".join(fault for shown in windows for fault in faults_of(shown)) == ""


@pytest.mark.parametrize("tab", PANEL)
def test_the_panel_is_for_everybody(window, plugin, project, spoken, typed, tab):
    main = window.mainWindow()
    main.resize(1366, 700)
    main.show()
    panel = plugin.panel()
    panel.show_region("53")
    {"region": lambda: panel.show_region("53"), "answers": panel.show_answers, "catalogues": panel.show_catalogues}[
        tab
    ]()
    dock = panel.open_dock()
    dock.setFloating(True)
    dock.resize(int(350 * typed), 650)
    QApplication.processEvents()
    found = window_faults(dock) + unseen_focus(dock)
    main.hide()
    assert "\n".join(found) == ""


def test_the_options_are_for_everybody(window, spoken, typed):
    page = CtdOptions(window).createWidget(None)
    page.resize(page.sizeHint().boundedTo(QSize(1000, 600)))
    page.show()
    found = window_faults(page) + unseen_focus(page)
    page.deleteLater()
    assert "\n".join(found) == ""
