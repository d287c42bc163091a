"""Masking personal names in the report of a survey."""

from __future__ import annotations

from dataclasses import replace

from ..columns import find_columns
from ..report import Problem, Report
from .personal_names import MASK, NameMask


def masked_report(report: Report, mask: NameMask) -> Report:
    """Return a report with the names of persons masked; the same report where the mask has no names."""
    if not mask.names:
        return report
    regions = {row.row: row.region_code for row in report.matched}
    regions.update((row.row, row.region_code) for row in report.duplicate_rows)
    return replace(
        report,
        matched=tuple(replace(row, value=mask.apply(row.value, row.region_code)) for row in report.matched),
        unmatched_rows=tuple(replace(row, value=mask.apply(row.value, None)) for row in report.unmatched_rows),
        duplicate_rows=tuple(
            replace(row, value=mask.apply(row.value, row.region_code)) for row in report.duplicate_rows
        ),
        problems=tuple(masked_problem(problem, mask, regions.get(problem.row)) for problem in report.problems),
    )


def masked_problem(problem: Problem, mask: NameMask, region_code: str | None = None) -> Problem:
    """Return a problem with the names of persons masked; values in the column of respondents are masked whole."""
    if not mask.names:
        return problem
    if "repondant" in find_columns((problem.column,)) and problem.value:
        hidden = problem.message.replace(problem.value, MASK)
        return replace(problem, value=MASK, message=mask.apply(hidden, region_code))
    value, message = (mask.apply(text, region_code) for text in (problem.value, problem.message))
    return replace(problem, value=value, message=message)
