"""Reading SQLite files that other programs have open or left with side files (journal, write-ahead log)."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    # Slow to load, and QGIS starts without it.
    from sqlite3 import Connection

_MAGIC = b"SQLite format 3\0"
_WAL_VERSION = 2
"""Byte 18 of the header where changes go into a write-ahead log."""
_HEADER, _CHANGES = 28, slice(24, 28)
"""Bytes of the header, and those that count changes."""
_JOURNAL, _WAL, _INDEX = "-journal", "-wal", "-shm"
_TIMEOUT = 2.0
"""Seconds to wait for another program that writes."""
_ATTEMPTS = 20
_STEP, _STEPS = 10_000, 200
"""Instructions of SQLite's virtual machine: the plugin's files need a few thousand, a damaged one may loop."""


def is_database(path: Path) -> bool:
    """Whether a file is a SQLite database, such as a GeoPackage."""
    return _header(path).startswith(_MAGIC)


def side_files(path: Path) -> list[Path]:
    """Return the side files of a database that exist: its journal, its write-ahead log and the index of that."""
    files = (path.with_name(path.name + suffix) for suffix in (_JOURNAL, _WAL, _INDEX))
    return [file for file in files if file.exists()]


@contextmanager
def reading(path: Path) -> Iterator[Connection]:
    """Yield a read-only connection to what was committed to a database, in one transaction.

    Works where the folder is read-only, another program has the file open, or a killed one left a journal; writes
    nothing beside the database. Raises sqlite3.Error where the file is damaged or no database, OSError where it
    cannot be read.
    """
    import sqlite3

    try:
        database = _connect(path)
    except sqlite3.OperationalError:
        # A journal must be rolled back, or the index of a log be made, which needs write access; or another program
        # is writing.
        with _private_copy(path) as copy, closing(_connect(copy)) as database:
            yield database
        return
    with closing(database):
        yield database


@contextmanager
def standalone_file(path: Path) -> Iterator[Path]:
    """Yield a file that is complete without side files: `path`, or a temporary copy where side files hold changes.

    For readers that ignore side files or may not write. A file that is no database is yielded as it is. Raises OSError
    where the copy cannot be made.
    """
    if is_database(path) and any(file.stat().st_size for file in side_files(path) if not file.name.endswith(_INDEX)):
        with _private_copy(path) as copy:
            yield copy
    else:
        yield path


def merge_side_files(path: Path) -> None:
    """Apply the side files of a database to it and delete them; raises OSError where that cannot be done.

    A write-ahead log is written into the database, the journal of a killed program is rolled back.
    """
    import sqlite3

    if not side_files(path) and not _has_log(path):
        return
    try:
        with closing(sqlite3.connect(_sqlite_uri(path, "mode=rw"), uri=True, timeout=0)) as database:
            database.execute("SELECT count(*) FROM sqlite_master").fetchone()
            mode = database.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.Error as error:
        is_full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        raise _os_error(errno.ENOSPC if is_full else errno.EBUSY) from error
    if mode != ("delete",):
        raise _os_error(errno.EBUSY)


def _connect(path: Path) -> Connection:
    """Open a database in its place and begin a read transaction."""
    import sqlite3

    # Opened in the usual way, SQLite would create the missing log and leave it there.
    alone = _has_log(path) and not path.with_name(path.name + _WAL).exists()
    address = _sqlite_uri(path, "immutable=1" if alone else "mode=ro")
    database = sqlite3.connect(address, uri=True, timeout=_TIMEOUT, isolation_level=None)
    calls = iter(range(_STEPS))
    database.set_progress_handler(lambda: next(calls, None) is None, _STEP)
    try:
        database.execute("BEGIN")
        database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        database.close()
        raise
    return database


@contextmanager
def _private_copy(path: Path) -> Iterator[Path]:
    """Yield a temporary copy of a database with all that was committed, and without side files."""
    with TemporaryDirectory(prefix="ctd-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / path.name
        _copy(path, copy)
        merge_side_files(copy)
        yield copy


def _copy(path: Path, copy: Path) -> None:
    """Copy a database and its side files in a consistent state."""
    for attempt in range(_ATTEMPTS):
        # Tried again where another program wrote meanwhile.
        sleep(0.05 * bool(attempt))
        before = file_state(path)
        # Not the index, which is shared memory of the programs that have the file open.
        for suffix in (_JOURNAL, _WAL):
            with suppress(FileNotFoundError):
                copy.with_name(copy.name + suffix).unlink()
            with suppress(FileNotFoundError):
                shutil.copyfile(path.with_name(path.name + suffix), copy.with_name(copy.name + suffix))
        shutil.copyfile(path, copy)
        if file_state(path) == before:
            return
    raise _os_error(errno.EBUSY)


def _os_error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def file_state(path: Path) -> list[tuple[object, ...]]:
    """Return what is never the same again once a database was changed."""
    # The times of some file systems are coarse, and SQLite counts the changes that go into the database itself.
    state: list[tuple[object, ...]] = [(_header(path)[_CHANGES],)]
    for suffix in ("", _JOURNAL, _WAL):
        with suppress(FileNotFoundError):
            file = path.with_name(path.name + suffix).stat()
            state.append((suffix, file.st_ino, file.st_size, file.st_mtime_ns))
    return state


def _has_log(path: Path) -> bool:
    """Whether a database is in write-ahead log mode."""
    header = _header(path)
    return header.startswith(_MAGIC) and header[18] == _WAL_VERSION


def _header(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            header = stream.read(_HEADER)
    except OSError:
        # The caller's next access reports it.
        return b""
    return header if len(header) == _HEADER else b""


def _sqlite_uri(path: Path, query: str) -> str:
    """Return the URI of a file for SQLite, which takes no host: that of a network share begins with four slashes."""
    name = path.resolve().as_posix()
    return f"file://{'' if name.startswith('/') else '/'}{quote(os.fsencode(name), safe='/:')}?{query}"
