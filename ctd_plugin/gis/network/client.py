"""Requests to servers, one or many at the same time, with an answer to each or the reason why there is none."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QCoreApplication, QEventLoop, QThread

from ...catalogues.http.exchange import CatalogueError, Conversation, FailureReason, Request, check_status
from ...errors import CtdError
from ...i18n import tr
from .exchange import HttpExchange, Outcome, under_way
from .parser_thread import wait_for_parser

T = TypeVar("T")


def ask(
    conversation: Conversation[T],
    seconds: float,
    done: Callable[[Outcome[T]], None],
    *,
    on_progress: Callable[[int], None] | None = None,
) -> HttpExchange:
    """Begin a conversation and return at once; `done` is called with its outcome, in this thread.

    `seconds` limit the whole of it, however many requests it takes and however slowly bytes come in. `on_progress` is
    told the bytes received of the answer that is coming in. The thread needs an event loop.
    """
    _stop_with_qgis()
    return HttpExchange(conversation, seconds, done, on_progress)


def answers_to(
    conversations: Sequence[Conversation[T]], seconds: float, feedback: QgsFeedback | None = None
) -> list[Outcome[T]]:
    """Hold all conversations at the same time and return their outcomes in the same order.

    For algorithms, in whatever thread: it waits, in an event loop of its own. Where `feedback` is cancelled, what has
    not come in yet is FailureReason.CANCELLED.
    """
    started = time.monotonic()
    outcomes: dict[int, Outcome[T]] = {}
    loop = QEventLoop()

    def take(number: int, outcome: Outcome[T]) -> None:
        outcomes[number] = outcome
        if len(outcomes) == len(conversations):
            loop.quit()
        if feedback is not None:
            feedback.setProgress(100 * len(outcomes) / len(conversations))

    askings = [ask(talk, seconds, partial(take, number)) for number, talk in enumerate(conversations)]
    if feedback is not None:
        feedback.canceled.connect(loop.quit)
    if askings and not (feedback is not None and feedback.isCanceled()):
        loop.exec()
    if feedback is not None:
        feedback.canceled.disconnect(loop.quit)
    for exchange in askings:
        exchange.cancel()
    missing: Outcome[T] = Outcome(None, CatalogueError(FailureReason.CANCELLED), time.monotonic() - started, "")
    return [outcomes.get(number, missing) for number in range(len(askings))]


def fetch(url: str, seconds: int, feedback: QgsFeedback | None = None) -> bytes:
    """Return what an http or https address answers; not for the main thread, which it would keep waiting.

    CtdError where it does not answer within `seconds`, or with an error, or with more than LARGEST_ANSWER bytes.
    """
    (outcome,) = answers_to([_content(url)], seconds, feedback)
    if outcome.error is not None:
        raise CtdError(tr("No answer: {reason} ({url})").format(url=url, reason=outcome.error)) from outcome.error
    return outcome.value or b""


def _content(url: str) -> Conversation[bytes]:
    return check_status((yield Request(url))).content


def stop() -> None:
    """Cancel all conversations and wait for what is being read: for the plugin's unload and the end of QGIS."""
    for exchange in list(under_way):
        # Those of an algorithm in another thread end with it.
        if exchange.thread() == QThread.currentThread():
            exchange.cancel()
    wait_for_parser()


_stops_with_qgis = False


def _stop_with_qgis() -> None:
    global _stops_with_qgis
    if not _stops_with_qgis:
        _stops_with_qgis = True
        QCoreApplication.instance().aboutToQuit.connect(stop)
