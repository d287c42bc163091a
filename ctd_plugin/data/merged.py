"""Cells that a person merged: spreadsheets keep the words in the first of them, and GDAL leaves the others empty."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from .delimited import Line
from .sheet_files import column_letters

MOST_RANGES = 20_000
_CHUNK = 1 << 20
_MOST_REFERENCES = 4 << 20
_XLS_COLUMNS, _MOST_IN_RECORD = 256, 1026


class MergedRange(NamedTuple):
    """Cells that hold the words of the first; rows and columns are counted from 0."""

    top: int
    left: int
    bottom: int

    @property
    def name(self) -> str:
        """The range of its first column as a spreadsheet names it: B3:B5."""
        letters = column_letters(self.left)
        return f"{letters}{self.top + 1}:{letters}{self.bottom + 1}"


def fill_merged(lines: list[Line], ranges: list[MergedRange]) -> tuple[list[Line], list[MergedRange]]:
    """Return the lines with the words of merged cells in every row that they reach, and the ranges that gave any.

    Only downwards: a heading over several columns is not the heading of each. A row without any other text stays out.
    """
    cells_of = dict(lines)
    used = []
    for merged in ranges:
        first = cells_of.get(merged.top)
        if first is None or merged.left >= len(first) or not first[merged.left].strip():
            continue
        below = [cells_of[row] for row in range(merged.top + 1, merged.bottom + 1) if row in cells_of]
        for cells in below:
            if merged.left < len(cells) and not cells[merged.left].strip():
                cells[merged.left] = first[merged.left]
        if below:
            used.append(merged)
    return lines, used


def merged_ranges(path: Path, kind: str, sheet: str) -> list[MergedRange]:
    """Return the ranges of an XLSX's or ODS's sheet that reach over several rows, at most MOST_RANGES.

    What cannot be read has none: the cells themselves are GDAL's to read, and to find damaged.
    """
    try:
        with ZipFile(path) as archive:
            if kind == ".xlsx":
                return _of_xlsx(archive, sheet)
            return _of_ods(archive, sheet) if kind == ".ods" else []
    except (BadZipFile, OSError, KeyError, ValueError, expat.ExpatError, RuntimeError, NotImplementedError):
        return []


def has_merged_rows(content: bytes) -> bool:
    """Whether an XLS tells of cells merged over several rows.

    Its records do so, but neither GDAL nor the library that it reads with tells of which sheet.
    """
    for found in re.finditer(rb"\xe5\x00(?=.{12})", content, re.DOTALL):
        size, count = struct.unpack_from("<2H", content, found.end())
        start = found.end() + 4
        if size == 2 + 8 * count and count <= _MOST_IN_RECORD and start + 8 * count <= len(content):
            ranges = list(struct.iter_unpack("<4H", content[start : start + 8 * count]))
            is_list = all(top <= bottom and left <= right < _XLS_COLUMNS for top, bottom, left, right in ranges)
            if is_list and any(top < bottom for top, bottom, _, _ in ranges):
                return True
    return False


def _of_xlsx(archive: ZipFile, sheet: str) -> list[MergedRange]:
    part = _sheet_part(archive, sheet)
    if part is None:
        return []
    ranges = []
    for match in re.finditer(
        rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})\"", _after_cells(archive, part)
    ):
        top, bottom = int(match[2]) - 1, int(match[3]) - 1
        if bottom > top:
            ranges.append(MergedRange(top, _column(match[1].decode()), bottom))
        if len(ranges) == MOST_RANGES:
            break
    return ranges


def _after_cells(archive: ZipFile, part: str) -> bytes:
    """Return what stands in a sheet behind its cells, so that no cell's text can be taken for it."""
    tail, found = b"", False
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            tail += chunk
            end = -1 if found else tail.find(b"sheetData>", 0)
            while end >= 0 and not found:
                # The end tag, not the one that opens.
                start = tail.rfind(b"<", 0, end)
                found = tail[start : start + 2] == b"</"
                tail = tail[end + 10 :]
                end = tail.find(b"sheetData>")
            if not found:
                tail = tail[-32:]
            elif len(tail) > _MOST_REFERENCES:
                break
    return tail if found else b""


def _sheet_part(archive: ZipFile, sheet: str) -> str | None:
    """Return the part of an XLSX that holds a sheet."""
    sheets = _elements(archive, "xl/workbook.xml", "sheet")
    relation = next((found["r:id"] for found in sheets if found.get("name") == sheet), None)
    for found in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship"):
        if found.get("Id") == relation:
            target = found["Target"]
            return target[1:] if target.startswith("/") else f"xl/{target}"
    return None


def _elements(archive: ZipFile, part: str, name: str) -> list[dict[str, str]]:
    """Return the attributes of the elements of a name, whatever its prefix."""
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == name:
            found.append(attributes)

    parser = _parser()
    parser.StartElementHandler = start
    with archive.open(part) as stream:
        parser.ParseFile(stream)
    return found


def _parser() -> expat.XMLParserType:
    """Return a parser that refuses document types, and with them entities."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise ValueError("document type")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _of_ods(archive: ZipFile, sheet: str) -> list[MergedRange]:
    if not _has_spans(archive):
        return []
    reader = _OdsReader(sheet)
    parser = _parser()
    parser.StartElementHandler = reader.start
    with archive.open("content.xml") as stream:
        for chunk in iter(lambda: stream.read(_CHUNK), b""):
            parser.Parse(chunk)
            if reader.is_over:
                break
    return reader.ranges


def _has_spans(archive: ZipFile) -> bool:
    """Whether any cell reaches over several rows; most files have none and need no second reading."""
    last = b""
    with archive.open("content.xml") as stream:
        for chunk in iter(lambda: stream.read(_CHUNK), b""):
            if re.search(rb'number-rows-spanned="(?!1")', last + chunk):
                return True
            last = chunk[-64:]
    return False


class _OdsReader:
    """Counts the rows and cells of one sheet."""

    def __init__(self, sheet: str) -> None:
        self.ranges: list[MergedRange] = []
        self.is_over = False
        self._sheet = sheet
        self._inside = False
        self._row, self._next_row, self._column = -1, 0, 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self.is_over = self.is_over or self._inside
            self._inside = attributes.get("table:name") == self._sheet
        elif self._inside and tag == "table:table-row":
            self._row, self._column = self._next_row, 0
            self._next_row += int(attributes.get("table:number-rows-repeated", "1"))
        elif self._inside and tag in ("table:table-cell", "table:covered-table-cell"):
            rows = int(attributes.get("table:number-rows-spanned", "1"))
            if rows > 1 and len(self.ranges) < MOST_RANGES:
                self.ranges.append(MergedRange(self._row, self._column, self._row + rows - 1))
            self._column += int(attributes.get("table:number-columns-repeated", "1"))


def _column(letters: str) -> int:
    """Return the number from 0 of a column by its letters."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1
