"""When a file was saved, by its own properties."""

from __future__ import annotations

import struct
import zipfile
from datetime import datetime, timedelta

import pytest

from ctd_plugin.data.campaign.file_dates import document_date, file_date
from tests.support.old_excel import compound_file
from tests.support.returned_files import aged, document_dated, table

SAVED = datetime(2026, 11, 3, 10, 30)


def summary(saved: datetime) -> bytes:
    """Return the properties of an XLS, the first of which is a title."""
    ticks = (saved - datetime(1601, 1, 1)) // timedelta(microseconds=1) * 10
    values = struct.pack("<II4s", 30, 4, b"abc\0") + struct.pack("<IQ", 64, ticks)
    places = struct.pack("<4I", 2, 24, 13, 36)
    section = struct.pack("<2I", 8 + len(places) + len(values), 2) + places + values
    return struct.pack("<HHI16sI16sI", 0xFFFE, 0, 0, b"", 1, b"", 48) + section


def test_an_xlsx_says_when_it_was_saved(tmp_path):
    path = table(tmp_path / "a.xlsx", [["region"]])
    document_dated(path, SAVED)
    assert document_date(path) == SAVED


def test_an_ods_says_when_it_was_saved(tmp_path):
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<x/>")
        archive.writestr("meta.xml", f"<m><dc:date>{SAVED.isoformat()}.123456789</dc:date></m>")
    assert document_date(path) == SAVED


def test_an_xls_says_when_it_was_saved(tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes(compound_file("\x05SummaryInformation", summary(SAVED)))
    assert document_date(path) == SAVED


@pytest.mark.parametrize("day", ["1980-01-01T00:00:00Z", "yesterday", "2026-13-40T00:00:00Z", ""])
def test_a_date_that_no_program_knew_is_none(tmp_path, day):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("docProps/core.xml", f"<c><dcterms:modified>{day}</dcterms:modified></c>")
    assert document_date(path) is None


@pytest.mark.parametrize("content", [b"", b"a;b", b"PK\3\4broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1broken"])
def test_other_files_say_nothing(tmp_path, content):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert document_date(path) is None


def test_the_date_on_the_disk_is_to_the_second(tmp_path):
    path = table(tmp_path / "a.csv", [["region"]])
    aged(path, SAVED)
    assert file_date(path) == SAVED
