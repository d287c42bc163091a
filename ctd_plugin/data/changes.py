"""What changed between two editions of the survey: status, date, staff, budget and texts of each region."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ..regions import REGION_NAMES
from .columns import SURVEY_COLUMNS
from .facts import BUDGET, STAFF, Fact, headline
from .people import MASK, NameMask
from .statuses import Status

if TYPE_CHECKING:
    from .editions import Edition
    from .survey import SurveyRow

NOT_COMPARED = ("region_code", "region", "statut", "date_entretien", "repondant")
"""Columns that tell who was asked and when; the status is compared by its class."""


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
    nothing to subtract. Money is euros a year, staff FTE.
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
    texts_changed: int | None
    columns_changed: str | None
    edition_before: str
    edition_after: str

    def has_changed(self) -> bool:
        """Whether the editions differ in anything that is compared."""
        moved = self.change in (Change.NEW, Change.GONE) or self.status_before != self.status_after
        figures = any(self.measure(name, "before") != self.measure(name, "after") for name in ("staff", "budget"))
        return moved or figures or bool(self.texts_changed)

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
    def counts(self) -> Counter[str]:
        """Return how many regions each kind of change has."""
        return Counter(region.change for region in self.regions)


def compare(before: Edition, after: Edition, mask: NameMask) -> Comparison:
    """Compare two editions region by region; texts are compared and given with the names of `mask` hidden."""
    names = edition_names(before, after)
    shared = [column for column in SURVEY_COLUMNS if column in before.columns & after.columns]
    compared = [column for column in shared if column not in NOT_COMPARED]
    regions, cells = [], []
    for code in REGION_NAMES:
        rows = before.survey.rows.get(code), after.survey.rows.get(code)
        changed = list(_cells(rows[0], rows[1], compared, mask)) if rows[0] and rows[1] else []
        cells.extend(changed)
        facts = [[fact for fact in edition.facts if fact.region_code == code] for edition in (before, after)]
        regions.append(_region(code, rows, facts, changed, names, mask))
    return Comparison(*names, tuple(regions), tuple(cells), dict(_unshared(before, after)))


def edition_names(before: Edition, after: Edition) -> tuple[str, str]:
    """Return names that tell the two editions apart: with the day they were made on, else with their folder."""
    plain = before.name, after.name
    dated = tuple(f"{e.name} ({e.made_on:%d/%m/%Y})" if e.made_on else e.name for e in (before, after))
    placed = tuple(f"{e.file.resolve().parent.name}/{e.file.name}" for e in (before, after))
    first, second = next((names for names in (plain, dated, placed) if names[0] != names[1]), plain)
    return first, second


def _unshared(before: Edition, after: Edition) -> Iterator[tuple[str, str]]:
    for column in SURVEY_COLUMNS:
        if column in NOT_COMPARED or not (before.columns and after.columns):
            continue
        if (column in before.columns) != (column in after.columns):
            yield column, "before" if column in before.columns else "after"


def _region(
    code: str,
    rows: tuple[SurveyRow | None, SurveyRow | None],
    facts: list[list[Fact]],
    cells: list[CellChange],
    names: tuple[str, str],
    mask: NameMask,
) -> RegionChange:
    statuses = [row.status if row else None for row in rows]
    dates = [mask.apply(row.cells.get("date_ctd", ""), code) or None if row else None for row in rows]
    return RegionChange(
        region_code=code,
        region_name=REGION_NAMES[code],
        change=_change(rows, statuses),
        status_before=statuses[0] and statuses[0].value,
        status_after=statuses[1] and statuses[1].value,
        ctd_date_before=dates[0],
        ctd_date_after=dates[1],
        **_figures(facts),
        texts_changed=len(cells) if rows[0] and rows[1] else None,
        columns_changed=",".join(cell.column for cell in cells) or None,
        edition_before=names[0],
        edition_after=names[1],
    )


def _figures(facts: list[list[Fact]]) -> dict[str, Any]:
    """Return the fields of staff and budget from a region's facts in the two editions."""
    fields: dict[str, Any] = {}
    for name, indicator in (("staff", STAFF), ("budget", BUDGET)):
        before, after = (_measure(own, indicator) for own in facts)
        for when, measure in (("before", before), ("after", after)):
            fields[f"{name}_{when}"] = measure and measure.value
            fields[f"{name}_max_{when}"] = measure and measure.value_max
            fields[f"{name}_scope_{when}"] = measure and measure.scope
        fields[f"{name}_change"] = after.minus(before) if before and after else None
    return fields


def _change(rows: tuple[SurveyRow | None, SurveyRow | None], statuses: list[Status | None]) -> Change:
    before, after = statuses
    if not rows[0] or not rows[1]:
        return Change.NEW if rows[1] else Change.GONE if rows[0] else Change.NO_ROW
    if before is None or after is None:
        return Change.NO_STATUS
    order = list(Status)
    steps = order.index(after) - order.index(before)
    return Change.GAINED if steps > 0 else Change.LOST if steps < 0 else Change.SAME


def _measure(facts: Iterable[Fact], indicator: str) -> Measure | None:
    fact = headline(facts, indicator)
    return Measure(float(fact.value), float(fact.value_max) if fact.value_max else None, fact.scope) if fact else None


def _cells(before: SurveyRow, after: SurveyRow, columns: Iterable[str], mask: NameMask) -> Iterator[CellChange]:
    code = before.region_code
    # A status that was not read is told by its words.
    if before.status is None or after.status is None:
        columns = ["statut", *columns]
    for column in columns:
        texts = [mask.apply(row.cells.get(column, ""), code).strip() for row in (before, after)]
        same_day = column == "date_ctd" and before.ctd_date is not None and before.ctd_date == after.ctd_date
        if not same_day and not is_same_text(*texts):
            yield CellChange(code, column, *texts)


_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("’‘‛ʼ`´′", "'"),
        **dict.fromkeys("«»“”„‟″", '"'),
        **dict.fromkeys("–—‒−‐‑•·▪", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
        "…": "...",
        "œ": "oe",
        "Œ": "OE",
        "ﬁ": "fi",
        "ﬂ": "fl",
    }
)


def is_same_text(first: str, second: str) -> bool:
    """Whether two texts say the same in the same words: white space, quotation marks, dashes and dots aside.

    A name that is masked in one edition is the one that stands there in the other.
    """
    one, other = _key(first), _key(second)
    if one == other:
        return True
    return _matches(one, other) or _matches(other, one)


def _key(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY))


_MASK_KEY = _key(MASK)


def _matches(masked: str, text: str) -> bool:
    parts = masked.split(_MASK_KEY)
    if len(parts) == 1:
        return False
    # Letters of a name, or of an address made of one; never a whole sentence.
    return re.fullmatch(r"[\w.'+@-]{1,60}".join(map(re.escape, parts)), text) is not None
