"""The themes for a web page: each with its map as SVG, its legend as HTML and what the two say in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...i18n import tr
from ..layout.footer import dated_subject
from ..options import ThemeId
from ..project.layers import CtdLayers
from ..regions.edition_cache import region_features
from ..themes import THEMES
from ..themes.map_notes import map_notes
from ..themes.theme import Theme
from .labels import LabelPlacer
from .legend import legend_html
from .map_svg import ThemeSvg
from .map_words import MapWords
from .markup import element
from .outlines import SvgOutlines, map_outlines
from .patterns import definitions
from .region_classes import RegionClasses, name_of


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


def web_themes(layers: CtdLayers) -> list[SvgTheme]:
    """Return the themes of the survey that layers have, in the language in force; on the main thread only."""
    placer = LabelPlacer(map_outlines(layers))
    return [_on_page(layers, theme, placer) for theme in _offered(layers)]


def svg_definitions(layers: CtdLayers) -> str:
    """Return the <svg> of no size that a page begins with: the shapes and patterns that all its maps use."""
    classes = [fill for theme in _offered(layers) for fill in theme.drawing(layers).classes.classes]
    content = element("defs", map_outlines(layers).paths() + definitions(classes))
    return element("svg", content, class_="map-definitions", width=0, height=0, aria_hidden="true", focusable="false")


def _offered(layers: CtdLayers) -> list[Theme]:
    return [theme for theme in THEMES.values() if theme.of_survey and theme.is_offered(layers)]


def _on_page(layers: CtdLayers, theme: Theme, placer: LabelPlacer) -> SvgTheme:
    drawing = theme.drawing(layers)
    regions = RegionClasses(layers, drawing)
    words = MapWords(regions)
    maps = ThemeSvg(placer, regions, words)
    return SvgTheme(
        id=theme.id,
        name=theme.name(),
        headline=drawing.headline,
        subject=dated_subject(layers, drawing),
        findings=list(drawing.findings),
        notes=list(_notes(regions, placer.outlines)),
        map=maps.map(f"map-{theme.id}"),
        legend=legend_html(drawing, drawing.classes.count(layers.regions, region_features(layers))),
        description=words.description(),
        small_maps=maps.small_maps(),
    )


def _notes(regions: RegionClasses, outlines: SvgOutlines) -> Iterator[str]:
    """Yield the notes of the printed map, and those on regions whose shape is missing."""
    territories = outlines.territories
    yield from filter(None, map_notes(regions.drawing, territories))
    missing = [code for code in regions.codes if code not in outlines.rings and code not in territories.undrawn]
    if missing:
        names = ", ".join(map(name_of, missing))
        yield tr("Not shown, missing from the boundary layer: {regions}.").format(regions=names)
    if territories.insets:
        yield tr("Lambert-93; each overseas territory has its own scale.")
