"""Small maps: a page with a map of France for each panel of a drawing, and one legend for all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from qgis.core import QgsExpressionContextUtils, QgsLayoutItemMap

from ...i18n import titled, tr
from ...regions import PRINTED_NAMES
from ..labels.labels import short_overseas_names
from ..style.classes import FillClass
from ..style.fonts import fitting_size, text_format, text_height, text_width
from ..style.page_sizes import Box
from ..style.palette import ACCENT, RULE, TEXT_MUTED
from ..style.region_labels import LABELS_VARIABLE
from ..style.territories import DrawnTerritories, Territory
from ..themes.theme import PANEL_VARIABLE, Drawing, SmallMap
from .items import LayoutSheet, Shown
from .scale_bars import add_scale_bar, new_scale_bar

_MOST_IN_A_ROW = 3
_MOST_INSETS = 5
_A4_WIDTH = 297
_SCALE_BAR = 24
"""The millimetres at the end of the legend that the scale bar takes on an A4 page."""

# How much of a panel's width the overseas regions may take, and of the page's height the notes.
_LARGEST_COLUMN = 0.3
_LARGEST_NOTES = 0.15

_WIDE_INSET = 1.5
"""How much wider than high the map of an overseas region is where its name does not widen it."""

# How small the type of a long title may be beside that of the others.
_SMALLER_TITLE = 0.85


@dataclass(frozen=True)
class _Measures:
    """Sizes in millimetres, and those of the type in points."""

    gap: float
    heading: float
    names: float
    legend: float
    legend_gap: float
    notes: float
    swatch_width: float
    swatch_height: float
    named_once: bool = False
    """Whether the overseas regions are named once for all panels, where large type leaves no room in each."""


_SLIDE = _Measures(
    gap=5,
    heading=18,
    names=18,
    legend=18,
    legend_gap=1.5,
    notes=18,
    swatch_width=9,
    swatch_height=6,
    named_once=True,
)


def _of_paper(width: float) -> _Measures:
    """Return the measures of a page of paper, in proportion to its width."""
    scale = width / _A4_WIDTH
    return _Measures(
        gap=2 * scale,
        heading=12 * scale,
        names=7 * scale,
        legend=10 * scale,
        legend_gap=1.7 * scale,
        notes=8.5 * scale,
        swatch_width=7 * scale,
        swatch_height=4 * scale,
    )


@dataclass(frozen=True)
class PanelPage:
    """The small maps of one sheet, which all show the same."""

    sheet: LayoutSheet
    drawing: Drawing
    territories: DrawnTerritories
    shown: Shown

    def draw(self, area: Box) -> list[str]:
        """Fill an area with the panels, below them the legend and the notes; return the notes that had no room."""
        notes, rest = self._notes(area)
        bottom = self._add_notes(self._overseas_names() if self._measures.named_once else notes, area)
        # A slide has no room for a scale bar.
        bar = 0 if self.sheet.page.compact else _SCALE_BAR * self.sheet.page.weight
        top = self._add_legend(Box(area.x, area.y, area.width - bar, bottom - area.y))
        scale_bar = new_scale_bar(self.sheet, self.territories.main) if bar else None
        boxes = self._boxes(Box(area.x, area.y, area.width, top - self._measures.gap - area.y))
        maps = [self._add_panel(panel, box) for panel, box in zip(self.drawing.panels, boxes, strict=True)]
        self.sheet.layout.setReferenceMap(maps[0])
        if scale_bar is not None:
            place = Box(area.x, top, area.width, bottom - top)
            add_scale_bar(self.sheet, scale_bar, maps[0], place, right=True)
        return rest

    @cached_property
    def _measures(self) -> _Measures:
        return _SLIDE if self.sheet.page.compact else _of_paper(self.sheet.page.width)

    def _boxes(self, area: Box) -> list[Box]:
        """Return the boxes of the panels, row by row."""
        count = len(self.drawing.panels)
        columns = count if count <= _MOST_IN_A_ROW else -(-count // 2)
        rows = -(-count // columns)
        gap = self._measures.gap
        width = (area.width - gap * (columns - 1)) / columns
        height = (area.height - gap * (rows - 1)) / rows
        return [
            Box(area.x + column * (width + gap), area.y + row * (height + gap), width, height)
            for row, column in (divmod(number, columns) for number in range(count))
        ]

    def _add_panel(self, panel: SmallMap, box: Box) -> QgsLayoutItemMap:
        """Add a panel and return its map of the mainland: heading over a rule, overseas regions in a column, map."""
        size = self._measures.heading
        style = text_format(size, bold=True)
        line, count = text_height(panel.count, style, box.width), text_width(panel.count, style)
        at = Box(box.x + box.width - count, box.y, count, line)
        self.sheet.label(f"count {panel.id}", panel.count, at, size=size, bold=True, colour=ACCENT, right=True)
        title, size = self._title(panel, box.width)
        # On the line of the count, where its type is smaller.
        own = text_height(title, text_format(size, bold=True), box.width)
        at = Box(box.x, box.y + (line - own) * 0.8, self._title_width(panel, box.width), own)
        self.sheet.label(f"title {panel.id}", title, at, size=size, bold=True)
        rule = box.y + line + 0.5
        self.sheet.line(f"rule {panel.id}", (box.x, rule), (box.x + box.width, rule), RULE, 0.3)
        top = rule + 1.3
        # As high as in a column of five where there are fewer.
        row = (box.bottom - top) / _MOST_INSETS
        names = {each: self._inset_name(each, row, box.width) for each in self.territories.insets}
        column = max((self._inset_width(name, row) for name in names.values()), default=0)
        for number, (territory, name) in enumerate(names.items()):
            self._add_inset(panel, territory, name, Box(box.x, top + number * row, column, row))
        rest = Box(box.x + column, top, box.width - column, box.bottom - top)
        return self._add_map(panel, self.territories.main, rest)

    def _title_width(self, panel: SmallMap, width: float) -> float:
        style = text_format(self._measures.heading, bold=True)
        return width - text_width(panel.count, style) - self._measures.gap

    def _title(self, panel: SmallMap, width: float) -> tuple[str, float]:
        """Return the title of a panel with its type size; one that is too long is smaller, or a short one."""
        largest, room = self._measures.heading, self._title_width(panel, width)
        smaller = (largest, max(largest * _SMALLER_TITLE, self._measures.names))
        tries = [(title, size) for title in (panel.title, *panel.short_titles) for size in smaller]
        fitting = ((title, size) for title, size in tries if text_width(title, text_format(size, bold=True)) <= room)
        return next(fitting, (tries[-1][0], self._measures.names))

    def _inset_width(self, name: str, row: float) -> float:
        """Return the width of an inset: its map, and its name above it."""
        if self._measures.named_once:
            return row * _WIDE_INSET
        return max(row, text_width(name, text_format(self._measures.names)))

    def _overseas_names(self) -> str:
        """Return the names of the overseas regions, in the order of their column; "" of none."""
        if not self.territories.insets:
            return ""
        names = ", ".join(PRINTED_NAMES[code] for each in self.territories.insets for code in each.region_codes)
        return tr("Overseas, from top to bottom: {regions}").format(regions=names)

    def _inset_name(self, territory: Territory, row: float, width: float) -> str:
        """Return the name of an overseas region, abbreviated where it would take too much of a panel's width."""
        (code,) = territory.region_codes
        name = PRINTED_NAMES[code]
        if self._inset_width(name, row) <= _LARGEST_COLUMN * width * 0.6:
            return name
        return short_overseas_names().get(code, name)

    def _add_inset(self, panel: SmallMap, territory: Territory, name: str, box: Box) -> None:
        if self._measures.named_once:
            self._add_map(panel, territory, Box(box.x, box.y + 0.5, box.width, box.height - 1))
            return
        size = self._measures.names
        style = text_format(size)
        line, width = text_height(name, style, box.width), text_width(name, style)
        self._add_map(panel, territory, Box(box.x, box.y + line, box.width, box.height - line - 0.5))
        label = Box(box.x, box.y, width, line)
        self.sheet.label(f"name {panel.id} {territory.id}", name, label, size=size, colour=TEXT_MUTED)

    def _add_map(self, panel: SmallMap, territory: Territory, box: Box) -> QgsLayoutItemMap:
        item = QgsLayoutItemMap(self.sheet.layout)
        self.sheet.place(item, f"map {panel.id} {territory.id}", box)
        item.setCrs(territory.crs)
        item.zoomToExtent(territory.extent)
        self.shown.on(item, territory)
        item.setBackgroundEnabled(False)
        QgsExpressionContextUtils.setLayoutItemVariable(item, LABELS_VARIABLE, 0)
        QgsExpressionContextUtils.setLayoutItemVariable(item, PANEL_VARIABLE, panel.id)
        return item

    def _add_legend(self, area: Box) -> float:
        """Add the legend at the bottom of an area, in as many rows as it needs, and return its upper edge."""
        measures, classes = self._measures, self.drawing.classes.classes
        style = text_format(measures.legend)
        gap, between = measures.legend_gap, 3 * measures.legend_gap
        title = self.drawing.legend_title
        indent = text_width(title, text_format(measures.legend, bold=True)) + between
        needed = [measures.swatch_width + gap + text_width(fill.label, style) + between for fill in classes]
        if indent + sum(needed) - between > area.width:
            # Rather in one row without its title than in two.
            title, indent = "", 0
        places: list[tuple[FillClass, float, int]] = []
        x, row = indent, 0
        for fill, width in zip(classes, needed, strict=True):
            if x + width - between > area.width and x > indent:
                x, row = indent, row + 1
            places.append((fill, x, row))
            x += width
        line = max(measures.swatch_height, text_height("É", style, area.width)) + 1
        top = area.bottom - line * (row + 1)
        text = text_height("É", style, area.width)
        if title:
            at = Box(area.x, top + (line - text) / 2, indent, text)
            self.sheet.label("legend title", title, at, size=measures.legend, bold=True)
        for fill, x, row in places:
            middle = top + line * (row + 0.5)
            swatch = Box(area.x + x, middle - measures.swatch_height / 2, measures.swatch_width, measures.swatch_height)
            self.sheet.swatch(f"legend {fill.value}", fill.swatch(), swatch)
            words = Box(swatch.x + swatch.width + gap, middle - text / 2, text_width(fill.label, style), text)
            self.sheet.label(f"legend words {fill.value}", fill.label, words, size=measures.legend)
        return top

    def _notes(self, area: Box) -> tuple[str, list[str]]:
        """Return the notes that the page has room for, and the rest."""
        width = self._boxes(area)[0].width
        shown = ((self._title(panel, width)[0], panel.title) for panel in self.drawing.panels)
        notes = [*(titled(short, title) for short, title in shown if short != title), *self.drawing.notes]
        # A slide has them in its footer, or in the last slide of a deck: not in the way of the maps.
        return ("", notes) if self.sheet.page.compact else ("\n".join(notes), [])

    def _add_notes(self, text: str, area: Box) -> float:
        """Add notes at the bottom of an area and return their upper edge."""
        if not text:
            return area.bottom
        room = area.height * _LARGEST_NOTES
        size = fitting_size(text, self._measures.notes, area.width, room, least=self._measures.names)
        height = text_height(text, text_format(size), area.width)
        top = area.bottom - height
        self.sheet.label("notes", text, Box(area.x, top, area.width, height), size=size, colour=TEXT_MUTED)
        return top - self._measures.gap / 2
