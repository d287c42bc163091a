"""Reading one file that came back: every sheet of it, every region in it, and what it newly answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from ...errors import CtdError
from ...i18n import tr
from ...regions import PRINTED_NAMES, REGION_NAMES
from ...text import listed
from ..columns import ANSWER_COLUMNS, SURVEY_COLUMNS, find_columns, is_still_valid_heading
from ..places.region_in_name import region_in_name
from ..report import Problem
from ..survey.decisions import Decisions, written_region
from ..survey.form import Form, known_columns, means_yes, read_form
from ..survey.interview_dates import read_day
from ..survey.reader import Survey, SurveyRow, survey_of
from ..tables.reader import Table, read_table
from ..tables.workbook_reader import workbook_kind
from ..template.marker import MARKER_SHEET, TemplateMarker, answer_hash, read_marker
from ..template.survey_template import helper_sheets
from .base import BaseEdition
from .collection import ABOUT_INTERVIEW, AnswerDates, FileState, ReturnedAnswers, ReturnedFile
from .file_dates import document_date, file_date
from .folder import TABLE_SUFFIXES

_LEAST_KNOWN = 2
"""The survey's columns that a sheet must have to be read."""
_INTERVIEW_AHEAD = timedelta(days=60)
"""A day without its year lies at most so long after the file was saved; else it is of the year before."""


def read_returned(path: Path, name: str, base: BaseEdition | None = None, region: str = "") -> ReturnedFile:
    """Read a file that came back; `region` is the code that a person gave to a file without one.

    Never raises for the file's sake: what cannot be read is a state and a sentence.
    """
    try:
        return _Reading(path, name, base, region).read()
    except CtdError as error:
        return ReturnedFile(name, FileState.UNREADABLE, str(error))


