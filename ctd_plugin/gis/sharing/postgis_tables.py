"""The tables of the survey in a PostGIS schema: what is there, and the statements that replace it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from qgis.core import NULL, QgsFeature, QgsVectorLayer
from qgis.PyQt.QtCore import QDate, QDateTime, QMetaType, Qt

from ...data.about import MADE_WITH
from ...errors import CtdError
from ...i18n import tr
from ..labels.fields import field_aliases
from ..project.datasource import GEOMETRY, KEY, SRID
from ..project.layers import CHANGE_TABLES, REGIONS, RELATIONS, TABLES, CtdLayers, layer_titles
from .postgis import Database, identifier, sql

TABLE_NAMES = (REGIONS, *TABLES, *CHANGE_TABLES)

# Before the name of a table that is filled beside the one it will replace.
_NEW = "ctd_new_"
# Bytes of a schema's name that PostgreSQL keeps.
_LONGEST_NAME = 63
# Characters of rows that are sent at a time.
_CHUNK = 200_000
_PARENT_KEYS = {REGIONS: "region_code", "platforms": "platform_id"}
_TYPES = {
    QMetaType.Type.Bool: "boolean",
    QMetaType.Type.Int: "integer",
    QMetaType.Type.LongLong: "bigint",
    QMetaType.Type.Double: "double precision",
    QMetaType.Type.QDate: "date",
    QMetaType.Type.QDateTime: "timestamp with time zone",
}


_STATE = """SELECT current_user, current_database(),
    EXISTS (SELECT FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace
    WHERE extname = 'postgis' AND nspname = ANY (current_schemas(true))),
    has_database_privilege(current_database(), 'CREATE'), schemas.oid IS NOT NULL,
    has_schema_privilege(schemas.oid, 'CREATE') AND has_schema_privilege(schemas.oid, 'USAGE'),
    current_setting('transaction_read_only') = 'on'
    FROM (SELECT 1) one LEFT JOIN pg_namespace schemas ON nspname = {schema}"""
_RELATIONS = """SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND nspname = {schema}"""
_OWNERS = """SELECT pg_get_userbyid(relowner) FROM pg_class
    WHERE oid = ANY (ARRAY[{tables}]::regclass[]::oid[]) AND NOT pg_has_role(relowner, 'USAGE')"""
_VIEWS = """SELECT ev_class::regclass::text FROM pg_depend JOIN pg_rewrite ON pg_rewrite.oid = objid
    WHERE refobjid = ANY (ARRAY[{tables}]::regclass[]::oid[]) AND ev_class <> refobjid"""
_RIGHTS = """SELECT oid::regclass::text, privilege_type,
    CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
    FROM pg_class CROSS JOIN aclexplode(relacl)
    WHERE oid = ANY (ARRAY[{tables}]::regclass[]::oid[]) AND grantee <> relowner"""


@dataclass(frozen=True)
class SchemaState:
    """What a database has: the schema, our tables in it, and the statements that give others their rights again."""

    schema: bool
    tables: Sequence[str] = ()
    grants: Sequence[str] = ()


def check_schema(database: Database, schema: str) -> SchemaState:
    """Return what the schema holds. CtdError where it is somebody else's, or the user may not write there."""
    _check_name(schema)
    user, called, has_postgis, may_make, is_there, may_write, is_locked = database.rows(sql(_STATE, schema=schema))[0]
    words = {"user": user, "schema": schema, "database": called}
    if is_locked:
        raise CtdError(tr("The database {database} can only be read: choose another connection.").format(**words))
    if not has_postgis:
        message = tr(
            "QGIS finds no PostGIS in the database {database}: ask its administrator to run “CREATE EXTENSION "
            "postgis” there, or to put the schema of PostGIS on the search path, then start QGIS again."
        )
        raise CtdError(message.format(**words))
    if not is_there:
        if not may_make:
            message = tr(
                "{user} may make no schema in the database {database}: ask its administrator for a schema {schema} "
                "that {user} may write to."
            )
            raise CtdError(message.format(**words))
        return SchemaState(schema=False)
    if not may_write:
        message = tr("{user} may not write to the schema {schema}: ask the administrator of {database} for the right.")
        raise CtdError(message.format(**words))
    tables = _plugin_tables(database, schema)
    _check_owner(database, schema, tables, user)
    _check_views(database, schema, tables)
    return SchemaState(True, tables, _grants(database, schema, tables))


