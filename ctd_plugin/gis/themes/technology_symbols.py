"""The symbols of theme `technology`: fills of the small maps, and in one map the squares under the names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from qgis.core import (
    Qgis,
    QgsCentroidFillSymbolLayer,
    QgsFillSymbol,
    QgsFontMarkerSymbolLayer,
    QgsGeometryGeneratorSymbolLayer,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsProperty,
    QgsSimpleMarkerSymbolLayer,
    QgsSymbolLayer,
)
from qgis.PyQt.QtCore import QPointF
from qgis.PyQt.QtGui import QColor

from ..style.classes import FillClass, by_region
from ..style.fonts import map_font_family
from ..style.palette import PAPER, PARTNERS_FILL, STATE_FILL, TEXT, TEXT_MUTED, label_colour
from ..style.region_labels import LABEL_POINT, NAME_HEIGHT
from .technology_use import Use

# Millimetres.
_SIDE, _STEP, _BESIDE = 4.2, 4.7, 4
_CROSS = 3.2
_LETTERS = 2.2

_SQUARE_FILLS = {Use.PARTNERS: PARTNERS_FILL, Use.BOTH: PARTNERS_FILL, Use.STATE: STATE_FILL, Use.RETIRED: PAPER}
_SQUARE_BORDERS = {Use.PARTNERS: PAPER, Use.BOTH: STATE_FILL, Use.STATE: PAPER, Use.RETIRED: TEXT_MUTED}


class BothFill(FillClass):
    """The fill of the Region's platforms, hatched with that of the State's."""

    def over(self) -> list[QgsSymbolLayer]:
        """Return the symbol layers over the fill."""
        hatch = QgsLinePatternFillSymbolLayer()
        hatch.setLineAngle(45)
        hatch.setDistance(1.5)
        hatch.setSubSymbol(QgsLineSymbol.createSimple({"line_color": STATE_FILL, "line_width": "0.55"}))
        return [hatch]


class RetiredFill(FillClass):
    """The fill of a region whose platform is out of service, with a cross in the middle."""

    def over(self) -> list[QgsSymbolLayer]:
        """Return the symbol layers over the fill."""
        cross = QgsMarkerSymbol.createSimple(
            {"name": "cross2", "outline_color": TEXT, "outline_width": "0.4", "size": str(_CROSS)}
        )
        return [_in_the_middle(cross)]


@dataclass(frozen=True)
class Square:
    """A square under the name of a region: its letters, and who uses the technology that they stand for."""

    letters: str
    use: Use


def key_square(letters: str) -> QgsFillSymbol:
    """Return the symbol of a legend's line that explains the letters of a square."""
    symbol = QgsFillSymbol()
    symbol.changeSymbolLayer(0, _in_the_middle(_square(letters, PAPER, TEXT_MUTED, TEXT)))
    return symbol


def squares_below_labels(squares: Mapping[str, Sequence[Square]], drawn: str) -> list[QgsSymbolLayer]:
    """Return a symbol layer for the first square of each region, one for the second, and so on.

    `squares` are by region code; they are drawn where the expression `drawn` is true.
    """
    most = max(map(len, squares.values()), default=0)
    return [_nth_squares(number, squares, drawn) for number in range(most)]


def _nth_squares(number: int, squares: Mapping[str, Sequence[Square]], drawn: str) -> QgsSymbolLayer:
    here = {code: row[number] for code, row in squares.items() if number < len(row)}
    across = {code: str(_offset(number, len(squares[code]))) for code in here}
    down = f"({NAME_HEIGHT} / 2 + {_SIDE * 0.75 + number // _BESIDE * _STEP})"
    offset = f"array(to_real({by_region(across)}), {down})"
    marker = _square("", PAPER, PAPER, TEXT)
    background, letters = marker.symbolLayer(0), marker.symbolLayer(1)
    fills = {code: _SQUARE_FILLS[square.use] for code, square in here.items()}
    for layer, property_, expression in (
        (background, QgsSymbolLayer.Property.Offset, offset),
        (letters, QgsSymbolLayer.Property.Offset, offset),
        (background, QgsSymbolLayer.Property.FillColor, by_region(fills)),
        (
            background,
            QgsSymbolLayer.Property.StrokeColor,
            by_region({code: _SQUARE_BORDERS[square.use] for code, square in here.items()}),
        ),
        (
            letters,
            QgsSymbolLayer.Property.FillColor,
            by_region({code: label_colour(fill) for code, fill in fills.items()}),
        ),
        (
            letters,
            QgsSymbolLayer.Property.Character,
            by_region({code: square.letters for code, square in here.items()}),
        ),
    ):
        layer.setDataDefinedProperty(property_, QgsProperty.fromExpression(expression))
    generator = cast(
        QgsGeometryGeneratorSymbolLayer, QgsGeometryGeneratorSymbolLayer.create({"geometryModifier": LABEL_POINT})
    )
    generator.setSymbolType(Qgis.SymbolType.Marker)
    generator.setSubSymbol(marker)
    is_drawn = f"({drawn}) AND {by_region(across)} IS NOT NULL"
    generator.setDataDefinedProperty(QgsSymbolLayer.Property.LayerEnabled, QgsProperty.fromExpression(is_drawn))
    return generator


def _offset(number: int, count: int) -> float:
    """Return how far (millimetres) right of the middle of its row a square stands."""
    in_row = min(count - number // _BESIDE * _BESIDE, _BESIDE)
    return (number % _BESIDE - (in_row - 1) / 2) * _STEP


def _square(letters: str, fill: str, border: str, colour: str) -> QgsMarkerSymbol:
    background = QgsSimpleMarkerSymbolLayer(Qgis.MarkerShape.Square, _SIDE)
    background.setColor(QColor(fill))
    background.setStrokeColor(QColor(border))
    background.setStrokeWidth(0.4)
    text = QgsFontMarkerSymbolLayer(map_font_family(), letters, _LETTERS, QColor(colour))
    text.setFontStyle("Bold")
    text.setOffset(QPointF(0, 0))
    return QgsMarkerSymbol([background, text])


def _in_the_middle(marker: QgsMarkerSymbol) -> QgsCentroidFillSymbolLayer:
    layer = QgsCentroidFillSymbolLayer()
    layer.setSubSymbol(marker)
    layer.setPointOnSurface(True)
    layer.setPointOnAllParts(False)
    return layer
