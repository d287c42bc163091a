"""The results of a check as a table on the screen, and as an XLSX or CSV file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

from qgis.PyQt.QtCore import QDateTime

from ...catalogues.health import Health, key_of
from ...catalogues.registry import Endpoint, Platform
from ...data.package.flat_table import write_flat_table
from ...data.package.tables import PackageTable
from ...dates import date_format
from ...i18n import number, tr
from ...regions import PRINTED_NAMES
from ..labels.platforms import protocol_names
from .health_store import day, state_label

Value = str | int | float | datetime | date | None

STATE = 3
"""The column of the state."""


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
        tr("Last answer"): date,
        tr("Failing since"): date,
        tr("Moved to"): str,
        tr("Address"): str,
    }


def row(platform: Platform, endpoint: Endpoint, health: Health | None) -> list[Value]:
    """Return an endpoint and its last result, in the order of the headings."""
    return [
        PRINTED_NAMES[platform.region],
        platform.name,
        " ".join(filter(None, (protocol_names()[endpoint.protocol], health.version if health else ""))),
        state_label(health) if health else tr("not checked"),
        health.detail if health else "",
        # A result that came with the plugin has no time.
        round(health.seconds, 3) if health and health.seconds else None,
        health.count if health else None,
        health.server if health else "",
        health.checked_at if health else None,
        health.last_answer if health else None,
        health.first_failure if health else None,
        " ".join(move.url for move in health.moves) if health else "",
        key_of(endpoint)[1],
    ]


def as_text(value: Value) -> str:
    """Return a value as the language in force writes it."""
    if value is None:
        return ""
    if isinstance(value, datetime) and value.astimezone().time() == time():
        # Of the results that come with the plugin the day alone is known.
        return day(value.astimezone().date())
    if isinstance(value, datetime):
        return QDateTime.fromSecsSinceEpoch(int(value.timestamp())).toString(f"{date_format()} HH:mm")
    if isinstance(value, date):
        return day(value)
    return value if isinstance(value, str) else number(value, 1)


def write_table(path: Path, rows: Sequence[Sequence[Value]]) -> None:
    """Write rows under their headings, as `write_flat_table` does."""
    write_flat_table(path, _table(rows))


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
