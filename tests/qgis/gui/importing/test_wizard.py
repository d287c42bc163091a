"""`ctdImport`: the assistant as its user goes through it, and what it leaves behind at the end or when it is closed."""

from __future__ import annotations

import json
import sqlite3
import time
import zipfile
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from qgis.core import Qgis, QgsApplication, QgsFeature, QgsProject, QgsVectorLayer
from qgis.gui import QgsFileWidget, QgsMapLayerComboBox
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWizard,
)

from ctd_plugin.data.importing.recipe import Recipe, read_recipe, write_recipe
from ctd_plugin.data.survey.decisions import Decisions
from ctd_plugin.data.survey.reader import read_survey
from ctd_plugin.gis.atlas.export import export_atlas
from ctd_plugin.gis.layer_table import layer_reader
from ctd_plugin.gis.map_project import show_theme
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gis.regions.profile import read_portraits
from ctd_plugin.gis.themes import THEMES, shown_theme
from ctd_plugin.gui.importing import work
from ctd_plugin.gui.importing.choices import VALUE, ChoiceTable, choose
from ctd_plugin.gui.importing.wizard import ImportWizard, show_import_wizard
from ctd_plugin.gui.map.load import load_map
from ctd_plugin.i18n import language, set_user_language
from ctd_plugin.settings import read_settings

SURVEY = """Enquête 2027 provisoire;;;;;
Code;Territoire;Avancement;Moyens;Budget annuel (k€);Divers
53;Bretagne;CTD existant;GéoBretagne = 5 ETP dont 4,2 Région;;
;Brtagne du Sud;Réflexion engagée;;;
94;Corse;Lancé;60 à 80 ETP;350;
94;Corse;CTD existant;;400;à garder
;Total;;;;
"""
NEXT_YEAR = """Code;Territoire;Avancement;Moyens;ETP;Remarque
53;Bretagne;CTD existant;GéoBretagne = 5 ETP dont 4,1 Région;;
94;Corse;Réflexion;17 réunions;;
94;Corse;CTD existant;;6;à garder
28;Normandie;Lancé;2 M€ sur 6 ans;;
"""


@pytest.fixture
def survey(tmp_path):
    path = tmp_path / "Enquête 2027.csv"
    path.write_text(SURVEY, encoding="utf-8")
    return path


@pytest.fixture
def wizard(window, windows, qgis_processing):
    wizard = show_import_wizard(window, windows)
    yield wizard
    close(wizard)


def close(wizard):
    if not sip.isdeleted(wizard):
        wizard.reject()
    wait(lambda: not work._running)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def wait(condition, seconds=10):
    """Let QGIS work until something is so."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "nothing came of it"
        QgsApplication.processEvents()
        time.sleep(0.002)
    QgsApplication.processEvents()


def settle(wizard):
    QgsApplication.processEvents()
    wait(lambda: not any(page.is_busy for page in (wizard.currentPage(),)))


def take(wizard, path):
    wizard.findChild(QgsFileWidget, "ctdImportFile").setFilePath(str(path))
    settle(wizard)


def go_on(wizard):
    assert wizard.button(QWizard.WizardButton.NextButton).isEnabled(), error(wizard)
    wizard.button(QWizard.WizardButton.NextButton).click()
    settle(wizard)


def go_to(wizard, name):
    while wizard.currentPage().objectName() != name:
        go_on(wizard)


def error(wizard):
    return wizard.currentPage().findChild(QLabel, "ctdImportError").text()


def table(wizard, name) -> ChoiceTable:
    return wizard.findChild(ChoiceTable, name)


def cells(wizard, name, column):
    shown = table(wizard, name)
    return [shown.item(row, column).text() for row in range(shown.row_count)]


def pick(wizard, name, row, column, value):
    """Choose a value in a cell's box, as its editor does."""
    shown = table(wizard, name)
    index = shown.model().index(row, column)
    choose(shown.model(), index, value, value)
    settle(wizard)


