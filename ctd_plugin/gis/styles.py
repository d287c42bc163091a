"""Renderers and labels of the regions layer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from qgis.core import (
    Qgis,
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsLabelPlacementSettings,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRendererCategory,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)

from ..data.statuses import Status
from ..i18n import tr
from .fonts import text_format
from .palette import NO_ANSWER_FILL, NO_ANSWER_HATCH, OUTLINE, STATUS_FILLS, label_colour
from .words import status_labels

# Set on a layout or on one of its maps, read by the labels.
LABEL_SIZE_VARIABLE = "ctd_label_size"
LABELS_VARIABLE = "ctd_labels"
LABEL_DATES_VARIABLE = "ctd_label_dates"

_DEFAULT_LABEL_SIZE = 8

# Break after a hyphen, but keep "Île-de-" and "Hauts-de-" whole.
_WRAPPED_NAME = f"""
replace(regexp_replace("region_name", '-(?!de-)', '-\\n'), if(coalesce(@{LABEL_SIZE_VARIABLE}, 0) < 12,
map('Pays de la', 'Pays de\\nla', 'Provence-\\nAlpes-', 'Provence-Alpes-'), map('Pays de la', 'Pays de\\nla')))
"""

_REMARK = r"\s*\(.*\)"

_DRAWN_DATE = "trim(regexp_replace(coalesce(\"ctd_date_text\", ''), '" + _REMARK.replace("\\", "\\\\") + "', ''))"

# The centroid, where it lies well inside the region, looks centred; elsewhere the point furthest from the border.
_LABEL_POINT = """
with_variable('pole', pole_of_inaccessibility(@geometry, 0.05),
with_variable('centre', centroid(@geometry),
with_variable('border', boundary(@geometry),
if(within(@centre, @geometry) and distance(@centre, @border) > 0.2 * distance(@pole, @border), @centre, @pole))))
"""


def drawn_date(text: str) -> str:
    """Return a date or horizon without its remark: "printemps 2026 (optimiste)" is drawn as "printemps 2026"."""
    return re.sub(_REMARK, "", text).strip()


def count_statuses(layer: QgsVectorLayer) -> Counter[Status | None]:
    """Return how many regions have each status; None counts those without one."""
    known = {status.value: status for status in Status}
    return Counter(known.get(feature["status"]) for feature in layer.getFeatures())


def status_renderer(layer: QgsVectorLayer) -> QgsCategorizedSymbolRenderer:
    """Return one class a status, in order and with its count, and last the hatched class of no answer."""
    counts = count_statuses(layer)
    categories = [
        QgsRendererCategory(status.value, _fill(STATUS_FILLS[status]), f"{label} ({counts[status]})")
        for status, label in status_labels().items()
    ]
    no_answer = tr("No answer") + f" ({counts[None]})"
    categories.append(QgsRendererCategory("", hatched_fill(), no_answer))
    return QgsCategorizedSymbolRenderer("status", categories)


def hatched_fill() -> QgsFillSymbol:
    """Return the fill of regions without an answer: hatched, so that it is never taken for a value."""
    symbol = _fill(NO_ANSWER_FILL)
    hatch = QgsLinePatternFillSymbolLayer()
    hatch.setLineAngle(45)
    hatch.setDistance(1.6)
    hatch.setSubSymbol(QgsLineSymbol.createSimple({"line_color": NO_ANSWER_HATCH, "line_width": "0.25"}))
    symbol.appendSymbolLayer(hatch)
    return symbol


def status_labeling() -> QgsVectorLayerSimpleLabeling:
    """Return the labels: the region's name, and under it the date or horizon of its CTD where one is written."""
    settings = QgsPalLayerSettings()
    settings.isExpression = True
    undated = f"not coalesce(@{LABEL_DATES_VARIABLE}, true) or {_DRAWN_DATE} = ''"
    settings.fieldName = f"{_WRAPPED_NAME} || if({undated}, '', '\\n' || {_DRAWN_DATE})"
    # A halo of the region's own colour keeps a name whole where it crosses a border.
    text = text_format(_DEFAULT_LABEL_SIZE, line_height=0.95)
    halo = text.buffer()
    halo.setEnabled(True)
    halo.setSize(0.5)
    text.setBuffer(halo)
    settings.setFormat(text)
    settings.multilineAlign = Qgis.LabelMultiLineAlignment.Center
    settings.placement = Qgis.LabelPlacement.OverPoint
    settings.centroidInside = True
    settings.centroidWhole = True
    settings.geometryGenerator = _LABEL_POINT
    settings.geometryGeneratorEnabled = True
    settings.geometryGeneratorType = Qgis.GeometryType.Point
    settings.pointSettings().setQuadrant(Qgis.LabelQuadrantPosition.Over)
    placement = QgsLabelPlacementSettings()
    placement.setOverlapHandling(Qgis.LabelOverlapHandling.AllowOverlapIfRequired)
    settings.setPlacementSettings(placement)

    properties = settings.dataDefinedProperties()
    properties.setProperty(
        QgsPalLayerSettings.Property.Size,
        QgsProperty.fromExpression(f"coalesce(@{LABEL_SIZE_VARIABLE}, {_DEFAULT_LABEL_SIZE})"),
    )
    properties.setProperty(
        QgsPalLayerSettings.Property.Show, QgsProperty.fromExpression(f"coalesce(@{LABELS_VARIABLE}, true)")
    )
    properties.setProperty(QgsPalLayerSettings.Property.Color, _by_status(label_colour))
    properties.setProperty(QgsPalLayerSettings.Property.BufferColor, _by_status(lambda fill: fill))
    settings.setDataDefinedProperties(properties)
    return QgsVectorLayerSimpleLabeling(settings)


def _by_status(colour_of: Callable[[str], str]) -> QgsProperty:
    """Return a property that gives each region a colour found from the fill of its status."""
    pairs = ", ".join(f"'{status.value}', '{colour_of(fill)}'" for status, fill in STATUS_FILLS.items())
    return QgsProperty.fromExpression(f"coalesce(map_get(map({pairs}), \"status\"), '{colour_of(NO_ANSWER_FILL)}')")


def _fill(colour: str) -> QgsFillSymbol:
    return QgsFillSymbol.createSimple(
        {"color": colour, "outline_color": OUTLINE, "outline_width": "0.2", "joinstyle": "round"}
    )
