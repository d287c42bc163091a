"""Mutations inside files that hold others: zip archives, the records of an XLS, the pages and cells of SQLite."""

from __future__ import annotations

import io
import sqlite3
import struct
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from random import Random

from tests.fuzz.trees import mutated_xml
from tests.fuzz.values import NUMBERS, mutated_bytes, word


@lru_cache(maxsize=500)
def members(content: bytes) -> Mapping[str, bytes]:
    """Return what a zip archive holds; nothing where it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        return {}


def mutated_zip(content: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    """Return a zip archive with one of its members changed, lost, doubled or replaced; else its bytes changed."""
    held = dict(members(content))
    if not held or rng.random() < 0.25:
        return mutated_bytes(content, rng, others)
    # The member that is read most, more often than the small ones around it.
    name = max(held, key=lambda one: len(held[one])) if rng.random() < 0.5 else rng.choice(list(held))
    kind = rng.randrange(12)
    if kind == 0:
        del held[name]
    elif kind == 1:
        held[rng.choice((name.upper(), f"../{name}", "content.xml", "xl/workbook.xml", "é.qgs"))] = held[name]
    elif kind == 2:
        more = dict(members(rng.choice(others)))
        held[name] = more[rng.choice(list(more))] if more else b""
    else:
        siblings = [more[name] for other in others if name in (more := members(other))]
        change = mutated_xml if name.endswith((".xml", ".rels", ".qgs")) and kind < 11 else mutated_bytes
        held[name] = change(held[name], rng, siblings)
    content = _packed(held, rng)
    return mutated_bytes(content, rng, ()) if rng.random() < 0.02 else content


def zipped(held: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive; the same members give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compresslevel=1) as archive:
        for name, content in held.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = method
            archive.writestr(info, content)
    return target.getvalue()


def _packed(held: Mapping[str, bytes], rng: Random) -> bytes:
    methods = (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    method = rng.choices(methods, (60, 20, 1, 3))[0]
    content = zipped(held, method)
    if method != zipfile.ZIP_DEFLATED or rng.random() < 0.95:
        return content
    # Damage inside the compressed part, which the checks at both its ends do not see.
    work = bytearray(content)
    for _ in range(4):
        work[rng.randrange(40, len(work))] ^= 0xFF
    return bytes(work)


_SECTOR = 512


def mutated_xls(content: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    """Return an XLS with a few of its records changed, lost or doubled; else its bytes changed."""
    records = _records(content)
    if not records or rng.random() < 0.3:
        return mutated_bytes(content, rng, others)
    work = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 5))):
        start, size = rng.choice(records)
        kind = rng.randrange(5)
        if kind == 0:
            work[start : start + 2] = struct.pack("<H", rng.choice((0x203, 0xFD, 0xFC, 0x3C, 0x809, 0x85, 0xE5, 0x0A)))
        elif kind == 1:
            work[start + 2 : start + 4] = struct.pack("<H", rng.choice((0, 1, size // 2, size + 1, 8224, 0xFFFF)))
        elif kind == 2 and size:
            work[start + 4 : start + 4 + size] = mutated_bytes(bytes(work[start + 4 : start + 4 + size]), rng, ())[
                :size
            ].ljust(size, b"\0")
        else:
            # As long as before: where the records lie is written elsewhere.
            other, length = rng.choice(records)
            piece = work[other : other + 4 + length]
            work[start : start + len(piece)] = piece
    return bytes(work)


@lru_cache(maxsize=100)
def _records(content: bytes) -> list[tuple[int, int]]:
    """Return place and size of each record of a workbook that begins behind the header, as small ones do."""
    place, found = _SECTOR, []
    while place + 4 <= len(content):
        kind, size = struct.unpack_from("<HH", content, place)
        if not kind:
            break
        found.append((place, size))
        place += 4 + size
    return found


def mutated_database(content: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    """Return an SQLite file with other values, rows or columns; else with its pages changed."""
    kind = rng.randrange(10)
    if kind < 3:
        return _mutated_pages(content, rng)
    if kind == 3:
        return mutated_bytes(content, rng, others)
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        for _ in range(rng.choice((1, 1, 2, 4))):
            _change_rows(database, rng)
        return database.serialize()


def _change_rows(database: sqlite3.Connection, rng: Random) -> None:
    tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    if not tables:
        return
    table = rng.choice(tables)
    columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
    column, kind = rng.choice(columns), rng.randrange(20)
    try:
        if kind == 0:
            database.execute(f'DELETE FROM "{table}"')
        elif kind == 1:
            database.execute(f'DROP TABLE "{table}"')
        elif kind == 2:
            database.execute(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')
        elif kind == 3:
            others = ", ".join(f'"{one}"' for one in columns if one != "fid")
            database.execute(f'INSERT INTO "{table}" ({others}) SELECT {others} FROM "{table}"')
        elif kind == 4:
            # A view or a row without end in the place of a table.
            database.execute(f'ALTER TABLE "{table}" RENAME TO "{table}_"')
            database.execute(f'CREATE VIEW "{table}" AS {rng.choice(_VIEWS).format(table=table)}')
        else:
            rowids = [row[0] for row in database.execute(f'SELECT rowid FROM "{table}"')]
            if rowids:
                where = f"WHERE rowid = {rng.choice(rowids)}" if rng.random() < 0.8 else ""
                # Bytes as a text are what a program in C writes that knows no UTF-8.
                value = rng.choice(("?", "CAST(? AS TEXT)"))
                database.execute(f'UPDATE "{table}" SET "{column}" = {value} {where}', (_cell(rng),))
    except (sqlite3.Error, OverflowError):
        # What SQLite itself does not take is no such file.
        database.rollback()
    else:
        database.commit()


_VIEWS = (
    'SELECT * FROM "{table}_" UNION ALL SELECT * FROM "{table}_"',
    "SELECT 1 AS region_code",
    'WITH RECURSIVE n(fid) AS (SELECT 1 UNION ALL SELECT fid + 1 FROM n) SELECT t.* FROM n, "{table}_" t',
)


def _cell(rng: Random) -> object:
    kind = rng.randrange(4)
    if kind == 0:
        number = rng.choice(NUMBERS)
        return number if isinstance(number, float) or abs(number) < 2**63 else str(number)
    if kind == 1:
        return rng.choice((None, b"", b"\xff\xfe\0", bytes(range(256))))
    text = word(rng)
    return text if text.isascii() else text.encode("utf-8", "surrogatepass")


def _mutated_pages(content: bytes, rng: Random) -> bytes:
    work = bytearray(content)
    size = struct.unpack_from(">H", content, 16)[0] or 65_536
    size = size if size >= 512 else 4096
    pages = max(1, len(work) // size)
    for _ in range(rng.choice((1, 1, 2, 4))):
        page, other = (rng.randrange(pages) * size for _ in range(2))
        kind = rng.randrange(4)
        if kind == 0:
            work[page : page + size] = work[other : other + size]
        elif kind == 1:
            # The head of a page: its kind, how many cells it has, and where they are.
            place = page + rng.randrange(24) + (100 if page == 0 and rng.random() < 0.5 else 0)
            work[place] = rng.choice((0, 1, 2, 5, 10, 13, 127, 255))
        elif kind == 2:
            for _ in range(8):
                work[page + rng.randrange(size)] = rng.randrange(256)
        else:
            del work[page + rng.randrange(size) :]
            break
    return bytes(work)
