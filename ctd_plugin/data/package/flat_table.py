"""Writing one table as a CSV file or a spreadsheet, for people who open it with a double click."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from ...errors import CtdError
from ...files import replacing
from ...i18n import current_language, tr
from .tables import PackageTable

ENDINGS = (".xlsx", ".csv")
KINDS = "XLSX (*.xlsx);;CSV (*.csv)"
"""The choice of a file dialog."""

# What a spreadsheet would take for a formula when it opens a CSV file.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def with_ending(path: Path, kind: str) -> Path:
    """Return the path of a file dialog; one without an ending gets that of the kind chosen beside it."""
    return path if path.suffix else path.with_suffix(".csv" if "csv" in kind else ".xlsx")


def write_flat_table(path: Path, table: PackageTable) -> None:
    """Write a table of texts and numbers under its headings, as XLSX or as CSV, which a French Excel opens as it is.

    Raises CtdError where the file has another ending or cannot be written; one that is there is replaced only then.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise CtdError(tr("“{name}” does not end in .xlsx or .csv; choose one of the two.").format(name=path.name))
    with replacing(path) as fresh:
        if ending == ".csv":
            write_csv(fresh, [table.fields, *([row.get(name) for name in table.fields] for row in table.rows)])
        else:
            from .spreadsheet import write_spreadsheet

            # GDAL goes by the ending, in small letters.
            written = fresh.with_suffix(ending)
            write_spreadsheet(written, [table])
            written.replace(fresh)


def write_csv(path: Path, rows: Iterable[Iterable[object]]) -> None:
    """Write rows of texts and numbers as CSV, which a French Excel opens with a double click, none as a formula."""
    # With a byte order mark, without which Excel would not take the file for UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerows([_in_csv(value) for value in row] for row in rows)


def _in_csv(value: object) -> str:
    if isinstance(value, int | float):
        # Without the spaces between thousands: a spreadsheet would read text.
        return str(value).replace(".", "," if current_language() == "fr" else ".")
    text = "" if value is None else str(value)
    return f" {text}" if text.startswith(_FORMULA) else text
