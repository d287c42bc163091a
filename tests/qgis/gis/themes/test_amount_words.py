"""What the maps of money and staff say: true sentences for none, one or many figures, of one kind or several."""

from __future__ import annotations

import pytest

from ctd_plugin.data.facts.fact import STAFF, Covers
from ctd_plugin.gis.themes.amounts import BUDGETS, TEAMS, draw_amounts
from ctd_plugin.regions import REGION_NAMES
from tests.support.figures import amount, edition_with

HOSTING, WHOLE, PROGRAMME, UNKNOWN = Covers.HOSTING, Covers.WHOLE_STRUCTURE, Covers.PROGRAMME, Covers.UNKNOWN
RULE = "A colour says what a figure covers, never how high it is: only compare circles of one colour."


def drawn(*facts, **about):
    return draw_amounts(edition_with(*facts, about=about), BUDGETS)


def budgets(*given, covers=HOSTING):
    """Return a budget a value, of regions in their order."""
    return [amount(code, value, covers) for code, value in zip(REGION_NAMES, given, strict=False)]


@pytest.mark.parametrize(
    ("facts", "headline", "short"),
    [
        ([], "Data budgets: no amount stated", "Data budgets: no amount stated"),
        (budgets(0), "Data budgets: no amount, and 1 region without a budget of its own", ""),
        (budgets(0, 0), "Data budgets: no amount, and 2 regions without a budget of their own", ""),
        (budgets(60_000), "Data budgets: €60k a year, Guadeloupe alone", "Budgets: €60k a year"),
        (budgets(60_000, 0), "Data budgets: €60k a year, Guadeloupe alone", "Budgets: €60k a year"),
        (
            budgets(60_000, 60_000),
            "Data budgets: €60k a year, for one and the same scope",
            "Budgets: €60k a year, one scope",
        ),
        (
            budgets(60_000, 2_500_000),
            "Data budgets: from €60k to €2.5M a year, for one and the same scope",
            "Budgets: from €60k to €2.5M a year, one scope",
        ),
        (
            budgets(60_000, 2_500_000, covers=UNKNOWN),
            "Data budgets: from €60k to €2.5M a year, scope not stated",
            "Budgets: from €60k to €2.5M a year, scope not stated",
        ),
        (
            [*budgets(60_000), amount("84", 2_500_000, WHOLE), amount("93", 500, PROGRAMME, about=True)],
            "Data budgets: from ≈\u00a0€500 to €2.5M a year, for three different scopes",
            "Budgets: from ≈\u00a0€500 to €2.5M a year, three scopes",
        ),
        (
            [*budgets(60_000), amount("84", 2_500_000, UNKNOWN)],
            "Data budgets: from €60k to €2.5M a year, for scopes that are stated in part only",
            "Budgets: from €60k to €2.5M a year, mixed scopes",
        ),
        (
            [*budgets(60_000), amount("84", 2_500_000, UNKNOWN), amount("93", 5_000, WHOLE)],
            "Data budgets: from €5k to €2.5M a year, for at least two different scopes",
            "Budgets: from €5k to €2.5M a year, mixed scopes",
        ),
        (
            [*budgets(60_000), amount("84", 10_000, value_max=9_000_000, covers=HOSTING)],
            "Data budgets: from €10k to €9M a year, for one and the same scope",
            "Budgets: from €10k to €9M a year, one scope",
        ),
    ],
)
def test_the_headline_says_from_how_much_to_how_much_for_how_many_scopes(facts, headline, short):
    drawing = drawn(*facts)
    assert (drawing.headline, drawing.short_headline) == (headline, short)


def test_a_column_that_was_not_read_is_told_in_the_place_of_a_map_of_nothing():
    drawing = drawn(budget_unread="budget_annuel")
    assert drawing.headline == "Data budgets: column “budget_annuel” not read"
    assert drawing.notes == [
        "The column “budget_annuel” of the survey was not read: use the import assistant.",
    ]
    assert draw_amounts(edition_with(about={"budget_unread": "budget_annuel"}), TEAMS).notes == []
    # With figures from elsewhere, the column is still told, and the headline is that of the figures.
    some = drawn(*budgets(5000), budget_unread="budget_annuel")
    assert "€5k" in some.headline
    assert "budget_annuel" in " ".join(some.notes)


