"""The one thread that parses the responses of servers, while windows go on.

A conversation is a generator that parses each response before it yields its next request. Python runs one thread at a
time: with a second parser thread nothing would be parsed sooner, and windows would wait twice as long for their turn.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from ...catalogues.http.exchange import CatalogueError, Conversation, FailureReason, Request, Response
from ...errors import CtdError
from ..background.background_job import BackgroundJob
from ..background.thread_pool import ThreadPool
from ..unexpected_errors import UnexpectedError, unexpected_error

PARSER_THREAD = ThreadPool("parser", 1, longest_wait=5000)


@dataclass(frozen=True)
class ParserEnd:
    """How a conversation ended: with the value that it returned, or with an error."""

    value: Any = None
    error: CtdError | None = None


def parser_error(error: BaseException) -> CtdError:
    """Return an error as the end of a conversation; an unexpected one is due to the response."""
    known = unexpected_error(error)
    return CatalogueError(FailureReason.UNREADABLE, str(known)) if isinstance(known, UnexpectedError) else known


def parse(
    conversation: Conversation[Any], response: Response | None, done: Callable[[Request | ParserEnd], object]
) -> BackgroundJob:
    """Send a response into a conversation, None to start it, and return at once.

    `done` is called with the next request or the end, in this thread.
    """

    def send(_job: BackgroundJob) -> Request | ParserEnd:
        try:
            # A generator is started with None, whatever it is sent later.
            return next(conversation) if response is None else conversation.send(response)
        except StopIteration as end:
            return ParserEnd(end.value)

    return BackgroundJob(send, done, lambda error: done(ParserEnd(error=parser_error(error))), pool=PARSER_THREAD)


def close(conversation: Conversation[Any]) -> None:
    """Close a conversation once the parser thread is free: a generator cannot be closed while it runs."""

    def close_now() -> None:
        # Nobody waits for an error any more.
        with suppress(Exception):
            conversation.close()

    PARSER_THREAD.start(close_now)
