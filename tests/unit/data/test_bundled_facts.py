"""Each counted fact is proved by the survey's words, and no figure of the survey is forgotten."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import asdict
from datetime import date, datetime

import pytest

from ctd_plugin.data.facts.fact import is_calculated, read_facts
from tests.support.paths import DATA

HEADER = b"region_code,indicator,value,value_max,unit,scope,payer,headline,column,quote,note\n"
UNITS = {
    "staff_fte": {"FTE"},
    "annual_budget": {"EUR/year"},
    "programme_budget": {"EUR"},
    "funding_share": {"percent", "EUR/year"},
    "members": {"count"},
    "datasets": {"count"},
    "ctd_date": {"date"},
}
SCOPES_BY_PREFERENCE = ["platform", "ctd", "structure", "data_production"]
PAYERS = {
    "",
    "etat",
    "region",
    "europe",
    "cper",
    "fnadt",
    "ecolab",
    "adherents",
    "departements",
    "sdis",
    "autre",
}
ONE_HEADLINE = ("staff_fte", "annual_budget")

# Figures that look countable and are not: (region, column, figure) → why no fact is made of them.
NOT_FACTS = {
    ("44", "cadre", "90%"): "an opinion: almost a CTD",
    ("93", "objectifs", "80%"): "a wish: agendas alike everywhere",
    ("75", "contexte", "35%"): "PIGMA's weight in the GIP; the budgets themselves are facts",
    ("28", "moyens", "100%"): "who ran the retired GEO Normandie, not who paid for it",
}
# Staff facts left off the map on purpose: (region, scope) → why.
NO_STAFF_HEADLINE = {
    ("76", "ctd"): "0,6% ETP may mean 0.6 ETP or 0.006",
    ("04", "data_production"): "one person for the digital twin is not the CTD's staff",
}
NUMBER = r"\d+(?:,\d+)?"
FIGURES = [
    rf"{NUMBER}(?: à \d+)? ?%? ?ETP",
    rf"{NUMBER} ?(?:M|k) ?€|{NUMBER} M\b",
    rf"{NUMBER} ?%",
    r"\d+,\d+",
    r"\d+ sur [A-Z]",
    r"\d+ (?:jeux|membres|adhérents|signataires|organismes|comptes|participants|structures|concventions)\b",
    r"\d+aine\b|équipe \d+|\d+ agent\b",
]
DERIVED = {
    ("27", "staff_fte", "7"): 3 + 4,
    ("28", "staff_fte", "2"): 1 + 1,
    ("32", "annual_budget", "333333"): 2e6 / 6,
    ("44", "staff_fte", "2.5"): 0.3 + 2.2,
    ("44", "programme_budget", "6000000"): 1e6 * 6,
    ("93", "staff_fte", "5"): 3 + 2,
    ("93", "annual_budget", "1666667"): 2.5e6 * 2 / 3,
    ("93", "annual_budget", "833333"): 2.5e6 / 3,
}


def read_rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SURVEY = {row["region_code"]: row for row in read_rows("survey.csv")}
FACTS = read_rows("facts.csv")


def name_fact(fact: dict[str, str]) -> str:
    return "-".join([fact["region_code"], fact["indicator"], fact["value"], fact["payer"]])


def key(fact: dict[str, str]) -> tuple[str, str, str]:
    return fact["region_code"], fact["indicator"], fact["value"]


def is_derived(fact: dict[str, str]) -> bool:
    return fact["note"].startswith("Derived")


PAYERS_NAMED = read_rows("payers.csv")
every_fact = pytest.mark.parametrize("fact", FACTS, ids=name_fact)


def test_the_columns_are_those_of_the_contract() -> None:
    written = (DATA / "facts.csv").read_bytes()
    assert written.startswith(HEADER)
    assert b"\r" not in written


@every_fact
def test_the_quote_is_in_the_cell(fact: dict[str, str]) -> None:
    assert fact["quote"]
    assert fact["quote"] in SURVEY[fact["region_code"]][fact["column"]]
    assert fact["column"] != "repondant"


@every_fact
def test_the_words_are_from_the_lists(fact: dict[str, str]) -> None:
    assert fact["unit"] in UNITS[fact["indicator"]]
    assert fact["scope"] in SCOPES_BY_PREFERENCE
    assert fact["payer"] in PAYERS
    assert fact["headline"] in {"", "1"}
    assert fact["payer"] or fact["indicator"] != "funding_share"


@every_fact
def test_the_value_is_the_figure_of_the_quote(fact: dict[str, str]) -> None:
    if fact["indicator"] == "ctd_date" or is_derived(fact):
        return
    printed = [float(number.replace(",", ".")) for number in re.findall(NUMBER, fact["quote"])]
    possible = {round(number * scale, 9) for number in printed for scale in (0.01, 1, 1e3, 1e6)}
    for value in filter(None, (fact["value"], fact["value_max"])):
        assert re.fullmatch(r"\d+(\.\d+)?", value)
        assert float(value) in possible
    assert not fact["value_max"] or float(fact["value"]) < float(fact["value_max"])


def test_derived_values_are_right_and_say_how() -> None:
    derived = {key(fact): float(fact["value"]) for fact in FACTS if is_derived(fact)}
    assert derived == pytest.approx(DERIVED, abs=0.5)


@pytest.mark.parametrize("indicator", ONE_HEADLINE)
@pytest.mark.parametrize("code", SURVEY)
def test_the_headline_is_one_and_of_the_preferred_scope(code: str, indicator: str) -> None:
    known = [f for f in FACTS if (f["region_code"], f["indicator"]) == (code, indicator)]
    drawable = [f for f in known if indicator != "staff_fte" or (code, f["scope"]) not in NO_STAFF_HEADLINE]
    headlines = [fact for fact in known if fact["headline"]]
    assert len(headlines) == bool(drawable)
    if headlines:
        preferred = min((fact["scope"] for fact in drawable), key=SCOPES_BY_PREFERENCE.index)
        assert headlines[0]["scope"] == preferred
        largest = max(float(fact["value"]) for fact in drawable if fact["scope"] == preferred)
        assert float(headlines[0]["value"]) == largest


def test_only_staff_and_yearly_budgets_are_headlines() -> None:
    assert {fact["indicator"] for fact in FACTS if fact["headline"]} == set(ONE_HEADLINE)


@pytest.mark.parametrize("code", SURVEY)
def test_full_dates_and_only_they_are_ctd_dates(code: str) -> None:
    text = SURVEY[code]["date_ctd"]
    full = re.fullmatch(r"\d\d/\d\d/\d{4}", text)
    expected = [datetime.strptime(text, "%d/%m/%Y").date()] if full else []
    facts = [f for f in FACTS if (f["region_code"], f["indicator"]) == (code, "ctd_date")]
    assert [date.fromisoformat(fact["value"]) for fact in facts] == expected


@pytest.mark.parametrize("code", SURVEY)
def test_no_figure_of_the_survey_is_forgotten(code: str) -> None:
    """A derived fact proves no figure: its parts must be facts too."""
    for column, text in SURVEY[code].items():
        spans = [
            (start.start(), start.start() + len(fact["quote"]))
            for fact in FACTS
            if (fact["region_code"], fact["column"]) == (code, column) and not is_derived(fact)
            for start in re.finditer(re.escape(fact["quote"]), text)
        ]
        for figure in (match for pattern in FIGURES for match in re.finditer(pattern, text)):
            covered = any(begin <= figure.start() and figure.end() <= end for begin, end in spans)
            assert covered or (code, column, figure[0]) in NOT_FACTS, (column, figure[0])


def test_every_figure_set_aside_still_stands_in_the_survey() -> None:
    for code, column, figure in NOT_FACTS:
        assert figure in SURVEY[code][column]


def test_percentages_of_one_whole_add_to_100() -> None:
    totals: dict[tuple[str, str], float] = defaultdict(float)
    for fact in FACTS:
        if fact["unit"] == "percent":
            totals[fact["region_code"], fact["scope"]] += float(fact["value"])
    assert totals == {("44", "platform"): 100}


def test_the_parts_of_pigma_add_to_its_budget() -> None:
    shares = [f for f in FACTS if f["region_code"] == "75" and f["indicator"] == "funding_share"]
    [budget] = [f for f in FACTS if f["region_code"] == "75" and f["headline"] and f["unit"] == "EUR/year"]
    assert sum(float(share["value"]) for share in shares) == float(budget["value"])


def test_no_fact_shows_a_personal_name() -> None:
    names = [entry["name"] for entry in read_rows("personal_names.csv")]
    for fact in FACTS:
        assert not any(re.search(rf"\b{re.escape(name)}\b", f"{fact['quote']}\n{fact['note']}") for name in names)


@pytest.mark.parametrize("named", PAYERS_NAMED, ids=lambda named: f"{named['region_code']}-{named['payer']}")
def test_a_payer_named_without_a_figure_stands_in_its_cell(named: dict[str, str]) -> None:
    assert named["quote"] in SURVEY[named["region_code"]][named["column"]]
    assert named["payer"] in PAYERS - {""}
    assert named["scope"] in SCOPES_BY_PREFERENCE


def test_a_payer_is_either_counted_or_named() -> None:
    counted = {(fact["region_code"], fact["payer"]) for fact in FACTS}
    named = [(named["region_code"], named["payer"]) for named in PAYERS_NAMED]
    assert len(named) == len(set(named))
    assert not counted & set(named)


def test_calculated_figures_are_known_by_their_quotes() -> None:
    """By the data, for a note is in the language of its author."""
    calculated = {key(asdict(fact)) for fact in read_facts() if is_calculated(fact)}
    assert calculated == set(DERIVED)
