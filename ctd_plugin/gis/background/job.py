"""Work behind the window: a thread does what waits, the main thread what is its own, and cancelling never waits long.

QGIS cannot end a connection that it waits for. A thread that still does when its work was cancelled is left to
itself; it tells nobody anything, and what it has begun it takes back once it goes on.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QEventLoop, QObject, QTimer, pyqtSignal, pyqtSlot

from ...errors import CtdError
from ..unexpected_errors import unexpected_error
from .progress import report_progress
from .thread_pool import ThreadPool

T = TypeVar("T")

_PATIENCE = 1000
"""Milliseconds that work which was cancelled has to end by itself."""

_under_way: set[BackgroundJob] = set()
_threads = ThreadPool(4)


class InlineJob:
    """Where work is done: all of it in one thread, which must be the main one."""

    def on_main(self, function: Callable[[], T]) -> T:
        """Return what a function does on the main thread; it should be short."""
        return function()

    def begin_commit(self, feedback: QgsFeedback | None, percent: float, _too_late: str) -> None:
        """Raise Cancelled where the work was cancelled. Whoever cancels it from here on is told that it is too late."""
        report_progress(feedback, percent)


INLINE = InlineJob()


class BackgroundJob(QObject, InlineJob):
    """Where work is done: in a thread, which asks the main thread for what must be done there."""

    _asked = pyqtSignal(object, object)
    _ended = pyqtSignal()

    def __init__(self, feedback: QgsFeedback) -> None:
        super().__init__()
        self._feedback = feedback
        self._too_late = ""
        self._outcome: Future[Any] = Future()
        self._asked.connect(self._answer)
        self._ended.connect(self._let_go)

    def run(self, work: Callable[[InlineJob], T]) -> T:
        """Do the work in a thread and return its result, or raise its error; an event loop goes on here meanwhile.

        Where `feedback` is cancelled, raises Cancelled soon, or a CtdError if the work had passed its last stop.
        """
        loop = QEventLoop()
        self._ended.connect(loop.quit)
        self._feedback.canceled.connect(loop.quit)
        _under_way.add(self)
        _threads.start(lambda: self._do(work))
        if not self._feedback.isCanceled():
            loop.exec()
        if not self._outcome.done():
            patience = QTimer()
            patience.setSingleShot(True)
            patience.timeout.connect(loop.quit)
            patience.start(_PATIENCE)
            # The window is free again, but not yet to begin the next work.
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        self._feedback.canceled.disconnect(loop.quit)
        self._ended.disconnect(loop.quit)
        if self._feedback.isCanceled() and not (self._outcome.done() and self._outcome.exception()):
            if self._too_late:
                raise CtdError(self._too_late)
            report_progress(self._feedback, 0)
        return self._outcome.result()

    def on_main(self, function: Callable[[], T]) -> T:
        answer: Future[T] = Future()
        self._asked.emit(function, answer)
        return answer.result()

    def begin_commit(self, feedback: QgsFeedback | None, percent: float, too_late: str) -> None:
        def pass_it() -> None:
            report_progress(feedback, percent)
            self._too_late = too_late

        # On the main thread, where cancelling happens too: that comes either before this or after.
        self.on_main(pass_it)

    def _do(self, work: Callable[[InlineJob], Any]) -> None:
        """Do the work, in a thread; what nobody foresaw is raised as a CtdError like what was."""
        _settle(self._outcome, lambda: self._done(work))
        self._ended.emit()

    def _done(self, work: Callable[[InlineJob], Any]) -> Any:  # noqa: ANN401  whatever the work gives
        try:
            return work(self)
        except CtdError:
            raise
        except Exception as error:
            raise unexpected_error(error) from error

    @pyqtSlot(object, object)
    def _answer(self, function: Callable[[], Any], answer: Future[Any]) -> None:
        _settle(answer, function)

    @pyqtSlot()
    def _let_go(self) -> None:
        _under_way.discard(self)


def stop() -> None:
    """Wait a moment until the threads that were left to themselves have left Python, which may be about to end."""
    _threads.wait()


def _settle(future: Future[Any], function: Callable[[], Any]) -> None:
    try:
        future.set_result(function())
    except BaseException as error:
        # It is raised in the other thread, where its traceback must not keep this one's layers alive.
        traceback.clear_frames(error.__traceback__)
        future.set_exception(error)
