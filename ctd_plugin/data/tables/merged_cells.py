"""Merged cells: spreadsheets keep the text in the first of them and leave the others empty."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from .cells import Line, column_letters


class MergedRange(NamedTuple):
    """The first column of merged cells; rows and columns are counted from 0."""

    top: int
    left: int
    bottom: int

    @property
    def name(self) -> str:
        """The range as a spreadsheet writes it: B3:B5."""
        letters = column_letters(self.left)
        return f"{letters}{self.top + 1}:{letters}{self.bottom + 1}"


def fill_merged(lines: list[Line], ranges: Sequence[MergedRange]) -> list[MergedRange]:
    """Copy the text of merged cells into every row that they span; return the ranges that were used.

    Only downwards: a heading over several columns is not the heading of each. Rows without any other text stay absent.
    The cost depends on the lines that exist, not on the size of the ranges, and no cell is filled twice.
    """
    numbers = [number for number, _ in lines]
    used = []
    filled_to: dict[int, int] = {}
    for merged in sorted(ranges):
        if merged.top <= filled_to.get(merged.left, -1):
            # Overlapping ranges, which no spreadsheet writes.
            continue
        filled_to[merged.left] = merged.bottom
        first = bisect_left(numbers, merged.top)
        after = bisect_right(numbers, merged.bottom)
        if first == len(lines) or numbers[first] != merged.top or first + 1 == after:
            continue
        text = _cell(lines[first][1], merged.left)
        if not text.strip():
            continue
        for _, cells in lines[first + 1 : after]:
            if not _cell(cells, merged.left).strip():
                cells.extend([""] * (merged.left + 1 - len(cells)))
                cells[merged.left] = text
        used.append(merged)
    return used


def _cell(cells: list[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""
