"""Reading a table that somebody saved as text: which encoding, which delimiter, whether it is whole."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import CtdError
from ..i18n import tr
from .report import Problem

DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Table:
    """A table's header and rows as text; `rows` pairs each row with its number from 1 below the header.

    Rows without any text are left out but counted: the numbers are a spreadsheet's, less the header.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    problems: tuple[Problem, ...]


def read_table(path: Path, count_known: Callable[[tuple[str, ...]], int] = len) -> Table:
    """Read a CSV file in UTF-8, UTF-16 or Windows-1252, delimited by comma, semicolon, tab or bar.

    `count_known` tells how many columns of a header are known, which decides between delimiters. CtdError
    where the file is missing, empty, not text, cut short or not delimited.
    """
    text, problems = _decode(path)
    header, delimiter = _header(text, path.name, count_known)
    rows = _rows(text, delimiter, path.name)[1:]
    if not rows:
        raise CtdError(tr("{file} has a header but no row below it; add one row a region.").format(file=path.name))
    _check_end(rows, len(header), path.name)
    for number, cells in rows:
        if _misfits(cells, header):
            problems.append(_length_problem(number, cells, len(header)))
    return Table(header, tuple((number, _fitted(cells, len(header))) for number, cells in rows), tuple(problems))


def _decode(path: Path) -> tuple[str, list[Problem]]:
    raw = _bytes(path)
    is_utf16 = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text, problems = raw.decode("utf-16" if is_utf16 else "utf-8-sig"), []
    except UnicodeDecodeError:
        # The five bytes that Windows-1252 leaves undefined are not text in any encoding expected here.
        text, problems = raw.decode("cp1252", errors="replace").replace("�", "\0"), [_encoding_problem(path)]
    if re.search(r"[\0-\x08\x0e-\x1f]", text):
        message = tr("{file} is not a text file; open it in a spreadsheet and save it as CSV (UTF-8).")
        raise CtdError(message.format(file=path.name))
    if not text.strip():
        raise CtdError(tr("{file} is empty; choose another file.").format(file=path.name))
    return text, problems


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise CtdError(tr("{file} is a folder; choose a CSV file.").format(file=path))
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise CtdError(tr("The file {file} does not exist; check its name and folder.").format(file=path)) from error
    except OSError as error:
        raise CtdError(tr("{file} cannot be read ({reason}).").format(file=path, reason=error.strerror)) from error


def _encoding_problem(path: Path) -> Problem:
    message = tr("{file} is not UTF-8 and was read as Windows-1252; check the accents, or save it as UTF-8.")
    return Problem(0, "", "", message.format(file=path.name))


def _header(text: str, file: str, count_known: Callable[[tuple[str, ...]], int]) -> tuple[tuple[str, ...], str]:
    """Return the header and the delimiter under which most of its columns are known, then most in number."""
    start = text.lstrip()
    candidates = []
    for delimiter in DELIMITERS:
        cells = next(_reader(start, delimiter, strict=False))
        header = tuple(cell.strip() for cell in cells)
        candidates.append((count_known(header), len(header), header, delimiter))
    _, length, header, delimiter = max(candidates, key=lambda candidate: candidate[:2])
    if length == 1:
        message = tr("{file} has a single column (“{header}”); separate cells by commas, semicolons or tabs.")
        raise CtdError(message.format(file=file, header=header[0][:60]))
    return header, delimiter


def _rows(text: str, delimiter: str, file: str) -> list[tuple[int, list[str]]]:
    """Return the rows that hold any text, numbered from 0 for the header."""
    rows: list[tuple[int, list[str]]] = []
    number = 0
    try:
        for number, cells in enumerate(_reader(text.lstrip(), delimiter, strict=True)):
            if any(cell.strip() for cell in cells):
                rows.append((number, cells))
    except csv.Error as error:
        bad = number + 1 if rows else 0
        if "unexpected end" in str(error):
            message = tr("{file} ends inside row {row}: a quotation mark is not closed; save the file again.")
        else:
            message = tr("{file}, row {row}: a quotation mark inside a cell is not doubled; save the file again.")
        raise CtdError(message.format(file=file, row=bad)) from error
    return rows


def _reader(text: str, delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)


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
    padded = [cell.strip() for cell in cells[:length]]
    return tuple(padded + [""] * (length - len(padded)))
