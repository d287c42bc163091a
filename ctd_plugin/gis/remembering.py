"""The results of earlier searches, kept in the user's profile: read and written off the thread that shows windows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..catalogues.memory import Recalled, recall, remember
from ..catalogues.plan import Catalogue
from ..catalogues.records import Record
from ..catalogues.replies import Conversation
from .reading import Reader

MOST_RECALLED = 50
"""Records of one catalogue that an earlier search may show again."""


class Memory(QObject):
    """Keeps what catalogues give and tells what they gave; it may be closed at any moment."""

    troubled = pyqtSignal(str)
    """Why nothing can be kept or recalled, in one sentence."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = Path(QgsApplication.qgisSettingsDirPath()) / "ctd" / "results.sqlite"
        self._readers: set[Reader] = set()
        self._is_troubled = False

    def keep(self, catalogue: Catalogue, records: Iterable[Record]) -> None:
        """Keep what a catalogue gives now."""
        path, when = self._path, datetime.now(UTC)
        self._begin(lambda tell: remember(path, catalogue, records, when, tell), lambda _: None)

    def recall(self, catalogue: Catalogue, words: str, done: Callable[[list[Recalled]], None]) -> None:
        """Look for the words in what a catalogue gave before; `done` is given what has them, the latest first."""
        path = self._path
        self._begin(lambda tell: recall(path, [catalogue], words, catalogue.extent, MOST_RECALLED, tell), done)

    def close(self) -> None:
        """Tell nothing any more; what is being written is written."""
        for reader in self._readers:
            reader.came.disconnect()
        self._readers.clear()

    def _begin(self, work: Callable[[Callable[[str], None]], object], done: Callable[[object], object]) -> None:
        sentences: list[str] = []
        reader = Reader(_without_requests(lambda: work(sentences.append)))

        def end(ended: object) -> None:
            self._readers.discard(reader)
            if sentences and not self._is_troubled:
                # Once is enough: the next catalogue would have the same to say.
                self._is_troubled = True
                self.troubled.emit(sentences[0])
            done(ended.value)

        reader.came.connect(end)
        self._readers.add(reader)
        reader.read(None)


def _without_requests(work: Callable[[], object]) -> Conversation[object]:
    """Return a conversation that asks no server: its one turn is the work."""
    return work()
    yield
