"""Reading what servers answer, off the thread that shows windows.

A conversation is a generator that parses in its turns. One thread takes the turns of all conversations, one after
another, and what comes of each is told to the thread that asked, by a signal. Python runs one thread at a time: with
a second reader nothing would be read sooner, and windows would wait twice as long for their own turn.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from qgis.PyQt.QtCore import QObject, QThreadPool, pyqtSignal

from ...catalogues.http.exchange import CatalogueError, Conversation, FailureReason, Request, Response
from ...errors import CtdError
from ..unexpected_errors import UnexpectedError, unexpected_error

_LONGEST_WAIT = 5000
"""Milliseconds that an unload or the end of QGIS waits for an answer that is being read."""


@dataclass(frozen=True)
class ParserEnd:
    """How a conversation ended: with what it read, or with an error."""

    value: object = None
    error: CtdError | None = None


def for_asker(error: CtdError) -> CtdError:
    """Return an error of a conversation as it is told: what nobody foresaw comes of an answer that makes no sense."""
    return CatalogueError(FailureReason.UNREADABLE, str(error)) if isinstance(error, UnexpectedError) else error


class ResponseParser(QObject):
    """Takes a conversation through its turns; it may be closed at any moment, also in the midst of one."""

    came = pyqtSignal(object)
    """A Request to send, or the ParserEnd."""

    def __init__(self, conversation: Conversation[object]) -> None:
        super().__init__()
        self._conversation = conversation
        self._is_closed = False

    def read(self, answer: Response | None) -> None:
        """Let the conversation take its next turn, the first with None, and tell what came of it by `came`."""
        _start(lambda: self._take_turn(answer))

    def close(self) -> None:
        """Let the conversation go; nothing comes of it any more."""
        self._is_closed = True
        # After the turn that is being taken: a generator cannot be closed while it runs.
        _start(self._let_go)

    def _take_turn(self, answer: Response | None) -> None:
        if self._is_closed:
            return
        came = self._next(answer)
        if not self._is_closed:
            self.came.emit(came)

    def _next(self, answer: Response | None) -> Request | ParserEnd:
        try:
            return self._conversation.send(answer)
        except StopIteration as end:
            return ParserEnd(end.value)
        except Exception as error:
            # The other catalogues' answers must not suffer from it.
            return ParserEnd(error=for_asker(unexpected_error(error)))

    def _let_go(self) -> None:
        # Whatever it says at its end, nobody is left to hear it.
        with suppress(Exception):
            self._conversation.close()


_pool: QThreadPool | None = None


def _start(work: Callable[[], None]) -> None:
    global _pool
    if _pool is None:
        _pool = QThreadPool()
        _pool.setMaxThreadCount(1)
    _pool.start(work)


def wait_for_parser() -> None:
    """Wait until nothing is read any more, and end the thread."""
    if _pool is not None:
        _pool.waitForDone(_LONGEST_WAIT)
