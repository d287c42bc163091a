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
from ..places.column_level import ColumnLevel, column_level
from ..places.headings import Level
from ..places.region_match import Match, MatchMethod, Part, Refusal, Remark, match_region
from ..report import DuplicateRow, MatchedRow, Problem, Report, UnmatchedRow
from ..tables.reader import MOST_REPORTED, Table, read_table
from .carried import read_carried
from .decisions import UNUSED, Decisions, decided_columns, written_region
from .form import known_columns, read_form
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


def read_survey(
    path: Path, region_column: str | None = None, sheet: str | None = None, decisions: Decisions = UNDECIDED
) -> Survey:
    """Read a survey from a file; columns are recognised by their headings.

    `region_column` is the heading of the column with the regions, `decisions` override what the reader would choose.
    Problems in rows are in the report: the first row of a region is used, an unknown status is None. Raises CtdError
    where the file is no readable table or has no column for the region or the status.
    """
    return survey_of(read_survey_table(path, sheet), path.name, decisions, region_column)


def read_survey_table(path: Path, sheet: str | None = None) -> Table:
    """Read the table of a survey, or the form of one region; CtdError where the file is no readable table."""
    table = read_table(path, count_known=known_columns, sheet=sheet)
    form = read_form(table)
    return form.table if form and form.table.rows else table


def survey_of(table: Table, file: str, decisions: Decisions = UNDECIDED, region_column: str | None = None) -> Survey:
    """Return the survey in a table, as `read_survey` does; `file` is its name in messages."""
    columns = decided_columns(table.header, decisions)
    if region_column is not None:
        columns = _with_region_column(columns, region_column, table.header, file)
    _check_columns(columns, table.header, file)
    candidates, duplicates, unmatched, problems = _find_candidates(table, columns, decisions)
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


@dataclass(frozen=True)
class _Candidate:
    """A row whose region was recognised."""

    row: int
    written: str
    values: tuple[str, ...]
    match: Match


# A survey of 18 regions never has more. Of larger tables, not every row is compared with similar names or listed.
_MOST_COMPARED = 200
_MOST_REMEMBERED = 10_000
_MOST_LISTED = 50_000


def _find_candidates(
    table: Table, columns: dict[str, int], decisions: Decisions
) -> tuple[dict[str, _Candidate], list[DuplicateRow], list[UnmatchedRow], list[Problem]]:
    """Return the row of each region (the one decided, else the first), its other rows, rows of none, and problems."""
    has_codes, other_level, other_levels = _region_columns(columns, table)
    places = [columns.get("region_code"), columns.get("region")]
    matcher = _Matcher(decisions, other_level, has_codes=has_codes)
    candidates: dict[str, _Candidate] = {}
    duplicates: list[DuplicateRow] = []
    unmatched: list[UnmatchedRow] = []
    problems: list[Problem] = []
    for other in other_levels:
        message = tr("The column “{column}” refers to {levels}, not to regions.")
        problems.append(Problem(0, other.heading, "", message.format(column=other.heading, levels=other.levels_text())))
    refused = others = unreported = 0
    for number, values in table.rows:
        written, match = matcher.match(tuple(None if place is None else values[place] for place in places))
        if isinstance(match, Refusal):
            refused += 1
            if refused <= _MOST_LISTED:
                unmatched.append(UnmatchedRow(number, match.value, match.suggestions))
            if refused <= MOST_REPORTED:
                problems.extend(_region_problems(match, number, columns, table))
            continue
        candidate = _Candidate(number, written, values, match)
        first = candidates.setdefault(match.region_code, candidate)
        if first is not candidate:
            others += 1
            if _is_decided(candidate, decisions) and not _is_decided(first, decisions):
                candidates[match.region_code], candidate = candidate, first
            if others <= _MOST_LISTED:
                duplicates.append(DuplicateRow(candidate.row, candidate.match.value, match.region_code))
        if others <= MOST_REPORTED or candidates[match.region_code].row == number:
            problems.extend(_region_problems(match, number, columns, table))
        else:
            unreported += len(match.remarks)
    problems.extend(_limit_problems(matcher.compared, refused, others, unreported))
    return candidates, duplicates, unmatched, problems


def _is_decided(candidate: _Candidate, decisions: Decisions) -> bool:
    choice = decisions.rows.get(candidate.match.region_code)
    return choice is not None and (candidate.row, candidate.written) == (choice.row, choice.written)


