"""The page of a deck, and what stands on each of its slides: nothing under 18 points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qgis.core import QgsProject

from ...data.about import SOURCE_SEPARATOR
from ...i18n import titled, tr
from ...text import truncated
from ..layout.items import LayoutSheet, empty_layout
from ..style.fonts import fitting_size, text_format, text_height, text_width
from ..style.page_sizes import PAGES, Box
from ..style.palette import ACCENT, TEXT_MUTED

PAGE = PAGES["16:9"]
"""As large as the slides of presentation programs, so that a point of its type is one of theirs."""

LEAST_TYPE = 18.0
LEFT, RIGHT = PAGE.title.x, PAGE.title.right
_FOOT_TOP = 179.3
_NUMBER = 14.0
_SHORTEST = 20
"""The fewest characters to which a source or a word is cut."""


def with_short_words(text: str, width: float) -> str:
    """Return a text whose words, such as names of files, are no wider than a line of the least type (millimetres)."""
    style = text_format(LEAST_TYPE)

    def fitted(word: str) -> str:
        kept = word
        while text_width(kept, style) > width and len(kept) > _SHORTEST:
            half = (len(kept) - 2) // 2
            kept = f"{word[:half]}…{word[-half:]}"
        return kept

    return "\n".join(" ".join(map(fitted, line.split(" "))) for line in text.split("\n"))


def empty_slide(project: QgsProject) -> LayoutSheet:
    """Return a slide with nothing on it."""
    return LayoutSheet(empty_layout(project, PAGE), PAGE)


def add_title(sheet: LayoutSheet, text: str) -> None:
    """Add the title of a slide: a line, or two in the height of the header."""
    size = fitting_size(text, PAGE.title_size, PAGE.title.width, PAGE.title.height, bold=True, least=LEAST_TYPE)
    sheet.label("title", text, PAGE.title, size=size, bold=True, colour=ACCENT)


def add_foot(sheet: LayoutSheet, number: int, sources: Sequence[str] = (), all_sources: int = 0) -> None:
    """Add the number of a slide at the right of its foot, and what its map was made from at the left.

    Where there is no room for all, the number of the slide that lists them stands after the first.
    """
    style = text_format(LEAST_TYPE)
    line = text_height("Ég", style, 50)
    right = Box(RIGHT - _NUMBER, _FOOT_TOP, _NUMBER, line)
    sheet.label("number", str(number), right, size=LEAST_TYPE, colour=TEXT_MUTED, right=True)
    if not sources:
        return
    left = replace(right, x=LEFT, width=right.x - LEFT - 4)
    text = titled(tr("Source"), SOURCE_SEPARATOR.join(sources))
    if text_width(text, style) > left.width and len(sources) > 1:
        others = tr("others: slide {number}").format(number=all_sources)
        text = titled(tr("Source"), SOURCE_SEPARATOR.join((sources[0], others)))
    while text_width(text, style) > left.width and len(text) > _SHORTEST:
        text = truncated(text, len(text) - 2)
    sheet.label("source", text, left, size=LEAST_TYPE, colour=TEXT_MUTED)
