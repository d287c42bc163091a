"""A line that shows the work of a page while it runs, with a button that cancels it, and its error where it failed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from qgis.core import QgsFeedback
from qgis.PyQt import sip
from qgis.PyQt.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from ...gis.background.background_job import BackgroundJob
from ...gis.unexpected_errors import unexpected_error
from ...i18n import tr
from ..common.widgets import plain_label, push_button

T = TypeVar("T")


class JobRow(QWidget):
    """Runs one job at a time; `changed` is called when one begins or ends."""

    def __init__(self, name: str, changed: Callable[[], None]) -> None:
        super().__init__()
        self._changed = changed
        self._job: BackgroundJob | None = None
        self._label = plain_label(name=f"{name}Message", selectable=True)
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}Progress")
        self._bar.setAccessibleName(tr("Progress"))
        self._cancel = push_button(f"{name}Cancel", tr("Cancel"), lambda: self.cancel(tr("Cancelled.")))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._bar)
        layout.addWidget(self._cancel)
        self._show_running(is_running=False)
        self.say("")

    @property
    def is_running(self) -> bool:
        return self._job is not None

    def run(self, title: str, function: Callable[[QgsFeedback], T], done: Callable[[T], object]) -> None:
        """Call a function in the background, and `done` with its result; an earlier job is cancelled."""
        self.cancel()
        self._bar.setRange(0, 0)

        def finish(result: T) -> None:
            if self._end():
                self.say("")
                done(result)
                # What was done may have closed the window.
                if not sip.isdeleted(self):
                    self._changed()

        def fail(error: BaseException) -> None:
            if self._end():
                self.say(f"⚠ {unexpected_error(error)}")
                self._changed()

        self._job = BackgroundJob(lambda job: function(job.feedback), finish, fail)
        self._job.feedback.progressChanged.connect(self._show_progress)
        self._show_running(is_running=True)
        self.say(title)
        self._changed()

    def cancel(self, message: str = "") -> None:
        """Cancel the job that is running, and say so."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._show_running(is_running=False)
            self.say(message)
            self._changed()

    def say(self, message: str) -> None:
        """Show a sentence; "" hides it."""
        self._label.setText(message)
        self.setVisible(bool(message) or self.is_running)

    def _end(self) -> bool:
        """Whether the row is still there, when its job has ended."""
        if sip.isdeleted(self):
            return False
        self._job = None
        self._show_running(is_running=False)
        return True

    def _show_running(self, *, is_running: bool) -> None:
        self._bar.setVisible(is_running)
        self._cancel.setVisible(is_running)

    def _show_progress(self, percent: float) -> None:
        if not sip.isdeleted(self) and percent > 0:
            self._bar.setRange(0, 100)
            self._bar.setValue(int(percent))
