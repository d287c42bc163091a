"""Rows of an XLS's sheets as text, read with GDAL, which comes with every QGIS."""

from __future__ import annotations

import re
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from .cells import CellBudget, Line
from .merged import MergedRange

_MOST_IN_RECORD, _COLUMNS = 1026, 256
# No line taken for field names, no cell for a number, so that "01" stays so.
_SETTINGS = {"OGR_XLS_HEADERS": "DISABLE", "OGR_XLS_FIELD_TYPES": "STRING"}


class XlsBook:
    """An XLS that GDAL has open: its sheets by name, and the rows of each."""

    def __init__(self, source: Any, budget: CellBudget) -> None:  # noqa: ANN401  GDAL's types are not known here
        self._layers = {layer.GetName(): layer for layer in map(source.GetLayer, range(source.GetLayerCount()))}
        self._budget = budget

    def starts(self, most: int) -> dict[str, list[list[str]]]:
        """Return the first lines of each sheet, at most so many."""
        return {name: [cells for _, cells in islice(self._rows(name), most)] for name in self._layers}

    def read(self, sheet: str) -> tuple[list[Line], list[MergedRange]]:
        """Return the lines of a sheet; GDAL tells of no merged cells."""
        return list(self._rows(sheet)), []

    def _rows(self, sheet: str) -> Iterator[Line]:
        layer = self._layers[sheet]
        layer.ResetReading()
        width = layer.GetLayerDefn().GetFieldCount()
        for feature in layer:
            cells = [feature.GetFieldAsString(index) for index in range(width)]
            if any(map(str.strip, cells)):
                self._budget.count(width)
                # The first line of the sheet is 0, whatever the first one that GDAL hands out.
                yield feature.GetFID() - 1, list(map(self._budget.text, cells))


@contextmanager
def open_xls(content: bytes) -> Iterator[Any]:
    """Yield a GDAL data set of an XLS; RuntimeError where GDAL finds it damaged."""
    # Slow to import, and not needed for other files.
    from osgeo import gdal, ogr

    # A copy, because the file may be open in a spreadsheet or end otherwise than it should.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "table.xls"
        copy.write_bytes(content)
        with gdal.ExceptionMgr(), ogr.ExceptionMgr(), gdal.config_options(_SETTINGS):
            source = gdal.OpenEx(str(copy), gdal.OF_VECTOR, allowed_drivers=["XLS"])
            with source:
                yield source


def has_merged_rows(content: bytes) -> bool:
    """Whether an XLS tells of cells merged over several rows.

    Its records do so, but neither GDAL nor the library that it reads with tells of which sheet.
    """
    for found in re.finditer(rb"\xe5\x00(?=.{12})", content, re.DOTALL):
        size, count = struct.unpack_from("<2H", content, found.end())
        start = found.end() + 4
        if size == 2 + 8 * count and count <= _MOST_IN_RECORD and start + 8 * count <= len(content):
            ranges = list(struct.iter_unpack("<4H", content[start : start + 8 * count]))
            is_list = all(top <= bottom and left <= right < _COLUMNS for top, bottom, left, right in ranges)
            if is_list and any(top < bottom for top, bottom, _, _ in ranges):
                return True
    return False
