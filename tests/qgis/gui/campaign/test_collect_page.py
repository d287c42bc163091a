"""The tab "Collect": what came back, what is in doubt, who has not answered, and the survey that is made of it."""

from __future__ import annotations

import csv
import json
from datetime import datetime

import pytest
from qgis.PyQt.QtCore import QMimeData, QPointF, Qt, QUrl
from qgis.PyQt.QtGui import QDropEvent
from qgis.PyQt.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTabWidget,
)

from ctd_plugin.data.campaign.base import read_base
from ctd_plugin.errors import CtdError
from ctd_plugin.gis.background.background_job import BackgroundJob
from ctd_plugin.gui.campaign import collect_page
from tests.support.campaign_window import label, press, read, rows, show_tab, widget
from tests.support.jobs import running
from tests.support.returned_files import fill, form, table
from tests.support.windows import until

DAY = datetime(2026, 10, 1, 12)


@pytest.fixture
def folder(tmp_path):
    """Two versions of Bretagne of one day, Corse, a broken file, one without a region, and a lock file."""
    folder = tmp_path / "retour"
    (folder / "mails").mkdir(parents=True)
    fill(form(folder / "bretagne.xlsx"), {"moyens": "4 ETP", "perspectives": "Suite"}, saved=DAY)
    fill(form(folder / "mails" / "bretagne (2).xlsx"), {"moyens": "5 ETP"}, saved=DAY)
    fill(form(folder / "corse.xlsx", "94"), {"statut": "CTD existant"}, {"contexte": "oui"}, saved=DAY)
    (folder / "cassé.xlsx").write_bytes(b"PK\x03\x04")
    table(folder / "réponse Mayotte.csv", [["statut", "contexte"], ["CTD existant", "Nouveau"]], DAY)
    (folder / "~$corse.xlsx").write_bytes(b"x")
    return folder


@pytest.fixture
def chosen(monkeypatch):
    """Return a function that lets the next question for a file be answered with a path."""

    def choose(path):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))

    return choose


def tab_texts():
    tabs = widget("ctdCollectTabs", QTabWidget)
    return [tabs.tabText(place) for place in range(tabs.count())]


def select(name, text):
    place = next(number for number, cells in enumerate(rows(name)) if cells[0] == text)
    widget(name, QTableWidget).setCurrentCell(place, 0)


def saved(path):
    with path.open(encoding="utf-8", newline="") as file:
        return {row["region_code"]: row for row in csv.DictReader(file)}


def test_each_file_is_listed_with_what_became_of_it_and_the_numbers_agree(campaign, folder):
    read(folder)
    listed = {cells[0]: cells[1:5] for cells in rows("ctdCollectFiles")}
    assert listed == {
        "cassé.xlsx": ["unreadable", "", "", ""],
        "réponse Mayotte.csv": ["without a region", "", "", ""],
        "bretagne.xlsx": ["taken", "Bretagne", "2026-10-01 (document)", "2 of 2"],
        "mails/bretagne (2).xlsx": ["replaced by another file", "Bretagne", "2026-10-01 (document)", "0 of 1"],
        "corse.xlsx": ["taken", "Corse", "2026-10-01 (document)", "2 of 2"],
    }
    assert label("ctdCollectTold") == (
        "2 of 18 regions answered · files: 5 · to settle: 1 · unreadable: 1 · without a region: 1 · "
        "temporary files skipped: 1"
    )
    assert tab_texts() == ["Files (5)", "To settle (1)", "Not yet answered (16)"]
    assert len(rows("ctdCollectMissing")) == 16
    assert "damaged or not a spreadsheet" in widget("ctdCollectDetail", QPlainTextEdit).toPlainText()
    assert not widget("ctdCollectBuild", QPushButton).isEnabled()


