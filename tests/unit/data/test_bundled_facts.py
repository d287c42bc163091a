"""Each counted fact is proved by the survey's words, and no figure of the survey is forgotten."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import asdict
from datetime import date, datetime

import pytest

from ctd_plugin.data.facts.fact import Covers, is_calculated, read_facts
from tests.support.paths import DATA

HEADER = b"region_code,indicator,value,value_max,unit,scope,covers,about,payer,headline,column,quote,note,note_fr\n"
UNITS = {
    "staff_fte": {"FTE"},
    "annual_budget": {"EUR/year"},
    "programme_budget": {"EUR"},
    "funding_share": {"percent", "EUR/year"},
    "members": {"count"},
    "datasets": {"count"},
    "ctd_date": {"date"},
}
MEASURED = {"staff_fte", "annual_budget", "programme_budget", "funding_share"}
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
# Figures left off the map on purpose: (region, indicator, scope) → why.
NOT_DRAWN = {
    ("76", "staff_fte", "ctd"): "0,6% ETP may mean 0.6 ETP or 0.006",
    ("04", "staff_fte", "data_production"): "one person for the digital twin is not the CTD's staff",
    ("11", "staff_fte", "ctd"): "a twentieth of one person's time is no team",
    ("11", "staff_fte", "platform"): "time spent on an infrastructure that is only planned",
    ("24", "staff_fte", "structure"): "territorial data is a mini-activity of this GIP",
}
# Explicit "none": (region, indicator, scope).
NONE = {
    ("11", "annual_budget", "ctd"),
    ("28", "annual_budget", "structure"),
    ("76", "annual_budget", "ctd"),
    ("84", "staff_fte", "ctd"),
}
# What the survey itself, or this project, calls approximate: "env", "aine", people counted as FTE.
ABOUT = {
    ("04", "staff_fte", "1"),
    ("24", "members", "30"),
    ("52", "annual_budget", "1000000"),
    ("52", "members", "12"),
    ("75", "staff_fte", "40"),
    ("75", "annual_budget", "4400000"),
    ("75", "annual_budget", "1600000"),
    ("76", "funding_share", "85000"),
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
    return key(fact) in DERIVED


PAYERS_NAMED = read_rows("payers.csv")
REMARKS = read_rows("remarks.csv")
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
    assert fact["covers"] in list(Covers)
    assert fact["about"] in {"", "1"}
    assert fact["unit"] in UNITS[fact["indicator"]]
    assert fact["scope"] in SCOPES_BY_PREFERENCE
    assert fact["payer"] in PAYERS
    assert fact["headline"] in {"", "1"}
    assert fact["payer"] or fact["indicator"] != "funding_share"


@every_fact
def test_the_value_is_the_figure_of_the_quote(fact: dict[str, str]) -> None:
    if fact["indicator"] == "ctd_date" or is_derived(fact):
        return
    if not float(fact["value"] or 0):
        assert re.search(r"\b(aucun|pas|Pas) ?(?:de|d')?|^Statut", fact["quote"])
        return
    printed = [float(number.replace(",", ".")) for number in re.findall(NUMBER, fact["quote"])]
    possible = {round(number * scale, 9) for number in printed for scale in (0.01, 1, 1e3, 1e6)}
    for value in filter(None, (fact["value"], fact["value_max"])):
        assert re.fullmatch(r"\d+(\.\d+)?", value)
        assert float(value) in possible
    assert not fact["value_max"] or float(fact["value"]) < float(fact["value_max"])


def test_derived_values_are_right() -> None:
    derived = {key(fact): float(fact["value"]) for fact in FACTS if is_derived(fact)}
    assert derived == pytest.approx(DERIVED, abs=0.5)


def test_what_is_derived_or_called_approximate_is_marked_and_nothing_else() -> None:
    assert {key(fact) for fact in FACTS if fact["about"]} == ABOUT | set(DERIVED)


def test_env_and_aine_are_never_taken_as_exact() -> None:
    loose = [fact for fact in FACTS if re.search(r"\benv\b|\daine\b", fact["quote"])]
    assert loose
    assert all(fact["about"] for fact in loose)


@every_fact
def test_figures_of_money_and_staff_alone_cover_something(fact: dict[str, str]) -> None:
    assert fact["covers"] == "unknown" or fact["indicator"] in MEASURED


def test_every_figure_on_the_map_says_what_it_covers_but_for_the_team_of_pays_de_la_loire() -> None:
    drawn = [fact for fact in FACTS if fact["headline"] and fact["value"] != "0"]
    assert {key(fact)[:2] for fact in drawn if fact["covers"] == "unknown"} == {("52", "staff_fte")}


def test_an_explicit_none_is_a_figure_of_zero() -> None:
    zeros = {(fact["region_code"], fact["indicator"], fact["scope"]) for fact in FACTS if fact["value"] == "0"}
    assert zeros == NONE


@pytest.mark.parametrize("indicator", ONE_HEADLINE)
@pytest.mark.parametrize("code", SURVEY)
def test_the_headline_is_one_and_of_the_preferred_scope(code: str, indicator: str) -> None:
    """An explicit "none" is the headline only where the region has no other figure to draw."""
    known = [fact for fact in FACTS if (fact["region_code"], fact["indicator"]) == (code, indicator)]
    drawable = [fact for fact in known if (code, indicator, fact["scope"]) not in NOT_DRAWN]
    drawable = [fact for fact in drawable if fact["value"] != "0"] or drawable
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
    for fact in [*FACTS, *PAYERS_NAMED, *REMARKS]:
        words = "\n".join((fact["quote"], fact["note"], fact["note_fr"]))
        assert not any(re.search(rf"\b{re.escape(name)}\b", words) for name in names)


@pytest.mark.parametrize(
    "fact", [*FACTS, *PAYERS_NAMED, *REMARKS], ids=lambda fact: f"{fact['region_code']}-{fact['quote']}"
)
def test_a_note_is_a_sentence_in_both_languages(fact: dict[str, str]) -> None:
    english, french = fact["note"], fact["note_fr"]
    assert bool(english) == bool(french)
    if english:
        assert english != french
        assert english[0].isupper() or english[0].isdigit()
        assert english.endswith(".")
        assert french.endswith(".")
        assert "'" not in english + french
        assert not re.search(r"[^\u202f][;!?]|[^\u00a0]:|«[^\u00a0]|[^\u00a0]»", french)
        assert not re.search(r"\d (ETP|M€|k€|%|ans)\b", french)


def test_the_one_remark_on_a_status_is_la_reunion_s() -> None:
    assert [(remark["region_code"], remark["quote"]) for remark in REMARKS] == [
        ("04", 'Statut "CTD existant" a fait débat'),
    ]
    assert all(remark["quote"] in SURVEY[remark["region_code"]][remark["column"]] for remark in REMARKS)


@pytest.mark.parametrize("named", PAYERS_NAMED, ids=lambda named: f"{named['region_code']}-{named['payer']}")
def test_a_payer_named_without_a_figure_stands_in_its_cell(named: dict[str, str]) -> None:
    assert named["quote"] in SURVEY[named["region_code"]][named["column"]]
    assert named["payer"] in PAYERS - {""}
    assert named["scope"] in SCOPES_BY_PREFERENCE


def test_a_payer_of_a_scope_is_either_counted_or_named() -> None:
    counted = {(fact["region_code"], fact["payer"], fact["scope"]) for fact in FACTS}
    named = [(named["region_code"], named["payer"], named["scope"]) for named in PAYERS_NAMED]
    assert len(named) == len(set(named))
    assert not counted & set(named)


@pytest.mark.parametrize("fact", [*FACTS, *PAYERS_NAMED], ids=lambda fact: f"{fact['region_code']}-{fact['quote']}")
def test_money_that_was_only_asked_for_makes_no_payer(fact: dict[str, str]) -> None:
    assert not (fact["payer"] and re.search("sollicit|envisag|non signée", fact["quote"]))


def test_calculated_figures_are_known_by_their_quotes() -> None:
    """By the data, for a note is in the language of its author."""
    calculated = {key(asdict(fact)) for fact in read_facts() if is_calculated(fact)}
    assert calculated == set(DERIVED)
