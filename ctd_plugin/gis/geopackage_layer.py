"""A layer as its GeoPackage stores it: read and written by SQLite, several times as fast as feature by feature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsProcessingFeatureSourceDefinition, QgsProviderRegistry, QgsVectorLayer
from qgis.PyQt.QtCore import QMetaType

from ..databases import file_state, reading

if TYPE_CHECKING:
    from sqlite3 import Connection

_PLAIN = re.compile(r"TEXT(\(\d+\))?|(TINY|SMALL|MEDIUM)?INT|INTEGER|REAL|DOUBLE|FLOAT", re.IGNORECASE)
_PLAIN_FIELDS = (QMetaType.Type.QString, QMetaType.Type.Int, QMetaType.Type.LongLong, QMetaType.Type.Double)
"""Types of columns, and of fields, whose values QGIS gives as SQLite does: not so JSON, which is text in SQLite."""
_INDEX_TABLES = ("node", "rowid", "parent")
_BATCH = 2000
"""Features read at a time."""
_HEADER = 8
"""Bytes before the envelope of a geometry."""
_ENVELOPES = (0, 32, 48, 48, 64)
"""Bytes of the envelope, by its code."""

# The names in them are quoted: SQLite takes none as a parameter.
_SELECT = "SELECT {columns} FROM {table} ORDER BY {key}"
_IS_EMPTY = "SELECT NOT EXISTS (SELECT 1 FROM {table})"
_UNINDEXED = """
SELECT EXISTS (
    SELECT 1 FROM main.{table} AS layer LEFT JOIN main.{index} AS indexed ON indexed.rowid = layer.{key}
    WHERE (indexed.rowid IS NULL)
    <> (layer.{geometry} IS NULL OR instr('13579BDF', substr(hex(substr(layer.{geometry}, 4, 1)), 1, 1)) > 0)
)
"""
"""Whether a feature is missing in the index, where only geometries stand that are not flagged as empty."""
_KIND = "SELECT srs_id, z, m FROM {place}.gpkg_geometry_columns WHERE table_name = ?"
_COPY = """
INSERT INTO made.{made} ({columns}) SELECT {given} FROM main.{table} AS layer JOIN added ON number = layer.{key}
ORDER BY layer.{key}
"""
_EMPTY_INDEX, _COPY_INDEX = "DELETE FROM made.{made}", "INSERT INTO made.{made} SELECT * FROM main.{own}"
_ADD = "INSERT INTO added VALUES ({marks})"
_UNSAFE = "PRAGMA {}synchronous = OFF"
"""Nobody uses a file that is being made: the disk need not keep up."""


class UnusualLayerError(Exception):
    """The layer is left to QGIS: its file is of another form than usual, cannot be read or written, or has changed."""


@dataclass(frozen=True)
class StoredLayer:
    """A table of features in a GeoPackage: the names of its key, geometry and fields, the key among these.

    `state` is that of its file when it was found.
    """

    path: Path
    table: str
    key: str
    geometry: str
    fields: tuple[str, ...]
    state: Sequence[object] = ()


def stored_layer(layer: QgsVectorLayer | None, given: object) -> StoredLayer | None:
    """Return where a layer, given to an algorithm, is stored, None unless all its features and fields are a table's."""
    if layer is None or isinstance(given, QgsProcessingFeatureSourceDefinition):
        # A definition narrows what is read.
        return None
    if layer.providerType() != "ogr" or layer.dataProvider().storageType() != "GPKG":
        return None
    fields = layer.fields()
    is_plain = all(
        fields.fieldOrigin(index) == Qgis.FieldOrigin.Provider
        and field.type() in _PLAIN_FIELDS
        # Text for QGIS 3.44.
        and field.typeName() != "JSON"
        for index, field in enumerate(fields)
    )
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    # What else stands there narrows or alters what is read: a geometry type, options of the driver.
    is_whole = all(name in ("path", "layerName") or value in (None, "") for name, value in parts.items())
    if layer.isEditable() or layer.subsetString() or not is_plain or not is_whole:
        return None
    with suppress(UnusualLayerError):
        return _described(Path(parts.get("path", "")), parts.get("layerName") or "", tuple(fields.names()))
    return None