def finish(wizard, output, add=True):
    go_to(wizard, "ctdImportSummary")
    wizard.findChild(QgsFileWidget, "ctdImportOutput").setFilePath(str(output))
    wizard.findChild(QCheckBox, "ctdImportAdd").setChecked(add)
    wizard.button(QWizard.WizardButton.FinishButton).click()
    wait(lambda: not wizard.isVisible())


def statuses():
    return {
        feature["region_code"]: feature["status"]
        for feature in find_layers(QgsProject.instance()).regions.getFeatures()
        if feature["surveyed"]
    }


def settled(wizard, survey):
    """Go through the survey's doubts as a person would: all that is not recognised is decided."""
    take(wizard, survey)
    go_to(wizard, "ctdImportRegions")
    wizard.findChild(QPushButton, "ctdImportAccept").click()
    settle(wizard)


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
        "INSEE code of the region",
        "Region",
        "CTD status",
        "Staff and money",
        "Figure: yearly budget (€)",
        "— left out —",
    ]
    pick(wizard, "ctdImportColumnTable", 2, 2, "")
    assert not wizard.button(QWizard.WizardButton.NextButton).isEnabled()
    assert "Say which column holds the status." in wizard.findChild(QLabel, "ctdImportMissingColumns").text()
    pick(wizard, "ctdImportColumnTable", 2, 2, "statut")

    go_on(wizard)
    assert cells(wizard, "ctdImportRegionTable", 1)[:2] == ["Brtagne du Sud", "Total"]
    assert cells(wizard, "ctdImportRegionTable", 2)[0] == "no: perhaps Bretagne"
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
    assert "“5 ETP” taken for 5.5, “4,2” dropped" in summary
    output = Path(wizard.findChild(QgsFileWidget, "ctdImportOutput").filePath())
    assert output == tmp_path / "Enquête 2027.gpkg"
    finish(wizard, output)

    assert statuses() == {"53": "established", "28": "prefiguration", "94": "established"}
    layers = find_layers(QgsProject.instance())
    assert layers.source == output
    assert layers.about("edition") == "Enquête 2027.csv"
    (bretagne,) = (f for f in layers.regions.getFeatures() if f["region_code"] == "53")
    assert (bretagne["staff_fte"], bretagne["staff_scope"]) == (5.5, "structure")
    facts = [f for f in layers.tables["facts"].getFeatures() if f["region_code"] == "94"]
    assert [(f["value"], f["quote"], f["column"]) for f in facts] == [
        ("400000", "Budget annuel (k€)\u00a0: 400", "Budget annuel (k€)")
    ]
    assert len(QgsProject.instance().layoutManager().printLayouts()) == 2
    (message,) = window.messageBar().get_messages(Qgis.MessageLevel.Success)
    assert f"3 of 18 regions were imported into {output}" in message
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
        "the survey that comes with the plugin",
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
        (portrait,) = (portrait for portrait in read_portraits(layers) if portrait.code == "94")
    assert (tmp_path / "atlas.pdf").stat().st_size > 10_000
    assert [fact.quote for fact in portrait.facts] == ["60 à 80 ETP", "Budget annuel (k€)\u00a0: 350"]


def test_a_recipe_repeats_an_import_and_tells_what_fits_no_more(window, wizard, windows, survey, tmp_path):
    settled(wizard, survey)
    finish(wizard, tmp_path / "a.gpkg", add=False)
    assert find_layers(QgsProject.instance()) is None

    again = show_import_wizard(window, windows)
    again.findChild(QgsFileWidget, "ctdImportRecipe").setFilePath(str(tmp_path / "a.gpkg.recipe.json"))
    survey.write_text(SURVEY.replace("Brtagne du Sud", "Normandie"), encoding="utf-8")
    take(again, survey)
    go_to(again, "ctdImportSummary")
    summary = again.findChild(QPlainTextEdit, "ctdImportSummaryText").toPlainText()
    assert "The recipe’s choice of region fits no row any more: “Brtagne du Sud”." in summary
    finish(again, tmp_path / "b.gpkg")
    assert set(statuses()) == {"53", "94", "28"}
    # What fits nothing this year may fit the next.
    assert read_recipe(tmp_path / "b.gpkg.recipe.json").decisions.regions == {"Brtagne du Sud": "53"}


