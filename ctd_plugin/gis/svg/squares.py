"""The squares of the map of technologies, below the name of a region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..placement.places import Block
from ..placement.rows import Point
from ..themes.technology_symbols import Square
from .markup import element, text, units
from .page import SQUARE, SQUARE_LETTERS, SQUARE_STEP, SQUARES_ABOVE

IN_A_ROW = 3
_BORDER = 0.6


def with_squares(block: Block, row: Sequence[Square]) -> Block:
    """Return a way of writing a label with squares below its words."""
    width, height = width_of(row), SQUARES_ABOVE + (len(row) - 1) // IN_A_ROW * SQUARE_STEP + SQUARE
    lines = [*block.lines, (width, height)]
    return replace(block, width=max(block.width, width), height=block.height + height, lines=lines)


def width_of(row: Sequence[Square], most: int = IN_A_ROW) -> float:
    """Return how wide squares are, in rows of so many."""
    return (min(len(row), most) - 1) * SQUARE_STEP + SQUARE


def squares_below(row: Sequence[Square], top: Point) -> str:
    """Return squares side by side, in rows that are centred below a point."""
    pieces = []
    for number, square in enumerate(row):
        line, place = divmod(number, IN_A_ROW)
        width = width_of(row[line * IN_A_ROW : (line + 1) * IN_A_ROW])
        pieces.append(_square(square, (top[0] - width / 2 + place * SQUARE_STEP, top[1] + line * SQUARE_STEP)))
    return element("g", "".join(pieces), class_="squares")


def squares_from(row: Sequence[Square], corner: Point, room: float) -> str:
    """Return squares in one row to the right of a corner, smaller where there is no room for so many."""
    scale = min(1.0, room / width_of(row, len(row)))
    squares = (_square(square, (number * SQUARE_STEP, 0)) for number, square in enumerate(row))
    place = f"translate({units(corner[0])} {units(corner[1])})" + (f"scale({scale:.3f})" if scale < 1 else "")
    return element("g", "".join(squares), class_="squares", transform=place)


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
