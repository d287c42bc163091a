"""The themes for a web page: each with its map as SVG, its legend as HTML and what the two say in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...i18n import titled, tr
from ...text import one_line, unaccented
from ..layout.footer import dated_subject
from ..options import ThemeId
from ..project.layers import CtdLayers
from ..regions.edition_cache import region_features
from ..style.classes import FillClass
from ..style.palette import COAST, PAPER
from ..style.region_symbols import BORDER_WIDTH, COAST_WIDTH, needs_rim
from ..style.textures import Cross
from ..themes import THEMES
from ..themes.map_notes import map_notes
from ..themes.technology import TechnologyClasses
from ..themes.technology_symbols import Square
from ..themes.theme import PANEL_VARIABLE, Drawing, SmallMap, Theme
from .labels import MapLabels, name_of
from .legend import legend_html
from .markup import UNITS, element, safe_id, text
from .outlines import BORDERS, SvgOutlines, map_outlines
from .patterns import CROSS, definitions, fill_of, paint

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
    outlines = map_outlines(layers)
    return [_ThemeOnPage(layers, outlines, theme, theme.drawing(layers)).made() for theme in _offered(layers)]


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
    outlines: SvgOutlines
    theme: Theme
    drawing: Drawing

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
        labels = MapLabels(self.outlines, self.drawing, self._fills, self._squares or {})
        drawn = [code for code in self._codes if code in self.outlines.rings]
        links = [self._link(code, is_first=code == drawn[0]) for code in drawn]
        content = (
            element("g", labels.headings(), class_="insets", aria_hidden="true"),
            self._areas(links, self._fills),
            element("use", class_="mark", aria_hidden="true"),
            element("g", labels.markup(), class_="labels", aria_hidden="true"),
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

    def _areas(self, regions: Sequence[str], fills: Fills) -> str:
        """Return regions and above them the borders, as thin as in print."""
        coast = {"stroke": COAST, "stroke_width": COAST_WIDTH * UNITS}
        return (
            element("g", "".join(regions), class_="regions", stroke_linejoin="round", **coast)
            + element("use", href=f"#{BORDERS}", class_="borders", stroke=PAPER, stroke_width=BORDER_WIDTH * UNITS)
            + element("g", "".join(self._over(fills)), class_="over", fill="none", aria_hidden="true", **coast)
        )

    def _over(self, fills: Fills) -> Iterator[str]:
        """Yield the outlines of regions as pale as paper, and crosses."""
        for code, fill in fills.items():
            colour, texture = fill_of(fill)
            if code in self.outlines.rings:
                if needs_rim(colour, has_texture=texture is not None):
                    yield self._shape(code)
                if isinstance(texture, Cross):
                    x, y = self.outlines.middle(code)
                    yield element("use", href=f"#{CROSS}", x=x, y=y)

    def _shape(self, code: str, **attributes: str) -> str:
        return element("use", href=f"#{self.outlines.shape_id(code)}", **attributes)

    def _link(self, code: str, *, is_first: bool) -> str:
        return element(
            "a",
            self._shape(code, fill=paint(self._fills.get(code))),
            class_="region",
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
                regions = (self._name_and_text(code) for code in codes)
                yield titled(f"{label} ({len(codes)})", ", ".join(regions)) + "."

    def _name_and_text(self, code: str) -> str:
        words = one_line(self.drawing.texts.get(code, "").replace("\n", ", "))
        return f"{name_of(code)} ({words})" if words else name_of(code)

    def _small_maps(self) -> str:
        return element("ul", "".join(map(self._small_map, self.drawing.panels)), class_="small-maps")

    def _small_map(self, panel: SmallMap) -> str:
        fills = self._classes(panel.id)
        shapes = [self._shape(code, fill=paint(fills.get(code))) for code in fills if code in self.outlines.rings]
        title = element("span", text(panel.title), class_="title") + " "
        count = element("span", text(panel.count), class_="count")
        svg = element(
            "svg",
            self._areas(shapes, fills),
            viewBox=self.outlines.view_box,
            role="img",
            aria_label=titled(panel.title, self._users(fills)),
        )
        return element("li", element("p", title + count, class_="small-map-title") + svg)

    def _users(self, fills: Fills) -> str:
        """Return the regions of a small map by who runs their platform; those that have none are not named."""
        parts = []
        for fill in self.drawing.classes.classes[:-1]:
            codes = [name_of(code) for code in self._codes if fills.get(code) == fill]
            if codes:
                parts.append(f"{fill.label} ({', '.join(codes)})")
        return tr("; ").join(parts)
