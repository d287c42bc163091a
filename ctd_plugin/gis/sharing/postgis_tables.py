"""The tables of the survey in a PostGIS schema: checks of what is there, and the SQL that replaces it."""

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
from ..project.layers import CHANGE_TABLES, REGIONS, RELATIONS, SPATIAL, TABLES, CtdLayers, layer_titles
from ..project.outlines import OUTLINES
from .postgis import Database, identifier, sql

TABLE_NAMES = (REGIONS, *TABLES, *CHANGE_TABLES, OUTLINES)

# Prefix of a table that is filled beside the one it will replace.
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
    """What is in the database: whether the schema exists, the plugin's tables in it, and the grants on them as SQL."""

    exists: bool
    tables: Sequence[str] = ()
    grants: Sequence[str] = ()


def check_schema(database: Database, schema: str) -> SchemaState:
    """Return the state of a schema. CtdError where it is not the plugin's, or the user may not write there."""
    _check_name(schema)
    (state,) = database.rows(sql(_STATE, schema=schema))
    user, database_name, has_postgis, can_create, exists, can_write, is_read_only = state
    names = {"user": user, "schema": schema, "database": database_name}
    if is_read_only:
        raise CtdError(tr("The database {database} is read-only: choose another connection.").format(**names))
    if not has_postgis:
        message = tr(
            "PostGIS was not found in the database {database}: ask its administrator to run “CREATE EXTENSION "
            "postgis”, or to add the PostGIS schema to the search path, then restart QGIS."
        )
        raise CtdError(message.format(**names))
    if not exists:
        if not can_create:
            message = tr(
                "{user} may not create a schema in the database {database}: ask its administrator for a schema "
                "{schema} with write privileges for {user}."
            )
            raise CtdError(message.format(**names))
        return SchemaState(exists=False)
    if not can_write:
        message = tr(
            "{user} may not write to the schema {schema}: ask the administrator of {database} for this privilege."
        )
        raise CtdError(message.format(**names))
    tables = _plugin_tables(database, schema)
    _check_owner(database, schema, tables, user)
    _check_views(database, schema, tables)
    return SchemaState(True, tables, _grants(database, schema, tables))


def load_statements(layers: CtdLayers, schema: str) -> Iterator[str]:
    """Yield the SQL statements that load the layers into new tables, beside those that are there."""
    for table, layer in layers.stored.items():
        new = identifier(schema, _NEW + table)
        columns = {field.name(): _TYPES.get(field.type(), "text") for field in layer.fields()}
        if table in SPATIAL:
            columns[GEOMETRY] = f"geometry(MultiPolygon, {SRID})"
        yield f"CREATE TABLE {new} ({', '.join(f'{identifier(column)} {kind}' for column, kind in columns.items())})"
        for rows in _json_chunks(layer):
            yield sql(
                "INSERT INTO {new} SELECT * FROM json_populate_recordset(NULL::{new}, {rows})", new=new, rows=rows
            )


def replace_statements(layers: CtdLayers, schema: str, state: SchemaState) -> Iterator[str]:
    """Yield the SQL statements that replace the old tables by the new, with keys, indexes, comments and grants."""
    if state.tables:
        yield f"DROP TABLE {', '.join(_qualified_names(schema, state.tables))}"
    for table_name in layers.stored:
        qualified, key = identifier(schema, table_name), identifier(KEY)
        yield f"ALTER TABLE {identifier(schema, _NEW + table_name)} RENAME TO {identifier(table_name)}"
        yield f"ALTER TABLE {qualified} ADD PRIMARY KEY ({key}), ALTER {key} ADD GENERATED BY DEFAULT AS IDENTITY"
        yield sql(
            "SELECT setval(pg_get_serial_sequence({text}, {column}), max({key})) FROM {table}",
            text=str(qualified),
            column=KEY,
            key=key,
            table=qualified,
        )
        if table_name in _PARENT_KEYS:
            parent_key = identifier(_PARENT_KEYS[table_name])
            yield f"ALTER TABLE {qualified} ALTER {parent_key} SET NOT NULL, ADD UNIQUE ({parent_key})"
    yield f"CREATE INDEX ON {identifier(schema, REGIONS)} USING gist ({identifier(GEOMETRY)})"
    for child, column, parent, parent_column in layer_relations(layers):
        table, key = identifier(schema, child), identifier(column)
        yield f"CREATE INDEX ON {table} ({key})"
        if not count_orphans(layers, child, column, parent, parent_column):
            reference = f"{identifier(schema, parent)} ({identifier(parent_column)})"
            yield f"ALTER TABLE {table} ADD FOREIGN KEY ({key}) REFERENCES {reference}"
    yield from _comments(layers, schema)
    yield from state.grants