def test_two_answers_stand_side_by_side_until_one_is_chosen_and_the_choice_is_written(
    campaign, folder, tmp_path, chosen, boxes
):
    read(folder)
    show_tab(1)
    assert rows("ctdCollectDoubles") == [["Bretagne", "Staff and money"]]
    assert label("ctdCollectWhy") == "To settle: same date"
    shown = [widget(f"ctdCollectOption{place}", QPlainTextEdit).toPlainText() for place in (0, 1)]
    assert sorted(shown) == ["4 ETP", "5 ETP"]
    press(f"ctdCollectUse{shown.index('5 ETP')}")
    assert tab_texts()[1] == "To settle (0)"
    # What a person settled stays in sight, to be changed.
    assert label("ctdCollectWhy") == "Chosen by you"
    chosen(tmp_path / "enquête.csv")
    press("ctdCollectSave")
    rows_saved = saved(tmp_path / "enquête.csv")
    assert (rows_saved["53"]["moyens"], rows_saved["53"]["perspectives"]) == ("5 ETP", "Suite")
    assert "enquête.csv; its report is enquête.campaign.json." in label("ctdCollectMessage")
    report = json.loads((tmp_path / "enquête.campaign.json").read_text(encoding="utf-8"))
    assert report["regions_answered"] == ["53", "94"]
    assert boxes == []


def test_the_buttons_below_two_answers_are_in_sight(campaign, folder):
    read(folder)
    show_tab(1)
    for place in (0, 1):
        button = widget(f"ctdCollectUse{place}", QPushButton)
        until(lambda button=button: button.visibleRegion().boundingRect() == button.rect())


def test_one_file_is_chosen_for_the_whole_region(campaign, folder):
    read(folder)
    show_tab(1)
    texts = [widget(f"ctdCollectOption{place}", QPlainTextEdit).toPlainText() for place in (0, 1)]
    widget("ctdCollectWhole", QCheckBox).setChecked(True)
    press(f"ctdCollectUse{texts.index('5 ETP')}")
    # Its empty cell is completed from the other file, which is to be looked at.
    assert rows("ctdCollectDoubles") == [["Bretagne", "Outlook"], ["Bretagne", "Staff and money"]]
    assert label("ctdCollectWhy") == "To check: from an older file"
    assert ["mails/bretagne (2).xlsx", "taken"] in [cells[:2] for cells in rows("ctdCollectFiles")]


def test_a_file_without_a_region_is_given_the_one_that_its_name_suggests_only_when_asked(campaign, folder):
    read(folder)
    show_tab(0)
    select("ctdCollectFiles", "réponse Mayotte.csv")
    region = widget("ctdCollectRegion", QComboBox)
    assert region.isVisible()
    assert region.currentText() == "Mayotte"
    press("ctdCollectUseRegion")
    assert ["réponse Mayotte.csv", "taken", "Mayotte"] in [cells[:3] for cells in rows("ctdCollectFiles")]
    select("ctdCollectFiles", "corse.xlsx")
    assert not region.isVisible()


def test_nothing_is_carried_over_unless_it_is_asked_for(campaign, folder, tmp_path, chosen):
    read(folder)
    missing = {cells[0]: cells[1] for cells in rows("ctdCollectMissing")}
    assert set(missing.values()) == {"no row"}
    press("ctdCollectBack")
    assert not widget("ctdCollectCarry", QCheckBox).isChecked()
    widget("ctdCollectCarry", QCheckBox).click()
    press("ctdCollectRead")
    assert "answers carried over: " in label("ctdCollectTold")
    missing = {cells[0]: cells[1:] for cells in rows("ctdCollectMissing")}
    assert missing["Île-de-France"][0].endswith(" answers carried over")
    assert missing["Île-de-France"][1] == "geoidf@iledefrance.fr"
    chosen(tmp_path / "a.csv")
    press("ctdCollectSave")
    assert "2025" in saved(tmp_path / "a.csv")["11"]["reprises"]


def test_the_addresses_of_those_who_have_not_answered_are_copied(campaign, folder):
    read(folder)
    show_tab(2)
    press("ctdCollectCopyAddresses")
    assert "geoidf@iledefrance.fr" in QApplication.clipboard().text()
    assert "\n" not in QApplication.clipboard().text()
    press("ctdCollectCopyMissing")
    assert len(QApplication.clipboard().text().splitlines()) == 17


def test_files_are_dropped_and_new_ones_in_their_folder_are_told(campaign, folder):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    page = widget("ctdCampaignCollect")
    action, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(1, 1), action, data, buttons, keys))
    until(lambda: not running(BackgroundJob))
    assert tab_texts()[0] == "Files (5)"
    table(folder / "normandie.csv", [["region", "statut"], ["Normandie", "CTD existant"]])
    until(lambda: label("ctdCollectNews") != "")
    assert label("ctdCollectNews") == "The folder has changed: read the files again."
    press("ctdCollectAgain")
    assert tab_texts()[0] == "Files (6)"
    assert label("ctdCollectNews") == ""


