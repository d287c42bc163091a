"""The rows of a survey that the user reviews: doubtful ones first, and limited in number."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from ...text import one_line
from ..places.region_match import MatchMethod
from ..survey.decisions import Decisions, decided_columns, written_region
from ..survey.reader import Survey
from ..tables.reader import Table

MOST_SHOWN = 300
"""Rows in a list; more, of a large table that matches nothing, are only counted."""
_MOST_OFFERED = 50


@dataclass(frozen=True)
class ReviewedRow:
    """A row, how it writes its region, and how that was understood: as `region_code`, "" for none."""

    row: int
    written: str
    region_code: str = ""
    how: MatchMethod | None = None
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True)
class OfferedRow:
    """One of several rows of a region, from which the user chooses."""

    row: int
    written: str
    status: str


@dataclass(frozen=True)
class Review:
    """The rows to review; `hidden` counts those of no region that are not listed.

    `several` maps the code of each region with several rows to the one used, and to the first of all its rows.
    """

    rows: tuple[ReviewedRow, ...]
    hidden: int
    several: dict[str, tuple[OfferedRow, tuple[OfferedRow, ...]]]


def review_rows(table: Table, survey: Survey, decisions: Decisions) -> Review:
    """Return the rows to review: those of no region, with suggestions first, those of similar spelling, the others."""
    report, columns = survey.report, decided_columns(table.header, decisions)
    places = [columns.get("region_code"), columns.get("region")]

    def written(row: int) -> str:
        return written_region(*(None if place is None else cells[row][place] for place in places))

    def offered(row: int) -> OfferedRow:
        return OfferedRow(row, written(row), one_line(cells[row][columns["statut"]]))

    suggested = (row for row in report.unmatched_rows if row.suggestions)
    unsuggested = (row for row in report.unmatched_rows if not row.suggestions)
    unmatched = list(islice((row for rows in (suggested, unsuggested) for row in rows), MOST_SHOWN - report.regions))
    matched = sorted(report.matched, key=lambda row: (row.how is not MatchMethod.FUZZY, row.row))
    others: dict[str, list[int]] = {}
    for duplicate in report.duplicate_rows:
        rows = others.setdefault(duplicate.region_code, [])
        if len(rows) < _MOST_OFFERED:
            rows.append(duplicate.row)
    used = {row.region_code: row.row for row in report.matched}
    # Only the few rows shown, of a table that may have millions.
    shown = {row.row for row in unmatched} | {row.row for row in matched}
    shown.update(*others.values())
    cells = {number: values for number, values in table.rows if number in shown}
    return Review(
        rows=(
            *(ReviewedRow(row.row, written(row.row), suggestions=row.suggestions) for row in unmatched),
            *(ReviewedRow(row.row, written(row.row), row.region_code, row.how) for row in matched),
        ),
        hidden=len(report.unmatched_rows) - len(unmatched),
        several={
            code: (offered(used[code]), tuple(offered(row) for row in sorted([used[code], *rows])))
            for code, rows in others.items()
        },
    )
