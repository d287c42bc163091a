"""The insets of a layout: an overseas territory each, in a CRS of its own, with name, value, map and scale bar."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from qgis.core import QgsLayoutItem, QgsLayoutItemMap, QgsLayoutItemScaleBar, QgsLayoutPoint, QgsRectangle

from ..placement.inset_heading import INSET_PADDING, inset_heading, inset_type
from ..placement.page_map import PageMap
from ..placement.rows import Rect, Rows
from ..project.layers import CtdLayers
from ..project.outlines import held_outlines
from ..style.fonts import text_format, text_height
from ..style.page_sizes import Box
from ..style.palette import RULE
from ..style.territories import Territory
from ..themes.theme import Drawing
from .items import MILLIMETRES, LayoutSheet
from .scale_bars import add_scale_bar

_TIGHT = 1.0

AddMap = Callable[[Territory, Box, QgsRectangle], QgsLayoutItemMap]


@dataclass(frozen=True)
class Insets:
    """The insets of one sheet; all have one size and one frame on every theme."""

    sheet: LayoutSheet
    layers: CtdLayers
    drawing: Drawing
    add_map: AddMap
    bars: Mapping[str, QgsLayoutItemScaleBar]
    """The scale bars by their territories; on a slide there are none."""

    def add(self, territories: tuple[Territory, ...]) -> Iterator[None]:
        """Add the insets in steps, one below the other; the maps of all begin below two lines: they are alike."""
        for index, territory in enumerate(territories):
            yield
            self._add(territory, self.sheet.page.inset(index))

    def _add(self, territory: Territory, box: Box) -> None:
        page, weight = self.sheet.page, self.sheet.page.weight
        self.sheet.frame(f"frame {territory.id}", RULE, box)
        lines = inset_heading(territory, self.drawing, page)
        top = box.y + 0.7 * weight
        x, bottom = box.x + INSET_PADDING * weight, top
        for line in lines:
            left = x
            for word in line:
                place = Box(left, bottom, box.right - left - 0.3, self._line)
                id_ = f"{word.id} {territory.id}"
                self.sheet.label(id_, word.text, place, size=word.size, bold=word.is_bold, line_height=_TIGHT)
                left += word.width
            bottom += self._line
        area = Box(box.x + 0.5, bottom, box.width - 1, box.bottom - bottom - 0.5)
        bar = 0 if page.compact else page.note_size * 0.36
        height = box.bottom - top - 2 * self._line - 1.2 * weight - bar
        item = self.add_map(territory, area, _extent(territory, area, area.width - 2 * weight, height, bar))
        if territory.id in self.bars:
            self._add_scale_bar(territory, item, area, box)

    def _add_scale_bar(self, territory: Territory, item: QgsLayoutItemMap, area: Box, box: Box) -> None:
        """Add its scale bar at the lower right of an inset, or at the left where the right would cover land."""
        place = replace(box, height=box.height - 0.3)
        bar = self.bars[territory.id]
        add_scale_bar(self.sheet, bar, item, place, right=True)
        shape = held_outlines(self.layers.regions).get(territory.region_codes[0])
        if shape is None:
            return
        land = Rows.of_rings(PageMap.of(item, area, self.layers.regions).rings(shape))
        width, height = bar.rect().width(), bar.rect().height()
        top = place.bottom - height
        if land.meets(Rect(place.right - width, top, place.right, place.bottom)) and not land.meets(
            Rect(place.x, top, place.x + width, place.bottom)
        ):
            bar.setReferencePoint(QgsLayoutItem.ReferencePoint.LowerLeft)
            bar.attemptMove(QgsLayoutPoint(place.x, place.bottom, MILLIMETRES))

    @property
    def _line(self) -> float:
        page = self.sheet.page
        return text_height("Ég", text_format(inset_type(page.value_size, page), bold=True, line_height=_TIGHT), 50)


def _extent(territory: Territory, area: Box, width: float, height: float, bar: float) -> QgsRectangle:
    """Return what an area of the page shows of a territory, drawn so large and in the middle above a scale bar."""
    bounds = territory.extent
    scale = max(bounds.width() / width, bounds.height() / height)
    x, y = bounds.center().x(), bounds.center().y() - bar / 2 * scale
    across, up = area.width / 2 * scale, area.height / 2 * scale
    return QgsRectangle(x - across, y - up, x + across, y + up)
