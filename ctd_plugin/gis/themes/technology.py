"""Theme `technology`: a small map for each technology of the data platforms, the State's apart.

In one map, such as QGIS's own, each region has a square for each of its technologies under its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qgis.core import QgsCategorizedSymbolRenderer, QgsFeature, QgsRendererCategory, QgsSymbolLayer, QgsVectorLayer

from ...catalogues.registry import PlatformSource, Technology
from ...i18n import plural, titled, tr
from ...regions import PRINTED_NAMES
from ...text import listed
from ..expression_builder import literal, lookup
from ..labels.platforms import technology_names, technology_titles
from ..project.layers import CtdLayers
from ..regions.edition_cache import edition_of, region_features
from ..style.classes import Classes, FillClass
from ..style.palette import NOT_CITED_FILL, PAPER, PARTNERS_FILL, STATE_FILL
from ..style.region_symbols import ABOVE
from ..style.territories import territories_of
from .technology_symbols import BOTH_STRIPES, RETIRED_CROSS, Square, key_square, squares_under_names
from .technology_use import TechnologyPanel, TechnologyUse, Use
from .theme import PANEL_VARIABLE, Drawing, SmallMap

# What a square has room for.
_CODES = {
    Technology.GEORCHESTRA: "GO",
    Technology.PRODIGE: "PR",
    Technology.ONEGEO: "OG",
    Technology.OPENDATASOFT: "OD",
    Technology.CKAN: "CK",
    Technology.DATA4CITIZEN: "D4",
    Technology.DATAFAIR: "DF",
    Technology.ARCGIS: "AG",
    Technology.GEONETWORK: "GN",
}
# The values of regions where the platforms have not the technology of a small map, and where no small map is drawn.
_NOT_CITED, _ONE_MAP = "not cited", "one map"
_LONGEST_SHORT_HEADLINE = 60
_MOST_NAMED_LEADERS = 3
_MOST_REGIONS = 8


def draw_technology(layers: CtdLayers) -> Drawing:
    """Return the drawing of theme `technology` for the regions of layers."""
    edition = edition_of(layers)
    use = TechnologyUse(edition.profiles)
    classes = technology_classes(use)
    is_public = any(
        platform.source is PlatformSource.PUBLIC for profile in use.profiles for platform in profile.data_platforms
    )
    return Drawing(
        headline=_headline(use),
        short_headline=_short_headline(use),
        subject=tr("Technologies of the regional data platforms, public sources included")
        if is_public
        else tr("Technologies of the regional data platforms"),
        legend_title=tr("Run by:") if use.panels else tr("Technologies"),
        classes=classes,
        panels=[_panel(panel) for panel in use.panels],
        notes=list(_notes(use, territories_of(layers.regions, region_features(layers)).undrawn)),
        more_sources=[tr("public references cited in the atlas")] if is_public else [],
    )


@dataclass(frozen=True)
class TechnologyClasses(Classes):
    """The classes of the small maps; in one map every region is drawn with its squares, and the legend tells them."""

    squares: Mapping[str, Sequence[Square]]
    """Of each region, by its code."""
    keys: Sequence[tuple[str, str]]
    """The letters of a square, and the technology that they stand for with its number of regions."""
    draws_one_map: bool = True

    def of_small_maps(self) -> TechnologyClasses:
        """Return the classes without those of one map: each costs time on every one of many maps."""
        return replace(self, draws_one_map=False)

    def renderer(
        self,
        layer: QgsVectorLayer,
        over: Sequence[QgsSymbolLayer] = (),
        features: Iterable[QgsFeature] | None = None,
    ) -> QgsCategorizedSymbolRenderer:
        """Return the renderer; no counts, which would be those of one small map that the legend does not know.

        Small maps have no labels, nor leaders from them: each symbol layer costs time on every one of many maps.
        """
        renderer = super().renderer(layer, (), features)
        renderer.deleteCategory(len(self.classes))
        for index, fill in enumerate(self.classes):
            is_run = fill.value in (Use.PARTNERS, Use.STATE, Use.BOTH)
            label = tr("platform run by {whom}").format(whom=fill.label) if is_run else fill.label
            renderer.updateCategoryLabel(index, label)
        if not self.draws_one_map:
            return renderer
        symbol = FillClass(_ONE_MAP, NOT_CITED_FILL, "").symbol()
        squares = squares_under_names(self.squares)
        squares.setRenderingPass(ABOVE)
        symbol.appendSymbolLayer(squares)
        renderer.addCategory(QgsRendererCategory(_ONE_MAP, symbol, tr("under a name, a square for each technology")))
        renderer.setUsingSymbolLevels(True)
        for letters, words in self.keys:
            renderer.addCategory(QgsRendererCategory(f"key {letters}", key_square(letters), words))
        return renderer


def technology_classes(use: TechnologyUse) -> Classes:
    """Return a class for each kind of use that the panels show."""
    labels = {
        Use.PARTNERS: tr("Region or partners"),
        Use.STATE: tr("State alone"),
        Use.BOTH: tr("both"),
        Use.RETIRED: tr("platform stopped"),
    }
    fills = {
        Use.PARTNERS: FillClass(Use.PARTNERS.value, PARTNERS_FILL, labels[Use.PARTNERS]),
        Use.STATE: FillClass(Use.STATE.value, STATE_FILL, labels[Use.STATE]),
        Use.BOTH: FillClass(Use.BOTH.value, PARTNERS_FILL, labels[Use.BOTH], BOTH_STRIPES),
        Use.RETIRED: FillClass(Use.RETIRED.value, PAPER, labels[Use.RETIRED], RETIRED_CROSS),
    }
    not_cited = FillClass(_NOT_CITED, NOT_CITED_FILL, tr("technology not mentioned"))
    if not use.panels:
        return Classes(literal(_NOT_CITED), [not_cited], not_cited.label)
    uses = {f"{panel.id} {code}": each.value for panel in use.panels for code, each in panel.uses.items()}
    used = lookup(f"""@{PANEL_VARIABLE} || ' ' || "region_code\"""", uses, _NOT_CITED)
    names = technology_names()
    return TechnologyClasses(
        f"if(@{PANEL_VARIABLE} IS NULL, {literal(_ONE_MAP)}, {used})",
        [*(fill for kind, fill in fills.items() if kind.value in uses.values()), not_cited],
        not_cited.label,
        _squares(use),
        [(_CODES[each], f"{names[each]} ({use.count(each)})") for each in use.by_technology],
    )


