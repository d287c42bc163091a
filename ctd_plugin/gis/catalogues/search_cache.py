"""The results of earlier searches, kept in the user's profile: read and written off the thread that shows windows."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...catalogues.http.exchange import Conversation
from ...catalogues.plan import Catalogue
from ...catalogues.records import Record
from ...catalogues.result_cache import CachedRecord, Warn, cached_results, store_results
from ..network.parser_thread import ResponseParser
from ..user_profile import profile_folder

MOST_RECALLED = 50
"""Records of one catalogue that an earlier search may show again."""


class SearchCache(QObject):
    """Keeps what catalogues give and tells what they gave; it may be closed at any moment."""

    troubled = pyqtSignal(str)
    """Why nothing can be kept or recalled, in one sentence."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = profile_folder() / "results.sqlite"
        self._reader: ResponseParser | None = None
        self._waiting: deque[tuple[Callable[[Warn], object], Callable[[Any], object]]] = deque()
        self._is_troubled = False

    def keep(self, catalogue: Catalogue, records: Iterable[Record]) -> None:
        """Keep what a catalogue gives now."""
        path, when = self._path, datetime.now(UTC)
        self._begin(lambda tell: store_results(path, catalogue, records, when, tell), lambda _nothing: None)

    def cached_results(self, catalogue: Catalogue, words: str, done: Callable[[list[CachedRecord]], None]) -> None:
        """Look for the words in what a catalogue gave before; `done` is given what has them, the latest first."""
        path = self._path
        self._begin(lambda tell: cached_results(path, [catalogue], words, catalogue.extent, MOST_RECALLED, tell), done)

    def close(self) -> None:
        """Tell nothing any more; what is being written is written."""
        self._waiting.clear()
        if self._reader is not None:
            self._reader.came.disconnect()
            self._reader = None

    def _begin(self, work: Callable[[Warn], object], done: Callable[[Any], object]) -> None:
        """Do a work when those before it are done: what was kept can be recalled."""
        self._waiting.append((work, done))
        if self._reader is None:
            self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._reader = None
            return
        work, done = self._waiting.popleft()
        sentences: list[str] = []
        self._reader = ResponseParser(_without_requests(lambda: work(sentences.append)))
        self._reader.came.connect(lambda end: self._end(end.value, sentences, done))
        self._reader.read(None)

    def _end(self, value: object, sentences: list[str], done: Callable[[Any], object]) -> None:
        self._next()
        if sentences and not self._is_troubled:
            # Once is enough: the next catalogue would have the same to say.
            self._is_troubled = True
            self.troubled.emit(sentences[0])
        if value is not None:
            done(value)


def _without_requests(work: Callable[[], object]) -> Conversation[object]:
    """Return a conversation that asks no server: its one turn is the work."""
    return work()
    yield
