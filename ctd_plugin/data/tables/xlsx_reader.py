"""Rows of an XLSX's sheets as text, as a person sees them; read piece by piece, so that empty rows cost nothing."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from ...zip_reader import ZipReader
from .cells import LONGEST_CELL, MOST_COLUMNS, CellBudget, Line
from .error_values import is_error_value
from .merged_cells import MergedRange
from .number_formats import BUILT_IN, NumberKind, kind_of, number_text
from .sheet_xml import Attributes, parse

_WORKBOOK = "xl/workbook.xml"
_MOST_OF_PART, _MOST_OF_CELLS = 50_000_000, 1024**3
_LAST_ROW = 1_048_576
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class XlsxBook:
    """An XLSX: its sheets by name, and the rows of each."""

    def __init__(self, archive: ZipReader, budget: CellBudget) -> None:
        self._archive = archive
        self._budget = budget
        self._is_1904 = False
        self._parts: dict[str, str] = {}
        self._kinds: list[NumberKind] = []
        self._texts: list[str] = []
        self._read_workbook()

    def starts(self, most: int) -> dict[str, list[list[str]]]:
        """Return the first lines of each sheet, at most so many."""
        return {name: [cells for _, cells in islice(self._rows(name, []), most)] for name in self._parts}

    def read(self, sheet: str) -> tuple[list[Line], list[MergedRange]]:
        """Return the lines of a sheet, and its cells that are merged over several rows."""
        merged: list[MergedRange] = []
        return list(self._rows(sheet, merged)), merged

    def _rows(self, sheet: str, merged: list[MergedRange]) -> Iterator[Line]:
        reader = _SheetReader(self._texts, self._kinds, self._is_1904, self._budget, merged)
        chunks = self._archive.chunks(self._parts[sheet], _MOST_OF_CELLS)
        for _ in parse(chunks, reader.start, reader.end, reader.text):
            yield from reader.taken()

    def _read_workbook(self) -> None:
        sheets: list[tuple[str, str]] = []

        def start(tag: str, attributes: Attributes) -> None:
            if _local(tag) == "sheet":
                relation = next((value for key, value in attributes.items() if _local(key) == "id"), "")
                sheets.append((attributes["name"], relation))
            elif _local(tag) == "workbookPr":
                self._is_1904 = attributes.get("date1904") in ("1", "true")

        self._parse(_WORKBOOK, start)
        parts = self._related_parts()
        taken: set[str] = set()
        for name, key in sheets:
            kind, part = parts.get(key, ("", ""))
            # Each part once, whatever the workbook says.
            if kind == "worksheet" and part not in taken:
                self._parts.setdefault(name, part)
                taken.add(part)
        names = set(self._archive.names)
        for kind, part in parts.values():
            if kind == "styles" and part in names:
                styles = _StyleReader()
                self._parse(part, styles.start, styles.end)
                self._kinds = styles.kinds()
            elif kind == "sharedStrings" and part in names:
                texts = _TextReader(self._texts, self._budget)
                for _ in parse(self._archive.chunks(part, _MOST_OF_CELLS), texts.start, texts.end, texts.text):
                    pass

    def _related_parts(self) -> dict[str, tuple[str, str]]:
        """Return the kind and the name of each part of the workbook, by the key of its relation."""
        parts: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: Attributes) -> None:
            if _local(tag) == "Relationship":
                part = posixpath.normpath(posixpath.join("/xl", attributes["Target"]))[1:]
                parts[attributes["Id"]] = attributes.get("Type", "").rpartition("/")[2], part

        self._parse("xl/_rels/workbook.xml.rels", start)
        return parts

    def _parse(self, part: str, start: object, end: object = None) -> None:
        for _ in parse(self._archive.chunks(part, _MOST_OF_PART), start, end):  # type: ignore[arg-type]
            pass


@lru_cache(maxsize=1000)
def _local(tag: str) -> str:
    """Return a name without its prefix."""
    return tag[tag.find(":") + 1 :]


class _TextReader:
    """Collects the texts that cells share; readings aids (`rPh`) are none."""

    def __init__(self, texts: list[str], budget: CellBudget) -> None:
        self._texts = texts
        self._budget = budget
        self._pieces = _Pieces()
        self._is_aid = False

    def start(self, tag: str, _: Attributes) -> None:
        tag = _local(tag)
        if tag == "si":
            self._pieces.clear()
        elif tag == "rPh":
            self._is_aid = True
        elif tag == "t":
            self._pieces.is_open = not self._is_aid

    def end(self, tag: str) -> None:
        tag = _local(tag)
        if tag == "t":
            self._pieces.is_open = False
        elif tag == "rPh":
            self._is_aid = False
        elif tag == "si":
            self._texts.append(self._budget.text(_unescaped(self._pieces.joined())))

    def text(self, data: str) -> None:
        self._pieces.add(data)


class _Pieces:
    """The pieces of a cell's text, no more of them than shows that it is too long."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.is_open = False
        self._pieces: list[str] = []
        self._length = 0

    def add(self, data: str) -> None:
        if self.is_open and self._length <= LONGEST_CELL:
            self._pieces.append(data)
            self._length += len(data)

    def joined(self) -> str:
        return "".join(self._pieces)