def load_statements(layers: CtdLayers, schema: str) -> Iterator[str]:
    """Yield the statements that put the layers' rows into new tables, beside those that are there."""
    for table, layer in layers.all.items():
        new = identifier(schema, _NEW + table)
        columns = {field.name(): _TYPES.get(field.type(), "text") for field in layer.fields()}
        if table == REGIONS:
            columns[GEOMETRY] = f"geometry(MultiPolygon, {SRID})"
        yield f"CREATE TABLE {new} ({', '.join(f'{identifier(column)} {kind}' for column, kind in columns.items())})"
        for rows in _chunks(layer):
            yield sql(
                "INSERT INTO {new} SELECT * FROM json_populate_recordset(NULL::{new}, {rows})", new=new, rows=rows
            )


def replace_statements(layers: CtdLayers, schema: str, present: SchemaState) -> Iterator[str]:
    """Yield the statements that put the new tables in the place of the old, with keys, indexes, notes and rights."""
    if present.tables:
        yield f"DROP TABLE {', '.join(_qualified_names(schema, present.tables))}"
    for table in layers.all:
        whole, key = identifier(schema, table), identifier(KEY)
        yield f"ALTER TABLE {identifier(schema, _NEW + table)} RENAME TO {identifier(table)}"
        yield f"ALTER TABLE {whole} ADD PRIMARY KEY ({key}), ALTER {key} ADD GENERATED BY DEFAULT AS IDENTITY"
        yield sql(
            "SELECT setval(pg_get_serial_sequence({text}, {column}), max({key})) FROM {table}",
            text=str(whole),
            column=KEY,
            key=key,
            table=whole,
        )
        if table in _PARENT_KEYS:
            column = identifier(_PARENT_KEYS[table])
            yield f"ALTER TABLE {whole} ALTER {column} SET NOT NULL, ADD UNIQUE ({column})"
    yield f"CREATE INDEX ON {identifier(schema, REGIONS)} USING gist ({identifier(GEOMETRY)})"
    for child, column, parent, parent_column in layer_relations(layers):
        yield f"CREATE INDEX ON {identifier(schema, child)} ({identifier(column)})"
        if not count_orphans(layers, child, column, parent, parent_column):
            reference = f"{identifier(schema, parent)} ({identifier(parent_column)})"
            yield f"ALTER TABLE {identifier(schema, child)} ADD FOREIGN KEY ({identifier(column)}) REFERENCES {reference}"
    yield from _comments(layers, schema)
    yield from present.grants


def layer_relations(layers: CtdLayers) -> list[tuple[str, str, str, str]]:
    """Return the relations of the layers that are there: a table and its column, and those that it leads to."""
    return [relation[1:] for relation in RELATIONS if relation[1] in layers.all]


def count_orphans(layers: CtdLayers, child: str, column: str, parent: str, parent_column: str) -> int:
    """Return how many rows of a table belong to no row of the other."""
    known = {_text(row[parent_column]) for row in layers.all[parent].getFeatures()}
    return sum(_text(row[column]) not in {*known, None} for row in layers.all[child].getFeatures())


def _check_name(schema: str) -> None:
    if not 0 < len(schema.encode()) <= _LONGEST_NAME or not schema.isprintable() or schema.startswith("pg_"):
        message = tr("“{schema}” cannot be the name of a schema: choose one of 1 to {length} bytes, without “pg_”.")
        shown = "".join(c if c.isprintable() else "�" for c in schema)
        raise CtdError(message.format(schema=shown, length=_LONGEST_NAME))


