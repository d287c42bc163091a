"""The symbols that regions are filled with: white borders between them, a grey coast, a hatch for no answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsGeometryGeneratorSymbolLayer,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsProperty,
    QgsSymbol,
    QgsSymbolLayer,
)

from .outlines import AREA, BORDER, HAS_BORDERS
from .palette import COAST, NO_ANSWER_FILL, NO_ANSWER_HATCH, PAPER, contrast

WEIGHT_VARIABLE = "ctd_weight"
"""Set on a layout: what the weights of lines are multiplied by, as its page is larger than A4."""
WEIGHT = f"coalesce(@{WEIGHT_VARIABLE}, 1)"
"""An expression: the same, 1 on a screen."""

ON_MAPS = {QgsSymbolLayer.Property.StrokeStyle: "if(@geometry is null, 'no', 'solid')"}
"""Of lines that a legend would draw across its swatch."""

# The passes in which the symbol layers of all regions are drawn, one after the other.
_BORDERS, _RIMS, ABOVE = 1, 2, 3

_BORDER_WIDTH, _COAST_WIDTH = 0.45, 0.2
_LEAST_SEEN = 1.15
"""The contrast with a fill below which a white border is not seen."""
_HATCH_WIDTH, _HATCH_DISTANCE = 0.13, 2.2


def region_symbol(fill: str, over: Sequence[QgsSymbolLayer] = ()) -> QgsFillSymbol:
    """Return the symbol of a region with a fill ("#RRGGBB") and symbol layers over it, such as a hatch."""
    # Where borders are lines of their own, they cover this outline everywhere but at the coast.
    is_pale = fill == PAPER or (not over and contrast(fill, PAPER) < _LEAST_SEEN)
    area = swatch_symbol(fill, over)
    white = f"if({HAS_BORDERS}, '{COAST}', '{COAST if is_pale else PAPER}')"
    width = f"{WEIGHT} * if({HAS_BORDERS}, {_COAST_WIDTH}, {_COAST_WIDTH if is_pale else _BORDER_WIDTH})"
    _define(
        area.symbolLayer(0), {QgsSymbolLayer.Property.StrokeColor: white, QgsSymbolLayer.Property.StrokeWidth: width}
    )
    layers = [_generator(AREA, Qgis.SymbolType.Fill, area, 0), _borders()]
    if is_pale:
        # White borders are not seen beside white and the like.
        rim = QgsFillSymbol.createSimple({"style": "no", "outline_color": COAST, "joinstyle": "round"})
        _define(rim.symbolLayer(0), {QgsSymbolLayer.Property.StrokeWidth: f"{WEIGHT} * {_COAST_WIDTH}"})
        layers.append(_generator(AREA, Qgis.SymbolType.Fill, rim, _RIMS))
    return QgsFillSymbol(layers)


def swatch_symbol(fill: str, over: Sequence[QgsSymbolLayer] = ()) -> QgsFillSymbol:
    """Return what shows a fill in a key, where there is no region."""
    symbol = QgsFillSymbol.createSimple(
        {"color": fill, "outline_color": COAST, "outline_width": str(_COAST_WIDTH), "joinstyle": "round"}
    )
    for layer in over:
        symbol.appendSymbolLayer(layer.clone())
    return symbol


def no_answer_symbol() -> QgsFillSymbol:
    """Return the symbol of a region without an answer, never taken for a value."""
    return region_symbol(NO_ANSWER_FILL, [hatch()])


def no_answer_swatch() -> QgsFillSymbol:
    """Return what shows regions without an answer in a key."""
    return swatch_symbol(NO_ANSWER_FILL, [hatch()])


def hatch() -> QgsSymbolLayer:
    """Return the fine hatch of what is not known."""
    lines = QgsLinePatternFillSymbolLayer()
    lines.setLineAngle(45)
    lines.setDistance(_HATCH_DISTANCE)
    line = QgsLineSymbol.createSimple({"line_color": NO_ANSWER_HATCH, "line_width": str(_HATCH_WIDTH)})
    _define(line.symbolLayer(0), {QgsSymbolLayer.Property.StrokeWidth: f"{WEIGHT} * {_HATCH_WIDTH}"})
    lines.setSubSymbol(line)
    _define(lines, {QgsSymbolLayer.Property.LineDistance: f"{WEIGHT} * {_HATCH_DISTANCE}"})
    return lines


def _borders() -> QgsSymbolLayer:
    line = QgsLineSymbol.createSimple({"line_color": PAPER, "joinstyle": "round", "capstyle": "round"})
    _define(line.symbolLayer(0), {QgsSymbolLayer.Property.StrokeWidth: f"{WEIGHT} * {_BORDER_WIDTH}", **ON_MAPS})
    return _generator(BORDER, Qgis.SymbolType.Line, line, _BORDERS)


def _generator(geometry: str, kind: Qgis.SymbolType, symbol: QgsSymbol, rendering_pass: int) -> QgsSymbolLayer:
    generator = cast(
        QgsGeometryGeneratorSymbolLayer, QgsGeometryGeneratorSymbolLayer.create({"geometryModifier": geometry})
    )
    generator.setSymbolType(kind)
    generator.setSubSymbol(symbol)
    generator.setRenderingPass(rendering_pass)
    return generator


def _define(layer: QgsSymbolLayer, properties: dict[QgsSymbolLayer.Property, str]) -> None:
    for property_, expression in properties.items():
        layer.setDataDefinedProperty(property_, QgsProperty.fromExpression(expression))
