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
from ..network.client import ask
from ..network.exchange import HttpExchange, Outcome
from ..unexpected_errors import unexpected_error


class SearchState(Enum):
    """Where a catalogue stands in a search."""

    WAITING = auto()
    ASKED = auto()
    ANSWERED = auto()
    FAILED = auto()
    CANCELLED = auto()


@dataclass(frozen=True)
class CatalogueState:
    """What a catalogue has come to: `records` read of `matched`, None where it does not say; `unread` are bad ones.

    `error` says why a catalogue failed; the records that came before stay. `cursor` leads to more, if any; `seconds`
    is how long it took since it was last asked for records.
    """

    standing: SearchState = SearchState.WAITING
    records: int = 0
    matched: int | None = None
    unread: int = 0
    seconds: float = 0.0
    error: CtdError | None = None
    cursor: str = ""

    @property
    def has_more(self) -> bool:
        """Whether the catalogue can be asked for more."""
        return bool(self.cursor)


def page_of(catalogue: Catalogue, query: Query) -> Conversation[RecordPage]:
    """Search one catalogue; its client is imported in the conversation's first turn, away from the windows."""
    return (yield from search(catalogue.protocol, catalogue.url, query))


class CatalogueSearch(QObject):
    """One search: all catalogues are asked at once, each for `limit` records, in `seconds` a page of them.

    It lives in a thread with an event loop, and may be deleted at any moment.
    """

    changed = pyqtSignal(str)
    """The id of a catalogue whose state or records changed."""
    gave = pyqtSignal(str, object)
    """The id of a catalogue and the records that it just gave, for those who keep them."""
    finished = pyqtSignal()
    """No catalogue is being asked any more; also after `more`, but not after `cancel`."""

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
        self._wanted: dict[str, int] = {}
        self._ending = _Ending(self._exchanges)
        self.destroyed.connect(self._ending.cancel)

    def start(self) -> None:
        """Ask every catalogue."""
        for identifier in self.catalogues:
            self.more(identifier)
        if not self._exchanges:
            self.finished.emit()

    def more(self, catalogue_id: str) -> None:
        """Ask a catalogue for as many records more, or again where it failed; nothing where it has none or is asked."""
        state = self.states[catalogue_id]
        if catalogue_id not in self._exchanges and (state.has_more or state.standing is not SearchState.ANSWERED):
            self._wanted[catalogue_id] = self._limit
            self._ask(catalogue_id)
            self._become(catalogue_id, standing=SearchState.ASKED, error=None, seconds=0.0)

    def cancel(self) -> None:
        """Stop asking at once; what has come in stays, and `more` takes it up again."""
        cancelled = list(self._exchanges)
        self._ending.cancel()
        for identifier in cancelled:
            self._become(identifier, standing=SearchState.CANCELLED)

    def take_cached(self, catalogue_id: str, records: Iterable[Record]) -> None:
        """Put records that a catalogue gave in an earlier search among the results."""
        self._merged.add(self.catalogues[catalogue_id], records)

    @property
    def is_under_way(self) -> bool:
        """Whether a catalogue is being asked."""
        return bool(self._exchanges)

    def results(self) -> list[FoundRecord]:
        """Return every data set so far, once each, the best first."""
        return self._merged.found(self.words)

    def _ask(self, identifier: str) -> None:
        catalogue = self.catalogues[identifier]
        query = Query(self.words, catalogue.extent, self._wanted[identifier], self.states[identifier].cursor)
        self._exchanges[identifier] = ask(page_of(catalogue, query), self._seconds, partial(self._take, identifier))

    def _take(self, identifier: str, outcome: Outcome[RecordPage]) -> None:
        del self._exchanges[identifier]
        state, page = self.states[identifier], outcome.value
        state = replace(state, seconds=state.seconds + outcome.seconds)
        try:
            self.states[identifier] = self._after(identifier, state, outcome)
            if self.states[identifier].standing is SearchState.ASKED:
                self._ask(identifier)
        except Exception as error:
            page = None
            self.states[identifier] = replace(state, standing=SearchState.FAILED, error=unexpected_error(error))
        # Whoever hears of it may ask for more, or cancel.
        was_last = not self._exchanges
        if page is not None:
            self.gave.emit(identifier, page.records)
        self.changed.emit(identifier)
        if was_last and not self._exchanges:
            self.finished.emit()

    def _after(self, identifier: str, state: CatalogueState, outcome: Outcome[RecordPage]) -> CatalogueState:
        """Take the records of an outcome and return what the catalogue has come to by it."""
        page = outcome.value
        if page is None:
            return replace(state, standing=SearchState.FAILED, error=outcome.error)
        read = len(page.records) + page.unread
        self._wanted[identifier] -= read
        self._merged.add(self.catalogues[identifier], page.records)
        # Some servers give fewer at a time than they are asked for; others speak of more, and never give any.
        goes_on = self._wanted[identifier] > 0 and read > 0 and page.cursor not in ("", state.cursor)
        return replace(
            state,
            standing=SearchState.ASKED if goes_on else SearchState.ANSWERED,
            records=state.records + len(page.records),
            matched=state.matched if page.matched is None else page.matched,
            unread=state.unread + page.unread,
            cursor=page.cursor,
        )

    def _become(self, identifier: str, **changes: object) -> None:
        self.states[identifier] = replace(self.states[identifier], **changes)
        self.changed.emit(identifier)


def search_now(search: CatalogueSearch, feedback: QgsFeedback, changed: Callable[[str], None]) -> None:
    """Run a search to its end, or until `feedback` is cancelled: for algorithms, in whatever thread."""
    loop = QEventLoop()

    def tell(identifier: str) -> None:
        ended = sum(state.standing not in (SearchState.WAITING, SearchState.ASKED) for state in search.states.values())
        feedback.setProgress(100 * ended / len(search.states))
        changed(identifier)

    search.changed.connect(tell)
    search.finished.connect(loop.quit)
    feedback.canceled.connect(loop.quit)
    if not feedback.isCanceled():
        search.start()
    if search.is_under_way and not feedback.isCanceled():
        loop.exec()
    feedback.canceled.disconnect(loop.quit)
    search.cancel()
    # Else the search and what it tells would hold each other, beyond the end of the thread.
    search.changed.disconnect(tell)


class _Ending(QObject):
    """Cancels what a search asks, also when the search is deleted.

    A slot of C++'s kind: Python may collect a search in the thread that reads, and its `destroyed` then crashes on
    a function that was collected with it.
    """

    def __init__(self, exchanges: dict[str, HttpExchange]) -> None:
        super().__init__()
        self._exchanges = exchanges

    @pyqtSlot()
    def cancel(self) -> None:
        for exchange in self._exchanges.values():
            exchange.cancel()
        self._exchanges.clear()