def _limit_problems(compared: int, refused: int, others: int, unreported: int) -> Iterator[Problem]:
    """Yield a problem for each limit that was exceeded."""
    if compared > _MOST_COMPARED:
        message = tr("Only the first {count} names were matched approximately; the others had to be exact.")
        yield Problem(0, "", "", message.format(count=_MOST_COMPARED))
    if refused > MOST_REPORTED:
        message = tr("{count} rows match no region; only the first {told} are listed.")
        yield Problem(0, "", "", message.format(count=refused, told=MOST_REPORTED))
    if unreported:
        message = tr("{count} more similar remarks are not listed.")
        yield Problem(0, "", "", message.format(count=unreported))
    unlisted = max(0, refused - _MOST_LISTED) + max(0, others - _MOST_LISTED)
    if unlisted:
        message = tr("{count} rows without a region, or duplicating one, are too many to be listed.")
        yield Problem(0, "", "", message.format(count=unlisted))


def _region_columns(columns: dict[str, int], table: Table) -> tuple[bool, ColumnLevel | None, list[ColumnLevel]]:
    """Return whether codes can be used, the level of the rows where that is not regions, and all other levels found.

    Codes of departments beside names of regions are those of their seats, but names of departments are the rows' own.
    """
    texts = {str(place): table.column(place) for place in range(len(table.header))}
    levels = {
        column: column_level(table.header[columns[column]], texts[str(columns[column])], texts)
        for column in ("region_code", "region")
        if column in columns
    }
    others = {column: one for column, one in levels.items() if one.by_values and Level.REGION not in one.levels}
    name = levels.get("region")
    is_by_name = name is not None and Level.REGION in name.levels & name.by_values
    if "region_code" in others and is_by_name:
        return False, None, [*others.values()]
    return "region_code" in columns, others.get("region") or others.get("region_code"), [*others.values()]


def _refuse_other_level(written: str, match: Match | Refusal, other_level: ColumnLevel) -> Match | Refusal:
    """Refuse the region of a row of another level, which has its code or name by chance."""
    if isinstance(match, Refusal):
        return match
    message = tr("“{value}” is listed among {levels} (column “{column}”) and is not read as {region}.")
    region = PRINTED_NAMES[match.region_code]
    message = message.format(value=written, levels=other_level.levels_text(), column=other_level.heading, region=region)
    return Refusal(written, message, (REGION_NAMES[match.region_code],))


class _Matcher:
    """Matches rows to regions and remembers the results; `compared` counts the different texts."""

    def __init__(self, decisions: Decisions, other_level: ColumnLevel | None, *, has_codes: bool) -> None:
        self.compared = 0
        self._has_codes = has_codes
        self._decisions = decisions
        self._other_level = other_level
        self._known: dict[tuple[str | None, ...], tuple[str, Match | Refusal]] = {}

    def match(self, key: tuple[str | None, ...]) -> tuple[str, Match | Refusal]:
        """Return how a row writes its region, and the match; `key` has its code cell and its name cell."""
        found = self._known.get(key)
        if found is None:
            written = written_region(*key)
            match = self._match(key, written)
            if self._other_level and written not in self._decisions.regions:
                match = _refuse_other_level(written, match, self._other_level)
            found = written, match
            self.compared += 1
            if len(self._known) < _MOST_REMEMBERED:
                self._known[key] = found
        return found

    def _match(self, key: tuple[str | None, ...], written: str) -> Match | Refusal:
        code = self._decisions.regions.get(written)
        if code is None:
            code_cell = key[0] if self._has_codes else None
            return match_region(code_cell, key[1], fuzzy=self.compared < _MOST_COMPARED)
        if code == UNUSED:
            return Refusal(written, tr("“{value}” was ignored, as chosen.").format(value=written))
        message = tr("“{value}” was read as {name}, as chosen.").format(value=written, name=PRINTED_NAMES[code])
        return Match(code, MatchMethod.ALIAS, written, (Remark("name" if key[1] else "code", written, message),))


def _with_region_column(columns: dict[str, int], name: str, header: tuple[str, ...], file: str) -> dict[str, int]:
    if name not in header:
        message = tr("{file} has no column “{column}”; its columns are: {columns}.")
        raise CtdError(message.format(file=file, column=listed([name]), columns=listed(header)))
    others = {column: index for column, index in columns.items() if column not in ("region_code", "region")}
    return {"region": header.index(name), **others}


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
    candidate: _Candidate, columns: dict[str, int], table: Table, decisions: Decisions
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
        problems.append(Problem(number, _heading("statut", columns, table), cells["statut"], message))
    elif decided is not None:
        message = _decided_status_message(cells["statut"], status)
        problems.append(Problem(number, _heading("statut", columns, table), cells["statut"], message))
    written = cells.get("date_ctd", "")
    try:
        created = _full_date(written)
    except ValueError:
        message = tr("“{value}” is not a valid date; correct it.").format(value=written)
        problems.append(Problem(number, _heading("date_ctd", columns, table), written, message))
    for part in unread:
        message = tr("“{value}” names no answer and year of an earlier edition; write, for example, “moyens: 2025”.")
        problems.append(Problem(number, _heading(CARRIED, columns, table), part, message.format(value=part)))
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
