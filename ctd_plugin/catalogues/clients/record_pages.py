"""Pages of records out of what a catalogue returns, and the cursors that lead to the next."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from ...i18n import tr
from ...text import truncated
from ..http.exchange import CatalogueError, Conversation, FailureReason, Request, Response
from ..http.html_text import LONGEST_LINE, LONGEST_TEXT
from ..records import Record, RecordPage

_Row = TypeVar("_Row")

MOST_RECORDS = 10_000
"""Records that are read of one page, however many a server sends."""
MOST_LINKS = 1000
"""Links that are kept of one record."""
_NO_DATA = {
    *("featurecatalog", "featurecatalogue", "fcfeaturecatalogue"),
    *("template", "subtemplate", "harvest", "harvester", "harvestsource"),
}
"""Types of records that describe no data, in letters alone: GeoNetwork's and pycsw's, and those of CKAN's harvester."""


_REFUSED = (400, 422, 500)
"""Statuses by which servers refuse to sort by a field that they lack."""


class NoDataError(Exception):
    """A record of a catalogue that describes no data."""


class ReadRecords(NamedTuple):
    """Records of a page, and the numbers of rows that could not be read and that describe no data."""

    records: tuple[Record, ...]
    unread: int = 0
    left_out: int = 0


def check_type(*types: str) -> None:
    """Raise NoDataError where one of a record's types is that of a template, a harvester or a feature catalogue."""
    if any(re.sub(r"[^a-z]", "", name.lower()[:100]) in _NO_DATA for name in types):
        raise NoDataError


def record_page(
    rows: Iterable[object],
    read: Callable[[dict[str, Any]], Record | None],
    *,
    matched: int | None = None,
    cursor: str = "",
) -> RecordPage:
    """Return the page of the JSON objects that `read` makes records of; the other rows are counted as unread."""
    found = read_records(rows, lambda row: read(row) if isinstance(row, dict) else None)
    return RecordPage(found.records, matched, found.unread, cursor, found.left_out)


def read_records(rows: Iterable[_Row], read: Callable[[_Row], Record | None]) -> ReadRecords:
    """Return the first MOST_RECORDS records that `read` makes, their texts and links limited, and count other rows.

    `read` raises NoDataError, as `check_type` does, for a record that is to be left out.
    """
    records: list[Record] = []
    unread = left_out = 0
    for row in rows:
        try:
            record = read(row) if len(records) < MOST_RECORDS else None
        except NoDataError:
            left_out += 1
            continue
        except (AttributeError, LookupError, OverflowError, RecursionError, TypeError, ValueError):
            # One malformed record must not lose the page.
            record = None
        if record is None:
            unread += 1
        else:
            records.append(_within_limits(record))
    return ReadRecords(tuple(records), unread, left_out)


def read_one(row: _Row, read: Callable[[_Row], Record | None]) -> Record:
    """Return the one record that `read` makes of a response; CatalogueError where it makes none."""
    found = read_records([row], read)
    if found.left_out:
        detail = tr("a template, harvester or feature catalogue, without data")
        raise CatalogueError(FailureReason.UNREADABLE, detail)
    if not found.records:
        raise CatalogueError(FailureReason.UNREADABLE, tr("response without a record"))
    return found.records[0]


def _within_limits(record: Record) -> Record:
    """Return a record with texts and links of limited length; its abstract says how many links are left out."""
    lines = ("id", "title", "organisation", "modified", "licence", "landing_page", "contact")
    changes: dict[str, Any] = {name: truncated(getattr(record, name), LONGEST_LINE) for name in lines}
    abstract = truncated(record.abstract, LONGEST_TEXT)
    if len(record.links) > MOST_LINKS:
        changes["links"] = record.links[:MOST_LINKS]
        left_out = tr("{count} more links not listed.").format(count=len(record.links) - MOST_LINKS)
        abstract = "\n".join(filter(None, (abstract, left_out)))
    return replace(record, abstract=abstract, **changes)


def request_sorted(request: Request, unsorted: Request) -> Conversation[Response]:
    """Request sorted records, and from a server that refuses to sort them the same records in its own order."""
    response = yield request
    if response.status in _REFUSED and unsorted != request:
        response = yield unsorted
    return response


def next_cursor(start: int, returned: int, limit: int, matched: int | None) -> str:
    """Return the cursor of the next page, an offset; "" after the last page.

    `start` is the offset of this page, `limit` what was requested, `matched` the number of all records if known.
    """
    end = start + returned
    is_last = end >= matched if matched is not None else returned < limit
    return "" if is_last or not returned else str(end)


def cursor_offset(cursor: str) -> int:
    """Return the offset that `next_cursor` wrote, 0 for the first page."""
    return int(cursor) if cursor.isdecimal() else 0
