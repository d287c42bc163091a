"""The results of the last check of endpoints: stored in the user's profile, read, and put into words.

QGIS's browser reads this when it is opened, so what uses the network is in a module of its own.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from ...catalogues.health import ANSWERS, Clue, Health, Key, Move, combined
from ...catalogues.http.exchange import FailureReason, failure_labels
from ...catalogues.registry import Endpoint, Protocol
from ...catalogues.services.capabilities import MAP_SERVICES
from ...dates import long_date, short_date
from ...errors import CtdError
from ...files import make_folder, replacing
from ...i18n import number, plural, tr
from ..user_profile import profile_folder

_FILE = "health.json"
_NOT_REACHED = (FailureReason.UNREACHABLE, FailureReason.PROXY)
_LAYERED = (*MAP_SERVICES, Protocol.IDG_PROJECT)
# A check in a thread of Processing may end together with one that the panel shows.
_lock = Lock()


def stored_health() -> dict[Key, Health]:
    """Return the stored results; none where no check has run or its file is damaged."""
    try:
        return dict(_read(*stored_state()))
    except (OSError, ValueError, RecursionError):
        return {}


def stored_state() -> tuple[Path, int, int, int]:
    """Return the file of the results and what identifies its content, for those who remember it."""
    file = _file()
    try:
        state = file.stat()
    except OSError:
        return file, 0, 0, 0
    return file, state.st_ino, state.st_mtime_ns, state.st_size


@lru_cache(maxsize=1)
def _read(path: Path, *_state: int) -> dict[Key, Health]:
    """Return the results in the file, which is read again only where `_state`, what identifies its content, differs."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    entries = (_from_json(row) for row in rows) if isinstance(rows, list) else ()
    return dict(entry for entry in entries if entry is not None)


def store_health(found: Mapping[Key, Health]) -> None:
    """Store results in place of older ones of the same endpoints.

    Raises CtdError where the file cannot be written, and where no host at all was reached: then the
    computer's own network is down, and the older results stay.
    """
    if _is_offline(found):
        message = tr("No service could be reached ({reason}): check the network. The previous results are kept.")
        raise CtdError(message.format(reason=next(iter(found.values())).detail))
    with _lock:
        stored = stored_health()
        stored |= {key: _combined(stored.get(key), health) for key, health in found.items()}
        rows = [_as_json(key, health) for key, health in stored.items()]
        make_folder(profile_folder())
        with replacing(_file()) as fresh:
            # As ASCII: servers send halves of characters.
            fresh.write_text(json.dumps(rows, indent=1), encoding="ascii")


def _combined(stored: Health | None, health: Health) -> Health:
    if stored is None or stored.checked_at - health.checked_at > timedelta(days=1):
        # The clock was wrong when the other was stored, which would count for ever.
        return health
    return combined(stored, health)


def health_text(endpoint: Endpoint, health: Health | None) -> str:
    """Return a line such as "answered on 24 November 2026 (12,345 records, 0.4 s)", or that it was not checked."""
    if health is None:
        return tr("not checked")
    about = []
    if health.is_alive:
        if health.reason is not None:
            about.append(state_label(health))
        if health.count is not None:
            about.append(count_words(endpoint.protocol, health.count))
        # A check that came with the plugin has no time.
        if health.seconds and health.reason is None:
            about.append(tr("{seconds} s").format(seconds=number(health.seconds, 1)))
    else:
        if health.failing_since is not None:
            about.append(tr("failing since {day}").format(day=day_in_words(health.failing_since)))
        if health.answered_on is not None:
            about.append(tr("last answered on {day}").format(day=day_in_words(health.answered_on)))
    text = dated_state(health)
    return f"{text} ({', '.join(about)})" if about else text


def dated_state(health: Health) -> str:
    """Return "answered on 24 November 2026", or why it did not on that day."""
    text = tr("answered on {day}") if health.is_alive else tr("{state} on {day}")
    return text.format(state=state_label(health), day=day_in_words(health.day))


def checked_when(found: Collection[Health]) -> str:
    """Return "on 24 November 2026" or "between 2026-11-01 and 2026-11-24", the days of one result or more."""
    days = sorted({health.day for health in found})
    if len(days) == 1:
        return tr("on {day}").format(day=day_in_words(days[0]))
    return tr("between {first_day} and {last_day}").format(first_day=day(days[0]), last_day=day(days[-1]))


def move_text(move: Move) -> str:
    """Return what suggests that a service moved to an address."""
    texts = {
        Clue.REDIRECT: tr("permanent redirect from {source}"),
        Clue.PAGE: tr("named by the page {source}"),
        Clue.PATH: tr("usual path of the portal {source}"),
    }
    return texts[move.clue].format(source=move.source)


def summary(found: Collection[Health]) -> str:
    """Return the outcome of a check in one sentence."""
    alive = sum(health.is_alive for health in found)
    text = plural(alive, tr("{alive} of {checked} services answers."), tr("{alive} of {checked} services answer."))
    return text.format(alive=number(alive), checked=number(len(found)))


def state_label(health: Health) -> str:
    """Return what a result is called in the language in force."""
    return failure_labels()[health.reason] if health.reason else tr("answers")


def count_words(protocol: Protocol, count: int) -> str:
    """Return "1 layer" or "12,345 records"."""
    if protocol in _LAYERED:
        text = plural(count, tr("{count} layer"), tr("{count} layers"))
    else:
        text = plural(count, tr("{count} record"), tr("{count} records"))
    return text.format(count=number(count))


def day(value: date) -> str:
    """Return a date as the language in force writes it."""
    return short_date(value)


def day_in_words(value: date) -> str:
    """Return a date with the month by its name."""
    return long_date(value.day, value.month, value.year)


def _is_offline(found: Mapping[Key, Health]) -> bool:
    hosts = {urlsplit(url).hostname for _, url in found}
    return len(hosts) > 1 and all(health.reason in _NOT_REACHED for health in found.values())


def _file() -> Path:
    return profile_folder() / _FILE


def _as_json(key: Key, health: Health) -> dict[str, Any]:
    protocol, url = key
    return {
        "protocol": protocol.value,
        "url": url,
        "state": health.state,
        "detail": health.detail,
        "count": health.count,
        "seconds": health.seconds,
        "server": health.server,
        "checked_at": health.checked_at.isoformat(),
        "version": health.version,
        "answered_on": health.answered_on.isoformat() if health.answered_on else None,
        "failing_since": health.failing_since.isoformat() if health.failing_since else None,
        "moves": [[move.url, move.clue.value, move.source] for move in health.moves],
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _from_json(row: dict[str, Any]) -> tuple[Key, Health] | None:
    """Return an entry of the file, None for one of another form, whatever JSON it is."""
    try:
        health = Health(
            checked_at=datetime.fromisoformat(row["checked_at"]).astimezone(UTC),
            reason=None if row["state"] == ANSWERS else FailureReason(row["state"]),
            detail=str(row["detail"]),
            count=None if row["count"] is None else int(row["count"]),
            seconds=float(row["seconds"]),
            server=str(row["server"]),
            # Those of older versions have no more.
            version=str(row.get("version", "")),
            answered_on=_day(row.get("answered_on")),
            failing_since=_day(row.get("failing_since")),
            moves=tuple(Move(str(url), Clue(clue), str(source)) for url, clue, source in row.get("moves", ())),
        )
        return (Protocol(row["protocol"]), str(row["url"])), health
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
