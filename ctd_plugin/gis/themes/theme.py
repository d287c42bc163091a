"""The types of a theme: its drawing, legend and key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from qgis.core import QgsMarkerSymbol, QgsSymbolLayer

from ..options import ThemeId, theme_name
from ..project.layers import CtdLayers
from ..style.classes import Classes


class KeySymbol(Protocol):
    """The picture of a line of a key."""

    def __call__(self, size: float) -> QgsMarkerSymbol:
        """Return the symbol for a label size in points."""

    @property
    def svg(self) -> str:
        """The same as SVG."""


@dataclass(frozen=True)
class KeyEntry:
    """A line of a layout's key below the legend: a symbol, if any, and its words."""

    words: str
    symbol: KeySymbol | None = None
    narrow: bool = False
    """Whether two such entries may stand side by side where there is little room."""


@dataclass(frozen=True)
class LegendBar:
    """A region in a group of a legend: its value, which its bar is as long as (0: no bar), and the value in words."""

    name: str
    value: float
    words: str


@dataclass(frozen=True)
class LegendGroup:
    """The regions whose figures may be compared: the value of their class, and their bars on an axis of their own.

    A single figure gets no bar: there is nothing to compare it with. The class of no answer has the value "".
    """

    class_values: Sequence[str]
    title: str
    bars: Sequence[LegendBar] = ()
    axis: float = 0
    """The value of the longest possible bar, where groups share an axis; 0 is the largest of the group's own."""
    short_title: str = ""
    """The title where there is little room; empty where it is the same."""


@dataclass(frozen=True)
class GroupedLegend:
    """A legend in groups, in the place of QGIS's; `unit` stands over the values of the bars."""

    title: str
    unit: str
    groups: Sequence[LegendGroup]

    def shortened(self) -> GroupedLegend:
        """Return the legend with the short titles of its groups."""
        return replace(self, groups=[replace(one, title=one.short_title or one.title) for one in self.groups])


@dataclass(frozen=True)
class CircleKey:
    """Nested circles: from the largest to the smallest, what each stands for and its diameter.

    Diameters are those of the outer edge, in millimetres a point of the labels.
    """

    title: str
    circles: Sequence[tuple[str, float]]
    dot: tuple[str, float] | None = None
    """What an open dot stands for, and its diameter: an amount too small for a circle to scale."""


@dataclass(frozen=True)
class SmallMap:
    """One of the small maps of a page: the value of PANEL_VARIABLE on its map items, its title and its count."""

    id: str
    title: str
    count: str
    short_titles: Sequence[str] = ()
    """Titles for where the other is too long, the longest first; that one then stands in the notes."""


PANEL_VARIABLE = "ctd_panel"


@dataclass(frozen=True)
class Drawing:
    """How a theme draws one GeoPackage: everything that depends on the data and the language."""

    headline: str
    subject: str
    """What the map shows; the edition of the survey follows, or `dated` where that is not its source."""
    legend_title: str
    classes: Classes
    texts: dict[str, str] = field(default_factory=dict)
    """Region code → what stands under the region's name."""
    texts_note: str = ""
    slide_texts: dict[str, str] | None = None
    """The same for a slide, where there is less room; None where they are the same."""
    slide_notes: Sequence[str] = ()
    """What the texts of a slide leave out."""
    over: Sequence[QgsSymbolLayer] = ()
    key: Sequence[KeyEntry] = ()
    notes: Sequence[str] = ()
    mark_notes: Sequence[str] = ()
    """Those of the notes that say what a mark in the texts means: a map on a screen has them too."""
    findings: Sequence[str] = ()
    """Up to three sentences that the data say, the most important first: “To remember” in the side column."""
    short_headline: str = ""
    """A headline of at most 60 characters for a slide, where the other is longer."""
    symbols: Mapping[str, float] = field(default_factory=dict)
    """Region code → diameter of the symbol above its label, in millimetres a point of the labels."""
    grouped_legend: GroupedLegend | None = None
    circle_key: CircleKey | None = None
    panels: Sequence[SmallMap] = ()
    """The small maps of a page that needs several; the one large map has none."""
    uses_population: bool = False
    dated: str = ""
    more_sources: Sequence[str] = ()

    def on_slide(self) -> Drawing:
        """Return the drawing with its shorter headline and texts."""
        texts = self.texts if self.slide_texts is None else self.slide_texts
        notes = [*self.notes, *self.slide_notes]
        return replace(self, headline=self.short_headline or self.headline, texts=texts, notes=notes)


@dataclass(frozen=True)
class Theme:
    """A subject of the maps: a style of the regions layer, a QGIS map theme and a layout."""

    id: ThemeId
    drawing: Callable[[CtdLayers], Drawing]
    of_survey: bool = True
    """Whether it draws the layers alone; any other is drawn anew whenever it is shown, and is in no meeting pack."""
    tables: tuple[str, ...] = ()
    """The tables that it draws and that not every GeoPackage has."""

    def is_offered(self, layers: CtdLayers | None) -> bool:
        """Whether layers, or those of the bundled edition where there are none, have what the theme draws."""
        return not self.tables or (layers is not None and all(name in layers.tables for name in self.tables))

    def name(self) -> str:
        """Return its name in the language in force, in small letters."""
        return theme_name(self.id)

    def title(self) -> str:
        """Return the name of the theme's layout and map theme, such as "CTD – statut"."""
        return f"CTD – {self.name()}"
