"""The report on reading and joining a survey, row by row, and its JSON file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import CtdError
from ..files import replacing
from ..i18n import tr

if TYPE_CHECKING:
    from .places.region_match import MatchMethod


@dataclass(frozen=True)
class MatchedRow:
    """A row used for a region; `value` is the text by which the region was recognised."""

    row: int
    value: str
    region_code: str
    how: MatchMethod


@dataclass(frozen=True)
class UnmatchedRow:
    """A row whose region was not recognised, and the names that may have been meant."""

    row: int
    value: str
    suggestions: tuple[str, ...]


@dataclass(frozen=True)
class DuplicateRow:
    """A row left out because another one is used for the same region."""

    row: int
    value: str
    region_code: str


@dataclass(frozen=True)
class Problem:
    """A problem in the input; row 0 is the file as a whole, column "" the whole row."""

    row: int
    column: str
    value: str
    message: str

    def in_place(self) -> str:
        """Return the message with the row and column that it is about in front."""
        if not self.row:
            return self.message
        place = tr("Row {row}, column “{column}”: ") if self.column else tr("Row {row}: ")
        return place.format(row=self.row, column=self.column) + self.message


@dataclass(frozen=True)
class Report:
    """How the rows of a survey were used; they are counted from 1 below the header."""

    survey_rows: int
    regions: int
    matched: tuple[MatchedRow, ...]
    unmatched_rows: tuple[UnmatchedRow, ...]
    duplicate_rows: tuple[DuplicateRow, ...]
    regions_without_row: tuple[str, ...]
    problems: tuple[Problem, ...]

    def with_problems(self, problems: Iterable[Problem]) -> Report:
        """Return this report with more problems appended."""
        return replace(self, problems=(*self.problems, *problems))

    def to_json(self) -> str:
        """Return the report as JSON."""
        # Not by `asdict`, which would copy tens of thousands of rows first.
        return json.dumps(self, default=vars, ensure_ascii=False, indent=2) + "\n"


_REPORT_KEYS = frozenset(("survey_rows",))


def check_report(path: Path, keys: Set[str] = _REPORT_KEYS) -> None:
    """Raise CtdError where `path` is an existing file that is no such report: it must not be replaced.

    `keys` are those by which the JSON of a report is recognised.
    """
    if path.exists() and not _has_keys(path, keys):
        raise CtdError(
            tr("{file} is not a report of this plugin and was not replaced; choose another name.").format(file=path)
        )


def write_report(report: Report, path: Path) -> None:
    """Write a report as JSON; raises CtdError where that fails or would replace a file that is no such report."""
    write_json_report(report.to_json(), path, _REPORT_KEYS)


def write_json_report(text: str, path: Path, keys: Set[str]) -> None:
    """Write the JSON of a report; raises CtdError as `write_report`."""
    check_report(path, keys)
    with replacing(path) as beside:
        beside.write_text(text, encoding="utf-8", newline="\n")


def _has_keys(path: Path, keys: Set[str]) -> bool:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(content, dict) and keys <= content.keys()
