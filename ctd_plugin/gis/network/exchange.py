"""A conversation with a server over QGIS's own network access: its proxy, authentication and certificates apply.

The only module that opens connections. It changes no setting of QGIS, and sends QGIS's own User-Agent.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from qgis.core import QgsNetworkAccessManager
from qgis.PyQt.QtCore import Qt, QTimer, QUrl, pyqtSlot
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest, QSslError

from ...catalogues.http.exchange import CatalogueError, Conversation, FailureReason, Request, Response
from ...catalogues.http.software import START as SOFTWARE_START
from ...catalogues.http.software import software_names
from ...catalogues.http.urls import invalid_url_error, is_within, split_url
from ...errors import CtdError
from ...i18n import tr
from ..background.job import Job
from ..unexpected_errors import guarded
from .authentication import authenticate, has_authentications
from .parser_thread import ParserEnd, close, parse, parser_error
from .qt_messages import MAX_REDIRECTS, build_qt_request, failure, header

T = TypeVar("T")

MAX_RESPONSE_BYTES = 32 * 1024 * 1024
"""Bytes of one response, once unpacked."""
_READ_BUFFER_BYTES = 4 * 1024 * 1024
"""Bytes that Qt may unpack ahead of us: a small response can swell to fill the memory."""
_SILENCE_SHARE = 0.9
"""Share of QGIS's own limit for a silent server after which we abort: QGIS would warn in its message bar."""

_PERMANENT = (301, 308)
_SAME_METHOD = (307, 308)
_REDIRECTS = (301, 302, 303, *_SAME_METHOD)


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """How a conversation ended: with a value, or an error; `server` is the software that the last response named."""

    value: T | None
    error: CtdError | None
    seconds: float
    server: str


