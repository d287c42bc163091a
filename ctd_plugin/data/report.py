"""What became of each row: the report of a survey's reading and joining, and its JSON file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import CtdError
from ..files import replacing
from ..i18n import tr
from .places.region_match import MatchMethod


@dataclass(frozen=True)
class MatchedRow:
    """A row that speaks for a region; `value` is what was recognised."""

    row: int
    value: str
    region_code: str
    how: MatchMethod


@dataclass(frozen=True)
class UnmatchedRow:
    """A row whose region was not recognised, and what may have been meant."""

    row: int
    value: str
    suggestions: tuple[str, ...]


@dataclass(frozen=True)
class DuplicateRow:
    """A row left out because an earlier one speaks for the same region."""

    row: int
    value: str
    region_code: str


@dataclass(frozen=True)
class Problem:
    """Something odd in the input; row 0 is the file as a whole, an empty column the whole row."""

    row: int
    column: str
    value: str
    message: str

    def in_place(self) -> str:
        """Return the message after the row and column that it is about."""
        if not self.row:
            return self.message
        place = tr("Row {row}, column “{column}”: ") if self.column else tr("Row {row}: ")
        return place.format(row=self.row, column=self.column) + self.message


@dataclass(frozen=True)
class Report:
    """What became of a survey; rows are counted from 1 below the header."""

    survey_rows: int
    regions: int
    matched: tuple[MatchedRow, ...]
    unmatched_rows: tuple[UnmatchedRow, ...]
    duplicate_rows: tuple[DuplicateRow, ...]
    regions_without_row: tuple[str, ...]
    problems: tuple[Problem, ...]

    def with_problems(self, problems: Iterable[Problem]) -> Report:
        """Return this report with more problems at its end."""
        return replace(self, problems=(*self.problems, *problems))

    def to_json(self) -> str:
        """Return the text of report.json."""
        # By its fields at each level: asdict would copy tens of thousands of rows first.
        return json.dumps(self, default=vars, ensure_ascii=False, indent=2) + "\n"


def check_report(path: Path) -> None:
    """Raise CtdError where a file is there that is no such report: it is never replaced."""
    if path.exists() and not _is_report(path):
        raise CtdError(
            tr("{file} is not a report of this plugin and was not replaced; choose another name.").format(file=path)
        )


def write_report(report: Report, path: Path) -> None:
    """Write report.json whole or not at all; a file there that is no such report is left alone (CtdError)."""
    check_report(path)
    with replacing(path) as beside:
        beside.write_text(report.to_json(), encoding="utf-8", newline="\n")


def _is_report(path: Path) -> bool:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and "survey_rows" in content
