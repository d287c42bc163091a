"""Sheets of text cells with drop-down lists, which GDAL cannot write, and helpers to write them as zipped XML."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from textwrap import wrap
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from ..tables.cells import column_letters

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
LAST_ROW = 1000
"""The last row with drop-down lists."""


@dataclass(frozen=True)
class TextSheet:
    """A sheet of text: `header` is the index of its header, `widths` are in characters.

    `lists` are by index of the column, for all rows below the header, `cell_lists` by the indexes of row and column.
    `marked` are cells with a ground of their own, such as answers to look at. Rows of a sheet with `is_form` are as
    high as their texts, and its first column is printed in bold.
    """

    name: str
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    lists: Mapping[int, ListPlace] = field(default_factory=dict)
    cell_lists: Mapping[tuple[int, int], ListPlace] = field(default_factory=dict)
    header: int = 0
    marked: frozenset[tuple[int, int]] = frozenset()
    is_form: bool = False
    hidden: bool = False

    def style(self, row: int, column: int) -> str:
        """Return the name of the style of a cell."""
        if row == self.header:
            return "header"
        if (row, column) in self.marked:
            return "marked"
        if not self.is_form:
            return "text"
        if row == 0:
            return "title"
        return "label" if column == 0 else "note" if column == len(self.widths) - 1 else "cell"

    def height(self, row: int) -> float | None:
        """Return the height of a form's row in points, None where the program is to choose it."""
        if not self.is_form:
            return None
        texts = zip(self.rows[row], self.widths, strict=False)
        lines = max((_line_count(text, width) for text, width in texts), default=1)
        return min(_HIGHEST_ROW, lines * _LINE_HEIGHT + 4)


@dataclass(frozen=True)
class ListPlace:
    """The place of the values of a list: the sheet, the column from 0, and their number below a header."""

    sheet: str
    column: int
    count: int

    def cells(self) -> tuple[str, str]:
        """Return the references of the first and the last value."""
        letter = column_letters(self.column)
        return f"${letter}$2", f"${letter}${self.count + 1}"


_LINE_HEIGHT, _HIGHEST_ROW = 15.0, 409.0
"""In points, the second is what spreadsheets allow."""


def _line_count(text: str, width: int) -> int:
    """Return in how many lines a text is broken in a column of a width, words kept whole."""
    # Proportional letters are narrower on average than the figure that the width counts.
    return sum(max(1, len(wrap(line, int(width * 1.05)))) for line in text.split("\n"))


_ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escape(text: str) -> str:
    """Return a text escaped for an element, without characters that are invalid in XML."""
    return html.escape(_ILLEGAL.sub("", text), quote=False)


def attribute(text: str) -> str:
    """Return a text as the value of an attribute, with quotation marks."""
    return f'"{html.escape(text)}"'


def quoted(sheet: str) -> str:
    """Return the name of a sheet as written in references."""
    return "'" + sheet.replace("'", "''") + "'"


def zipped(parts: Mapping[str, str]) -> bytes:
    """Return the bytes of a zip file with the parts, reproducible."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in parts.items():
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            # The type of an ODS is recognised by its first bytes, uncompressed.
            info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            archive.writestr(info, content.encode("utf-8"))
    return target.getvalue()
