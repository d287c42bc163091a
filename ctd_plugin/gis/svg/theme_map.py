"""The themes for a web page: each with its map as SVG, its legend as HTML and what the two say in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ...i18n import titled, tr
from ...text import one_line, unaccented
from ..layout.footer import dated_subject
from ..options import ThemeId
from ..project.layers import CtdLayers
from ..regions.edition_cache import region_features
from ..style.classes import FillClass
from ..style.palette import COAST, PAPER, TEXT_ON_DARK, label_colour
from ..style.region_symbols import BORDER_WIDTH, COAST_WIDTH, needs_rim
from ..style.textures import Cross
from ..themes import THEMES
from ..themes.map_notes import map_notes
from ..themes.technology import TechnologyClasses
from ..themes.technology_symbols import Square
from ..themes.theme import PANEL_VARIABLE, Drawing, SmallMap, Theme
from .labels import LabelPlacer, MapLabels, name_of
from .legend import legend_html
from .map_keys import MapKeys
from .markup import UNITS, element, safe_id, text, units
from .outlines import BORDERS, SvgOutlines, map_outlines
from .page import NARROW, WIDE
from .patterns import COARSER, CROSS, definitions, fill_of, paint

__all__ = ["SvgOutlines", "SvgTheme", "map_outlines", "region_anchor", "svg_definitions", "web_themes"]

Fills = Mapping[str, FillClass | None]


@dataclass(frozen=True)
class SvgTheme:
    """A theme on a page; its markup needs `svg_definitions` in the same document, and `SVG_STYLE`."""

    id: ThemeId
    name: str
    headline: str
    subject: str
    findings: Sequence[str]
    notes: Sequence[str]
    map: str
    """An <svg>: regions as links to their portraits, labels, symbols and insets."""
    legend: str
    """The legend as HTML."""
    description: str
    """What the map shows, in plain sentences on lines of their own: each class with its regions."""
    small_maps: str = ""
    """The small maps of a theme that has some, as an HTML list."""


def region_anchor(code: str) -> str:
    """Return the id that a region's portrait has on a page, where the maps link to."""
    return f"region-{safe_id(code)}"


def web_themes(layers: CtdLayers) -> list[SvgTheme]:
    """Return the themes of the survey that layers have, in the language in force; on the main thread only."""
    placer = LabelPlacer(map_outlines(layers))
    return [_ThemeOnPage(layers, placer, theme, theme.drawing(layers)).made() for theme in _offered(layers)]


def svg_definitions(layers: CtdLayers) -> str:
    """Return the <svg> of no size that a page begins with: the shapes and patterns that all its maps use."""
    classes = [fill for theme in _offered(layers) for fill in theme.drawing(layers).classes.classes]
    content = element("defs", map_outlines(layers).paths() + definitions(classes))
    return element("svg", content, class_="map-definitions", width=0, height=0, aria_hidden="true", focusable="false")


def _offered(layers: CtdLayers) -> list[Theme]:
    return [theme for theme in THEMES.values() if theme.of_survey and theme.is_offered(layers)]


