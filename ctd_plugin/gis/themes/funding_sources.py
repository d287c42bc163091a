"""Theme `funding_sources`: who pays, with shares as a pie where the survey gives them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence
from math import cos, pi, sin

from qgis.core import QgsMarkerSymbol, QgsSvgMarkerSymbolLayer, QgsSymbolLayer

from ...data.facts.fact import SHARE, payer_names
from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.figure import figure_of
from ...i18n import number, plural, tr
from ..project.layers import CtdLayers
from ..regions.edition_cache import edition_of
from ..style.classes import SYMBOL_GAP, SYMBOL_SIZE, Classes, FillClass, LabelText, above_labels, by_region
from ..style.palette import NAMED_PAYERS_FILL, OUTLINE, PAPER, PAYER_FILLS, SHARED_PAYERS_FILL
from .theme import Drawing, KeyEntry

_SHARED, _NAMED = "shared", "named"

# Diameter of a pie in millimetres, a point of the labels.
_PIE = 1.4


def draw_funding(layers: CtdLayers) -> Drawing:
    """Return the drawing of theme `funding_sources` for the regions of layers."""
    edition = edition_of(layers)
    named = {profile.code: profile.payers for profile in edition.profiles if profile.payers}
    shares = whole_shares(edition)
    names = payer_names()
    texts = {code: _wrapped([names[payer] for payer in payers]) for code, payers in named.items()}
    texts |= {code: _percentages(parts) for code, parts in shares.items()}
    # On a slide the pie is enough.
    short = {code: text for code, text in texts.items() if code not in shares}
    label = LabelText(texts, short)
    headline = plural(
        len(named),
        tr("Who pays for regional data: named in {count} region out of {total}"),
        tr("Who pays for regional data: named in {count} regions out of {total}"),
    )
    kinds = {code: _SHARED if code in shares else _NAMED for code in named}
    pies = f"{by_region(kinds)} = '{_SHARED}'"
    return Drawing(
        headline=headline.format(count=len(named), total=layers.regions.featureCount()),
        subject=tr("Funding sources named by the regions of France"),
        legend_title=tr("Funding sources\n(number of regions)"),
        classes=Classes(
            by_region(kinds),
            [
                FillClass(_SHARED, SHARED_PAYERS_FILL, tr("shares given")),
                FillClass(_NAMED, NAMED_PAYERS_FILL, tr("payers named, no shares")),
            ],
            tr("No payer named"),
        ),
        texts=texts,
        short_texts=short,
        label_offset=f"if(coalesce({pies}, 0), {_PIE} * {SYMBOL_SIZE} / 2 + {SYMBOL_GAP}, 0)",
        over=[_pies(shares, label)] if shares else [],
        key=_key(shares),
        notes=[tr("Payers of any scope: platform, CTD, organisation or data production.")],
    )


def whole_shares(edition: EditionProfiles) -> dict[str, dict[str, float]]:
    """Return region code → payer → per cent, where the shares make up the whole.

    Shares in euros are a part of the headline budget; a region that gives only some of them has no pie.
    """
    shares = {}
    for profile in edition.everywhere:
        parts: dict[str, dict[str, float]] = {}
        for fact in profile.facts:
            if fact.indicator == SHARE and (figure := figure_of(fact)):
                parts.setdefault(figure.unit, {})[fact.payer] = figure.value
        for unit, amounts in parts.items():
            whole = 100.0 if unit == "percent" else profile.budget.value if profile.budget else 0.0
            if whole and abs(sum(amounts.values()) / whole - 1) < 0.01:
                ordered = sorted(amounts.items(), key=lambda part: -part[1])
                shares[profile.code] = {payer: 100 * amount / whole for payer, amount in ordered}
    return shares


def _percentages(parts: dict[str, float]) -> str:
    names = payer_names()
    return "\n".join(tr("{payer} {share}%").format(payer=names[p], share=number(v)) for p, v in parts.items())


def _wrapped(words: Sequence[str]) -> str:
    """Put two words a line, as regions are not wide."""
    return ",\n".join(", ".join(words[i : i + 2]) for i in range(0, len(words), 2))


def _pies(shares: dict[str, dict[str, float]], label: LabelText) -> QgsSymbolLayer:
    """Return a pie a region, above its label where it has one."""
    # Without a feature, as in a legend, the image is empty.
    pie = QgsMarkerSymbol([QgsSvgMarkerSymbolLayer(_pie_image({}))])
    properties = {
        QgsSymbolLayer.Property.Name: by_region({code: _pie_image(parts) for code, parts in shares.items()}),
        QgsSymbolLayer.Property.Size: f"{SYMBOL_SIZE} * {_PIE}",
    }
    return above_labels(pie, properties, label, drawn=f"{by_region(dict.fromkeys(shares, '1'))} is not null")


def _pie_image(parts: dict[str, float]) -> str:
    """Return an embedded SVG of a pie, the first share from the top and clockwise."""
    wedges = []
    start = 0.0
    for payer, share in parts.items():
        end = start + share / 100
        ends = [(50 + 48 * sin(2 * pi * turn), 50 - 48 * cos(2 * pi * turn)) for turn in (start, end)]
        (x0, y0), (x1, y1) = ends
        outline = f"M50 50 L{x0:.2f} {y0:.2f} A48 48 0 {int(share > 50)} 1 {x1:.2f} {y1:.2f} Z"
        wedges.append(f'<path d="{outline}" fill="{PAYER_FILLS[payer]}" stroke="{PAPER}" stroke-width="1.5"/>')
        start = end
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{"".join(wedges)}</svg>'
    return "base64:" + b64encode(svg.encode()).decode()


def _key(shares: dict[str, dict[str, float]]) -> list[KeyEntry]:
    names = payer_names()
    used = [payer for payer in PAYER_FILLS if any(payer in parts for parts in shares.values())]

    def square(fill: str) -> Callable[[float], QgsMarkerSymbol]:
        return lambda size: QgsMarkerSymbol.createSimple(
            {"name": "square", "color": fill, "outline_color": OUTLINE, "size": str(size * 0.4)}
        )

    entries = [KeyEntry(names[payer], square(PAYER_FILLS[payer])) for payer in used]
    return [KeyEntry(tr("Shares of the payers:")), *entries] if entries else []
