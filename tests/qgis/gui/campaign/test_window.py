"""`ctdCampaign`: from the files that came back to the import, or to the edition at once; closing asks."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QFileDialog, QPushButton

from ctd_plugin.gis.background.background_job import BackgroundJob
from ctd_plugin.gis.project.editions import edition_name
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gui.campaign.window import show_campaign
from ctd_plugin.i18n import set_user_language
from tests.support.campaign_window import NAME, label, press, read, show_tab, widget
from tests.support.import_wizard import statuses
from tests.support.jobs import running
from tests.support.returned_files import table
from tests.support.window_faults import large_type, window_faults
from tests.support.windows import collect, find, until

HEADER = ["region", "statut", "moyens", "date_entretien"]


@pytest.fixture
def clear(tmp_path):
    """A folder in which nothing is in doubt."""
    folder = tmp_path / "retour"
    folder.mkdir()
    table(folder / "a.csv", [HEADER, ["Corse", "CTD existant", "3 ETP", "01/10/2026"]])
    table(folder / "b.csv", [HEADER, ["Bretagne", "Réflexion engagée", "", "02/10/2026"]])
    return folder


@pytest.fixture
def doubtful(clear):
    """The same folder with a second answer of one day."""
    table(clear / "c.csv", [HEADER, ["Corse", "CTD existant", "4 ETP", "01/10/2026"]])
    return clear


def answer_with(monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def test_where_nothing_is_in_doubt_the_edition_is_created_at_once_and_opened(
    window, campaign, clear, tmp_path, monkeypatch
):
    read(clear)
    answer_with(monkeypatch, tmp_path / "Enquête 2026.gpkg")
    press("ctdCollectBuild")
    until(lambda: find_layers(QgsProject.instance()) is not None)
    assert statuses() == {"94": "established", "53": "considering"}
    assert edition_name(find_layers(QgsProject.instance())) == "Enquête 2026"
    names = {path.name for path in tmp_path.iterdir() if path.is_file()}
    assert names == {
        "Enquête 2026.gpkg",
        "Enquête 2026.gpkg.report.json",
        "Enquête 2026.csv",
        "Enquête 2026.campaign.json",
    }
    assert "2 of 18 regions in " in window.messageBar().currentItem().text()


def test_a_survey_goes_on_into_the_import_assistant(campaign, doubtful, tmp_path, monkeypatch):
    read(doubtful)
    assert not widget("ctdCollectBuild", QPushButton).isEnabled()
    answer_with(monkeypatch, tmp_path / "enquête.xlsx")
    press("ctdCollectImport")
    until(lambda: not running(BackgroundJob))
    wizard = find("ctdImport")
    assert wizard.session.name == "enquête.xlsx"
    assert len(wizard.session.table.rows) == 2
    wizard.done(0)


def test_an_import_that_is_under_way_is_given_up_only_when_asked(
    campaign, clear, doubtful, tmp_path, monkeypatch, boxes
):
    read(clear)
    for name in ("one.csv", "two.csv"):
        answer_with(monkeypatch, tmp_path / name)
        press("ctdCollectImport")
        until(lambda: not running(BackgroundJob))
    assert find("ctdImport").session.name == "one.csv"
    assert boxes == ["Close the assistant? Your choices will be lost."]
    boxes.agree = True
    press("ctdCollectImport")
    until(lambda: not running(BackgroundJob))
    collect()
    assert find("ctdImport").session.name == "two.csv"
    find("ctdImport").done(0)


def test_it_closes_without_a_question_until_something_is_settled(campaign, doubtful, boxes):
    read(doubtful)
    QTest.keyClick(find(NAME), Qt.Key.Key_Escape)
    assert boxes == []
    collect()


def test_what_was_settled_is_not_lost_without_a_question(campaign, doubtful, tmp_path, monkeypatch, boxes):
    read(doubtful)
    show_tab(1)
    press("ctdCollectUse1")
    find(NAME).close()
    assert boxes == ["Close the window? What you settled is not saved yet."]
    answer_with(monkeypatch, tmp_path / "a.csv")
    press("ctdCollectSave")
    find(NAME).close()
    assert len(boxes) == 1
    collect()


def test_an_unwritable_file_is_told_and_the_choices_are_kept(campaign, doubtful, tmp_path, monkeypatch, boxes):
    read(doubtful)
    show_tab(1)
    press("ctdCollectUse1")
    (tmp_path / "a.campaign.json").write_text("my notes", encoding="utf-8")
    answer_with(monkeypatch, tmp_path / "a.csv")
    press("ctdCollectSave")
    assert "is not a report of this plugin" in label("ctdCollectMessage")
    assert not (tmp_path / "a.csv").exists()
    boxes.agree = True
    find(NAME).close()
    collect()


@pytest.mark.parametrize("factor", [1, 1.5], ids=["100 %", "150 %"])
def test_everything_in_it_is_named_reached_by_tab_and_readable(window, windows, doubtful, tmp_path, factor):
    set_user_language("fr")
    window.mainWindow().show()
    with large_type(factor):
        show_campaign(window, windows)
        collect()
        faults = [*window_faults(find(NAME))]
        read(doubtful)
        for place in range(3):
            show_tab(place)
            faults += window_faults(find(NAME))
        windows.close()
    window.mainWindow().hide()
    assert faults == []
