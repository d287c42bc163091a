"""Where a region's figure stands among those of the other regions that count the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from .profile import Amount


@dataclass(frozen=True)
class Rank:
    """Rank from the highest (1) among `count` regions of one scope, and their median."""

    rank: int
    count: int
    median: float


def rank_of(amount: Amount, amounts: Iterable[Amount | None]) -> Rank | None:
    """Return the standing of one of `amounts`; None where no other region counts the same scope."""
    alike = [other.value for other in amounts if other and other.scope is amount.scope]
    if len(alike) < 2:
        return None
    return Rank(1 + sum(value > amount.value for value in alike), len(alike), median(alike))
