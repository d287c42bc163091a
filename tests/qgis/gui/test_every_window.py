"""Every window of the plugin, found through its command, is for everybody: names, Tab, focus, no cut text."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtWidgets import QApplication, QDialog, QPushButton, QTabWidget, QWizard

from ctd_plugin.catalogues.registry import read_platforms
from ctd_plugin.catalogues.services.capabilities import ServiceLayer
from ctd_plugin.gui.common import ows_connections
from ctd_plugin.gui.options.factory import CtdOptions
from ctd_plugin.gui.platforms.discovery_dialog import DiscoveryDialog
from ctd_plugin.gui.search.authentication_dialog import AuthenticationDialog
from ctd_plugin.gui.search.layer_dialog import LayerDialog
from ctd_plugin.i18n import set_user_language
from tests.peers.faults import dead_address
from tests.support.event_loop import until
from tests.support.import_wizard import SURVEY, go_on, take
from tests.support.menu_actions import ACTIONS
from tests.support.platform_lists import endpoint as wms
from tests.support.platform_lists import platforms_file
from tests.support.returned_files import fill, form
from tests.support.window_faults import large_type, unseen_focus, window_faults
from tests.support.windows import click, collect, press

WINDOWS = [
    *("ctdCampaign", "ctdCheck", "ctdExport", "ctdImport", "ctdOpenEdition", "ctdPack", "ctdPlatforms"),
    *("ctdSaveProject", "ctdShare"),
]
NO_WINDOW = {
    *("ctdLoadMap", "ctdThemes", "ctdTerritories", "ctdRegionTool", "ctdPanel", "ctdFind", "ctdSearch"),
    *("ctdOptions", "ctdHelp"),
}
# So large a window is at first, on a screen of 1366 × 768: Qt leaves a third of it free.
ROOM = QSize(910, 512)
INNER = [("ctdPlatforms", "ctdOwnPlatformAdd"), ("ctdOpenEdition", "ctdEditionCompare")]
"""Windows that a button of another one opens."""
LAYERS = [ServiceLayer("rivieres", "Rivières"), ServiceLayer("lacs", "Lacs et étangs <b>")]
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
def no_network(monkeypatch, tmp_path):
    """The check asks nobody but this machine, where nobody answers."""
    (tmp_path / "known").mkdir()
    known = read_platforms(Path(platforms_file(tmp_path / "known", [wms(dead_address())] * 2)))
    monkeypatch.setattr(ows_connections, "all_platforms", lambda _own: known)


def open_windows():
    return {
        widget.objectName(): widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, QDialog) and widget.isVisible()
    }


def finish(wizard):
    wizard.button(QWizard.WizardButton.FinishButton).click()
    assert until(lambda: "ctdImportReport" in open_windows())


@contextmanager
def opened_by(window, action):
    """Yield the windows that a command or a function opens, each as large as it is at first on a small laptop."""
    window.mainWindow().show()
    before = set(open_windows())
    if callable(action):
        action()
        collect()
    else:
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


def faults_of(shown, walked=()):
    """Return the faults of a window on each of its tabs, and of the tabs in these."""
    tabs = next((tabs for tabs in shown.findChildren(QTabWidget) if tabs.isVisible() and tabs not in walked), None)
    if tabs is None:
        return window_faults(shown) + unseen_focus(shown)
    found = []
    for index in range(tabs.count()):
        tabs.setCurrentIndex(index)
        QApplication.processEvents()
        found += [f"{tabs.tabText(index)}: {fault}" for fault in faults_of(shown, (*walked, tabs))]
    return found


def test_every_command_is_walked():
    assert {*WINDOWS, *NO_WINDOW} == set(ACTIONS)


@pytest.mark.parametrize("action", WINDOWS)
def test_a_window_is_for_everybody(window, plugin, qgis_new_project, spoken, typed, action):
    with opened_by(window, action) as windows:
        assert windows
        assert "\n".join(fault for shown in windows for fault in faults_of(shown)) == ""


@pytest.mark.parametrize(("action", "button"), INNER)
def test_a_window_of_a_window_is_for_everybody(window, plugin, project, spoken, typed, action, button):
    with (
        opened_by(window, action) as (outer,),
        opened_by(window, lambda: click(outer.findChild(QPushButton, button))) as (inner,),
    ):
        assert "\n".join(faults_of(inner)) == ""


def test_each_page_of_the_import_and_its_report_are_for_everybody(
    window, plugin, project, spoken, typed, tmp_path, boxes
):
    boxes.agree = True
    (tmp_path / "enquête.csv").write_text(SURVEY, encoding="utf-8")
    found = []
    with opened_by(window, "ctdImport") as (wizard,):
        take(wizard, tmp_path / "enquête.csv")
        while True:
            found += [f"{wizard.currentPage().objectName()}: {fault}" for fault in faults_of(wizard)]
            if wizard.currentPage().isFinalPage():
                break
            go_on(wizard)
        with opened_by(window, lambda: finish(wizard)) as (report,):
            found += faults_of(report)
    assert "\n".join(found) == ""


def test_what_came_back_of_a_campaign_is_for_everybody(window, plugin, project, spoken, typed, tmp_path):
    (tmp_path / "retours").mkdir()
    for number, code in enumerate(("53", "53", "94")):
        fill(
            form(tmp_path / "retours" / f"retour {number}.xlsx", code),
            {"statut": "CTD existant", "contexte": f"Réponse {number}"},
        )
    (tmp_path / "retours" / "abîmé.xlsx").write_bytes(b"PK no workbook")
    with opened_by(window, "ctdCampaign") as (campaign,):
        campaign.collect([tmp_path / "retours"])
        assert until(lambda: campaign.findChild(QTabWidget, "ctdCollectTabs").isVisible())
        assert "\n".join(faults_of(campaign)) == ""


@pytest.mark.parametrize(
    "make",
    [
        lambda window: DiscoveryDialog(window, []),
        lambda window: LayerDialog("Cours d’eau <b>", "rivieres", LAYERS, window.mainWindow()),
        lambda window: AuthenticationDialog("carto.exemple.fr", "", window.mainWindow()),
    ],
    ids=["search for services", "choice of a layer", "authentication"],
)
def test_a_dialog_that_a_server_opens_is_for_everybody(window, spoken, typed, make):
    dialog = make(window)
    dialog.show()
    found = faults_of(dialog)
    dialog.deleteLater()
    assert "\n".join(found) == ""


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
