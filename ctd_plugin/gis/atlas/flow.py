"""A run of pages being written from top to bottom: full-width text, tables, and text in two columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..style.page_sizes import Box
from ..style.palette import ACCENT, RULE, TEXT_MUTED
from .page import BOTTOM, CONTENT_WIDTH, MARGIN, TOP, AtlasPage
from .typesetting import Line, Paragraph, fill, paragraph, total_height, typeset_all

GUTTER = 8.0
COLUMN = (CONTENT_WIDTH - GUTTER) / 2
_CELL_GAP = 3.0
_SWATCH = 3.2
LEAST_COLUMN = 30.0
"""The room (mm) below which text in columns begins on the next page."""


@dataclass(frozen=True)
class Cell:
    """What stands in a cell of a table; `swatched`, it begins with a patch of a fill, hatched where it is None."""

    paragraphs: Sequence[Paragraph]
    swatched: bool = False
    fill: str | None = None


@dataclass(frozen=True)
class FlowTable:
    """Widths (mm) with their titles, and rows of cells. A row is never parted, the titles head every page."""

    columns: Sequence[tuple[float, str]]
    rows: Sequence[Sequence[Cell]]


@dataclass
class Section:
    """The pages of the cover, the summary or one sheet."""

    region: str = ""
    pages: list[AtlasPage] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pages.append(AtlasPage(self.region))

    @property
    def page(self) -> AtlasPage:
        """The page that is being filled."""
        return self.pages[-1]

    def turn(self) -> None:
        """Begin a new page."""
        self.pages.append(AtlasPage(self.region, continued=True))

    def write(self, paragraphs: Sequence[Paragraph], gap: float = 0, followed_by: float = 0) -> None:
        """Set paragraphs over the full width, `gap` mm below what is there, with room for what must follow."""
        lines = typeset_all(paragraphs, CONTENT_WIDTH)
        height = gap + total_height(lines) + followed_by
        if self.page.y + height > BOTTOM:
            self.turn()
        page = self.page
        page.y = page.lines(lines, MARGIN, page.y + (gap if page.y > TOP else 0))

    def heading(self, text: str, followed_by: float = 12) -> None:
        """Set a heading with a rule below it."""
        self.write([paragraph(text, size=12, bold=True, colour=ACCENT)], gap=6, followed_by=followed_by)
        self.page.rule(MARGIN, self.page.y + 0.8, CONTENT_WIDTH, ACCENT, 0.35)
        self.page.y += 2.6

    def table(self, table: FlowTable) -> None:
        """Set a table over as many pages as it needs."""
        titles = [Cell([paragraph(title, size=7.5, bold=True, colour=TEXT_MUTED)]) for _, title in table.columns]
        self._row(table, titles)
        for row in table.rows:
            if self.page.y + _row_height(table, row) > BOTTOM:
                self.turn()
                self._row(table, titles)
            self._row(table, row)

    def columns(self, lines: Sequence[Line]) -> None:
        """Let lines flow through two columns a page, of equal height on the last one."""
        if BOTTOM - self.page.y < LEAST_COLUMN:
            self.turn()
        while lines:
            page, height = self.page, BOTTOM - self.page.y
            first, second = _two_columns(lines, height)
            if first + second == len(lines):
                first, second = _two_columns(lines, _balanced(lines, height))
            page.y = max(
                page.lines(part, x, page.y)
                for part, x in ((lines[:first], MARGIN), (lines[first : first + second], MARGIN + COLUMN + GUTTER))
            )
            lines = lines[first + second :]
            if lines:
                self.turn()

    def _row(self, table: FlowTable, row: Sequence[Cell]) -> None:
        page, x = self.page, MARGIN
        for (width, _), cell in zip(table.columns, row, strict=True):
            indent = _SWATCH + 1.5 if cell.swatched else 0
            if cell.swatched:
                page.chip(Box(x, page.y + 1.4, _SWATCH, _SWATCH), cell.fill)
            page.lines(_cell_lines(cell, width), x + indent, page.y + 1.3)
            x += width
        page.y += _row_height(table, row)
        page.rule(MARGIN, page.y, CONTENT_WIDTH, RULE)


def _cell_lines(cell: Cell, width: float) -> list[Line]:
    indent = _SWATCH + 1.5 if cell.swatched else 0
    return typeset_all(cell.paragraphs, width - _CELL_GAP - indent)


def _row_height(table: FlowTable, row: Sequence[Cell]) -> float:
    heights = [total_height(_cell_lines(cell, width)) for (width, _), cell in zip(table.columns, row, strict=True)]
    return max(heights) + 2.4


def _two_columns(lines: Sequence[Line], height: float) -> tuple[int, int]:
    first = fill(lines, height)
    return first, fill(lines[first:], height)


def _balanced(lines: Sequence[Line], height: float) -> float:
    """Return the least height (mm) at which two columns still hold all lines, which they do at `height`."""
    low, high = total_height(lines) / 2 - 1, height
    while high - low > 0.5:
        middle = (low + high) / 2
        if sum(_two_columns(lines, middle)) == len(lines):
            high = middle
        else:
            low = middle
    return high
