"""Importing a survey step by step: what is proposed, what is decided, and what that makes of next year's file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from ctd_plugin.catalogues.registry import read_platforms
from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.columns import COLUMN_LABELS, SURVEY_COLUMNS, names_of
from ctd_plugin.data.editions.edition import Edition
from ctd_plugin.data.facts.columns import figure_column
from ctd_plugin.data.facts.corrections import (
    FigureEdit,
    apply_edits,
    edits_between,
    parse_range,
    quote_context,
    with_figure,
    with_headline,
)
from ctd_plugin.data.facts.fact import BUDGET, STAFF, amount_words, range_words
from ctd_plugin.data.importing.proposals import (
    choices_to_remember,
    decided_edition,
    figure_mismatches,
    proposed_columns,
    read_all_figures,
    recipe_mismatches,
    table_mismatches,
)
from ctd_plugin.data.importing.recipe import Recipe
from ctd_plugin.data.paths import SURVEY
from ctd_plugin.data.places.region_match import MatchMethod, Refusal, match_region
from ctd_plugin.data.survey import region_rows
from ctd_plugin.data.survey.decisions import UNUSED, Decisions, RowChoice
from ctd_plugin.data.survey.reader import read_survey_table, survey_of
from ctd_plugin.data.survey.status import Status
from ctd_plugin.data.tables.reader import Table, table_from_rows
from ctd_plugin.i18n import language

PLATFORMS = read_platforms()


def table(*rows: tuple[str, ...]) -> Table:
    return table_from_rows(rows[0], rows[1:])


def figures_of(source: Table, decisions: Decisions = Decisions()):  # noqa: B008
    return read_all_figures(source, survey_of(source, "a.csv", decisions), decisions, PLATFORMS)


# Columns


@pytest.mark.parametrize("code", ["fr", "en"])
def test_every_heading_of_a_template_is_recognised(code):
    labels = COLUMN_LABELS[code]
    assert proposed_columns(table(tuple(labels.values())), {}) == {labels[column]: column for column in SURVEY_COLUMNS}


@pytest.mark.parametrize(
    ("heading", "indicator"),
    [
        ("ETP", STAFF),
        ("Effectif", STAFF),
        ("Nb d’ETP", STAFF),
        ("Budget", BUDGET),
        ("Budget annuel (k€)", BUDGET),
        ("Remarque", None),
        ("Quelles sont selon vous les raisons qui expliquent le budget", None),
    ],
)
def test_columns_of_figures_are_recognised_by_their_headings(heading, indicator):
    assert figure_column(heading) == indicator


def test_headings_that_are_empty_or_twice_have_names_of_their_own():
    assert names_of(("a", "", "a", " a\n")) == ("a", "(2)", "a (3)", "a (4)")
    proposed = proposed_columns(table(("region", "", "region", "statut")), {})
    assert proposed == {"region": "region", "(2)": UNUSED, "region (3)": UNUSED, "statut": "statut"}


def test_what_was_chosen_once_is_proposed_again_and_nothing_twice():
    header = ("Territoire", "Avancement", "Statut", "Divers")
    chosen = {"Territoire": "region", "Avancement": "statut", "Statut": UNUSED, "Divers": "contexte"}
    remembered = choices_to_remember(chosen, table(header))
    assert remembered == {"avancement": "statut", "statut": UNUSED, "divers": "contexte"}
    assert proposed_columns(table(("DIVERS ", "avancement", "Statut", "territoire")), remembered) == {
        "DIVERS": "contexte",
        "avancement": "statut",
        "Statut": UNUSED,
        "territoire": "region",
    }


def test_columns_of_regions_and_statuses_are_known_by_what_they_say_where_no_heading_shows_them():
    rows = (("11", "53", "Bretagne", "CTD existant"), ("24", "94", "Corse", "Lancé"), ("2", "28", "", ""))
    source = table(("Nombre", "Numéro", "Entité", "Avancement"), *rows)
    proposed = {"Nombre": UNUSED, "Numéro": UNUSED, "Entité": "region", "Avancement": "statut"}
    assert proposed_columns(source, {}) == proposed
    assert choices_to_remember(proposed, source) == {}
    # What a person left out stays so, and a heading goes before a content.
    assert proposed_columns(source, {"avancement": UNUSED})["Avancement"] == UNUSED
    headed = table(("Territoire", "Entité", "Statut", "Avancement"), ("?", "Corse", "Lancé", "CTD existant"))
    assert proposed_columns(headed, {}) == {
        "Territoire": "region",
        "Entité": UNUSED,
        "Statut": "statut",
        "Avancement": UNUSED,
    }


def test_a_column_decided_by_hand_goes_before_its_heading():
    source = table(("region", "statut", "autre"), ("Corse", "x", "CTD existant"))
    decisions = Decisions(columns={"statut": UNUSED, "autre": "statut"})
    survey = survey_of(source, "a.csv", decisions)
    assert survey.rows["94"].status is Status.ESTABLISHED
    assert "Column “statut” ignored: not a survey column" in str(survey.report.problems)


# Regions, rows, statuses


def test_a_suggestion_counts_only_once_it_is_accepted_and_is_reported():
    source = table(("region", "statut"), ("Brtagne du Sud", "CTD existant"), ("Total", "CTD existant"))
    before = survey_of(source, "a.csv")
    assert before.rows == {}
    assert before.report.unmatched_rows[0].suggestions == ("Bretagne",)
    after = survey_of(source, "a.csv", Decisions(regions={"Brtagne du Sud": "53"}))
    assert list(after.rows) == ["53"]
    assert [(row.value, row.how) for row in after.report.matched] == [("Brtagne du Sud", MatchMethod.ALIAS)]
    assert "“Brtagne du Sud” was read as Bretagne, as chosen." in [p.message for p in after.report.problems]


def test_a_row_that_was_recognised_can_be_left_out():
    source = table(("code", "region", "statut"), ("53", "Bretagne", "CTD existant"), ("94", "Corse", "CTD existant"))
    survey = survey_of(source, "a.csv", Decisions(regions={"53 Bretagne": UNUSED}))
    assert list(survey.rows) == ["94"]
    assert survey.report.unmatched_rows[0].value == "53 Bretagne"


def test_of_several_rows_the_first_counts_unless_another_is_chosen():
    source = table(("region", "statut"), ("Corse", "CTD existant"), ("COR", "Réflexion"), ("Bretagne", "CTD existant"))
    assert survey_of(source, "a.csv").rows["94"].row == 1
    chosen = survey_of(source, "a.csv", Decisions(rows={"94": RowChoice(2, "COR")}))
    assert chosen.rows["94"].status is Status.CONSIDERING
    assert [(row.row, row.region_code) for row in chosen.report.duplicate_rows] == [(1, "94")]
    moved = survey_of(source, "a.csv", Decisions(rows={"94": RowChoice(2, "Corse")}))
    assert moved.rows["94"].row == 1


def test_an_unknown_status_takes_the_class_decided_and_a_known_one_can_be_left_out():
    source = table(("region", "statut"), ("Corse", "en\n cours"), ("Bretagne", "CTD existant"))
    survey = survey_of(source, "a.csv", Decisions(statuses={"en cours": "prefiguration", "CTD existant": UNUSED}))
    assert {code: row.status for code, row in survey.rows.items()} == {"94": Status.PREFIGURATION, "53": None}
    reported = " ".join(problem.message for problem in survey.report.problems)
    assert "was read as “CTD en préfiguration”, as chosen" in reported
    assert "The status “CTD existant” was ignored, as chosen." in reported


def test_after_many_unknown_names_only_exact_ones_are_matched_and_that_is_reported(monkeypatch):
    monkeypatch.setattr(region_rows, "_MOST_COMPARED", 3)
    rows = [(f"Commune {n}", "") for n in range(4)]
    source = table(("region", "statut"), *rows, ("Bretagn", "CTD existant"), ("Corse", "CTD existant"))
    survey = survey_of(source, "a.csv")
    assert list(survey.rows) == ["94"]
    assert "Only the first 3 names were matched approximately" in " ".join(p.message for p in survey.report.problems)


@pytest.mark.parametrize("name", ["666", "???", "104000", "zzz", "x" * 32_000])
def test_a_name_like_nothing_is_refused(name):
    assert isinstance(match_region(None, name), Refusal)


# Figures


def test_a_column_of_figures_is_read_with_its_heading_as_the_proof():
    source = table(
        ("region", "statut", "moyens", "ETP", "Budget annuel (k€)"),
        ("Corse", "CTD existant", "9 ETP", "4,5", "2000"),
        ("Bretagne", "CTD existant", "", "60 à 80", "1,5 M€"),
        ("Normandie", "CTD existant", "", "beaucoup", ""),
    )
    figures = figures_of(source, Decisions(columns=proposed_columns(source, {})))
    read = {(f.region_code, f.indicator): f for f in figures.facts if f.headline}
    staff, budget = read["94", STAFF], read["94", BUDGET]
    assert (staff.value, staff.unit, staff.column, staff.quote) == ("4.5", "FTE", "ETP", "ETP\u00a0: 4,5")
    assert (budget.value, budget.unit, budget.quote) == ("2000000", "EUR/year", "Budget annuel (k€)\u00a0: 2000")
    assert (read["53", STAFF].value, read["53", STAFF].value_max) == ("60", "80")
    assert read["53", BUDGET].value == "1500000"
    assert ("28", "ETP\u00a0: beaucoup", "") in [(fact.region_code, fact.quote, fact.value) for fact in figures.unread]
    # The sentence's figure is kept, and the column's drawn.
    assert [f.value for f in figures.facts if f.region_code == "94" and f.indicator == STAFF] == ["9", "4.5"]


def test_the_bundled_survey_has_its_checked_figures_and_none_besides():
    source = read_survey_table(SURVEY)
    figures = figures_of(source)
    assert figures.problems == ()
    assert {f.value for f in figures.facts if f.region_code == "32" and f.headline} >= {"5"}


def test_numbers_that_are_no_figures_are_listed():
    source = table(("region", "statut", "moyens"), ("Corse", "CTD existant", "3 ETP\n17 réunions"))
    (number,) = figures_of(source).unread
    assert (number.region_code, number.column, number.value, number.quote) == ("94", "moyens", "17", "17 réunions")
    reported = decided_edition("a.csv", survey_of(source, "a.csv"), figures_of(source), Recipe(), ()).problems
    assert "Corse: “17 réunions” was not read as a figure." in [problem.message for problem in reported]


def test_a_number_that_a_person_makes_a_figure_is_one_with_its_words_as_the_proof():
    source = table(("region", "statut", "moyens", "ETP"), ("Corse", "CTD existant", "17 à la DSI", "beaucoup"))
    decisions = Decisions(columns=proposed_columns(source, {}))
    figures = figures_of(source, decisions)
    cell, number = figures.numbers
    staff = replace(number, indicator=STAFF, unit="FTE", payer="region", headline=True)
    settled = with_figure(apply_edits(figures.numbers, ()), 1, staff)
    recipe = Recipe(decisions=decisions, figures=edits_between(figures.numbers, settled))
    assert recipe.figures == (FigureEdit(number, staff),)
    imported = decided_edition("a.csv", survey_of(source, "a.csv", decisions), figures, recipe, ())
    (fact,) = imported.facts
    assert (fact.value, fact.quote, fact.column, fact.headline) == ("17", "17 à la DSI", "moyens", True)
    reported = [problem.message for problem in imported.problems]
    assert reported == [
        "Figures changed by hand: “17 à la DSI” read as staff 17.",
        f"Corse: “{cell.quote}” was not read as a figure.",
    ]


def test_next_year_a_number_is_a_figure_again_only_in_the_same_words():
    header = ("region", "statut", "moyens")
    (number,) = figures_of(table(header, ("Corse", "CTD existant", "17 à la DSI"))).numbers
    edits = (FigureEdit(number, replace(number, indicator=STAFF, unit="FTE", headline=True)),)
    same = figures_of(table(header, ("Corse", "CTD existant", "3 ETP région ; 17 à la DSI")))
    settled = apply_edits(same.numbers, edits)
    assert [(fact.value, fact.headline) for fact in settled] == [("3", False), ("17", True)]
    other = figures_of(table(header, ("Corse", "CTD existant", "17 réunions")))
    assert apply_edits(other.numbers, edits) == (None,)
    assert "figure corrections no longer apply: “Corse “17 à la DSI” read as staff 17”" in " ".join(
        figure_mismatches(Recipe(figures=edits), other)
    )


def test_a_figure_is_drawn_on_maps_where_no_other_of_its_region_and_kind_is():
    source = table(("region", "statut", "moyens"), ("Corse", "CTD existant", "3 ETP"), ("Bretagne", "CTD existant", ""))
    (three,) = figures_of(source).facts
    assert three.headline
    more = replace(three, value="4")
    assert [fact.headline for fact in with_figure((three, None), 1, more)] == [True, False]
    assert [fact.headline for fact in with_figure((three, None), 1, replace(more, region_code="53"))] == [True, True]
    budget = replace(three, indicator=BUDGET, unit="EUR/year")
    assert [fact.headline for fact in with_figure((three, None), 1, budget)] == [True, True]
    assert not with_figure((None,), 0, replace(three, indicator="members", unit="count"))[0].headline


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("5", ("5", "")),
        ("2,5", ("2.5", "")),
        ("1 600 000", ("1600000", "")),
        ("1\u00a0600\u202f000,50", ("1600000.5", "")),
        ("60 à 80", ("60", "80")),
        ("60–80", ("60", "80")),
        ("100", ("100", "")),
    ],
)
def test_numbers_are_read_as_people_write_them(text, ends):
    assert parse_range(text) == ends


def test_commas_of_thousands_are_english_alone():
    assert parse_range("2,500,000.5 – 3,000,000") == ("2500000.5", "3000000")
    assert parse_range("1,242") == ("1242", "")
    with language("fr"):
        assert parse_range("1,242") == ("1.242", "")
        with pytest.raises(ValueError, match=r".*"):
            parse_range("2,500,000")


@pytest.mark.parametrize("code", ["fr", "en"])
def test_a_figure_is_shown_with_its_unit_as_the_language_writes_it_and_read_back(code):
    expected = {
        "fr": ["2\u202f500\u202f000\u00a0€ par an", "1\u202f242", "0,5\u00a0ETP", "12,5\u00a0%"],
        "en": ["€2,500,000 a year", "1,242", "0.5 FTE", "12.5%"],
    }
    (fact,) = figures_of(table(("region", "statut", "moyens"), ("Corse", "CTD existant", "plateforme 3 ETP"))).facts
    values = {"EUR/year": "2500000", "count": "1242", "FTE": "0.5", "percent": "12.5"}
    figures = [replace(fact, unit=unit, value=value) for unit, value in values.items()]
    with language(code):
        assert [amount_words(figure) for figure in figures] == expected[code]
        assert [parse_range(range_words(figure)) for figure in figures] == [(value, "") for value in values.values()]


@pytest.mark.parametrize("text", ["", "x", "-5", "NaN", "Infinity", "1e99", "1e-999999999", "80 à 60", "5 ETP"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_range(text)


def test_only_one_figure_of_a_kind_is_drawn():
    source = table(("region", "statut", "moyens"), ("Corse", "CTD existant", "plateforme 3 ETP\nGIP 40 ETP\n1 M€ / an"))
    facts = figures_of(source).facts
    place = next(i for i, fact in enumerate(facts) if fact.value == "40")
    drawn = with_headline(facts, place)
    assert [fact.value for fact in drawn if fact.headline] == ["40", "1000000"]


def test_a_quote_is_shown_with_the_words_around_it_and_not_inside_another_number():
    assert quote_context("3", "13 ETP\ndont 3 Région") == ("dont ", " Région")
    assert quote_context("3 ETP", "x" * 99 + " 3 ETP " + "y" * 99) == ("…" + "x" * 15 + " ", " " + "y" * 39 + "…")
    # A sentence that ended before the cut leaves no mark behind the ellipsis.
    assert quote_context("60 k€", "Équipe de 3 ETP. Hébergement : 60 k€")[0] == "…Hébergement : "
    assert quote_context("absent", "3 ETP") == ("", "")


# Recipes on next year's file

LAST_YEAR = table(
    ("Nom", "Avancement", "moyens", "Divers"),
    ("Brtagne du Sud", "Lancé", "3 ETP", ""),
    ("Corse", "CTD existant", "4 ETP dont 2 apprentis", ""),
    ("Corse", "Réflexion", "", ""),
)
COLUMNS = {"Nom": "region", "Avancement": "statut", "moyens": "moyens", "Divers": UNUSED}


@pytest.fixture
def recipe():
    decisions = Decisions(COLUMNS, {"Brtagne du Sud": "53"}, {"94": RowChoice(2, "Corse")}, {"Lancé": "considering"})
    figures = figures_of(LAST_YEAR, decisions)
    three, four, two = figures.facts
    settled = [replace(three, value="3.5"), replace(four, payer="region"), None]
    assert two.value == "2"
    return Recipe(decisions=decisions, figures=edits_between(figures.facts, settled))


def replayed(source: Table, recipe: Recipe) -> tuple[Edition, tuple[str, ...]]:
    survey = survey_of(source, "a.csv", recipe.decisions)
    figures = read_all_figures(source, survey, recipe.decisions, PLATFORMS)
    mismatches = recipe_mismatches(recipe, source, survey, figures)
    return decided_edition("a.csv", survey, figures, recipe, mismatches), mismatches


def test_on_the_same_file_a_recipe_gives_the_same_and_nothing_is_amiss(recipe):
    imported, mismatches = replayed(LAST_YEAR, recipe)
    assert mismatches == ()
    assert {code: row.status for code, row in imported.survey.rows.items()} == {
        "53": Status.CONSIDERING,
        "94": Status.ESTABLISHED,
    }
    assert [(fact.region_code, fact.value, fact.payer) for fact in imported.facts] == [
        ("53", "3.5", ""),
        ("94", "4", "region"),
    ]
    assert "“3 ETP” read as 3.5, “4 ETP” read as 4, “2 apprentis” ignored" in str(imported.problems)


def test_on_next_years_file_it_fits_what_it_can_and_the_rest_is_reported(recipe):
    source = table(
        ("Avancement", "Nom", "moyens", "Nouveau"),
        ("CTD existant", "Bretagne", "3 ETP", ""),
        ("Réflexion", "Corse", "5 ETP", ""),
    )
    imported, mismatches = replayed(source, recipe)
    assert imported.survey.rows["94"].status is Status.CONSIDERING
    assert [(f.region_code, f.value) for f in imported.facts if f.headline] == [("53", "3.5"), ("94", "5")]
    reported = " ".join(mismatches)
    for words in (
        "Columns unknown to the recipe: “Nouveau”.",
        "region choices match no row: “Brtagne du Sud”.",
        "Recipe: statuses missing from this file: “Lancé”.",
        "figure corrections no longer apply: “Corse “4 ETP” read as 4”",
    ):
        assert words in reported
    assert set(mismatches) <= {problem.message for problem in imported.problems}
    gone = table_mismatches(Recipe(decisions=Decisions({"Ancien": "moyens", "Vieux": UNUSED})), source)
    assert gone[0] == "Recipe: columns missing from this file: “Ancien”."


def test_an_edit_of_one_of_two_like_figures_changes_one():
    source = table(("region", "statut", "moyens"), ("Corse", "CTD existant", "1 ETP\n1 ETP"))
    figures = figures_of(source)
    recipe = Recipe(figures=(FigureEdit(figures.facts[0], None),))
    imported = decided_edition("a", survey_of(source, "a"), figures, recipe, ())
    assert len(imported.facts) == len(figures.facts) - 1


def test_the_result_is_a_geopackage_like_any_other(recipe, tmp_path):
    imported, _ = replayed(LAST_YEAR, recipe)
    report = build_geopackage(tmp_path / "ctd.gpkg", imported=replace(imported, name="Enquête 2026/27"))
    assert len(report.matched) == 2
    assert any("read as 3.5" in problem.message for problem in report.problems)
    with closing(sqlite3.connect(tmp_path / "ctd.gpkg")) as database:
        rows = database.execute("SELECT region_code, status, staff_fte FROM regions WHERE surveyed").fetchall()
        (about,) = database.execute("SELECT edition, sources FROM about")
    assert rows == [("53", "considering", 3.5), ("94", "established", 4.0)]
    assert about[0] == "Enquête 2026/27"
    assert about[1].startswith("Enquête 2026/27 · ")


def test_decisions_can_be_given_to_the_reader_itself(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Nom;Avancement\nCorse;Lancé\n", encoding="utf-8")
    decisions = Decisions({"Nom": "region", "Avancement": "statut"}, statuses={"Lancé": "established"})
    assert survey_of(read_survey_table(path), path.name, decisions).rows["94"].status is Status.ESTABLISHED
