"""Conversations with many servers: a few at the same time, and fewer with the same host."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Generic, TypeVar

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QEventLoop

from ...catalogues.http.exchange import Conversation
from ...catalogues.http.urls import host_of
from ..network.client import start_exchange
from ..network.exchange import HttpExchange, Outcome

T = TypeVar("T")

MOST_AT_ONCE = 16
MOST_PER_HOST = 2


def run_politely(
    conversations: Sequence[tuple[str, Conversation[T]]], seconds: float, feedback: QgsFeedback
) -> list[Outcome[T] | None]:
    """Hold conversations, each with the address that it asks, and return their outcomes in the same order.

    It waits, in an event loop of its own; `seconds` limit each conversation, from its start. Where the feedback is
    cancelled the outcomes that are missing are None.
    """
    return _Requests(conversations, seconds, feedback).run()


class _Requests(Generic[T]):
    def __init__(
        self, conversations: Sequence[tuple[str, Conversation[T]]], seconds: float, feedback: QgsFeedback
    ) -> None:
        self._conversations = [conversation for _, conversation in conversations]
        self._hosts = [host_of(address) for address, _ in conversations]
        self._waiting = list(range(len(conversations)))
        self._running: dict[int, HttpExchange] = {}
        self._outcomes: dict[int, Outcome[T]] = {}
        self._seconds, self._feedback = seconds, feedback
        self._loop = QEventLoop()

    def run(self) -> list[Outcome[T] | None]:
        self._feedback.canceled.connect(self._loop.quit)
        if not self._feedback.isCanceled():
            self._start_more()
        if self._running:
            self._loop.exec()
        self._feedback.canceled.disconnect(self._loop.quit)
        self._waiting.clear()
        for exchange in list(self._running.values()):
            exchange.cancel()
        return [self._outcomes.get(number) for number in range(len(self._conversations))]

    def _start_more(self) -> None:
        asked = Counter(self._hosts[number] for number in self._running)
        for number in list(self._waiting):
            host = self._hosts[number]
            if len(self._running) < MOST_AT_ONCE and asked[host] < MOST_PER_HOST:
                asked[host] += 1
                self._waiting.remove(number)
                finish = partial(self._finish, number)
                self._running[number] = start_exchange(self._conversations[number], self._seconds, finish)

    def _finish(self, number: int, outcome: Outcome[T]) -> None:
        del self._running[number]
        self._outcomes[number] = outcome
        self._feedback.setProgress(100 * len(self._outcomes) / len(self._conversations))
        self._start_more()
        if not self._running:
            self._loop.quit()
