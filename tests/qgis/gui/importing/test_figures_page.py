"""Figures are ticked, made of words, and corrected."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit

from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gui.importing.wizard import show_import_wizard
from tests.support.import_wizard import (
    cells,
    choose_in,
    choose_recipe,
    close,
    error,
    finish,
    go_to,
    make_figure,
    row_of,
    settle,
    settled,
    table,
    take,
)


def test_figures_that_are_no_numbers_are_refused_and_the_former_stay(wizard, survey):
    settled(wizard, survey)
    go_to(wizard, "ctdImportFigures")
    value = wizard.findChild(QLineEdit, "ctdFigureValue")
    value.setText("beaucoup")
    value.editingFinished.emit()
    assert "“beaucoup” is not a number; the previous value is kept." in error(wizard)
    assert value.text() == "5"


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
    assert cells(numbers, "ctdImportFigureTable", 4) == ["— not a figure —"] * 3
    reported = numbers.findChild(QLabel, "ctdImportUnread")
    assert "not fully recognised: 0 " in reported.text()
    assert "not read as figures: 3 " in reported.text()
    row = make_figure(numbers, "Budget 350 000 par an", "annual_budget EUR/year")
    choose_in(numbers, "ctdFigureScope", "structure")
    choose_in(numbers, "ctdFigurePayer", "region")
    figures = table(numbers, "ctdImportFigureTable")
    assert figures.item(row, 4).text() == "yearly budget: €350,000 a year, whole organisation, Region"
    assert [figures.item(row, column).checkState() for column in (0, 1)] == [Qt.CheckState.Checked] * 2
    assert "not read as figures: 2 " in reported.text()

    finish(numbers, tmp_path / "a.gpkg")
    layers = find_layers(QgsProject.instance())
    (corse,) = (f for f in layers.regions.getFeatures() if f["region_code"] == "94")
    assert (corse["budget_eur"], corse["budget_scope"]) == (350000, "structure")
    (fact,) = layers.tables["facts"].getFeatures()
    assert (fact["quote"], fact["column"], fact["note"]) == (
        "Budget 350 000 par an",
        "moyens",
        "set as a figure by hand",
    )

    again = show_import_wizard(window, windows)
    choose_recipe(again, tmp_path / "a.gpkg.recipe.json")
    take(again, tmp_path / "a.csv")
    go_to(again, "ctdImportFigures")
    assert "€350,000 a year, whole organisation" in cells(again, "ctdImportFigureTable", 4)[row]
    go_to(again, "ctdImportSummary")
    summary = again.findChild(QPlainTextEdit, "ctdImportSummaryText").toPlainText()
    assert "“Budget 350 000 par an” read as yearly budget 350\u202f000." in summary
    assert "“17 communes” was not read as a figure." in summary
    assert "Figures ignored" not in summary
    close(again)


def test_ticking_a_number_that_is_no_figure_asks_for_its_kind_and_unticking_makes_it_none_again(numbers):
    row = row_of(numbers, "17 communes")
    figures = table(numbers, "ctdImportFigureTable")
    figures.item(row, 0).setCheckState(Qt.CheckState.Checked)
    settle(numbers)
    assert "Choose a type" in error(numbers)
    assert figures.item(row, 0).checkState() == Qt.CheckState.Unchecked
    assert figures.currentIndex().row() == row
    assert numbers.session.edits() == ()
    choose_in(numbers, "ctdFigureKind", "members count")
    assert error(numbers) == ""
    assert [edit.settled.indicator for edit in numbers.session.edits()] == ["members"]
    figures.item(row, 0).setCheckState(Qt.CheckState.Unchecked)
    settle(numbers)
    assert numbers.session.edits() == ()
    assert numbers.findChild(QComboBox, "ctdFigureKind").currentText() == "— not a figure —"


def test_a_figure_in_doubt_is_drawn_with_one_click(wizard, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('region;statut;moyens\nCorse;CTD existant;"2 ETP mutualisés"\n', encoding="utf-8")
    take(wizard, path)
    go_to(wizard, "ctdImportFigures")
    figures = table(wizard, "ctdImportFigureTable")
    assert "not fully recognised: 1 " in wizard.findChild(QLabel, "ctdImportUnread").text()
    assert figures.item(0, 3).text() == "“2 ETP” mutualisés"
    assert "“mutualisés” not recognised" in figures.item(0, 3).toolTip()
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
    assert "Enter the value first" in error(numbers)
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
    assert figures.item(row, 4).text() == "budget of a programme: €350,000, platform"
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
