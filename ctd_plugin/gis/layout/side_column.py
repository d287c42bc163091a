"""The side column of a layout: the legend, the keys of the symbols, a rule, and what is to be remembered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qgis.core import QgsLayoutItemMap, QgsMarkerSymbol
from qgis.PyQt.QtCore import QPointF, QSizeF

from ...i18n import tr
from ..project.layers import CtdLayers
from ..regions.edition_cache import region_features
from ..style.fonts import print_context, text_format, text_height
from ..style.page_sizes import Box
from ..style.palette import ACCENT, RULE
from ..themes.theme import Drawing, KeyEntry
from .blocks import ColumnBlock, gap, stacked, text_block
from .circle_key import circle_key_block
from .grouped_legend import grouped_legend_block
from .items import LayoutSheet
from .legend import LegendBlock

_MOST_FINDINGS = 3


@dataclass(frozen=True)
class _Fit:
    """How much a column holds: sentences, regions a group of the legend (None: all), and the scale of its type.

    One that is not `whole` has the short words of its legend, and no key but that of circles.
    """

    findings: int
    bars: int | None
    scale: float
    whole: bool = True


# What is given up first where the column is too small, in sizes of type that the page has anyway. A slide has one size,
# and no bars, which would be too many to read.
_PAPER_FITS = (
    _Fit(3, None, 1),
    _Fit(3, None, 8 / 9),
    _Fit(2, None, 8 / 9),
    _Fit(2, None, 7.5 / 9),
    _Fit(1, None, 7.5 / 9),
    _Fit(1, 8, 7.5 / 9),
    _Fit(1, 5, 7.5 / 9),
    _Fit(1, 3, 7.5 / 9),
    _Fit(0, 2, 7.5 / 9),
    _Fit(0, 0, 7.5 / 9),
)
_SLIDE_FITS = (
    _Fit(3, 0, 1),
    _Fit(2, 0, 1),
    _Fit(1, 0, 1),
    _Fit(3, 0, 1, whole=False),
    _Fit(2, 0, 1, whole=False),
    _Fit(1, 0, 1, whole=False),
    _Fit(0, 0, 1, whole=False),
)


@dataclass(frozen=True)
class SideColumn:
    """The side column of one sheet; `linked` is the map whose style the legend shows."""

    sheet: LayoutSheet
    layers: CtdLayers
    drawing: Drawing
    linked: QgsLayoutItemMap

    def draw(self) -> None:
        """Add all items of the column, as many as it has room for."""
        box = self.sheet.page.side_column
        legend = (
            None if self.drawing.grouped_legend else LegendBlock(self.sheet, self.layers, self.drawing, self.linked)
        )
        fits = _SLIDE_FITS if self.sheet.page.compact else _PAPER_FITS
        for fit in fits:
            block = stacked(list(self._blocks(fit, legend)))
            if block.height <= box.height or fit is fits[-1]:
                block.draw(box.x, box.y)
                return

    def _blocks(self, fit: _Fit, legend: LegendBlock | None) -> Iterator[ColumnBlock]:
        page, drawing = self.sheet.page, self.drawing
        space = 4 * page.weight * fit.scale
        if drawing.grouped_legend:
            counts = drawing.classes.count(self.layers.regions, region_features(self.layers))
            grouped = drawing.grouped_legend if fit.whole else drawing.grouped_legend.shortened()
            yield grouped_legend_block(self.sheet, grouped, drawing.classes, counts, fit.bars, fit.scale)
        elif legend:
            yield legend.block(fit.scale)
        if drawing.circle_key:
            yield gap(space)
            yield circle_key_block(self.sheet, drawing.circle_key, fit.scale)
        if drawing.key and fit.whole:
            yield gap(space)
            yield self._key(fit.scale)
        findings = list(drawing.findings[: min(fit.findings, _MOST_FINDINGS)])
        if findings:
            yield gap(space)
            yield self._rule()
            yield gap(space * 0.7)
            yield self._findings(findings)

    def _rule(self) -> ColumnBlock:
        width = self.sheet.page.side_column.width
        return ColumnBlock(0, lambda x, y: self.sheet.line("rule", (x, y), (x + width, y), RULE, 0.3))

    def _findings(self, findings: list[str]) -> ColumnBlock:
        sheet, page = self.sheet, self.sheet.page
        width, size = page.side_column.width, page.finding_size
        if page.compact and len(findings) == 1:
            # A sentence alone needs no heading.
            return text_block(sheet, "finding 1", findings[0], width, size)
        indent = size * 0.36
        blocks = [
            text_block(
                sheet, "findings title", tr("Key points"), width, page.legend_title_size, bold=True, colour=ACCENT
            )
        ]
        for number, finding in enumerate(findings, 1):
            blocks.append(gap(size * 0.11))
            text = text_block(sheet, f"finding {number}", finding, width - indent, size)
            blocks.append(_dashed(sheet, number, text, indent, size))
        return stacked(blocks)

    def _key(self, scale: float) -> ColumnBlock:
        """Return the rows of the theme's key; two narrow entries of a slide share one."""
        rows: list[list[KeyEntry]] = []
        for entry in self.drawing.key:
            shares = self.sheet.page.compact and entry.narrow and rows and rows[-1][-1].narrow
            if shares and len(rows[-1]) == 1:
                rows[-1].append(entry)
            else:
                rows.append([entry])
        columns = {
            is_narrow: max(
                (
                    self._size(entry.symbol(self._symbol_size)).width()
                    for entry in self.drawing.key
                    if entry.symbol and entry.narrow is is_narrow
                ),
                default=0,
            )
            for is_narrow in (False, True)
        }
        blocks, number = [], 0
        for row in rows:
            width = self.sheet.page.side_column.width / len(row)
            parts = []
            for entry in row:
                parts.append(self._key_entry(entry, number, columns[entry.narrow], width, scale))
                number += 1
            # Words on several lines stand apart from the next.
            blocks += [_side_by_side(parts, width), gap(self.sheet.page.weight * scale * 0.6)]
        return stacked(blocks)

    @property
    def _symbol_size(self) -> float:
        return self.sheet.page.symbol_size

    @staticmethod
    def _size(symbol: QgsMarkerSymbol) -> QSizeF:
        """Return the size of a marker on the page."""
        context = print_context()
        box = symbol.bounds(QPointF(0, 0), context)
        return box.size() / context.scaleFactor()

    def _key_entry(self, entry: KeyEntry, number: int, column: float, width: float, scale: float) -> ColumnBlock:
        sheet = self.sheet
        size = max(sheet.page.note_size, sheet.page.name_size * scale)
        height, indent = 0.0, 0.0
        symbol = entry.symbol(self._symbol_size) if entry.symbol else None
        if symbol:
            height, indent = self._size(symbol).height() + 0.8, column + 1.5
        is_title = symbol is None and not entry.narrow
        needed = text_height(entry.words, text_format(size, bold=is_title), width - indent)
        height = max(height, needed) + 0.4

        def draw(x: float, y: float) -> None:
            if symbol:
                sheet.marker(f"key symbol {number}", symbol, Box(x, y, column, height))
            text = Box(x + indent, y + (height - needed) / 2, width - indent, needed)
            sheet.label(f"key {number}", entry.words, text, size=size, bold=is_title)

        return ColumnBlock(height, draw)


def _dashed(sheet: LayoutSheet, number: int, text: ColumnBlock, indent: float, size: float) -> ColumnBlock:
    def draw(x: float, y: float) -> None:
        sheet.label(f"dash {number}", "–", Box(x, y, indent, size * 0.45), size=size)
        text.draw(x + indent, y)

    return ColumnBlock(text.height, draw)


def _side_by_side(blocks: list[ColumnBlock], width: float) -> ColumnBlock:
    def draw(x: float, y: float) -> None:
        for place, block in enumerate(blocks):
            block.draw(x + place * width, y)

    return ColumnBlock(max(block.height for block in blocks), draw)
