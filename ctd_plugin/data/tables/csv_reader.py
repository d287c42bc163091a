"""Reading CSV: its encoding, its delimiter, and its rows."""

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
from .cells import SAMPLE_LINES, CellBudget, Line

DELIMITERS = ("\t", ";", "|", ",")
"""In order of preference: French numbers contain commas."""
RARE_DELIMITERS = (":", "^", "~")
"""Frequent in texts too: used only where no other delimiter splits the header."""

MostKnown = Callable[[Sequence[list[str]]], int]
"""How many known columns the best of some lines has, as a header."""
FindHeader = Callable[[Sequence[list[str]]], int]
"""The index of the header among some lines."""

_CHUNK = 1 << 20
_SAMPLE_LENGTH, _SAMPLE_LINE_LENGTH = 1_000_000, 100_000
_CONTROLS = re.compile("[\1-\x08\x0e-\x1f]")


def read_lines(path: Path, most_known: MostKnown, find_header: FindHeader) -> tuple[Iterator[Line], list[Problem]]:
    """Return the lines of a CSV in UTF-8, UTF-16 or Windows-1252, whatever its delimiter, and problems with it.

    The delimiter is chosen by the header that it gives. Raises CtdError where the file is empty, not text or not
    delimited, and from the iterator where it is cut inside a quoted cell.
    """
    encoding = _encoding(path)
    problems = [_encoding_problem(path.name)] if encoding == "cp1252" else []
    with _opened(path, encoding) as stream:
        _, lines = _skip_blank_lines(stream)
        first = next(lines, "")
        # In a first line "sep=;", Excel reads and writes the delimiter.
        declared = re.fullmatch(r'\s*"?sep=([^\w\s".]|\t)"?[\r\n]*', first) if len(first) < 20 else None
        start = _first_lines(lines if declared else chain([first], lines))
    delimiter = declared[1] if declared else _delimiter(start, path.name, most_known, find_header)
    return _lines(path, encoding, delimiter, skips_first=declared is not None), problems


def _opened(path: Path, encoding: str) -> TextIO:
    # Line ends are left to the CSV reader: inside quotation marks they are text.
    return path.open(encoding=encoding, newline="")


def _encoding(path: Path) -> str:
    """Return the encoding of a text file; raises CtdError where it is empty or no text."""
    with path.open("rb") as stream:
        is_utf16 = stream.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    # Where Windows-1252 fails too, at one of its five undefined bytes, the file is no text.
    for encoding in ("utf-16",) if is_utf16 else ("utf-8-sig", "cp1252"):
        try:
            if _is_text(path, encoding):
                return encoding
            break
        except UnicodeDecodeError:
            continue
    message = tr("{file} is not a text file; open it in a spreadsheet and save it as CSV (UTF-8).")
    raise CtdError(message.format(file=path.name))


def _is_text(path: Path, encoding: str) -> bool:
    """Whether a file is text in an encoding; raises UnicodeDecodeError where it has invalid bytes."""
    length = controls = 0
    is_blank = True
    with _opened(path, encoding) as stream:
        while chunk := stream.read(_CHUNK):
            if "\0" in chunk:
                return False
            length += len(chunk)
            controls += len(_CONTROLS.findall(chunk))
            is_blank = is_blank and not chunk.strip()
    if is_blank:
        raise CtdError(tr("{file} is empty; choose another file.").format(file=path.name))
    # A few control characters come with pasted texts and are removed later; a file with many is no text.
    return controls * 200 <= length


def _encoding_problem(file: str) -> Problem:
    message = tr("{file} is not UTF-8 and was read as Windows-1252; check the accents, or save it as UTF-8.")
    return Problem(0, "", "", message.format(file=file))


def _skip_blank_lines(lines: Iterable[str]) -> tuple[int, Iterator[str]]:
    """Return how many lines come before the first with any text, and the lines from that one."""
    rest, count = iter(lines), 0
    for line in rest:
        if line.strip():
            return count, chain([line], rest)
        count += 1
    return count, rest


def _first_lines(lines: Iterator[str]) -> list[str]:
    """Return the first lines, of limited length, by which the delimiter is chosen."""
    kept: list[str] = []
    left = _SAMPLE_LENGTH
    for line in islice(lines, SAMPLE_LINES):
        kept.append(line[: min(left, _SAMPLE_LINE_LENGTH)])
        left -= len(line)
        if left <= 0:
            break
    return kept


def _delimiter(start: list[str], file: str, most_known: MostKnown, find_header: FindHeader) -> str:
    """Return the delimiter that gives the best header, and then the most lines of its width."""
    for delimiters in (DELIMITERS, RARE_DELIMITERS):
        ranks = {delimiter: _rank(start, delimiter, most_known, find_header) for delimiter in delimiters}
        best = max(ranks, key=lambda delimiter: ranks[delimiter])
        known, _, width = ranks[best]
        if width > 1 and (known > 1 or delimiters is DELIMITERS):
            return best
    if not any(map(str.isalnum, "".join(start))):
        raise CtdError(tr("{file} is empty; choose another file.").format(file=file))
    message = tr("{file} has a single column (“{header}”); separate cells with commas, semicolons or tabs.")
    raise CtdError(message.format(file=file, header=start[0].strip()[:60]))


def _rank(start: list[str], delimiter: str, most_known: MostKnown, find_header: FindHeader) -> tuple[int, float, int]:
    """Return the number of known headings, the share of lines of the header's width, and that width."""
    if not any(delimiter in line for line in start):
        return 0, 0, 0
    try:
        lines = [cells for cells in csv.reader(start, delimiter=delimiter) if "".join(cells).strip()]
    except csv.Error:
        return 0, 0, 0
    if not lines:
        return 0, 0, 0
    header = find_header(lines)
    width = len(lines[header])
    # A delimiter splits the header, however often it occurs in the other lines.
    if width == 1:
        return 0, 0, 0
    even = sum(1 for cells in lines if len(cells) == width)
    return most_known(lines[header : header + 1]), even / len(lines), width


def _lines(path: Path, encoding: str, delimiter: str, *, skips_first: bool) -> Iterator[Line]:
    budget = CellBudget(path)
    number = -1
    with _opened(path, encoding) as stream:
        blank, lines = _skip_blank_lines(stream)
        if skips_first:
            # Spreadsheet programs do not show it as a row.
            next(lines)
            blank, lines = _skip_blank_lines(lines)
        try:
            for number, cells in enumerate(csv.reader(lines, delimiter=delimiter, strict=True), start=blank):
                # The first cell of nearly all lines has text.
                if (cells and cells[0].strip()) or "".join(cells).strip():
                    budget.count(len(cells))
                    yield number, budget.texts(cells)
        except csv.Error as error:
            raise CtdError(_csv_message(str(error)).format(file=path.name, row=number + 1)) from error


def _csv_message(reason: str) -> str:
    if "unexpected end" in reason:
        return tr("{file} ends within row {row}: a quotation mark is not closed; save the file again.")
    if "field limit" in reason:
        return tr("{file}, row {row}: a cell is too long to be read; shorten it, or close its quotation mark.")
    return tr("{file}, row {row}: a quotation mark inside a cell is not doubled; save the file again.")
