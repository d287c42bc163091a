"""Requests to servers, one or many at the same time: each ends with a value or the reason why there is none."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QEventLoop

from ...catalogues.http.exchange import CatalogueError, Conversation, FailureReason, Request, check_status
from ...errors import CtdError
from ...i18n import tr
from .exchange import HttpExchange, Outcome

T = TypeVar("T")


def start_exchange(conversation: Conversation[T], seconds: float, done: Callable[[Outcome[T]], None]) -> HttpExchange:
    """Start a conversation and return at once; `done` is called with its outcome, in this thread.

    `seconds` limit the whole of it, however many requests it takes and however slowly bytes come in. The thread needs
    an event loop.
    """
    return HttpExchange(conversation, seconds, done)


def run_exchanges(
    conversations: Sequence[Conversation[T]], seconds: float, feedback: QgsFeedback | None = None
) -> list[Outcome[T]]:
    """Run all conversations at the same time and return their outcomes in the same order.

    For algorithms, in whatever thread: it waits, in an event loop of its own. Where `feedback` is cancelled, those
    that have not ended are FailureReason.CANCELLED.
    """
    started = time.monotonic()
    outcomes: dict[int, Outcome[T]] = {}
    loop = QEventLoop()

    def add(number: int, outcome: Outcome[T]) -> None:
        outcomes[number] = outcome
        if len(outcomes) == len(conversations):
            loop.quit()
        if feedback is not None:
            feedback.setProgress(100 * len(outcomes) / len(conversations))

    exchanges = [start_exchange(one, seconds, partial(add, number)) for number, one in enumerate(conversations)]
    if feedback is not None:
        feedback.canceled.connect(loop.quit)
    if exchanges and not (feedback is not None and feedback.isCanceled()):
        loop.exec()
    if feedback is not None:
        feedback.canceled.disconnect(loop.quit)
    for exchange in exchanges:
        exchange.cancel()
    missing: Outcome[T] = Outcome(None, CatalogueError(FailureReason.CANCELLED), time.monotonic() - started, "")
    return [outcomes.get(number, missing) for number in range(len(exchanges))]


def fetch(url: str, seconds: int) -> bytes:
    """Return the content at an http or https address; not for the main thread, which it would keep waiting.

    CtdError where it does not answer within `seconds`, or with an error, or with more than MAX_RESPONSE_BYTES.
    """
    (outcome,) = run_exchanges([_content(url)], seconds)
    if outcome.error is not None:
        raise CtdError(tr("No response: {reason} ({url})").format(url=url, reason=outcome.error)) from outcome.error
    return outcome.value or b""


def _content(url: str) -> Conversation[bytes]:
    return check_status((yield Request(url))).content
