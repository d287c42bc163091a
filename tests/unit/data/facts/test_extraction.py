"""Facts read from a new survey's cells: indicator, scope, payer, note, and the one that maps draw."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ctd_plugin.catalogues.registry import read_platforms
from ctd_plugin.data.facts.columns import column_facts, figure_column
from ctd_plugin.data.facts.extraction import read_figures, reread_facts
from ctd_plugin.data.facts.fact import BUDGET, STAFF, fact_words, quoted_facts, read_facts
from ctd_plugin.data.paths import SURVEY
from ctd_plugin.data.survey.reader import SurveyRow, read_survey
from ctd_plugin.i18n import language

PLATFORMS = read_platforms()


def row(moyens: str, code: str = "53", number: int = 1) -> SurveyRow:
    return SurveyRow(number, code, None, None, {"moyens": moyens})


def facts_of(moyens: str):
    return read_figures(row(moyens), PLATFORMS)[0]


def test_a_programme_is_reported_with_what_it_is_a_year():
    programme, yearly = facts_of("2 M€ sur 6 ans en CPER")
    assert (programme.indicator, programme.value, programme.note.split(";")[0]) == (
        "programme_budget",
        "2000000",
        "over 6 years",
    )
    assert (yearly.indicator, yearly.value, yearly.payer, yearly.headline) == (BUDGET, "333333", "cper", True)
    assert "derived: €2,000,000 over 6 years" in yearly.note
    assert (programme.about, yearly.about) == (False, True)


def test_a_budget_without_a_period_says_that_it_was_taken_for_one_year():
    (budget,) = facts_of("budget : env 700 k€")
    assert (budget.value, budget.unit, budget.about) == ("700000", "EUR/year", True)
    assert budget.note.startswith("assumed yearly: not stated in the text")


@pytest.mark.parametrize("code", ["en", "fr"])
def test_what_is_remarked_on_a_figure_is_kept_in_both_languages_whatever_qgis_speaks(code):
    with language(code):
        (budget,) = facts_of("plateforme : budget de 25,5 k€ par mois")
        _, (doubtful,) = read_figures(row("2 ETP vacants"), PLATFORMS)
    assert budget.note == "derived: 12 × €25,500"
    assert budget.note_fr == "calculé\u00a0: 12 × 25\u202f500\u00a0€"
    assert doubtful.note == "not shown: “vacants” not recognised"
    assert "« vacants »" in doubtful.note_fr.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("GIP : 40 ETP", "structure"),
        ("équipe de l’association 4 ETP", "structure"),
        ("GéoBretagne = 3 ETP", "platform"),
        ("1 ETP pour le CTD", "ctd"),
        ("1 M€ / an sur production de données", "data_production"),
    ],
)
def test_the_words_around_a_figure_tell_what_it_counts(text, scope):
    (fact,) = facts_of(text)
    assert fact.scope == scope
    assert "not said" not in fact.note


def test_a_figure_that_does_not_say_what_it_counts_is_marked_so():
    (fact,) = facts_of("3 ETP")
    assert (fact.scope, fact.note) == ("platform", "scope not stated: assumed to be the platform")


def test_one_figure_is_drawn_no_part_and_of_the_preferred_scope():
    facts = facts_of("GIP : 40 ETP\nplateforme : 12 ETP dont 3 Région\nGIP : 4 M€ / an")
    assert [fact.value for fact in facts if fact.headline] == ["12", "4000000"]
    total = facts_of("0,3 ETP DREAL + 2,2 ETP Région")[-1]
    assert (total.value, total.headline) == ("2.5", True)
    assert total.note.startswith("sum of 0.3 + 2.2")
    # Nobody says whether the first is one more term: a doubt, which is listed.
    assert not any(fact.headline for fact in facts_of("5% du temps, 0,3 ETP DREAL + 2,2 ETP Région"))


def test_parts_of_a_budget_are_shares_of_their_payers():
    shares = [(f.payer, f.value) for f in facts_of("1,6 M€ / an (0,1 Etat + 0,8 FEDER)") if f.indicator != BUDGET]
    assert shares == [("etat", "100000"), ("europe", "800000")]


def test_figures_that_people_checked_stand_where_their_cell_has_not_changed():
    survey = read_survey(SURVEY)
    known, lost = quoted_facts(read_facts(), survey.rows)
    facts, problems = reread_facts(known, lost, survey.rows, PLATFORMS)
    assert set(known) <= set(facts)
    # Corsica's and Réunion's cells have no figure, and all others are known.
    assert problems == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1,5 ETP", "effectifs 1,5"),
        ("60 à 80 ETP", "effectifs 60 – 80"),
        ("1,6 M€ / an", "budget annuel 1\u202f600\u202f000"),
        ("2,5 M€ / an dont 0,5 Région", "part du financement 500\u202f000"),
    ],
)
def test_a_figure_in_a_sentence_is_written_as_its_language_writes_it(text, words):
    with language("fr"):
        assert fact_words(facts_of(text)[-1]) == words


def test_a_cell_that_says_something_new_is_read_in_place_of_what_was_known():
    rows = dict(read_survey(SURVEY).rows)
    rows["53"] = row("GéoBretagne = 4 ETP\nbudget annuel 500 k€", number=rows["53"].row)
    known, lost = quoted_facts(read_facts(), rows)
    facts, problems = reread_facts(known, lost, rows, PLATFORMS)
    headlines = {fact.indicator: fact.value for fact in facts if fact.region_code == "53" and fact.headline}
    assert headlines == {STAFF: "4", BUDGET: "500000"}
    (problem,) = problems
    assert (problem.row, problem.column) == (rows["53"].row, "moyens")
    assert "staff 4 (“4 ETP”), yearly budget 500,000 (“500 k€”)" in problem.message
    assert "not verified" in problem.message


def test_known_figures_of_columns_that_a_survey_lacks_make_one_problem_together():
    rows = {"53": SurveyRow(1, "53", None, None, {"region": "Bretagne", "statut": ""})}
    known, (problem,) = quoted_facts(read_facts(), rows)
    assert known == ()
    count = sum(fact.region_code == "53" for fact in read_facts())
    assert (problem.row, problem.column) == (0, "")
    assert problem.message == f"Known figures ignored, because the survey lacks their columns: {count}."


def test_no_region_has_two_figures_to_draw():
    rows = dict(read_survey(SURVEY).rows)
    # Its headline stands in another column and stays.
    cells = {**rows["53"].cells, "moyens": "2 ETP", "outils": "GeoBretagne = 3 ETP"}
    rows["53"] = SurveyRow(rows["53"].row, "53", None, None, cells)
    elsewhere = [replace(fact, column="outils") if fact.quote in cells["outils"] else fact for fact in read_facts()]
    known, lost = quoted_facts(elsewhere, rows)
    facts, _ = reread_facts(known, lost, rows, PLATFORMS)
    drawn = [fact.value for fact in facts if fact.region_code == "53" and fact.headline]
    assert drawn == ["3"]


def test_a_figure_in_doubt_is_kept_with_its_words_and_what_it_would_be_drawn_nowhere():
    facts, (number,) = read_figures(row("2 ETP vacants à la Région"), PLATFORMS)
    assert facts == ()
    assert (number.indicator, number.value, number.unit, number.payer) == ("unread", "2", "FTE", "region")
    assert (number.quote, number.note) == ("2 ETP", "not shown: “vacants” not recognised")


def test_figures_in_doubt_are_reported_of_a_survey_that_nobody_looks_through():
    rows = dict(read_survey(SURVEY).rows)
    rows["53"] = row("2 ETP vacants\nbudget annuel 500 k€", number=rows["53"].row)
    known, lost = quoted_facts(read_facts(), rows)
    facts, problems = reread_facts(known, lost, rows, PLATFORMS)
    assert [fact.value for fact in facts if fact.region_code == "53" and fact.headline] == ["500000"]
    assert problems[1].message == (
        "Figures of this cell ignored because not fully recognised: “2 ETP” (not shown: “vacants” not recognised)."
    )


@pytest.mark.parametrize(
    ("code", "scope", "quote", "is_drawn"),
    [
        ("11", "platform", "aucun pour l'instant", True),
        ("28", "structure", "La crige en elle-même n'a pas de budget", True),
        # The association's budget stands beside it.
        ("76", "ctd", "pas de budget", False),
    ],
)
def test_the_survey_s_answers_that_there_is_no_budget_are_facts(code, scope, quote, is_drawn):
    facts, _ = read_figures(read_survey(SURVEY).rows[code], PLATFORMS)
    (none,) = (fact for fact in facts if fact.indicator == BUDGET)
    assert (none.value, none.unit, none.scope, none.quote, none.headline) == ("0", "EUR/year", scope, quote, is_drawn)
    assert none.note.startswith("no budget of its own, according to the answer")
    assert not any(fact.indicator == STAFF and fact.headline for fact in facts)


@pytest.mark.parametrize(
    ("text", "drawn", "none"),
    [
        # A figure of the team's money is drawn, whatever else there is none of.
        ("Le CTD n'a pas de budget.\nPlateforme : 200 k€ par an", ["200000"], ["ctd"]),
        ("GIP : 4 M€ par an. La plateforme n'a pas de budget propre.", ["4000000"], ["platform"]),
        ("Le CTD n'a pas de budget, la plateforme n'a aucun budget", ["0"], ["ctd", "platform"]),
        # They contradict each other, or stand for each other.
        ("Pas de budget dédié. Budget annuel : 200 k€", [], []),
        ("Plateforme sans budget propre. Plateforme : 200 k€ par an", [], []),
        # What was not understood may be the budget.
        ("Le CTD n'a pas de budget. 200 k€ demandés à la Région", [], ["ctd"]),
    ],
)
def test_a_figure_is_preferred_to_the_answer_that_there_is_none(text, drawn, none):
    facts = facts_of(text)
    assert [fact.value for fact in facts if fact.headline] == drawn
    assert [fact.scope for fact in facts if fact.value == "0"] == none


def test_an_answer_that_there_is_none_is_offered_where_it_is_not_understood_whole():
    facts, (number,) = read_figures(row("pas de budget dédié connu"), PLATFORMS)
    assert facts == ()
    assert (number.value, number.unit, number.note) == ("0", "EUR/year", "not shown: “connu” not recognised")


COLUMNS = [
    ("ETP", "2,5", "2.5"),
    ("Nombre d'ETP", "2 à 3", "2–3"),
    ("ETP", "0,3 ETP DREAL + 2,2 ETP Région", "2.5"),
    ("ETP", "0,3 + 2,2", "2.5"),
    ("Effectifs", "12 dont 3 Région", "12"),
    ("Budget annuel (k€)", "300", "300000"),
    ("Budget annuel (k€)", "2 000", "2000000"),
    ("Budget annuel (k€)", "1,5 M€", "1500000"),
    ("Budget (milliers d'euros)", "300", "300000"),
    ("Budget mensuel (€)", "25000", "300000"),
    ("Budget 2021-2027 (M€)", "7", "1000000"),
    ("Budget annuel", "250000", "250000"),
    ("Budget annuel", "300", ""),
    ("Budget prévisionnel (k€)", "300", ""),
    ("Budget par habitant (€)", "25000", ""),
    ("Budget annuel (k€)", "1.500", ""),
    ("Budget annuel (k€)", "300 ou 400", ""),
    ("ETP manquants", "3", ""),
    ("ETP", "-5", ""),
    ("ETP", "2026", ""),
    ("ETP", "3 + ?", ""),
    ("ETP", "0", "0"),
    ("ETP", "aucun", "0"),
    ("Moyens humains (ETP)", "néant", "0"),
    ("Budget annuel (k€)", "0", "0"),
    ("Budget annuel (k€)", "aucun", "0"),
    ("Budget annuel (k€, toutes taxes)", "Pas de budget dédié", "0"),
    ("Budget", "0", "0"),
    ("Budget annuel", "non communiqué", ""),
    ("Budget d'investissement", "aucun", ""),
]


@pytest.mark.parametrize(("heading", "cell", "drawn"), COLUMNS)
def test_a_column_is_read_as_the_text_that_its_heading_begins(heading, cell, drawn):
    indicator = figure_column(heading)
    facts, unread = column_facts(SurveyRow(1, "53", None, None, {indicator: cell}), {indicator: heading})
    ends = [(fact.value, fact.value_max) for fact in facts if fact.headline]
    assert ["–".join(filter(None, pair)) for pair in ends] == ([drawn] if drawn else [])
    assert drawn or unread
    assert all(fact.quote == f"{heading}\u00a0: {cell}" for fact in (*facts, *unread))
