"""Reading the sheets of an ODS as displayed text; repeated empty rows and cells are counted, not created."""

from __future__ import annotations

from collections.abc import Iterator

from ...zip_reader import ZipReader
from .cells import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, CellBudget, CellText, Line
from .error_values import is_error_value
from .merged_cells import MergedRange
from .sheet_xml import Attributes, parse

CONTENT = "content.xml"
_MOST_OF_CONTENT = 1024**3
# What a cell may contain besides its own text: comments, and pictures and shapes with texts in them.
_IGNORED = ("office:annotation", "table:shapes", "table:tracked-changes", "table:dde-links")
_IGNORED_PREFIXES = ("draw:", "dr3d:", "chart:", "svg:", "form:")
_VALUES = {
    "float": "office:value",
    "percentage": "office:value",
    "currency": "office:value",
    "date": "office:date-value",
}
"""Value type of a cell → the attribute with its value, which is read instead of the displayed, rounded text."""


class OdsBook:
    """An open ODS; raises ValueError or ExpatError where it is damaged."""

    def __init__(self, archive: ZipReader, budget: CellBudget) -> None:
        self._archive = archive
        self._budget = budget

    def starts(self, most: int) -> dict[str, list[list[str]]]:
        """Return the first lines of each sheet by its name, at most `most`."""
        reader = _ContentReader(self._budget, most=most)
        self._parse(reader)
        return {name: [cells for _, cells in lines] for name, lines in reader.sheets.items()}

    def read(self, sheet: str) -> tuple[list[Line], list[MergedRange]]:
        """Return the lines of a sheet, and its merged cells that span several rows."""
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
    """Collects rows from the elements of content.xml: all of one sheet, or the first of each."""

    def __init__(self, budget: CellBudget, sheet: str | None = None, most: int | None = None) -> None:
        self.sheets: dict[str, list[Line]] = {}
        self.merged: list[MergedRange] = []
        self.is_over = False
        self._budget, self._sheet, self._most = budget, sheet, most
        self._lines: list[Line] | None = None
        # Depth inside an element that is skipped, that one included.
        self._skipped = 0
        self._row, self._row_count, self._next_row = 0, 1, 0
        self._column, self._cell_count = 0, 1
        self._cells: list[str] = []
        self._is_in_cell = False
        self._paragraphs_open = 0
        self._value: str | None = None
        self._text = CellText()

    def start(self, tag: str, attributes: Attributes) -> None:
        if self._skipped:
            self._skipped += 1
        elif self._is_in_cell:
            self._start_in_cell(tag, attributes)
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._start_cell(attributes)
        elif tag == "table:table-row":
            self._start_row(attributes)
        elif tag == "table:table":
            self._start_sheet(attributes.get("table:name", ""))
        elif tag in _IGNORED or tag.startswith(_IGNORED_PREFIXES):
            self._skipped = 1

    def end(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
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
        if self._paragraphs_open and not self._skipped:
            self._text.add(data)

    def _start_sheet(self, name: str) -> None:
        if self._sheet not in (None, name) or name in self.sheets:
            self._skipped = 1
            return
        self._lines = self.sheets[name] = []
        self._next_row = 0

    def _start_row(self, attributes: Attributes) -> None:
        if self._lines is not None and len(self._lines) == self._most:
            # Enough rows of this sheet.
            self._skipped = 1
            return
        self._row, self._column, self._cells = self._next_row, 0, []
        self._row_count = _repeat_count(attributes.get("table:number-rows-repeated"))
        self._next_row += self._row_count

    def _start_cell(self, attributes: Attributes) -> None:
        self._is_in_cell = True
        self._cell_count = _repeat_count(attributes.get("table:number-columns-repeated"))
        kind = attributes.get("office:value-type", "")
        self._value = attributes.get(_VALUES[kind]) if kind in _VALUES else None
        self._text.clear(is_open=True)
        self._paragraphs_open = 0
        rows = _repeat_count(attributes.get("table:number-rows-spanned"))
        if rows > 1 and self._lines is not None:
            self.merged.append(MergedRange(self._row, self._column, self._row + rows - 1))

    def _start_in_cell(self, tag: str, attributes: Attributes) -> None:
        if tag == "text:p":
            if self._text:
                self._text.add("\n")
            self._paragraphs_open += 1
        elif tag == "text:s":
            self._text.add(" " * min(_repeat_count(attributes.get("text:c")), LONGEST_CELL))
        elif tag == "text:tab":
            self._text.add("\t")
        elif tag == "text:line-break":
            self._text.add("\n")
        elif tag in ("table:table", *_IGNORED) or tag.startswith(_IGNORED_PREFIXES):
            self._skipped = 1

    def _end_cell(self) -> None:
        self._is_in_cell = False
        shown = str(self._text)
        # A formula that failed has the value 0 besides its displayed error.
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
        if self._row + count > MOST_ROWS:
            raise self._budget.exceeded()
        self._budget.count((count - 1) * len(self._cells))
        lines.append((self._row, self._cells))
        lines.extend((self._row + place, list(self._cells)) for place in range(1, count))
        self._cells = []


def _repeat_count(written: str | None) -> int:
    """Return the value of a repeat or span attribute, 1 without one; raises ValueError where it is no number."""
    return 1 if written is None else max(1, int(written))
