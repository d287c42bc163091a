"""Rows of an ODS's sheets as text, as a person sees them; repeated empty rows and cells are counted, never made."""

from __future__ import annotations

from collections.abc import Iterator

from ...zip_reader import ZipReader
from .cells import LONGEST_CELL, MOST_COLUMNS, CellBudget, Line
from .error_values import is_error_value
from .merged_cells import MergedRange
from .sheet_xml import Attributes, parse

CONTENT = "content.xml"
_MOST_OF_CONTENT = 1024**3
_LAST_ROW = 1_048_576
# What a cell may hold besides its own text: comments, and pictures and shapes with texts in them.
_IGNORED = ("office:annotation", "table:shapes", "table:tracked-changes", "table:dde-links")
_IGNORED_PREFIXES = ("draw:", "dr3d:", "chart:", "svg:", "form:")
_VALUES = {
    "float": "office:value",
    "percentage": "office:value",
    "currency": "office:value",
    "date": "office:date-value",
}
"""Types of cells that are read by their value and not as they are shown, which may be rounded."""


class OdsBook:
    """An ODS: its sheets by name, and the rows of each."""

    def __init__(self, archive: ZipReader, budget: CellBudget) -> None:
        self._archive = archive
        self._budget = budget

    def starts(self, most: int) -> dict[str, list[list[str]]]:
        """Return the first lines of each sheet, at most so many."""
        reader = _ContentReader(self._budget, most=most)
        self._parse(reader)
        return {name: [cells for _, cells in lines] for name, lines in reader.sheets.items()}

    def read(self, sheet: str) -> tuple[list[Line], list[MergedRange]]:
        """Return the lines of a sheet, and its cells that are merged over several rows."""
        reader = _ContentReader(self._budget, sheet=sheet)
        self._parse(reader)
        return reader.sheets.get(sheet, []), reader.merged

    def _parse(self, reader: _ContentReader) -> None:
        for _ in self._steps(reader):
            if reader.is_over:
                break

    def _steps(self, reader: _ContentReader) -> Iterator[None]:
        chunks = self._archive.chunks(CONTENT, _MOST_OF_CONTENT)
        return parse(chunks, reader.start, reader.end, reader.text)


class _ContentReader:
    """Makes rows of the elements of the content: of one sheet whole, or of each the first."""

    def __init__(self, budget: CellBudget, sheet: str | None = None, most: int | None = None) -> None:
        self.sheets: dict[str, list[Line]] = {}
        self.merged: list[MergedRange] = []
        self.is_over = False
        self._budget, self._sheet, self._most = budget, sheet, most
        self._lines: list[Line] | None = None
        # Elements within one that is passed over, itself included.
        self._passed = 0
        self._row, self._row_count, self._next_row = 0, 1, 0
        self._column, self._cell_count = 0, 1
        self._cells: list[str] = []
        self._is_in_cell = False
        self._paragraphs_open = 0
        self._value: str | None = None
        self._pieces: list[str] = []
        self._length = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        if self._passed:
            self._passed += 1
        elif self._is_in_cell:
            self._start_in_cell(tag, attributes)
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._start_cell(attributes)
        elif tag == "table:table-row":
            self._start_row(attributes)
        elif tag == "table:table":
            self._start_sheet(attributes.get("table:name", ""))
        elif tag in _IGNORED or tag.startswith(_IGNORED_PREFIXES):
            self._passed = 1

    def end(self, tag: str) -> None:
        if self._passed:
            self._passed -= 1
        elif tag == "text:p":
            self._paragraphs_open = max(0, self._paragraphs_open - 1)
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._end_cell()
        elif tag == "table:table-row" and self._lines is not None and self._cells:
            self._end_row(self._lines)
        elif tag == "table:table":
            self.is_over = self._sheet is not None and self._lines is not None
            self._lines = None

    def text(self, data: str) -> None:
        if self._paragraphs_open and not self._passed:
            self._add(data)

    def _start_sheet(self, name: str) -> None:
        if self._sheet not in (None, name) or name in self.sheets:
            self._passed = 1
            return
        self._lines = self.sheets[name] = []
        self._next_row = 0

    def _start_row(self, attributes: Attributes) -> None:
        if self._lines is not None and len(self._lines) == self._most:
            # The rest of the sheet is of no interest.
            self._passed = 1
            return
        self._row, self._column, self._cells = self._next_row, 0, []
        self._row_count = _repeat_count(attributes.get("table:number-rows-repeated"))
        self._next_row += self._row_count

    def _start_cell(self, attributes: Attributes) -> None:
        self._is_in_cell = True
        self._cell_count = _repeat_count(attributes.get("table:number-columns-repeated"))
        kind = attributes.get("office:value-type", "")
        self._value = attributes.get(_VALUES[kind]) if kind in _VALUES else None
        self._pieces, self._length, self._paragraphs_open = [], 0, 0
        rows = _repeat_count(attributes.get("table:number-rows-spanned"))
        if rows > 1 and self._lines is not None:
            self.merged.append(MergedRange(self._row, self._column, self._row + rows - 1))

    def _start_in_cell(self, tag: str, attributes: Attributes) -> None:
        if tag == "text:p":
            if self._pieces:
                self._add("\n")
            self._paragraphs_open += 1
        elif tag == "text:s":
            self._add(" " * min(_repeat_count(attributes.get("text:c")), LONGEST_CELL))
        elif tag == "text:tab":
            self._add("\t")
        elif tag == "text:line-break":
            self._add("\n")
        elif tag in ("table:table", *_IGNORED) or tag.startswith(_IGNORED_PREFIXES):
            self._passed = 1

    def _add(self, data: str) -> None:
        # No more than shows that it is too long.
        if self._length <= LONGEST_CELL:
            self._pieces.append(data)
            self._length += len(data)

    def _end_cell(self) -> None:
        self._is_in_cell = False
        shown = "".join(self._pieces)
        # A formula that failed has a value of zero beside the words of its error.
        text = shown if self._value is None or is_error_value(shown) else self._value
        if text.strip() and self._lines is not None:
            if self._cell_count > MOST_COLUMNS - self._column:
                raise self._budget.exceeded()
            missing = self._column - len(self._cells)
            self._budget.count(missing + self._cell_count)
            self._cells.extend([""] * missing)
            self._cells.extend([self._budget.text(text)] * self._cell_count)
        self._column += self._cell_count

    def _end_row(self, lines: list[Line]) -> None:
        count = self._row_count if self._most is None else min(self._row_count, self._most - len(lines))
        if self._row + count > _LAST_ROW:
            raise self._budget.exceeded()
        self._budget.count((count - 1) * len(self._cells))
        lines.append((self._row, self._cells))
        lines.extend((self._row + place, list(self._cells)) for place in range(1, count))
        self._cells = []


def _repeat_count(written: str | None) -> int:
    """Return a count of the file; ValueError where it is none."""
    return 1 if written is None else max(1, int(written))
