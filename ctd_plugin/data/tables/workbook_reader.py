"""Reading a sheet of a workbook (XLSX, ODS, XLS): the file's kind, the choice of the sheet, merged cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ...errors import CtdError
from ...i18n import tr
from ...text import listed
from ...zip_reader import ZipReader
from ..report import Problem
from .cells import SAMPLE_LINES, CellBudget, Line
from .compound_file import SIGNATURE, CompoundFile
from .merged_cells import MergedRange, fill_merged
from .ods_reader import OdsBook
from .xls_reader import STREAMS, XlsBook, XlsLocked
from .xlsx_reader import XlsxBook

MOST_UNPACKED = 1024**3
"""Bytes that a file may unpack to."""
_LARGEST_MANIFEST = 10_000_000


@dataclass(frozen=True)
class WorkbookSheet:
    """The lines of a sheet, its name, and the names of all sheets of its workbook with any text."""

    lines: Iterator[Line]
    problems: list[Problem]
    name: str
    names: tuple[str, ...]


class _Book(Protocol):
    def starts(self, most: int) -> dict[str, list[list[str]]]: ...

    def read(self, sheet: str) -> tuple[list[Line], list[MergedRange]]: ...


def workbook_kind(path: Path) -> str | None:
    """Return ".xls", ".xlsx" or ".ods" by the content of a file, None for any other file.

    Raises CtdError where the workbook is encrypted or too large, ZipError where it is damaged.
    """
    with path.open("rb") as stream:
        start = stream.read(8)
    if start == SIGNATURE:
        return ".xls"
    return _zipped_kind(path) if start.startswith(b"PK\3\4") else None


def read_lines(
    path: Path, kind: str, sheet: str | None, most_known: Callable[[Sequence[list[str]]], int]
) -> WorkbookSheet:
    """Return a sheet of a workbook: the one named, else the first with most known columns.

    `most_known` returns how many known columns the best of some lines has. All lines are as long as the longest.
    Raises CtdError where the workbook is encrypted, has no such sheet, no text, or more than can be kept; other errors
    of damaged files are left to the caller.
    """
    with _open_workbook(path, kind) as book:
        starts = book.starts(SAMPLE_LINES)
        filled = [name for name, start in starts.items() if start]
        if sheet is not None and sheet not in starts:
            message = tr("{file} has no sheet “{sheet}”; its sheets are: {sheets}.")
            raise CtdError(message.format(file=path.name, sheet=sheet, sheets=listed([*starts])))
        problems = []
        if sheet is None:
            if not filled:
                raise CtdError(tr("{file} is empty; choose another file.").format(file=path.name))
            sheet = max(filled, key=lambda name: most_known(starts[name]))
            if len(filled) > 1:
                problems.append(_sheet_problem(sheet, filled))
        elif not starts[sheet]:
            message = tr("{file}, sheet “{sheet}” is empty; choose another.")
            raise CtdError(message.format(file=path.name, sheet=sheet))
        lines, ranges = book.read(sheet)
    merged = fill_merged(lines, ranges)
    if merged:
        problems.append(_merged_problem(merged))
    width = max(len(cells) for _, cells in lines)
    CellBudget(path).count(width * len(lines))
    return WorkbookSheet(_even_lines(lines, width), problems, sheet, tuple(filled))


def _even_lines(lines: list[Line], width: int) -> Iterator[Line]:
    """Yield the lines, each of `width` cells, and free them."""
    lines.reverse()
    while lines:
        number, cells = lines.pop()
        yield number, [*map(_text, cells), *[""] * (width - len(cells))]


def _text(text: str) -> str:
    """Return a cell as a French spreadsheet shows it: an ISO date is written with its day first."""
    day = _DAY.fullmatch(text) if text[:4].isdigit() else None
    return f"{day[3]}/{day[2]}/{day[1]}" if day else text


_DAY = re.compile(r"(\d{4})[/-](\d\d)[/-](\d\d)(?:[ T]00:00:00)?")


def _sheet_problem(sheet: str, sheets: list[str]) -> Problem:
    others = listed([name for name in sheets if name != sheet])
    message = tr("Sheet read: “{sheet}”; sheets ignored: {others}.")
    return Problem(0, "", sheet, message.format(sheet=sheet, others=others))


def _merged_problem(ranges: list[MergedRange]) -> Problem:
    names = ", ".join(merged.name for merged in ranges[:10])
    names += " …" if len(ranges) > 10 else ""
    message = tr("Merged cells: their text was copied to each row ({count}: {ranges}).")
    return Problem(0, "", names, message.format(count=len(ranges), ranges=names))


def _zipped_kind(path: Path) -> str | None:
    with ZipReader(path) as archive:
        names = set(archive.names)
        kind = ".xlsx" if "xl/workbook.xml" in names else ".ods" if "content.xml" in names else None
        if kind and archive.unpacked_size > MOST_UNPACKED:
            message = tr("{file} is too large once uncompressed; keep only the sheet and rows needed.")
            raise CtdError(message.format(file=path.name))
        manifest = "META-INF/manifest.xml"
        if kind and manifest in names and b"encryption-data" in archive.read(manifest, _LARGEST_MANIFEST):
            raise _locked(path)
    return kind


def _locked(path: Path) -> CtdError:
    message = tr("{file} is password-protected; open it in a spreadsheet program and save it without a password.")
    return CtdError(message.format(file=path.name))


@contextmanager
def _open_workbook(path: Path, kind: str) -> Iterator[_Book]:
    """Open a workbook with the reader of its kind."""
    if kind == ".xls":
        try:
            yield XlsBook(_xls_stream(path), CellBudget(path))
        except XlsLocked as error:
            raise _locked(path) from error
    else:
        with ZipReader(path) as archive:
            yield (XlsxBook if kind == ".xlsx" else OdsBook)(archive, CellBudget(path))


def _xls_stream(path: Path) -> bytes:
    """Return the stream with the cells of an XLS."""
    file = CompoundFile(path.read_bytes())
    # An encrypted XLSX is in a compound file too.
    if "EncryptedPackage" in file.names:
        raise _locked(path)
    names = {name.lower(): name for name in file.names}
    name = next((names[name] for name in STREAMS if name in names), None)
    if name is None:
        raise ValueError("no workbook")
    return file.stream(name)
