"""What a region's figure is compared with: the median of the regions that answer, and its rank among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from .figure import Figure


@dataclass(frozen=True)
class Median:
    """The middle of `count` regions' figures; of a range, its lower end counts."""

    value: float
    count: int


@dataclass(frozen=True)
class Medians:
    """The median of all figures of one kind, whatever they count, and those of each scope by its code."""

    overall: Median
    of_scope: dict[str, Median]


@dataclass(frozen=True)
class Rank:
    """Rank from the highest (1) among `count` regions of one scope, and their median."""

    rank: int
    count: int
    median: float


def medians(figures: Iterable[Figure | None]) -> Medians | None:
    """Return the medians of the regions' figures; None where no region gives one."""
    given = [figure for figure in figures if figure]
    if not given:
        return None
    by_scope: dict[str, list[float]] = defaultdict(list)
    for figure in given:
        by_scope[figure.scope].append(figure.value)
    return Medians(
        _median([figure.value for figure in given]), {scope: _median(values) for scope, values in by_scope.items()}
    )


def rank_of(figure: Figure, figures: Iterable[Figure | None]) -> Rank | None:
    """Return the rank of one of `figures`; None where no other region counts the same scope."""
    alike = [other.value for other in figures if other and other.scope == figure.scope]
    if len(alike) < 2:
        return None
    return Rank(1 + sum(value > figure.value for value in alike), len(alike), median(alike))


def _median(values: list[float]) -> Median:
    return Median(median(values), len(values))
