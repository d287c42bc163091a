"""Functions that run in a thread, and may call others in the main thread meanwhile.

QGIS's own tasks are not used: of many of them one is sometimes never started. A thread that waits in a provider cannot
be ended. Where its job was cancelled the thread is left alone: its result is dropped, and once it resumes it sees
the cancellation and undoes its work.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QEventLoop, QTimer, pyqtSignal, pyqtSlot

from ...errors import CtdError
from ..unexpected_errors import unexpected_error
from .job import Job
from .progress import report_progress
from .thread_pool import ThreadPool

T = TypeVar("T")

_CANCEL_TIMEOUT = 1000
"""Milliseconds that a cancelled function has to end by itself."""

_pool = ThreadPool("jobs", 4)


class InlineJob:
    """Stands in for the job of a function that is called directly, in the main thread."""

    def on_main(self, function: Callable[[], T]) -> T:
        """Call a function in the main thread and return its result; it should be short."""
        return function()

    def begin_commit(self, feedback: QgsFeedback | None, percent: float, _too_late: str) -> None:
        """Report the progress, or raise Cancelled. Cancelling from here on gives the error `too_late`."""
        report_progress(feedback, percent)


INLINE = InlineJob()


class BackgroundJob(Job):
    """A function that is called in a thread, with the job; `feedback` has its progress and whether it is cancelled.

    `done` is called with its result, or `failed` with its error, in the thread that made the job; neither once the job
    is cancelled.
    """

    _main_call = pyqtSignal(object, object)
    _returned = pyqtSignal()

    def __init__(
        self,
        function: Callable[[BackgroundJob], T],
        done: Callable[[T], object],
        failed: Callable[[BaseException], object],
        *,
        feedback: QgsFeedback | None = None,
        pool: ThreadPool = _pool,
    ) -> None:
        super().__init__()
        self.feedback = feedback or QgsFeedback()
        self.too_late = ""
        """The sentence of `begin_commit`, "" until that is called."""
        self._function: Callable[[BackgroundJob], Any] | None = function
        self._done: Callable[[Any], object] | None = done
        self._failed: Callable[[BaseException], object] | None = failed
        self._outcome: Future[Any] = Future()
        self._main_call.connect(self._call_on_main)
        self._returned.connect(self._finish)
        self._set_running()
        pool.start(self._run)

    @property
    def is_cancelled(self) -> bool:
        return self._done is None

    def cancel(self) -> None:
        """Stop now: the function sees it in `feedback`, and ends when it can."""
        self._done = self._failed = None
        self.feedback.cancel()
        if self._outcome.done():
            # This thread may leave its event loop before the outcome is delivered.
            self._set_ended()

    def on_main(self, function: Callable[[], T]) -> T:
        """Call a function in the main thread and return its result; it should be short."""
        result: Future[T] = Future()
        self._main_call.emit(function, result)
        return result.result()

    def begin_commit(self, feedback: QgsFeedback | None, percent: float, too_late: str) -> None:
        """Report the progress, or raise Cancelled. Cancelling from here on gives the error `too_late`."""

        def commit() -> None:
            report_progress(feedback, percent)
            self.too_late = too_late

        # In the main thread, where cancelling happens too: so that is either before this or after.
        self.on_main(commit)

    def _run(self) -> None:
        """Call the function, in the thread; what only it still holds, such as an earlier result, is freed here."""
        function, self._function = self._function, None
        if function is not None and not self.is_cancelled:
            _settle(self._outcome, lambda: function(self))
        if self.is_cancelled:
            # The result is freed here.
            self._outcome = Future()
            self._set_ended()
        else:
            self._returned.emit()

    @pyqtSlot(object, object)
    def _call_on_main(self, function: Callable[[], Any], result: Future[Any]) -> None:
        _settle(result, function)

    @pyqtSlot()
    def _finish(self) -> None:
        done, failed = self._done, self._failed
        self._done = self._failed = None
        self._set_ended()
        error = self._outcome.exception()
        if error is None and done is not None:
            done(self._outcome.result())
        elif error is not None and failed is not None:
            failed(error)


def run_in_background(function: Callable[[BackgroundJob], T], feedback: QgsFeedback) -> T:
    """Call a function in a thread and return its result, or raise its error; an event loop runs here meanwhile.

    Where `feedback` is cancelled, raises Cancelled soon, or a CtdError if the function had called `begin_commit`.
    """
    outcome: Future[T] = Future()
    loop = QEventLoop()

    def done(result: T) -> None:
        outcome.set_result(result)
        loop.quit()

    def failed(error: BaseException) -> None:
        outcome.set_exception(error)
        loop.quit()

    feedback.canceled.connect(loop.quit)
    job = BackgroundJob(function, done, failed, feedback=feedback)
    if not feedback.isCanceled():
        loop.exec()
    if not outcome.done():
        timeout = QTimer()
        timeout.setSingleShot(True)
        timeout.timeout.connect(loop.quit)
        timeout.start(_CANCEL_TIMEOUT)
        # Windows are drawn, but take no input that would start something else.
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    feedback.canceled.disconnect(loop.quit)
    if not outcome.done():
        job.cancel()
    if feedback.isCanceled() and not (outcome.done() and outcome.exception()):
        if job.too_late:
            raise CtdError(job.too_late)
        report_progress(feedback, 0)
    try:
        return outcome.result()
    except CtdError:
        raise
    except Exception as error:
        raise unexpected_error(error) from error


def _settle(future: Future[Any], function: Callable[[], Any]) -> None:
    try:
        future.set_result(function())
    except BaseException as error:
        # It goes to another thread, where its traceback must not keep the layers of this one alive.
        traceback.clear_frames(error.__traceback__)
        future.set_exception(error)
