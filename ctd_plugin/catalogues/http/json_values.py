"""What JSON answers hold, read whatever it turns out to be: null, another type, or nothing at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlunsplit

from ...i18n import tr
from ...text import truncated
from ..records import Record, RecordPage
from .exchange import CatalogueError, FailureReason, Response, read_json
from .html_text import LONGEST_LINE, LONGEST_TEXT, bounded_line, plain_text
from .parser import ParseError, parse_json
from .urls import resolve_url, split_url, without_credentials

_OPERATORS = re.compile(r"[\s+!(){}\[\]^\"~*?:\\/&|=<>#%;,]+")

_Row = TypeVar("_Row")

MOST_RECORDS = 10_000
"""Records that are read of one page, however many a server sends of those that it was asked for."""
MOST_LINKS = 1000
"""Links that are kept of one record; nobody would look through more."""
_LEAST_MILLISECONDS = 10_000_000_000
"""A smaller number than this, some day of 1970, is a year or another way of writing dates."""


def read_json_object(response: Response) -> dict[str, Any]:
    """Return the JSON object of a successful answer; CatalogueError where it is none, in the server's own words."""
    try:
        body = read_json(response)
    except CatalogueError as error:
        words = response_error_message(response)
        if not words:
            raise
        raise CatalogueError(error.reason, words) from error
    if not isinstance(body, dict):
        raise no_records_error()
    return body


def response_error_message(response: Response) -> str:
    """Return what a server says of an error in JSON, "" where it says nothing so."""
    try:
        body = parse_json(response.content)
    except ParseError:
        return ""
    return error_message(body)


def error_message(error: object, depth: int = 3) -> str:
    """Return the sentence that an error in JSON holds, however the API spells it."""
    if isinstance(error, str):
        return plain_text(error)
    if isinstance(error, list) and depth:
        return next((words for item in error if (words := error_message(item, depth - 1))), "")
    if not isinstance(error, dict) or not depth:
        return ""
    for key in ("message", "error", "detail", "description", "__type"):
        if words := error_message(error.get(key), depth - 1):
            until = as_text(error.get("reset_time"))
            return tr("{words} (until {time})").format(words=words, time=until) if until else words
    return ""


def required_list(body: dict[str, Any], *keys: str) -> list[Any]:
    """Return the list under the first key that has one; CatalogueError where none has, in the server's own words."""
    for key in keys:
        if isinstance(body.get(key), list):
            return list(body[key])
    # ArcGIS and others send their errors with status 200.
    raise CatalogueError(FailureReason.EXCEPTION, words) if (words := error_message(body)) else no_records_error()


def record_page(
    found: Iterable[object],
    read: Callable[[dict[str, Any]], Record | None],
    *,
    matched: int | None = None,
    cursor: str = "",
) -> RecordPage:
    """Return a page of the records that could be read, and count the others."""
    records, unread = read_records(found, lambda row: read(row) if isinstance(row, dict) else None)
    return RecordPage(records, matched, unread, cursor)


def read_records(found: Iterable[_Row], read: Callable[[_Row], Record | None]) -> tuple[tuple[Record, ...], int]:
    """Return the records that could be read, within limits, and the number of the others: MOST_RECORDS are read."""
    records: list[Record] = []
    unread = 0
    for row in found:
        try:
            record = read(row) if len(records) < MOST_RECORDS else None
        except (AttributeError, LookupError, OverflowError, RecursionError, TypeError, ValueError):
            # One record that is like no other must not lose the page.
            record = None
        if record is None:
            unread += 1
        else:
            records.append(_within_limits(record))
    return tuple(records), unread


def _within_limits(record: Record) -> Record:
    """Return a record whose texts and list of links have an end; what is left out is said below its abstract."""
    lines = ("id", "title", "organisation", "modified", "licence", "landing_page", "contact")
    changes: dict[str, Any] = {name: truncated(getattr(record, name), LONGEST_LINE) for name in lines}
    abstract = truncated(record.abstract, LONGEST_TEXT)
    if len(record.links) > MOST_LINKS:
        changes["links"] = record.links[:MOST_LINKS]
        left_out = tr("{count} more links are left out.").format(count=len(record.links) - MOST_LINKS)
        abstract = "\n".join(filter(None, (abstract, left_out)))
    return replace(record, abstract=abstract, **changes)


def next_cursor(start: int, returned: int, asked: int, matched: int | None) -> str:
    """Return the cursor of the page after one, "" after the last, for APIs that count records from the first."""
    end = start + returned
    is_last = end >= matched if matched is not None else returned < asked
    return "" if is_last or not returned else str(end)


def cursor_offset(cursor: str) -> int:
    """Return the offset that `next_offset` wrote."""
    return int(cursor) if cursor.isdecimal() else 0


def as_text(value: object) -> str:
    """Return a value as text on one line, "" where it is no text and no number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return bounded_line(str(value))


def first_text(*values: object) -> str:
    """Return the first text among values, "" where there is none."""
    return next((found for value in values if (found := as_text(value))), "")


def as_plain_text(value: object) -> str:
    """Return a text that may be HTML as plain text, "" where it is no text."""
    return plain_text(value) if isinstance(value, str) else ""


def as_object(value: object) -> dict[str, Any]:
    """Return a JSON object, an empty one where the value is none."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[Any]:
    """Return a JSON list, an empty one where the value is none."""
    return value if isinstance(value, list) else []


def as_count(value: object) -> int | None:
    """Return a number of records, None where the value is none."""
    if isinstance(value, str) and value.isdecimal() and len(value) < 10:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def as_date(value: object) -> str:
    """Return a date as it is written, as ISO where it counts milliseconds since 1970."""
    if isinstance(value, int) and not isinstance(value, bool) and value > _LEAST_MILLISECONDS:
        try:
            return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=value)).date().isoformat()
        except OverflowError:
            return ""
    return as_text(value)


def without_operators(words: str) -> str:
    """Return words as a person typed them, without the signs and words that query languages take for operators.

    Search servers part words at these signs anyway. Escaping would need to know which of its query parsers a server
    uses: to one a backslash escapes, to another it is a word.
    """
    kept = (word.strip("-'’") for word in _OPERATORS.split(words))
    return " ".join(word.lower() if word in ("AND", "OR", "NOT") else word for word in kept if word)


def page_url(url: object, base: str = "") -> str:
    """Return the whole address of a page, without credentials; "" where it is none that a browser would open."""
    parts = resolve_url(as_text(url), base)
    return without_credentials(parts)[0].geturl() if parts else ""


def base_url(url: str, folder: str) -> str:
    """Return an address as far as a folder of its path, whole where it has none; without credentials or end slash.

    What is no address of the web stays as it is; nobody asks for it.
    """
    parts = split_url(url)
    if parts is None:
        return url
    path: str = re.split(rf"/{re.escape(folder)}(?=/|$)", parts.path)[0].rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], path, "", ""))


def no_records_error() -> CatalogueError:
    """Return the error of an answer that is JSON, but not that of a catalogue."""
    return CatalogueError(FailureReason.UNREADABLE, tr("an answer without a list of records"))
