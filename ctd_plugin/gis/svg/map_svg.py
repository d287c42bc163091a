"""The map of a theme as SVG: regions as links, labels for a wide and for a narrow screen, and small maps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..style.palette import COAST, PAPER, TEXT_ON_DARK, label_colour
from ..style.region_symbols import BORDER_WIDTH, COAST_WIDTH, needs_rim
from ..style.textures import Cross
from ..themes.theme import SmallMap
from .labels import LabelPlacer, MapLabels
from .map_keys import MapKeys
from .map_words import MapWords
from .markup import UNITS, element, region_anchor, text, units
from .outlines import BORDERS, SvgOutlines
from .page import NARROW, WIDE
from .patterns import COARSER, CROSS, fill_of, paint
from .region_classes import Fills, RegionClasses


@dataclass(frozen=True)
class ThemeSvg:
    """The maps of one theme."""

    placer: LabelPlacer
    regions: RegionClasses
    words: MapWords

    @property
    def outlines(self) -> SvgOutlines:
        """The shapes that are drawn."""
        return self.placer.outlines

    def map(self, id_: str) -> str:
        """Return the one map of the theme."""
        drawn = [code for code in self.regions.codes if code in self.outlines.rings]
        content = (
            element("g", self._frames(), class_="frames", aria_hidden="true"),
            self._areas([self._link(code, is_first=code == drawn[0]) for code in drawn], self.regions.fills),
            element("use", class_="mark", aria_hidden="true"),
            self._labels(is_wide=True),
            self._labels(is_wide=False),
        )
        return element(
            "svg",
            "".join(content),
            class_="theme-map",
            id=id_,
            viewBox=self.outlines.view_box,
            role="group",
            aria_label=self.regions.drawing.headline,
        )

    def small_maps(self) -> str:
        """Return the small maps as a list; "" where there are none."""
        maps = "".join(map(self._small_map, self.regions.drawing.panels))
        return element("ul", maps, class_="small-maps", role="list") if maps else ""

    def _frames(self) -> str:
        boxes = (self.outlines.page.inset(number) for number in range(len(self.outlines.territories.insets)))
        return "".join(
            element("rect", x=units(box.x), y=units(box.y), width=units(box.width), height=units(box.height))
            for box in boxes
        )

    def _labels(self, *, is_wide: bool) -> str:
        """Return the labels and keys; on a narrow screen there is room for names and circles alone."""
        drawing, outlines = self.regions.drawing, self.outlines
        page = replace(WIDE if is_wide else NARROW, main_map=outlines.page.main_map)
        squares = (self.regions.squares or {}) if is_wide else {}
        shown = drawing if is_wide else replace(drawing, texts={})
        keys = MapKeys(outlines, page.name_size)
        bar, box = keys.scale_bar()
        parts, obstacles = [bar], [box]
        if drawing.circle_key:
            land = (rows for code, rows in outlines.rows.items() if code not in outlines.in_insets)
            circles, box = keys.circles(drawing.circle_key, box, land, titled=is_wide)
            parts.append(circles)
            obstacles.append(box)
        parts.append(MapLabels(self.placer, shown, page, self.regions.fills, squares).markup(obstacles))
        kind = "wide" if is_wide else "narrow"
        return element("g", "".join(parts), class_=f"labels {kind}", aria_hidden="true")

    def _areas(self, regions: Sequence[str], fills: Fills, scale: float = 1) -> str:
        """Return regions and above them the borders, by so much wider than in print."""
        coast = {"stroke": COAST, "stroke_width": COAST_WIDTH * UNITS * scale}
        border = {"stroke": PAPER, "stroke_width": BORDER_WIDTH * UNITS * scale}
        return (
            element("g", "".join(regions), class_="regions", stroke_linejoin="round", **coast)
            + element("use", href=f"#{BORDERS}", class_="borders", **border)
            + element("g", "".join(self._over(fills, scale)), class_="over", fill="none", aria_hidden="true", **coast)
        )

    def _over(self, fills: Fills, scale: float) -> Iterator[str]:
        """Yield the outlines of regions as pale as paper, and crosses."""
        for code, fill in fills.items():
            colour, texture = fill_of(fill)
            if code not in self.outlines.rings:
                continue
            if needs_rim(colour, has_texture=texture is not None):
                yield self._shape(code)
            if isinstance(texture, Cross):
                x, y = map(units, self.outlines.centres[code])
                size = f"scale({scale:g})" if scale != 1 else ""
                yield element("use", href=f"#{CROSS}", transform=f"translate({x} {y}){size}")

    def _shape(self, code: str, **attributes: str) -> str:
        return element("use", href=f"#{self.outlines.shape_id(code)}", **attributes)

    def _link(self, code: str, *, is_first: bool) -> str:
        fill = self.regions.fills[code]
        is_dark = label_colour(fill_of(fill)[0]) == TEXT_ON_DARK
        return element(
            "a",
            self._shape(code, fill=paint(fill)),
            class_="region dark" if is_dark else "region",
            data_code=code,
            href=f"#{region_anchor(code)}",
            # One stop of the Tab key: from one region to the next, the page's script goes by arrows.
            tabindex=0 if is_first else -1,
            aria_label=self.words.of_region(code),
        )

    def _small_map(self, panel: SmallMap) -> str:
        fills = self.regions.on_small_map(panel.id)
        drawn = [code for code in fills if code in self.outlines.rings]
        shapes = [self._shape(code, fill=paint(fills[code], small=True)) for code in drawn]
        title = element("span", text(panel.title), class_="title") + " "
        count = element("span", text(panel.count), class_="count")
        svg = element(
            "svg",
            self._areas(shapes, fills, COARSER),
            viewBox=self.outlines.view_box,
            role="img",
            aria_label=self.words.of_small_map(panel.title, fills),
        )
        return element("li", element("p", title + count, class_="small-map-title") + svg, class_="small-map")