class HttpExchange(Job):
    """A conversation with a server, from its first request to its outcome.

    It has an outcome whatever happens, unless it is cancelled: an error in one of its slots is its outcome.
    """

    def __init__(
        self,
        conversation: Conversation[Any],
        seconds: float,
        done: Callable[[Outcome[Any]], None],
    ) -> None:
        super().__init__()
        self._conversation = conversation
        self._done: Callable[[Outcome[Any]], None] | None = done
        self._seconds = seconds
        self._started = time.monotonic()
        self._network = QgsNetworkAccessManager.instance()
        self._request = Request("")
        self._redirects = 0
        self._follows = True
        self._location = ""
        self._moved, self._only_permanent = "", True
        self._reply: QNetworkReply | None = None
        self._content = bytearray()
        self._server = ""
        self._certificate_errors: list[QSslError] = []
        self._deadline = self._timer(self._on_deadline)
        self._silence = self._timer(self._on_silence)
        self._remaining: int | None = None
        """Milliseconds left to the deadline, while a person answers QGIS's question about a password or certificate."""
        for question in (self._network.requestRequiresAuth, self._network.requestEncounteredSslErrors):
            question.connect(self._pause)
        self._network.requestAuthDetailsAdded.connect(self._resume)
        self._set_running()
        self._deadline.start(math.ceil(seconds * 1000))
        self._parsing = parse(conversation, None, self._on_parsed)

    def cancel(self) -> None:
        """End it at once, where it has not ended."""
        if self._done is None:
            return
        self._done = None
        self._deadline.stop()
        self._parsing.cancel()
        close(self._conversation)
        self._silence.stop()
        reply, self._reply = self._reply, None
        # QGIS still holds a reply for which it shows a dialog, and would crash without it: it ends by itself.
        if reply is not None and self._remaining is None:
            reply.abort()
        self._set_ended()

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(slot)
        return timer

    @guarded
    def _on_parsed(self, parsed: Request | ParserEnd) -> None:
        if isinstance(parsed, ParserEnd):
            self._finish(parsed)
        elif self._deadline.isActive():
            self._moved, self._only_permanent = "", True
            self._send(parsed)
        else:
            self._fail_too_slow(self._seconds)

    @pyqtSlot()
    @guarded
    def _on_deadline(self) -> None:
        # A response that is here in whole is parsed however late it is.
        if self._reply is not None:
            self._fail_too_slow(self._seconds)

    @pyqtSlot()
    @guarded
    def _on_silence(self) -> None:
        self._fail_too_slow(self._silence.interval() / 1000)

    def _fail_too_slow(self, seconds: float) -> None:
        self._fail(FailureReason.TOO_SLOW, tr("no complete response within {seconds} s").format(seconds=f"{seconds:g}"))

    def _fail(self, reason: FailureReason, detail: str) -> None:
        self._finish(ParserEnd(error=CatalogueError(reason, detail)))

    def _abort(self, error: CtdError) -> None:
        self._finish(ParserEnd(error=parser_error(error)))

    def _finish(self, end: ParserEnd) -> None:
        done = self._done
        self.cancel()
        if done is not None:
            done(Outcome(end.value, end.error, time.monotonic() - self._started, self._server))

    def _send(self, request: Request) -> None:
        url = QUrl(request.url)
        self._request = request
        # Words to look for may make the rest of it longer than any address that others write.
        if split_url(request.url.partition("?")[0]) is None or url.scheme() not in ("http", "https") or not url.host():
            self._fail(FailureReason.UNREACHABLE, str(invalid_url_error(request.url)))
            return
        self._content, self._location = bytearray(), ""
        qt_request = self._build_request(url, request)
        try:
            authenticate(qt_request)
        except CatalogueError as error:
            self._abort(error)
            return
        reply = self._network.get(qt_request) if request.body is None else self._network.post(qt_request, request.body)
        reply.setReadBufferSize(_READ_BUFFER_BYTES)
        self._certificate_errors = []
        reply.sslErrors.connect(self._keep_certificate_errors)
        reply.readyRead.connect(self._read)
        reply.finished.connect(self._on_finished)
        reply.finished.connect(reply.deleteLater)
        self._reply = reply
        if self._network.timeout() > 0:
            self._silence.start(int(self._network.timeout() * _SILENCE_SHARE))

    def _build_request(self, url: QUrl, request: Request) -> QNetworkRequest:
        self._follows = not request.within and not request.traced and not has_authentications()
        return build_qt_request(url, request, follows=self._follows)

    def _follow(self, reply: QNetworkReply, status: int) -> bool:
        """Request the address to which an answer sends on, and return whether there is one.

        Qt would send what authenticates a request on to whatever server.
        """
        target = reply.attribute(QNetworkRequest.Attribute.RedirectionTargetAttribute)
        if self._follows or status not in _REDIRECTS or not target or target.isEmpty():
            return False
        url = reply.url().resolved(target)
        address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        if self._request.within and not is_within(address, self._request.within):
            # The conversation decides what to make of another server.
            self._location = address
            return False
        self._redirects += 1
        if self._redirects > MAX_REDIRECTS:
            self._fail(FailureReason.UNREACHABLE, tr("too many redirects"))
        elif url.scheme() != "https" and (url.scheme() != "http" or reply.url().scheme() == "https"):
            self._fail(FailureReason.UNREACHABLE, tr("redirect refused"))
        else:
            self._only_permanent = self._only_permanent and status in _PERMANENT
            self._moved = address if self._only_permanent else self._moved
            body = self._request.body if status in _SAME_METHOD else None
            self._send(replace(self._request, url=address, body=body))
        return True

    @guarded
    def _keep_certificate_errors(self, errors: list[QSslError]) -> None:
        self._certificate_errors = list(errors)

    @pyqtSlot()
    @guarded
    def _read(self) -> None:
        if self._reply is None:
            return
        self._resume(self._request_id)
        self._content += self._reply.readAll().data()
        if self._silence.isActive():
            self._silence.start()
        if len(self._content) > MAX_RESPONSE_BYTES:
            limit = tr("more than {size} MB").format(size=MAX_RESPONSE_BYTES // 1024**2)
            self._fail(FailureReason.TOO_LARGE, limit)

    @pyqtSlot()
    @guarded
    def _on_finished(self) -> None:
        self._read()
        if self._reply is None:
            return
        reply, self._reply = self._reply, None
        self._silence.stop()
        status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        if self._follow(reply, status or 0):
            return
        start = bytes(self._content[:SOFTWARE_START])
        self._server = software_names(header(reply, b"Server"), header(reply, b"X-Powered-By"), start)
        error = failure(reply, status, self._certificate_errors)
        if error is not None:
            self._finish(ParserEnd(error=error))
            return
        url = reply.url().toString(QUrl.UrlFormattingOption.RemoveUserInfo)
        content, kind, location = bytes(self._content), header(reply, b"Content-Type"), self._location
        response = Response(status or 0, content, kind, url, self._server, location, self._moved)
        self._content = bytearray()
        self._parsing = parse(self._conversation, response, self._on_parsed)

    @pyqtSlot(int)
    @guarded
    def _pause(self, request_id: int) -> None:
        """Stop the clock while QGIS asks a person for a password, or whether to trust a certificate."""
        if request_id == self._request_id and self._remaining is None:
            self._remaining = self._deadline.remainingTime()
            self._deadline.stop()
            self._silence.stop()

    @pyqtSlot(int)
    @guarded
    def _resume(self, request_id: int | None) -> None:
        if request_id == self._request_id and self._remaining is not None:
            self._deadline.start(max(self._remaining, 0))
            self._remaining = None

    @property
    def _request_id(self) -> int | None:
        return None if self._reply is None else self._reply.property("requestId")
