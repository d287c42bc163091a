"""Theme `funding_sources`: whether State and Region pay together, who else pays, and the shares that are known."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qgis.core import QgsMarkerSymbol, QgsSvgMarkerSymbolLayer

from ...data.facts.fact import SHARE, payer_names
from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.figure import figure_of
from ...data.profile.region_profile import RegionProfile
from ...i18n import number, plural, titled, tr
from ...regions import PRINTED_NAMES
from ..labels.labels import answered_in
from ..project.layers import CtdLayers
from ..regions.carried import carried_notes, payers_carried, with_carried
from ..regions.edition_cache import edition_of
from ..style.classes import Classes, FillClass, by_region
from ..style.palette import FUNDING_FILLS, OUTLINE, PAPER, PAYER_FILLS
from .theme import Drawing, KeyEntry

# Millimetres a point of the labels: a bar of the key, and the square of a family of payers.
_BAR_WIDTH, _BAR_HEIGHT, _SQUARE = 2.0, 0.36, 0.4


class Family(StrEnum):
    """Payers that a president would name in one word, in the order of the bars."""

    ETAT = "etat"
    REGION = "region"
    EUROPE = "europe"
    CPER = "cper"
    MEMBERS = "members"
    OTHERS = "others"


_FAMILIES = {
    "etat": Family.ETAT,
    "ecolab": Family.ETAT,
    "fnadt": Family.ETAT,
    "region": Family.REGION,
    "europe": Family.EUROPE,
    "cper": Family.CPER,
    "adherents": Family.MEMBERS,
    "departements": Family.MEMBERS,
    "sdis": Family.MEMBERS,
}


class Together(StrEnum):
    """Whether the State and the Region are both named as payers, in the order of the legend."""

    BOTH = "both"
    ETAT = "etat"
    REGION = "region"
    NEITHER = "neither"


def draw_funding(layers: CtdLayers) -> Drawing:
    """Return the drawing of theme `funding_sources` for the regions of layers."""
    edition = edition_of(layers)
    named = {profile.code: families_of(profile.payers) for profile in edition.profiles if profile.payers}
    texts = {
        profile.code: _dated(_payers_text(profile.payers), profile) for profile in edition.profiles if profile.payers
    }
    # On a slide the fill tells of State and Region: what is written are the others.
    slide_texts = {
        profile.code: text for profile in edition.profiles if (text := _dated(_others_text(profile.payers), profile))
    }
    shares = whole_shares(edition)
    headline, short = _headlines(named, layers.regions.featureCount())
    return Drawing(
        headline=headline,
        short_headline=short,
        subject=tr("Payers named in the survey"),
        legend_title=tr("Named as payers\n(number of regions)"),
        classes=_classes(named),
        texts=texts,
        slide_texts=slide_texts,
        key=_key(shares),
        findings=with_carried(list(funding_findings(named, shares)), edition, payers_carried),
        notes=[*_notes(named), *carried_notes(edition, payers_carried)],
    )


def _dated(text: str, profile: RegionProfile) -> str:
    """Return payers below the year that they were carried over from: the end of a long list is elided on maps."""
    year = profile.payers_carried
    return "\n".join(filter(None, (answered_in(year), text))) if year else text


def families_of(payers: Sequence[str]) -> list[Family]:
    """Return the families of some payers, each once in the order of the bars."""
    found = {_FAMILIES.get(payer, Family.OTHERS) for payer in payers}
    return [family for family in Family if family in found]


def _paying(families: Iterable[Family]) -> set[Family]:
    """Return who pays, which a CPER says of both State and Region."""
    return {*families, *((Family.ETAT, Family.REGION) if Family.CPER in families else ())} - {Family.CPER}


def together(families: Sequence[Family]) -> Together:
    """Return whether State and Region both pay; a CPER, the contract between the two, counts for both."""
    etat, region = (family in _paying(families) for family in (Family.ETAT, Family.REGION))
    if etat and region:
        return Together.BOTH
    return Together.ETAT if etat else Together.REGION if region else Together.NEITHER


def _family_names() -> dict[Family, str]:
    return {
        Family.ETAT: tr("State"),
        Family.REGION: tr("Region"),
        Family.EUROPE: tr("Europe (ERDF)"),
        Family.CPER: "CPER",
        Family.MEMBERS: tr("local authorities and members"),
        Family.OTHERS: tr("others"),
    }


def _payers_text(payers: Sequence[str]) -> str:
    """Return the payers as they stand under a name: the State's funds by its name alone."""
    names = payer_names() | {payer: tr("State") for payer, family in _FAMILIES.items() if family is Family.ETAT}
    return ", ".join(dict.fromkeys(names.get(payer, payer) for payer in payers))


def _others_text(payers: Sequence[str]) -> str:
    """Return the payers other than State and Region, after a plus where one of these pays too; "" without others."""
    others = [payer for payer in payers if _FAMILIES.get(payer) not in (Family.ETAT, Family.REGION)]
    text = _payers_text(others)
    return f"+ {text}" if others and len(others) < len(payers) else text


def _classes(named: Mapping[str, Sequence[Family]]) -> Classes:
    labels = {
        Together.BOTH: tr("State and Region"),
        Together.ETAT: tr("State, without the Region"),
        Together.REGION: tr("Region, without the State"),
        Together.NEITHER: tr("neither State nor Region"),
    }
    values = {code: together(families).value for code, families in named.items()}
    fills = [FillClass(kind.value, FUNDING_FILLS[kind.value], label) for kind, label in labels.items()]
    return Classes(by_region(values), fills, tr("no payer named"))


