"""The plugin's coming and going in QGIS's window."""

from __future__ import annotations

import pytest
from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QAction, QActionGroup, QMenu, QToolBar

from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gis.themes import shown_theme
from ctd_plugin.gui.map import after_drawing
from ctd_plugin.plugin import CtdPlugin
from tests.support.event_loop import until
from tests.support.menu_actions import ACTIONS, COMMANDS, MENU, TOOLBAR
from tests.support.paths import ROOT

ICONS = ROOT / "resources" / "icons"


def wired(window):
    """Return what of the plugin is in the window: toolbars, menus, entries of the plugin menu, actions, provider."""
    main = window.mainWindow()
    return {
        "toolbars": len(main.findChildren(QToolBar, "ctdToolBar")),
        "menus": len(main.findChildren(QMenu, "ctdMenu")),
        "entries": [entry.text() for entry in window.pluginMenu().actions()],
        "actions": sorted(a.objectName() for a in main.findChildren(QAction) if a.objectName().startswith("ctd")),
        "providers": [p.id() for p in QgsApplication.processingRegistry().providers() if p.id() == "ctd"],
    }


LOADED = {"toolbars": 1, "menus": 1, "entries": ["CTD"], "actions": ACTIONS, "providers": ["ctd"]}
NOTHING = {"toolbars": 0, "menus": 0, "entries": [], "actions": [], "providers": []}


def test_loading_unloading_and_loading_again_leaves_everything_once_and_nothing_after(window, flush_deletes):
    assert wired(window) == NOTHING
    for _ in range(2):
        plugin = CtdPlugin(window)
        plugin.initGui()
        assert until(lambda: wired(window) == LOADED)
        main = window.mainWindow()
        made = [main.findChild(QToolBar, "ctdToolBar"), main.findChild(QMenu, "ctdMenu")]
        made += [main.findChild(QAction, name) for name in ACTIONS]
        provider = QgsApplication.processingRegistry().providerById("ctd")
        plugin.unload()
        flush_deletes()
        assert wired(window) == NOTHING
        assert all(sip.isdeleted(thing) for thing in [*made, provider])


def test_the_algorithms_come_when_qgis_has_started_its_plugins_and_models_are_read_again_for_them(window):
    """A model reads its steps anew when a provider is added, not when one that is there gets algorithms."""
    known = []
    registry = QgsApplication.processingRegistry()

    def look(added):
        known.append((added, len(registry.providerById(added).algorithms())))

    registry.providerAdded.connect(look)
    plugin = CtdPlugin(window)
    plugin.initGui()
    assert known == []
    assert until(lambda: bool(known))
    registry.providerAdded.disconnect(look)
    plugin.unload()
    assert [added for added, _ in known] == ["ctd"]
    assert known[0][1] > 10


def test_a_plugin_unloaded_at_once_adds_no_algorithms_later(window, flush_deletes):
    plugin = CtdPlugin(window)
    plugin.initGui()
    plugin.unload()
    flush_deletes()
    QCoreApplication.processEvents()
    assert wired(window) == NOTHING


def test_a_plugin_switched_on_in_a_window_has_its_algorithms_at_once(window):
    window.mainWindow().show()
    plugin = CtdPlugin(window)
    plugin.initGui()
    assert wired(window)["providers"] == ["ctd"]
    plugin.unload()
    window.mainWindow().hide()


def test_unloading_a_plugin_that_was_never_started_does_nothing(window):
    CtdPlugin(window).unload()
    assert wired(window) == NOTHING


def test_a_start_that_fails_leaves_nothing(window, flush_deletes, monkeypatch):
    """QGIS does not unload such a plugin: what it added would stay until QGIS ends."""
    monkeypatch.setattr(CtdPlugin, "_show_help", property(lambda self: 1 / 0))
    with pytest.raises(ZeroDivisionError):
        CtdPlugin(window).initGui()
    flush_deletes()
    assert wired(window) == NOTHING


