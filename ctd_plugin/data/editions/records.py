"""The result of comparing two editions of the survey."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ..profile.region_change import CellChange, RegionChange


@dataclass(frozen=True)
class Comparison:
    """Two editions side by side: all regions in code order, the cells that changed, and what was not compared."""

    before: str
    after: str
    regions: tuple[RegionChange, ...]
    cells: tuple[CellChange, ...]
    columns_not_compared: Mapping[str, str]
    """Column → "before" or "after", the one edition that has it."""

    @property
    def without_platforms(self) -> list[str]:
        """The editions, "before" or "after", without a list of platforms, so that these were not compared."""
        whens = ("before", "after")
        return [when for when in whens if all(getattr(r, f"platforms_{when}") is None for r in self.regions)]

    @property
    def counts(self) -> Counter[str]:
        """How many regions each kind of change has."""
        return Counter(region.change for region in self.regions)
