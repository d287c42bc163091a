"""The symbols that regions are filled with: white borders between them, a grey coast, a hatch for no answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsGeometryGeneratorSymbolLayer,
    QgsLineSymbol,
    QgsProperty,
    QgsSymbol,
    QgsSymbolLayer,
)

from .outlines import AREA, BORDER, HAS_BORDERS
from .palette import COAST, NO_ANSWER_FILL, NO_ANSWER_HATCH, PAPER, contrast
from .textures import WEIGHT, Lines

ON_MAPS = {QgsSymbolLayer.Property.StrokeStyle: "if(@geometry is null, 'no', 'solid')"}
"""Of lines that a legend would draw across its swatch."""

# The passes in which the symbol layers of all regions are drawn, one after the other.
_BORDERS, _RIMS, ABOVE = 1, 2, 3

BORDER_WIDTH, COAST_WIDTH = 0.45, 0.2
"""Of the white lines between regions, and of the grey ones around them (millimetres)."""
_LEAST_SEEN = 1.15
"""The contrast with a fill below which a white border is not seen."""
HATCH = Lines(NO_ANSWER_HATCH, 0.13, 2.2, angle=45, grows=True)
"""The fine hatch of what is not known."""


def region_symbol(fill: str, over: Sequence[QgsSymbolLayer] = ()) -> QgsFillSymbol:
    """Return the symbol of a region with a fill ("#RRGGBB") and symbol layers over it, such as a hatch."""
    # Where borders are lines of their own, they cover this outline everywhere but at the coast.
    is_pale = needs_rim(fill, has_texture=bool(over))
    area = swatch_symbol(fill, over)
    white = f"if({HAS_BORDERS}, '{COAST}', '{COAST if is_pale else PAPER}')"
    width = f"{WEIGHT} * if({HAS_BORDERS}, {COAST_WIDTH}, {COAST_WIDTH if is_pale else BORDER_WIDTH})"
    _define(
        area.symbolLayer(0), {QgsSymbolLayer.Property.StrokeColor: white, QgsSymbolLayer.Property.StrokeWidth: width}
    )
    layers = [_generator(AREA, Qgis.SymbolType.Fill, area, 0), _borders()]
    if is_pale:
        rim = QgsFillSymbol.createSimple({"style": "no", "outline_color": COAST, "joinstyle": "round"})
        _define(rim.symbolLayer(0), {QgsSymbolLayer.Property.StrokeWidth: f"{WEIGHT} * {COAST_WIDTH}"})
        layers.append(_generator(AREA, Qgis.SymbolType.Fill, rim, _RIMS))
    return QgsFillSymbol(layers)


def needs_rim(fill: str, *, has_texture: bool) -> bool:
    """Whether a region of a fill has a grey outline all around: white borders are not seen beside white."""
    return fill == PAPER or (not has_texture and contrast(fill, PAPER) < _LEAST_SEEN)


def swatch_symbol(fill: str, over: Sequence[QgsSymbolLayer] = ()) -> QgsFillSymbol:
    """Return what shows a fill in a key, where there is no region."""
    symbol = QgsFillSymbol.createSimple(
        {"color": fill, "outline_color": COAST, "outline_width": str(COAST_WIDTH), "joinstyle": "round"}
    )
    for layer in over:
        symbol.appendSymbolLayer(layer.clone())
    return symbol


def no_answer_symbol() -> QgsFillSymbol:
    """Return the symbol of a region without an answer, never taken for a value."""
    return region_symbol(NO_ANSWER_FILL, [HATCH.symbol_layer()])


def no_answer_swatch() -> QgsFillSymbol:
    """Return what shows regions without an answer in a key."""
    return swatch_symbol(NO_ANSWER_FILL, [HATCH.symbol_layer()])


def _borders() -> QgsSymbolLayer:
    line = QgsLineSymbol.createSimple({"line_color": PAPER, "joinstyle": "round", "capstyle": "round"})
    _define(line.symbolLayer(0), {QgsSymbolLayer.Property.StrokeWidth: f"{WEIGHT} * {BORDER_WIDTH}", **ON_MAPS})
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
