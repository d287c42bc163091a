"""The plugin's windows as QGIS has them: opened by an action, found by name, held by nobody in the tests.

Python's collector runs after every step. What only QGIS's main window has is garbage to it.
"""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial

import pytest
from qgis.core import Qgis, QgsProject
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QProgressBar,
    QProgressDialog,
    QPushButton,
    QRadioButton,
    QTableView,
    QWizard,
)

from ctd_plugin.catalogues.registry import read_platforms
from ctd_plugin.gis.background.background_job import BackgroundJob
from ctd_plugin.gis.network.exchange import HttpExchange
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gui.common import ows_connections
from ctd_plugin.gui.common.messages import progress_dialog
from ctd_plugin.gui.common.windows import Windows
from ctd_plugin.plugin import CtdPlugin
from ctd_plugin.settings import Settings, read_settings, write_settings
from tests.e2e.screen import NAMES
from tests.peers.faults import FAULTS, serving
from tests.support.jobs import running
from tests.support.platform_lists import endpoint as wms
from tests.support.platform_lists import platforms_file
from tests.support.windows import click, click_box, collect, find, press, until, written

SURVEY = "region;statut\nBretagne;CTD existant\nCorse;Réflexion engagée\n"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch, tmp_path):
    """The check asks one service, on this machine, that takes its time."""
    with serving({"/slow": FAULTS["slow"]}) as server:
        (tmp_path / "known").mkdir()
        platforms_file(tmp_path / "known", [wms(server.url("/slow"))])
        known = read_platforms(tmp_path / "known" / "platforms.json")
        monkeypatch.setattr(ows_connections, "all_platforms", lambda _own: known)
        yield
        assert not running(HttpExchange)


@pytest.fixture
def survey(tmp_path):
    path = tmp_path / "enquête.csv"
    path.write_text(SURVEY, encoding="utf-8")
    return path


