"""Unexpected errors: each ends its task with a sentence, and its traceback goes to the log."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from qgis.core import Qgis, QgsMessageLog

from ..errors import CtdError
from ..i18n import tr

_SHOWN_LENGTH = 100
"""Characters of the error's own text that a sentence quotes: it may hold all that a server sent."""


class _Task(Protocol):
    def _abort(self, error: CtdError) -> None:
        """End the task, as failed, and clean up; nothing where it has ended already."""


P = ParamSpec("P")
S = TypeVar("S", bound=_Task)


class UnexpectedError(CtdError):
    """An error that the code does not expect, most often due to a malformed response."""


def unexpected_error(error: BaseException) -> CtdError:
    """Return an error as a sentence for the user, and log it; a CtdError is returned as it is."""
    if isinstance(error, CtdError):
        return error
    _log("".join(traceback.format_exception(error)))
    text = " ".join(str(error).encode("utf-8", "replace").decode().split())[:_SHOWN_LENGTH]
    message = tr("unexpected error ({error}); see the QGIS log messages, tab CTD")
    return UnexpectedError(message.format(error=f"{type(error).__name__}: {text}" if text else type(error).__name__))


def guarded(slot: Callable[Concatenate[S, P], object]) -> Callable[Concatenate[S, P], None]:
    """Decorate a slot or callback of a task: any error in it ends the task and does not reach Qt."""

    @wraps(slot)
    def run(self: S, /, *arguments: P.args, **more: P.kwargs) -> None:
        try:
            slot(self, *arguments, **more)
        except Exception as error:
            self._abort(unexpected_error(error))

    return run


def _log(text: str) -> None:
    QgsMessageLog.logMessage(text, "CTD", Qgis.MessageLevel.Critical, notifyUser=False)
