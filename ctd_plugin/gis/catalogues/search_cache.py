"""The results of earlier searches in the user's profile: read and written off the thread that shows windows."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...catalogues.plan import Catalogue
from ...catalogues.records import Record
from ...catalogues.result_cache import CachedRecord, Warn, cached_results, store_results
from ..background.background_job import BackgroundJob
from ..network.parser_thread import PARSER_THREAD
from ..unexpected_errors import unexpected_error
from ..user_profile import profile_folder

MAX_CACHED = 50
"""Records of one catalogue that are taken from the cache."""


class SearchCache(QObject):
    """Stores the records that catalogues give, and searches those stored before; it may be closed at any moment."""

    failed = pyqtSignal(str)
    """Why nothing can be stored or read, in one sentence; once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = profile_folder() / "results.sqlite"
        self._job: BackgroundJob | None = None
        self._queue: deque[tuple[Callable[[Warn], object], Callable[[Any], object]]] = deque()
        self._has_failed = False

    def store(self, catalogue: Catalogue, records: Iterable[Record]) -> None:
        """Store records that a catalogue gives now."""
        path, when = self._path, datetime.now(UTC)
        self._enqueue(lambda report: store_results(path, catalogue, records, when, report), lambda _nothing: None)

    def cached_results(self, catalogue: Catalogue, words: str, done: Callable[[list[CachedRecord]], None]) -> None:
        """Search the stored records of a catalogue; `done` is called with those found, the latest first."""
        path = self._path
        self._enqueue(
            lambda report: cached_results(path, [catalogue], words, catalogue.extent, MAX_CACHED, report), done
        )

    def close(self) -> None:
        """Drop the queue, and call no callback any more; what is being written is written."""
        self._queue.clear()
        self._job = None

    def _enqueue(self, function: Callable[[Warn], object], done: Callable[[Any], object]) -> None:
        """Call a function in the parser thread, after those before it: what was stored is found."""
        self._queue.append((function, done))
        if self._job is None:
            self._start_next()

    def _start_next(self) -> None:
        # One at a time: in between the thread parses the responses that have come in.
        if not self._queue:
            self._job = None
            return
        function, done = self._queue.popleft()
        sentences: list[str] = []

        def finish(value: object) -> None:
            if self._job is not job:
                return
            self._start_next()
            if sentences and not self._has_failed:
                # The next catalogue would have the same problem.
                self._has_failed = True
                self.failed.emit(sentences[0])
            if value is not None:
                done(value)

        def fail(error: BaseException) -> None:
            unexpected_error(error)
            finish(None)

        job = self._job = BackgroundJob(lambda _job: function(sentences.append), finish, fail, pool=PARSER_THREAD)
