"""SQLite files as other programs leave them: a file and the side files next to it are one database."""

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

from .i18n import tr

if TYPE_CHECKING:
    # Slow to load, and QGIS starts without it.
    from sqlite3 import Connection

_MAGIC = b"SQLite format 3\0"
_WAL_VERSION = 2
"""What byte 18 of a file says whose changes go into a write-ahead log."""
_JOURNAL, _WAL, _INDEX = "-journal", "-wal", "-shm"
_TIMEOUT = 2.0
"""Seconds to wait for another program that writes."""
_ATTEMPTS = 20
_STEP, _STEPS = 10_000, 200
"""A file of ours is read in a few thousand steps of SQLite; the pages of a damaged one may run in a circle."""


def is_database(path: Path) -> bool:
    """Whether a file is a SQLite database, such as a GeoPackage."""
    return _header(path).startswith(_MAGIC)


def side_files(path: Path) -> list[Path]:
    """Return the files next to a database that belong to it: a journal, a write-ahead log and its index."""
    there = (path.with_name(path.name + suffix) for suffix in (_JOURNAL, _WAL, _INDEX))
    return [file for file in there if file.exists()]


@contextmanager
def reading(path: Path) -> Iterator[Connection]:
    """Yield a connection that reads what was committed to a database, in one transaction, and changes nothing there.

    Also where the folder is read-only, another program has the file open, or one that was killed left a journal.
    sqlite3.Error where the file is damaged or no database, OSError where it cannot be read.
    """
    import sqlite3

    try:
        database = _connect(path)
    except sqlite3.OperationalError:
        # A journal to roll back, or a log whose index is to be made, and neither may be done here; or a long writer.
        with _private_copy(path) as copy, closing(_connect(copy)) as database:
            yield database
        return
    with closing(database):
        yield database


@contextmanager
def standalone_file(path: Path) -> Iterator[Path]:
    """Yield a file for a reader that does not look at side files, or may not write: `path`, or a private copy of it.

    The copy is made where side files hold something, and has it too; OSError where that cannot be done. A file that is
    no database is yielded as it is.
    """
    if is_database(path) and any(file.stat().st_size for file in side_files(path) if not file.name.endswith(_INDEX)):
        with _private_copy(path) as copy:
            yield copy
    else:
        yield path


def merge_side_files(path: Path) -> None:
    """Write into a database what its side files hold, which are gone then; OSError where that cannot be done.

    A database that was in use by a program that was killed is rolled back to its last commit.
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
        raise OSError(errno.ENOSPC if is_full else errno.EBUSY, str(error)) from error
    if mode != ("delete",):
        raise OSError(errno.EBUSY, tr("another program has it open"))


class _StepLimit:
    """Ends what a connection does after so many steps, by answering with something true."""

    def __init__(self) -> None:
        self._left = _STEPS

    def __call__(self) -> bool:
        self._left -= 1
        return self._left < 0


def _connect(path: Path) -> Connection:
    """Open a database where it lies and begin to read."""
    import sqlite3

    # Without its log the file is all there is. Opened in the usual way, SQLite would make a log and leave it there.
    alone = _has_log(path) and not path.with_name(path.name + _WAL).exists()
    address = _sqlite_uri(path, "immutable=1" if alone else "mode=ro")
    database = sqlite3.connect(address, uri=True, timeout=_TIMEOUT, isolation_level=None)
    database.set_progress_handler(_StepLimit(), _STEP)
    try:
        database.execute("BEGIN")
        database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        database.close()
        raise
    return database


@contextmanager
def _private_copy(path: Path) -> Iterator[Path]:
    """Yield a copy of a database in a folder of its own, with all that was committed, and without side files."""
    with TemporaryDirectory(prefix="ctd-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / path.name
        _copy(path, copy)
        merge_side_files(copy)
        yield copy


def _copy(path: Path, copy: Path) -> None:
    """Copy a database and its side files as they are at one moment."""
    for attempt in range(_ATTEMPTS):
        # Another program that writes meanwhile would leave a copy of two moments.
        sleep(0.05 * bool(attempt))
        before = _state(path)
        # Not the index, which is for the programs that have the file open.
        for suffix in (_JOURNAL, _WAL):
            with suppress(FileNotFoundError):
                copy.with_name(copy.name + suffix).unlink()
            with suppress(FileNotFoundError):
                shutil.copyfile(path.with_name(path.name + suffix), copy.with_name(copy.name + suffix))
        shutil.copyfile(path, copy)
        if _state(path) == before:
            return
    raise OSError(errno.EBUSY, tr("another program goes on writing to it"))


def _state(path: Path) -> list[tuple[str, int, int, int]]:
    state = []
    for suffix in ("", _JOURNAL, _WAL):
        with suppress(FileNotFoundError):
            file = path.with_name(path.name + suffix).stat()
            state.append((suffix, file.st_ino, file.st_size, file.st_mtime_ns))
    return state


def _has_log(path: Path) -> bool:
    """Whether the changes of a database go into a write-ahead log."""
    header = _header(path)
    return header.startswith(_MAGIC) and header[18] == _WAL_VERSION


def _header(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            header = stream.read(20)
    except OSError:
        # Told by whoever reads on.
        return b""
    return header if len(header) == 20 else b""


def _sqlite_uri(path: Path, query: str) -> str:
    """Return the address of a file for SQLite, which takes no host: a network share begins with four strokes."""
    name = path.resolve().as_posix()
    return f"file://{'' if name.startswith('/') else '/'}{quote(os.fsencode(name), safe='/:')}?{query}"
