"""Sheets of text with lists to choose from, which GDAL cannot write, and what the files of both kinds share."""

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
"""The last row that offers its lists."""


@dataclass(frozen=True)
class TextSheet:
    """A sheet of text: the first row is its header, `widths` are in characters, `lists` offers values by column.

    A list is told by the name of the sheet and the column that hold its values below a header.
    """

    name: str
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    lists: Mapping[int, ListPlace] = field(default_factory=dict)


@dataclass(frozen=True)
class ListPlace:
    """Where the values of a list stand: sheet, column from 0, and how many they are."""

    sheet: str
    column: int
    count: int

    def cells(self) -> tuple[str, str]:
        letter = column_letters(self.column)
        return f"${letter}$2", f"${letter}${self.count + 1}"


_ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escape(text: str) -> str:
    """Return a text as the content of an element, without the characters that XML cannot hold."""
    return html.escape(_ILLEGAL.sub("", text), quote=False)


def attribute(text: str) -> str:
    """Return a text as an attribute's value with its quotation marks."""
    return f'"{html.escape(text)}"'


def quoted(sheet: str) -> str:
    """Return a sheet's name as references write it."""
    return "'" + sheet.replace("'", "''") + "'"


def zipped(parts: Mapping[str, str]) -> bytes:
    """Return the parts as a zip file; the same parts give the same bytes."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in parts.items():
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            # A reader of ODS finds the type as the first bytes, unpacked.
            info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            archive.writestr(info, content.encode("utf-8"))
    return target.getvalue()
