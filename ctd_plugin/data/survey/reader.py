"""Reading a survey from a table: one row for each region, with its status and answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ...errors import CtdError
from ...i18n import tr
from ...regions import PRINTED_NAMES, REGION_NAMES
from ...text import listed, one_line
from ..columns import CARRIED, names_of
from ..report import MatchedRow, Problem, Report
from ..tables.reader import Table, read_table
from .carried import read_carried
from .decisions import UNUSED, Decisions, decided_columns
from .form import known_columns, read_form
from .region_rows import RegionRow, find_region_rows, heading_of
from .status import PRINTED_LABELS, Status, read_status

UNDECIDED = Decisions()


@dataclass(frozen=True)
class SurveyRow:
    """The answers for one region; `row` counts from 1 below the header, `cells` are the texts by column.

    `carried` is column → year of the earlier edition from which that answer is carried over, as nobody renewed it.
    """

    row: int
    region_code: str
    status: Status | None
    ctd_date: date | None
    cells: Mapping[str, str]
    carried: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Survey:
    """A survey: at most one row for each region, by its code, and the report on all rows of the table.

    `unread` are the headings of columns that were left out, though nobody decided so.
    """

    rows: Mapping[str, SurveyRow]
    report: Report
    unread: tuple[str, ...] = ()


def read_survey(path: Path) -> Survey:
    """Read a survey from a file, as `survey_of` does; CtdError also where the file is no readable table."""
    return survey_of(read_survey_table(path), path.name)


def read_survey_table(path: Path, sheet: str | None = None) -> Table:
    """Read the table of a survey, or the form of one region; CtdError where the file is no readable table."""
    table = read_table(path, count_known=known_columns, sheet=sheet)
    form = read_form(table)
    return form.table if form and form.table.rows else table


def survey_of(table: Table, file: str, decisions: Decisions = UNDECIDED) -> Survey:
    """Return the survey in a table, whose columns are recognised by their headings; `file` is its name in messages.

    `decisions` override what the reader would choose. Problems in rows are in the report: the first row of a region is
    used, an unknown status is None. Raises CtdError where there is no column for the region or the status.
    """
    columns = decided_columns(table.header, decisions)
    _check_columns(columns, table.header, file)
    candidates, duplicates, unmatched, problems = find_region_rows(table, columns, decisions)
    rows: dict[str, SurveyRow] = {}
    matched: list[MatchedRow] = []
    for code, candidate in sorted(candidates.items(), key=lambda item: item[1].row):
        matched.append(MatchedRow(candidate.row, candidate.match.value, code, candidate.match.how))
        rows[code], row_problems = _row(candidate, columns, table, decisions)
        problems.extend(row_problems)
    problems.sort(key=lambda problem: problem.row)
    report = Report(
        survey_rows=len(table.rows),
        regions=len(REGION_NAMES),
        matched=tuple(matched),
        unmatched_rows=tuple(unmatched),
        duplicate_rows=tuple(sorted(duplicates, key=lambda duplicate: duplicate.row)),
        regions_without_row=tuple(code for code in REGION_NAMES if code not in rows),
        problems=(*table.problems, *_unread_columns(columns, table.header), *problems),
    )
    decided = {name for name, target in decisions.columns.items() if target == UNUSED}
    names = zip(names_of(table.header), _unread_headings(columns, table.header), strict=True)
    return Survey(rows, report, tuple(heading for name, heading in names if heading and name not in decided))


def _check_columns(columns: dict[str, int], header: tuple[str, ...], file: str) -> None:
    if not {"region_code", "region"} & columns.keys():
        message = tr("{file} has no column “region” or “region_code”; its columns are: {columns}.")
        raise CtdError(message.format(file=file, columns=listed(header)))
    if "statut" not in columns:
        message = tr("{file} has no column “statut”; its columns are: {columns}.")
        raise CtdError(message.format(file=file, columns=listed(header)))


def _unread_columns(columns: dict[str, int], header: tuple[str, ...]) -> Iterator[Problem]:
    for heading in _unread_headings(columns, header):
        if heading:
            message = tr("Column “{column}” ignored: not a survey column.")
            yield Problem(0, heading, "", message.format(column=heading))


def _unread_headings(columns: dict[str, int], header: tuple[str, ...]) -> list[str]:
    """Return a heading for each column that is none of the survey's, "" for the others."""
    return ["" if index in columns.values() else heading for index, heading in enumerate(header)]


def _row(
    candidate: RegionRow, columns: dict[str, int], table: Table, decisions: Decisions
) -> tuple[SurveyRow, list[Problem]]:
    number, region_code = candidate.row, candidate.match.region_code
    cells = {column: candidate.values[index] for column, index in columns.items()}
    carried, unread = read_carried(cells.pop(CARRIED, ""))
    decided = decisions.statuses.get(one_line(cells["statut"]))
    status = read_status(cells["statut"] if decided is None else decided)
    created = None
    problems = []
    if status is None and decided is None:
        message = status_message(cells["statut"], PRINTED_NAMES[region_code])
        problems.append(Problem(number, heading_of("statut", columns, table), cells["statut"], message))
    elif decided is not None:
        message = _decided_status_message(cells["statut"], status)
        problems.append(Problem(number, heading_of("statut", columns, table), cells["statut"], message))
    written = cells.get("date_ctd", "")
    try:
        created = _full_date(written)
    except ValueError:
        message = tr("“{value}” is not a valid date; correct it.").format(value=written)
        problems.append(Problem(number, heading_of("date_ctd", columns, table), written, message))
    for part in unread:
        message = tr("“{value}” names no answer and year of an earlier edition; write, for example, “moyens: 2025”.")
        problems.append(Problem(number, heading_of(CARRIED, columns, table), part, message.format(value=part)))
    # An answer that is empty is none, wherever it came from.
    carried = {column: year for column, year in carried.items() if cells.get(column)}
    return SurveyRow(number, region_code, status, created, cells, carried), problems


def status_message(value: str, region: str) -> str:
    """Return the sentence on a status cell that is empty or unknown."""
    known = ", ".join(PRINTED_LABELS.values())
    if not value:
        return tr("{region} has no status; use one of: {known}.").format(region=region, known=known)
    message = tr("“{value}” is not a known status: {region} has no status; use one of: {known}.")
    return message.format(value=value, region=region, known=known)


def _decided_status_message(value: str, status: Status | None) -> str:
    if status is None:
        return tr("The status “{value}” was ignored, as chosen.").format(value=value)
    return tr("The status “{value}” was read as “{label}”, as chosen.").format(
        value=value, label=PRINTED_LABELS[status]
    )


def _full_date(text: str) -> date | None:
    """Return the date of a cell that is only a day (24/02/2025, 2025-02-24); raises ValueError for 31/02."""
    french = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
    if french:
        return date(int(french[3]), int(french[2]), int(french[1]))
    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?", text)
    return date(int(iso[1]), int(iso[2]), int(iso[3])) if iso else None
