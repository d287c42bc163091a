"""A recipe applied to next year's file without dialogs: what it decides, what is reported, and what is refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import openpyxl
import pytest

from ctd_plugin.catalogues.registry import read_platforms
from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.facts.corrections import FigureEdit, apply_edits
from ctd_plugin.data.facts.fact import STAFF
from ctd_plugin.data.importing.proposals import read_all_figures, replayed_columns, table_mismatches
from ctd_plugin.data.importing.recipe import Recipe, write_recipe
from ctd_plugin.data.importing.replay import read_replayed_table, replay
from ctd_plugin.data.survey.decisions import UNUSED, Decisions
from ctd_plugin.data.survey.reader import survey_of
from ctd_plugin.data.survey.status import Status
from ctd_plugin.data.tables.reader import table_from_rows
from ctd_plugin.errors import CtdError

PLATFORMS = tuple(read_platforms())
DECISIONS = Decisions({"Nom": "region", "Avancement": "statut"}, {"Brtagne": "53"}, {}, {"Lancé": "prefiguration"})


@pytest.fixture
def survey(tmp_path):
    path = tmp_path / "2027.csv"
    path.write_text("Nom;Avancement;Moyens;ETP\nBrtagne;Lancé;3 ETP;\nCorse;CTD existant;;4,5\n", encoding="utf-8")
    return path


@pytest.fixture
def recipe(tmp_path):
    path = tmp_path / "2026.gpkg.recipe.json"
    write_recipe(Recipe(decisions=DECISIONS), "2026.csv", path)
    return path


def test_the_geopackage_is_made_as_the_recipe_decides_and_the_report_lists_what_fits_no_more(survey, recipe, tmp_path):
    report = build_geopackage(tmp_path / "ctd.gpkg", survey=survey, recipe=recipe)
    with closing(sqlite3.connect(tmp_path / "ctd.gpkg")) as database:
        rows = database.execute("SELECT region_code, status, staff_fte FROM regions WHERE surveyed").fetchall()
        ((edition,),) = database.execute("SELECT edition FROM about")
    assert rows == [("53", "prefiguration", 3.0), ("94", "established", 4.5)]
    assert edition == "2027.csv"
    reported = [problem.message for problem in report.problems]
    assert "Columns unknown to the recipe: “Moyens”, “ETP”." in reported
    assert "The status “Lancé” was read as “CTD en préfiguration”, as chosen." in reported


def test_without_a_recipe_the_same_survey_is_read_as_ever(survey, tmp_path):
    with pytest.raises(CtdError, match="has no column “statut”"):
        build_geopackage(tmp_path / "ctd.gpkg", survey=survey)
    survey.write_text("region;statut;ETP\nCorse;CTD existant;4,5\n", encoding="utf-8")
    report = build_geopackage(tmp_path / "ctd.gpkg", survey=survey)
    assert "Column “ETP” ignored: not a survey column." in str(report.problems)


def test_a_recipe_without_its_survey_is_refused(recipe, tmp_path):
    with pytest.raises(CtdError, match=r"The recipe 2026\.gpkg\.recipe\.json needs its survey"):
        build_geopackage(tmp_path / "ctd.gpkg", recipe=recipe)
    assert not (tmp_path / "ctd.gpkg").exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{}", "is not a recipe of this plugin; choose the file that ends in .recipe.json."),
        (None, "cannot be read"),
    ],
)
def test_what_is_no_recipe_is_reported_and_nothing_is_written(survey, tmp_path, content, sentence):
    bad = tmp_path / "a.recipe.json"
    if content is not None:
        bad.write_text(content, encoding="utf-8")
    with pytest.raises(CtdError, match=sentence):
        build_geopackage(tmp_path / "ctd.gpkg", survey=survey, recipe=bad)
    assert not (tmp_path / "ctd.gpkg").exists()


def test_a_recipe_for_other_columns_says_which_one_is_missing(survey, tmp_path):
    wrong = Recipe(decisions=Decisions({"Avancement": UNUSED}))
    with pytest.raises(CtdError, match=r"2027\.csv has no column “statut”; its columns are: Nom, Avancement"):
        replay(survey, wrong, PLATFORMS)


def test_columns_that_are_gone_leave_their_place_to_those_known_by_their_heading():
    recipe = Recipe(decisions=Decisions({"Territoire": "region", "État": "statut", "Divers": UNUSED}))
    assert replayed_columns(table_from_rows(("Nom", "Statut", "État", "Divers"), ()), recipe) == {
        "Nom": "region",
        "Statut": UNUSED,
        "État": "statut",
        "Divers": UNUSED,
    }


def book(path, *names):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name in names:
        sheet = workbook.create_sheet(name)
        sheet.append(["region", "statut"])
        sheet.append(["Corse", "CTD existant" if name == "Enquête" else "Réflexion engagée"])
    workbook.save(path)
    return path


def test_the_sheet_of_the_recipe_is_read_and_where_it_is_gone_another_and_that_is_reported(tmp_path):
    recipe = Recipe("Enquête", Decisions({"region": "region", "statut": "statut"}))
    path = book(tmp_path / "a.xlsx", "Brouillon", "Enquête")
    read = replay(path, recipe, PLATFORMS)
    assert read.survey.rows["94"].status is Status.ESTABLISHED
    assert not any("sheet missing from this file" in problem.message for problem in read.problems)
    path = book(tmp_path / "b.xlsx", "Brouillon")
    read = replay(path, recipe, PLATFORMS)
    assert read.survey.rows["94"].status is Status.CONSIDERING
    assert "Recipe: sheet missing from this file: “Enquête”." in [problem.message for problem in read.problems]
    assert table_mismatches(recipe, read_replayed_table(tmp_path / "a.xlsx", recipe)) == ()


def staff(source, edits=()):
    decisions = Decisions({"region": "region", "statut": "statut", "moyens": "moyens"})
    facts = read_all_figures(source, survey_of(source, "a.csv", decisions), decisions, PLATFORMS).facts
    return facts, apply_edits(facts, edits)


def test_the_figure_that_a_person_had_drawn_is_the_one_that_is_drawn_next_year():
    header = ("region", "statut", "moyens")
    facts, _ = staff(table_from_rows(header, [("Corse", "CTD existant", "GIP 40 ETP\nplateforme 3 ETP")]))
    (forty, three) = facts
    assert three.headline
    edits = (FigureEdit(forty, replace(forty, headline=True)), FigureEdit(three, replace(three, headline=False)))
    _, settled = staff(table_from_rows(header, [("Corse", "CTD existant", "GIP 40 ETP\nplateforme 6 ETP")]), edits)
    assert [(fact.value, fact.headline) for fact in settled if fact.indicator == STAFF] == [("40", True), ("6", False)]
