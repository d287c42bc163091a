"""A number that the survey gives for a region, or that was calculated from one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..facts.fact import Covers, Fact, Scope, headline, is_calculated


@dataclass(frozen=True)
class Figure:
    """A number and what is known about it.

    `value_max` is the upper end of a range, `scope` the code of whose number it is (a Scope), `covers` that of what it
    pays for or counts (a Covers), `unit` that of the fact, such as "FTE" or "EUR/year". `about` marks a number that
    the survey calls approximate, `is_derived` one that stands in no cell but was calculated from one. `fact` proves
    it, None where only the number was kept, as in a table of changes. `carried_from` is the year of the earlier
    edition that it was carried over from; all that shows the number shows this year too (`labels.figure_text`).
    """

    value: float
    value_max: float | None
    scope: str
    unit: str = ""
    is_derived: bool = False
    fact: Fact | None = None
    covers: str = Covers.UNKNOWN
    about: bool = False
    carried_from: str = ""

    @property
    def is_approximate(self) -> bool:
        """Whether everything that shows the number must say that it is about so much."""
        return self.about or self.is_derived

    @property
    def is_none(self) -> bool:
        """Whether the region says that it has no budget or staff of its own, which is no missing answer."""
        return self.value == 0 and not self.value_max

    def minus(self, before: Figure) -> float | None:
        """Return the difference, None where the two count different things or one is a range that moved.

        None also where this one was carried over: it is neither a change nor a confirmation.
        """
        if self.carried_from:
            return None
        if self.scope != before.scope or self.covers_other_than(before):
            return None
        if (self.value, self.value_max) == (before.value, before.value_max):
            return 0.0
        if self.value_max is not None or before.value_max is not None:
            return None
        # 2.3 - 2.1 is no 0.19999999999999973.
        return round(self.value - before.value, 6)

    def covers_other_than(self, before: Figure) -> bool:
        """Whether it is known that the two do not cover the same: what was not said may be the same."""
        return Covers.UNKNOWN not in (self.covers, before.covers) and self.covers != before.covers

    def per_1000(self, population: int) -> Figure:
        """Return the figure for each 1,000 inhabitants; of a range, from its lower end, and so about that much.

        An exact figure stays exact: both numbers that it is divided from are known, as in the legends of maps.
        """
        is_range = self.value_max is not None
        return replace(self, value=self.value * 1000 / population, value_max=None, about=self.about or is_range)

    def compares_with(self, other: Figure) -> bool:
        """Whether both cover the same, and are figures of budget or staff at all: only then may they be compared."""
        known = self.covers != Covers.UNKNOWN and not self.is_none and not other.is_none
        return known and self.covers == other.covers


def figure_of(fact: Fact) -> Figure | None:
    """Return the number of a fact, None where its value is no number."""
    try:
        value, value_max = float(fact.value), float(fact.value_max) if fact.value_max else None
    except ValueError:
        return None
    scope = Scope(fact.scope) if fact.scope in list(Scope) else fact.scope
    covers = Covers(fact.covers) if fact.covers in list(Covers) else fact.covers
    return Figure(value, value_max, scope, fact.unit, is_calculated(fact), fact, covers, fact.about, fact.carried_from)


def headline_figure(facts: Iterable[Fact], indicator: str) -> Figure | None:
    """Return the one figure that maps draw for an indicator such as STAFF or BUDGET."""
    fact = headline(facts, indicator)
    return figure_of(fact) if fact else None