def tables_of(path):
    """Return every table of a GeoPackage that holds data, as text."""
    with closing(sqlite3.connect(path)) as database:
        names = [name for (name,) in database.execute("SELECT table_name FROM gpkg_contents ORDER BY table_name")]
        return {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in names}


THIS_YEAR = SURVEY.replace("60 à 80 ETP", '"60 à 80 ETP ; 17 à la DSI"')


@pytest.mark.parametrize("survey_text", [THIS_YEAR, NEXT_YEAR], ids=["the same file", "next year's"])
def test_with_its_recipe_the_algorithm_gives_what_the_assistant_writes(
    window, wizard, windows, survey, tmp_path, provider, feedback, survey_text
):
    import processing

    survey.write_text(THIS_YEAR, encoding="utf-8")
    settled(wizard, survey)
    go_to(wizard, "ctdImportFigures")
    make_figure(wizard, "17 à la DSI", "staff_fte FTE")
    table(wizard, "ctdImportFigureTable").selectRow(0)
    value = wizard.findChild(QLineEdit, "ctdFigureValue")
    value.setText("5,5")
    value.editingFinished.emit()
    finish(wizard, tmp_path / "a.gpkg", add=False)
    recipe = str(tmp_path / "a.gpkg.recipe.json")
    survey.write_text(survey_text, encoding="utf-8")

    again = show_import_wizard(window, windows)
    again.findChild(QgsFileWidget, "ctdImportRecipe").setFilePath(recipe)
    take(again, survey)
    go_to(again, "ctdImportSummary")
    again.findChild(QComboBox, "ctdImportBefore").setCurrentIndex(1)
    finish(again, tmp_path / "b.gpkg", add=False)
    (tmp_path / "c").mkdir()
    parameters = {"SURVEY": str(survey), "RECIPE": recipe, "COMPARE": True, "OUTPUT_FOLDER": str(tmp_path / "c")}
    result = processing.run("ctd:buildproject", parameters, feedback=feedback)

    written = tables_of(result["GEOPACKAGE"])
    assert len(written) == 8
    assert written == tables_of(tmp_path / "b.gpkg")
    report = json.loads(Path(result["REPORT"]).read_text(encoding="utf-8"))
    assert report == json.loads(again.summary.report.to_json())
    told = "\n".join(feedback.warnings)
    assert "“5 ETP” taken for 5.5" in told
    assert ("“17 à la DSI” taken for staff 17." in told) == (survey_text == THIS_YEAR)
    assert ("The recipe’s choice of region fits no row any more" in told) == (survey_text == NEXT_YEAR)


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
def test_closed_on_any_page_it_leaves_everything_as_it_was(window, wizard, survey, tmp_path, page, flush_deletes):
    settled(wizard, survey)
    if page in ("Source", "Columns"):
        while wizard.currentPage().objectName() != f"ctdImport{page}":
            wizard.back()
    else:
        go_to(wizard, f"ctdImport{page}")
    wizard.reject()
    flush_deletes()
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["Enquête 2027.csv"]
    assert find_layers(QgsProject.instance()) is None
    assert read_settings().import_columns == ""
    assert window.mainWindow().findChildren(ImportWizard) == []


def test_closed_while_it_writes_it_leaves_nothing_behind(wizard, survey, tmp_path):
    settled(wizard, survey)
    go_to(wizard, "ctdImportSummary")
    wizard.button(QWizard.WizardButton.FinishButton).click()
    wizard.reject()
    wait(lambda: not work._running)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["Enquête 2027.csv"]
    assert find_layers(QgsProject.instance()) is None


