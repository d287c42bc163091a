"""Unexpected errors: each ends its task with a sentence, and its traceback goes to the log."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from qgis.core import Qgis, QgsMessageLog

from ..causes import cause_names, cause_of
from ..errors import CtdError
from ..i18n import tr


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
    message = tr("unexpected error ({error}); see the QGIS log messages, tab CTD")
    # Its own text is in English, and may hold all that a server sent.
    kind = cause_names()[cause_of(error)] if isinstance(error, OSError) else type(error).__name__
    return UnexpectedError(message.format(error=kind))


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
