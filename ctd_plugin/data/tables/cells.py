"""What a reader of tables keeps of a file: each text once, and no more than the memory bears."""

from __future__ import annotations

from string import ascii_uppercase

from ...errors import CtdError
from ...i18n import tr

Line = tuple[int, list[str]]
"""A line of a table and its number from 0; lines without any text are left out but counted."""

MOST_CELLS = 20_000_000
MOST_COLUMNS = 16_384
"""Columns of a sheet in today's spreadsheets."""
LONGEST_CELL = 32_767
"""Characters that spreadsheets allow in a cell."""
_TEXT_ALLOWANCE, _TEXT_PER_BYTE = 50_000_000, 10
"""Characters that may be kept of any file, and more for each of its bytes: packed files swell."""
_POOL_SIZE, _POOLED_LENGTH = 65_536, 64


class CellBudget:
    """Counts the cells and texts that are kept of a file of `size` bytes; CtdError where they are too many."""

    def __init__(self, file: str, size: int) -> None:
        self._file = file
        self._cells_left = MOST_CELLS
        self._text_left = _TEXT_ALLOWANCE + _TEXT_PER_BYTE * size
        self._pool: dict[str, str] = {}

    def text(self, text: str) -> str:
        """Return the text to keep: for short ones the one that was kept before, because tables repeat themselves."""
        if (known := self._pool.get(text)) is not None:
            return known
        self._text_left -= len(text)
        if self._text_left < 0:
            raise self.exceeded()
        if len(text) <= _POOLED_LENGTH and len(self._pool) < _POOL_SIZE:
            self._pool[text] = text
        return text

    def count(self, cells: int) -> None:
        """Count cells before there is room made for them."""
        self._cells_left -= cells
        if self._cells_left < 0:
            raise self.exceeded()

    def exceeded(self) -> CtdError:
        """Return the error of a file with more than can be kept."""
        message = tr("{file} has more cells than can be read here; keep the rows and columns you need.")
        return CtdError(message.format(file=self._file))


def column_letters(index: int) -> str:
    """Return the letters of a column counted from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = ascii_uppercase[rest] + letters
    return letters
