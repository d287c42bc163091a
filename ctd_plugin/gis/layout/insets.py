"""The insets of a layout: an overseas territory each, in a CRS of its own, with name, value, map and scale bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qgis.core import QgsLayoutItemMap, QgsRectangle

from ...regions import REGION_NAMES
from ..style.fonts import text_format, text_height, text_width
from ..style.page_sizes import Box
from ..style.palette import RULE
from ..style.territories import Territory
from ..themes.theme import Drawing
from .items import LayoutSheet
from .label_blocks import short_lines, value_of
from .scale_bars import add_scale_bar

_PADDING = 1.2
_TIGHT = 0.98
"""Lines of the type: a heading of few lines."""

AddMap = Callable[[Territory, Box, QgsRectangle], QgsLayoutItemMap]


@dataclass(frozen=True)
class _Heading:
    """What stands above the map of an inset: a name and, if any, a value."""

    name: str
    value: str
    size: float
    value_size: float
    is_bold: bool


@dataclass(frozen=True)
class Insets:
    """The insets of one sheet; all have one size and one frame on every theme."""

    sheet: LayoutSheet
    drawing: Drawing
    add_map: AddMap

    def add(self, territories: tuple[Territory, ...]) -> None:
        """Add the insets one below the other."""
        page = self.sheet.page
        headings = [self._heading(territory) for territory in territories]
        # The maps of all begin below the tallest heading, or below a name and one line, so that they are alike.
        least = self._line(page.name_size, True) + self._line(page.value_size, True)
        above = max([least, *(self._height(heading) for heading in headings)])
        for index, (territory, heading) in enumerate(zip(territories, headings, strict=True)):
            self._add(territory, heading, page.inset(index), above)

    def _add(self, territory: Territory, heading: _Heading, box: Box, above: float) -> None:
        page, weight = self.sheet.page, self.sheet.page.weight
        self.sheet.frame(f"frame {territory.id}", RULE, box)
        top = box.y + 0.7 * weight
        own = self._height(heading)
        area = Box(box.x + 0.5, top + own, box.width - 1, box.bottom - top - own - 0.5)
        room = Box(area.x + 1, 0, area.width - 2, box.bottom - top - above - 1.5 * weight)
        item = self.add_map(territory, area, _extent(territory, area, room))
        x, width = box.x + _PADDING * weight, box.width - 2 * _PADDING * weight
        name_height = self._line(heading.size, True)
        name = Box(x, top, width, name_height)
        self.sheet.label(f"name {territory.id}", heading.name, name, size=heading.size, bold=True)
        if heading.value:
            self.sheet.label(
                f"text {territory.id}",
                heading.value,
                Box(x, name.bottom, width, own - name_height),
                size=heading.value_size,
                bold=heading.is_bold,
                line_height=_TIGHT,
            )
        if not page.compact:
            # On a slide it would need type as large as a name.
            add_scale_bar(
                self.sheet, territory, item, Box(box.x, box.y, box.width - 0.8 * weight, box.height), right=True
            )

    def _heading(self, territory: Territory) -> _Heading:
        page = self.sheet.page
        code = territory.region_codes[0]
        width = page.first_inset.width - 2 * _PADDING * page.weight
        name, size = REGION_NAMES.get(code, code), page.name_size
        text = self.drawing.texts.get(code, "")
        value = value_of(text)
        is_bold = bool(value.bold)
        value_size = page.value_size if is_bold else page.name_size
        one_line = text.replace("\n", " ")
        if text_width(one_line, text_format(value_size, bold=is_bold)) <= width and len(one_line) <= 2 * len(name) + 10:
            return _Heading(name, one_line, size, value_size, is_bold)
        lines = short_lines(text)
        if any(text_width(line, text_format(value_size, bold=is_bold)) > width for line in lines):
            is_bold, value_size = False, page.name_size
        while lines and any(text_width(line, text_format(value_size, bold=is_bold)) > width for line in lines):
            lines = short_lines(text, max(map(len, lines)) - 2)
        return _Heading(name, "\n".join(lines), size, value_size, is_bold)

    def _height(self, heading: _Heading) -> float:
        height = self._line(heading.size, True)
        if heading.value:
            style = text_format(heading.value_size, bold=heading.is_bold, line_height=_TIGHT)
            height += text_height(heading.value, style, self.sheet.page.width)
        return height

    def _line(self, size: float, bold: bool) -> float:
        return text_height("Ég", text_format(size, bold=bold, line_height=_TIGHT), 50)


def _extent(territory: Territory, area: Box, room: Box) -> QgsRectangle:
    """Return what an area of the page shows of a territory, which is as large as its room and centred in the area."""
    bounds = territory.extent
    scale = max(bounds.width() / room.width, bounds.height() / room.height)
    centre = bounds.center()
    width, height = area.width * scale, area.height * scale
    return QgsRectangle(
        centre.x() - width / 2, centre.y() - height / 2, centre.x() + width / 2, centre.y() + height / 2
    )
