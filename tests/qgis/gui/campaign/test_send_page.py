"""The tab "Send": a form for each region that is ticked, its contact, and a mail to copy."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication, QCheckBox, QComboBox, QListWidget, QPlainTextEdit, QPushButton

from ctd_plugin.gui.campaign import words
from ctd_plugin.gui.campaign.window import show_campaign
from ctd_plugin.gui.map.load import load_map
from ctd_plugin.i18n import current_language
from tests.support.campaign_window import label, press, rows, widget


def tick(*names):
    regions = widget("ctdSendRegions", QListWidget)
    for row in range(regions.count()):
        is_ticked = regions.item(row).text() in names
        regions.item(row).setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)


def make(folder, *names):
    tick(*names)
    widget("ctdSendFolder", QgsFileWidget).setFilePath(str(folder))
    press("ctdSendMake")


def words_of(path):
    book = openpyxl.load_workbook(path)
    return " ".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value)


def test_a_form_is_made_for_each_region_that_is_ticked_with_its_earlier_answers_and_its_contact(
    campaign, tmp_path, opened
):
    assert not widget("ctdSendPersonal", QCheckBox).isChecked()
    make(tmp_path / "envoi", "Guyane", "Île-de-France")
    names = ["enquete-ctd-03-guyane.xlsx", "enquete-ctd-11-ile-de-france.xlsx"]
    assert sorted(path.name for path in (tmp_path / "envoi").iterdir()) == names
    assert rows("ctdSendTable") == [
        ["Guyane", "Guyane-sig@ctguyane.fr", names[0]],
        ["Île-de-France", "geoidf@iledefrance.fr", names[1]],
    ]
    assert label("ctdSendTold") == f"2 forms in {tmp_path / 'envoi'}"
    assert "GEO Ile de France" in words_of(tmp_path / "envoi" / names[1])
    press("ctdSendOpen")
    assert opened == [(tmp_path / "envoi").as_uri()]


def test_the_mail_is_in_the_language_of_the_forms_and_is_copied_as_it_was_edited(campaign, tmp_path, monkeypatch):
    monkeypatch.setattr(words, "tr", lambda text: f"[{current_language()}] {text}")
    language = widget("ctdSendLanguage", QComboBox)
    language.setCurrentIndex(language.findData("fr"))
    make(tmp_path, "Corse")
    mail = widget("ctdSendMail", QPlainTextEdit)
    assert mail.toPlainText().startswith("[fr] Subject: ")
    mail.setPlainText("Bonjour !")
    press("ctdSendCopyMail")
    assert QApplication.clipboard().text() == "Bonjour !"
    press("ctdSendCopyTable")
    assert QApplication.clipboard().text().splitlines()[1].startswith("Corse\t")


def test_without_an_edition_the_forms_and_the_mail_are_empty_of_earlier_answers(campaign, tmp_path):
    widget("ctdSendEdition", QComboBox).setCurrentIndex(0)
    widget("ctdSendFormat", QComboBox).setCurrentIndex(1)
    make(tmp_path, "Corse")
    assert [path.suffix for path in tmp_path.iterdir() if path.is_file()] == [".ods"]
    assert "last survey" not in widget("ctdSendMail", QPlainTextEdit).toPlainText()
    assert rows("ctdSendTable") == [["Corse", "", "enquete-ctd-94-corse.ods"]]


def test_somebody_elses_file_is_kept_and_the_window_says_so(campaign, tmp_path):
    (tmp_path / "enquete-ctd-94-corse.xlsx").write_text("my notes", encoding="utf-8")
    make(tmp_path, "Corse")
    assert "already exists and is not an unfilled form: it was not replaced" in label("ctdSendMessage")
    assert (tmp_path / "enquete-ctd-94-corse.xlsx").read_text(encoding="utf-8") == "my notes"
    assert widget("ctdSendMake").isVisible()


def test_without_a_region_there_is_nothing_to_make(campaign):
    press("ctdSendNone")
    assert not widget("ctdSendMake", QPushButton).isEnabled()
    press("ctdSendAll")
    assert widget("ctdSendMake", QPushButton).isEnabled()


def test_the_forms_are_filled_from_the_edition_that_is_current(window, windows, one_row):
    load_map(window)
    load_map(window, Path(one_row))
    show_campaign(window, windows)
    editions = widget("ctdSendEdition", QComboBox)
    names = [editions.itemText(place) for place in range(editions.count())]
    assert names == ["— none: empty forms —", "CNIG survey 2025–2026", "survey.csv"]
    assert editions.currentText() == "survey.csv"
