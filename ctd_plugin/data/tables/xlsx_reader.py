"""Reading the sheets of an XLSX as displayed text, in chunks."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from ...zip_reader import ZipReader
from .cells import MOST_COLUMNS, MOST_ROWS, CellBudget, CellText, Line
from .error_values import is_error_value
from .merged_cells import MergedRange
from .number_formats import BUILT_IN, NumberKind, boolean_text, kind_of, number_text
from .sheet_xml import Attributes, parse

_WORKBOOK = "xl/workbook.xml"
_MOST_OF_PART, _MOST_OF_CELLS = 50_000_000, 1024**3
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class XlsxBook:
    """An open XLSX; raises ValueError, LookupError or ExpatError where it is damaged."""

    def __init__(self, archive: ZipReader, budget: CellBudget) -> None:
        self._archive = archive
        self._budget = budget
        self._is_1904 = False
        self._parts: dict[str, str] = {}
        self._kinds: list[NumberKind] = []
        self._texts: list[str] = []
        self._read_workbook()

    def starts(self, most: int) -> dict[str, list[list[str]]]:
        """Return the first lines of each sheet by its name, at most `most`."""
        return {name: [cells for _, cells in islice(self._rows(name, []), most)] for name in self._parts}

    def read(self, sheet: str) -> tuple[list[Line], list[MergedRange]]:
        """Return the lines of a sheet, and its merged cells that span several rows."""
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
            # Each part once, even where a damaged workbook lists it again.
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
                texts = _SharedStringReader(self._texts, self._budget)
                for _ in parse(self._archive.chunks(part, _MOST_OF_CELLS), texts.start, texts.end, texts.text):
                    pass

    def _related_parts(self) -> dict[str, tuple[str, str]]:
        """Return relationship id → type and name of the part, for each part of the workbook."""
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
    """Return the local name of a tag, without its prefix."""
    return tag[tag.find(":") + 1 :]


class _SharedStringReader:
    """Collects the shared strings, without their phonetic runs (`rPh`)."""

    def __init__(self, texts: list[str], budget: CellBudget) -> None:
        self._texts = texts
        self._budget = budget
        self._text = CellText()
        self._is_phonetic = False

    def start(self, tag: str, _: Attributes) -> None:
        tag = _local(tag)
        if tag == "si":
            self._text.clear()
        elif tag == "rPh":
            self._is_phonetic = True
        elif tag == "t":
            self._text.is_open = not self._is_phonetic

    def end(self, tag: str) -> None:
        tag = _local(tag)
        if tag == "t":
            self._text.is_open = False
        elif tag == "rPh":
            self._is_phonetic = False
        elif tag == "si":
            self._texts.append(self._budget.text(_unescaped(str(self._text))))

    def text(self, data: str) -> None:
        self._text.add(data)


class _SheetReader:
    """Collects rows from the elements of a sheet; merged cells are appended to `merged`."""

    def __init__(
        self, texts: list[str], kinds: list[NumberKind], is_1904: bool, budget: CellBudget, merged: list[MergedRange]
    ) -> None:
        self._texts, self._kinds, self._is_1904 = texts, kinds, is_1904
        self._budget, self._merged = budget, merged
        self._done: list[Line] = []
        self._row, self._column = -1, -1
        self._cells: list[str] = []
        self._type, self._kind = "", NumberKind.OTHER
        self._text = CellText()
        self._is_phonetic = False

    def taken(self) -> list[Line]:
        """Return the rows completed since the last call."""
        done, self._done = self._done, []
        return done

    def start(self, tag: str, attributes: Attributes) -> None:
        tag = _local(tag)
        if tag == "c":
            self._start_cell(attributes)
        elif tag in ("v", "t"):
            self._text.is_open = not self._is_phonetic
        elif tag == "row":
            row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            if not self._row < row < MOST_ROWS:
                raise ValueError(f"row {row + 1}")
            self._row, self._column, self._cells = row, -1, []
        elif tag == "rPh":
            self._is_phonetic = True
        elif tag == "mergeCell":
            self._add_merged(attributes["ref"])

    def end(self, tag: str) -> None:
        tag = _local(tag)
        if tag in ("v", "t"):
            self._text.is_open = False
        elif tag == "c":
            self._end_cell()
        elif tag == "rPh":
            self._is_phonetic = False
        elif tag == "row" and self._cells:
            self._done.append((self._row, self._cells))
            self._cells = []

    def text(self, data: str) -> None:
        self._text.add(data)

    def _start_cell(self, attributes: Attributes) -> None:
        column = _column(attributes["r"].rstrip("0123456789")) if "r" in attributes else self._column + 1
        if not self._column < column < MOST_COLUMNS:
            raise ValueError(f"cell {attributes.get('r', '')[:20]}")
        self._column = column
        self._type = attributes.get("t", "n")
        style = _index(attributes.get("s", "0"))
        self._kind = self._kinds[style] if style < len(self._kinds) else NumberKind.OTHER
        self._text.clear()

    def _end_cell(self) -> None:
        text = self._value(str(self._text))
        # Formatted but empty cells are left out.
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
                return boolean_text(text.strip() == "1")
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
    """Return the index of a column, from 0, by its letters."""
    if not (len(letters) <= 3 and letters.isascii() and letters.isupper()):
        raise ValueError(f"column {letters[:20]}")
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _index(written: str) -> int:
    """Return an index of a list; raises ValueError for negative ones, which Python would count from the end."""
    index = int(written)
    if index < 0:
        raise ValueError(written[:20])
    return index


def _unescaped(text: str) -> str:
    """Return a text with the escapes (_x0041_) of characters that XML cannot hold replaced by these."""
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


class _StyleReader:
    """Reads which cell styles show a number as a date or a time."""

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
        """Return the kind of each cell style, in their order."""
        known = {number: kind_of(self._codes.get(number) or BUILT_IN.get(number, "")) for number in {*self._formats}}
        return [known[number] for number in self._formats]