def _squares(use: TechnologyUse) -> Mapping[str, Sequence[Square]]:
    names = technology_names()
    squares = {
        profile.code: [
            Square(_CODES[each], who, names[each]) for each, who in use.technologies_of(profile.code).items()
        ]
        for profile in use.profiles
    }
    return {code: row for code, row in squares.items() if row}


def _panel(panel: TechnologyPanel) -> SmallMap:
    if len(panel.technologies) == 1:
        return SmallMap(panel.id, technology_titles()[panel.technologies[0]], _count_words(panel.count))
    names = technology_names()
    title = ", ".join(names[technology] for technology in panel.technologies)
    return SmallMap(panel.id, title, _count_words(panel.count), (tr("Other technologies"), tr("Others")))


def _count_words(count: int) -> str:
    if count == 0:
        return tr("no region")
    return plural(count, tr("{count} region"), tr("{count} regions")).format(count=count)


def _headline(use: TechnologyUse) -> str:
    """Return which technologies lead; the count of each can be checked on its small map."""
    leaders, total = use.leaders, len(use.profiles)
    if not leaders:
        return tr("Data platforms: no technology known to be in service")
    if len(leaders) == 1:
        one = tr("Platforms: {technology} in {count} region of {total}")
        many = tr("Platforms: {technology} in {count} of {total} regions")
    elif len(leaders) <= _MOST_NAMED_LEADERS:
        one = tr("Platforms: {technology}, each in {count} region of {total}")
        many = tr("Platforms: {technology}, each in {count} of {total} regions")
    else:
        one = tr("Platforms: {number} technologies, each in {count} region of {total}")
        many = tr("Platforms: {number} technologies, each in {count} of {total} regions")
    sentence = plural(use.most, one, many)
    return sentence.format(technology=_leader_names(use), number=len(leaders), count=use.most, total=total)


def _short_headline(use: TechnologyUse) -> str:
    leaders, total = use.leaders, len(use.profiles)
    if len(leaders) < 2:
        return ""
    short = plural(
        use.most,
        tr("{technology}: {count} region of {total} each"),
        tr("{technology}: {count} of {total} regions each"),
    )
    short = short.format(technology=_leader_names(use), count=use.most, total=total)
    if len(leaders) <= _MOST_NAMED_LEADERS and len(short) <= _LONGEST_SHORT_HEADLINE:
        return short
    sentence = plural(
        use.most,
        tr("{number} technologies, each in {count} region of {total}"),
        tr("{number} technologies, each in {count} of {total} regions"),
    )
    return sentence.format(number=len(leaders), count=use.most, total=total)


def _leader_names(use: TechnologyUse) -> str:
    names = [technology_names()[technology] for technology in use.leaders]
    if len(names) < 2:
        return "".join(names)
    return tr("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


def _notes(use: TechnologyUse, undrawn: Sequence[str]) -> Iterator[str]:
    """Yield in words what no small map shows."""
    parts = [
        titled(title, _regions(codes))
        for title, codes in (
            (tr("custom or unknown technology"), dict.fromkeys(use.of_other_technology, 1)),
            (tr("planned platforms"), use.planned),
            (tr("no platform known"), dict.fromkeys(use.without_platform, 1)),
        )
        if codes
    ]
    if parts:
        yield tr("Not on the maps: {parts}.").format(parts=tr("; ").join(parts))
    names = technology_names()
    for code in undrawn:
        if technologies := use.technologies_of(code):
            words = tr("{region} is not drawn and counts for {technologies}.")
            technology = ", ".join(names[each] for each in technologies)
            yield words.format(region=PRINTED_NAMES[code], technologies=technology)


def _regions(counts: Mapping[str, int]) -> str:
    """Return regions as a list, with how many there are in each where it is more than one."""
    names = ((PRINTED_NAMES.get(code, code), count) for code, count in counts.items())
    return listed([name if count == 1 else f"{name} ({count})" for name, count in names], _MOST_REGIONS)
