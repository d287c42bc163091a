"""Writing a table as CSV for programs: commas, UTF-8, decimal points, ISO dates."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from .described import DescribedTable

# What a spreadsheet would take for a formula when it opens a CSV file.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_table(path: Path, table: DescribedTable) -> None:
    """Write the rows of a table under the names of its fields."""
    write_rows(path, [field.name for field in table.fields], table.rows)


def write_rows(path: Path, names: list[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows under a heading; a missing value is an empty cell."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        writer.writerows([written(row.get(name)) for name in names] for row in rows)


def written(value: object) -> str:
    """Return a value as programs read it; a space keeps a text from being taken for a formula."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case int() | float():
            return repr(value)
        case date():
            return value.isoformat()
        case _:
            text = str(value)
            return f" {text}" if text.startswith(_FORMULA) else text
