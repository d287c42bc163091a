"""Editions in PostGIS schemas; each function asks the database and is to be called in a job."""

from __future__ import annotations

from typing import Any

from ...data.editions.summary import EditionSummary, summary_of
from ...data.profile.rows import TABLES
from ..regions.edition_cache import python_value
from ..sharing.postgis import Database, Identifier, identifier, sql

_SCHEMAS = """SELECT nspname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND relname IN ({tables}) AND has_schema_privilege(nspname, 'USAGE')
    AND has_table_privilege(pg_class.oid, 'SELECT')
    GROUP BY nspname HAVING count(*) = {count} ORDER BY nspname"""
_COLUMNS = """SELECT attname FROM pg_attribute WHERE attrelid = {table}::regclass AND attnum > 0 AND NOT attisdropped
    AND format_type(atttypid, atttypmod) NOT LIKE 'geometry%' ORDER BY attnum"""


def edition_schemas(database: Database) -> list[str]:
    """Return the schemas that have all tables of an edition; CtdError where the database cannot be reached."""
    return [str(row[0]) for row in database.rows(sql(_SCHEMAS, tables=TABLES, count=str(len(TABLES))))]


def schema_summary(database: Database, schema: str) -> EditionSummary:
    """Return what the edition in a schema is; CtdError where there is none that can be opened."""
    return summary_of({table: _rows(database, schema, table) for table in TABLES}, schema)


def _rows(database: Database, schema: str, table: str) -> list[dict[str, Any]]:
    qualified = identifier(schema, table)
    columns = [str(row[0]) for row in database.rows(sql(_COLUMNS, table=str(qualified)))]
    selected = Identifier(", ".join(map(identifier, columns)))
    rows = database.rows(sql("SELECT {columns} FROM {table}", columns=selected, table=qualified))
    return [dict(zip(columns, map(python_value, row), strict=True)) for row in rows]
