"""Workbooks of which a piece was replaced, and what is read of them."""

from __future__ import annotations

import zipfile
from pathlib import Path

from ctd_plugin.data.columns import find_columns
from ctd_plugin.data.survey.reader import read_survey
from ctd_plugin.data.tables.reader import Table, read_table
from tests.support.awkward import parts

SHEET = "xl/worksheets/sheet1.xml"
BOTH = {"53": "3 ETP", "94": "1 M€ / an"}


def read(path: Path) -> Table:
    return read_table(path, lambda header: len(find_columns(header)))


def means(path: Path) -> dict[str, str]:
    return {code: row.cells["moyens"] for code, row in read_survey(path).rows.items()}


def part_of(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def changed(path: Path, kind, part: str, old: str, new: str) -> Path:
    """Write a workbook with a piece of one of its parts replaced."""
    kind(path)
    content = part_of(path, part)
    assert old.encode() in content
    parts({part: content.replace(old.encode(), new.encode())}, kind)(path)
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(path.with_name("packed"), "w", zipfile.ZIP_DEFLATED) as to:
        for name in archive.namelist():
            to.writestr(name, archive.read(name))
    return path.with_name("packed").replace(path)
