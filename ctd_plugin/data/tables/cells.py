"""What the readers of tables share: the limits on what is kept of a file, error values, and how columns are called."""

from __future__ import annotations

import re
from pathlib import Path
from string import ascii_uppercase

from ...errors import CtdError
from ...i18n import tr

Line = tuple[int, list[str]]
"""The number of a line from 0, and its cells; empty lines are left out but counted."""

MOST_CELLS = 20_000_000
MOST_COLUMNS = 16_384
"""Columns of a sheet in today's spreadsheets."""
MOST_ROWS = 1_048_576
LONGEST_CELL = 32_767
"""Characters that spreadsheets allow in a cell."""
SAMPLE_LINES = 30
"""Lines at the start of a table that are searched for the header, which titles and notes may precede."""
_TEXT_ALLOWANCE, _TEXT_PER_BYTE = 50_000_000, 10
"""Characters that may be kept of any file, and in addition for each of its bytes, as files are compressed."""
_POOL_SIZE, _POOLED_LENGTH = 65_536, 64
_LONGEST_ERROR = 30
_ERROR = re.compile(r"#(?:N/[AD]|NV|GETTING_DATA|[¡¿]?[A-ZÀ-Ý][A-ZÀ-Ý/0_]*[!?])|Err\s?:\s?[5-9]\d\d")


class CellBudget:
    """Limits the cells and texts that are kept of a file, by its size; raises CtdError where they are too many."""

    def __init__(self, path: Path) -> None:
        self._file = path.name
        self._cells_left = MOST_CELLS
        self._text_left = _TEXT_ALLOWANCE + _TEXT_PER_BYTE * path.stat().st_size
        self._pool: dict[str, str] = {}

    def text(self, text: str) -> str:
        """Return the text to keep, interned where it is short, because tables repeat their texts."""
        known = self._pool.get(text)
        return self._kept(text) if known is None else known

    def texts(self, cells: list[str]) -> list[str]:
        """Return `text` of each cell."""
        pool = self._pool
        return [pool[cell] if cell in pool else self._kept(cell) for cell in cells]

    def _kept(self, text: str) -> str:
        """Return a new text, which counts."""
        length = len(text)
        self._text_left -= length
        if self._text_left < 0:
            raise self.exceeded()
        if length <= _POOLED_LENGTH and len(self._pool) < _POOL_SIZE:
            self._pool[text] = text
        return text

    def count(self, cells: int) -> None:
        """Count cells before memory is allocated for them."""
        self._cells_left -= cells
        if self._cells_left < 0:
            raise self.exceeded()

    def exceeded(self) -> CtdError:
        """Return the error on a file with more cells or text than can be kept."""
        message = tr("{file} has too many cells; keep only the rows and columns needed.")
        return CtdError(message.format(file=self._file))


class CellText:
    """The text of a cell in pieces, up to the first that makes it too long; only while `is_open`."""

    def __init__(self) -> None:
        self.clear()

    def clear(self, *, is_open: bool = False) -> None:
        """Begin the text of another cell."""
        self.is_open = is_open
        self._pieces: list[str] = []
        self._length = 0

    def add(self, piece: str) -> None:
        """Append a piece, as expat's callbacks give them."""
        if self.is_open and self._length <= LONGEST_CELL:
            self._pieces.append(piece)
            self._length += len(piece)

    def __bool__(self) -> bool:
        return bool(self._pieces)

    def __str__(self) -> str:
        return "".join(self._pieces)


def is_error_value(text: str) -> bool:
    """Whether a text is what a spreadsheet shows for a failed formula, in any language: #N/A, #VALEUR!, Err:502."""
    return len(text) <= _LONGEST_ERROR and _ERROR.fullmatch(text.strip()) is not None


def column_letters(index: int) -> str:
    """Return the letters of a column by its index from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = ascii_uppercase[rest] + letters
    return letters
