"""The report that an import ends with, read in its window, filtered, copied, saved and found again."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
)

from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gui.importing.wizard import show_import_wizard
from tests.support.import_wizard import close, error, finish, go_to, settled
from tests.support.windows import click, collect, find

HEADINGS = "About\tRow\tColumn\tValue\tRemark"


@pytest.fixture
def imported(window, wizard, survey, tmp_path):
    """The output of an import that is through, whose report is shown."""
    window.mainWindow().show()
    settled(wizard, survey)
    finish(wizard, tmp_path / "a.gpkg")
    collect()
    yield tmp_path / "a.gpkg"
    window.mainWindow().hide()


def rows(column):
    model = find("ctdImportReport").findChild(QTableView, "ctdReportTable").model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def label(name):
    return find("ctdImportReport").findChild(QLabel, name).text()


def copied():
    click(find("ctdImportReport").findChild(QPushButton, "ctdReportCopy"))
    return QApplication.clipboard().text().splitlines()


def test_it_lists_as_many_remarks_as_the_last_message_counts_by_the_rows_of_the_spreadsheet(window, imported):
    counted = int(window.messageBar().currentItem().text().rsplit(" ", 1)[1].rstrip("."))
    assert len(rows(0)) == counted
    assert label("ctdReportCount") == f"{counted} remarks."
    assert f"remarks: {counted}." in label("ctdReportFacts")
    # The title is row 1 and the header row 2: "Lancé", the first of Corsica's rows, is row 5.
    place = rows(1).index("6")
    assert [rows(column)[place] for column in (0, 4)] == ["Duplicate rows", "Duplicate of Corse; only row 5 is used."]
    assert rows(3)[rows(1).index("7")] == "Total"


def test_it_is_filtered_by_kind_and_words_whatever_their_accents_and_copied_as_shown(imported):
    kinds = find("ctdImportReport").findChild(QComboBox, "ctdReportKind")
    total = len(rows(0))
    assert kinds.currentText() == f"All ({total})"
    kinds.setCurrentIndex(kinds.findData("no_row"))
    assert rows(0) == ["Regions without a row"] * 16
    assert kinds.currentText() == "Regions without a row (16)"
    find("ctdImportReport").findChild(QLineEdit, "ctdReportFilter").setText("reunion ROW")
    assert rows(4) == ["La Réunion has no row."]
    assert label("ctdReportCount") == f"1 of {total} remarks shown."
    assert copied() == [HEADINGS, "Regions without a row\t\t\tLa Réunion\tLa Réunion has no row."]


def test_selected_remarks_are_copied_alone_and_the_whole_text_of_one_is_shown(imported):
    table = find("ctdImportReport").findChild(QTableView, "ctdReportTable")
    table.setFocus()
    table.selectRow(2)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert len(QApplication.clipboard().text().splitlines()) == 2
    detail = find("ctdImportReport").findChild(QPlainTextEdit, "ctdReportDetail").toPlainText()
    assert rows(4)[2] in detail


@pytest.mark.parametrize(
    ("ending", "words"), [(".csv", ";La Réunion;"), (".html", "<td>La Réunion</td>"), (".json", '"04"')]
)
def test_it_is_saved(imported, tmp_path, monkeypatch, ending, words):
    kind = f"{ending[1:].upper()} (*{ending})"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "rapport"), kind))
    click(find("ctdImportReport").findChild(QPushButton, "ctdReportSave"))
    assert words in (tmp_path / f"rapport{ending}").read_text(encoding="utf-8")


def test_it_is_found_again_in_the_message_and_in_the_assistant(window, windows, imported):
    find("ctdImportReport").close()
    collect()
    click(window.messageBar().currentItem().findChild(QPushButton, "ctdShowReport"))
    find("ctdImportReport").close()
    collect()
    assert find_layers(QgsProject.instance()) is not None
    again = show_import_wizard(window, windows)
    menu = again.findChild(QPushButton, "ctdImportReports").menu()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions() if action.text()] == ["Enquête 2027", "Choose a report…"]
    menu.actions()[0].trigger()
    collect()
    assert "Edition: Enquête 2027" in label("ctdReportFacts")
    close(again)


def test_a_report_that_is_none_is_told(window, windows, wizard, tmp_path, monkeypatch):
    (tmp_path / "a.report.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "a.report.json"), ""))
    menu = wizard.findChild(QPushButton, "ctdImportReports").menu()
    menu.aboutToShow.emit()
    menu.actions()[-1].trigger()
    assert "a.report.json is not the report of an import" in str(window.messageBar().messages)


def test_somebody_elses_file_in_the_place_of_the_report_is_kept(wizard, survey, tmp_path):
    (tmp_path / "a.gpkg.report.json").write_text("[1]", encoding="utf-8")
    settled(wizard, survey)
    wizard.findChild(QgsFileWidget, "ctdImportOutput").setFilePath(str(tmp_path / "a.gpkg"))
    go_to(wizard, "ctdImportSummary")
    wizard.button(wizard.WizardButton.FinishButton).click()
    assert "is not a report of this plugin" in error(wizard)
    assert (tmp_path / "a.gpkg.report.json").read_text(encoding="utf-8") == "[1]"
