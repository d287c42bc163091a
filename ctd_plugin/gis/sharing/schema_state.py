"""What is in a PostGIS schema before the survey is shared: whose tables, and what others hold on to of them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from ...data.about import MADE_WITH
from ...errors import CtdError
from ...i18n import tr
from ..project.layers import CHANGE_TABLES, REGIONS, TABLES
from ..project.outlines import OUTLINES
from .postgis import Database, identifier, sql

_TABLE_NAMES = (REGIONS, *TABLES, *CHANGE_TABLES, OUTLINES)

# Bytes of a schema's name that PostgreSQL keeps.
_LONGEST_NAME = 63
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


def qualified_names(schema: str, tables: Sequence[str]) -> list[str]:
    """Return the names of tables with that of their schema, as SQL writes them."""
    return [str(identifier(schema, table)) for table in tables]


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
    return [table for table in _TABLE_NAMES if table in found]


def _check_owner(database: Database, schema: str, tables: Sequence[str], user: str) -> None:
    owners = database.rows(sql(_OWNERS, tables=qualified_names(schema, tables)))
    if owners:
        message = tr(
            "The tables of the schema {schema} belong to {owner}; {user} may not replace them: choose another "
            "schema, or ask for the role {owner}."
        )
        raise CtdError(message.format(schema=schema, owner=owners[0][0], user=user))


def _check_views(database: Database, schema: str, tables: Sequence[str]) -> None:
    """Raise CtdError where a view depends on the plugin's tables: it would have to be dropped with them."""
    views = database.rows(sql(_VIEWS, tables=qualified_names(schema, tables)))
    if views:
        message = tr(
            "The view {view} depends on the tables of the schema {schema}, which therefore cannot be replaced: "
            "drop the view and create it again after sharing, or choose another schema."
        )
        raise CtdError(message.format(view=views[0][0], schema=schema))


def _grants(database: Database, schema: str, tables: Sequence[str]) -> list[str]:
    """Return the SQL statements that grant others again the rights that they have on the plugin's tables."""
    rights = database.rows(sql(_RIGHTS, tables=qualified_names(schema, tables)))
    return [f"GRANT {right} ON {table} TO {grantee}" for table, right, grantee in rights]
