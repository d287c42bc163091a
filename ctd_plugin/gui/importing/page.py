"""The base of the assistant's pages: each is filled by a job in the background, and shows its progress."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.core import QgsFeedback
from qgis.PyQt import sip
from qgis.PyQt.QtWidgets import QProgressBar, QVBoxLayout, QWidget, QWizardPage

from ...causes import reason_of
from ...errors import CtdError
from ...gis.background.background_job import BackgroundJob
from ...i18n import tr
from ..common.widgets import plain_label
from .session import Session


class ImportPage(QWizardPage):
    """Shows its body when there is something to show, a bar while its job runs, and a sentence where that failed."""

    def __init__(self, session: Session, name: str, title: str, explanation: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTitle(title)
        self.session = session
        self._job: BackgroundJob | None = None
        # Whether the latest job succeeded.
        self._is_ready = False
        self.body = QWidget()
        self.body_layout = QVBoxLayout(self.body)
        self.body_layout.setContentsMargins(0, 0, 0, 0)
        self._busy = QWidget()
        self._task_label = plain_label()
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setObjectName("ctdImportBusy")
        busy = QVBoxLayout(self._busy)
        busy.setContentsMargins(0, 0, 0, 0)
        busy.addWidget(self._task_label)
        busy.addWidget(self._bar)
        self.error = plain_label(name="ctdImportError")
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(explanation))
        layout.addWidget(self.body, 1)
        layout.addWidget(self.error)
        layout.addWidget(self._busy)
        self._busy.hide()
        self.error.hide()

    def work(self, title: str, function: Callable[[QgsFeedback], Any], done: Callable[[Any], None]) -> None:
        """Call a function in the background and then `done` with its result; an earlier job of the page is cancelled.

        The function is given a feedback for its progress and to ask whether it was cancelled.
        """
        self.stop()
        self._is_ready = False
        self._task_label.setText(title)
        self._bar.setRange(0, 0)
        self._busy.show()
        self.show_error("")

        def finish(result: Any) -> None:  # noqa: ANN401
            if self._end():
                self._is_ready = True
                done(result)
                self.completeChanged.emit()

        def fail(error: BaseException) -> None:
            if self._end():
                self.show_error(_sentence(error))
                self.completeChanged.emit()

        self._job = BackgroundJob(lambda job: function(job.feedback), finish, fail)
        self._job.feedback.progressChanged.connect(self._show_progress)
        self.completeChanged.emit()

    def stop(self) -> None:
        """Cancel the job that is running."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._busy.hide()

    @property
    def is_busy(self) -> bool:
        return self._job is not None

    def isComplete(self) -> bool:
        return self._is_ready and not self.is_busy

    def cleanupPage(self) -> None:
        self.stop()

    def show_error(self, sentence: str) -> None:
        """Show an error on the page; "" hides it."""
        self.error.setText(f"⚠ {sentence}" if sentence else "")
        self.error.setVisible(bool(sentence))

    def _end(self) -> bool:
        """Whether the page is still there, when its job has ended."""
        if sip.isdeleted(self):
            return False
        self._job = None
        self._busy.hide()
        return True

    def _show_progress(self, percent: float) -> None:
        if not sip.isdeleted(self) and percent > 0:
            self._bar.setRange(0, 100)
            self._bar.setValue(int(percent))


def _sentence(error: BaseException) -> str:
    if isinstance(error, CtdError):
        return str(error)
    # Whatever was wrong with a file of the user's, nothing was written.
    return tr("Not usable ({reason}).").format(reason=reason_of(error))
