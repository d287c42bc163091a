"""What changed in a region between two editions, as the tables of ctd.gpkg keep it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..facts.fact import Covers
from .figure import Figure


class Change(StrEnum):
    """How a region's status changed, in the order of the map's classes; the last three are not drawn as a class.

    CARRIED is a status that nobody renewed: it is neither a change nor a confirmation.
    """

    NEW = "new"
    GAINED = "gained"
    SAME = "same"
    LOST = "lost"
    GONE = "gone"
    CARRIED = "carried"
    NO_STATUS = "no_status"
    NO_ROW = "no_row"


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
    number None where the edition does not list them. The fields with a default came with a later version;
    `…_carried_after` is the year of the edition from which the later one's value was carried over.
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
    staff_covers_before: str | None = None
    staff_covers_after: str | None = None
    budget_covers_before: str | None = None
    budget_covers_after: str | None = None
    staff_about_before: bool | None = None
    staff_about_after: bool | None = None
    budget_about_before: bool | None = None
    budget_about_after: bool | None = None
    status_carried_after: str | None = None
    staff_carried_after: str | None = None
    budget_carried_after: str | None = None

    @property
    def is_in_both(self) -> bool:
        """Whether the region has a row in each edition."""
        return self.change not in (Change.NEW, Change.GONE, Change.NO_ROW)

    def has_changed(self) -> bool:
        """Whether the editions differ in anything that is compared."""
        is_carried = self.change == Change.CARRIED
        moved = self.change in (Change.NEW, Change.GONE) or (self.status_before != self.status_after and not is_carried)
        figures = any(map(self.has_figure_moved, ("staff", "budget")))
        gains = (self.payers_gained, self.payers_lost, self.platforms_gained, self.platforms_lost)
        return moved or figures or any(gains) or bool(self.texts_changed)

    @property
    def payers_in_doubt(self) -> list[str]:
        """The payers that one edition names and of which the other leaves open whether it does."""
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

    def has_figure_moved(self, name: str) -> bool:
        """Whether a figure differs, or what it counts; not where an edition only does not say what it covers.

        One that was carried over has not moved.
        """
        before, after = self.figure(name, "before"), self.figure(name, "after")
        if after and after.carried_from:
            return False
        if before is None or after is None:
            return before is not after
        return after.minus(before) != 0

    def figure(self, name: str, when: str) -> Figure | None:
        """Return the figure `staff` or `budget`, `before` or `after`."""
        value: float | None = getattr(self, f"{name}_{when}")
        if value is None:
            return None
        return Figure(
            value,
            getattr(self, f"{name}_max_{when}"),
            getattr(self, f"{name}_scope_{when}") or "",
            unit="FTE" if name == "staff" else "EUR/year",
            covers=getattr(self, f"{name}_covers_{when}") or Covers.UNKNOWN,
            about=bool(getattr(self, f"{name}_about_{when}")),
            carried_from=getattr(self, f"{name}_carried_{when}", None) or "",
        )
