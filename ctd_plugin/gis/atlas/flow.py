"""A run of pages being written from top to bottom: full-width text, tables, and text in two columns."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..style.page_sizes import Box
from ..style.palette import ACCENT, RULE, TEXT_MUTED
from .page import BOTTOM, CONTENT_WIDTH, MARGIN, TOP, AtlasPage
from .typesetting import GRID, HEADING, SMALL, Line, Paragraph, fill, paragraph, total_height, typeset_all

GUTTER = 8.0
COLUMN = (CONTENT_WIDTH - GUTTER) / 2
_CELL_GAP = 3.0
_SWATCH = 3.2
_CLOSE = 0.6
"""The room (mm) above and below the text of a row where there is little."""
_LEAST_COLUMN = 30.0


@dataclass(frozen=True)
class Cell:
    """What stands in a cell of a table; `swatched`, it begins with a patch of a fill, hatched where it is None."""

    paragraphs: Sequence[Paragraph]
    swatched: bool = False
    fill: str | None = None


@dataclass(frozen=True)
class FlowTable:
    """Widths (mm) with their titles, and rows of cells. A row is never parted; titles, if any, head every page."""

    columns: Sequence[tuple[float, str]]
    rows: Sequence[Sequence[Cell]]
    padding: float = 1.2
    """The room (mm) above and below the text of a row."""


@dataclass
class Section:
    """The pages of the cover, the summary, one sheet, or several that share pages."""

    region: str = ""
    pages: list[AtlasPage] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.pages:
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
        if self.page.y + gap + total_height(lines) + followed_by > BOTTOM and self.page.y > TOP:
            self.turn()
        page = self.page
        y = page.y + (gap if page.y > TOP else 0)
        for number, line in enumerate(lines):
            y += line.before if number else 0
            if y + line.height > BOTTOM + 1e-6:
                self.turn()
                y = TOP
            self.page.line(line, MARGIN, y)
            y += line.height
        self.page.y = y

    def heading(self, text: str, followed_by: float = 12) -> None:
        """Set a heading with a rule below it."""
        self.write([paragraph(text, size=HEADING, bold=True, colour=ACCENT)], gap=4, followed_by=followed_by)
        self.page.rule(MARGIN, self.page.y + 0.6, CONTENT_WIDTH, ACCENT, 0.35)
        self.page.y += 1.8

    def table(self, table: FlowTable, bottom: float = BOTTOM) -> None:
        """Set a table over as many pages as it needs."""
        self._titles(table)
        for row in table.rows:
            if self.page.y + _row_height(table, row) > bottom:
                self.turn()
                self._titles(table)
            self._row(table, row)

    def whole_table(self, table: FlowTable, followed_by: float) -> None:
        """Set a table with nothing but a note of some height behind it: on one page, or on several filled alike."""
        bottom = BOTTOM - followed_by
        room, closer = bottom - self.page.y, replace(table, padding=_CLOSE)
        if _table_height(table) > room >= _table_height(closer):
            table = closer
        height = _table_height(table)
        if height > room:
            pages = math.ceil(1 + (height - room) / (bottom - TOP - _titles_height(table)))
            # A row is never parted, so that a page may be longer by a part of one.
            bottom = min(bottom, TOP + (self.page.y - TOP + height) / pages + _titles_height(table) + 2 * _CLOSE)
        self.table(table, bottom)

    def columns(self, lines: Sequence[Line]) -> None:
        """Let lines flow through two columns a page; all pages that they need end at the same height.

        A text that needs a little more than one page then fills both pages alike, and the last is never nearly empty.
        """
        if BOTTOM - self.page.y < least_room(lines):
            self.turn()
        self.page.y = _on_grid(self.page.y)
        bottom = _even_bottom(lines, self.page.y)
        while lines:
            page = self.page
            first, second = _two_columns(lines, bottom - page.y)
            page.y = max(
                page.lines(part, x, page.y)
                for part, x in ((lines[:first], MARGIN), (lines[first : first + second], MARGIN + COLUMN + GUTTER))
            )
            lines = lines[first + second :]
            if lines:
                self.turn()

    def _titles(self, table: FlowTable) -> None:
        titles = [Cell([paragraph(title, size=SMALL, bold=True, colour=TEXT_MUTED)]) for _, title in table.columns]
        if any(title for _, title in table.columns):
            self._row(table, titles)

    def _row(self, table: FlowTable, row: Sequence[Cell]) -> None:
        page, x = self.page, MARGIN
        for (width, _), cell in zip(table.columns, row, strict=True):
            indent = _SWATCH + 1.5 if cell.swatched else 0
            if cell.swatched:
                page.chip(Box(x, page.y + table.padding, _SWATCH, _SWATCH), cell.fill)
            page.lines(_cell_lines(cell, width), x + indent, page.y + table.padding)
            x += width
        page.y += _row_height(table, row)
        page.rule(MARGIN, page.y, CONTENT_WIDTH, RULE)


def least_room(lines: Sequence[Line]) -> float:
    """Return the room (mm) below which text in columns begins on the next page."""
    return min(_LEAST_COLUMN, total_height(lines) / 2 + 3 * GRID)


def _on_grid(y: float) -> float:
    """Return the next line of the grid that all pages share."""
    return TOP + math.ceil((y - TOP) / GRID - 1e-6) * GRID


def _cell_lines(cell: Cell, width: float) -> list[Line]:
    indent = _SWATCH + 1.5 if cell.swatched else 0
    return typeset_all(cell.paragraphs, width - _CELL_GAP - indent)


def _row_height(table: FlowTable, row: Sequence[Cell]) -> float:
    heights = [total_height(_cell_lines(cell, width)) for (width, _), cell in zip(table.columns, row, strict=True)]
    return max(heights) + 2 * table.padding


def _titles_height(table: FlowTable) -> float:
    return _row_height(table, [Cell([paragraph(title, size=SMALL, bold=True)]) for _, title in table.columns])


def _table_height(table: FlowTable) -> float:
    return _titles_height(table) + sum(_row_height(table, row) for row in table.rows)


def _two_columns(lines: Sequence[Line], height: float) -> tuple[int, int]:
    first = fill(lines, height)
    return first, fill(lines[first:], height)


def _even_bottom(lines: Sequence[Line], top: float) -> float:
    """Return the least height (mm) at which all pages may end without one page more, with some lines on the first."""
    most = _pages_needed(lines, top, BOTTOM)
    low, high = min(top + _LEAST_COLUMN, BOTTOM), BOTTOM
    while high - low > 0.5:
        middle = (low + high) / 2
        if _pages_needed(lines, top, middle) <= most:
            high = middle
        else:
            low = middle
    return high


def _pages_needed(lines: Sequence[Line], top: float, bottom: float) -> int:
    """Return over how many pages lines flow that begin at `top` on the first one."""
    pages = 0
    while lines:
        lines = lines[sum(_two_columns(lines, bottom - top)) :]
        top, pages = TOP, pages + 1
    return pages
