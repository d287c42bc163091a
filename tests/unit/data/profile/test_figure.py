"""One kind of number: what it counts, what proves it, and what may be subtracted from it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ctd_plugin.data.facts.fact import BUDGET, STAFF, Fact, Scope
from ctd_plugin.data.profile.figure import Figure, figure_of, headline_figure
from ctd_plugin.data.profile.region_profile import RegionProfile
from tests.support.figures import amount


def fact(value: str, value_max: str = "", headline: bool = True, indicator: str = BUDGET, quote: str = "") -> Fact:
    figure = amount("53", value, indicator=indicator, value_max=value_max)
    return replace(figure, unit="EUR/year", scope=Scope.CTD, headline=headline, quote=quote or f"{value} €")


def test_a_figure_knows_the_fact_that_proves_it() -> None:
    proof = fact("60000", "80000", quote="60 k€ à 80 k€")
    assert figure_of(proof) == Figure(60000, 80000, Scope.CTD, "EUR/year", False, proof)


def test_a_figure_that_stands_in_no_cell_is_derived() -> None:
    figure = figure_of(fact("90000", quote="40 k€ + 50 k€"))
    assert figure is not None
    assert figure.is_derived


def test_a_date_is_no_figure() -> None:
    assert figure_of(fact("2026-02-24")) is None


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        (Figure(2.1, None, "ctd"), Figure(2.3, None, "ctd"), 0.2),
        (Figure(60, 80, "ctd"), Figure(60, 80, "ctd"), 0.0),
        (Figure(60, 80, "ctd"), Figure(60, 90, "ctd"), None),
        (Figure(60, None, "ctd"), Figure(60, None, "platform"), None),
        (Figure(60, None, "ctd", covers="hosting"), Figure(90, None, "ctd", covers="programme"), None),
        (Figure(60, None, "ctd", covers="hosting"), Figure(60, None, "ctd", covers="programme"), None),
        (Figure(60, None, "ctd", covers="hosting"), Figure(90, None, "ctd", covers="hosting"), 30),
        # An edition that does not say it may mean the same.
        (Figure(60, None, "ctd", covers="unknown"), Figure(90, None, "ctd", covers="hosting"), 30),
    ],
)
def test_figures_are_subtracted_where_they_count_the_same(
    before: Figure, after: Figure, difference: float | None
) -> None:
    assert after.minus(before) == difference


def test_proofs_make_no_difference() -> None:
    first, second = figure_of(fact("5", quote="5 €")), figure_of(fact("5", quote="cinq : 5 €"))
    assert first is not None
    assert second is not None
    assert second.minus(first) == 0


def test_a_profile_takes_the_figure_that_maps_draw_or_the_only_one() -> None:
    facts = (fact("1", headline=False), fact("2"), fact("3", headline=False, indicator="members"))
    profile = RegionProfile("53", "Bretagne", population=1000, facts=facts)
    assert (profile.indicator(BUDGET), profile.indicator("members"), profile.indicator(STAFF)) == (2, 3, None)
    assert profile.staff is None
    per_1000 = profile.budget_per_1000
    assert per_1000 is not None
    assert (per_1000.value, per_1000.is_approximate, per_1000.fact) == (2, False, facts[1])
    assert headline_figure(facts, BUDGET) == profile.budget


@pytest.mark.parametrize(
    ("budget", "is_approximate"),
    [(Figure(2000, None, ""), False), (Figure(2000, None, "", about=True), True), (Figure(2000, 3000, ""), True)],
)
def test_a_figure_per_inhabitant_is_as_exact_as_what_it_is_divided_from(budget: Figure, is_approximate: bool) -> None:
    assert budget.per_1000(500).is_approximate == is_approximate