def windows(name=None):
    """Return the names of the plugin's windows that are open, or how many of a name are."""
    names = [widget.objectName() for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    names = sorted(found for found in names if found in NAMES.values())
    return names if name is None else names.count(name)


def write(name, field, path):
    find(name).findChild(QgsFileWidget, field).lineEdit().setText(str(path))
    collect()


def is_busy():
    return any(bar.isVisible() for bar in find("ctdImport").findChildren(QProgressBar, "ctdImportBusy"))


def go_on():
    click(find("ctdImport").button(QWizard.WizardButton.NextButton))
    until(lambda: not is_busy())


def go_to_summary(window, survey):
    press(window, "ctdImport")
    write("ctdImport", "ctdImportFile", survey)
    until(lambda: find("ctdImport").button(QWizard.WizardButton.NextButton).isEnabled())
    while find("ctdImport").currentPage().objectName() != "ctdImportSummary":
        go_on()


def reported(window, level=Qgis.MessageLevel.Success):
    return window.messageBar().get_messages(level)


def test_a_survey_is_imported_by_clicks_alone_and_the_map_draws_it(window, plugin, survey, tmp_path):
    """The assistant lives until it is closed, though nobody else holds it."""
    go_to_summary(window, survey)
    write("ctdImport", "ctdImportOutput", tmp_path / "a.gpkg")
    click(find("ctdImport").button(QWizard.WizardButton.FinishButton))
    until(lambda: not windows())
    layers = find_layers(QgsProject.instance())
    assert layers.source == tmp_path / "a.gpkg"
    assert {row["region_code"] for row in layers.regions.getFeatures() if row["surveyed"]} == {"53", "94"}
    assert layers.regions in window.mapCanvas().layers()
    until(lambda: window.messageBar().currentItem() is not None)
    assert f"{tmp_path / 'a.gpkg'}</a>; remarks: " in window.messageBar().currentItem().text()


def test_the_check_goes_on_stops_and_starts_again(window, plugin):
    """So does the window that checks the platforms, with the table that it fills."""
    press(window, "ctdCheck")

    def cells():
        order = find("ctdCheckPlatforms").findChild(QTableView).model()
        return [order.index(0, column).data() for column in range(order.columnCount())]

    assert "checking…" in cells()
    click(find("ctdCheckPlatforms").findChild(QPushButton, "ctdCheckStop"))
    assert "not checked" in cells()
    click(find("ctdCheckPlatforms").findChild(QPushButton, "ctdCheckAgain"))
    assert "checking…" in cells()
    assert running(HttpExchange)
    click_box("ctdCheckPlatforms", QDialogButtonBox.StandardButton.Close)
    assert not windows()
    assert not running(HttpExchange)


def test_a_map_is_exported_from_a_form_that_keeps_nobody_waiting(window, plugin, tmp_path, coarse_images):
    """The form of the export."""
    write_settings(Settings(export_folder=str(tmp_path), open_after_export=False))
    press(window, "ctdExport")
    write("ctdExportDialog", "ctdExportFile", tmp_path / "carte.svg")
    click_box("ctdExportDialog", QDialogButtonBox.StandardButton.Save)
    until(lambda: written(window))
    assert not windows()
    assert "CTD existant (4)" in (tmp_path / "carte.svg").read_text(encoding="utf-8")
    assert written(window) == [f"Map exported to {tmp_path / 'carte.svg'}."]


def test_the_pack_is_prepared_from_a_form_that_keeps_nobody_waiting(window, plugin, tmp_path, small_pack):
    """The form of the pack."""
    write_settings(Settings(open_after_export=False, pack_page=False, pack_slides=False, pack_data=False))
    press(window, "ctdPack")
    write("ctdPackDialog", "ctdPackFolder", tmp_path / "pack")
    click_box("ctdPackDialog", QDialogButtonBox.StandardButton.Save)
    until(lambda: written(window))
    assert not windows()
    assert (tmp_path / "pack" / "index.html").exists()
    assert read_settings().export_folder == str(tmp_path)
    assert written(window) == [f"Meeting pack written to {tmp_path / 'pack'}."]


def test_the_survey_is_shared_from_a_form_that_keeps_nobody_waiting(window, plugin, tmp_path):
    """The form of the sharing."""
    press(window, "ctdShare")
    find("ctdShareDialog").findChild(QRadioButton, "ctdShareToFile").setChecked(True)
    write("ctdShareDialog", "ctdShareFile", tmp_path / "partage.gpkg")
    click_box("ctdShareDialog", QDialogButtonBox.StandardButton.Ok)
    until(lambda: written(window))
    assert not windows()
    assert (tmp_path / "partage.gpkg").exists()
    assert written(window) == [f"Survey shared to {tmp_path / 'partage.gpkg'}."]


def test_a_form_forgets_no_setting_that_was_changed_beside_it(window, plugin, tmp_path):
    """Forms stand open beside others, and beside QGIS's options."""
    write_settings(Settings(export_folder=str(tmp_path), open_after_export=False))
    for action in ("ctdShare", "ctdPack"):
        press(window, action)
    write_settings(replace(read_settings(), catalogue_timeout=7, import_columns='{"a": "statut"}'))
    find("ctdShareDialog").findChild(QRadioButton, "ctdShareToFile").setChecked(True)
    write("ctdShareDialog", "ctdShareFile", tmp_path / "partage.gpkg")
    click_box("ctdShareDialog", QDialogButtonBox.StandardButton.Ok)
    until(lambda: written(window))
    assert (read_settings().catalogue_timeout, read_settings().import_columns) == (7, '{"a": "statut"}')


@pytest.mark.parametrize("action", NAMES)
def test_a_second_click_brings_the_window_to_the_front(window, plugin, action):
    """Never a second window; one that is closed opens anew."""
    name = NAMES[action]
    for _ in range(2):
        press(window, action)
        find(name).setWindowTitle("the first one")
        find(name).showMinimized()
        press(window, action)
        assert windows() == [name]
        assert find(name).windowTitle() == "the first one"
        assert not find(name).isMinimized()
        find(name).close()
        collect()
        assert windows() == []
    assert window.mainWindow().findChildren(QDialog, name) == []


def test_all_windows_are_open_side_by_side_and_close_with_the_plugin(window, flush_deletes):
    """What the plugin opened goes with it, and it can be loaded again."""
    for _ in range(2):
        plugin = CtdPlugin(window)
        plugin.initGui()
        for action in NAMES:
            press(window, action)
        assert windows() == sorted(NAMES.values())
        assert QApplication.activeModalWidget() is None
        plugin.unload()
        collect()
        assert windows() == []
        for name in NAMES.values():
            assert window.mainWindow().findChildren(QDialog, name) == []


@pytest.mark.parametrize("doing", ["reading", "writing"])
def test_an_assistant_that_is_at_work_stops_when_the_plugin_goes(window, survey, tmp_path, doing):
    """Unloaded in the middle of its work, it leaves nothing behind and says nothing afterwards."""
    plugin = CtdPlugin(window)
    plugin.initGui()
    if doing == "reading":
        rows = "".join(f"Commune n° {number};CTD existant\n" for number in range(150_000))
        survey.write_text(SURVEY + rows, encoding="utf-8")
        press(window, "ctdImport")
        write("ctdImport", "ctdImportFile", survey)
    else:
        go_to_summary(window, survey)
        find("ctdImport").button(QWizard.WizardButton.FinishButton).click()
    assert running(BackgroundJob)
    plugin.unload()
    collect()
    assert windows() == []
    until(lambda: not running(BackgroundJob))
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".gpkg"] == []
    assert find_layers(QgsProject.instance()) is None
    assert reported(window) == []


