"""The search of many catalogues at the same time, for windows and for algorithms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import partial

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QEventLoop, QObject, pyqtSignal, pyqtSlot

from ...catalogues.clients import search
from ...catalogues.http.exchange import Conversation
from ...catalogues.merging import FoundRecord, MergedRecords
from ...catalogues.plan import Catalogue
from ...catalogues.records import PAGE_SIZE, Query, Record, RecordPage
from ...errors import CtdError
from ..network.client import start_exchange
from ..network.exchange import HttpExchange, Outcome
from ..unexpected_errors import unexpected_error


class SearchState(Enum):
    """The state of a catalogue in a search."""

    WAITING = auto()
    RUNNING = auto()
    ANSWERED = auto()
    FAILED = auto()
    CANCELLED = auto()


@dataclass(frozen=True)
class CatalogueState:
    """The progress of a catalogue: `records` read of `matched`, None where it does not say; `unread` are bad ones.

    `left_out` are no data (templates, harvesters, feature catalogues), `elsewhere` lie outside the extent searched.
    `error` says why a catalogue failed; the records from before stay. `cursor` leads to more, if any; `seconds` is how
    long the last request for records took, over all its pages.
    """

    status: SearchState = SearchState.WAITING
    records: int = 0
    matched: int | None = None
    unread: int = 0
    left_out: int = 0
    elsewhere: int = 0
    seconds: float = 0.0
    error: CtdError | None = None
    cursor: str = ""

    @property
    def received(self) -> int:
        """The number of records that came, whatever became of them."""
        return self.records + self.unread + self.left_out + self.elsewhere

    @property
    def has_more(self) -> bool:
        """Whether the catalogue has a next page."""
        return bool(self.cursor)


def search_page(catalogue: Catalogue, query: Query) -> Conversation[RecordPage]:
    """Search one catalogue; its client is imported when the conversation starts, in the parser thread."""
    return (yield from search(catalogue.protocol, catalogue.url, query))


class CatalogueSearch(QObject):
    """One search of all catalogues at the same time, each for `limit` records, in `seconds` a page of them.

    It belongs to a thread with an event loop, and may be deleted at any moment.
    """

    changed = pyqtSignal(str)
    """The id of a catalogue whose state or records changed."""
    records_received = pyqtSignal(str, object)
    """The id of a catalogue and the records of a page (tuple of Record)."""
    finished = pyqtSignal()
    """No request runs any more; also after `fetch_more`, but not after `cancel`."""

    def __init__(
        self,
        catalogues: Sequence[Catalogue],
        words: str,
        *,
        limit: int = PAGE_SIZE,
        seconds: float,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.catalogues = {catalogue.id: catalogue for catalogue in catalogues}
        self.states = {identifier: CatalogueState() for identifier in self.catalogues}
        self.words = words
        self._limit = limit
        self._seconds = seconds
        self._merged = MergedRecords()
        self._exchanges: dict[str, HttpExchange] = {}
        self._missing: dict[str, int] = {}
        self._canceller = _Canceller(self._exchanges)
        self.destroyed.connect(self._canceller.cancel)

    def start(self) -> None:
        """Start to search every catalogue."""
        for identifier in self.catalogues:
            self.fetch_more(identifier)
        if not self._exchanges:
            self.finished.emit()

    def fetch_more(self, catalogue_id: str) -> None:
        """Request as many records more from a catalogue that has more or failed and is not being searched."""
        state = self.states[catalogue_id]
        if catalogue_id not in self._exchanges and (state.has_more or state.status is not SearchState.ANSWERED):
            self._missing[catalogue_id] = self._limit
            self._request_page(catalogue_id)
            self._set_state(catalogue_id, replace(state, status=SearchState.RUNNING, error=None, seconds=0.0))

    def cancel(self) -> None:
        """Stop at once; the results so far stay, and `fetch_more` goes on from there."""
        cancelled = list(self._exchanges)
        self._canceller.cancel()
        for identifier in cancelled:
            self._set_state(identifier, replace(self.states[identifier], status=SearchState.CANCELLED))

    def add_cached(self, catalogue_id: str, records: Iterable[Record]) -> None:
        """Add records that a catalogue gave in an earlier search to the results."""
        self._merged.add(self.catalogues[catalogue_id], records)

    @property
    def is_running(self) -> bool:
        """Whether a catalogue is being searched."""
        return bool(self._exchanges)

    def results(self) -> list[FoundRecord]:
        """Return every data set so far, once each, the best first."""
        return self._merged.found(self.words)

    def _request_page(self, identifier: str) -> None:
        catalogue = self.catalogues[identifier]
        query = Query(self.words, catalogue.extent, self._missing[identifier], self.states[identifier].cursor)
        self._exchanges[identifier] = start_exchange(
            search_page(catalogue, query), self._seconds, partial(self._on_outcome, identifier)
        )

    def _on_outcome(self, identifier: str, outcome: Outcome[RecordPage]) -> None:
        del self._exchanges[identifier]
        state, page = self.states[identifier], outcome.value
        state = replace(state, seconds=state.seconds + outcome.seconds)
        try:
            self.states[identifier] = self._add_page(identifier, state, outcome)
            if self.states[identifier].status is SearchState.RUNNING:
                self._request_page(identifier)
        except Exception as error:
            page = None
            self.states[identifier] = replace(state, status=SearchState.FAILED, error=unexpected_error(error))
        # Slots of the signals may request more, or cancel.
        was_last = not self._exchanges
        if page is not None:
            self.records_received.emit(identifier, page.records)
        self.changed.emit(identifier)
        if was_last and not self._exchanges:
            self.finished.emit()

    def _add_page(self, identifier: str, state: CatalogueState, outcome: Outcome[RecordPage]) -> CatalogueState:
        """Add the records of an outcome and return the new state of its catalogue."""
        page = outcome.value
        if page is None:
            return replace(state, status=SearchState.FAILED, error=outcome.error)
        read = page.received
        self._missing[identifier] -= read
        self._merged.add(self.catalogues[identifier], page.records)
        # Some servers give fewer records than the limit; others announce more, and never give any.
        has_next = self._missing[identifier] > 0 and read > 0 and page.cursor not in ("", state.cursor)
        return replace(
            state,
            status=SearchState.RUNNING if has_next else SearchState.ANSWERED,
            records=state.records + len(page.records),
            matched=state.matched if page.matched is None else page.matched,
            unread=state.unread + page.unread,
            left_out=state.left_out + page.left_out,
            elsewhere=state.elsewhere + page.elsewhere,
            cursor=page.cursor,
        )

    def _set_state(self, identifier: str, state: CatalogueState) -> None:
        self.states[identifier] = state
        self.changed.emit(identifier)


def run_search(search: CatalogueSearch, feedback: QgsFeedback, changed: Callable[[str], None]) -> None:
    """Run a search to its end, or until `feedback` is cancelled: for algorithms, in whatever thread."""
    loop = QEventLoop()

    def report(identifier: str) -> None:
        ended = sum(state.status not in (SearchState.WAITING, SearchState.RUNNING) for state in search.states.values())
        feedback.setProgress(100 * ended / len(search.states))
        changed(identifier)

    search.changed.connect(report)
    search.finished.connect(loop.quit)
    feedback.canceled.connect(loop.quit)
    if not feedback.isCanceled():
        search.start()
    if search.is_running and not feedback.isCanceled():
        loop.exec()
    feedback.canceled.disconnect(loop.quit)
    search.cancel()
    # Else the search and its slot would hold each other, beyond the end of the thread.
    search.changed.disconnect(report)


class _Canceller(QObject):
    """Cancels the exchanges of a search, also when the search is deleted.

    A QObject with a slot: Python may collect a search in the parser thread, and its `destroyed` then crashes on a
    function that was collected with it.
    """

    def __init__(self, exchanges: dict[str, HttpExchange]) -> None:
        super().__init__()
        self._exchanges = exchanges

    @pyqtSlot()
    def cancel(self) -> None:
        for exchange in self._exchanges.values():
            exchange.cancel()
        self._exchanges.clear()
