"""Reading a table from a CSV or a sheet of a workbook: its header, wherever that is, and its rows."""

from __future__ import annotations

import csv
import re
import struct
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import overload
from xml.parsers.expat import ExpatError

from ...causes import log_detail
from ...errors import CtdError
from ...files import missing_error, read_error
from ...i18n import tr
from ...text import one_line
from ...zip_reader import ZipError, ZipTooLarge
from ..report import Problem
from . import csv_reader, workbook_reader
from .cells import LONGEST_CELL, MOST_COLUMNS, SAMPLE_LINES, CellBudget, Line, is_error_value
from .workbook_reader import WorkbookSheet

MOST_BYTES = 300_000_000
MOST_REPORTED = 1000
"""Problems of single rows that are reported one by one; the others are only counted."""

KnownColumns = Callable[[tuple[str, ...]], int]
"""How many columns of a header are known."""
Row = tuple[int, tuple[str, ...]]
"""A row's number from 1 below the header, and its cells."""


class TableRows(Sequence[Row]):
    """The rows of a table in one list of cells: a tuple for each row would take several times the memory."""

    def __init__(self, width: int, rows: Iterable[tuple[int, Sequence[str]]] = ()) -> None:
        self._width = width
        self._numbers = array("q")
        self._cells: list[str] = []
        for number, cells in rows:
            self._numbers.append(number)
            self._cells += cells

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(index, slice):
            return tuple(map(self._row, range(*index.indices(len(self)))))
        return self._row(range(len(self))[index])

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(tuple.__eq__, self, other))

    __hash__ = None  # type: ignore[assignment]

    def column(self, place: int) -> list[str]:
        """Return the cells of a column, without making tuples of the rows."""
        return self._cells[place :: self._width]

    def numbers(self) -> Sequence[int]:
        """Return the number of each row."""
        return self._numbers

    def _row(self, index: int) -> Row:
        start = index * self._width
        return self._numbers[index], tuple(self._cells[start : start + self._width])


@dataclass(frozen=True)
class Table:
    """The header and rows of a table as text; `rows` pairs the number of each row with its cells.

    Rows are counted from 1 below the header, empty ones too, which are left out. No cell has more than LONGEST_CELL
    characters. `sheet` is the name of the sheet that was read, `sheets` are those of the workbook with any text.
    `header_row` is the row of the header in a spreadsheet program: that of another row is this and its number.
    """

    header: tuple[str, ...]
    rows: Sequence[Row]
    problems: tuple[Problem, ...]
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    header_row: int = 0

    def column(self, place: int) -> list[str]:
        """Return the cells of a column, in the order of the rows."""
        rows = self.rows
        return rows.column(place) if isinstance(rows, TableRows) else [cells[place] for _, cells in rows]

    def numbers(self) -> Sequence[int]:
        """Return the number of each row."""
        rows = self.rows
        return rows.numbers() if isinstance(rows, TableRows) else [number for number, _ in rows]


def read_table(path: Path, count_known: KnownColumns = lambda header: 0, sheet: str | None = None) -> Table:
    """Read a CSV (UTF-8, UTF-16, Windows-1252; any delimiter) or a sheet of an XLSX, XLS or ODS, by its content.

    `count_known` returns how many columns of a header are known, by which the header, the delimiter and (unless
    `sheet` names one) the sheet are chosen; else the first line with more than one cell is the header. Raises CtdError
    where the file is missing, empty, no table, encrypted, damaged, truncated or too large.
    """
    _check_readable(path)
    with _as_ctd_errors(path):
        read = _sheet(path, count_known, sheet)
        start = list(islice(read.lines, SAMPLE_LINES))
        if not start:
            raise CtdError(tr("{file} is empty; choose another file.").format(file=path.name))
        header_index = _header_index([cells for _, cells in start], count_known)
        cleaner = _Cleaner(path)
        for _, cells in start[:header_index]:
            cleaner.problems.append(_title_problem(cells))
        header_number, headings = start[header_index]
        header = cleaner.header(headings)
        numbered = ((number - header_number, cells) for number, cells in chain(start[header_index + 1 :], read.lines))
        rows = TableRows(len(header), cleaner.rows(numbered))
    if not rows:
        message = tr("{file} has a header but no rows; add one row per region.")
        raise CtdError(message.format(file=path.name))
    problems = (*read.problems, *cleaner.problems)
    return Table(header, rows, problems, read.name or None, read.names, header_number + 1)


