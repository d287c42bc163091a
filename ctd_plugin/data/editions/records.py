"""What a comparison of two editions of the survey holds; without what makes it, which maps do not need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """What became of a region; the order is that of the map's classes, and the last two are no classes of it."""

    NEW = "new"
    GAINED = "gained"
    SAME = "same"
    LOST = "lost"
    GONE = "gone"
    NO_STATUS = "no_status"
    NO_ROW = "no_row"


@dataclass(frozen=True)
class Measure:
    """The headline figure of an edition: staff in FTE or euros a year, upper end of a range, and what it counts."""

    value: float
    value_max: float | None
    scope: str

    def minus(self, before: Measure) -> float | None:
        """Return the difference, None where the two count different things or one is a range that moved."""
        if self.scope != before.scope:
            return None
        if self == before:
            return 0.0
        if self.value_max is not None or before.value_max is not None:
            return None
        # 2.3 - 2.1 is no 0.19999999999999973.
        return round(self.value - before.value, 6)


@dataclass(frozen=True)
class CellChange:
    """A cell whose words changed, white space and typography aside."""

    region_code: str
    column: str
    text_before: str
    text_after: str


@dataclass(frozen=True)
class RegionChange:
    """One region in both editions: the fields of the table `changes` in their order; None is "no answer".

    `texts_changed` is None where the region has a row in one edition only. Differences are None where there is
    nothing to subtract. Money is euros a year, staff FTE. Payers are codes; platforms are those in service, their
    number None where the edition does not list them.
    """

    region_code: str
    region_name: str
    change: str
    status_before: str | None
    status_after: str | None
    ctd_date_before: str | None
    ctd_date_after: str | None
    staff_before: float | None
    staff_max_before: float | None
    staff_scope_before: str | None
    staff_after: float | None
    staff_max_after: float | None
    staff_scope_after: str | None
    staff_change: float | None
    budget_before: float | None
    budget_max_before: float | None
    budget_scope_before: str | None
    budget_after: float | None
    budget_max_after: float | None
    budget_scope_after: str | None
    budget_change: float | None
    payers_before: str | None
    payers_after: str | None
    payers_gained: str | None
    payers_lost: str | None
    platforms_before: int | None
    platforms_after: int | None
    platforms_gained: str | None
    platforms_lost: str | None
    texts_changed: int | None
    columns_changed: str | None
    edition_before: str
    edition_after: str

    @property
    def is_in_both(self) -> bool:
        """Whether the region has a row in each edition."""
        return self.change not in (Change.NEW, Change.GONE, Change.NO_ROW)

    def has_changed(self) -> bool:
        """Whether the editions differ in anything that is compared."""
        moved = self.change in (Change.NEW, Change.GONE) or self.status_before != self.status_after
        figures = any(self.measure(name, "before") != self.measure(name, "after") for name in ("staff", "budget"))
        gains = (self.payers_gained, self.payers_lost, self.platforms_gained, self.platforms_lost)
        return moved or figures or any(gains) or bool(self.texts_changed)

    @property
    def payers_in_doubt(self) -> list[str]:
        """The payers that one edition names and the other may name, in words that were not read, or not be asked of."""
        if not self.is_in_both:
            return []
        before, after, gained, lost = (
            text.split(",") if text else []
            for text in (self.payers_before, self.payers_after, self.payers_gained, self.payers_lost)
        )
        alone = [payer for payer in before if payer not in after] + [payer for payer in after if payer not in before]
        return [payer for payer in alone if payer not in gained + lost]

    @property
    def has_platforms(self) -> bool:
        """Whether both editions list the region's platforms, if only to say that it has none."""
        return self.platforms_before is not None and self.platforms_after is not None

    def measure(self, name: str, when: str) -> Measure | None:
        """Return the figure `staff` or `budget`, `before` or `after`."""
        value: float | None = getattr(self, f"{name}_{when}")
        if value is None:
            return None
        return Measure(value, getattr(self, f"{name}_max_{when}"), getattr(self, f"{name}_scope_{when}") or "")


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
        """Return which editions, "before" or "after", do not list the platforms, so that these were not compared."""
        whens = ("before", "after")
        return [when for when in whens if all(getattr(r, f"platforms_{when}") is None for r in self.regions)]

    @property
    def counts(self) -> Counter[str]:
        """Return how many regions each kind of change has."""
        return Counter(region.change for region in self.regions)