@dataclass(frozen=True)
class _ThemeOnPage:
    layers: CtdLayers
    placer: LabelPlacer
    theme: Theme
    drawing: Drawing

    @property
    def outlines(self) -> SvgOutlines:
        return self.placer.outlines

    def made(self) -> SvgTheme:
        drawing, territories = self.drawing, self.outlines.territories
        notes = [*filter(None, map_notes(drawing, territories))]
        if territories.insets:
            notes.append(tr("Lambert-93; each overseas territory has its own scale."))
        return SvgTheme(
            id=self.theme.id,
            name=self.theme.name(),
            headline=drawing.headline,
            subject=dated_subject(self.layers, drawing),
            findings=list(drawing.findings),
            notes=notes,
            map=self._map(),
            legend=legend_html(drawing, drawing.classes.count(self.layers.regions, region_features(self.layers))),
            description="\n".join(self._sentences()),
            small_maps=self._small_maps(),
        )

    @cached_property
    def _fills(self) -> Fills:
        """Region code → the class that fills it; on the one map of technologies all have the same."""
        if self._squares is not None:
            return dict.fromkeys(self._codes, self.drawing.classes.classes[-1])
        return self._classes()

    @cached_property
    def _squares(self) -> Mapping[str, Sequence[Square]] | None:
        classes = self.drawing.classes
        return classes.squares if isinstance(classes, TechnologyClasses) else None

    @cached_property
    def _codes(self) -> Sequence[str]:
        """The regions of the layer in alphabetical order."""
        if self.layers.regions.fields().indexOf("region_code") < 0:
            return []
        codes = {str(feature["region_code"]) for feature in region_features(self.layers) if feature["region_code"]}
        return sorted(codes, key=lambda code: unaccented(name_of(code)))

    def _classes(self, panel: str = "") -> Fills:
        """Return region code → its class, on one of the small maps if there are some."""
        if not self._codes:
            return {}
        fills = {fill.value: fill for fill in self.drawing.classes.classes}
        variables = {PANEL_VARIABLE: panel} if panel else {}
        values = self.drawing.classes.values(self.layers.regions, region_features(self.layers), variables)
        return {str(feature["region_code"]): fills.get(value or "") for feature, value in values}

    def _map(self) -> str:
        drawn = [code for code in self._codes if code in self.outlines.rings]
        links = [self._link(code, is_first=code == drawn[0]) for code in drawn]
        content = (
            element("g", self._frames(), class_="frames", aria_hidden="true"),
            self._areas(links, self._fills),
            element("use", class_="mark", aria_hidden="true"),
            self._labels("wide"),
            self._labels("narrow"),
        )
        return element(
            "svg",
            "".join(content),
            class_="theme-map",
            id=f"map-{self.theme.id}",
            viewBox=self.outlines.view_box,
            role="group",
            aria_label=self.drawing.headline,
        )

    def _frames(self) -> str:
        boxes = (self.outlines.page.inset(number) for number in range(len(self.outlines.territories.insets)))
        return "".join(
            element("rect", x=units(box.x), y=units(box.y), width=units(box.width), height=units(box.height))
            for box in boxes
        )

    def _labels(self, kind: str) -> str:
        """Return the labels and keys as they are on a wide or on a narrow screen."""
        is_wide, outlines = kind == "wide", self.outlines
        page = replace(WIDE if is_wide else NARROW, main_map=outlines.page.main_map)
        drawing = self.drawing if is_wide else replace(self.drawing, texts={})
        keys = MapKeys(outlines, page.name_size)
        bar, box = keys.scale_bar()
        parts, obstacles = [bar], [box]
        if drawing.circle_key:
            land = (rows for code, rows in outlines.rows.items() if code not in outlines.in_insets)
            circles, box = keys.circles(drawing.circle_key, box, land, titled=is_wide)
            parts.append(circles)
            obstacles.append(box)
        squares = (self._squares or {}) if is_wide else {}
        parts.append(MapLabels(self.placer, drawing, page, self._fills, squares).markup(obstacles))
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
            if code in self.outlines.rings:
                if needs_rim(colour, has_texture=texture is not None):
                    yield self._shape(code)
                if isinstance(texture, Cross):
                    x, y = map(units, self.outlines.centre(code))
                    size = f"scale({scale:g})" if scale != 1 else ""
                    yield element("use", href=f"#{CROSS}", transform=f"translate({x} {y}){size}")

    def _shape(self, code: str, **attributes: str) -> str:
        return element("use", href=f"#{self.outlines.shape_id(code)}", **attributes)

    def _link(self, code: str, *, is_first: bool) -> str:
        fill = self._fills.get(code)
        is_dark = label_colour(fill_of(fill)[0]) == TEXT_ON_DARK
        return element(
            "a",
            self._shape(code, fill=paint(fill)),
            class_="region dark" if is_dark else "region",
            data_code=code,
            href=f"#{region_anchor(code)}",
            tabindex=0 if is_first else -1,
            aria_label=titled(name_of(code), self._words(code)),
        )

    def _words(self, code: str) -> str:
        """Return what the map says of a region: its class, and the text under its name."""
        if self._squares is not None:
            return self._technologies(code)
        fill = self._fills.get(code)
        label = fill.label if fill else self.drawing.classes.no_answer
        return tr("; ").join(filter(None, (label, one_line(self.drawing.texts.get(code, "").replace("\n", ", ")))))

    def _technologies(self, code: str) -> str:
        labels = {fill.value: fill.label for fill in self.drawing.classes.classes}
        squares = (self._squares or {}).get(code, ())
        return tr("; ").join(f"{one.technology} ({labels[one.use]})" for one in squares) or tr("no platform known")

    def _sentences(self) -> Iterator[str]:
        """Yield what the map shows, and each class with its regions and what is written under their names."""
        yield self.drawing.subject + "."
        if self._squares is not None:
            for code in self._codes:
                yield titled(name_of(code), self._technologies(code)) + "."
            return
        for fill in [*self.drawing.classes.classes, None]:
            codes = [code for code in self._codes if self._fills.get(code) == fill]
            if codes:
                label = fill.label if fill else self.drawing.classes.no_answer
                regions = [self._name_and_text(code) for code in codes]
                between = tr("; ") if any(self._text(code) for code in codes) else ", "
                yield titled(f"{label} ({len(codes)})", between.join(regions)) + "."

    def _name_and_text(self, code: str) -> str:
        return " – ".join(filter(None, (name_of(code), self._text(code))))

    def _text(self, code: str) -> str:
        """Return what stands under the name of a region, on one line."""
        return one_line(self.drawing.texts.get(code, "").replace("\n", ", "))

    def _small_maps(self) -> str:
        maps = "".join(map(self._small_map, self.drawing.panels))
        return element("ul", maps, class_="small-maps") if maps else ""

    def _small_map(self, panel: SmallMap) -> str:
        fills = self._classes(panel.id)
        drawn = [code for code in fills if code in self.outlines.rings]
        shapes = [self._shape(code, fill=paint(fills[code], small=True)) for code in drawn]
        title = element("span", text(panel.title), class_="title") + " "
        count = element("span", text(panel.count), class_="count")
        svg = element(
            "svg",
            self._areas(shapes, fills, COARSER),
            viewBox=self.outlines.view_box,
            role="img",
            aria_label=titled(panel.title, self._users(fills)),
        )
        return element("li", element("p", title + count, class_="small-map-title") + svg, class_="small-map")

    def _users(self, fills: Fills) -> str:
        """Return the regions of a small map by who runs their platform; those that have none are not named."""
        parts = []
        for fill in self.drawing.classes.classes[:-1]:
            codes = [name_of(code) for code in self._codes if fills.get(code) == fill]
            if codes:
                parts.append(f"{fill.label} ({', '.join(codes)})")
        return tr("; ").join(parts)
