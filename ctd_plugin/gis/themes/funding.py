"""Theme `funding_sources`: who pays, with shares as a pie where the survey gives them."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsDiagramLayerSettings,
    QgsDiagramRenderer,
    QgsDiagramSettings,
    QgsLinearlyInterpolatedDiagramRenderer,
    QgsMarkerSymbol,
    QgsPieDiagram,
    QgsProperty,
)
from qgis.PyQt.QtCore import QSizeF
from qgis.PyQt.QtGui import QColor

from ...i18n import tr
from ..layers import CtdLayers
from ..palette import NAMED_PAYERS_FILL, OUTLINE, PAYER_FILLS, SHARED_PAYERS_FILL
from ..styles import LABEL_POINT, LABEL_SIZE, LABELS_VARIABLE, Classes, FillClass, LabelText, by_region
from ..words import number, payer_names, plural
from .theme import Drawing, KeyEntry

_SHARED, _NAMED = "shared", "named"

# Diameter of a pie in millimetres, a point of the labels.
_PIE = 1.1


def draw_funding(layers: CtdLayers) -> Drawing:
    named = {
        f["region_code"]: f["funding_sources"].split(",") for f in layers.regions.getFeatures() if f["funding_sources"]
    }
    shares = whole_shares(layers)
    names = payer_names()
    texts = {code: _wrapped([names[payer] for payer in payers]) for code, payers in named.items()}
    texts |= {code: _percentages(parts) for code, parts in shares.items()}
    label = LabelText(texts, texts)
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
        short_texts=texts,
        label_offset=f"if(coalesce({pies}, 0) and coalesce(@{LABELS_VARIABLE}, 1), {_PIE} * {LABEL_SIZE} / 2, 0)",
        diagram=_pies(shares, label) if shares else None,
        key=_key(shares),
        notes=[tr("Payers of any scope: platform, CTD, organisation or data production.")],
    )


def whole_shares(layers: CtdLayers) -> dict[str, dict[str, float]]:
    """Return region code → payer → per cent, where the shares make up the whole.

    Shares in euros are a part of the headline budget; a region that gives only some of them has no pie.
    """
    parts: dict[tuple[str, str], dict[str, float]] = {}
    budgets: dict[str, float] = {}
    for row in layers.tables["facts"].getFeatures():
        if row["indicator"] == "funding_share":
            parts.setdefault((row["region_code"], row["unit"]), {})[row["payer"]] = float(row["value"])
        elif row["indicator"] == "annual_budget" and row["headline"]:
            budgets[row["region_code"]] = float(row["value"])
    shares = {}
    for (code, unit), amounts in parts.items():
        whole = 100.0 if unit == "percent" else budgets.get(code, 0.0)
        if whole and abs(sum(amounts.values()) / whole - 1) < 0.01:
            ordered = sorted(amounts.items(), key=lambda part: -part[1])
            shares[code] = {payer: 100 * amount / whole for payer, amount in ordered}
    return shares


def _percentages(parts: dict[str, float]) -> str:
    names = payer_names()
    return "\n".join(tr("{payer} {share}%").format(payer=names[p], share=number(v)) for p, v in parts.items())


def _wrapped(words: list[str]) -> str:
    """Put two words a line, as regions are not wide."""
    return ",\n".join(", ".join(words[i : i + 2]) for i in range(0, len(words), 2))


def _pies(shares: dict[str, dict[str, float]], label: LabelText) -> tuple[QgsDiagramRenderer, QgsDiagramLayerSettings]:
    payers = [payer for payer in PAYER_FILLS if any(payer in parts for parts in shares.values())]
    settings = QgsDiagramSettings()
    settings.categoryAttributes = [
        f"to_real({by_region({c: str(p[payer]) for c, p in shares.items() if payer in p})})" for payer in payers
    ]
    settings.categoryColors = [QColor(PAYER_FILLS[payer]) for payer in payers]
    settings.categoryLabels = [payer_names()[payer] for payer in payers]
    settings.penColor = QColor(OUTLINE)
    settings.penWidth = 0.2
    settings.scaleByArea = False
    settings.sizeType = Qgis.RenderUnit.Millimeters
    settings.minimumSize = 0
    settings.rotationOffset = 270
    renderer = QgsLinearlyInterpolatedDiagramRenderer()
    renderer.setDiagram(QgsPieDiagram())
    renderer.setDiagramSettings(settings)
    # A size that grows with its own value is a size set by an expression.
    renderer.setClassificationAttributeIsExpression(True)
    renderer.setClassificationAttributeExpression(f"{LABEL_SIZE} * {_PIE}")
    renderer.setUpperValue(100)
    renderer.setUpperSize(QSizeF(100, 100))

    placement = QgsDiagramLayerSettings()
    placement.setPlacement(QgsDiagramLayerSettings.Placement.OverPoint)
    placement.setShowAllDiagrams(True)
    point = f"transform({LABEL_POINT}, 'EPSG:4326', 'EPSG:4326')"
    properties = placement.dataDefinedProperties()
    for property_, coordinate in (
        (QgsDiagramLayerSettings.Property.PositionX, f"x({point})"),
        (QgsDiagramLayerSettings.Property.PositionY, f"y({point})"),
        (QgsDiagramLayerSettings.Property.Show, f"{by_region(dict.fromkeys(shares, '1'))} = '1'"),
    ):
        properties.setProperty(property_, QgsProperty.fromExpression(coordinate))
    placement.setDataDefinedProperties(properties)
    return renderer, placement


def _key(shares: dict[str, dict[str, float]]) -> list[KeyEntry]:
    names = payer_names()
    used = [payer for payer in PAYER_FILLS if any(payer in parts for parts in shares.values())]

    def square(fill: str) -> object:
        return lambda size: QgsMarkerSymbol.createSimple(
            {"name": "square", "color": fill, "outline_color": OUTLINE, "size": str(size * 0.4)}
        )

    entries = [KeyEntry(names[payer], square(PAYER_FILLS[payer])) for payer in used]
    return [KeyEntry(tr("Shares of the payers:")), *entries] if entries else []
