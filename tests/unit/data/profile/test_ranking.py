"""Ranks: among figures that cover the same, from four regions on, and never across kinds."""

from __future__ import annotations

import pytest

from ctd_plugin.data.facts.fact import Covers
from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.data.profile.edition_reader import read_geopackage
from ctd_plugin.data.profile.figure import Figure
from ctd_plugin.data.profile.ranking import Rank, rank_of


def figures(*values: float, covers: str = Covers.OPERATION_STAFF, scope: str = "platform") -> list[Figure]:
    return [Figure(value, None, scope, covers=covers) for value in values]


def test_a_figure_is_ranked_among_those_that_cover_the_same_whatever_their_scope() -> None:
    alike = [*figures(1, 5, 3), *figures(2, scope="ctd")]
    others = figures(9, 8, covers=Covers.HOSTING)
    assert rank_of(alike[2], [*alike, None, *others]) == Rank(2, 4, 2.5)


def test_equal_figures_have_one_rank() -> None:
    alike = figures(4, 7, 4, 1)
    assert [rank.rank for rank in (rank_of(each, alike) for each in alike) if rank] == [2, 1, 2, 4]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_three_regions_of_one_kind_are_too_few(count: int) -> None:
    few = figures(*range(1, count + 1))
    assert rank_of(few[0], [*few, *figures(1, 2, 3, 4, covers=Covers.HOSTING)]) is None


def test_neither_an_unknown_kind_nor_an_explicit_none_is_ranked() -> None:
    unknown = figures(1, 2, 3, 4, covers=Covers.UNKNOWN)
    assert rank_of(unknown[0], unknown) is None
    with_none = figures(0, 2, 3, 4)
    assert [rank_of(each, with_none) for each in with_none] == [None] * 4


def test_no_rank_of_the_bundled_edition_mixes_what_figures_cover() -> None:
    profiles = read_geopackage(GEOPACKAGE).profiles
    for name in ("staff", "budget", "budget_per_1000"):
        of_all = [getattr(profile, name) for profile in profiles]
        for figure in filter(None, of_all):
            kind = [other for other in of_all if other and other.covers == figure.covers and not other.is_none]
            rank = rank_of(figure, of_all)
            assert (rank is None) == (len(kind) < 4 or figure.is_none or figure.covers == Covers.UNKNOWN)
            assert rank is None or rank.count == len(kind)