def _plugin_tables(database: Database, schema: str) -> list[str]:
    """Return our tables in a schema, none in an empty one. CtdError where the schema is somebody else's."""
    found = {row[0] for row in database.rows(sql(_RELATIONS, schema=schema))}
    if not found:
        return []
    made_with: list[list[object]] = []
    if "about" in found:
        # Where it cannot be read, it is not ours.
        with suppress(CtdError):
            made_with = database.rows(sql("SELECT made_with FROM {about} LIMIT 1", about=identifier(schema, "about")))
    if not made_with or not str(made_with[0][0]).startswith(MADE_WITH):
        message = tr("The schema {schema} holds tables that this plugin did not make: choose another or a new one.")
        raise CtdError(message.format(schema=schema))
    return [table for table in TABLE_NAMES if table in found]


def _check_owner(database: Database, schema: str, tables: Sequence[str], user: str) -> None:
    owners = database.rows(sql(_OWNERS, tables=_qualified_names(schema, tables)))
    if owners:
        message = tr(
            "The tables of the schema {schema} belong to {owner}, and {user} may not replace them: choose another "
            "schema, or ask for the role {owner}."
        )
        raise CtdError(message.format(schema=schema, owner=owners[0][0], user=user))


def _check_views(database: Database, schema: str, tables: Sequence[str]) -> None:
    """Raise CtdError where a view stands on our tables: it would have to go with them."""
    views = database.rows(sql(_VIEWS, tables=_qualified_names(schema, tables)))
    if views:
        message = tr(
            "The view {view} is made from the tables of the schema {schema}, which cannot be replaced under it: "
            "remove the view first and make it again after, or choose another schema."
        )
        raise CtdError(message.format(view=views[0][0], schema=schema))


def _grants(database: Database, schema: str, tables: Sequence[str]) -> list[str]:
    """Return the statements that give others again the rights that they have on our tables."""
    rights = database.rows(sql(_RIGHTS, tables=_qualified_names(schema, tables)))
    return [f"GRANT {right} ON {table} TO {whom}" for table, right, whom in rights]


def _qualified_names(schema: str, tables: Sequence[str]) -> list[str]:
    return [str(identifier(schema, table)) for table in tables]


def _comments(layers: CtdLayers, schema: str) -> Iterator[str]:
    sources = " – ".join(filter(None, (MADE_WITH, layers.about("sources"), layers.about("licences"))))
    titles, aliases = layer_titles(), field_aliases()
    for table, layer in layers.all.items():
        whole, text = identifier(schema, table), f"{titles[table]}. {sources}"
        yield sql("COMMENT ON TABLE {table} IS {text}", table=whole, text=text)
        for field in layer.fields().names():
            if field in aliases:
                column = identifier(schema, table, field)
                yield sql("COMMENT ON COLUMN {column} IS {text}", column=column, text=aliases[field])


def _chunks(layer: QgsVectorLayer) -> Iterator[str]:
    """Yield the rows as JSON lists; every value is a text, which the database reads as the column's type."""
    rows: list[str] = []
    size = 0
    for feature in layer.getFeatures():
        rows.append(json.dumps(_row(layer, feature), ensure_ascii=False))
        size += len(rows[-1])
        if size >= _CHUNK:
            yield f"[{','.join(rows)}]"
            rows, size = [], 0
    if rows:
        yield f"[{','.join(rows)}]"


def _row(layer: QgsVectorLayer, feature: QgsFeature) -> dict[str, str | None]:
    row = {field: _text(feature[field]) for field in layer.fields().names()}
    if layer.isSpatial() and feature.hasGeometry():
        row[GEOMETRY] = f"SRID={SRID};{bytes(feature.geometry().asWkb()).hex()}"
    return row


def _text(value: object) -> str | None:
    if value is None or value == NULL:
        return None
    if isinstance(value, QDate | QDateTime):
        return value.toString(Qt.DateFormat.ISODate)
    # The NUL character has no place in a database's text, nor in its JSON.
    return str(value).replace("\0", "")