def test_a_slide_never_has_a_headline_longer_than_it_has_room_for():
    for facts in (budgets(999_999, 123_456_789_000), budgets(1, 2), [amount("84", 0), amount("93", 1)]):
        assert len(drawn(*facts).short_headline) <= 60


@pytest.mark.parametrize(("count", "told"), [(0, ""), (1, ", 1 region out of 18"), (5, ", 5 regions out of 18")])
def test_the_subject_counts_the_amounts_and_no_region_that_states_that_it_has_none(count, told):
    drawing = drawn(*budgets(*[1000] * count), amount("94", 0))
    assert drawing.subject == f"Yearly budgets stated in the survey{told}"


def test_several_kinds_give_the_rule_the_spread_of_the_largest_and_who_stands_alone():
    facts = [
        *(amount(code, value, WHOLE) for code, value in (("76", 114_000), ("84", 305_000), ("93", 479_000))),
        amount("32", 56_000, PROGRAMME),
        amount("44", 180_000, PROGRAMME),
        amount("03", 9_000_000, HOSTING),
        amount("52", 1, UNKNOWN),
    ]
    assert drawn(*facts).findings == [
        RULE,
        "Whole organisation: from €114 to €479 a year per 1,000 inhabitants (three regions).",
        "One region out of seven is alone in its scope: a national mean would be meaningless.",
    ]


def test_kinds_of_one_figure_each_have_no_spread():
    facts = [amount("76", 1000, WHOLE), amount("32", 2000, PROGRAMME), amount("28", 0), amount("11", 0)]
    assert drawn(*facts).findings == [
        RULE,
        "Two regions out of two are alone in their scope: a national mean would be meaningless.",
        "Two regions state that they have no budget of their own.",
    ]


def test_no_kind_of_one_figure_leaves_the_reason_against_a_mean():
    facts = [*budgets(1000, 2000), amount("76", 1000, WHOLE), amount("84", 1000, WHOLE)]
    assert drawn(*facts).findings[2] == "Scopes differ: a national mean would be meaningless."


def test_one_kind_needs_no_rule_of_colours():
    assert drawn(*budgets(1_000_000, 2_000_000)).findings == [
        "All figures cover the same (hosting and maintenance): they can be compared.",
        "Hosting and maintenance: from €1,000 to €2,000 a year per 1,000 inhabitants (two regions).",
    ]


def test_figures_of_unstated_scope_are_said_not_to_compare():
    assert drawn(*budgets(1000, 2000, covers=UNKNOWN)).findings == [
        "What these figures cover is not stated: they cannot be compared."
    ]


def test_a_single_figure_is_told_with_what_it_covers_and_needs_no_rule():
    assert drawn(*budgets(60_000)).findings == [
        "Guadeloupe: €60 a year per 1,000 inhabitants (hosting and maintenance)."
    ]


def test_nothing_at_all_says_nothing():
    assert drawn().findings == []
    assert drawn(amount("28", 0)).findings == ["One region states that it has no budget of its own."]


def test_teams_have_sentences_of_their_own():
    facts = [amount(code, value, Covers.OPERATION_STAFF, STAFF) for code, value in (("53", 3), ("32", 0.05))]
    drawing = draw_amounts(edition_with(*facts, amount("28", 0, indicator=STAFF)), TEAMS)
    assert drawing.headline == "Data teams: from 0.05 to 3 FTE, for one and the same scope"
    assert drawing.findings[1:] == [
        "Team of the platform: from 0.05 to 3 FTE per million inhabitants (two regions).",
        "One region states that it has no staff of its own.",
    ]
    assert [group.title for group in drawing.grouped_legend.groups][1] == "states that it has no staff of its own"


def test_figures_that_were_not_understood_are_told_with_their_regions():
    drawing = drawn(budget_in_doubt="53, 94")
    assert drawing.headline == "Data budgets: no amount understood for certain"
    told = "Figures stated but not shown, because they were not understood for certain: Bretagne, Corse."
    assert drawing.notes == [told]
    assert told in drawn(*budgets(5000), budget_in_doubt="53, 94").notes