def test_the_report_is_saved_as_a_page_to_read_without_markup_of_others(campaign, tmp_path, chosen):
    folder = tmp_path / "retour"
    folder.mkdir()
    table(folder / "<b>a.csv", [["region", "statut"], ["Corse", "CTD existant"]])
    read(folder)
    chosen(tmp_path / "rapport")
    press("ctdCollectSaveReport")
    page = (tmp_path / "rapport.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;a.csv" in page
    assert "<b>" not in page
    assert page.count("<h2>") == 2
    assert "Regions that have not answered yet" in page


def test_what_the_window_writes_itself_is_no_news_and_no_file_that_came_back(campaign, folder, chosen):
    read(folder)
    chosen(folder / "enquête.csv")
    press("ctdCollectSave")
    press("ctdCollectAgain")
    assert tab_texts()[0] == "Files (5)"
    assert label("ctdCollectNews") == ""


def settle_the_double():
    """Choose the second answer of the one cell that is in doubt, and return its text."""
    show_tab(1)
    text = widget("ctdCollectOption1", QPlainTextEdit).toPlainText()
    press("ctdCollectUse1")
    return text


def failing(*_args, **_more):
    raise CtdError("It failed.")


def test_a_choice_whose_settling_fails_is_not_taken(campaign, folder, tmp_path, chosen, monkeypatch):
    read(folder)
    page = widget("ctdCampaignCollect")
    with monkeypatch.context() as patch:
        patch.setattr(collect_page, "resettled", failing)
        settle_the_double()
    assert label("ctdCollectMessage") == "⚠ It failed."
    assert not page.has_unsaved_decisions
    # The next reading is settled as the one that is shown.
    press("ctdCollectAgain")
    assert label("ctdCollectWhy") == "To settle: same date"
    text = settle_the_double()
    assert page.has_unsaved_decisions
    chosen(tmp_path / "a.csv")
    press("ctdCollectSave")
    assert saved(tmp_path / "a.csv")["53"]["moyens"] == text
    assert not page.has_unsaved_decisions


def test_a_region_that_was_chosen_is_unsaved_until_its_file_was_read(campaign, folder, tmp_path, chosen, monkeypatch):
    read(folder)
    page = widget("ctdCampaignCollect")
    show_tab(0)
    select("ctdCollectFiles", "réponse Mayotte.csv")
    with monkeypatch.context() as patch:
        patch.setattr(collect_page, "collect", failing)
        press("ctdCollectUseRegion")
    settle_the_double()
    chosen(tmp_path / "a.csv")
    press("ctdCollectSave")
    assert "06" not in saved(tmp_path / "a.csv")
    assert page.has_unsaved_decisions
    press("ctdCollectAgain")
    assert ["réponse Mayotte.csv", "taken", "Mayotte"] in [cells[:3] for cells in rows("ctdCollectFiles")]
    press("ctdCollectSave")
    assert "06" in saved(tmp_path / "a.csv")
    assert not page.has_unsaved_decisions


def test_an_earlier_edition_chosen_for_a_reading_that_failed_fills_nothing(campaign, folder, monkeypatch):
    read(folder)
    press("ctdCollectBack")
    widget("ctdCollectCarry", QCheckBox).click()
    with monkeypatch.context() as patch:
        patch.setattr(collect_page, "collect", failing)
        press("ctdCollectRead")
    widget("ctdCampaignCollect")._stack.setCurrentIndex(1)
    settle_the_double()
    assert "answers carried over: " not in label("ctdCollectTold")


def test_the_earlier_edition_is_read_once_for_all_that_is_settled(campaign, folder, monkeypatch):
    paths = []
    monkeypatch.setattr(collect_page, "read_base", lambda path: (paths.append(path), read_base(path))[1])
    widget("ctdCollectCarry", QCheckBox).click()
    read(folder)
    settle_the_double()
    assert len(paths) == 1
    assert "answers carried over: " in label("ctdCollectTold")
    missing = {cells[0]: cells[2] for cells in rows("ctdCollectMissing")}
    assert missing["Île-de-France"] == "geoidf@iledefrance.fr"
