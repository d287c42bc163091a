"""What a figure covers is proposed from its words, asked, and kept for next year."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QLabel

from ctd_plugin.data.facts.fact import BUDGET, STAFF, covers_labels, covers_name
from ctd_plugin.data.importing.recipe import read_recipe
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gui.importing.wizard import show_import_wizard
from tests.support.import_wizard import (
    cells,
    choose_in,
    choose_recipe,
    close,
    finish,
    go_to,
    pick,
    row_of,
    table,
    take,
)

FIGURES, COVERS = "ctdImportFigureTable", 5
MONEY = covers_labels(BUDGET)


def survey(folder, *rows):
    path = folder / "a.csv"
    path.write_text("region;statut;moyens;ETP\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_what_a_figure_covers_is_proposed_and_corrected_in_the_list_or_below_it(wizard, tmp_path):
    take(wizard, survey(tmp_path, 'Corse;CTD existant;"env 60 k€ / an pour l\'hébergement, budget ; 3 ETP";'))
    go_to(wizard, "ctdImportFigures")
    assert cells(wizard, FIGURES, COVERS) == [MONEY["hosting"], covers_name(STAFF, "unknown")]
    assert cells(wizard, FIGURES, 4)[0] == "yearly budget: ≈ €60,000 a year, platform"
    assert "Only figures that cover the same" in wizard.findChild(QLabel, "ctdImportRule").text()
    pick(wizard, FIGURES, 0, COVERS, "operation")
    assert cells(wizard, FIGURES, COVERS)[0] == MONEY["operation"]
    table(wizard, FIGURES).selectRow(0)
    assert wizard.findChild(QComboBox, "ctdFigureCovers").currentData() == "operation"
    wizard.findChild(QCheckBox, "ctdFigureAbout").click()
    assert cells(wizard, FIGURES, 4)[0] == "yearly budget: €60,000 a year, platform"
    table(wizard, FIGURES).selectRow(1)
    choose_in(wizard, "ctdFigureCovers", "data_production")
    edited = [(edit.settled.covers, edit.settled.about) for edit in wizard.session.edits()]
    assert edited == [("operation", False), ("data_production", False)]


def test_what_a_column_covers_is_said_once_reaches_the_map_and_comes_back_with_the_recipe(
    window, wizard, windows, tmp_path
):
    path = survey(tmp_path, "Corse;CTD existant;;3", "Bretagne;CTD existant;;environ 4 ETP")
    take(wizard, path)
    go_to(wizard, "ctdImportColumns")
    assert cells(wizard, "ctdImportColumnTable", 3) == ["", "", "", "from the text"]
    pick(wizard, "ctdImportColumnTable", 3, 3, "operation_staff")
    go_to(wizard, "ctdImportFigures")
    assert cells(wizard, FIGURES, COVERS) == [covers_name(STAFF, "operation_staff")] * 2
    finish(wizard, tmp_path / "a.gpkg")
    regions = {f["region_code"]: f for f in find_layers(QgsProject.instance()).regions.getFeatures()}
    assert [(regions[code]["staff_covers"], bool(regions[code]["staff_about"])) for code in ("94", "53")] == [
        ("operation_staff", False),
        ("operation_staff", True),
    ]
    recipe = tmp_path / "a.gpkg.recipe.json"
    assert read_recipe(recipe).decisions.covers == {"staff_fte": "operation_staff"}

    again = show_import_wizard(window, windows)
    choose_recipe(again, recipe)
    take(again, path)
    go_to(again, "ctdImportColumns")
    assert cells(again, "ctdImportColumnTable", 3)[3] == covers_name(STAFF, "operation_staff")
    # A column that holds no figures any more has nothing that they cover.
    pick(again, "ctdImportColumnTable", 3, 2, "")
    assert again.session.decisions().covers == {}
    close(again)


def test_the_answer_that_there_is_none_is_a_figure_that_covers_nothing(wizard, tmp_path):
    take(wizard, survey(tmp_path, 'Corse;CTD existant;"pas de budget propre ; équipe peu connue 2 ETP";'))
    go_to(wizard, "ctdImportFigures")
    row = row_of(wizard, "pas de budget propre")
    assert cells(wizard, FIGURES, 4)[row] == "yearly budget: none of its own, platform"
    assert cells(wizard, FIGURES, COVERS)[row] == ""
