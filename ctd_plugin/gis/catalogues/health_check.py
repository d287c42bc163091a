"""Checking endpoints: all are probed at the same time, and what each shows becomes its health.

Qt lets no more than six requests at once through to the same host.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial

from qgis.core import QgsFeedback

from ...catalogues.health import Health, probe
from ...catalogues.http.exchange import CatalogueError, FailureReason
from ...catalogues.registry import Endpoint, Platform
from ...errors import CtdError
from ..network.client import Outcome, answers_to, ask
from ..unexpected_errors import unexpected_error
from .health_store import Key, key_of


def targets_of(platforms: Iterable[Platform]) -> list[tuple[Platform, Endpoint]]:
    """Return every endpoint with its platform, in order; a retired platform may answer still."""
    return [(platform, endpoint) for platform in platforms for endpoint in platform.endpoints]


def check(endpoints: Iterable[Endpoint], seconds: float, feedback: QgsFeedback | None = None) -> dict[Key, Health]:
    """Probe endpoints and wait for them, in whatever thread; those cancelled are left out.

    Raises CtdError where this QGIS cannot read what they answer.
    """
    asked = _each_once(endpoints)
    outcomes = answers_to([probe(endpoint) for endpoint in asked.values()], seconds, feedback)
    found = {key: _health(outcome) for key, outcome in zip(asked, outcomes, strict=True)}
    return {key: health for key, health in found.items() if health is not None}


class Check:
    """A check under way, for a thread that must not wait.

    `came` is called with each result and `ended` once, with an error where this QGIS cannot read answers. After
    `cancel` nothing is called any more.
    """

    def __init__(
        self,
        endpoints: Iterable[Endpoint],
        seconds: float,
        came: Callable[[Key, Health], None],
        ended: Callable[[CtdError | None], None],
    ) -> None:
        self._came, self._ended = came, ended
        self._error: CtdError | None = None
        asked = _each_once(endpoints)
        self._left = len(asked)
        self._exchanges = [ask(probe(endpoint), seconds, partial(self._take, key)) for key, endpoint in asked.items()]

    def cancel(self) -> None:
        """Ask nothing any more."""
        for exchange in self._exchanges:
            exchange.cancel()

    def _take(self, key: Key, outcome: Outcome[int | None]) -> None:
        self._left -= 1
        try:
            health = _health(outcome)
            if health is not None:
                self._came(key, health)
        except Exception as error:
            self._error = unexpected_error(error)
        if not self._left:
            self._ended(self._error)


def _each_once(endpoints: Iterable[Endpoint]) -> dict[Key, Endpoint]:
    return {key_of(endpoint): endpoint for endpoint in endpoints}


def _health(outcome: Outcome[int | None]) -> Health | None:
    """Return what an outcome says of its endpoint; None for one that was cancelled, which says nothing."""
    error, now = outcome.error, datetime.now(UTC)
    if error is None:
        return Health(now, count=outcome.value, seconds=outcome.seconds, server=outcome.server)
    if not isinstance(error, CatalogueError):
        raise error
    if error.reason is FailureReason.CANCELLED:
        return None
    return Health(now, error.reason, error.detail, None, outcome.seconds, outcome.server)
