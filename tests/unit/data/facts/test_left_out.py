"""What the page must say of figures that no map shows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.facts.fact import BUDGET, STAFF, UNREAD
from ctd_plugin.data.facts.left_out import left_out
from ctd_plugin.data.importing.recipe import Recipe
from ctd_plugin.data.importing.replay import replay
from ctd_plugin.data.survey.decisions import UNUSED, Decisions
from tests.support.figures import amount

SURVEY = (
    "region;statut;budget_annuel;etp;couleur;moyens\n"
    "Bretagne;CTD existant;60 000 €;3;bleu;env 1,2 M€ truc inconnu\n"
    "Corse;CTD existant;quelque 30 000 € bizarres;n.c.;vert;\n"
)


def number(code, unit="", column="moyens", quote="3 machins", indicator=UNREAD, headline=False):
    figure = amount(code, 3, indicator=indicator)
    return replace(figure, unit=unit, headline=headline, column=column, quote=quote)


def about(path):
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        return dict(database.execute("SELECT * FROM about").fetchone())


def survey_file(folder):
    path = folder / "enquête.csv"
    path.write_text(SURVEY, encoding="utf-8")
    return path


def test_only_columns_and_numbers_of_staff_and_money_are_told():
    doubtful = [number("53", "FTE"), number("53", "FTE"), number("94"), number("84", "EUR"), number("93", "percent")]
    assert left_out(["budget_annuel", "couleur", "Coût total"], doubtful, []) == {
        "budget_unread": "budget_annuel, Coût total",
        "staff_in_doubt": "53",
        "budget_in_doubt": "84",
    }


def test_a_region_with_a_figure_to_show_is_not_in_doubt():
    shown = number("53", "FTE", indicator=STAFF, headline=True)
    assert left_out([], [number("53", "FTE")], [shown]) == {}
    assert left_out([], [number("53", "EUR/year")], [shown]) == {"budget_in_doubt": "53"}


def test_a_cell_of_a_column_is_in_doubt_only_where_it_has_a_number():
    cells = [
        number("53", column="Budget 2025", quote="Budget 2025\u00a0: n.c."),
        number("94", column="Budget 2025", quote="Budget 2025\u00a0: 30 ou 40"),
    ]
    assert left_out([], cells, []) == {"budget_in_doubt": "94"}


def test_a_survey_read_without_the_assistant_says_which_columns_were_left_out(tmp_path):
    build_geopackage(tmp_path / "ctd.gpkg", survey=survey_file(tmp_path))
    found = about(tmp_path / "ctd.gpkg")
    assert (found["budget_unread"], found["staff_unread"]) == ("budget_annuel", "etp")
    assert found["budget_in_doubt"] == "53"


def test_columns_that_a_recipe_reads_or_leaves_out_by_decision_are_not_told(tmp_path):
    decisions = Decisions(columns={"budget_annuel": BUDGET, "etp": UNUSED})
    edition = replay(survey_file(tmp_path), Recipe(decisions=decisions), ())
    assert edition.left_out == {"budget_in_doubt": "94"}


def test_the_bundled_survey_leaves_nothing_out(tmp_path):
    build_geopackage(tmp_path / "ctd.gpkg")
    assert not [field for field in about(tmp_path / "ctd.gpkg") if field.endswith(("unread", "in_doubt"))]