def test_the_edition_that_the_project_shows_is_replaced_with_its_layouts(window, wizard, survey, tmp_path):
    load_map(window)
    QgsProject.instance().layoutManager().printLayouts()[0].setName("edited")
    settled(wizard, survey)
    go_to(wizard, "ctdImportSummary")
    assert "in place of the edition shown there" in wizard.findChild(QCheckBox, "ctdImportAdd").text()
    finish(wizard, tmp_path / "a.gpkg")
    assert find_layers(QgsProject.instance()).source == tmp_path / "a.gpkg"
    assert len(QgsProject.instance().mapLayers()) == 6
    assert sorted(layout.name() for layout in QgsProject.instance().layoutManager().printLayouts()) == [
        "CTD – statut – A3",
        "CTD – statut – A4",
    ]


@pytest.mark.parametrize("answer", ["Yes", "No"])
def test_a_result_that_is_there_is_replaced_only_when_asked(wizard, windows, survey, tmp_path, monkeypatch, answer):
    settled(wizard, survey)
    finish(wizard, tmp_path / "a.gpkg", add=False)
    before = (tmp_path / "a.gpkg").stat().st_ino
    asked = []
    monkeypatch.setattr(
        QMessageBox, "question", lambda *a: (asked.append(a[2]), getattr(QMessageBox.StandardButton, answer))[1]
    )
    again = show_import_wizard(wizard._iface, windows)
    take(again, survey)
    go_to(again, "ctdImportSummary")
    again.findChild(QgsFileWidget, "ctdImportOutput").setFilePath(str(tmp_path / "a.gpkg"))
    again.button(QWizard.WizardButton.FinishButton).click()
    wait(lambda: not work._running)
    assert asked == ["a.gpkg exists already. Replace it?"]
    assert ((tmp_path / "a.gpkg").stat().st_ino != before) == (answer == "Yes")
    close(again)


def test_a_file_of_somebody_elses_is_told_and_kept(wizard, survey, tmp_path):
    (tmp_path / "a.gpkg").write_text("my notes", encoding="utf-8")
    settled(wizard, survey)
    go_to(wizard, "ctdImportSummary")
    wizard.findChild(QgsFileWidget, "ctdImportOutput").setFilePath(str(tmp_path / "a.gpkg"))
    wizard.button(QWizard.WizardButton.FinishButton).click()
    assert "was not made by this plugin and was not replaced" in error(wizard)
    assert (tmp_path / "a.gpkg").read_text(encoding="utf-8") == "my notes"


def test_a_file_that_cannot_be_read_is_told_on_the_page_and_another_can_be_chosen(wizard, survey, tmp_path):
    (tmp_path / "vide.csv").write_bytes(b"")
    take(wizard, tmp_path / "vide.csv")
    assert "vide.csv is empty; choose another file." in error(wizard)
    assert not wizard.button(QWizard.WizardButton.NextButton).isEnabled()
    take(wizard, survey)
    assert error(wizard) == ""
    assert wizard.button(QWizard.WizardButton.NextButton).isEnabled()


def test_a_recipe_that_is_none_is_told(wizard, survey, tmp_path):
    (tmp_path / "a.recipe.json").write_text("{}", encoding="utf-8")
    wizard.findChild(QgsFileWidget, "ctdImportRecipe").setFilePath(str(tmp_path / "a.recipe.json"))
    assert "is not a recipe of this plugin" in error(wizard)