def test_a_question_that_is_open_when_the_plugin_goes_is_answered_with_no(window, tmp_path):
    """The window that asked is closed first, and nothing is written after all."""
    plugin = CtdPlugin(window)
    plugin.initGui()
    (tmp_path / "carte.svg").write_bytes(b"an older map")
    write_settings(Settings(export_folder=str(tmp_path), open_after_export=False))
    press(window, "ctdExport")
    write("ctdExportDialog", "ctdExportFile", tmp_path / "carte.svg")
    questions, watch, rescue = [], QTimer(), QTimer(singleShot=True)
    rescue.timeout.connect(lambda: QApplication.activeModalWidget() and QApplication.activeModalWidget().reject())

    def unload():
        if (box := QApplication.activeModalWidget()) is None:
            return
        watch.stop()
        questions.append(box.text())
        plugin.unload()
        # Else the test would wait for ever.
        rescue.start(2000)

    watch.timeout.connect(unload)
    watch.start(10)
    click_box("ctdExportDialog", QDialogButtonBox.StandardButton.Save)
    assert questions == ["carte.svg exists already. Replace it?"]
    assert rescue.isActive()
    assert windows() == []
    assert (tmp_path / "carte.svg").read_bytes() == b"an older map"


def test_a_form_that_is_accepted_as_the_plugin_goes_begins_nothing_any_more(window, tmp_path):
    """The work of a form begins when the form has closed, unless the plugin has gone by then."""
    plugin = CtdPlugin(window)
    plugin.initGui()
    write_settings(Settings(export_folder=str(tmp_path), open_after_export=False))
    press(window, "ctdExport")
    find("ctdExportDialog").accept()
    plugin.unload()
    collect()
    assert windows() == []
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_window_is_let_go_of_once_it_is_closed():
    """A closed window is deleted, not kept for the whole session."""
    held = Windows()
    first = held.show("a", partial(QDialog, None))
    assert held.show("a", partial(QDialog, None)) is first
    first.close()
    second = held.show("a", partial(QDialog, None))
    assert second is not first
    collect()
    assert list(held._open.values()) == [second]
    second.close()
    collect()
    assert held._open == {}


def test_work_with_progress_keeps_the_other_windows_waiting_too(window, plugin):
    """Windows stand beside QGIS's own; none of them may change the project under work that goes on."""
    press(window, "ctdExport")
    with progress_dialog(window, "Drawing", at_once=True):
        assert isinstance(QApplication.activeModalWidget(), QProgressDialog)
        assert QApplication.activeModalWidget().windowModality() == Qt.WindowModality.ApplicationModal
    collect()
    assert QApplication.activeModalWidget() is None


def test_work_that_is_dropped_before_it_began_is_let_go_of(qgis_app):
    """Jobs are held until they have ended, and no longer."""
    came = []
    for _ in range(6):
        BackgroundJob(lambda _job: time.sleep(0.1), came.append, came.append)
    collect()
    jobs = running(BackgroundJob)
    assert len(jobs) == 6
    for job in jobs:
        job.cancel()
    del job, jobs
    until(lambda: not running(BackgroundJob))
    assert came == []