def test_an_unload_removes_everything_though_a_part_of_it_fails(window, flush_deletes, monkeypatch):
    plugin = CtdPlugin(window)
    plugin.initGui()
    assert until(lambda: wired(window) == LOADED)
    monkeypatch.setattr(after_drawing, "finish", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        plugin.unload()
    flush_deletes()
    assert wired(window) == NOTHING


def groups_of(bar):
    """Return the object names of a menu's or toolbar's actions, in the groups that its separators part."""
    groups = [[]]
    for action in bar.actions():
        if action.isSeparator():
            groups.append([])
        else:
            groups[-1].append(action.objectName())
    return groups


def test_the_menu_has_every_command_in_its_group_and_the_toolbar_those_used_often(window, plugin):
    main = window.mainWindow()
    toolbar, menu = main.findChild(QToolBar, "ctdToolBar"), main.findChild(QMenu, "ctdMenu")
    assert groups_of(menu) == MENU
    assert groups_of(toolbar) == TOOLBAR
    for action in filter(lambda action: not action.isSeparator(), menu.actions()):
        assert action.text()
        assert not action.icon().isNull()
        assert action.icon().pixmap(24).toImage().hasAlphaChannel()
    assert not menu.icon().isNull()


def test_no_two_commands_have_one_icon():
    icons = [path.read_bytes() for path in ICONS.glob("*.svg")]
    assert len(set(icons)) == len(icons) >= len(ACTIONS)


@pytest.mark.parametrize(
    ("locale", "spoken"),
    [("fr", "french"), ("fr_CA", "french"), ("en_US", "english"), ("de", "english")],
)
def test_actions_speak_the_language_of_qgis_or_english(window, speak_in_qgis, flush_deletes, locale, spoken):
    speak_in_qgis(locale)
    plugin = CtdPlugin(window)
    plugin.initGui()
    actions = window.mainWindow().findChild(QMenu, "ctdMenu").actions()
    texts = [action.text() for action in actions if not action.isSeparator()]
    assert texts == [getattr(command, spoken) for command in COMMANDS]
    plugin.unload()
    flush_deletes()


def test_qgis_process_gets_the_provider_without_any_window():
    plugin = CtdPlugin(None)
    plugin.initProcessing()
    provider = QgsApplication.processingRegistry().providerById("ctd")
    assert {algorithm.name() for algorithm in provider.algorithms()} >= {"buildproject", "exportmap"}
    assert not provider.icon().isNull()
    plugin.unload()
    assert QgsApplication.processingRegistry().providerById("ctd") is None


def test_the_provider_loads_without_a_word_in_the_log():
    said, log = [], QgsApplication.messageLog()
    keep = lambda text, tag, level: said.append(text)  # noqa: E731  it is disconnected below
    log.messageReceived[str, str, Qgis.MessageLevel].connect(keep)
    plugin = CtdPlugin(None)
    plugin.initProcessing()
    plugin.unload()
    log.messageReceived[str, str, Qgis.MessageLevel].disconnect(keep)
    assert said == []


def test_the_theme_menu_keeps_nothing_of_the_times_it_was_open_before(window, plugin, flush_deletes):
    menu = window.mainWindow().findChild(QMenu, "ctdMenu").findChild(QMenu)
    for _ in range(3):
        menu.aboutToShow.emit()
        flush_deletes()
    assert len(menu.findChildren(QActionGroup)) == 1
    assert len(menu.findChildren(QAction)) == len({action.text() for action in menu.findChildren(QAction)})


def test_the_theme_menu_restyles_the_map_and_checks_what_it_shows(window, plugin, qgis_new_project):
    menu = window.mainWindow().findChild(QMenu, "ctdMenu").findChild(QMenu)
    menu.aboutToShow.emit()
    entries = {action.objectName(): action for action in menu.actions()}
    assert list(entries) == [f"ctdTheme_{theme.value}" for theme in ThemeId]
    entries["ctdTheme_budget"].trigger()
    layers = find_layers(QgsProject.instance())
    assert shown_theme(layers) is ThemeId.BUDGET
    menu.aboutToShow.emit()
    assert [action.objectName() for action in menu.actions() if action.isChecked()] == ["ctdTheme_budget"]
