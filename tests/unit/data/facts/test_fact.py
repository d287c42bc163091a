"""Figures that were calculated from their quotes are recognised by value and quote, in any language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ctd_plugin.data.facts.extraction import read_figures
from ctd_plugin.data.facts.fact import is_calculated
from ctd_plugin.data.survey.reader import SurveyRow
from ctd_plugin.i18n import language
from tests.support.figures import amount

FACT = replace(amount("53", ""), quote="")


def calculated(moyens):
    """Return indicator → value of the figures read from a cell that are calculated, and of the others."""
    facts, _ = read_figures(SurveyRow(1, "53", None, None, {"moyens": moyens}))
    assert facts
    found = ({}, {})
    for fact in facts:
        found[not is_calculated(fact)][fact.indicator] = fact.value
    return found


@pytest.mark.parametrize("code", ["fr", "en"])
def test_what_is_worked_out_of_a_user_s_survey_is_calculated_in_every_language(code):
    """Its notes are in the user's language, and users' surveys have none."""
    with language(code):
        assert calculated("2 M€ sur 6 ans en CPER") == ({"annual_budget": "333333"}, {"programme_budget": "2000000"})
        assert calculated("0,3 ETP DREAL + 2,2 ETP Région")[0] == {"staff_fte": "2.5"}


@pytest.mark.parametrize(
    "moyens",
    [
        "budget : env 700 k€",
        "1 M€ / an",
        "1,5 million d’euros par an",
        "150 000 € par an",
        "2,5 ETP",
        "GIP : 40 ETP",
        "2 à 3 ETP",
    ],
)
def test_what_the_survey_says_itself_is_not(moyens):
    assert calculated(moyens)[0] == {}


def test_parts_said_in_the_unit_of_the_whole_are_not():
    assert calculated("1,6 M€ / an (0,1 Etat + 0,8 FEDER)")[0] == {}


@pytest.mark.parametrize(
    ("value", "value_max", "quote", "is_so"),
    [
        ("1666667", "", "2,5 M (2/3 Invest", True),
        ("6000000", "", "1 M€/an sur 6 ans", True),
        ("3000000", "", "3 M€", False),
        ("3000000", "", "3 ME", False),
        ("3000", "", "3 mille", False),
        ("45000", "", "45.000 €", False),
        ("45000", "", "45\u202f000 €", False),
        ("0.5", "", "un agent à 50 %", False),
        ("2", "3", "2 à 3", False),
        ("4", "6", "deux équipes de 2 à 3", True),
        # Written in words: not recognising it is safe.
        ("2", "", "deux agents", False),
        ("2026-02-24", "", "24/02/2026", False),
        ("", "", "Région", False),
    ],
)
def test_a_figure_is_calculated_where_its_quote_has_other_numbers_alone(value, value_max, quote, is_so):
    for note in ("", "Derived: said by a note", "calculé"):
        assert is_calculated(replace(FACT, value=value, value_max=value_max, quote=quote, note=note)) is is_so
