"""Reading a table that somebody made: a CSV or a sheet of a workbook, with its header wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import CtdError
from ..i18n import tr
from . import delimited, workbooks
from .report import Problem
from .text import one_line
from .workbooks import Sheet

MOST_BYTES = 300_000_000
_TRIED_LINES = 30
"""Lines among which the header is looked for: titles and notes may stand above it."""

KnownColumns = Callable[[tuple[str, ...]], int]


@dataclass(frozen=True)
class Table:
    """A table's header and rows as text; `rows` pairs each row with its number from 1 below the header.

    Rows without any text are left out but counted: the numbers are a spreadsheet's, less the header. `sheet` is the
    one that was read, of the workbook's `sheets`.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    problems: tuple[Problem, ...]
    sheet: str | None = None
    sheets: tuple[str, ...] = ()


def read_table(path: Path, count_known: KnownColumns = len, sheet: str | None = None) -> Table:
    """Read a CSV (UTF-8, UTF-16, Windows-1252; any delimiter) or a sheet of an XLSX, XLS or ODS, by its content.

    `count_known` tells how many columns of a header are known, which decides between lines, delimiters and sheets;
    `sheet` names one. CtdError where the file is missing, empty, no table, locked, damaged, cut short or too large.
    """
    read = _sheet(path, count_known, sheet)
    lines, problems = read.lines, read.problems
    header_index = _header_index([cells for _, cells in lines[:_TRIED_LINES]], count_known)
    header_number, header = lines[header_index][0], tuple(cell.strip() for cell in lines[header_index][1])
    numbered = [(number - header_number, cells) for number, cells in lines[header_index + 1 :]]
    if not numbered:
        message = tr("{file} has a header but no row below it; add one row a region.")
        raise CtdError(message.format(file=path.name))
    problems.extend(_title_problem(cells) for _, cells in lines[:header_index])
    _check_end(numbered, len(header), path.name)
    rows = []
    controls = 0
    for number, cells in numbered:
        if len(cells) != len(header) and _misfits(cells, header):
            problems.append(_length_problem(number, cells, len(header)))
        if not (text := "".join(cells)).isprintable():
            controls += len(_CONTROLS.findall(text))
        rows.append((number, _fitted(cells, len(header))))
    if controls:
        message = tr("Characters that cannot be shown were left out ({count}).")
        problems.append(Problem(0, "", "", message.format(count=controls)))
    return Table(header, tuple(rows), tuple(problems), read.name or None, read.names)


def table_of(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Return a table of cells that are text already, such as those of a layer."""
    names = tuple(cell.strip() for cell in header)
    numbered = ((number, _fitted(list(cells), len(names))) for number, cells in enumerate(rows, start=1))
    return Table(names, tuple((number, cells) for number, cells in numbered if any(cells)), ())


def _sheet(path: Path, count_known: KnownColumns, sheet: str | None) -> Sheet:
    def known_in(lines: Sequence[list[str]]) -> int:
        return max((count_known(_stripped(cells)) for cells in lines[:_TRIED_LINES]), default=0)

    _check_readable(path)
    kind = workbooks.workbook_kind(path)
    if kind is not None:
        return workbooks.read_lines(path, kind, sheet, known_in)
    if sheet is not None:
        message = tr("{file} is no spreadsheet and has no sheet “{sheet}”; leave the sheet empty.")
        raise CtdError(message.format(file=path.name, sheet=sheet))
    if path.stat().st_size > MOST_BYTES:
        message = tr("{file} is larger than can be read here ({size} MB); keep the rows and columns you need.")
        raise CtdError(message.format(file=path.name, size=path.stat().st_size // 10**6))
    return Sheet(*delimited.read_lines(path.read_bytes(), path.name, known_in), name="", names=())


def _check_readable(path: Path) -> None:
    if path.is_dir():
        raise CtdError(tr("{file} is a folder; choose a CSV file.").format(file=path))
    try:
        with path.open("rb") as stream:
            stream.read(1)
    except FileNotFoundError as error:
        raise CtdError(tr("The file {file} does not exist; check its name and folder.").format(file=path)) from error
    except OSError as error:
        raise CtdError(tr("{file} cannot be read ({reason}).").format(file=path, reason=error.strerror)) from error


def _stripped(cells: list[str]) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in cells)


def _header_index(lines: list[list[str]], count_known: KnownColumns) -> int:
    """Return the first of the lines with most known columns."""
    known = [count_known(_stripped(cells)) for cells in lines]
    return known.index(max(known))


def _title_problem(cells: list[str]) -> Problem:
    words = one_line(" ".join(cells))
    return Problem(0, "", words, tr("“{words}” stands above the header and was left out.").format(words=words[:60]))


def _check_end(rows: list[tuple[int, list[str]]], expected: int, file: str) -> None:
    """Refuse a table of which only the last row is short: it was cut while it was saved or sent."""
    number, last = rows[-1]
    if len(last) < expected and all(len(cells) >= expected for _, cells in rows[:-1]):
        message = tr("{file} is cut short: row {row}, the last, has {count} cells of {expected}; save it again.")
        raise CtdError(message.format(file=file, row=number, count=len(last), expected=expected))


def _misfits(cells: list[str], header: tuple[str, ...]) -> bool:
    """Whether a row is shorter than the header, or longer by more than empty cells."""
    return len(cells) < len(header) or any(cell.strip() for cell in cells[len(header) :])


def _length_problem(number: int, cells: list[str], expected: int) -> Problem:
    message = tr("The row has {count} cells but the header has {expected}; check its delimiters.")
    surplus = " ".join(cell for cell in cells[expected:] if cell.strip())
    return Problem(number, "", surplus, message.format(count=len(cells), expected=expected))


def _fitted(cells: list[str], length: int) -> tuple[str, ...]:
    kept = cells[:length]
    # One question for the row as a whole: nearly all rows are plain.
    texts = tuple(map(str.strip if "".join(kept).isprintable() else _clean, kept))
    return texts + ("",) * (length - len(texts))


def _clean(cell: str) -> str:
    """Return a cell with line feeds alone between its lines, and without what is no character to read."""
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", text).strip()


_CONTROLS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