def test_of_several_sheets_the_one_that_is_no_survey_can_be_chosen(wizard, tmp_path):
    book = openpyxl.Workbook()
    for name, region in (("2026", "Bretagne"), ("2027", "Corse")):
        sheet = book.create_sheet(name)
        sheet.append(["region", "statut"])
        sheet.append([region, "CTD existant"])
    book.save(tmp_path / "a.xlsx")
    take(wizard, tmp_path / "a.xlsx")
    box = wizard.findChild(QComboBox, "ctdImportSheet")
    assert not box.isHidden()
    assert box.currentText() == "2026"
    box.setCurrentText("2027")
    box.activated.emit(box.currentIndex())
    settle(wizard)
    assert table(wizard, "ctdImportPreview").item(0, 0).text() == "Corse"
    assert wizard.session.current_recipe().sheet == "2027"


@pytest.mark.parametrize("order", ["the file first", "the recipe first"])
def test_a_recipe_whose_sheet_is_gone_reads_another_and_says_so(wizard, tmp_path, order):
    book = openpyxl.Workbook()
    book.active.title = "2027"
    for row in (["region", "statut"], ["Corse", "CTD existant"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    recipe = tmp_path / "a.recipe.json"
    write_recipe(Recipe("2026", Decisions({"region": "region", "statut": "statut"})), "a.xlsx", recipe)
    steps = [lambda: take(wizard, tmp_path / "a.xlsx"), lambda: choose_recipe(wizard, recipe)]
    for step in steps if order == "the file first" else reversed(steps):
        step()
    assert error(wizard) == ""
    assert "The recipe’s sheet is not in this file: “2026”." in wizard.findChild(QLabel, "ctdImportTold").text()
    assert wizard.button(QWizard.WizardButton.NextButton).isEnabled()


def choose_recipe(wizard, path):
    wizard.findChild(QgsFileWidget, "ctdImportRecipe").setFilePath(str(path))
    settle(wizard)


def test_figures_that_are_no_numbers_are_refused_and_the_former_stay(wizard, survey):
    settled(wizard, survey)
    go_to(wizard, "ctdImportFigures")
    value = wizard.findChild(QLineEdit, "ctdFigureValue")
    value.setText("beaucoup")
    value.editingFinished.emit()
    assert "“beaucoup” is no number; the former one stays." in error(wizard)
    assert value.text() == "5"


def choose_in(wizard, name, value):
    box = wizard.findChild(QComboBox, name)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())
    settle(wizard)


def row_of(wizard, words):
    (row,) = (row for row, cell in enumerate(cells(wizard, "ctdImportFigureTable", 3)) if f"“{words}”" in cell)
    return row


def make_figure(wizard, words, kind):
    row = row_of(wizard, words)
    table(wizard, "ctdImportFigureTable").selectRow(row)
    choose_in(wizard, "ctdFigureKind", kind)
    return row


@pytest.fixture
def numbers(wizard, tmp_path):
    """The assistant at the figures of a survey with numbers that are none, in a text and in a column of figures."""
    path = tmp_path / "a.csv"
    text = 'region;statut;moyens;ETP\nCorse;CTD existant;"Budget 350 000 par an ; 17 communes";beaucoup\n'
    path.write_text(text, encoding="utf-8")
    take(wizard, path)
    go_to(wizard, "ctdImportFigures")
    return wizard


def test_a_number_that_was_taken_for_none_becomes_a_figure_with_its_kind_and_reaches_the_map(
    window, numbers, windows, tmp_path
):
    assert cells(numbers, "ctdImportFigureTable", 3) == [
        "“ETP : beaucoup”",
        "“Budget 350 000 par an”",
        "“17 communes”",
    ]
    assert cells(numbers, "ctdImportFigureTable", 4) == ["— no figure —"] * 3
    told = numbers.findChild(QLabel, "ctdImportUnread")
    assert "not understood whole: 0 " in told.text()
    assert "taken for no figure: 3 " in told.text()
    row = make_figure(numbers, "Budget 350 000 par an", "annual_budget EUR/year")
    choose_in(numbers, "ctdFigureScope", "structure")
    choose_in(numbers, "ctdFigurePayer", "region")
    figures = table(numbers, "ctdImportFigureTable")
    assert figures.item(row, 4).text() == "yearly budget: 350 000 € a year, whole organisation, Region"
    assert [figures.item(row, column).checkState() for column in (0, 1)] == [Qt.CheckState.Checked] * 2
    assert "taken for no figure: 2 " in told.text()

    finish(numbers, tmp_path / "a.gpkg")
    layers = find_layers(QgsProject.instance())
    (corse,) = (f for f in layers.regions.getFeatures() if f["region_code"] == "94")
    assert (corse["budget_eur"], corse["budget_scope"]) == (350000, "structure")
    (fact,) = layers.tables["facts"].getFeatures()
    assert (fact["quote"], fact["column"], fact["note"]) == ("Budget 350 000 par an", "moyens", "made a figure by hand")

    again = show_import_wizard(window, windows)
    choose_recipe(again, tmp_path / "a.gpkg.recipe.json")
    take(again, tmp_path / "a.csv")
    go_to(again, "ctdImportFigures")
    assert "350 000 € a year, whole organisation" in cells(again, "ctdImportFigureTable", 4)[row]
    go_to(again, "ctdImportSummary")
    summary = again.findChild(QPlainTextEdit, "ctdImportSummaryText").toPlainText()
    assert "“Budget 350 000 par an” taken for yearly budget 350 000." in summary
    assert "“17 communes” was taken for no figure." in summary
    assert "Figures dropped" not in summary
    close(again)


def test_ticking_a_number_that_is_no_figure_asks_for_its_kind_and_unticking_makes_it_none_again(numbers):
    row = row_of(numbers, "17 communes")
    figures = table(numbers, "ctdImportFigureTable")
    figures.item(row, 0).setCheckState(Qt.CheckState.Checked)
    settle(numbers)
    assert "Choose the kind of this number" in error(numbers)
    assert figures.item(row, 0).checkState() == Qt.CheckState.Unchecked
    assert figures.currentIndex().row() == row
    assert numbers.session.edits() == ()
    choose_in(numbers, "ctdFigureKind", "members count")
    assert error(numbers) == ""
    assert [edit.settled.indicator for edit in numbers.session.edits()] == ["members"]
    figures.item(row, 0).setCheckState(Qt.CheckState.Unchecked)
    settle(numbers)
    assert numbers.session.edits() == ()
    assert numbers.findChild(QComboBox, "ctdFigureKind").currentText() == "— no figure —"


def test_a_figure_in_doubt_is_drawn_with_one_click(wizard, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('region;statut;moyens\nCorse;CTD existant;"2 ETP mutualisés"\n', encoding="utf-8")
    take(wizard, path)
    go_to(wizard, "ctdImportFigures")
    figures = table(wizard, "ctdImportFigureTable")
    assert "not understood whole: 1 " in wizard.findChild(QLabel, "ctdImportUnread").text()
    assert figures.item(0, 3).text() == "“2 ETP” mutualisés"
    assert "“mutualisés” was not understood" in figures.item(0, 3).toolTip()
    for column in (1, 0):
        assert figures.item(0, 4).text() == "perhaps staff: 2 FTE, platform"
        figures.item(0, column).setCheckState(Qt.CheckState.Checked)
        settle(wizard)
        assert figures.item(0, 4).text() == "staff: 2 FTE, platform"
        assert [figures.item(0, place).checkState() for place in (0, 1)] == [Qt.CheckState.Checked] * 2
        figures.item(0, 0).setCheckState(Qt.CheckState.Unchecked)
        settle(wizard)
    assert wizard.session.edits() == ()


def test_words_without_a_number_need_their_value_before_their_kind(numbers):
    make_figure(numbers, "ETP : beaucoup", "staff_fte FTE")
    assert "Write the value first" in error(numbers)
    value = numbers.findChild(QLineEdit, "ctdFigureValue")
    value.setText("4")
    value.editingFinished.emit()
    assert numbers.session.edits() == ()
    choose_in(numbers, "ctdFigureKind", "staff_fte FTE")
    assert cells(numbers, "ctdImportFigureTable", 4)[0] == "staff: 4 FTE, platform"


def test_the_kind_of_a_figure_that_was_read_can_be_corrected(wizard, survey):
    settled(wizard, survey)
    go_to(wizard, "ctdImportFigures")
    row = make_figure(wizard, "Budget annuel (k€) : 350", "programme_budget EUR")
    figures = table(wizard, "ctdImportFigureTable")
    assert figures.item(row, 4).text() == "budget of a programme: 350 000 €, platform"
    assert not figures.item(row, 1).isCheckable()
    choose_in(wizard, "ctdFigureKind", "annual_budget EUR/year")
    assert figures.item(row, 1).checkState() == Qt.CheckState.Checked


def test_of_two_figures_of_a_kind_ticking_one_unticks_the_other(wizard, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('region;statut;moyens\nCorse;CTD existant;"plateforme 3 ETP\nGIP 40 ETP"\n', encoding="utf-8")
    take(wizard, path)
    go_to(wizard, "ctdImportFigures")
    figures = table(wizard, "ctdImportFigureTable")
    assert [figures.item(row, 1).checkState() == Qt.CheckState.Checked for row in range(2)] == [True, False]
    figures.item(1, 1).setCheckState(Qt.CheckState.Checked)
    settle(wizard)
    assert [figures.item(row, 1).checkState() == Qt.CheckState.Checked for row in range(2)] == [False, True]
    # Nor are two drawn when the one that was drawn at first is taken back.
    for state in (Qt.CheckState.Unchecked, Qt.CheckState.Checked):
        figures.item(0, 0).setCheckState(state)
        settle(wizard)
    assert [figures.item(row, 1).checkState() == Qt.CheckState.Checked for row in range(2)] == [False, True]


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


# Layers of the project


def memory_table(*rows):
    layer = QgsVectorLayer(
        "None?field=code:string&field=region:string&field=statut:string&field=date_ctd:date", "t", "memory"
    )
    for values in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(list(values))
        layer.dataProvider().addFeature(feature)
    return layer


def test_a_table_of_the_project_is_imported_too(wizard, tmp_path):
    layer = memory_table(("01", None, "CTD existant", "2025-02-24"), ("94", "Corse", "Réflexion", None))
    QgsProject.instance().addMapLayer(layer)
    wizard.findChild(QgsMapLayerComboBox, "ctdImportLayer").setLayer(layer)
    settle(wizard)
    finish(wizard, tmp_path / "a.gpkg")
    assert statuses() == {"01": "established", "94": "considering"}
    (first,) = (f for f in find_layers(QgsProject.instance()).regions.getFeatures() if f["region_code"] == "01")
    assert first["ctd_date_text"] == "24/02/2025"


def test_edits_that_are_not_saved_yet_are_read(qgis_new_project):
    layer = memory_table(("94", "Corse", "Réflexion", None))
    layer.startEditing()
    layer.changeAttributeValue(next(layer.getFeatures()).id(), 2, "CTD existant")
    assert layer_reader(layer)().rows == ((1, ("94", "Corse", "CTD existant", "")),)


@pytest.mark.parametrize("provider", ["ogr", "delimitedtext"])
def test_a_csv_that_is_open_in_qgis_keeps_the_zeros_of_its_codes(tmp_path, provider):
    path = tmp_path / "a.csv"
    path.write_text("code,statut\n01,CTD existant\n02,CTD existant\n", encoding="utf-8")
    uri = f"{path}" if provider == "ogr" else path.as_uri() + "?delimiter=,&detectTypes=yes"
    layer = QgsVectorLayer(uri, "a", provider)
    assert layer.isValid()
    assert [cells[0] for _, cells in layer_reader(layer)().rows] == ["01", "02"]


# Never in the way


def big(path, rows=100_000):
    with path.open("w", encoding="utf-8") as target:
        target.write("code;region;statut;contexte;moyens;objectifs;gouvernance;pilotage\n")
        for number in range(rows):
            target.write(f"{number};Commune n° {number};CTD existant;{'texte ' * 12};3 ETP;a;b;c\n")
        target.write("53;Bretagne;CTD existant;;3 ETP;;;\n")
    return path


def test_a_file_of_100000_rows_keeps_the_window_alive_and_its_lists_short(wizard, tmp_path):
    """The seconds of reading, matching and writing are not the main thread's; how short its pauses are, it prints."""
    path = big(tmp_path / "grand.csv")
    wizard.findChild(QgsFileWidget, "ctdImportOutput").setFilePath(str(tmp_path / "a.gpkg"))
    gaps, last = [], [time.perf_counter()]

    def tick():
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer()
    timer.timeout.connect(tick)
    timer.start(1)
    started = time.perf_counter()
    take(wizard, path)
    for _ in range(5):
        go_on(wizard)
        if wizard.currentPage().objectName() == "ctdImportRegions":
            assert table(wizard, "ctdImportRegionTable").row_count <= 300
            told = wizard.findChild(QLabel, "ctdImportMoreRows").text()
            assert "of them are not shown." in told
    taken = time.perf_counter() - started
    timer.stop()
    print(f"longest {max(gaps) * 1000:.0f} ms, {taken:.1f} s")
    # The longest is Python's search for garbage among all these cells, a quarter of a second on an idle machine.
    assert max(gaps) < 2
    finish(wizard, tmp_path / "a.gpkg", add=False)


def test_work_that_is_dropped_tells_nothing(wizard, survey, tmp_path):
    wizard.findChild(QgsFileWidget, "ctdImportFile").setFilePath(str(big(tmp_path / "grand.csv", 20_000)))
    take(wizard, survey)
    wait(lambda: not work._running)
    assert wizard.session.name == "Enquête 2027.csv"
    assert len(wizard.session.table.rows) == 5


def test_an_unexpected_error_in_the_work_is_told_and_ends_nothing(wizard, survey, monkeypatch):
    from ctd_plugin.gui.importing import source_page

    def fail(*_):
        raise ZeroDivisionError("x")

    monkeypatch.setattr(source_page, "read_replayed_table", fail)
    take(wizard, survey)
    assert "This cannot be used (ZeroDivisionError: x)." in error(wizard)


# Templates


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_the_first_page_saves_a_template_that_can_be_read_again(wizard, tmp_path, monkeypatch, ending):
    told = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / f"m{ending}"), "XLSX (*.xlsx)"))
    monkeypatch.setattr(QMessageBox, "information", lambda *a: told.append(a[2]))
    empty, full = wizard.findChild(QPushButton, "ctdImportTemplate").menu().actions()
    empty.trigger()
    assert len(read_survey(tmp_path / f"m{ending}").rows) == 18
    full.trigger()
    assert read_survey(tmp_path / f"m{ending}").rows["53"].status is not None
    assert told == [f"The template is in {tmp_path / f'm{ending}'}."] * 2


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_the_algorithm_writes_the_template(qgis_processing, tmp_path, ending):
    import processing

    from ctd_plugin.algorithms.provider import CtdProvider

    provider = CtdProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    output = tmp_path / f"m{ending}"
    parameters = {"EDITION": "bundled", "LANGUAGE": "en", "OUTPUT": str(output)}
    assert processing.run("ctd:exporttemplate", parameters)["OUTPUT"] == str(output)
    assert len(read_survey(output).rows) == 18
    with zipfile.ZipFile(output) as archive:
        assert archive.testzip() is None
    QgsApplication.processingRegistry().removeProvider(provider)


def test_in_a_french_qgis_the_assistant_is_french(window):
    set_user_language("fr")
    wizard = ImportWizard(window)
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
