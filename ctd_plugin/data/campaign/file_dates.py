"""When a file was last saved, by its own properties; those of its folder change with each copy."""

from __future__ import annotations

import re
import struct
from datetime import datetime, timedelta
from pathlib import Path

from ...zip_reader import ZipError, ZipReader
from ..tables.compound_file import SIGNATURE, CompoundFile

_LARGEST_PART = 2_000_000
_LARGEST_XLS = 100_000_000
_PROPERTIES = (
    ("docProps/core.xml", re.compile(rb"<(?:\w+:)?modified[^>]*>\s*([^<\s]+)")),
    ("meta.xml", re.compile(rb"<dc:date[^>]*>\s*([^<\s]+)")),
)
"""The part of an XLSX and of an ODS, and the element with the date in it."""
_SUMMARY = "\x05SummaryInformation"
_LAST_SAVED, _FILETIME = 13, 64
_EPOCH = datetime(1601, 1, 1)
_FIRST_YEAR = 1990
"""Programs that know no date write one of 1601, 1900 or 1980."""


def document_date(path: Path) -> datetime | None:
    """Return when a workbook was last saved, as it says itself; None where it does not, or cannot be read."""
    try:
        with path.open("rb") as stream:
            start = stream.read(8)
        if start == SIGNATURE and path.stat().st_size <= _LARGEST_XLS:
            found = _saved_xls(path.read_bytes())
        else:
            found = _saved_zip(path) if start.startswith(b"PK\3\4") else None
    except (ZipError, OSError, ValueError, LookupError, struct.error, OverflowError):
        return None
    return found if found and found.year >= _FIRST_YEAR else None


def file_date(path: Path) -> datetime:
    """Return the date of a file on the disk."""
    return datetime.fromtimestamp(int(path.stat().st_mtime))


def _saved_zip(path: Path) -> datetime | None:
    with ZipReader(path) as archive:
        for part, pattern in _PROPERTIES:
            if part in archive.names and (match := pattern.search(archive.read(part, _LARGEST_PART))):
                return datetime.fromisoformat(match[1].decode("ascii")[:19])
    return None


def _saved_xls(content: bytes) -> datetime | None:
    file = CompoundFile(content)
    if _SUMMARY not in file.names:
        return None
    stream = file.stream(_SUMMARY)
    (start,) = struct.unpack_from("<I", stream, 44)
    (count,) = struct.unpack_from("<I", stream, start + 4)
    for place in range(min(count, 100)):
        key, offset = struct.unpack_from("<2I", stream, start + 8 + 8 * place)
        if key == _LAST_SAVED:
            kind, ticks = struct.unpack_from("<IQ", stream, start + offset)
            return _EPOCH + timedelta(microseconds=ticks // 10) if kind == _FILETIME and ticks else None
    return None
