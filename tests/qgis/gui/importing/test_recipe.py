"""A recipe repeats an import, in the assistant and in the algorithm."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from qgis.core import QgsProject
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWizard

from ctd_plugin.data.importing.recipe import Recipe, read_recipe, write_recipe
from ctd_plugin.data.survey.decisions import Decisions
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gui.importing.wizard import show_import_wizard
from tests.support.import_wizard import (
    SURVEY,
    choose_recipe,
    error,
    finish,
    go_to,
    make_figure,
    settled,
    statuses,
    table,
    take,
)

NEXT_YEAR = """Code;Territoire;Avancement;Moyens;ETP;Remarque
53;Bretagne;CTD existant;GéoBretagne = 5 ETP dont 4,1 Région;;
94;Corse;Réflexion;17 réunions;;
94;Corse;CTD existant;;6;à garder
28;Normandie;Lancé;2 M€ sur 6 ans;;
"""


def test_a_recipe_repeats_an_import_and_reports_what_fits_no_more(window, wizard, windows, survey, tmp_path):
    settled(wizard, survey)
    finish(wizard, tmp_path / "a.gpkg", add=False)
    assert find_layers(QgsProject.instance()) is None

    again = show_import_wizard(window, windows)
    again.findChild(QgsFileWidget, "ctdImportRecipe").setFilePath(str(tmp_path / "a.gpkg.recipe.json"))
    survey.write_text(SURVEY.replace("Brtagne du Sud", "Normandie"), encoding="utf-8")
    take(again, survey)
    go_to(again, "ctdImportSummary")
    summary = again.findChild(QPlainTextEdit, "ctdImportSummaryText").toPlainText()
    assert "Recipe: region choices match no row: “Brtagne du Sud”." in summary
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
    again.findChild(QLineEdit, "ctdImportName").setText(survey.name)
    finish(again, tmp_path / "b.gpkg", add=False)
    (tmp_path / "c").mkdir()
    parameters = {"SURVEY": str(survey), "RECIPE": recipe, "COMPARE": True, "OUTPUT_FOLDER": str(tmp_path / "c")}
    result = processing.run("ctd:buildproject", parameters, feedback=feedback)

    written = tables_of(result["GEOPACKAGE"])
    assert len(written) == 9
    assert written == tables_of(tmp_path / "b.gpkg")
    report = json.loads(Path(result["REPORT"]).read_text(encoding="utf-8"))
    assert report == json.loads(again.summary.result[1].report.to_json())
    reported = "\n".join(feedback.warnings)
    assert "“5 ETP” read as 5.5" in reported
    assert ("“17 à la DSI” read as staff 17." in reported) == (survey_text == THIS_YEAR)
    assert ("Recipe: region choices match no row" in reported) == (survey_text == NEXT_YEAR)


def test_a_recipe_that_is_none_is_reported(wizard, survey, tmp_path):
    (tmp_path / "a.recipe.json").write_text("{}", encoding="utf-8")
    wizard.findChild(QgsFileWidget, "ctdImportRecipe").setFilePath(str(tmp_path / "a.recipe.json"))
    assert "is not a recipe of this plugin" in error(wizard)


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
    assert "Recipe: sheet missing from this file: “2026”." in wizard.findChild(QLabel, "ctdImportTold").text()
    assert wizard.button(QWizard.WizardButton.NextButton).isEnabled()
