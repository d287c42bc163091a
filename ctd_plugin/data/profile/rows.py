"""The rows of a GeoPackage's tables, without QGIS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ...databases import reading

Row = Mapping[str, Any]
"""Field → value; None is NULL."""
Tables = Mapping[str, Sequence[Row]]
"""Table → its rows in their order."""

TABLES = ("regions", "survey", "facts", "platforms", "endpoints", "about")
_QUERIES = {
    "regions": "SELECT * FROM regions ORDER BY rowid",
    "survey": "SELECT * FROM survey ORDER BY rowid",
    "facts": "SELECT * FROM facts ORDER BY rowid",
    "platforms": "SELECT * FROM platforms ORDER BY rowid",
    "endpoints": "SELECT * FROM endpoints ORDER BY rowid",
    "about": "SELECT * FROM about ORDER BY rowid",
    # Of two editions.
    "changes": "SELECT * FROM changes ORDER BY rowid",
    "cell_changes": "SELECT * FROM cell_changes ORDER BY rowid",
}
# No views: those of a file that is damaged or forged may have no end.
_TABLES_THERE = "SELECT name FROM sqlite_master WHERE type = 'table'"


def read_rows(geopackage: Path) -> Tables:
    """Return the rows of the plugin's tables that a GeoPackage has.

    Raises sqlite3.Error where the file is damaged or no database, OSError where it cannot be read.
    """
    import sqlite3

    with reading(geopackage) as database:
        database.row_factory = sqlite3.Row
        there = {name for (name,) in database.execute(_TABLES_THERE)}
        return {
            name: [dict(row) for row in database.execute(query)] for name, query in _QUERIES.items() if name in there
        }
