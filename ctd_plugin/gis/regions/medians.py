"""What a region's figure is held against: the median of the regions that answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from ...data.facts.fact import Scope
from .profile import Amount


@dataclass(frozen=True)
class Median:
    """The middle of `count` regions' figures; of a range, its lower end counts."""

    value: float
    count: int


@dataclass(frozen=True)
class Medians:
    """The median of all figures of one kind, whatever they count, and those of each scope."""

    overall: Median
    of_scope: dict[Scope, Median]


def medians(amounts: Iterable[Amount | None]) -> Medians | None:
    """Return the medians of the regions' figures; None where no region gives one."""
    given = [amount for amount in amounts if amount]
    if not given:
        return None
    by_scope: dict[Scope, list[float]] = defaultdict(list)
    for amount in given:
        by_scope[amount.scope].append(amount.value)
    return Medians(
        _median([amount.value for amount in given]), {scope: _median(values) for scope, values in by_scope.items()}
    )


def _median(values: list[float]) -> Median:
    return Median(median(values), len(values))
