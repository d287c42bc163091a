"""A page of the assistant: it is filled by work behind the window, and says so while it waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.core import QgsTask
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget, QWizardPage

from .session import Session
from .work import Work


class ImportPage(QWizardPage):
    """Shows its body when there is something to show, a bar while work goes on, and a sentence where it failed."""

    def __init__(self, session: Session, name: str, title: str, explanation: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTitle(title)
        self.session = session
        self._work: Work | None = None
        self._is_ready = False
        self.body = QWidget()
        self._busy = QWidget()
        self._doing = plain_label("")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setObjectName("ctdImportBusy")
        waiting = QVBoxLayout(self._busy)
        waiting.setContentsMargins(0, 0, 0, 0)
        waiting.addWidget(self._doing)
        waiting.addWidget(self._bar)
        self.error = plain_label("")
        self.error.setObjectName("ctdImportError")
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(explanation))
        layout.addWidget(self.body, 1)
        layout.addWidget(self.error)
        layout.addWidget(self._busy)
        self._busy.hide()
        self.error.hide()

    def work(self, doing: str, function: Callable[[QgsTask], Any], done: Callable[[Any], None]) -> None:
        """Run a function behind the window and hand its result to `done`; an earlier run of the page is dropped."""
        self.stop()
        self._is_ready = False
        self._doing.setText(doing)
        self._bar.setRange(0, 0)
        self._busy.show()
        self.show_error("")

        def finish(result: Any) -> None:  # noqa: ANN401
            if self._end(work):
                self._is_ready = True
                done(result)
                self.completeChanged.emit()

        def fail(sentence: str) -> None:
            if self._end(work):
                self.show_error(sentence)
                self.completeChanged.emit()

        work = Work(doing, function, finish, fail)
        self._work = work
        work.progressChanged.connect(self._show_progress)
        self.completeChanged.emit()
        work.start()

    def stop(self) -> None:
        """Drop the work that is going on."""
        if self._work is not None:
            self._work.cancel()
            self._work = None
            self._busy.hide()

    @property
    def is_busy(self) -> bool:
        return self._work is not None

    @property
    def is_ready(self) -> bool:
        """Whether the latest work came to its end."""
        return self._is_ready

    def isComplete(self) -> bool:
        return self._is_ready and not self.is_busy

    def cleanupPage(self) -> None:
        self.stop()

    def show_error(self, sentence: str) -> None:
        self.error.setText(f"⚠ {sentence}" if sentence else "")
        self.error.setVisible(bool(sentence))

    def _end(self, work: Work) -> bool:
        """Whether a piece of work is still waited for; the window may be gone, or have asked for another."""
        if sip.isdeleted(self) or self._work is not work:
            return False
        self._work = None
        self._busy.hide()
        return True

    def _show_progress(self, percent: float) -> None:
        if not sip.isdeleted(self) and percent > 0:
            self._bar.setRange(0, 100)
            self._bar.setValue(int(percent))


def plain_label(text: str) -> QLabel:
    """Return a label that wraps and takes nothing in a file for markup."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