@dataclass
class _Reading:
    path: Path
    name: str
    base: BaseEdition | None
    region: str
    problems: dict[str, None] = field(default_factory=dict)
    answers: list[ReturnedAnswers] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    marker: TemplateMarker | None = None

    def read(self) -> ReturnedFile:
        sheets = self._sheets()
        self.file, self.document = file_date(self.path), document_date(self.path)
        for sheet, form in sheets:
            self._read_sheet(sheet, form)
        state, message = self._state()
        proposed = ""
        if state is FileState.NO_REGION:
            proposed = region_in_name((*(sheet.sheet or "" for sheet, _ in sheets), *reversed(Path(self.name).parts)))
            if proposed:
                message += " " + tr("Its name suggests {region}: confirm it.").format(region=PRINTED_NAMES[proposed])
        return ReturnedFile(self.name, state, message, _with_ids(self.answers), tuple(self.problems), proposed)

    def _sheets(self) -> list[tuple[Table, Form | None]]:
        """Return the sheets that have columns of the survey, or are a form, with it; CtdError where there is none."""
        kept = []
        tables = self._tables()
        for table in tables:
            form = read_form(table)
            if form or known_columns(table.header) >= _LEAST_KNOWN:
                kept.append((table, form))
            elif table.sheet:
                self._note(tr("Sheet “{sheet}” ignored: no column of the survey.").format(sheet=table.sheet))
        if not kept:
            message = tr("{file} has no column of the survey; its columns are: {columns}.")
            raise CtdError(message.format(file=self.path.name, columns=listed(tables[0].header)))
        return kept

    def _tables(self) -> list[Table]:
        """Return the sheets that may hold answers, and read the marker."""
        suffix = self.path.suffix.lower()
        if suffix and suffix not in TABLE_SUFFIXES:
            message = tr("{file} is not a spreadsheet: copy its answers into a form.")
            raise CtdError(message.format(file=self.path.name))
        first = self._table()
        # By the content: a CSV may be called .xlsx.
        names = first.sheets if workbook_kind(self.path) else ()
        tables, helpers = [first], helper_sheets()
        for sheet in names:
            if sheet == MARKER_SHEET:
                self.marker = read_marker(read_table(self.path, sheet=sheet))
            elif sheet != first.sheet and sheet not in helpers:
                try:
                    tables.append(self._table(sheet))
                except CtdError:
                    # A heading alone, or a note.
                    continue
        return tables

    def _table(self, sheet: str | None = None) -> Table:
        table = read_table(self.path, known_columns, sheet)
        # All sheets are read, whichever is the first.
        told = (problem for problem in table.problems if not _is_on_sheets(problem, table.sheet))
        return replace(table, problems=tuple(told))

    def _read_sheet(self, table: Table, form: Form | None) -> None:
        if form:
            for words in form.doubtful:
                message = tr("“{value}” in “Still valid?” is neither yes nor no, and was read as no.")
                self._note(message.format(value=words))
            table = form.table
        if not table.rows:
            return
        table = self._with_region(_with_status(table))
        if not {"region", "region_code"} & find_columns(table.header).keys():
            self.unmatched.append("")
            return
        valid = _valid_places(table)
        for survey in _surveys(table, self.path.name):
            self._add_problems(survey)
            for row in survey.rows.values():
                ticked = form.valid if form else _valid_columns(row, table, valid)
                self.answers.append(self._answers(row, table.sheet or "", ticked, form))

    def _with_region(self, table: Table) -> Table:
        """Return a table with the region that a person gave to a file of one row without one."""
        columns = find_columns(table.header)
        if not self.region or len(table.rows) != 1:
            return table
        places = {columns[column]: column for column in ("region", "region_code") if column in columns}
        number, cells = table.rows[0]
        written = written_region(*(cells[columns[c]] if c in columns else None for c in ("region_code", "region")))
        if places and _surveys_one(table, self.path.name, written):
            return table
        given = {"region": REGION_NAMES[self.region], "region_code": self.region}
        row = tuple(given[places[place]] if place in places else text for place, text in enumerate(cells))
        if places:
            return replace(table, rows=((number, row),))
        return replace(table, header=(*table.header, "region"), rows=((number, (*row, given["region"])),))

    def _add_problems(self, survey: Survey) -> None:
        """Keep what the reader found, but for what a file of a campaign is like: titles, and no status yet."""
        self.unmatched += [row.value for row in survey.report.unmatched_rows]
        for problem in survey.report.problems:
            is_status = "statut" in find_columns((problem.column,))
            is_valid = is_still_valid_heading(problem.column)
            is_quiet = not problem.row and (self.marker is not None or is_valid)
            if not (is_status and not problem.value) and not is_quiet:
                self._note(problem.in_place())

    def _answers(self, row: SurveyRow, sheet: str, valid: frozenset[str], form: Form | None) -> ReturnedAnswers:
        code = row.region_code
        cells = {column: row.cells[column].strip() for column in ANSWER_COLUMNS if column in row.cells}
        if self.marker and code not in self.marker.hashes and len(self.marker.hashes) == 1:
            made_for = next(iter(self.marker.hashes))
            message = tr("Made for {region}, but filled in for {other}: read as {other}.")
            names = PRINTED_NAMES.get(made_for, made_for), PRINTED_NAMES[code]
            self._note(message.format(region=names[0], other=names[1]))
        is_old = self._earlier(row, cells, is_form=form is not None)
        if form and not self.marker and self.base is None:
            message = tr("The form was saved without its hidden sheet: unchanged answers count as new ones.")
            self._note(message)
        prefilled = self.marker.prefilled(code) if self.marker else {}
        answers: dict[str, str] = {}
        confirmed, unchanged = set(), set()
        for column, text in cells.items():
            if column in is_old and column in valid:
                # Names of persons may be masked in a template.
                answers[column] = (self.base.text(code, column) if self.base else "") or text
                confirmed.add(column)
            elif column in is_old:
                unchanged.add(column)
            elif text or column in prefilled:
                answers[column] = text
        return ReturnedAnswers(
            id="",
            file=self.name,
            sheet=sheet,
            row=row.row,
            region_code=code,
            dates=self._dates(answers.get("date_entretien", "")),
            answers=answers,
            confirmed=frozenset(confirmed),
            unchanged=frozenset(unchanged),
        )

    def _earlier(self, row: SurveyRow, cells: Mapping[str, str], *, is_form: bool) -> set[str]:
        """Return the columns whose text is an earlier edition's.

        A template knows them by its marker. Without one, a form is compared with the earlier edition cell by cell; a
        row of another table counts as new as soon as one of its cells is, for its cells may be short.
        """
        code = row.region_code
        old = {column for column in row.carried if cells.get(column)}
        if self.marker:
            hashes = self.marker.prefilled(code)
            return old | {c for c, text in cells.items() if text and hashes.get(c) == answer_hash(text)}
        if self.base is None:
            return old
        same = {c for c, text in cells.items() if text and answer_hash(text) == answer_hash(self.base.text(code, c))}
        if is_form:
            return old | same
        return old | same if self.base.is_same_row(code, cells) else old

    def _dates(self, written: str) -> AnswerDates:
        made_on = self.marker.made_on if self.marker else None
        near = (self.document or self.file).date()
        return AnswerDates(self.file, _full_day(written, near), made_on, self.document)

    def _state(self) -> tuple[FileState, str]:
        if any(has_answers(one) for one in self.answers):
            return FileState.TAKEN, ""
        if any(one.unchanged for one in self.answers):
            return FileState.UNCHANGED, tr("Returned without a new answer.")
        if self.answers:
            return FileState.EMPTY, tr("No answer is filled in.")
        named = listed([text for text in self.unmatched if text])
        if named:
            return FileState.NO_REGION, tr("No region is recognised in: {values}.").format(values=named)
        return FileState.NO_REGION, tr("The file does not say for which region it answers.")

    def _note(self, message: str) -> None:
        self.problems[message] = None


