"""What changed between two editions of the survey: status, date, figures, payers, platforms, texts of each region."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...dates import short_date
from ...regions import REGION_NAMES
from ..columns import SURVEY_COLUMNS
from ..profile.figure import Figure
from ..profile.region_change import CellChange, Change, RegionChange
from ..survey.personal_names import MASK, NameMask
from ..survey.status import Status
from .payers_platforms import payer_changes, platform_changes

if TYPE_CHECKING:
    from ..survey.reader import SurveyRow
    from .edition import Edition

NOT_COMPARED = ("region_code", "region", "statut", "date_entretien", "repondant")
"""Columns about who was interviewed and when; the status is compared by its class."""


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
        names = ("before", "after")
        return [when for when in names if all(getattr(r, f"platforms_{when}") is None for r in self.regions)]

    @property
    def counts(self) -> Counter[str]:
        """How many regions each kind of change has."""
        return Counter(region.change for region in self.regions)


def compare(before: Edition, after: Edition, mask: NameMask) -> Comparison:
    """Compare two editions region by region; texts are compared and given with the names of `mask` hidden."""
    names = edition_names(before, after)
    shared = [column for column in SURVEY_COLUMNS if column in before.columns & after.columns]
    compared = [column for column in shared if column not in NOT_COMPARED]
    regions, cells = [], []
    for code in REGION_NAMES:
        rows = before.survey.rows.get(code), after.survey.rows.get(code)
        # An answer that was carried over is neither a change nor a confirmation.
        renewed = [column for column in compared if not (rows[1] and column in rows[1].carried)]
        changed = list(_cells(rows[0], rows[1], renewed, mask)) if rows[0] and rows[1] else []
        cells.extend(changed)
        counted = _counted(code, before, after)
        regions.append(_region(code, rows, counted, changed, names, mask))
    return Comparison(*names, tuple(regions), tuple(cells), dict(_unshared(before, after)))


def edition_names(before: Edition, after: Edition) -> tuple[str, str]:
    """Return two different names for the editions: with their dates, else with their folders."""
    plain = before.name, after.name
    dated = tuple(f"{e.name} ({short_date(e.made_on)})" if e.made_on else e.name for e in (before, after))
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
    counted: dict[str, Any],
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
        **counted,
        texts_changed=len(cells) if rows[0] and rows[1] else None,
        columns_changed=",".join(cell.column for cell in cells) or None,
        edition_before=names[0],
        edition_after=names[1],
        status_carried_after=(rows[1].carried.get("statut") if rows[1] else None),
    )


def _counted(code: str, before: Edition, after: Edition) -> dict[str, Any]:
    """Return the fields of a region's staff, budget, payers and platforms in the two editions."""
    first, second = before.profiles[code], after.profiles[code]
    return {
        **_figures("staff", first.staff, second.staff),
        **_figures("budget", first.budget, second.budget),
        **payer_changes(code, before, after),
        **platform_changes(code, before, after),
    }


def _figures(name: str, before: Figure | None, after: Figure | None) -> dict[str, Any]:
    """Return the fields of a figure in the two editions."""
    fields: dict[str, Any] = {f"{name}_change": after.minus(before) if before and after else None}
    for when, figure in (("before", before), ("after", after)):
        fields[f"{name}_{when}"] = figure and figure.value
        fields[f"{name}_max_{when}"] = figure and figure.value_max
        fields[f"{name}_scope_{when}"] = figure and figure.scope
        fields[f"{name}_covers_{when}"] = figure and figure.covers
        fields[f"{name}_about_{when}"] = figure and figure.is_approximate
    fields[f"{name}_carried_after"] = (after.carried_from or None) if after else None
    return fields


def _change(rows: tuple[SurveyRow | None, SurveyRow | None], statuses: list[Status | None]) -> Change:
    before, after = statuses
    if rows[1] and "statut" in rows[1].carried:
        return Change.CARRIED
    if not rows[0] or not rows[1]:
        return Change.NEW if rows[1] else Change.GONE if rows[0] else Change.NO_ROW
    if before is None or after is None:
        return Change.NO_STATUS
    order = list(Status)
    steps = order.index(after) - order.index(before)
    return Change.GAINED if steps > 0 else Change.LOST if steps < 0 else Change.SAME


def _cells(before: SurveyRow, after: SurveyRow, columns: Iterable[str], mask: NameMask) -> Iterator[CellChange]:
    code = before.region_code
    # A status that was not read is compared by its words.
    if (before.status is None or after.status is None) and "statut" not in after.carried:
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
    """Whether two texts have the same words: white space, quotation marks, dashes and dots aside.

    A name that is masked in one edition matches the name at its place in the other.
    """
    one, other = text_key(first), text_key(second)
    if one == other:
        return True
    return _matches(one, other) or _matches(other, one)


def text_key(text: str) -> str:
    """Return a text without white space, and with one spelling of quotation marks, dashes and dots."""
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY))


_MASK_KEY = text_key(MASK)


def _matches(masked: str, text: str) -> bool:
    parts = masked.split(_MASK_KEY)
    if len(parts) == 1:
        return False
    # Walked with all places at once, as bits of numbers: a pattern would try each length of each name with all others.
    letters = _bits(_IN_NAME.match(character) is not None for character in text)
    starts = {part: _starts(part, text) for part in {*parts[1:]}}
    reached = 1 << len(parts[0]) if text.startswith(parts[0]) else 0
    for part in parts[1:]:
        after_name, step = 0, reached
        for _ in range(_LONGEST_NAME):
            step = (step & letters) << 1
            after_name |= step
        reached = (after_name & starts[part]) << len(part)
        if not reached:
            return False
    return reached >> len(text) == 1


# Letters of a name, or of an address made of one; never a whole sentence.
_IN_NAME = re.compile(r"[\w.'+@-]")
_LONGEST_NAME = 60


def _starts(part: str, text: str) -> int:
    """Return a number with a bit for each place of a text where a part of it starts."""
    return _bits(text.startswith(part, place) for place in range(len(text) + 1))


def _bits(are_set: Iterable[bool]) -> int:
    return int("".join("1" if is_set else "0" for is_set in are_set)[::-1] or "0", 2)
