"""The causes of errors in words of ours, in both languages: nothing that a system, SQLite or GDAL says is repeated."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ctd_plugin.causes import Cause, cause_names, cause_of, reason_of
from ctd_plugin.i18n import language


@pytest.mark.parametrize(
    ("number", "cause"),
    [
        (errno.ENOSPC, Cause.FULL),
        (errno.EDQUOT, Cause.FULL),
        (errno.EIO, Cause.DEVICE),
        (errno.EACCES, Cause.DENIED),
        (errno.EPERM, Cause.DENIED),
        (errno.EROFS, Cause.READ_ONLY),
        (errno.EBUSY, Cause.IN_USE),
        (errno.ENOENT, Cause.MISSING),
        (errno.EISDIR, Cause.FOLDER),
        (errno.ENOTDIR, Cause.NO_FOLDER),
        (errno.ENAMETOOLONG, Cause.NAME),
        (errno.ESTALE, Cause.CONNECTION),
        (errno.EPROTO, Cause.UNKNOWN),
    ],
)
def test_a_number_of_the_system_has_its_cause(number: int, cause: Cause) -> None:
    assert cause_of(OSError(number, os.strerror(number))) is cause


@pytest.mark.parametrize(
    ("number", "cause"),
    [(32, Cause.IN_USE), (112, Cause.FULL), (53, Cause.CONNECTION), (5, Cause.DENIED), (19, Cause.READ_ONLY)],
)
def test_windows_says_more_than_that_access_is_denied(number: int, cause: Cause) -> None:
    error = PermissionError(errno.EACCES, "Access is denied")
    error.winerror = number  # type: ignore[attr-defined]
    assert cause_of(error) is cause


def test_sqlite_has_its_cause_by_the_code_of_its_result(tmp_path: Path) -> None:
    (tmp_path / "a.gpkg").write_bytes(b"no database, whatever its name" * 100)
    with closing(sqlite3.connect(tmp_path / "a.gpkg")) as database, pytest.raises(sqlite3.Error) as error:
        database.execute("SELECT * FROM a")
    assert cause_of(error.value) is Cause.DAMAGED
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE a (b)")
        database.execute("PRAGMA query_only = 1")
        with pytest.raises(sqlite3.Error) as refused:
            database.execute("INSERT INTO a VALUES (1)")
    assert cause_of(refused.value) is Cause.READ_ONLY
    with pytest.raises(sqlite3.Error) as missing:
        sqlite3.connect(tmp_path / "nowhere" / "b.gpkg")
    assert cause_of(missing.value) is Cause.MISSING


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("database or disk is full", Cause.FULL),
        ("sqlite3_exec(COMMIT) failed: disk I/O error", Cause.DEVICE),
        ("attempt to write a readonly database", Cause.READ_ONLY),
        ("Permission denied", Cause.DENIED),
        ("database is locked", Cause.IN_USE),
        ("database table is busy", Cause.IN_USE),
        ("'a.shp' not recognized as being in a supported file format.", Cause.DAMAGED),
        ("unable to open database file", Cause.MISSING),
        ("Opening of data source failed", Cause.UNKNOWN),
        ("a block of blocked unlockable disks", Cause.UNKNOWN),
    ],
)
def test_a_message_of_a_library_has_its_cause(text: str, cause: Cause) -> None:
    assert cause_of(text) is cause


@pytest.mark.parametrize("code", ["fr", "en"])
def test_every_cause_has_words_of_its_own_and_none_of_the_system_s(code: str) -> None:
    with language(code):
        names = cause_names()
        assert set(names) == set(Cause)
        assert len(set(names.values())) == len(Cause)
        for number in errno.errorcode:
            said = os.strerror(number)
            assert said not in reason_of(OSError(number, said))


def test_what_is_not_known_leads_to_the_log() -> None:
    with language("fr"):
        assert "journal des messages" in reason_of("Flubber error 17: the frobnicator is unhappy")
