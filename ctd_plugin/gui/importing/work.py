"""Work behind the window: a QgsTask that computes with plain data and hands its result to the main thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.core import QgsApplication, QgsTask

from ...errors import CtdError
from ...i18n import tr

# QGIS keeps no Python reference to a task that it runs.
_running: set[Work] = set()


class Work(QgsTask):
    """Runs a function away from the main thread; `done` is called there with its result, `failed` with a sentence.

    The function is given the task, to tell its progress and to ask whether it was cancelled. Neither is called once
    the task was cancelled.
    """

    def __init__(
        self,
        title: str,
        function: Callable[[QgsTask], Any],
        done: Callable[[Any], None],
        failed: Callable[[str], None],
    ) -> None:
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._function, self._done, self._failed = function, done, failed
        self._result: Any = None
        self._error = ""

    def start(self) -> None:
        _running.add(self)
        QgsApplication.taskManager().addTask(self)

    def run(self) -> bool:
        try:
            self._result = self._function(self)
        except CtdError as error:
            self._error = str(error)
        except Exception as error:
            # A thread must not end in an exception; the user is told and nothing was written.
            self._error = tr("This cannot be used ({reason}).").format(reason=f"{type(error).__name__}: {error}")
        # What only the function still holds, such as an earlier result, is freed here and not on the main thread.
        self._function = None
        return not self._error

    def finished(self, _succeeded: bool) -> None:
        _running.discard(self)
        if self.isCanceled():
            return
        if self._error:
            self._failed(self._error)
        else:
            self._done(self._result)
