"""What a region's figure is compared with: only figures that cover the same, and only where there are enough."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from .figure import Figure

LEAST_RANKED = 4
"""The number of regions of one kind below which a rank or a median says nothing."""


@dataclass(frozen=True)
class Rank:
    """Rank from the highest (1) among `count` regions whose figures cover the same, and their median."""

    rank: int
    count: int
    median: float


def rank_of(figure: Figure, figures: Iterable[Figure | None]) -> Rank | None:
    """Return the rank of one of `figures` among those that compare with it; of a range, its lower end counts.

    None where fewer than four regions cover the same, or where what the figure covers is not known.
    """
    alike = [other.value for other in figures if other and figure.compares_with(other)]
    if len(alike) < LEAST_RANKED:
        return None
    return Rank(1 + sum(value > figure.value for value in alike), len(alike), median(alike))
