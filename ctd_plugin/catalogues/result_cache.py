"""A cache of search results in a SQLite file, to search them offline.

The file is open during each call only. No error of it stops a search: `warn` is called with one sentence instead.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ..causes import reason_of
from ..databases import side_files
from ..i18n import tr
from .merging import query_words, search_text
from .plan import Catalogue
from .records import Extent, Link, LinkKind, Record
from .registry import BUNDLED_PLATFORMS

if TYPE_CHECKING:
    from sqlite3 import Connection

_Result = TypeVar("_Result")
Warn = Callable[[str], object]
CachedRecord = tuple[str, Record, datetime]
"""The id of a catalogue, a record, and when it was received, in UTC."""

MOST_RECORDS = 10_000
"""Records in the cache, some 40 MB, since profiles are copied over networks; the oldest are deleted."""
LONGEST = 100_000
"""Characters of a record as JSON; a longer one is not cached."""
SCHEMA_VERSION = 1
"""The file's `user_version`."""
LOCK_TIMEOUT = 2.0
"""Seconds to wait while another QGIS writes."""

_TABLE = """CREATE TABLE records (
    catalogue TEXT NOT NULL, id TEXT NOT NULL, given TEXT NOT NULL, record TEXT NOT NULL, words TEXT NOT NULL,
    west REAL, south REAL, east REAL, north REAL, PRIMARY KEY (catalogue, id))"""

_DELETE_OLDEST = """DELETE FROM records WHERE rowid IN
    (SELECT rowid FROM records ORDER BY given DESC, rowid DESC LIMIT -1 OFFSET ?)"""
_SELECT = """SELECT * FROM records WHERE catalogue IN (SELECT value FROM json_each(?))
    AND NOT EXISTS (SELECT 1 FROM json_each(?) WHERE instr(words, value) = 0) ORDER BY given DESC, rowid"""


class _UnknownSchemaError(Exception):
    """A file with content that this version of the plugin does not write."""


def store_results(
    path: Path, catalogue: Catalogue, records: Iterable[Record], when: datetime, warn: Warn = lambda _: None
) -> None:
    """Store the records of a catalogue in place of earlier versions; `when` is the time of the response.

    A record's contact is left out: it may be a person's, and is of no use offline. Raises ValueError for a path in
    the folder of the bundled files, and nothing else.
    """
    if path.resolve().is_relative_to(BUNDLED_PLATFORMS.parent):
        raise ValueError(f"{path} is beside the bundled files, where nothing is ever written")
    rows = [row for record in records for row in _rows(catalogue, record, when)]

    def write(db: Connection) -> None:
        db.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        db.execute(_DELETE_OLDEST, (MOST_RECORDS,))

    if rows:
        _transaction(path, write, warn, writes=True)


def cached_results(
    path: Path,
    catalogues: Iterable[Catalogue],
    words: str,
    extent: Extent | None,
    limit: int,
    warn: Warn = lambda _: None,
) -> list[CachedRecord]:
    """Return the cached records of these catalogues with words that begin with all of `words`, the latest first.

    Case and accents do not count. With an extent, records that intersect it come first, then those without one; the
    others are left out. Raises nothing.
    """
    ids = [catalogue.id for catalogue in catalogues]
    wanted = [f" {word}" for word in query_words(words)]

    def read(db: Connection) -> list[CachedRecord]:
        inside: list[CachedRecord] = []
        anywhere: list[CachedRecord] = []
        for catalogue, _, given, record, _, *box in db.execute(_SELECT, (json.dumps(ids), json.dumps(wanted))):
            record_extent = Extent(*box) if None not in box else None
            target = anywhere if extent and not record_extent else inside
            if len(inside) >= limit:
                break
            if len(target) < limit and (not extent or not record_extent or record_extent.intersects(extent)):
                target.append((catalogue, _read_record(record), datetime.fromisoformat(given)))
        return [*inside, *anywhere][:limit]

    return _transaction(path, read, warn) or []


def _transaction(path: Path, work: Callable[[Connection], _Result], warn: Warn, writes: bool = False) -> _Result | None:
    """Return the result of `work` in one transaction; None where there is no file to read, or after a warning."""
    # Slow to import.
    import sqlite3

    try:
        if writes:
            path.parent.mkdir(parents=True, exist_ok=True)
        elif not path.exists():
            return None
        with closing(sqlite3.connect(path, timeout=LOCK_TIMEOUT, isolation_level=None)) as db, db:
            db.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
            if _prepare_table(db, writes):
                return work(db)
    except (_UnknownSchemaError, sqlite3.DatabaseError) as error:
        corrupt = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
        reason = str(error) if isinstance(error, _UnknownSchemaError) else reason_of(error)
        # With a locked file, a full disk or a folder without rights the content may be fine.
        if isinstance(error, _UnknownSchemaError) or getattr(error, "sqlite_errorcode", 0) & 0xFF in corrupt:
            if _move_aside(path, reason, warn) and writes:
                return _transaction(path, work, warn, writes)
        else:
            warn(_open_failure(path, reason))
    except OSError as error:
        warn(_open_failure(path, reason_of(error)))
    return None


def _prepare_table(db: Connection, writes: bool) -> bool:
    """Return whether the file has the table, which is created for writing."""
    [version] = db.execute("PRAGMA user_version").fetchone()
    [tables] = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and version != SCHEMA_VERSION:
        raise _UnknownSchemaError(tr("written by another version of the plugin"))
    if not tables and writes:
        db.execute(_TABLE)
        db.execute("CREATE INDEX given ON records (given)")
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    return bool(tables) or writes


def _move_aside(path: Path, reason: str, warn: Warn) -> bool:
    aside = path.with_name(f"{path.stem}-set-aside{path.suffix}")
    try:
        for file in side_files(aside):
            file.unlink()
        # SQLite would apply a journal that is left to the new file.
        for file in (*side_files(path), path):
            file.replace(aside.with_name(aside.name + file.name.removeprefix(path.name)))
    except OSError as error:
        warn(_open_failure(path, reason_of(error)))
        return False
    message = tr("The search cache could not be read ({reason}); it was set aside as {file} and a new one was created.")
    warn(message.format(reason=reason, file=aside))
    return True


def _open_failure(path: Path, reason: str) -> str:
    message = tr("The search cache {file} cannot be opened ({reason}); results will not be kept.")
    return message.format(file=path, reason=reason)


def _rows(catalogue: Catalogue, record: Record, when: datetime) -> Iterator[tuple[object, ...]]:
    # In ASCII: catalogues send lone surrogates, which SQLite refuses.
    text = json.dumps(asdict(replace(record, contact="")))
    if len(text) > LONGEST:
        return
    box = record.extent
    yield (
        catalogue.id,
        json.dumps(record.id) if record.id else text,
        when.astimezone(UTC).isoformat(timespec="microseconds"),
        text,
        search_text(f"{record.title} {record.abstract} {record.organisation}"),
        *((box.west, box.south, box.east, box.north) if box else (None,) * 4),
    )


def _read_record(text: str) -> Record:
    try:
        fields: dict[str, Any] = json.loads(text)
        extent, links = fields.pop("extent"), fields.pop("links")
        return Record(
            **fields,
            extent=Extent(**extent) if extent else None,
            links=tuple(Link(**(link | {"kind": LinkKind(link["kind"])})) for link in links),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _UnknownSchemaError(tr("invalid record")) from error
