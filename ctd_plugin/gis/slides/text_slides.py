"""Slides of text in two columns, as many as there is to say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qgis.core import QgsProject

from ..layout.items import LayoutSheet
from ..style.fonts import text_format, text_height, wrapped
from ..style.page_sizes import Box
from ..style.palette import ACCENT, TEXT
from .slide import LEAST_TYPE, LEFT, PAGE, RIGHT, add_title, empty_slide, with_short_words

_GUTTER = 12.0
_TOP, _BOTTOM = PAGE.main_map.y, PAGE.main_map.bottom
_WIDTH = (RIGHT - LEFT - _GUTTER) / 2
_COLUMNS = (LEFT, LEFT + _WIDTH + _GUTTER)
_BEFORE_HEADING, _BEFORE_TEXT = 5.0, 2.0
_LEAST_LINES = 3
"""The room under a heading at the end of a column."""


@dataclass(frozen=True)
class SlideText:
    """A text of one paragraph; a heading is kept with what follows."""

    text: str
    is_heading: bool = False


@dataclass(frozen=True)
class _Piece:
    """Lines that stand together, and the room before them."""

    lines: tuple[str, ...]
    is_heading: bool
    before: float

    @property
    def height(self) -> float:
        return _height(self.lines, self.is_heading)


def text_slides(project: QgsProject, title: str, paragraphs: Sequence[SlideText]) -> list[LayoutSheet]:
    """Return slides of a title that hold all paragraphs, in two columns each."""
    sheets: list[LayoutSheet] = []
    for number, column in enumerate(_columns(paragraphs)):
        place = number % len(_COLUMNS)
        if place == 0:
            sheets.append(empty_slide(project))
            add_title(sheets[-1], title)
        y = _TOP
        for row, piece in enumerate(column):
            y += piece.before if row else 0
            sheets[-1].label(
                f"text {place}.{row}",
                "\n".join(piece.lines),
                Box(_COLUMNS[place], y, _WIDTH, piece.height),
                size=LEAST_TYPE,
                bold=piece.is_heading,
                colour=ACCENT if piece.is_heading else TEXT,
            )
            y += piece.height
    return sheets


def _columns(paragraphs: Sequence[SlideText]) -> Iterator[list[_Piece]]:
    """Yield what stands in each column: a paragraph that does not fit goes on in the next."""
    column: list[_Piece] = []
    left = _BOTTOM - _TOP
    for paragraph in paragraphs:
        style = text_format(LEAST_TYPE, bold=paragraph.is_heading)
        lines = wrapped(with_short_words(paragraph.text, _WIDTH), style, _WIDTH).split("\n")
        before = _BEFORE_HEADING if paragraph.is_heading else _BEFORE_TEXT
        # A heading is never the last of its column, and a paragraph is broken only where no column holds it.
        kept = len(lines) + _LEAST_LINES if paragraph.is_heading else len(lines)
        kept = min(kept, _fitting(_BOTTOM - _TOP))
        while lines:
            count = _fitting(left - before if column else left)
            if column and count < kept:
                yield column
                column, left = [], _BOTTOM - _TOP
                continue
            piece = _Piece(tuple(lines[:count]), paragraph.is_heading, before)
            left -= piece.height + (before if column else 0)
            column.append(piece)
            lines = lines[count:]
            kept = 1
    if column:
        yield column


def _fitting(room: float) -> int:
    """Return how many lines a height holds."""
    first, both = _height(("É",), False), _height(("É", "É"), False)
    return int((room - first) / (both - first)) + 1 if room >= first else 0


def _height(lines: Sequence[str], is_heading: bool) -> float:
    return text_height("\n".join(lines), text_format(LEAST_TYPE, bold=is_heading), _WIDTH + 1)
