"""`ctdImport`: the assistant as its user goes through it, and what it leaves behind at the end or when it is closed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from qgis.core import Qgis, QgsProject
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWizard

from ctd_plugin.gis.atlas.export import export_atlas
from ctd_plugin.gis.background.background_job import BackgroundJob
from ctd_plugin.gis.map_project import show_theme
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gis.regions.edition_cache import edition_of
from ctd_plugin.gis.themes import THEMES, shown_theme
from ctd_plugin.gui.importing.choices import VALUE
from ctd_plugin.gui.importing.wizard import ImportWizard, show_import_wizard
from ctd_plugin.i18n import language, set_user_language
from ctd_plugin.settings import read_settings
from tests.support.import_wizard import (
    cells,
    close,
    finish,
    go_on,
    go_to,
    pick,
    settle,
    settled,
    statuses,
    table,
    take,
    wait,
)
from tests.support.jobs import running


def test_it_is_one_window_beside_the_map_that_comes_to_the_front_when_asked_for_again(window, wizard, windows):
    assert wizard.objectName() == "ctdImport"
    assert wizard.windowModality() == Qt.WindowModality.NonModal
    assert show_import_wizard(window, windows) is wizard
    assert len(window.mainWindow().findChildren(ImportWizard)) == 1


def test_the_whole_way_from_a_file_with_doubts_to_the_map(window, wizard, survey, tmp_path):
    before = survey.read_bytes()
    take(wizard, survey)
    assert "5 rows, 6 columns." in wizard.findChild(QLabel, "ctdImportTold").text()
    assert table(wizard, "ctdImportPreview").item(0, 1).text() == "Bretagne"

    go_on(wizard)
    assert cells(wizard, "ctdImportColumnTable", 2) == [
        "Insee code of the region",
        "Region",
        "CTD status",
        "Staff and money",
        "Figure: yearly budget (€)",
        "— ignore —",
    ]
    pick(wizard, "ctdImportColumnTable", 2, 2, "")
    assert not wizard.button(QWizard.WizardButton.NextButton).isEnabled()
    assert "Choose the column that contains the status." in wizard.findChild(QLabel, "ctdImportMissingColumns").text()
    pick(wizard, "ctdImportColumnTable", 2, 2, "statut")

    go_on(wizard)
    assert cells(wizard, "ctdImportRegionTable", 1)[:2] == ["Brtagne du Sud", "Total"]
    assert cells(wizard, "ctdImportRegionTable", 2)[0] == "no: Bretagne?"
    assert cells(wizard, "ctdImportDuplicateTable", 0) == ["Corse"]
    assert "2 of 18 regions have a row." in wizard.findChild(QLabel, "ctdImportMoreRows").text()
    assert "Mayotte" in wizard.findChild(QLabel, "ctdImportWithoutRow").text()
    pick(wizard, "ctdImportRegionTable", 0, 3, "28")
    assert cells(wizard, "ctdImportRegionTable", 1)[0] == "Total"
    pick(wizard, "ctdImportDuplicateTable", 0, 1, "4")

    go_on(wizard)
    assert cells(wizard, "ctdImportStatusTable", 0) == ["CTD existant", "Réflexion engagée"]
    pick(wizard, "ctdImportStatusTable", 1, 2, "prefiguration")

    go_on(wizard)
    words = cells(wizard, "ctdImportFigureTable", 3)
    assert words[0] == "GéoBretagne = “5 ETP” dont 4,2 Région"
    assert cells(wizard, "ctdImportFigureTable", 4)[1] == "staff: 4.2 FTE, platform, Region"
    table(wizard, "ctdImportFigureTable").selectRow(0)
    value = wizard.findChild(QLineEdit, "ctdFigureValue")
    value.setText("5,5")
    value.editingFinished.emit()
    scope = wizard.findChild(QComboBox, "ctdFigureScope")
    scope.setCurrentIndex(scope.findData("structure"))
    scope.activated.emit(scope.currentIndex())
    assert cells(wizard, "ctdImportFigureTable", 4)[0] == "staff: 5.5 FTE, whole organisation"
    table(wizard, "ctdImportFigureTable").item(1, 0).setCheckState(Qt.CheckState.Unchecked)
    settle(wizard)

    go_on(wizard)
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["Enquête 2027.csv"]
    summary = wizard.findChild(QPlainTextEdit, "ctdImportSummaryText").toPlainText()
    assert "5 rows, 3 of 18 regions matched." in summary
    assert "“5 ETP” read as 5.5, “4,2” ignored" in summary
    output = Path(wizard.findChild(QgsFileWidget, "ctdImportOutput").filePath())
    assert output == tmp_path / "Enquête 2027.gpkg"
    finish(wizard, output)

    assert statuses() == {"53": "established", "28": "prefiguration", "94": "established"}
    layers = find_layers(QgsProject.instance())
    assert layers.source == output
    assert layers.about("edition") == "Enquête 2027"
    (bretagne,) = (f for f in layers.regions.getFeatures() if f["region_code"] == "53")
    assert (bretagne["staff_fte"], bretagne["staff_scope"]) == (5.5, "structure")
    facts = [f for f in layers.tables["facts"].getFeatures() if f["region_code"] == "94"]
    assert [(f["value"], f["quote"], f["column"]) for f in facts] == [
        ("400000", "Budget annuel (k€)\u00a0: 400", "Budget annuel (k€)")
    ]
    assert len(QgsProject.instance().layoutManager().printLayouts()) == 2
    item = window.messageBar().currentItem()
    assert item.level() == Qgis.MessageLevel.Success
    assert item.text().startswith("3 of 18 regions imported into <a href=")
    assert item.text().endswith(f"{output}</a>; remarks: 25.")
    assert survey.read_bytes() == before
    content = json.loads((tmp_path / "Enquête 2027.gpkg.recipe.json").read_text(encoding="utf-8"))
    assert content["regions"] == {"Brtagne du Sud": "28"}
    assert content["rows"] == {"94": {"row": 4, "written": "94 Corse"}}


def test_every_theme_the_atlas_and_the_panel_work_on_the_result(window, wizard, survey, tmp_path):
    settled(wizard, survey)
    go_to(wizard, "ctdImportSummary")
    before = wizard.findChild(QComboBox, "ctdImportBefore")
    assert [before.itemText(i) for i in range(before.count())] == [
        "— no earlier edition —",
        "bundled survey",
    ]
    before.setCurrentIndex(1)
    finish(wizard, tmp_path / "a.gpkg")
    project = QgsProject.instance()
    layers = find_layers(project)
    with language("fr"):
        for theme in THEMES.values():
            show_theme(project, layers, theme)
            assert shown_theme(layers) == theme.id
        export_atlas(layers.source, tmp_path / "atlas.pdf", codes=["94"])
        (profile,) = (profile for profile in edition_of(layers).profiles if profile.code == "94")
    assert (tmp_path / "atlas.pdf").stat().st_size > 10_000
    assert [fact.quote for fact in profile.facts] == ["60 à 80 ETP", "Budget annuel (k€)\u00a0: 350"]


def test_columns_chosen_once_are_proposed_the_next_time(window, wizard, windows, survey, tmp_path):
    take(wizard, survey)
    go_on(wizard)
    pick(wizard, "ctdImportColumnTable", 5, 2, "contexte")
    finish(wizard, tmp_path / "a.gpkg", add=False)
    assert json.loads(read_settings().import_columns) == {"divers": "contexte"}
    again = show_import_wizard(window, windows)
    take(again, survey)
    go_on(again)
    assert cells(again, "ctdImportColumnTable", 2)[5] == "Context"
    close(again)


@pytest.mark.parametrize("page", ["Source", "Columns", "Regions", "Statuses", "Figures", "Summary"])
def test_closed_on_any_page_it_asks_and_leaves_everything_as_it_was(
    window, wizard, survey, tmp_path, page, flush_deletes, boxes
):
    settled(wizard, survey)
    if page in ("Source", "Columns"):
        while wizard.currentPage().objectName() != f"ctdImport{page}":
            wizard.back()
    else:
        go_to(wizard, f"ctdImport{page}")
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    assert boxes == ["Close the assistant? Your choices will be lost."]
    assert wizard.isVisible()
    boxes.agree = True
    wizard.close()
    assert len(boxes) == 2
    flush_deletes()
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["Enquête 2027.csv"]
    assert find_layers(QgsProject.instance()) is None
    assert read_settings().import_columns == ""
    assert window.mainWindow().findChildren(ImportWizard) == []


def test_untouched_it_closes_without_a_question(wizard, boxes):
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    assert not wizard.isVisible()
    assert boxes == []


def test_closed_while_it_writes_it_leaves_nothing_behind(wizard, survey, tmp_path, boxes):
    settled(wizard, survey)
    go_to(wizard, "ctdImportSummary")
    wizard.button(QWizard.WizardButton.FinishButton).click()
    boxes.agree = True
    wizard.reject()
    assert boxes == ["The edition is being written. Stop, and close the assistant?"]
    wait(lambda: not running(BackgroundJob))
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["Enquête 2027.csv"]
    assert find_layers(QgsProject.instance()) is None


def test_texts_of_a_file_are_never_markup(wizard, tmp_path):
    path = tmp_path / "<b>a.csv"
    path.write_text("region;statut;<img src=x>\nCorse;<b>CTD</b>;<a href='file:///'>x</a>\n", encoding="utf-8")
    take(wizard, path)
    go_to(wizard, "ctdImportStatuses")
    assert cells(wizard, "ctdImportStatusTable", 0) == ["<b>CTD</b>"]
    assert "<b" not in table(wizard, "ctdImportStatusTable").item(0, 0).toolTip()
    for label in wizard.findChildren(QLabel):
        if label.objectName().startswith("ctd"):
            assert label.textFormat() == Qt.TextFormat.PlainText


def test_enter_commits_a_value_and_with_ctrl_goes_on(window, wizard, survey):
    window.mainWindow().show()
    settled(wizard, survey)
    go_to(wizard, "ctdImportFigures")
    table(wizard, "ctdImportFigureTable").selectRow(0)
    value = wizard.findChild(QLineEdit, "ctdFigureValue")
    value.setFocus()
    value.setText("6")
    QTest.keyClick(value, Qt.Key.Key_Return)
    settle(wizard)
    assert cells(wizard, "ctdImportFigureTable", 4)[0] == "staff: 6 FTE, platform"
    assert wizard.currentPage().objectName() == "ctdImportFigures"
    QTest.keyClick(table(wizard, "ctdImportFigureTable"), Qt.Key.Key_Return)
    assert wizard.currentPage().objectName() == "ctdImportFigures"
    QTest.keyClick(value, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(wizard)
    assert wizard.currentPage().objectName() == "ctdImportSummary"
    window.mainWindow().hide()


def test_in_a_french_qgis_the_assistant_is_french(window, windows):
    set_user_language("fr")
    wizard = ImportWizard(window, windows)
    assert wizard.button(QWizard.WizardButton.CancelButton).text() == "Annuler"
    assert wizard.page(1).title().startswith("2/6")
    wizard.deleteLater()


def test_the_value_chosen_is_what_the_box_shows(wizard, survey):
    take(wizard, survey)
    go_on(wizard)
    shown = table(wizard, "ctdImportColumnTable")
    index = shown.model().index(2, 2)
    shown.edit(index)
    box = shown.findChild(QComboBox)
    box.setCurrentIndex(box.findData("statut"))
    box.activated.emit(box.currentIndex())
    settle(wizard)
    assert shown.model().index(2, 2).data(VALUE) == "statut"
    assert wizard.session.columns["Avancement"] == "statut"


def test_the_keyboard_walks_through_a_list_and_enter_opens_its_choices(window, wizard, survey):
    window.mainWindow().show()
    take(wizard, survey)
    go_on(wizard)
    shown = table(wizard, "ctdImportColumnTable")
    shown.setFocus()
    shown.setCurrentIndex(shown.model().index(3, 2))
    before = dict(wizard.session.columns)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right):
        QTest.keyClick(shown, key)
    assert shown.findChild(QComboBox) is None
    QTest.keyClick(shown, Qt.Key.Key_Return)
    box = shown.findChild(QComboBox)
    wait(lambda: box.view().isVisible())
    assert wizard.session.columns == before
    choices = box.view()
    QTest.keyClick(choices, Qt.Key.Key_Down)
    QTest.keyClick(choices, Qt.Key.Key_Return)
    settle(wizard)
    assert wizard.session.columns["Moyens"] == "outils"
    assert wizard.currentPage().objectName() == "ctdImportColumns"
    window.mainWindow().hide()
