"""The search for the services of portals, over the network: a few requests at a time, within a time limit."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal, pyqtSlot

from ...catalogues.discovery import FoundService, Portal, portal_of, read_portal, try_candidate
from ...catalogues.http.exchange import CatalogueError, Conversation, FailureReason
from ...catalogues.registry import Endpoint
from ...errors import CtdError
from ...i18n import plural, tr
from ..background.job import Job
from ..network.client import start_exchange
from ..network.exchange import HttpExchange, Outcome
from ..unexpected_errors import guarded

MOST_AT_ONCE = 4
"""Requests at the same time: portals take more for an attack."""
SECONDS = 120
"""The time that the whole may take."""
SECONDS_PER_REQUEST = 10
_MOST_FAILURES = 3
"""Addresses of a host that are tried while none of them is reached at all."""
_SILENT = (FailureReason.UNREACHABLE, FailureReason.TOO_SLOW, FailureReason.PROXY)


class ServiceDiscovery(Job):
    """Looks for the services of portals; it may be cancelled at any moment, what was found so far stays."""

    found = pyqtSignal(object)
    """A service that answered (FoundService)."""
    portal_read = pyqtSignal(object)
    """A portal whose page was read (Portal); its `error` says why there is none."""
    progressed = pyqtSignal(int, int)
    """The number of addresses that were tried, and of all."""
    finished = pyqtSignal(str)
    """The end; a sentence on what was left out, "" where nothing was. Not after `cancel`."""

    def __init__(
        self, addresses: Sequence[str], seconds: float, known: Iterable[Endpoint] = (), parent: QObject | None = None
    ) -> None:
        """Prepare the search at addresses of portals; `known` endpoints have paths to try there too.

        Raises CtdError for what is no web address.
        """
        super().__init__(parent)
        self._known = tuple(known)
        self._portals = [portal_of(address, self._known) for address in addresses]
        # Without a scheme https is meant, or http where nothing answers there.
        self._guessed = {portal.url for portal, text in zip(self._portals, addresses, strict=True) if "//" not in text}
        self._seconds = min(seconds, SECONDS_PER_REQUEST)
        self._waiting: deque[tuple[Endpoint, str]] = deque()
        self._exchanges: dict[int, HttpExchange] = {}
        self._number = 0
        self._total = self._done = self._skipped = 0
        self._failures: Counter[str] = Counter()
        self._reached: set[str] = set()
        self._deadline = QTimer(self)
        self._deadline.setSingleShot(True)
        self._deadline.timeout.connect(self._on_deadline)

    def start(self) -> None:
        """Start to ask the portals."""
        self._set_running()
        self._deadline.start(SECONDS * 1000)
        self._total = len(self._portals) + sum(len(portal.candidates) for portal in self._portals)
        for portal in self._portals:
            self._read(portal)

    def cancel(self) -> None:
        if not self.is_running:
            return
        self._deadline.stop()
        exchanges = list(self._exchanges.values())
        self._exchanges.clear()
        self._waiting.clear()
        self._set_ended()
        for exchange in exchanges:
            exchange.cancel()

    def _read(self, portal: Portal) -> None:
        self._exchange(read_portal(portal), partial(self._on_portal, portal))

    @guarded
    def _on_portal(self, portal: Portal, outcome: Outcome[Portal]) -> None:
        error = outcome.error
        is_silent = isinstance(error, CatalogueError) and error.reason is FailureReason.UNREACHABLE
        if is_silent and portal.url in self._guessed:
            self._guessed.discard(portal.url)
            return self._read(portal_of(portal.url.replace("https:", "http:", 1), self._known))
        read = outcome.value
        if read is None:
            read = portal
            self._count(urlsplit(portal.url).netloc, error)
        self._done += 1
        self._total += len(read.candidates) - len(portal.candidates)
        self._waiting.extend((endpoint, read.domain) for endpoint in read.candidates)
        self.portal_read.emit(replace(read, error=error))
        return self._go_on()

    @guarded
    def _on_candidate(self, endpoint: Endpoint, outcome: Outcome[FoundService]) -> None:
        self._done += 1
        self._count(urlsplit(endpoint.url).netloc, outcome.error)
        if outcome.value is not None:
            self.found.emit(outcome.value)
        self._go_on()

    def _count(self, host: str, error: CtdError | None) -> None:
        """Count the addresses of a host at which nothing was reached; one that was speaks for the host."""
        if isinstance(error, CatalogueError) and error.reason in _SILENT:
            self._failures[host] += 1
        else:
            self._reached.add(host)

    def _go_on(self) -> None:
        # A slot may have cancelled.
        while self.is_running and self._waiting and len(self._exchanges) < MOST_AT_ONCE:
            endpoint, domain = self._waiting.popleft()
            host = urlsplit(endpoint.url).netloc
            if self._failures[host] >= _MOST_FAILURES and host not in self._reached:
                self._done += 1
                self._skipped += 1
            else:
                self._exchange(try_candidate(endpoint, domain), partial(self._on_candidate, endpoint))
        if self.is_running:
            self.progressed.emit(self._done, self._total)
        if self.is_running and not self._exchanges and not self._waiting:
            self._end("")

    def _exchange(self, conversation: Conversation[Any], done: Callable[[Outcome[Any]], object]) -> None:
        number = self._number = self._number + 1

        def finish(outcome: Outcome[Any]) -> None:
            if self._exchanges.pop(number, None) is not None:
                done(outcome)

        self._exchanges[number] = start_exchange(conversation, self._seconds, finish)

    @pyqtSlot()
    @guarded
    def _on_deadline(self) -> None:
        left = self._total - self._done
        message = plural(
            left,
            tr("Stopped after {seconds} s: {count} address was not tried."),
            tr("Stopped after {seconds} s: {count} addresses were not tried."),
        )
        self._end(message.format(seconds=SECONDS, count=left))

    def _end(self, message: str) -> None:
        if not message and self._skipped:
            message = plural(
                self._skipped,
                tr("{count} address was left out: its server does not answer."),
                tr("{count} addresses were left out: their servers do not answer."),
            ).format(count=self._skipped)
        self.cancel()
        self.finished.emit(message)

    def _abort(self, error: CtdError) -> None:
        self._end(str(error))
