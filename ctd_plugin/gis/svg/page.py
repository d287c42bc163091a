"""The page that the maps are laid out on, in millimetres: the grid of A4 with type that can be read on a screen."""

from __future__ import annotations

from dataclasses import replace

from ..style.fonts import text_format, text_height
from ..style.page_sizes import PAGES, Box, PageSize

_INSET_WIDTH, _INSET_STEP, _MAIN_WIDTH, _HEIGHT = 34, 33.2, 180, 165.6
_GAP = 2

SQUARE, SQUARE_STEP, SQUARE_LETTERS = 7.0, 7.4, 3.75
"""The side of a square of the map of technologies, from one to the next (millimetres), and the height of its type."""
SQUARES_ABOVE = 0.7
"""Between a name and its squares (millimetres)."""

# A4 without its margins and side column. The type is that much larger because a screen may show the map 640 pixels
# wide: its eleven points are then eleven pixels.
WIDE: PageSize = replace(
    PAGES["A4"],
    id="wide",
    width=_INSET_WIDTH + _GAP + _MAIN_WIDTH,
    height=_HEIGHT,
    first_inset=Box(0.2, 0.2, _INSET_WIDTH, 32.2),
    inset_step=_INSET_STEP,
    main_map=Box(_INSET_WIDTH + _GAP, 0, _MAIN_WIDTH, _HEIGHT),
    name_size=11,
    value_size=11.5,
    least_label=10.6 / 11,
)
NARROW: PageSize = replace(WIDE, id="narrow", name_size=20, value_size=20, least_label=0.9)
"""The same on a telephone: names alone, which are as many pixels high there."""


BASELINE = 0.81
"""Where the letters of a line stand: so much of its height below its top."""


def line_height(size: float, *, bold: bool = False) -> float:
    """Return the height of a line of type of a size (points)."""
    return text_height("Ég", text_format(size, bold=bold, line_height=1.0), 50)


def heading_line(page: PageSize) -> float:
    """Return the height of a line of an inset's heading."""
    return line_height(page.value_size, bold=True)


def inset_area(page: PageSize, number: int) -> Box:
    """Return where the map of an inset stands: below three lines, or one and a row of squares."""
    box, line = page.inset(number), heading_line(page)
    top = 0.7 + max(3 * line, line + SQUARES_ABOVE + SQUARE) + 0.3
    return Box(box.x + 1, box.y + top, box.width - 2, box.height - top - 0.8)
