"""The survey: one row a region, its status and its answers, whatever spreadsheet it was saved from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..errors import CtdError
from ..i18n import tr
from ..regions import REGION_NAMES
from .columns import find_columns
from .matching import Match, Part, Refusal, match_region
from .report import DuplicateRow, MatchedRow, Problem, Report, UnmatchedRow
from .statuses import PRINTED_LABELS, Status, read_status
from .tables import Table, read_table


@dataclass(frozen=True)
class SurveyRow:
    """What the survey says of one region; `cells` holds its texts by column."""

    row: int
    region_code: str
    status: Status | None
    ctd_date: date | None
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Survey:
    """A survey read: at most one row a region by code, and the report of what became of every row."""

    rows: Mapping[str, SurveyRow]
    report: Report


def read_survey(path: Path, region_column: str | None = None) -> Survey:
    """Read a survey; columns are known by their headings, `region_column` overrides what tells the region.

    CtdError where the file is no readable table or has no column for the region or the status. What is
    wrong in a row is in the report: the first row of a region is kept, an unknown status is none.
    """
    table = read_table(path, count_known=lambda header: len(find_columns(header)))
    columns = find_columns(table.header)
    if region_column is not None:
        columns = _with_region_column(columns, region_column, table.header, path.name)
    _check_columns(columns, table.header, path.name)
    problems = [*table.problems, *_unread_columns(columns, table.header)]
    rows: dict[str, SurveyRow] = {}
    matched, unmatched, duplicates = [], [], []
    for number, values in table.rows:
        cells = {column: values[index] for column, index in columns.items()}
        match = match_region(cells.get("region_code"), cells.get("region"))
        problems.extend(_region_problems(match, number, columns, table))
        if isinstance(match, Refusal):
            unmatched.append(UnmatchedRow(number, match.value, match.suggestions))
        elif match.region_code in rows:
            duplicates.append(DuplicateRow(number, match.value, match.region_code))
        else:
            matched.append(MatchedRow(number, match.value, match.region_code, match.how))
            rows[match.region_code], oddities = _row(number, match.region_code, cells, columns, table)
            problems.extend(oddities)
    report = Report(
        survey_rows=len(table.rows),
        regions=len(REGION_NAMES),
        matched=tuple(matched),
        unmatched_rows=tuple(unmatched),
        duplicate_rows=tuple(duplicates),
        regions_without_row=tuple(code for code in REGION_NAMES if code not in rows),
        problems=tuple(problems),
    )
    return Survey(rows, report)


def _with_region_column(columns: dict[str, int], name: str, header: tuple[str, ...], file: str) -> dict[str, int]:
    if name not in header:
        message = tr("{file} has no column “{column}”; its columns are: {columns}.")
        raise CtdError(message.format(file=file, column=name, columns=", ".join(header)))
    others = {column: index for column, index in columns.items() if column not in ("region_code", "region")}
    return {"region": header.index(name), **others}


def _check_columns(columns: dict[str, int], header: tuple[str, ...], file: str) -> None:
    if not {"region_code", "region"} & columns.keys():
        message = tr("{file} has no column “region” or “region_code”; its columns are: {columns}.")
        raise CtdError(message.format(file=file, columns=", ".join(header)))
    if "statut" not in columns:
        message = tr("{file} has no column “statut”; its columns are: {columns}.")
        raise CtdError(message.format(file=file, columns=", ".join(header)))


def _unread_columns(columns: dict[str, int], header: tuple[str, ...]) -> Iterator[Problem]:
    for index, heading in enumerate(header):
        if heading and index not in columns.values():
            message = tr("The column “{column}” is not one of the survey's and was left out.")
            yield Problem(0, heading, "", message.format(column=heading))


def _region_problems(match: Match | Refusal, number: int, columns: dict[str, int], table: Table) -> Iterator[Problem]:
    headings: dict[Part, str] = {
        "code": _heading("region_code", columns, table),
        "name": _heading("region", columns, table),
    }
    if isinstance(match, Refusal):
        yield Problem(number, headings["name"] or headings["code"], match.value, match.message)
        return
    for remark in match.remarks:
        yield Problem(number, headings[remark.part], remark.value, remark.message)


def _heading(column: str, columns: dict[str, int], table: Table) -> str:
    return table.header[columns[column]] if column in columns else ""


def _row(
    number: int, region_code: str, cells: dict[str, str], columns: dict[str, int], table: Table
) -> tuple[SurveyRow, list[Problem]]:
    status, created = read_status(cells["statut"]), None
    problems = []
    if status is None:
        message = status_message(cells["statut"], REGION_NAMES[region_code])
        problems.append(Problem(number, _heading("statut", columns, table), cells["statut"], message))
    written = cells.get("date_ctd", "")
    try:
        created = _full_date(written)
    except ValueError:
        message = tr("“{value}” is not a date of the calendar; correct it.").format(value=written)
        problems.append(Problem(number, _heading("date_ctd", columns, table), written, message))
    return SurveyRow(number, region_code, status, created, cells), problems


def status_message(value: str, region: str) -> str:
    """Return the sentence on a status cell that is empty or not understood."""
    known = ", ".join(PRINTED_LABELS.values())
    if not value:
        return tr("{region} has no status; write one of: {known}.").format(region=region, known=known)
    message = tr("“{value}” is no known status, so {region} has none; write one of: {known}.")
    return message.format(value=value, region=region, known=known)


def _full_date(text: str) -> date | None:
    """Return the date of a cell that is nothing but a day (24/02/2025, 2025-02-24); ValueError for 31/02."""
    french = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
    if french:
        return date(int(french[3]), int(french[2]), int(french[1]))
    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?", text)
    return date(int(iso[1]), int(iso[2]), int(iso[3])) if iso else None