def _is_on_sheets(problem: Problem, sheet: str | None) -> bool:
    """Whether a problem says which of the sheets was read."""
    return not problem.row and not problem.column and bool(sheet) and problem.value == sheet


def has_answers(answers: ReturnedAnswers) -> bool:
    """Whether there is any answer, other than by whom and when."""
    return any(column not in ABOUT_INTERVIEW for column in answers.answers)


def _with_status(table: Table) -> Table:
    """Return a table with a column of the status, empty where it has none: a campaign may ask for less."""
    if "statut" in find_columns(table.header):
        return table
    return replace(table, header=(*table.header, "statut"), rows=tuple((n, (*cells, "")) for n, cells in table.rows))


def _surveys(table: Table, file: str) -> Iterator[Survey]:
    """Yield the survey in a table, and again those in its rows that repeat a region."""
    survey = survey_of(table, file)
    yield survey
    while survey.report.duplicate_rows:
        repeated = {row.row for row in survey.report.duplicate_rows}
        table = replace(table, rows=tuple(row for row in table.rows if row[0] in repeated), problems=())
        survey = survey_of(table, file)
        yield replace(survey, report=replace(survey.report, problems=(), unmatched_rows=()))


def _surveys_one(table: Table, file: str, written: str) -> bool:
    """Whether a table of one row names its region."""
    return bool(written) and bool(survey_of(table, file, Decisions()).rows)


def _valid_places(table: Table) -> list[int]:
    return [place for place, heading in enumerate(table.header) if is_still_valid_heading(heading)]


def _valid_columns(row: SurveyRow, table: Table, places: list[int]) -> frozenset[str]:
    """Return the columns that a row of a table declares still valid: all of them, or those that it names."""
    cells = next((cells for number, cells in table.rows if number == row.row), ())
    text = "; ".join(cells[place] for place in places if place < len(cells))
    if means_yes(text):
        return frozenset(SURVEY_COLUMNS)
    return frozenset(column for part in text.split(";") for column in find_columns((part.strip(),)))


def _full_day(written: str, near: date) -> date | None:
    """Return the day of an interview; without its year, the last such day when the file was saved."""
    day = read_day(written)
    if day is None:
        return None
    for year in [day.year] if day.year else [near.year + 1, near.year, near.year - 1]:
        try:
            found = date(year, day.month, day.day)
        except ValueError:
            continue
        if day.year or found <= near + _INTERVIEW_AHEAD:
            return found
    return None


def _with_ids(answers: list[ReturnedAnswers]) -> tuple[ReturnedAnswers, ...]:
    """Return the answers with an `id` each: the file's name, with the place where the file has a region twice."""
    counts: dict[str, int] = {}
    for one in answers:
        counts[one.region_code] = counts.get(one.region_code, 0) + 1
    return tuple(
        replace(one, id=one.file if counts[one.region_code] == 1 else f"{one.file} › {one.sheet} {one.row}".strip())
        for one in answers
    )