def layer_relations(layers: CtdLayers) -> list[tuple[str, str, str, str]]:
    """Return the relations between the layers as (table, column, parent table, parent column)."""
    return [relation[1:] for relation in RELATIONS if relation[1] in layers.all]


def count_orphans(layers: CtdLayers, child: str, column: str, parent: str, parent_column: str) -> int:
    """Return how many rows of a table refer to no row of the parent table."""
    known = {_text(row[parent_column]) for row in layers.all[parent].getFeatures()}
    return sum(_text(row[column]) not in {*known, None} for row in layers.all[child].getFeatures())


def _check_name(schema: str) -> None:
    if not 0 < len(schema.encode()) <= _LONGEST_NAME or not schema.isprintable() or schema.startswith("pg_"):
        message = tr(
            "“{schema}” is not a valid schema name: choose a name of 1 to {length} bytes that does not start "
            "with “pg_”."
        )
        shown = "".join(c if c.isprintable() else "�" for c in schema)
        raise CtdError(message.format(schema=shown, length=_LONGEST_NAME))


def _plugin_tables(database: Database, schema: str) -> list[str]:
    """Return the plugin's tables in a schema, none in an empty one. CtdError where others made its tables."""
    found = {row[0] for row in database.rows(sql(_RELATIONS, schema=schema))}
    if not found:
        return []
    made_with: list[list[object]] = []
    if "about" in found:
        # One that cannot be read is not the plugin's.
        with suppress(CtdError):
            made_with = database.rows(sql("SELECT made_with FROM {about} LIMIT 1", about=identifier(schema, "about")))
    if not made_with or not str(made_with[0][0]).startswith(MADE_WITH):
        message = tr(
            "The schema {schema} contains tables that were not created by this plugin: choose another or a new schema."
        )
        raise CtdError(message.format(schema=schema))
    return [table for table in TABLE_NAMES if table in found]


def _check_owner(database: Database, schema: str, tables: Sequence[str], user: str) -> None:
    owners = database.rows(sql(_OWNERS, tables=_qualified_names(schema, tables)))
    if owners:
        message = tr(
            "The tables of the schema {schema} belong to {owner}; {user} may not replace them: choose another "
            "schema, or ask for the role {owner}."
        )
        raise CtdError(message.format(schema=schema, owner=owners[0][0], user=user))


def _check_views(database: Database, schema: str, tables: Sequence[str]) -> None:
    """Raise CtdError where a view depends on the plugin's tables: it would have to be dropped with them."""
    views = database.rows(sql(_VIEWS, tables=_qualified_names(schema, tables)))
    if views:
        message = tr(
            "The view {view} depends on the tables of the schema {schema}, which therefore cannot be replaced: "
            "drop the view and create it again after sharing, or choose another schema."
        )
        raise CtdError(message.format(view=views[0][0], schema=schema))


def _grants(database: Database, schema: str, tables: Sequence[str]) -> list[str]:
    """Return the SQL statements that grant others again the rights that they have on the plugin's tables."""
    rights = database.rows(sql(_RIGHTS, tables=_qualified_names(schema, tables)))
    return [f"GRANT {right} ON {table} TO {grantee}" for table, right, grantee in rights]


def _qualified_names(schema: str, tables: Sequence[str]) -> list[str]:
    return [str(identifier(schema, table)) for table in tables]


def _comments(layers: CtdLayers, schema: str) -> Iterator[str]:
    sources = " – ".join(filter(None, (MADE_WITH, layers.about("sources"), layers.about("licences"))))
    titles, aliases = layer_titles(), field_aliases()
    for table, layer in layers.stored.items():
        qualified, text = identifier(schema, table), f"{titles[table]}. {sources}"
        yield sql("COMMENT ON TABLE {table} IS {text}", table=qualified, text=text)
        for field in layer.fields().names():
            if field in aliases:
                column = identifier(schema, table, field)
                yield sql("COMMENT ON COLUMN {column} IS {text}", column=column, text=aliases[field])


def _json_chunks(layer: QgsVectorLayer) -> Iterator[str]:
    """Yield the rows as JSON arrays; every value is a string, which the database casts to the column's type."""
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