def _headlines(named: Mapping[str, Sequence[Family]], total: int) -> tuple[str, str]:
    both = sum(1 for families in named.values() if together(families) is Together.BOTH)
    if not named:
        text = tr("Funding of data: no payer is named")
        return text, text
    long = plural(
        both,
        tr("Funding of data: State and Region named together in {count} region out of {total}"),
        tr("Funding of data: State and Region named together in {count} regions out of {total}"),
    )
    short = plural(
        both,
        tr("Funding: State and Region together in {count} region"),
        tr("Funding: State and Region together in {count} regions"),
    )
    return long.format(count=both, total=total), short.format(count=both)


def funding_findings(
    named: Mapping[str, Sequence[Family]], shares: Mapping[str, Mapping[Family, float]]
) -> Iterator[str]:
    """Yield who is named most often, in how many regions shares are known, and in how many nobody is named alone."""
    counts = Counter(family for families in named.values() for family in _paying(families))
    if not counts:
        return
    names = _family_names()
    first, *others = sorted(counts, key=lambda family: (-counts[family], list(Family).index(family)))
    parts = [_counted(names[first], counts[first])]
    parts += [f"{names[family]} ({counts[family]})" for family in others[:2]]
    yield titled(tr("Most often named"), ", ".join(parts) + ".")
    alone = sum(1 for families in named.values() if len(_paying(families)) == 1)
    if alone:
        text = plural(
            alone, tr("A single payer is named in {count} region."), tr("A single payer is named in {count} regions.")
        )
        yield text.format(count=alone)
    if shares:
        text = plural(
            len(shares),
            tr("Shares are known in {count} region only: elsewhere, who pays how much is not said."),
            tr("Shares are known in {count} regions only: elsewhere, who pays how much is not said."),
        )
        yield text.format(count=len(shares))
    else:
        yield tr("No region says who pays how much.")


def _counted(name: str, count: int) -> str:
    text = plural(count, tr("{payer} ({count} region)"), tr("{payer} ({count} regions)"))
    return text.format(payer=name, count=count)


def _notes(named: Mapping[str, Sequence[Family]]) -> Iterator[str]:
    if named:
        yield tr("Payers of any scope: platform, CTD, organisation or data production.")
    if any(Family.CPER in families for families in named.values()):
        yield tr("CPER: contract between State and Region, counted for both.")


def whole_shares(edition: EditionProfiles) -> dict[str, dict[Family, float]]:
    """Return region code → family → per cent, where the shares make up the whole.

    Shares in euros are a part of the headline budget; a region that gives only some of them has no bar.
    """
    shares = {}
    for profile in edition.everywhere:
        parts: dict[str, dict[Family, float]] = {}
        for fact in profile.facts:
            if fact.indicator == SHARE and (figure := figure_of(fact)):
                family = _FAMILIES.get(fact.payer, Family.OTHERS)
                amounts = parts.setdefault(figure.unit, {})
                amounts[family] = amounts.get(family, 0.0) + figure.value
        for unit, amounts in parts.items():
            whole = 100.0 if unit == "percent" else profile.budget.value if profile.budget else 0.0
            if whole and abs(sum(amounts.values()) / whole - 1) < 0.01:
                ordered = sorted(amounts.items(), key=lambda part: -part[1])
                shares[profile.code] = {family: 100 * amount / whole for family, amount in ordered}
    return shares


def _key(shares: Mapping[str, Mapping[Family, float]]) -> list[KeyEntry]:
    """Return the shares as a bar a region with its per cents, and the colours of the families."""
    if not shares:
        return []
    names = _family_names()
    entries = [KeyEntry(tr("Shares of the payers"))]
    for code, parts in shares.items():
        words = ", ".join(
            tr("{payer} {share}%").format(payer=names[family], share=number(part)) for family, part in parts.items()
        )
        entries.append(KeyEntry(titled(PRINTED_NAMES.get(code, code), words), _Bar(parts)))
    used = [family for family in Family if any(family in parts for parts in shares.values())]
    entries += [KeyEntry(names[family], _Square(PAYER_FILLS[family.value]), narrow=True) for family in used]
    return entries


@dataclass(frozen=True)
class _Square:
    """The colour of a family of payers."""

    fill: str

    def __call__(self, size: float) -> QgsMarkerSymbol:
        return QgsMarkerSymbol.createSimple(
            {"name": "square", "color": self.fill, "outline_color": OUTLINE, "size": str(size * _SQUARE)}
        )

    @property
    def svg(self) -> str:
        square = f'<rect x="4" y="4" width="92" height="92" fill="{self.fill}" stroke="{OUTLINE}" stroke-width="6"/>'
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{square}</svg>'


@dataclass(frozen=True)
class _Bar:
    """A bar of the whole, in the order of the families: family → per cent."""

    parts: Mapping[Family, float]

    def __call__(self, size: float) -> QgsMarkerSymbol:
        image = "base64:" + b64encode(self.svg.encode()).decode()
        return QgsMarkerSymbol([QgsSvgMarkerSymbolLayer(image, size * _BAR_WIDTH)])

    @property
    def svg(self) -> str:
        height = 100 * _BAR_HEIGHT / _BAR_WIDTH
        pieces, start = [], 0.0
        for family in (family for family in Family if family in self.parts):
            pieces.append(
                f'<rect x="{start:.2f}" y="0" width="{self.parts[family]:.2f}" height="{height:.2f}" '
                f'fill="{PAYER_FILLS[family.value]}" stroke="{PAPER}" stroke-width="0.8"/>'
            )
            start += self.parts[family]
        frame = f'<rect width="100" height="{height:.2f}" fill="none" stroke="{OUTLINE}" stroke-width="1"/>'
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 {height:.2f}">{"".join(pieces)}{frame}</svg>'
