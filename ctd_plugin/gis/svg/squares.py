"""The squares of the map of technologies, below the name of a region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..placement.places import Block
from ..placement.rows import Point
from ..themes.technology_symbols import Square
from .markup import element, text, units
from .page import SQUARE, SQUARE_LETTERS, SQUARE_STEP

ABOVE = 0.7
"""Between a name and the squares (millimetres)."""
_IN_A_ROW = 3
_BORDER = 0.6


def with_squares(block: Block, row: Sequence[Square]) -> Block:
    """Return a way of writing a label with squares below its words."""
    width, height = width_of(row), ABOVE + (len(row) - 1) // _IN_A_ROW * SQUARE_STEP + SQUARE
    lines = [*block.lines, (width, height)]
    return replace(block, width=max(block.width, width), height=block.height + height, lines=lines)


def width_of(row: Sequence[Square], *, one_row: bool = False) -> float:
    """Return how wide squares are, in rows of three or in one row."""
    return ((len(row) if one_row else min(len(row), _IN_A_ROW)) - 1) * SQUARE_STEP + SQUARE


def squares_below(row: Sequence[Square], top: Point, *, one_row: bool = False) -> str:
    """Return squares side by side, in rows that are centred below a point."""
    most = len(row) if one_row else _IN_A_ROW
    pieces = []
    for number, square in enumerate(row):
        line, place = divmod(number, most)
        in_line = min(len(row) - line * most, most)
        x = top[0] - ((in_line - 1) * SQUARE_STEP + SQUARE) / 2 + place * SQUARE_STEP
        pieces.append(_square(square, (x, top[1] + line * SQUARE_STEP)))
    return element("g", "".join(pieces), class_="squares")


def _square(square: Square, corner: Point) -> str:
    fill, border, letters = square.colours
    x, y = corner
    # The border lies within the square.
    side = units(SQUARE - _BORDER)
    at = {"x": units(x + _BORDER / 2), "y": units(y + _BORDER / 2), "width": side, "height": side}
    box = element("rect", fill=fill, stroke=border, stroke_width=units(_BORDER), **at)
    below = units(y + SQUARE / 2 + 0.36 * SQUARE_LETTERS)
    middle = {"x": units(x + SQUARE / 2), "y": below, "font_size": units(SQUARE_LETTERS)}
    return box + element("text", text(square.letters), class_="b", fill=letters, text_anchor="middle", **middle)
