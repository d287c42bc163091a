"""Errors that nobody foresaw: each ends its task with a sentence, and the log keeps what a developer needs."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol

from qgis.core import Qgis, QgsMessageLog

from ..errors import CtdError
from ..i18n import tr

_SHOWN_LENGTH = 100
"""Characters of the error's own text that a sentence quotes: it may hold all that a server sent."""


class _Task(Protocol):
    def _break_off(self, error: CtdError) -> None:
        """End the task, as failed, and clean up; nothing where it has ended already."""


P = ParamSpec("P")


class UnexpectedError(CtdError):
    """Stands for an error that nobody foresaw, most often because an answer was odd."""


def unexpected_error(error: Exception) -> CtdError:
    """Return an error as what the user is told, and log it; one that is a CtdError already is returned as it is."""
    if isinstance(error, CtdError):
        return error
    _log("".join(traceback.format_exception(error)))
    text = " ".join(str(error).encode("utf-8", "replace").decode().split())[:_SHOWN_LENGTH]
    message = tr("something unforeseen happened ({error}); QGIS’s log messages tell more, under CTD")
    return UnexpectedError(message.format(error=f"{type(error).__name__}: {text}" if text else type(error).__name__))


def guarded(slot: Callable[Concatenate[_Task, P], object]) -> Callable[Concatenate[_Task, P], None]:
    """Return a slot or callback of a task, during which any error breaks the task off instead of going on to Qt."""

    @wraps(slot)
    def run(self: _Task, *arguments: P.args, **more: P.kwargs) -> None:
        try:
            slot(self, *arguments, **more)
        except Exception as error:
            self._break_off(unexpected_error(error))

    return run


def _log(text: str) -> None:
    QgsMessageLog.logMessage(text, "CTD", Qgis.MessageLevel.Critical, notifyUser=False)
