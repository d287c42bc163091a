"""What a person is shown of the rows of a survey: the doubtful ones first, and no more than can be looked through."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from ...text import one_line
from ..places.region_match import MatchMethod
from ..survey.decisions import Decisions, decided_columns, written_region
from ..survey.reader import Survey
from ..tables.reader import Table

MOST_SHOWN = 300
"""Rows of a list: a table of 100,000 rows has as many that match nothing, which are counted instead."""
_MOST_OFFERED = 50


@dataclass(frozen=True)
class ReviewedRow:
    """A row, what it says of its region, and how that was understood: as `region_code`, "" for none."""

    row: int
    written: str
    region_code: str = ""
    how: MatchMethod | None = None
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True)
class OfferedRow:
    """One of a region's several rows."""

    row: int
    written: str
    status: str


@dataclass(frozen=True)
class Review:
    """The rows to look at, how many of no region are not among them, and the regions with several rows.

    Of each such region, the first rows stand beside the one that counts, which is told first.
    """

    rows: tuple[ReviewedRow, ...]
    hidden: int
    several: dict[str, tuple[OfferedRow, tuple[OfferedRow, ...]]]


def review_rows(table: Table, survey: Survey, decisions: Decisions) -> Review:
    """Return what to show: rows of no region (those with a suggestion first), of a close spelling, and the others."""
    report, columns = survey.report, decided_columns(table.header, decisions)
    places = [columns.get("region_code"), columns.get("region")]

    def written(row: int) -> str:
        return written_region(*(None if place is None else cells[row][place] for place in places))

    def offered(row: int) -> OfferedRow:
        return OfferedRow(row, written(row), one_line(cells[row][columns["statut"]]))

    suggested = (row for row in report.unmatched_rows if row.suggestions)
    strange = (row for row in report.unmatched_rows if not row.suggestions)
    unmatched = list(islice((row for rows in (suggested, strange) for row in rows), MOST_SHOWN - report.regions))
    matched = sorted(report.matched, key=lambda row: (row.how is not MatchMethod.FUZZY, row.row))
    others: dict[str, list[int]] = {}
    for duplicate in report.duplicate_rows:
        rows = others.setdefault(duplicate.region_code, [])
        if len(rows) < _MOST_OFFERED:
            rows.append(duplicate.row)
    used = {row.region_code: row.row for row in report.matched}
    # Of a table with millions of rows a few are looked at.
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