class _SheetReader:
    """Makes rows of the elements of a sheet; merged cells go into a list of the caller's."""

    def __init__(
        self, texts: list[str], kinds: list[NumberKind], is_1904: bool, budget: CellBudget, merged: list[MergedRange]
    ) -> None:
        self._texts, self._kinds, self._is_1904 = texts, kinds, is_1904
        self._budget, self._merged = budget, merged
        self._done: list[Line] = []
        self._row, self._column = -1, -1
        self._cells: list[str] = []
        self._type, self._kind = "", NumberKind.OTHER
        self._pieces = _Pieces()
        self._is_aid = False

    def taken(self) -> list[Line]:
        """Return the rows that were read since the last time."""
        done, self._done = self._done, []
        return done

    def start(self, tag: str, attributes: Attributes) -> None:
        tag = _local(tag)
        if tag == "c":
            self._start_cell(attributes)
        elif tag in ("v", "t"):
            self._pieces.is_open = not self._is_aid
        elif tag == "row":
            row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            if not self._row < row < _LAST_ROW:
                raise ValueError(f"row {row + 1}")
            self._row, self._column, self._cells = row, -1, []
        elif tag == "rPh":
            self._is_aid = True
        elif tag == "mergeCell":
            self._add_merged(attributes["ref"])

    def end(self, tag: str) -> None:
        tag = _local(tag)
        if tag in ("v", "t"):
            self._pieces.is_open = False
        elif tag == "c":
            self._end_cell()
        elif tag == "rPh":
            self._is_aid = False
        elif tag == "row" and self._cells:
            self._done.append((self._row, self._cells))
            self._cells = []

    def text(self, data: str) -> None:
        self._pieces.add(data)

    def _start_cell(self, attributes: Attributes) -> None:
        column = _column(attributes["r"].rstrip("0123456789")) if "r" in attributes else self._column + 1
        if not self._column < column < MOST_COLUMNS:
            raise ValueError(f"cell {attributes.get('r', '')[:20]}")
        self._column = column
        self._type = attributes.get("t", "n")
        style = _index(attributes.get("s", "0"))
        self._kind = self._kinds[style] if style < len(self._kinds) else NumberKind.OTHER
        self._pieces.clear()

    def _end_cell(self) -> None:
        text = self._value(self._pieces.joined())
        # A cell that is formatted but empty is nothing to keep.
        if text.strip():
            missing = self._column - len(self._cells)
            self._budget.count(missing + 1)
            self._cells.extend([""] * missing)
            self._cells.append(self._budget.text(text))

    def _value(self, text: str) -> str:
        if not text:
            return ""
        match self._type:
            case "s":
                return self._texts[_index(text)]
            case "b":
                return "VRAI" if text.strip() == "1" else "FAUX"
            case "e":
                return text if is_error_value(text) else "#VALUE!"
            case "n":
                return self._number(text.strip())
            case _:
                return _unescaped(text)

    def _number(self, text: str) -> str:
        if self._kind is NumberKind.OTHER and text.isdecimal():
            return text
        try:
            return number_text(float(text), self._kind, is_1904=self._is_1904)
        except ValueError:
            return text

    def _add_merged(self, reference: str) -> None:
        found = _REFERENCE.fullmatch(reference)
        if found and found[4] and int(found[4]) > int(found[2]):
            self._merged.append(MergedRange(int(found[2]) - 1, _column(found[1]), int(found[4]) - 1))


@lru_cache(maxsize=MOST_COLUMNS)
def _column(letters: str) -> int:
    """Return the number from 0 of a column by its letters."""
    if not (len(letters) <= 3 and letters.isascii() and letters.isupper()):
        raise ValueError(f"column {letters[:20]}")
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _index(written: str) -> int:
    """Return a place in a list; ValueError for one below zero, which Python would count from the end."""
    index = int(written)
    if index < 0:
        raise ValueError(written[:20])
    return index


def _unescaped(text: str) -> str:
    """Return a text whose characters that XML cannot hold are spelt out no longer."""
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


class _StyleReader:
    """Finds out which styles of cells show a number as a date or a time."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._formats: list[str] = []
        self._is_inside = False

    def start(self, tag: str, attributes: Attributes) -> None:
        tag = _local(tag)
        if tag == "numFmt":
            self._codes[attributes["numFmtId"]] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self._is_inside = True
        elif tag == "xf" and self._is_inside:
            self._formats.append(attributes.get("numFmtId", "0"))

    def end(self, tag: str) -> None:
        if _local(tag) == "cellXfs":
            self._is_inside = False

    def kinds(self) -> list[NumberKind]:
        """Return the kind of each style, by its number."""
        known = {number: kind_of(self._codes.get(number) or BUILT_IN.get(number, "")) for number in {*self._formats}}
        return [known[number] for number in self._formats]
