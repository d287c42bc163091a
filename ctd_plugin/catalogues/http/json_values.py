"""Values of JSON responses, whatever their types turn out to be: null, another type, or nothing at all."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlunsplit

from ...i18n import tr
from .exchange import CatalogueError, FailureReason, Response, read_json
from .html_text import bounded_line, plain_text
from .parser import ParseError, parse_json
from .urls import resolve_url, split_url, without_credentials

_QUERY_OPERATORS = re.compile(r"[\s+!(){}\[\]^\"~*?:\\/&|=<>#%;,]+")


_LEAST_MILLISECONDS = 10_000_000_000
"""A smaller number, some day of 1970, is a year or another notation of dates."""


def read_json_object(response: Response) -> dict[str, Any]:
    """Return the JSON object of a successful response; CatalogueError, with the server's own message, for any other."""
    try:
        body = read_json(response)
    except CatalogueError as error:
        message = response_error_message(response)
        if not message:
            raise
        raise CatalogueError(error.reason, said=message) from error
    if not isinstance(body, dict):
        raise no_records_error()
    return body


def response_error_message(response: Response) -> str:
    """Return the error message in a JSON response, "" where there is none."""
    try:
        body = parse_json(response.content)
    except ParseError:
        return ""
    return error_message(body)


def error_message(error: object, depth: int = 3) -> str:
    """Return the message of an error in JSON, whichever of the usual members holds it."""
    if isinstance(error, str):
        return plain_text(error)
    if isinstance(error, list) and depth:
        return next((message for item in error if (message := error_message(item, depth - 1))), "")
    if not isinstance(error, dict) or not depth:
        return ""
    for key in ("message", "error", "detail", "description", "__type"):
        if message := error_message(error.get(key), depth - 1):
            until = as_text(error.get("reset_time"))
            return tr("{words} (until {time})").format(words=message, time=until) if until else message
    return ""


def required_list(body: dict[str, Any], *keys: str) -> list[Any]:
    """Return the list under the first key that has one; CatalogueError, with the server's message, where none has."""
    for key in keys:
        if isinstance(body.get(key), list):
            return list(body[key])
    # ArcGIS and others send their errors with status 200.
    if message := error_message(body):
        raise CatalogueError(FailureReason.EXCEPTION, said=message)
    raise no_records_error()


def as_text(value: object) -> str:
    """Return a string or number as text on one line, "" for any other value."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return bounded_line(str(value))


def first_text(*values: object) -> str:
    """Return the first of the values that `as_text` takes, "" where there is none."""
    return next((text for value in values if (text := as_text(value))), "")


def as_plain_text(value: object) -> str:
    """Return a string that may be HTML as plain text, "" for any other value."""
    return plain_text(value) if isinstance(value, str) else ""


def as_object(value: object) -> dict[str, Any]:
    """Return a JSON object, an empty one for any other value."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[Any]:
    """Return a JSON list, an empty one for any other value."""
    return value if isinstance(value, list) else []


def as_count(value: object) -> int | None:
    """Return a number of records, also one in a string; None for any other value."""
    if isinstance(value, str) and value.isdecimal() and len(value) < 10:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def as_date(value: object) -> str:
    """Return a date as it is written; milliseconds since 1970 as an ISO date."""
    if isinstance(value, int) and not isinstance(value, bool) and value > _LEAST_MILLISECONDS:
        try:
            return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=value)).date().isoformat()
        except OverflowError:
            return ""
    return as_text(value)


def without_operators(words: str) -> str:
    """Return a user's words without the signs and words that query languages take for operators.

    Search servers split words at these signs anyway. Escaping would depend on the server's query parser: to one a
    backslash escapes, to another it is a word.
    """
    kept = (word.strip("-'’") for word in _QUERY_OPERATORS.split(words))
    return " ".join(word.lower() if word in ("AND", "OR", "NOT") else word for word in kept if word)


def page_url(url: object, base: str = "") -> str:
    """Return the absolute URL of a page, without credentials; "" where a browser would not open it."""
    parts = resolve_url(as_text(url), base)
    return without_credentials(parts)[0].geturl() if parts else ""


def base_url(url: str, folder: str) -> str:
    """Return a URL up to a folder of its path, or whole where it has none; without credentials and final slash.

    What is no web URL stays as it is; it is never requested.
    """
    parts = split_url(url)
    if parts is None:
        return url
    path: str = re.split(rf"/{re.escape(folder)}(?=/|$)", parts.path)[0].rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], path, "", ""))


def no_records_error() -> CatalogueError:
    """Return the error about a JSON response that is not that of a catalogue."""
    return CatalogueError(FailureReason.UNREADABLE, tr("response without a list of records"))