def read_rows(layer: StoredLayer) -> list[tuple[Any, ...]]:
    """Return the values of all fields, in the order of the features."""
    with _opened(layer.path) as database:
        return _rows(database, layer, layer.fields)


def read_features(layer: StoredLayer) -> Iterator[tuple[list[tuple[Any, ...]], list[bytes | None]]]:
    """Yield the values of all fields and the geometries, as WKB and None where there is none, of some features a time.

    Raises UnusualLayerError where the values of a column are of several types.
    """
    types: list[set[type]] = [set() for _ in layer.fields]
    with _opened(layer.path) as database:
        # In one pass, as values that stand behind a long geometry are slow to reach.
        found = database.execute(_select(layer, (*layer.fields, layer.geometry)))
        while batch := found.fetchmany(_BATCH):
            rows = [row[:-1] for row in batch]
            for known, values in zip(types, zip(*rows, strict=True), strict=True):
                known.update(map(type, values))
            _check_types(types)
            yield rows, [_wkb(row[-1]) for row in batch]


def copy_features(
    layer: StoredLayer, rows: list[tuple[Any, ...]], added: Iterable[Sequence[str | None]], target: Path
) -> None:
    """Fill an empty GeoPackage of one layer with the features of another, and texts in the fields that follow.

    `rows` is what `read_rows` returned, `added` has the texts of each. Where it raises UnusualLayerError, the file must
    be made anew.
    """
    with _without_triggers(target) as made, _opened(layer.path) as database:
        if made.key != layer.key or len(made.fields) < len(layer.fields):
            raise UnusualLayerError
        database.execute("COMMIT")
        database.execute("ATTACH ? AS made", (str(target),))
        database.execute(_UNSAFE.format("made."))
        database.execute("BEGIN")
        kinds = [
            database.execute(_KIND.format(place=place), (table,))
            for place, table in (("main", layer.table), ("made", made.table))
        ]
        if len({kind.fetchone() for kind in kinds}) > 1:
            raise UnusualLayerError
        if file_state(layer.path) != layer.state and _rows(database, layer, layer.fields) != rows:
            raise UnusualLayerError
        _fill(database, layer, made, rows, added)
        database.execute("COMMIT")


def _fill(
    database: Connection,
    layer: StoredLayer,
    made: StoredLayer,
    rows: Sequence[tuple[Any, ...]],
    added: Iterable[Sequence[str | None]],
) -> None:
    key = layer.fields.index(layer.key)
    texts = made.fields[len(layer.fields) :]
    database.execute(f"CREATE TEMP TABLE added (number INTEGER PRIMARY KEY, {_listed(texts)})")
    marks = ", ".join("?" * (1 + len(texts)))
    numbered = ((row[key], *new) for row, new in zip(rows, added, strict=True))
    database.executemany(_ADD.format(marks=marks), numbered)
    given = [f"layer.{_quoted(name)}" for name in (layer.geometry, *layer.fields)]
    given += [f"added.{_quoted(name)}" for name in texts]
    table, key_column = _quoted(layer.table), _quoted(layer.key)
    copy = _COPY.format(
        made=_quoted(made.table),
        columns=_listed((made.geometry, *made.fields)),
        given=", ".join(given),
        table=table,
        key=key_column,
    )
    database.execute(copy)
    indexed = _quoted(f"rtree_{layer.table}_{layer.geometry}_rowid")
    unindexed = _UNINDEXED.format(table=table, index=indexed, key=key_column, geometry=_quoted(layer.geometry))
    if database.execute(unindexed).fetchone() != (0,):
        raise UnusualLayerError
    for part in _INDEX_TABLES:
        index, own = (_quoted(f"rtree_{one.table}_{one.geometry}_{part}") for one in (made, layer))
        database.execute(_EMPTY_INDEX.format(made=index))
        database.execute(_COPY_INDEX.format(made=index, own=own))
    database.execute(
        "UPDATE made.gpkg_contents SET (min_x, min_y, max_x, max_y) = "
        "(SELECT min_x, min_y, max_x, max_y FROM main.gpkg_contents WHERE table_name = ?) WHERE table_name = ?",
        (layer.table, made.table),
    )
    counted = "UPDATE made.gpkg_ogr_contents SET feature_count = ? WHERE table_name = ?"
    database.execute(counted, (len(rows), made.table))


