"""The symbols of theme `technology`: fills of the small maps, and in one map the squares under the names."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsGeometryGeneratorSymbolLayer,
    QgsMarkerSymbol,
    QgsProperty,
    QgsSvgMarkerSymbolLayer,
    QgsSymbolLayer,
)

from ..style.classes import by_region
from ..style.fonts import map_font_family
from ..style.palette import PAPER, PARTNERS_FILL, STATE_FILL, TEXT, TEXT_MUTED, label_colour
from ..style.region_labels import LABEL_POINT, NAME_HEIGHT
from ..style.textures import Cross, Lines, in_the_middle
from .technology_use import Use

# Millimetres: the side of a square, from one to the next, how many stand in a row.
_SIDE, _STEP, _IN_A_ROW = 4.4, 4.8, 4
# How much higher a name is than its letters.
_LEADING = 1.25

BOTH_STRIPES = Lines(STATE_FILL, 0.55, 1.5, angle=45, grows=True)
"""Over the fill of the Region's platforms, where the State has some, too."""
RETIRED_CROSS = Cross(TEXT, 0.4, 3.2)
"""In a region whose platform is out of service."""

_SQUARE_FILLS = {Use.PARTNERS: PARTNERS_FILL, Use.BOTH: PARTNERS_FILL, Use.STATE: STATE_FILL, Use.RETIRED: PAPER}
_SQUARE_BORDERS = {Use.BOTH: STATE_FILL, Use.RETIRED: TEXT_MUTED}


@dataclass(frozen=True)
class Square:
    """A square under the name of a region: its letters, and who uses the technology that they stand for."""

    letters: str
    use: Use
    technology: str = ""
    """The name of the technology that the letters stand for."""

    @property
    def colours(self) -> tuple[str, str, str]:
        """Its fill, its border and its letters."""
        fill = _SQUARE_FILLS[self.use]
        return fill, _SQUARE_BORDERS.get(self.use, fill), label_colour(fill)


def key_square(letters: str) -> QgsFillSymbol:
    """Return the symbol of a legend's line that explains the letters of a square."""
    marker = QgsSvgMarkerSymbolLayer(_image([Square(letters, Use.RETIRED)]), _SIDE)
    symbol = QgsFillSymbol()
    symbol.changeSymbolLayer(0, in_the_middle(QgsMarkerSymbol([marker])))
    return symbol


def squares_under_names(squares: Mapping[str, Sequence[Square]]) -> QgsSymbolLayer:
    """Return a symbol layer with the squares of each region, by its code, under its name."""
    rows = {code: squares[code] for code in squares if squares[code]}
    below = {code: f"{_height(row) / 2 + 0.7:.2f}" for code, row in rows.items()}
    # A legend, which has no region, draws nothing.
    image = QgsSvgMarkerSymbolLayer(_image([]), _SIDE)
    for property_, expression in (
        (QgsSymbolLayer.Property.Name, by_region({code: _image(row) for code, row in rows.items()})),
        (QgsSymbolLayer.Property.Size, by_region({code: f"{_width(row):.2f}" for code, row in rows.items()})),
        (QgsSymbolLayer.Property.Offset, f"array(0, {NAME_HEIGHT} * {_LEADING / 2} + to_real({by_region(below)}))"),
    ):
        image.setDataDefinedProperty(property_, QgsProperty.fromExpression(expression))
    generator = cast(
        QgsGeometryGeneratorSymbolLayer, QgsGeometryGeneratorSymbolLayer.create({"geometryModifier": LABEL_POINT})
    )
    generator.setSymbolType(Qgis.SymbolType.Marker)
    generator.setSubSymbol(QgsMarkerSymbol([image]))
    is_drawn = QgsProperty.fromExpression(f"{by_region(below)} IS NOT NULL")
    generator.setDataDefinedProperty(QgsSymbolLayer.Property.LayerEnabled, is_drawn)
    return generator


def _width(row: Sequence[Square]) -> float:
    return max(min(len(row), _IN_A_ROW) - 1, 0) * _STEP + _SIDE


def _height(row: Sequence[Square]) -> float:
    return max(len(row) - 1, 0) // _IN_A_ROW * _STEP + _SIDE


def _image(row: Sequence[Square]) -> str:
    """Return squares side by side, in rows that are centred, as an image in QGIS's own notation."""
    pieces = []
    for number, square in enumerate(row):
        line, place = divmod(number, _IN_A_ROW)
        in_line = min(len(row) - line * _IN_A_ROW, _IN_A_ROW)
        x = (_width(row) - (in_line - 1) * _STEP - _SIDE) / 2 + place * _STEP
        y = line * _STEP
        fill, border, letters = square.colours
        # The border lies within the square.
        pieces.append(
            f'<rect x="{x + 0.2:.2f}" y="{y + 0.2:.2f}" width="{_SIDE - 0.4}" height="{_SIDE - 0.4}" fill="{fill}" '
            f'stroke="{border}"/>'
            f'<text x="{x + _SIDE / 2:.2f}" y="{y + _SIDE / 2 + 0.83:.2f}" fill="{letters}">'
            f"{square.letters}</text>"
        )
    size = f"{_width(row):.2f} {_height(row):.2f}"
    style = (
        f'stroke-width="0.4" text-anchor="middle" font-size="2.3" font-weight="bold" font-family="{map_font_family()}"'
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"><g {style}>{"".join(pieces)}</g></svg>'
    return "base64:" + b64encode(svg.encode()).decode()
