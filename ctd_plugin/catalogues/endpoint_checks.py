"""The dated file of results that comes with the plugin: which addresses of the platforms answered, and when."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypeVar

from ..causes import reason_of
from ..errors import CtdError
from ..files import replacing
from ..i18n import tr
from .health import ANSWERS, Clue, Health, Key, Move, combined, key_of
from .http.exchange import FailureReason
from .http.urls import split_url, without_credentials
from .registry import Platform, Protocol

SHIPPED_CHECKS = Path(__file__).resolve().parents[2] / "resources" / "data" / "endpoint_checks.json"
SAYS_NOTHING = (FailureReason.PROXY, FailureReason.CANCELLED)
"""Failures that say nothing about an endpoint."""
_K = TypeVar("_K", Key, str)
_LARGEST_FILE = 2_000_000
_LONGEST_TEXT = 200
_MOST_MOVES = 10
_YEARS = range(2000, 3000)
"""Those for which Windows knows a time."""
_MOST = 1 << 53
"""A count that JSON can hold."""
_STATUS = re.compile(r"[1-9]\d\d(?=,|$)", re.ASCII)
_STATUSES = range(100, 1000)
_CLUES = list(Clue)


@dataclass(frozen=True)
class EndpointChecks:
    """Results by endpoint, and by the address of a platform's home page; of the last run, its day and its program.

    Of a result the day alone is known, and of a failure no more than its reason and the status of HTTP.
    """

    checked_on: date | None = None
    made_with: str = ""
    endpoints: Mapping[Key, Health] = field(default_factory=dict)
    homepages: Mapping[str, Health] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.endpoints or self.homepages)


def merged(earlier: EndpointChecks, later: EndpointChecks, platforms: Iterable[Platform]) -> EndpointChecks:
    """Return the results of two runs: of an endpoint the newer one, with the last answer and first failure of both.

    Addresses that the platforms no longer have are left out, and failures that say nothing about an endpoint.
    """
    keys, homepages = addresses_of(platforms)
    last = max((earlier, later), key=lambda checks: checks.checked_on or date.min)
    if earlier.checked_on == later.checked_on:
        last = later
    return EndpointChecks(
        last.checked_on,
        last.made_with,
        {key: health for key, health in both(earlier.endpoints, later.endpoints).items() if key in keys},
        {url: health for url, health in both(earlier.homepages, later.homepages).items() if url in homepages},
    )


def addresses_of(platforms: Iterable[Platform]) -> tuple[set[Key], set[str]]:
    """Return the keys of the endpoints and the addresses of the home pages of platforms."""
    platforms = tuple(platforms)
    keys = {key_of(endpoint) for platform in platforms for endpoint in platform.endpoints}
    return keys, {platform.homepage for platform in platforms if platform.homepage}


def both(earlier: Mapping[_K, Health], later: Mapping[_K, Health]) -> dict[_K, Health]:
    """Return the results of both, those of the same endpoint combined."""
    telling = {key: health for key, health in later.items() if health.reason not in SAYS_NOTHING}
    return {**earlier, **{key: combined(earlier.get(key, health), health) for key, health in telling.items()}}


def write_checks(path: Path, checks: EndpointChecks) -> None:
    """Write results, an endpoint in a block of lines, in the order of their addresses.

    What a server said in its own words is left out: it may name who asked. Raises CtdError where that fails.
    """
    endpoints = sorted(checks.endpoints.items(), key=lambda item: (item[0][1], item[0][0]))
    content = {
        "checked_on": _day(checks.checked_on),
        "made_with": checks.made_with,
        "endpoints": [{"protocol": key[0].value, "url": key[1], **_entry(health)} for key, health in endpoints],
        "homepages": [{"url": url, **_entry(health)} for url, health in sorted(checks.homepages.items())],
    }
    with replacing(path) as fresh:
        # As ASCII: servers send halves of characters.
        fresh.write_text(json.dumps(content, indent=1) + "\n", encoding="ascii", newline="\n")


def read_checks(path: Path = SHIPPED_CHECKS) -> EndpointChecks:
    """Return the results in a file, whose rules are those of `endpoint_checks.schema.json`.

    Raises CtdError with what is wrong where it cannot be read or breaks a rule.
    """
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise _BrokenRuleError(tr("it is too large"))
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        return _checks(content)
    except OSError as error:
        raise _error(path, reason_of(error)) from error
    except _BrokenRuleError as error:
        raise _error(path, str(error)) from error
    except (ValueError, RecursionError) as error:
        raise _error(path, tr("it is not JSON")) from error


class _BrokenRuleError(Exception):
    """A rule of the file that is broken."""


def _error(path: Path, reason: str) -> CtdError:
    message = tr("The results of checks in {path} cannot be used: {reason}.")
    return CtdError(message.format(path=path, reason=reason))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _entry(health: Health) -> dict[str, Any]:
    """Return what the file keeps of a result; what is not known is left out."""
    status = _STATUS.match(health.detail)
    entry = {
        "state": ANSWERS if health.is_alive else health.state,
        "status": int(status[0]) if status and not health.is_alive else None,
        "checked_on": _day(health.day),
        "answered_on": _day(health.last_answer),
        "failing_since": _day(health.first_failure),
        "version": health.version,
        "software": _printable(health.server) if health.is_alive else "",
        "count": health.count if health.count is None or health.count < _MOST else None,
        "moved_to": [
            {"url": move.url, "clue": move.clue.value, "source": move.source}
            for move in sorted(health.moves, key=lambda move: _CLUES.index(move.clue))
            if _is_address(move.url) and _is_address(move.source)
        ][:_MOST_MOVES],
    }
    return {name: value for name, value in entry.items() if value not in (None, "", [])}


def _printable(text: str) -> str:
    return "".join(filter(str.isprintable, text))[:_LONGEST_TEXT]


def _is_address(url: str) -> bool:
    """Whether this is a web address as it may be stored and shown: whole, visible, and without credentials."""
    parts = split_url(url)
    is_plain = url.isprintable() and " " not in url and url.startswith(("http://", "https://"))
    return parts is not None and is_plain and not without_credentials(parts)[1]


def _checks(content: object) -> EndpointChecks:
    fields = {"checked_on", "made_with", "endpoints", "homepages"}
    entry = _Entry(content, tr("the file"), fields, required=fields)
    endpoints = {}
    for number, item in enumerate(entry.items("endpoints"), start=1):
        one = _Entry(item, _name("endpoints", number), {"protocol", "url", *_FIELDS})
        endpoints[(Protocol(one.choice("protocol", Protocol)), one.url("url"))] = _health(one)
    homepages = {}
    for number, item in enumerate(entry.items("homepages"), start=1):
        one = _Entry(item, _name("homepages", number), {"url", *_FIELDS})
        homepages[one.url("url")] = _health(one)
    checks = EndpointChecks(entry.day("checked_on"), entry.text("made_with"), endpoints, homepages)
    if checks and checks.checked_on is None:
        raise entry.broken("checked_on")
    return checks


def _name(field: str, number: int) -> str:
    """Return the name of an entry for error messages, such as "endpoints, entry 3"."""
    entry = tr("entry {number}").format(number=number)
    return f"{field}, {entry}"


_FIELDS = {
    *("state", "status", "checked_on", "answered_on", "failing_since", "version", "software", "count", "moved_to"),
}


def _health(entry: _Entry) -> Health:
    state = entry.choice("state", [ANSWERS, *FailureReason])
    checked_on, status = entry.day("checked_on"), entry.number("status")
    if checked_on is None:
        raise entry.broken("checked_on")
    if status is not None and status not in _STATUSES:
        raise entry.broken("status")
    moves, moved_to = [], entry.items("moved_to")
    if len(moved_to) > _MOST_MOVES:
        raise entry.broken("moved_to")
    for number, item in enumerate(moved_to, start=1):
        move = _Entry(item, f"{entry.name}, {_name('moved_to', number)}", {"url", "clue", "source"})
        moves.append(Move(move.url("url"), Clue(move.choice("clue", Clue)), move.url("source")))
    return Health(
        # The start of a day: what the user checked on it is newer.
        checked_at=datetime.combine(checked_on, time()).astimezone(),
        reason=None if state == ANSWERS else FailureReason(state),
        detail="" if status is None else str(status),
        count=entry.number("count"),
        server=entry.text("software"),
        version=entry.text("version"),
        answered_on=entry.day("answered_on"),
        failing_since=entry.day("failing_since"),
        moves=tuple(moves),
    )


class _Entry:
    """An object of the file, whose fields are read by its rules; a field that is missing is empty."""

    def __init__(self, value: object, name: str, fields: set[str], required: Iterable[str] = ()) -> None:
        self.name = name
        self._value: dict[str, object] = value if isinstance(value, dict) else {}
        if not isinstance(value, dict):
            raise _BrokenRuleError(tr("{entry} is not an object").format(entry=name))
        for unknown in value.keys() - fields:
            raise self.broken(_printable(unknown))
        for missing in sorted(set(required) - value.keys()):
            raise self.broken(missing)

    def broken(self, field: str) -> _BrokenRuleError:
        return _BrokenRuleError(tr("{entry}: the field “{field}” is wrong").format(entry=self.name, field=field))

    def items(self, field: str) -> list[object]:
        value = self._value.get(field, [])
        if not isinstance(value, list):
            raise self.broken(field)
        return value

    def text(self, field: str) -> str:
        value = self._value.get(field, "")
        if not isinstance(value, str) or len(value) > _LONGEST_TEXT or not value.isprintable():
            raise self.broken(field)
        return value

    def choice(self, field: str, choices: Iterable[str]) -> str:
        value = self._value.get(field)
        if not isinstance(value, str) or value not in [str(choice) for choice in choices]:
            raise self.broken(field)
        return value

    def url(self, field: str) -> str:
        value = self._value.get(field)
        if not isinstance(value, str) or not _is_address(value):
            raise self.broken(field)
        return value

    def number(self, field: str) -> int | None:
        value = self._value.get(field)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST):
            return value
        raise self.broken(field)

    def day(self, field: str) -> date | None:
        value = self._value.get(field)
        if value is None:
            return None
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            raise self.broken(field)
        try:
            day = date.fromisoformat(value)
        except ValueError as error:
            raise self.broken(field) from error
        if day.year not in _YEARS:
            raise self.broken(field)
        return day
