"""Figures that cover the same, and classes of them that follow each other without a gap."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctd_plugin.data.facts.fact import Covers
from ctd_plugin.data.profile.figure import Figure
from ctd_plugin.gis.regions.comparison import (
    FEWEST_CLASSED,
    by_kind,
    gap_classes,
    kind_of,
    largest_kind,
    round_between,
    round_down,
    round_up,
)

AMOUNTS = st.floats(1e-4, 1e9)


def figure(value=1.0, covers=Covers.HOSTING, value_max=None):
    return Figure(value, value_max, "", "EUR/year", covers=covers)


def test_figures_are_grouped_by_what_they_cover_in_the_order_of_the_legends_and_none_is_no_figure():
    figures = {
        "03": figure(covers=Covers.HOSTING),
        "28": figure(0, Covers.WHOLE_STRUCTURE),
        "44": figure(covers=Covers.PROGRAMME),
        "76": figure(covers=Covers.WHOLE_STRUCTURE),
        "84": figure(covers=Covers.HOSTING),
        "93": figure(0, Covers.PROGRAMME, value_max=5),
    }
    kinds = by_kind(figures)
    assert list(kinds) == [Covers.WHOLE_STRUCTURE, Covers.PROGRAMME, Covers.HOSTING]
    assert {covers: list(codes) for covers, codes in kinds.items()} == {
        Covers.WHOLE_STRUCTURE: ["76"],
        Covers.PROGRAMME: ["44", "93"],
        Covers.HOSTING: ["03", "84"],
    }


def test_a_code_of_a_later_version_says_as_little_as_none():
    assert kind_of(figure(covers="lunch")) is Covers.UNKNOWN


def test_the_largest_kind_has_two_figures_at_least_and_is_never_that_of_unstated_scopes():
    unknown = {str(i): figure(covers=Covers.UNKNOWN) for i in range(5)}
    assert largest_kind(by_kind(unknown)) is None
    assert largest_kind(by_kind({**unknown, "a": figure()})) is None
    assert largest_kind(by_kind({**unknown, "a": figure(), "b": figure()})) is Covers.HOSTING


def test_classes_are_parted_where_the_gaps_are_widest():
    # The terciles would part 266 from 269, and leave 305 and 479 in one class.
    bounds = gap_classes([266, 100, 110, 269, 900, 260])
    assert bounds.ends == (100, 200, 500, 900)
    assert [bounds.place(value) for value in (100, 110, 260, 266, 269, 900)] == [0, 0, 1, 1, 1, 2]


@pytest.mark.parametrize("values", [[], [1, 2, 3, 4, 5], [3, 3, 3, 3, 3, 9], [0, 1, 2, 3, 4, 5], [7] * 8])
def test_too_few_or_too_like_amounts_are_not_classed(values):
    assert gap_classes(values) is None


@given(st.lists(AMOUNTS, min_size=FEWEST_CLASSED, max_size=18))
def test_bounds_are_contiguous_and_every_amount_is_in_one_class_between_its_bounds(values):
    bounds = gap_classes(values)
    if bounds is None:
        assert len(set(values)) < 3
        return
    assert len(bounds.ranges) == 3
    assert all(low < high for low, high in bounds.ranges)
    assert all(first[1] == second[0] for first, second in pairwise(bounds.ranges))
    places = [bounds.place(value) for value in values]
    assert set(places) == {0, 1, 2}
    for value, place in zip(values, places, strict=True):
        low, high = bounds.ranges[place]
        assert low <= value <= high


@given(AMOUNTS, AMOUNTS)
def test_a_round_number_lies_between_two_amounts(first, second):
    low, high = sorted((first, second))
    if low < high:
        assert low < round_between(low, high) <= high
        assert round_between(low, high, below=True) < high or high - low < 1e-12 * high


@given(AMOUNTS, st.integers(1, 3))
def test_rounding_keeps_to_its_side_and_near(value, digits):
    down, up = round_down(value, digits), round_up(value, digits)
    assert value * (1 - 10.0 ** (1 - digits)) <= down <= value <= up <= value * (1 + 1.001 * 10.0 ** (1 - digits))


@pytest.mark.parametrize(
    ("low", "high", "expected"), [(266, 305, 300), (56, 114, 100), (0.02, 0.6, 0.1), (99, 100, 100), (2, 1e9, 1e5)]
)
def test_the_number_between_is_the_roundest(low, high, expected):
    assert round_between(low, high) == expected
