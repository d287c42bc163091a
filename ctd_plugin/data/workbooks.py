"""Rows of a sheet of a spreadsheet file (XLSX, XLS, ODS), read with GDAL, which comes with every QGIS."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from ..errors import CtdError
from ..i18n import tr
from .delimited import Line
from .merged import MergedRange, fill_merged, has_merged_rows, merged_ranges
from .ods_text import write_plain_ods
from .report import Problem
from .text import one_line

MOST_CELLS = 20_000_000
MOST_UNPACKED = 1024**3
"""Bytes that a file may hold once unpacked: a small file can swell to fill the memory."""
_TRIED_LINES = 30
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# GDAL's own names of its options: no line taken for field names, no cell for a number, so that "01" stays so.
_OPTIONS = {
    ".xlsx": ("XLSX", ["HEADERS=DISABLE", "FIELD_TYPES=STRING"], {}),
    ".ods": ("ODS", ["HEADERS=DISABLE", "FIELD_TYPES=STRING"], {}),
    ".xls": ("XLS", [], {"OGR_XLS_HEADERS": "DISABLE", "OGR_XLS_FIELD_TYPES": "STRING"}),
}


@dataclass(frozen=True)
class Sheet:
    """A sheet that was read, its name, and those of all sheets of its workbook with any cell."""

    lines: list[Line]
    problems: list[Problem]
    name: str
    names: tuple[str, ...]


def workbook_kind(path: Path) -> str | None:
    """Return the ending of the kind of workbook that a file is, by its content; None for any other file.

    CtdError where it is one that cannot be read: locked by a password, or damaged.
    """
    with path.open("rb") as stream:
        start = stream.read(8)
    if start == _OLD_OFFICE:
        return _old_kind(path)
    return _zipped_kind(path) if start.startswith(b"PK\3\4") else None


def read_lines(path: Path, kind: str, sheet: str | None, known_in: Callable[[Sequence[list[str]]], int]) -> Sheet:
    """Return a sheet: the one named, else the first with most known columns, which is then told.

    CtdError where the file cannot be read, has no such sheet, no text, or more than MOST_CELLS cells.
    """
    with _opened(path, kind) as source:
        layers = {layer.GetName(): layer for layer in map(source.GetLayer, range(source.GetLayerCount()))}
        if sheet is not None and sheet not in layers:
            message = tr("{file} has no sheet “{sheet}”; its sheets are: {sheets}.")
            raise CtdError(message.format(file=path.name, sheet=sheet, sheets=", ".join(layers)))
        problems = []
        if sheet is None:
            starts = {name: [cells for _, cells in _lines(layer, kind, _TRIED_LINES)] for name, layer in layers.items()}
            filled = [name for name, start in starts.items() if start]
            if not filled:
                raise CtdError(tr("{file} is empty; choose another file.").format(file=path.name))
            sheet = max(filled, key=lambda name: known_in(starts[name]))
            if len(filled) > 1:
                problems.append(_choice_problem(sheet, filled))
        layer = layers[sheet]
        if layer.GetFeatureCount() * layer.GetLayerDefn().GetFieldCount() > MOST_CELLS:
            message = tr("{file}, sheet “{sheet}” has more cells than can be read here; keep the rows you need.")
            raise CtdError(message.format(file=path.name, sheet=sheet))
        lines = list(_lines(layer, kind))
        lines, merged = fill_merged(lines, merged_ranges(path, kind, sheet))
        if merged:
            problems.append(_merged_problem(merged))
        if kind == ".xls" and has_merged_rows(path.read_bytes()):
            message = tr(
                "{file} has merged cells, of which only the first row has the words; save it as XLSX or ODS to have "
                "them in each row."
            )
            problems.append(Problem(0, "", "", message.format(file=path.name)))
        if not lines:
            message = tr("{file}, sheet “{sheet}” is empty; choose another.")
            raise CtdError(message.format(file=path.name, sheet=sheet))
        return Sheet(lines, problems, sheet, tuple(layers))


def _choice_problem(sheet: str, sheets: list[str]) -> Problem:
    others = ", ".join(name for name in sheets if name != sheet)
    message = tr("The sheet “{sheet}” was read; the others were not: {others}.")
    return Problem(0, "", sheet, message.format(sheet=sheet, others=others))


def _merged_problem(ranges: list[MergedRange]) -> Problem:
    names = ", ".join(merged.name for merged in ranges[:10])
    names += " …" if len(ranges) > 10 else ""
    message = tr("Merged cells were read as if each row had their words ({count}: {ranges}).")
    return Problem(0, "", names, message.format(count=len(ranges), ranges=names))


def _old_kind(path: Path) -> str:
    # A password turns an XLSX into the same container that XLS has been using.
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        message = tr("{file} is locked by a password; open it in a spreadsheet and save it without one.")
        raise CtdError(message.format(file=path.name))
    return ".xls"


def _zipped_kind(path: Path) -> str | None:
    try:
        with ZipFile(path) as archive:
            names = archive.namelist()
            size = sum(item.file_size for item in archive.infolist())
            manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    except (BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise _damaged(path, str(error)) from error
    kind = ".xlsx" if "xl/workbook.xml" in names else ".ods" if "content.xml" in names else None
    if kind and size > MOST_UNPACKED:
        message = tr("{file} unpacks to more than can be read here; keep the sheet and the rows you need.")
        raise CtdError(message.format(file=path.name))
    if kind and b"encryption-data" in manifest:
        message = tr("{file} is locked by a password; open it in a spreadsheet and save it without one.")
        raise CtdError(message.format(file=path.name))
    return kind


@contextmanager
def _opened(path: Path, kind: str) -> Iterator[Any]:
    """Yield a GDAL data set of the file, which may be open in a spreadsheet or end otherwise than it should."""
    # Slow to import, and not needed for a text file.
    from osgeo import gdal, ogr

    driver, options, settings = _OPTIONS[kind]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / f"table{kind}"
        try:
            if kind != ".ods" or not write_plain_ods(path, copy):
                shutil.copyfile(path, copy)
            with gdal.ExceptionMgr(), ogr.ExceptionMgr(), gdal.config_options(settings):
                source = gdal.OpenEx(str(copy), gdal.OF_VECTOR, allowed_drivers=[driver], open_options=options)
                with source:
                    yield source
        except (RuntimeError, OSError) as error:
            if "Too much accumulated memory" in str(error):
                message = tr("{file} has more cells than can be read of an ODS; save it as XLSX or CSV.")
                raise CtdError(message.format(file=path.name)) from error
            # Whoever reads the reason knows the file, not the copy.
            raise _damaged(path, str(error).replace(str(copy), path.name)) from error


def _damaged(path: Path, reason: str) -> CtdError:
    message = tr("{file} is damaged or no spreadsheet ({reason}); open it in a spreadsheet, save it as XLSX or ODS.")
    return CtdError(message.format(file=path.name, reason=one_line(reason)[:120]))


def _lines(layer: Any, kind: str, most: int | None = None) -> Iterator[Line]:  # noqa: ANN401  GDAL's types are not known here
    """Yield the lines with any text; the first of the sheet is 0, whatever the first one that GDAL hands out."""
    layer.ResetReading()
    width = layer.GetLayerDefn().GetFieldCount()
    yielded = 0
    for feature in layer:
        cells = [_text(feature.GetFieldAsString(index), kind) for index in range(width)]
        if any(cell.strip() for cell in cells):
            yield feature.GetFID() - 1, cells
            yielded += 1
            if yielded == most:
                return


def _text(text: str, kind: str) -> str:
    """Return a cell as a French spreadsheet shows it: a date is written with its day first."""
    if kind == ".xlsx" and "_x" in text:
        # There, characters that XML cannot hold are spelt out.
        text = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text)
    day = _DAY.fullmatch(text) if text[:4].isdigit() else None
    return f"{day[3]}/{day[2]}/{day[1]}" if day else text


_DAY = re.compile(r"(\d{4})[/-](\d\d)[/-](\d\d)(?:[ T]00:00:00)?")