def table_from_rows(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Return a table made of texts, such as the attributes of a layer."""
    cleaner = _Cleaner(None)
    names = cleaner.header(header)
    numbered = ((number, list(cells)) for number, cells in enumerate(rows, start=1))
    filled = ((number, cells) for number, cells in cleaner.rows(numbered) if any(cells))
    return Table(names, TableRows(len(names), filled), tuple(cleaner.problems))


_READ_ERRORS = (
    *(ValueError, ArithmeticError, LookupError, EOFError, OSError, RuntimeError, MemoryError),
    *(csv.Error, struct.error, zlib.error, ExpatError),
)
"""What the readers raise for damaged or malicious files; TypeError and AttributeError would be bugs of theirs."""


@contextmanager
def _as_ctd_errors(path: Path) -> Iterator[None]:
    """Raise the unexpected errors of all readers as CtdError."""
    try:
        yield
    except ZipTooLarge:
        raise
    except (ZipError, *_READ_ERRORS) as error:
        cause = error.__cause__ if isinstance(error, ZipError) else error
        if isinstance(cause, OSError) and cause.errno is not None:
            raise read_error(path, cause) from error
        log_detail(cause or error)
        message = tr(
            "{file} is damaged or not a spreadsheet; open it in a spreadsheet program, save it as XLSX or ODS."
        )
        raise CtdError(message.format(file=path.name)) from error


def _sheet(path: Path, count_known: KnownColumns, sheet: str | None) -> WorkbookSheet:
    def find_header(lines: Sequence[list[str]]) -> int:
        return _header_index(lines, count_known)

    def most_known(lines: Sequence[list[str]]) -> int:
        return max((count_known(_stripped(cells)) for cells in lines[:SAMPLE_LINES]), default=0)

    if path.stat().st_size > MOST_BYTES:
        message = tr("{file} is too large ({size} MB); keep only the rows and columns needed.")
        raise CtdError(message.format(file=path.name, size=path.stat().st_size // 10**6))
    kind = workbook_reader.workbook_kind(path)
    if kind is not None:
        return workbook_reader.read_lines(path, kind, sheet, most_known)
    if sheet is not None:
        message = tr("{file} is not a spreadsheet and has no sheet “{sheet}”; leave the sheet empty.")
        raise CtdError(message.format(file=path.name, sheet=sheet))
    return WorkbookSheet(*csv_reader.read_lines(path, most_known, find_header), name="", names=())


def _check_readable(path: Path) -> None:
    if path.is_dir():
        raise CtdError(tr("{file} is a folder; choose a CSV file.").format(file=path))
    try:
        with path.open("rb") as stream:
            stream.read(1)
    except FileNotFoundError as error:
        raise missing_error(path) from error
    except OSError as error:
        raise read_error(path, error) from error


def _stripped(cells: list[str]) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in cells)


def _header_index(lines: Sequence[list[str]], count_known: KnownColumns) -> int:
    """Return the index of the first line with most known columns; a single cell is rather a title."""

    def rank(cells: list[str]) -> tuple[int, int]:
        stripped = _stripped(cells)
        return count_known(stripped), min(2, sum(map(bool, stripped)))

    ranks = [rank(cells) for cells in lines]
    return ranks.index(max(ranks))


def _title_problem(cells: list[str]) -> Problem:
    words = one_line(" ".join(cells))[:LONGEST_CELL]
    return Problem(0, "", words, tr("“{words}”, above the header, was ignored.").format(words=words[:60]))


class _Cleaner:
    """Removes control characters and error values from cells and limits their length; changes are in `problems`."""

    def __init__(self, path: Path | None) -> None:
        self.problems: list[Problem] = []
        self._path = path
        self._controls = 0
        self._unreported = 0
        self._header: tuple[str, ...] = ()

    def header(self, cells: Sequence[str]) -> tuple[str, ...]:
        """Return the cleaned headings; raises CtdError where they are too many."""
        if len(cells) > MOST_COLUMNS:
            message = tr("{file} has {count} columns; the maximum is {most}.")
            file = self._path.name if self._path else tr("the layer")
            raise CtdError(message.format(file=file, count=len(cells), most=MOST_COLUMNS))
        self._header = ("",) * len(cells)
        self._header = self._cleaned(0, list(cells))
        return self._header

    def rows(self, lines: Iterable[Line]) -> Iterator[Row]:
        """Yield the cleaned rows, each of the header's width; raises CtdError where the last is truncated."""
        width = len(self._header)
        budget = CellBudget(self._path) if self._path else None
        short = 0
        number = 0
        cells: list[str] = []
        for number, cells in lines:
            if budget:
                budget.count(width)
            if len(cells) != width:
                if len(cells) < width or any(cell.strip() for cell in cells[width:]):
                    self._report(_length_problem(number, cells, width))
                short += len(cells) < width
            yield number, self._cleaned(number, cells[:width])
        if short == 1 and len(cells) < width and self._path:
            # Only the last row is short: the file was truncated.
            message = tr("{file} is truncated: its last row, {row}, has {count} cells of {expected}; save it again.")
            raise CtdError(message.format(file=self._path.name, row=number, count=len(cells), expected=width))
        self._report_rest()

    def _cleaned(self, number: int, cells: list[str]) -> tuple[str, ...]:
        # One test for the whole row, because nearly all rows need no cleaning.
        together = "".join(cells)
        if together.isprintable():
            texts = tuple(map(str.strip, cells))
        else:
            self._controls += len(_CONTROLS.findall(together))
            texts = tuple(map(_clean, cells))
        if len(together) > LONGEST_CELL or "#" in together or "Err" in together:
            texts = tuple(self._checked(number, place, text) for place, text in enumerate(texts))
        return texts + ("",) * (len(self._header) - len(texts))

    def _checked(self, number: int, place: int, text: str) -> str:
        heading = self._header[place]
        if len(text) > LONGEST_CELL:
            message = tr("The cell has more than {count} characters; the rest was ignored.")
            self._report(Problem(number, heading, text[:60] + "…", message.format(count=LONGEST_CELL)))
            return text[:LONGEST_CELL]
        if is_error_value(text):
            message = tr("“{value}” is a spreadsheet error and was read as empty; correct the formula.")
            self._report(Problem(number, heading, text, message.format(value=text)))
            return ""
        return text

    def _report(self, problem: Problem) -> None:
        if len(self.problems) < MOST_REPORTED:
            self.problems.append(problem)
        else:
            self._unreported += 1

    def _report_rest(self) -> None:
        if self._unreported:
            message = tr("{count} more similar remarks are not listed.")
            self.problems.append(Problem(0, "", "", message.format(count=self._unreported)))
        if self._controls:
            message = tr("Non-printable characters removed ({count}).")
            self.problems.append(Problem(0, "", "", message.format(count=self._controls)))


def _length_problem(number: int, cells: list[str], expected: int) -> Problem:
    message = tr("The row has {count} cells and the header {expected}; check the delimiters.")
    surplus = " ".join(cell for cell in cells[expected:] if cell.strip())[:LONGEST_CELL]
    return Problem(number, "", surplus, message.format(count=len(cells), expected=expected))


def _clean(cell: str) -> str:
    """Return a cell with \\n as line ends, and without control characters and lone surrogates."""
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", text).strip()


_CONTROLS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
