"""Rows of a table saved as text (CSV): which encoding, which delimiter, whether it is whole."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Sequence

from ..errors import CtdError
from ..i18n import tr
from .report import Problem

DELIMITERS = (",", ";", "\t", "|")

Line = tuple[int, list[str]]
"""A line of a table and its number from 0; lines without any text are left out but counted."""


def read_lines(
    raw: bytes, file: str, known_in: Callable[[Sequence[list[str]]], int]
) -> tuple[list[Line], list[Problem]]:
    """Return the lines of a CSV in UTF-8, UTF-16 or Windows-1252, whatever its delimiter.

    `known_in` tells how many known columns the best header among some lines has, which decides between delimiters.
    CtdError where it is empty, not text, not delimited, or cut inside a quoted cell.
    """
    text, problems = _decode(raw, file)
    # Windows's spreadsheets take a first line "sep=;" for the delimiter, and so do people.
    told = re.match(r"\s*\"?sep=(.)\"?\r?\n", text)
    text = text[told.end() :] if told else text.lstrip()
    delimiter = told[1] if told else _delimiter(text, file, known_in)
    lines = _lines(text, delimiter, file)
    if not lines:
        raise CtdError(tr("{file} is empty; choose another file.").format(file=file))
    return lines, problems


def _decode(raw: bytes, file: str) -> tuple[str, list[Problem]]:
    is_utf16 = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text, problems = raw.decode("utf-16" if is_utf16 else "utf-8-sig"), []
    except UnicodeDecodeError:
        # The five bytes that Windows-1252 leaves undefined are not text in any encoding expected here.
        text, problems = raw.decode("cp1252", errors="replace").replace("�", "\0"), [_encoding_problem(file)]
    controls = sum(text.count(mark) for mark in _CONTROLS)
    # A few come with what was pasted and are left out later; a file with many, or with a NUL, is no text.
    if "\0" in text or controls * 200 > len(text):
        message = tr("{file} is not a text file; open it in a spreadsheet and save it as CSV (UTF-8).")
        raise CtdError(message.format(file=file))
    if not text.strip():
        raise CtdError(tr("{file} is empty; choose another file.").format(file=file))
    return text, problems


def _encoding_problem(file: str) -> Problem:
    message = tr("{file} is not UTF-8 and was read as Windows-1252; check the accents, or save it as UTF-8.")
    return Problem(0, "", "", message.format(file=file))


def _delimiter(text: str, file: str, known_in: Callable[[Sequence[list[str]]], int]) -> str:
    """Return the delimiter under which most columns are known, then the widest lines are found."""
    start = "".join(text.splitlines(keepends=True)[:_TRIED_LINES])
    # Besides the usual ones, whatever mark stands in the text: people have used colons, carets and tildes.
    marks = dict.fromkeys((*DELIMITERS, *re.findall(r"[^\w\s\"'.()/-]", start.split("\n", 1)[0])))
    ranked: list[tuple[int, bool, int, str]] = []
    for mark in marks:
        lines = list(_reader(start, mark, strict=False))
        width = max(map(len, lines), default=1)
        ranked.append((known_in(lines), mark in DELIMITERS and width > 1, width, mark))
    known, is_usual, width, mark = max(ranked, key=lambda rank: rank[:3])
    if width == 1 or not (known > 1 or is_usual):
        message = tr("{file} has a single column (“{header}”); separate cells by commas, semicolons or tabs.")
        raise CtdError(message.format(file=file, header=start.split("\n", 1)[0].strip()[:60]))
    return mark


_TRIED_LINES = 30
_CONTROLS = [chr(code) for code in (*range(1, 9), *range(14, 32))]


def _lines(text: str, delimiter: str, file: str) -> list[Line]:
    lines: list[Line] = []
    number = -1
    try:
        for number, cells in enumerate(_reader(text, delimiter, strict=True)):
            if "".join(cells).strip():
                lines.append((number, cells))
    except csv.Error as error:
        if "unexpected end" in str(error):
            message = tr("{file} ends inside row {row}: a quotation mark is not closed; save the file again.")
        else:
            message = tr("{file}, row {row}: a quotation mark inside a cell is not doubled; save the file again.")
        raise CtdError(message.format(file=file, row=number + 1)) from error
    return lines


def _reader(text: str, delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    # A StringIO would take four bytes a character.
    lines = map(re.Match.group, re.finditer(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text))
    return csv.reader(lines, delimiter=delimiter, strict=strict)
