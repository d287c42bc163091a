"""Rows of a table saved as text (CSV): which encoding, which delimiter, whether it is whole."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from ...errors import CtdError
from ...i18n import tr
from ..report import Problem
from .cells import CellBudget, Line

DELIMITERS = ("\t", ";", "|", ",")
"""In the order in which they are believed: French numbers have commas in them."""
RARE_DELIMITERS = (":", "^", "~")
"""Stand in texts too: taken only where no other mark parts the headings."""

CountKnown = Callable[[Sequence[list[str]]], int]
FindHeader = Callable[[Sequence[list[str]]], int]

_CHUNK = 1 << 20
_TRIED_LINES, _TRIED_LENGTH, _TRIED_LINE = 30, 1_000_000, 100_000
_CONTROLS = "".join(map(chr, (*range(1, 9), *range(14, 32))))


def read_lines(path: Path, known_in: CountKnown, header_in: FindHeader) -> tuple[Iterator[Line], list[Problem]]:
    """Return the lines of a CSV in UTF-8, UTF-16 or Windows-1252, whatever its delimiter.

    `header_in` tells which of some lines is the header, `known_in` how many known columns the best of them has, which
    decide between delimiters. CtdError where it is empty, not text, not delimited, or (while the lines are taken) cut
    inside a quoted cell.
    """
    encoding = _encoding(path)
    problems = [_encoding_problem(path.name)] if encoding == "cp1252" else []
    with _opened(path, encoding) as stream:
        lines = _skip_blank_lines(stream)
        first = next(lines, "")
        # Windows's spreadsheets take a first line "sep=;" for the delimiter, and so do people.
        told = re.fullmatch(r'\s*"?sep=([^\w\s".]|\t)"?[\r\n]*', first) if len(first) < 20 else None
        start = _first_lines(lines if told else chain([first], lines))
    delimiter = told[1] if told else _delimiter(start, path.name, known_in, header_in)
    return _lines(path, encoding, delimiter, skips_first=told is not None), problems


def _opened(path: Path, encoding: str) -> TextIO:
    # Line ends are the CSV reader's to read: inside quotation marks they are text.
    return path.open(encoding=encoding, newline="")


def _encoding(path: Path) -> str:
    """Return the encoding in which a file is text."""
    with path.open("rb") as stream:
        is_utf16 = stream.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    # The five bytes that Windows-1252 leaves undefined are not text in any encoding expected here.
    for encoding in ("utf-16",) if is_utf16 else ("utf-8-sig", "cp1252"):
        try:
            return encoding if _is_text(path, encoding) else _refuse_binary(path)
        except UnicodeDecodeError:
            continue
    return _refuse_binary(path)


def _is_text(path: Path, encoding: str) -> bool:
    """Whether a file is text in an encoding; UnicodeDecodeError where it has bytes of another."""
    length = controls = 0
    is_blank = True
    with _opened(path, encoding) as stream:
        while chunk := stream.read(_CHUNK):
            if "\0" in chunk:
                return False
            length += len(chunk)
            controls += sum(map(chunk.count, _CONTROLS))
            is_blank = is_blank and not chunk.strip()
    if is_blank:
        raise CtdError(tr("{file} is empty; choose another file.").format(file=path.name))
    # A few come with what was pasted and are left out later; a file with many is no text.
    return controls * 200 <= length


def _refuse_binary(path: Path) -> str:
    message = tr("{file} is not a text file; open it in a spreadsheet and save it as CSV (UTF-8).")
    raise CtdError(message.format(file=path.name))


def _encoding_problem(file: str) -> Problem:
    message = tr("{file} is not UTF-8 and was read as Windows-1252; check the accents, or save it as UTF-8.")
    return Problem(0, "", "", message.format(file=file))


def _skip_blank_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines from the first with any text: no row is counted before it."""
    rest = iter(lines)
    first = next((line for line in rest if line.strip()), "")
    return chain([first] if first else [], rest)


def _first_lines(lines: Iterator[str]) -> list[str]:
    """Return the first lines, no more of them than tells the delimiter."""
    kept: list[str] = []
    left = _TRIED_LENGTH
    for line in islice(lines, _TRIED_LINES):
        kept.append(line[: min(left, _TRIED_LINE)])
        left -= len(line)
        if left <= 0:
            break
    return kept


def _delimiter(start: list[str], file: str, known_in: CountKnown, header_in: FindHeader) -> str:
    """Return the delimiter that gives the best header, then the most lines as wide as it."""
    for marks in (DELIMITERS, RARE_DELIMITERS):
        ranks = {mark: _rank(start, mark, known_in, header_in) for mark in marks}
        best = max(ranks, key=lambda mark: ranks[mark])
        known, _, width = ranks[best]
        if width > 1 and (known > 1 or marks is DELIMITERS):
            return best
    if not any(map(str.isalnum, "".join(start))):
        raise CtdError(tr("{file} is empty; choose another file.").format(file=file))
    message = tr("{file} has a single column (“{header}”); separate cells by commas, semicolons or tabs.")
    raise CtdError(message.format(file=file, header=start[0].strip()[:60]))


def _rank(start: list[str], mark: str, known_in: CountKnown, header_in: FindHeader) -> tuple[int, float, int]:
    """Return how many headings are known, the share of lines that are as wide, and the width."""
    try:
        lines = [cells for cells in csv.reader(start, delimiter=mark) if "".join(cells).strip()]
    except csv.Error:
        return 0, 0, 0
    if not lines:
        return 0, 0, 0
    header = header_in(lines)
    width = len(lines[header])
    # A mark that parts no heading is no delimiter, however many stand in the cells.
    if width == 1:
        return 0, 0, 0
    even = sum(1 for cells in lines if len(cells) == width)
    return known_in(lines[header : header + 1]), even / len(lines), width


def _lines(path: Path, encoding: str, delimiter: str, *, skips_first: bool) -> Iterator[Line]:
    budget = CellBudget(path.name, path.stat().st_size)
    number = -1
    with _opened(path, encoding) as stream:
        lines = _skip_blank_lines(stream)
        if skips_first:
            next(lines)
            lines = _skip_blank_lines(lines)
        try:
            for number, cells in enumerate(csv.reader(lines, delimiter=delimiter, strict=True)):
                if "".join(cells).strip():
                    budget.count(len(cells))
                    yield number, list(map(budget.text, cells))
        except csv.Error as error:
            raise CtdError(_csv_message(str(error)).format(file=path.name, row=number + 1)) from error


def _csv_message(reason: str) -> str:
    if "unexpected end" in reason:
        return tr("{file} ends inside row {row}: a quotation mark is not closed; save the file again.")
    if "field limit" in reason:
        return tr("{file}, row {row}: a cell is too long to be read; shorten it, or close its quotation mark.")
    return tr("{file}, row {row}: a quotation mark inside a cell is not doubled; save the file again.")
