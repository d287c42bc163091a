"""The last results, kept in a file of the user's so that they can be searched offline.

A SQLite file where the caller says, opened for the moment of each call only. It is a convenience: whatever is wrong
with it a search goes on, and `tell` is given one sentence.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

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
"""The id of a catalogue, a record, and when the catalogue gave it, in UTC."""

MOST_RECORDS = 10_000
"""Records that are kept, some 40 MB, since profiles are copied over networks; the oldest go."""
LONGEST = 100_000
"""Characters of a record, as JSON, above which it is not kept."""
SCHEMA_VERSION = 1
"""The file's `user_version`; a version of the plugin that lays it out otherwise has another."""
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
    """What this version of the plugin did not write."""


def store_results(
    path: Path, catalogue: Catalogue, records: Iterable[Record], when: datetime, tell: Warn = lambda _: None
) -> None:
    """Keep what a catalogue gave at that time, in place of the same records from before.

    A record's contact is left out: it may be a person's, and serves nobody offline. The bundled files' own folder is
    refused with ValueError; nothing else raises.
    """
    if path.resolve().is_relative_to(BUNDLED_PLATFORMS.parent):
        raise ValueError(f"{path} is beside the bundled files, where nothing is ever written")
    rows = [row for record in records for row in _rows(catalogue, record, when)]

    def write(db: Connection) -> None:
        db.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        db.execute(_DELETE_OLDEST, (MOST_RECORDS,))

    if rows:
        _transaction(path, write, tell, writes=True)


def cached_results(
    path: Path,
    catalogues: Iterable[Catalogue],
    words: str,
    extent: Extent | None,
    limit: int,
    tell: Warn = lambda _: None,
) -> list[CachedRecord]:
    """Return what these catalogues gave that has all the words, as beginnings of its own, the latest first.

    Case and accents do not count, words without letters or digits neither. With an extent, records that meet it come
    first, then those that have none; the others are left out. Nothing raises.
    """
    ids = [catalogue.id for catalogue in catalogues]
    wanted = [f" {word}" for word in query_words(words)]

    def read(db: Connection) -> list[CachedRecord]:
        inside: list[CachedRecord] = []
        anywhere: list[CachedRecord] = []
        for catalogue, _, given, record, _, *box in db.execute(_SELECT, (json.dumps(ids), json.dumps(wanted))):
            place = Extent(*box) if None not in box else None
            chosen = anywhere if extent and not place else inside
            if len(inside) >= limit:
                break
            if len(chosen) < limit and (not extent or not place or place.intersects(extent)):
                chosen.append((catalogue, _read_record(record), datetime.fromisoformat(given)))
        return [*inside, *anywhere][:limit]

    return _transaction(path, read, tell) or []


def _transaction(path: Path, work: Callable[[Connection], _Result], tell: Warn, writes: bool = False) -> _Result | None:
    """Return what the work gives in one transaction; None where there is no file to read, or after telling why."""
    # Slow to load, and QGIS starts without it.
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
        spoilt = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
        # A file in use, a full disk or a folder without rights say nothing against what the file holds.
        if isinstance(error, _UnknownSchemaError) or getattr(error, "sqlite_errorcode", 0) & 0xFF in spoilt:
            if _move_aside(path, str(error), tell) and writes:
                return _transaction(path, work, tell, writes)
        else:
            tell(_open_failure(path, str(error)))
    except OSError as error:
        tell(_open_failure(path, error.strerror or str(error)))
    return None


def _prepare_table(db: Connection, writes: bool) -> bool:
    """Return whether the file has the table, which is made where something is to be written."""
    [layout] = db.execute("PRAGMA user_version").fetchone()
    [tables] = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and layout != SCHEMA_VERSION:
        raise _UnknownSchemaError(tr("another version of the plugin wrote it"))
    if not tables and writes:
        db.execute(_TABLE)
        db.execute("CREATE INDEX given ON records (given)")
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    return bool(tables) or writes


def _move_aside(path: Path, reason: str, tell: Warn) -> bool:
    aside = path.with_name(f"{path.stem}-set-aside{path.suffix}")
    try:
        for file in side_files(aside):
            file.unlink()
        # A journal left to the new file would be written into it.
        for file in (*side_files(path), path):
            file.replace(aside.with_name(aside.name + file.name.removeprefix(path.name)))
    except OSError as error:
        tell(_open_failure(path, error.strerror or str(error)))
        return False
    message = tr("The last results could not be read again ({reason}); their file is now {file}, a new one is begun.")
    tell(message.format(reason=reason, file=aside))
    return True


def _open_failure(path: Path, reason: str) -> str:
    message = tr("The file of the last results, {file}, cannot be opened ({reason}); the search works without it.")
    return message.format(file=path, reason=reason)


def _rows(catalogue: Catalogue, record: Record, when: datetime) -> Iterator[tuple[object, ...]]:
    # As ASCII, for catalogues send half characters, which SQLite refuses.
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
        raise _UnknownSchemaError(tr("a record in it makes no sense")) from error
