"""Sheets of text cells with drop-down lists, which GDAL cannot write, and helpers to write them as zipped XML."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from ..tables.cells import column_letters

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
LAST_ROW = 1000
"""The last row with drop-down lists."""


@dataclass(frozen=True)
class TextSheet:
    """A sheet of text: the first row is its header, `widths` are in characters, `lists` are by index of the column."""

    name: str
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    lists: Mapping[int, ListPlace] = field(default_factory=dict)


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
