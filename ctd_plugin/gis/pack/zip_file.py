"""A ZIP archive that is the same for the same files on the same day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def write_zip(target: Path, files: Iterable[Path]) -> None:
    """Write an archive of files, which have their names alone in it; raises OSError."""
    today = date.today()
    with ZipFile(target, "w") as archive:
        for file in sorted(files, key=lambda file: file.name):
            # Neither the minute of the making nor the system that it was on.
            entry = ZipInfo(file.name, (today.year, today.month, today.day, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.read_bytes())
