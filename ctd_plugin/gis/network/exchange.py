"""One conversation with a server over QGIS's own network access: its proxy, authentication and certificates apply.

The only module that opens connections. It changes no setting of QGIS, and says who asks as QGIS itself does.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from qgis.core import QgsNetworkAccessManager
from qgis.PyQt.QtCore import QObject, Qt, QTimer, QUrl, pyqtSlot
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from ...catalogues.http.exchange import CatalogueError, Conversation, FailureReason, Request, Response
from ...catalogues.http.urls import invalid_url_error, split_url
from ...errors import CtdError
from ...i18n import tr
from ..unexpected_errors import guarded
from .parser_thread import ParserEnd, ResponseParser, for_asker
from .qt_messages import build_qt_request, failure, header

T = TypeVar("T")

LARGEST_ANSWER = 32 * 1024 * 1024
"""Bytes of one answer, once unpacked."""
_UNREAD = 4 * 1024 * 1024
"""Bytes that Qt may unpack ahead of us: a small answer can swell to fill the memory."""
_PATIENCE = 0.9
"""Share of QGIS's own limit for a silent server after which we give up: QGIS would complain in its message bar."""


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """What came of a conversation: a value, or an error; `server` is the software that the last answer named."""

    value: T | None
    error: CtdError | None
    seconds: float
    server: str


class HttpExchange(QObject):
    """One conversation under way; cancelled at any moment, it is never heard of again.

    It has an end whatever happens: an error in one of its slots is its outcome.
    """

    def __init__(
        self,
        conversation: Conversation[T],
        seconds: float,
        done: Callable[[Outcome[T]], None],
        on_progress: Callable[[int], None] | None,
    ) -> None:
        super().__init__()
        self._done: Callable[[Outcome[T]], None] | None = done
        self._on_progress = on_progress
        self._seconds = seconds
        self._started = time.monotonic()
        self._network = QgsNetworkAccessManager.instance()
        self._reply: QNetworkReply | None = None
        self._content = bytearray()
        self._server = ""
        self._deadline = self._timer(self._run_out)
        self._silence = self._timer(self._lose_patience)
        self._left: int | None = None
        """Milliseconds left to the deadline, while a person answers QGIS's question about a password or certificate."""
        for question in (self._network.requestRequiresAuth, self._network.requestEncounteredSslErrors):
            question.connect(self._hold)
        self._network.requestAuthDetailsAdded.connect(self._resume)
        self._reader = ResponseParser(conversation)
        self._reader.came.connect(self._go_on)
        under_way.add(self)
        self._deadline.start(math.ceil(seconds * 1000))
        self._reader.read(None)

    def cancel(self) -> None:
        """End it at once, where it has not ended."""
        if self._done is None:
            return
        self._done = None
        self._deadline.stop()
        self._reader.close()
        self._silence.stop()
        reply, self._reply = self._reply, None
        # QGIS still holds a reply about which it is asking a person, and would crash without it: it ends by itself.
        if reply is not None and self._left is None:
            reply.abort()
        under_way.discard(self)

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(slot)
        return timer

    @pyqtSlot(object)
    @guarded
    def _go_on(self, came: Request | ParserEnd) -> None:
        if self._done is None:
            return
        if isinstance(came, ParserEnd):
            self._finish(came)
        elif self._deadline.isActive():
            self._send(came)
        else:
            self._be_too_slow(self._seconds)

    @pyqtSlot()
    @guarded
    def _run_out(self) -> None:
        # What has come in whole is read however late it is.
        if self._reply is not None:
            self._be_too_slow(self._seconds)

    @pyqtSlot()
    @guarded
    def _lose_patience(self) -> None:
        self._be_too_slow(self._silence.interval() / 1000)

    def _be_too_slow(self, seconds: float) -> None:
        self._fail(FailureReason.TOO_SLOW, tr("no whole answer within {seconds} s").format(seconds=f"{seconds:g}"))

    def _fail(self, reason: FailureReason, detail: str) -> None:
        self._finish(ParserEnd(error=CatalogueError(reason, detail)))

    def _break_off(self, error: CtdError) -> None:
        self._finish(ParserEnd(error=for_asker(error)))

    def _finish(self, end: ParserEnd) -> None:
        done = self._done
        self.cancel()
        if done is not None:
            done(Outcome(end.value, end.error, time.monotonic() - self._started, self._server))

    def _send(self, request: Request) -> None:
        url = QUrl(request.url)
        # Words to look for may make the rest of it longer than any address that others write.
        if split_url(request.url.partition("?")[0]) is None or url.scheme() not in ("http", "https") or not url.host():
            self._fail(FailureReason.UNREACHABLE, str(invalid_url_error(request.url)))
            return
        self._content = bytearray()
        wire = self._wire(url, request)
        reply = self._network.get(wire) if request.body is None else self._network.post(wire, request.body)
        reply.setReadBufferSize(_UNREAD)
        reply.readyRead.connect(self._take)
        reply.finished.connect(self._answered)
        reply.finished.connect(reply.deleteLater)
        self._reply = reply
        if self._network.timeout() > 0:
            self._silence.start(int(self._network.timeout() * _PATIENCE))

    def _wire(self, url: QUrl, request: Request) -> QNetworkRequest:
        return build_qt_request(url, request)

    @pyqtSlot()
    @guarded
    def _take(self) -> None:
        if self._reply is None:
            return
        self._resume(self._id)
        self._content += self._reply.readAll().data()
        if self._silence.isActive():
            self._silence.start()
        if len(self._content) > LARGEST_ANSWER:
            most = tr("more than {size} MB").format(size=LARGEST_ANSWER // 1024**2)
            self._fail(FailureReason.TOO_LARGE, most)
        elif self._on_progress is not None:
            self._on_progress(len(self._content))

    @pyqtSlot()
    @guarded
    def _answered(self) -> None:
        self._take()
        if self._reply is None:
            return
        reply, self._reply = self._reply, None
        self._silence.stop()
        self._server = header(reply, b"Server")
        status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        error = failure(reply, status)
        if error is not None:
            self._finish(ParserEnd(error=error))
            return
        url = reply.url().toString(QUrl.UrlFormattingOption.RemoveUserInfo)
        answer = Response(status or 0, bytes(self._content), header(reply, b"Content-Type"), url, self._server)
        self._content = bytearray()
        self._reader.read(answer)

    @pyqtSlot(int)
    @guarded
    def _hold(self, request_id: int) -> None:
        """Stop the clock while QGIS asks a person for a password, or whether to trust a certificate."""
        if request_id == self._id and self._left is None:
            self._left = self._deadline.remainingTime()
            self._deadline.stop()
            self._silence.stop()

    @pyqtSlot(int)
    @guarded
    def _resume(self, request_id: int) -> None:
        if request_id == self._id and self._left is not None:
            self._deadline.start(max(self._left, 0))
            self._left = None

    @property
    def _id(self) -> int | None:
        return None if self._reply is None else self._reply.property("requestId")


under_way: set[HttpExchange] = set()
"""A conversation lives until it ends, whether or not the asker keeps it."""