@contextmanager
def _without_triggers(path: Path) -> Iterator[StoredLayer]:
    """Yield the layer of a GeoPackage without its triggers, which come back at the end.

    They count features and index them one by one, by functions that only GDAL has.
    """
    with _writing(path) as database:
        made = _only_table(database)
        if database.execute(_IS_EMPTY.format(table=_quoted(made.table))).fetchone() != (1,):
            raise UnusualLayerError
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
        triggers = database.execute(query, (made.table,)).fetchall()
        for name, _ in triggers:
            database.execute(f"DROP TRIGGER {_quoted(name)}")
    yield made
    with _writing(path) as database:
        for _, sql in triggers:
            database.execute(sql)


@contextmanager
def _opened(path: Path) -> Iterator[Connection]:
    import sqlite3

    try:
        with reading(path) as database:
            # The file is one that QGIS has read, and may be long.
            database.set_progress_handler(None, 0)
            yield database
    except (sqlite3.Error, OSError, UnicodeError) as error:
        raise UnusualLayerError from error


@contextmanager
def _writing(path: Path) -> Iterator[Connection]:
    import sqlite3

    try:
        with closing(sqlite3.connect(path)) as database, database:
            database.execute(_UNSAFE.format(""))
            yield database
    except sqlite3.Error as error:
        raise UnusualLayerError from error


def _described(path: Path, table: str, fields: tuple[str, ...]) -> StoredLayer:
    state = file_state(path)
    with _opened(path) as database:
        stored = _only_table(database, table)
    if sorted(stored.fields) != sorted(fields):
        raise UnusualLayerError
    return StoredLayer(path, stored.table, stored.key, stored.geometry, fields, state)


def _only_table(database: Connection, table: str = "") -> StoredLayer:
    """Return a table of features, or the only one; raises UnusualLayerError where it is not one of the usual form."""
    found = database.execute("SELECT table_name, column_name FROM gpkg_geometry_columns").fetchall()
    chosen = [(name, geometry) for name, geometry in found if table in ("", name)]
    if len(chosen) != 1:
        raise UnusualLayerError
    name, geometry = chosen[0]
    columns = database.execute(f"PRAGMA table_info({_quoted(name)})").fetchall()
    keys = [column for _, column, _, _, _, is_key in columns if is_key]
    types = {column: kind for _, column, kind, _, _, _ in columns if column != geometry}
    indexes = database.execute("SELECT count(*) FROM sqlite_master WHERE name = ?", (f"rtree_{name}_{geometry}",))
    if len(keys) != 1 or indexes.fetchone() != (1,) or not all(map(_PLAIN.fullmatch, types.values())):
        raise UnusualLayerError
    return StoredLayer(Path(), name, keys[0], geometry, tuple(types))


def _rows(database: Connection, layer: StoredLayer, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return the values of columns; raises UnusualLayerError where those of one are of several types."""
    rows = database.execute(_select(layer, columns)).fetchall()
    _check_types(set(map(type, values)) for values in zip(*rows, strict=True))
    return rows


def _check_types(types: Iterable[set[type]]) -> None:
    """Raise UnusualLayerError where a column has values of several types: SQLite takes any value in any column."""
    for known in types:
        if len(known - {NoneType}) > 1 or bytes in known:
            raise UnusualLayerError


def _select(layer: StoredLayer, columns: Sequence[str]) -> str:
    return _SELECT.format(columns=_listed(columns), table=_quoted(layer.table), key=_quoted(layer.key))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _wkb(blob: object) -> bytes | None:
    """Return the geometry of a GeoPackage's value, None where it is empty."""
    if blob is None:
        return None
    if not isinstance(blob, bytes) or len(blob) < _HEADER or blob[:2] != b"GP":
        raise UnusualLayerError
    flags = blob[3]
    envelope = flags >> 1 & 7
    if flags & 0x20 or envelope >= len(_ENVELOPES):
        raise UnusualLayerError
    return None if flags & 0x10 else blob[_HEADER + _ENVELOPES[envelope] :]
