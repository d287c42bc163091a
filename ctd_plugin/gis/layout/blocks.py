"""Blocks of a side column: parts that know their height before they are drawn, one below the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..style.fonts import text_format, text_height
from ..style.page_sizes import Box
from ..style.palette import TEXT
from .items import LayoutSheet


@dataclass(frozen=True)
class ColumnBlock:
    """A part of a column: its height (millimetres), and what draws it with its upper left corner at a place."""

    height: float
    draw: Callable[[float, float], None]


def stacked(blocks: Sequence[ColumnBlock]) -> ColumnBlock:
    """Return several blocks as one."""

    def draw(x: float, y: float) -> None:
        for block in blocks:
            block.draw(x, y)
            y += block.height

    return ColumnBlock(sum(block.height for block in blocks), draw)


def gap(height: float) -> ColumnBlock:
    """Return an empty block."""
    return ColumnBlock(height, lambda _x, _y: None)


def text_block(
    sheet: LayoutSheet, id_: str, text: str, width: float, size: float, *, bold: bool = False, colour: str = TEXT
) -> ColumnBlock:
    """Return a text that is wrapped to a width."""
    height = text_height(text, text_format(size, bold=bold), width)
    return ColumnBlock(
        height, lambda x, y: sheet.label(id_, text, Box(x, y, width, height), size=size, bold=bold, colour=colour)
    )
