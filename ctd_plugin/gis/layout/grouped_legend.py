"""A legend in groups: the swatch of a class and, below, its regions with bars on an axis of the group's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from qgis.core import QgsFillSymbol

from ...i18n import plural, tr
from ...regions import PRINTED_NAMES
from ..labels.labels import SHORT_NAMES
from ..style.classes import Classes
from ..style.fonts import text_format, text_height, text_width
from ..style.page_sizes import Box
from ..style.palette import TEXT_MUTED
from ..style.region_symbols import no_answer_swatch
from ..themes.theme import GroupedLegend, LegendBar, LegendGroup
from .blocks import ColumnBlock, gap, stacked, text_block
from .items import LayoutSheet


def grouped_legend_block(
    sheet: LayoutSheet,
    legend: GroupedLegend,
    classes: Classes,
    counts: Counter[str | None],
    most_bars: int | None,
    scale: float,
) -> ColumnBlock:
    """Return a legend in a type that is scaled, with at most so many bars a group (None: all)."""
    return _GroupedLegendBlock(sheet, legend, classes, counts, most_bars, scale).block()


@dataclass(frozen=True)
class _GroupedLegendBlock:
    sheet: LayoutSheet
    legend: GroupedLegend
    classes: Classes
    counts: Counter[str | None]
    most_bars: int | None
    scale: float

    def block(self) -> ColumnBlock:
        page = self.sheet.page
        width, size = page.side_column.width, self._size
        title = text_block(
            self.sheet,
            "legend title",
            self.legend.title.partition("\n")[0],
            width,
            page.legend_title_size,
            bold=True,
        )
        blocks = [title]
        if not page.compact:
            blocks.append(self._units())
        for number, group in enumerate(self.legend.groups):
            blocks.append(gap(size * 0.17))
            blocks.append(self._group_title(group, number))
            blocks += self._bars(group, number)
        return stacked(blocks)

    @property
    def _size(self) -> float:
        return self.sheet.page.legend_size * self.scale

    @property
    def _small(self) -> float:
        page = self.sheet.page
        return max(page.note_size, page.name_size * self.scale)

    @property
    def _indent(self) -> float:
        return self._size * 0.9

    def _units(self) -> ColumnBlock:
        """Return the line under the title: what is counted at the left, the unit of the bars at the right."""
        width = self.sheet.page.side_column.width
        counted, unit = tr("(number of regions)"), self.legend.unit
        has_bars = self.most_bars != 0 and any(group.bars for group in self.legend.groups)
        left = text_block(self.sheet, "legend unit", counted, width * 0.5, self._small, colour=TEXT_MUTED)
        if not unit or not has_bars:
            return left
        style = text_format(self._small)
        height = max(left.height, text_height(unit, style, width * 0.48))

        def draw(x: float, y: float) -> None:
            left.draw(x, y)
            box = Box(x + width * 0.52, y + height - text_height(unit, style, width * 0.48), width * 0.48, height)
            self.sheet.label("bars unit", unit, box, size=self._small, colour=TEXT_MUTED, right=True)

        return ColumnBlock(height, draw)

    def _group_title(self, group: LegendGroup, number: int) -> ColumnBlock:
        sheet, page, size = self.sheet, self.sheet.page, self._size
        count = sum(self.counts[value or None] for value in group.class_values)
        words = group.title if page.compact else f"{group.title} ({count})"
        at_right = page.count_size * 0.55 if page.compact else 0
        width = page.side_column.width - self._indent - at_right
        style = text_format(size, bold=not page.compact, line_height=1.0)
        text = text_height(words, style, width)
        swatch = size * 0.42
        height = max(swatch, text)

        def draw(x: float, y: float) -> None:
            part = size * 0.7 / len(group.class_values)
            for place, value in enumerate(group.class_values):
                box = Box(x + place * part, y + (height - swatch) / 2, part, swatch)
                sheet.swatch(f"swatch {number}.{place}", self._swatch(value), box)
            label = Box(x + self._indent, y + (height - text) / 2, width, text)
            sheet.label(f"group {number}", words, label, size=size, bold=not page.compact, line_height=1.0)
            if page.compact:
                line = text_height("0", text_format(page.count_size, bold=True), 50)
                box = Box(x, y + (height - line) / 2, page.side_column.width, line)
                sheet.label(f"count {number}", str(count), box, size=page.count_size, bold=True, right=True)

        return ColumnBlock(height, draw)

    def _swatch(self, value: str) -> QgsFillSymbol:
        fills = {fill.value: fill for fill in self.classes.classes}
        return fills[value].swatch() if value in fills else no_answer_swatch()

    def _bars(self, group: LegendGroup, number: int) -> Iterator[ColumnBlock]:
        shown = list(group.bars if self.most_bars is None else group.bars[: self.most_bars])
        left = len(group.bars) - len(shown)
        if not shown:
            return
        if left == 1:
            # One more line says as much as that one is missing.
            shown, left = list(group.bars[: len(shown) + 1]), 0
        axis = group.axis or max(bar.value for bar in group.bars)
        names = max(text_width(self._name(bar), text_format(self._small)) for bar in shown) + self._size * 0.15
        for place, bar in enumerate(shown):
            is_compared = len(group.bars) > 1 or group.axis
            yield self._bar(bar, f"{number}.{place}", names, bar.value / axis if axis and is_compared else 0, group)
        if left:
            text = plural(left, tr("… and {count} other (atlas)"), tr("… and {count} others (atlas)"))
            block = text_block(
                self.sheet, f"more {number}", text.format(count=left), self._room, self._small, colour=TEXT_MUTED
            )
            yield ColumnBlock(block.height, lambda x, y: block.draw(x + self._indent, y))

    @property
    def _room(self) -> float:
        return self.sheet.page.side_column.width - self._indent

    def _name(self, bar: LegendBar) -> str:
        """Return the name of a bar's region, as people of the field call it where the column has no room for more."""
        if text_width(bar.name, text_format(self._small)) <= self._room * 0.56:
            return bar.name
        codes = {name: code for code, name in PRINTED_NAMES.items()}
        return SHORT_NAMES.get(codes.get(bar.name, ""), bar.name)

    def _bar(self, bar: LegendBar, id_: str, names: float, share: float, group: LegendGroup) -> ColumnBlock:
        sheet, small = self.sheet, self._small
        height = text_height("Ég", text_format(small), 50)
        values = max(text_width(one.words, text_format(small)) for one in group.bars) + 0.5
        longest = self._room - names - values - small * 0.1
        thickness = height * 0.62

        def draw(x: float, y: float) -> None:
            left = x + self._indent
            sheet.label(f"bar name {id_}", self._name(bar), Box(left, y, names, height), size=small)
            if share:
                box = Box(left + names, y + (height - thickness) / 2, max(longest * share, 0.3), thickness)
                sheet.swatch(f"bar {id_}", self._swatch(group.class_values[0]), box)
            box = Box(left + self._room - values, y, values, height)
            sheet.label(f"bar value {id_}", bar.words, box, size=small, right=True)

        return ColumnBlock(height, draw)
