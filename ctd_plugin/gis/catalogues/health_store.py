"""The results of the last check of endpoints: stored in the user's profile, read, and put into words.

QGIS's browser reads this when it is opened, so what uses the network is in a module of its own.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from qgis.PyQt.QtCore import QDate

from ...catalogues.health import ANSWERS, Health
from ...catalogues.http.exchange import FailureReason, failure_labels
from ...catalogues.http.urls import resolve_url, without_credentials
from ...catalogues.registry import Endpoint, Protocol
from ...catalogues.services.capabilities import MAP_SERVICES
from ...errors import CtdError
from ...files import make_folder, replacing
from ...i18n import number, plural, tr
from ..user_profile import profile_folder

Key = tuple[Protocol, str]

_FILE = "health.json"
_OWN_NETWORK = (FailureReason.UNREACHABLE, FailureReason.PROXY)
_LAYERED = (*MAP_SERVICES, Protocol.IDG_PROJECT)
# A check in a thread of Processing may end together with one that the panel shows.
_lock = Lock()


def key_of(endpoint: Endpoint) -> Key:
    """Return the key of an endpoint, with its address as it may be stored and shown: without name and password.

    The same service of two platforms has one key.
    """
    parts = resolve_url(endpoint.url)
    public, had_credentials = without_credentials(parts) if parts else (None, False)
    return endpoint.protocol, urlunsplit(public) if public and had_credentials else endpoint.url


def stored_health() -> dict[Key, Health]:
    """Return the stored results; none where no check has run or its file is damaged."""
    try:
        state = _file().stat()
        return dict(_read(_file(), state.st_ino, state.st_mtime_ns, state.st_size))
    except (OSError, ValueError, RecursionError):
        return {}


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
        rows = [_as_json(key, health) for key, health in {**stored_health(), **found}.items()]
        make_folder(profile_folder())
        with replacing(_file()) as fresh:
            # As ASCII: servers send halves of characters.
            fresh.write_text(json.dumps(rows, indent=1), encoding="ascii")


def health_text(endpoint: Endpoint, health: Health | None) -> str:
    """Return a line such as "answers (12,345 records, 0.4 s, 2026-11-24)", or that it was not checked."""
    if health is None:
        return tr("not checked")
    about = []
    if health.reason is FailureReason.BUSY:
        about.append(state_label(health))
    if health.reason is None:
        if health.count is not None:
            about.append(count_words(endpoint.protocol, health.count))
        about.append(tr("{seconds} s").format(seconds=number(health.seconds, 1)))
    about.append(day(local_day(health)))
    state = tr("answers") if health.is_alive else state_label(health)
    return f"{state} ({', '.join(about)})"


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


def local_day(health: Health) -> date:
    """Return the day of a check, where the user is."""
    return health.checked_at.astimezone().date()


def day(value: date) -> str:
    """Return a date as the language in force writes it."""
    return QDate(value.year, value.month, value.day).toString(tr("yyyy-MM-dd"))


def _is_offline(found: Mapping[Key, Health]) -> bool:
    hosts = {urlsplit(url).hostname for _, url in found}
    return len(hosts) > 1 and all(health.reason in _OWN_NETWORK for health in found.values())


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
    }


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
        )
        return (Protocol(row["protocol"]), str(row["url"])), health
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
