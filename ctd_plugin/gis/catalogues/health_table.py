"""The results of a check as a table on the screen, and as an XLSX or CSV file."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from qgis.PyQt.QtCore import QDateTime

from ...catalogues.health import Health
from ...catalogues.registry import Endpoint, Platform
from ...data.package.spreadsheet import write_spreadsheet
from ...data.package.tables import PackageTable
from ...errors import CtdError
from ...files import replacing
from ...i18n import current_language, number, tr
from ...regions import PRINTED_NAMES
from ..labels.platforms import protocol_names
from .health_store import key_of, state_label

Value = str | int | float | datetime | None

STATE = 3
"""The column of the state."""

ENDINGS = (".xlsx", ".csv")

# What a spreadsheet would take for a formula when it opens a CSV file.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def headings() -> dict[str, type]:
    """Return the columns in order, with what they hold."""
    return {
        tr("Region"): str,
        tr("Platform"): str,
        tr("Service"): str,
        tr("State"): str,
        tr("Detail"): str,
        tr("Time (s)"): float,
        tr("Records/layers"): int,
        tr("Software"): str,
        tr("Checked on"): datetime,
        tr("Address"): str,
    }


def row(platform: Platform, endpoint: Endpoint, health: Health | None) -> list[Value]:
    """Return an endpoint and its last result, in the order of the headings."""
    return [
        PRINTED_NAMES[platform.region],
        platform.name,
        protocol_names()[endpoint.protocol],
        state_label(health) if health else tr("not checked"),
        health.detail if health else "",
        round(health.seconds, 3) if health else None,
        health.count if health else None,
        health.server if health else "",
        health.checked_at if health else None,
        key_of(endpoint)[1],
    ]


def as_text(value: Value) -> str:
    """Return a value as the language in force writes it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return QDateTime.fromSecsSinceEpoch(int(value.timestamp())).toString(tr("yyyy-MM-dd") + " HH:mm")
    return value if isinstance(value, str) else number(value, 1)


def write_table(path: Path, rows: Sequence[Sequence[Value]]) -> None:
    """Write rows under their headings, as XLSX or as CSV, which opens in a French Excel with a double click.

    Raises CtdError where the file has another ending or cannot be written; one that is there is replaced only then.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise CtdError(tr("“{name}” does not end in .xlsx or .csv; choose one of the two.").format(name=path.name))
    with replacing(path) as fresh:
        if ending == ".csv":
            _write_csv(fresh, rows)
        else:
            # GDAL goes by the ending, in small letters.
            written = fresh.with_suffix(ending)
            write_spreadsheet(written, [_table(rows)])
            written.replace(fresh)


def _write_csv(path: Path, rows: Sequence[Sequence[Value]]) -> None:
    # With a byte order mark, without which Excel would not take the file for UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(headings())
        writer.writerows([_in_csv(value) for value in values] for values in rows)


def _in_csv(value: Value) -> str:
    if isinstance(value, int | float):
        # Without the spaces between thousands: a spreadsheet would read text.
        return str(value).replace(".", "," if current_language() == "fr" else ".")
    text = as_text(value)
    return f" {text}" if text.startswith(_FORMULA) else text


def _table(rows: Sequence[Sequence[Value]]) -> PackageTable:
    # A table of data has dates without hours only.
    fields = {name: str if kind is datetime else kind for name, kind in headings().items()}
    return PackageTable(
        tr("Services"),
        fields,
        [
            {
                name: as_text(value) if isinstance(value, datetime) else value
                for name, value in zip(fields, values, strict=True)
            }
            for values in rows
        ],
    )
