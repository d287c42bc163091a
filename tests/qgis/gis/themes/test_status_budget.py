"""Status as fill, budget as circle, and under each amount what it covers."""

from __future__ import annotations

import pytest

from ctd_plugin.data.facts.fact import Covers
from ctd_plugin.data.survey.status import Status
from ctd_plugin.gis.style.palette import STATUS_FILLS
from ctd_plugin.gis.themes.status_budget import draw_statuses_and_budgets
from tests.support.figures import amount, edition_with

ESTABLISHED, PREFIGURATION, CONSIDERING = Status.ESTABLISHED, Status.PREFIGURATION, Status.CONSIDERING
STATUSES = {"52": ESTABLISHED, "76": ESTABLISHED, "44": PREFIGURATION, "53": CONSIDERING, "84": Status.NONE}


def drawn(*facts, statuses=None):
    return draw_statuses_and_budgets(edition_with(*facts, statuses=STATUSES if statuses is None else statuses))


def test_the_fill_is_the_status_and_the_circle_the_budget():
    drawing = drawn(amount("52", 1_000_000, Covers.DATA_PRODUCTION, about=True), amount("84", 250_000))
    assert [fill.fill for fill in drawing.classes.classes] == list(STATUS_FILLS.values())
    assert drawing.symbols["52"] == pytest.approx(2 * drawing.symbols["84"])
    assert drawing.circle_key is not None


def test_what_an_amount_covers_stands_under_it_on_every_page():
    facts = [amount("52", 1_000_000, Covers.DATA_PRODUCTION, about=True), amount("84", 250_000), amount("53", 0)]
    drawing = drawn(*facts)
    assert drawing.texts == {
        "52": "≈\u00a0€1M\ndata",
        "53": "no budget",
        "84": "€250k\nnot stated",
    }


@pytest.mark.parametrize("covers", Covers)
def test_every_kind_has_words_that_a_label_has_room_for(covers):
    _, words = drawn(amount("52", 1000, covers)).texts["52"].split("\n")
    assert 0 < len(words) <= 14


def test_the_page_says_which_statuses_have_budgets():
    facts = [amount("52", 1000, Covers.HOSTING), amount("44", 5, Covers.PROGRAMME), amount("84", 9, Covers.PROGRAMME)]
    drawing = drawn(*facts)
    assert drawing.headline == ("CTD and budgets: budgets in 2 of the 3 regions with a CTD in place or being set up")
    assert drawing.short_headline == "CTD and budgets: stated for 2 CTDs out of 3"
    assert drawing.findings == [
        "The words under an amount say what it covers: only compare amounts that cover the same.",
        "Regions that state a budget: 1 out of 2 with a CTD in place, 1 out of 1 with a CTD being set up.",
        "One region without a CTD states a budget for its data.",
    ]


def test_amounts_of_one_kind_need_no_rule_and_statuses_that_nobody_has_are_not_counted():
    drawing = drawn(
        amount("52", 1000, Covers.HOSTING), amount("76", 0), statuses={"52": ESTABLISHED, "76": ESTABLISHED}
    )
    assert drawing.findings == [
        "Regions that state a budget: 1 out of 2 with a CTD in place.",
        "One region states that it has no budget of its own.",
    ]


def test_a_committee_without_any_budget_is_told_as_such():
    drawing = drawn(amount("84", 1000), amount("52", 0))
    assert drawing.headline == "CTD and budgets: no budget stated in the regions with a CTD in place or being set up"
    assert drawing.short_headline == "CTD and budgets: none stated where there is a CTD"
    assert drawing.findings == [
        "One region without a CTD states a budget for its data.",
        "One region states that it has no budget of its own.",
    ]


def test_without_any_committee_the_headline_counts_the_budgets():
    drawing = drawn(amount("84", 1000), statuses={"84": Status.NONE})
    assert drawing.headline == "Budgets without a CTD: 1 region out of 18 states one"
    assert drawing.findings == []


def test_an_edition_without_statuses_and_budgets_has_no_circles():
    drawing = drawn(statuses={})
    assert (list(drawing.over), drawing.circle_key, drawing.findings) == ([], None, [])
    assert drawing.headline == "Budgets without a CTD: 0 regions out of 18 state one"
