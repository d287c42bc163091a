"""Answers carried over from an earlier edition: the column of a survey that names them, and what is made of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.columns import SURVEY_COLUMNS
from ctd_plugin.data.editions.compare import compare
from ctd_plugin.data.editions.edition import read_edition
from ctd_plugin.data.importing.recipe import Recipe, read_recipe, write_recipe
from ctd_plugin.data.importing.replay import replay
from ctd_plugin.data.profile.edition_reader import read_geopackage
from ctd_plugin.data.survey.carried import NOT_CARRIED, carried_text, read_carried
from ctd_plugin.data.survey.decisions import Decisions
from ctd_plugin.data.survey.personal_names import NameMask
from ctd_plugin.data.survey.reader import read_survey
from tests.support.returned_files import table

CARRIED_COLUMNS = [column for column in SURVEY_COLUMNS if column not in NOT_CARRIED]
ROWS = [
    ["region", "statut", "date_ctd", "moyens", "pilotage", "reprises"],
    ["Bretagne", "CTD existant", "24/02/2025", "3 ETP, 120 k€ par an", "Région", "statut: 2025; moyens : 2024"],
    ["Corse", "Réflexion engagée", "en 2026", "2 ETP", "", "date_ctd: 2025"],
]


@pytest.fixture
def survey(tmp_path):
    return table(tmp_path / "2026.csv", quoted(ROWS))


def quoted(rows):
    return [[f'"{cell}"' for cell in row] for row in rows]


@given(st.dictionaries(st.sampled_from(CARRIED_COLUMNS), st.sampled_from(["2025", "2024", "Enquête 2023"])))
def test_the_text_is_read_back(carried):
    assert read_carried(carried_text(carried)) == (carried, [])


@pytest.mark.parametrize(
    ("text", "expected", "unread"),
    [
        ("moyens : 2025 ; outils : 2025", {"moyens": "2025", "outils": "2025"}, []),
        ("Moyens humains et financiers: 2025\nOutils et plateformes: 2025", {"moyens": "2025", "outils": "2025"}, []),
        ("moyens", {}, ["moyens"]),
        ("moyens:", {}, ["moyens:"]),
        ("moyens: 2025, outils: 2024", {}, ["moyens: 2025, outils: 2024"]),
        ("nuages: 2025; moyens: 2025;", {"moyens": "2025"}, ["nuages: 2025"]),
        ("repondant: 2025; region: 2025", {}, ["repondant: 2025", "region: 2025"]),
        ("", {}, []),
    ],
)
def test_it_is_read_as_people_write_it(text, expected, unread):
    assert read_carried(text) == (expected, unread)


def test_the_reader_knows_the_column_and_tells_what_it_cannot_read(tmp_path, survey):
    read = read_survey(survey)
    assert read.rows["53"].carried == {"statut": "2025", "moyens": "2024"}
    assert read.rows["94"].carried == {"date_ctd": "2025"}
    assert (read.unread, read.report.problems) == ((), ())
    assert "reprises" not in read.rows["53"].cells
    odd = table(tmp_path / "odd.csv", [["region", "statut", "reprises"], ["Corse", "CTD existant", "moyens: 2025"]])
    # An empty answer is none, wherever it came from.
    assert read_survey(odd).rows["94"].carried == {}
    odd = table(tmp_path / "odd.csv", [["region", "statut", "reprises"], ["Corse", "CTD existant", "2025"]])
    assert ["2025" in problem.message for problem in read_survey(odd).report.problems] == [True]


def test_an_edition_keeps_the_years_and_gives_them_to_profiles_and_figures(tmp_path, survey):
    build_geopackage(tmp_path / "ctd.gpkg", survey)
    profile = read_geopackage(tmp_path / "ctd.gpkg").by_code["53"]
    assert profile.carried == {"statut": "2025", "moyens": "2024"}
    assert (profile.staff.carried_from, profile.budget.carried_from, profile.budget_per_1000.carried_from) == (
        "2024",
    ) * 3
    assert [answer.carried_from for answer in profile.answers] == ["", "2024"]
    with closing(sqlite3.connect(tmp_path / "ctd.gpkg")) as database:
        fields = "status_carried, ctd_date_carried, staff_carried, budget_carried"
        rows = dict((code, rest) for code, *rest in database.execute(f"SELECT region_code, {fields} FROM regions"))
    assert rows["53"] == ["2025", None, "2024", "2024"]
    assert rows["94"] == [None, "2025", None, None]
    again = read_edition(tmp_path / "ctd.gpkg")
    assert again.survey.rows["53"].carried == profile.carried
    assert again.profiles["53"].staff.carried_from == "2024"


def test_an_edition_without_such_answers_has_none_of_the_fields(tmp_path):
    plain = table(tmp_path / "2026.csv", [row[:-1] for row in quoted(ROWS)])
    build_geopackage(tmp_path / "ctd.gpkg", plain)
    with closing(sqlite3.connect(tmp_path / "ctd.gpkg")) as database:
        for name in ("regions", "survey", "facts"):
            columns = [column for _, column, *_ in database.execute(f"PRAGMA table_info({name})")]
            assert not [column for column in columns if "carried" in column or column == "reprises"]


def test_a_recipe_keeps_the_column(tmp_path, survey):
    chosen = {"region": "region", "statut": "statut", "moyens": "moyens", "reprises": "reprises"}
    write_recipe(Recipe(decisions=Decisions(columns=chosen)), survey.name, tmp_path / "a.recipe.json")
    recipe = read_recipe(tmp_path / "a.recipe.json")
    assert replay(survey, recipe, ()).survey.rows["53"].carried == {"statut": "2025", "moyens": "2024"}
    build_geopackage(tmp_path / "ctd.gpkg", survey, recipe=tmp_path / "a.recipe.json", made_on=date(2026, 1, 1))
    assert read_geopackage(tmp_path / "ctd.gpkg").by_code["53"].staff.carried_from == "2024"


def test_a_carried_answer_is_no_change_and_no_confirmation(tmp_path, survey):
    earlier = [["region", "statut", "date_ctd", "moyens", "pilotage"]]
    earlier += [["Bretagne", "Réflexion engagée", "24/02/2025", "5 ETP, 80 k€ par an", "État"]]
    earlier += [["Corse", "Réflexion engagée", "en 2027", "2 ETP", ""]]
    before = read_edition(table(tmp_path / "2025.csv", quoted(earlier)))
    changes = {one.region_code: one for one in compare(before, read_edition(survey), NameMask()).regions}
    assert (changes["53"].change, changes["53"].columns_changed) == ("carried", "pilotage")
    assert (changes["53"].staff_change, changes["53"].budget_change) == (None, None)
    assert (changes["53"].staff_carried_after, changes["53"].status_carried_after) == ("2024", "2025")
    assert (changes["94"].change, changes["94"].columns_changed, changes["94"].staff_change) == ("same", None, 0)
    assert changes["94"].has_changed() is False
    assert changes["53"].has_changed() is True


def test_a_row_that_is_carried_over_whole_has_not_changed(tmp_path):
    row = ["Bretagne", "CTD existant", "", "3 ETP", "Région", "statut: 2025; moyens: 2025; pilotage: 2025"]
    after = read_edition(table(tmp_path / "2026.csv", quoted([ROWS[0], row])))
    earlier = [["region", "statut", "moyens", "pilotage"], ["Bretagne", "Réflexion engagée", "5 ETP", "État"]]
    before = read_edition(table(tmp_path / "2025.csv", quoted(earlier)))
    (change,) = (c for c in compare(before, after, NameMask()).regions if c.region_code == "53")
    assert (change.change, change.texts_changed, change.has_changed()) == ("carried", 0, False)
