"""The page that the maps are laid out on, in millimetres: the grid of A4 with type that can be read on a screen."""

from __future__ import annotations

from dataclasses import replace

from ..style.fonts import text_format, text_height
from ..style.page_sizes import PAGES, Box, PageSize

# A4 without its margins and side column. The type is that much larger because a screen shows the map as small as
# 640 pixels wide: eleven points are then eleven pixels.
_INSET_WIDTH, _INSET_STEP, _MAIN_WIDTH, _HEIGHT = 34, 33.2, 180, 165.6
_GAP = 2

PAGE: PageSize = replace(
    PAGES["A4"],
    id="web",
    width=_INSET_WIDTH + _GAP + _MAIN_WIDTH,
    height=_HEIGHT,
    first_inset=Box(0.2, 0.2, _INSET_WIDTH, 32.2),
    inset_step=_INSET_STEP,
    main_map=Box(_INSET_WIDTH + _GAP, 0, _MAIN_WIDTH, _HEIGHT),
    name_size=11,
    value_size=11.5,
    least_label=1,
)


def heading_line(page: PageSize) -> float:
    """Return the height of a line of an inset's heading."""
    return text_height("Ég", text_format(page.value_size, bold=True, line_height=1.0), 50)


def inset_area(page: PageSize, number: int) -> Box:
    """Return where the map of an inset stands: below the two lines of its heading."""
    box = page.inset(number)
    top = 0.7 + 2 * heading_line(page) + 0.6
    return Box(box.x + 1, box.y + top, box.width - 2, box.height - top - 1)
