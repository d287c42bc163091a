"""The check of endpoints: all are probed at the same time, and each outcome becomes a Health.

Qt lets no more than six requests at once through to the same host.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial

from qgis.core import QgsFeedback

from ...catalogues.health import Clue, Health, Key, Move, Probed, key_of, probe
from ...catalogues.http.exchange import CatalogueError, FailureReason
from ...catalogues.registry import Endpoint, Platform
from ...errors import CtdError
from ..network.client import run_exchanges, start_exchange
from ..network.exchange import Outcome
from ..unexpected_errors import unexpected_error


def targets_of(platforms: Iterable[Platform]) -> list[tuple[Platform, Endpoint]]:
    """Return every endpoint with its platform, in order; a retired platform may answer still."""
    return [(platform, endpoint) for platform in platforms for endpoint in platform.endpoints]


def check_endpoints(
    endpoints: Iterable[Endpoint], seconds: float, feedback: QgsFeedback | None = None
) -> dict[Key, Health]:
    """Probe endpoints and wait for them, in whatever thread; those cancelled are left out.

    `seconds` limit each endpoint. Raises CtdError where this QGIS cannot read the responses.
    """
    by_key = _by_key(endpoints)
    outcomes = run_exchanges([probe(endpoint) for endpoint in by_key.values()], seconds, feedback)
    results = {key: health_of(key[1], outcome) for key, outcome in zip(by_key, outcomes, strict=True)}
    return {key: health for key, health in results.items() if health is not None}


class HealthCheck:
    """A check that runs, for a thread that must not wait.

    `on_result` is called with each result and `on_finished` once, with an error where this QGIS cannot read responses.
    After `cancel` neither is called any more.
    """

    def __init__(
        self,
        endpoints: Iterable[Endpoint],
        seconds: float,
        on_result: Callable[[Key, Health], None],
        on_finished: Callable[[CtdError | None], None],
    ) -> None:
        self._on_result, self._on_finished = on_result, on_finished
        self._error: CtdError | None = None
        by_key = _by_key(endpoints)
        self._unfinished = len(by_key)
        self._exchanges = [
            start_exchange(probe(endpoint), seconds, partial(self._on_outcome, key)) for key, endpoint in by_key.items()
        ]

    def cancel(self) -> None:
        """Cancel the probes that have not ended."""
        for exchange in self._exchanges:
            exchange.cancel()

    def _on_outcome(self, key: Key, outcome: Outcome[Probed]) -> None:
        self._unfinished -= 1
        try:
            health = health_of(key[1], outcome)
            if health is not None:
                self._on_result(key, health)
        except Exception as error:
            self._error = unexpected_error(error)
        if not self._unfinished:
            self._on_finished(self._error)


def _by_key(endpoints: Iterable[Endpoint]) -> dict[Key, Endpoint]:
    return {key_of(endpoint): endpoint for endpoint in endpoints}


def health_of(address: str, outcome: Outcome[Probed]) -> Health | None:
    """Return the health of an endpoint at an address; None where its probe was cancelled, which says nothing."""
    error, now, found = outcome.error, datetime.now(UTC), outcome.value
    if isinstance(error, CatalogueError):
        if error.reason is FailureReason.CANCELLED:
            return None
        return Health(now, error.reason, error.detail, None, outcome.seconds, outcome.server)
    if error is not None or found is None:
        raise error or ValueError("a probe found nothing and did not fail")
    moves = (Move(found.moved, Clue.REDIRECT, address),) if found.moved else ()
    return Health(now, None, "", found.count, outcome.seconds, outcome.server, found.version, moves=moves)
