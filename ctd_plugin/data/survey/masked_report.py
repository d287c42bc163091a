"""Masking personal names in the report of a survey."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from ..columns import find_columns
from ..report import DuplicateRow, MatchedRow, Problem, Report, UnmatchedRow
from .personal_names import MASK, NameMask


def masked_report(report: Report, mask: NameMask) -> Report:
    """Return a report with the names of persons masked; the same report where the mask has no names."""
    if not mask.names:
        return report
    regions = {row.row: row.region_code for row in report.matched}
    regions.update((row.row, row.region_code) for row in report.duplicate_rows)
    return replace(
        report,
        matched=tuple(_masked_row(row, mask, row.region_code) for row in report.matched),
        unmatched_rows=tuple(_masked_row(row, mask, None) for row in report.unmatched_rows),
        duplicate_rows=tuple(_masked_row(row, mask, row.region_code) for row in report.duplicate_rows),
        problems=tuple(masked_problem(problem, mask, regions.get(problem.row)) for problem in report.problems),
    )


_Row = TypeVar("_Row", MatchedRow, UnmatchedRow, DuplicateRow)


def _masked_row(row: _Row, mask: NameMask, region_code: str | None) -> _Row:
    value = mask.apply(row.value, region_code)
    return row if value == row.value else replace(row, value=value)


def masked_problem(problem: Problem, mask: NameMask, region_code: str | None = None) -> Problem:
    """Return a problem with the names of persons masked; values in the column of respondents are masked whole."""
    if not mask.names:
        return problem
    if "repondant" in find_columns((problem.column,)) and problem.value:
        hidden = problem.message.replace(problem.value, MASK)
        return replace(problem, value=MASK, message=mask.apply(hidden, region_code))
    value, message = (mask.apply(text, region_code) for text in (problem.value, problem.message))
    return replace(problem, value=value, message=message)
