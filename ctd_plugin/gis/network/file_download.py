"""Responses that are written into a file as they come in, through QGIS's network like all others."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from qgis.PyQt.QtCore import QUrl, pyqtSlot
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from ...catalogues.http.exchange import CatalogueError, Conversation, FailureReason, Request, check_status
from ...causes import log_detail, reason_of
from ...errors import CtdError
from ...i18n import tr
from ..unexpected_errors import guarded
from .download_limits import DownloadLimits
from .exchange import HttpExchange, Outcome
from .qt_messages import header

_MINUTE = 60_000
"""Milliseconds."""
_PARTIAL = 206
_GZIP, _GZIP_BITS = b"\x1f\x8b", 31
_CHUNK_BYTES = 1024 * 1024
_MAX_LENGTH_DIGITS = 18
"""Of a Content-Length that is believed."""


@dataclass(frozen=True)
class DownloadedFile:
    """What a server says of a file: its Content-Disposition as it is sent, and the address that redirects led to."""

    disposition: str
    url: str


class FileDownload(HttpExchange):
    """The download of the file at an address into `file`; it starts at once, as `start_exchange` does.

    `seconds` bounds each silence of the server, `limits` the whole. `on_progress` is called with the bytes written, and
    those in all or None; what it raises, or the file, ends the download and is its outcome's error.
    """

    def __init__(
        self,
        url: str,
        file: IO[bytes],
        seconds: float,
        limits: DownloadLimits,
        done: Callable[[Outcome[DownloadedFile]], None],
        on_progress: Callable[[int, int | None], None],
    ) -> None:
        super().__init__(self._receive(url), seconds, done)
        self._file = file
        self._limits = limits
        self._on_bytes = on_progress
        self._written = 0
        self._disposition = ""
        self._decompressor: zlib._Decompress | None = None
        self._overall_deadline = self._timer(self._on_overall_deadline)
        self._overall_deadline.start(limits.minutes * _MINUTE)

    def cancel(self) -> None:
        """End it at once, where it has not ended."""
        self._overall_deadline.stop()
        super().cancel()

    def _receive(self, url: str) -> Conversation[DownloadedFile]:
        response = check_status((yield Request(url)))
        if response.status == _PARTIAL:
            raise CatalogueError(FailureReason.UNREADABLE, tr("only part of the file was received"))
        if self._decompressor is not None and not self._decompressor.eof:
            raise CatalogueError(FailureReason.UNREADABLE, tr("the response was cut off"))
        if not self._written:
            raise CatalogueError(FailureReason.UNREADABLE, tr("empty response"))
        return DownloadedFile(self._disposition, response.url)

    def _build_request(self, url: QUrl, request: Request) -> QNetworkRequest:
        qt_request = super()._build_request(url, request)
        # Decompressed here: Qt takes a compressed response that breaks off for a whole one.
        qt_request.setRawHeader(b"Accept-Encoding", b"gzip")
        return qt_request

    @pyqtSlot()
    @guarded
    def _on_overall_deadline(self) -> None:
        text = tr("incomplete after {minutes} min, the limit set in Settings › Options › CTD")
        self._fail(FailureReason.TOO_SLOW, text.format(minutes=self._limits.minutes))

    @pyqtSlot()
    @guarded
    def _read(self) -> None:
        reply = self._reply
        status = None if reply is None else reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        # The body of an error response, or of one that sends on, is no part of the file.
        if reply is None or status is None or status >= 300:
            super()._read()
            return
        self._resume(self._request_id)
        self._deadline.start(math.ceil(self._seconds * 1000))
        if self._silence.isActive():
            self._silence.start()
        self._disposition = header(reply, b"Content-Disposition")
        total = self._total(reply)
        self._check_size(total or 0)
        for piece in self._decompressed(header(reply, b"Content-Encoding").strip().lower(), reply.readAll().data()):
            self._check_size(self._written + len(piece))
            self._write(piece)
        self._on_bytes(self._written, total)

    def _check_size(self, size: int) -> None:
        if size > self._limits.bytes:
            text = tr("more than {size} MB, the limit set in Settings › Options › CTD")
            raise CatalogueError(FailureReason.TOO_LARGE, text.format(size=self._limits.megabytes))

    def _decompressed(self, encoding: str, chunk: bytes) -> Iterator[bytes]:
        """Yield the content of a piece of a response, a little at a time: a small piece may hold much."""
        if encoding in ("", "identity"):
            yield chunk
            return
        if encoding not in ("gzip", "x-gzip"):
            text = tr("unexpected compression ({packing})")
            raise CatalogueError(FailureReason.UNREADABLE, text.format(packing=encoding[:20]))
        try:
            while True:
                if self._decompressor is None or (self._decompressor.eof and chunk.startswith(_GZIP)):
                    self._decompressor = zlib.decompressobj(wbits=_GZIP_BITS)
                if self._decompressor.eof:
                    return
                piece = self._decompressor.decompress(chunk, _CHUNK_BYTES)
                yield piece
                chunk = self._decompressor.unconsumed_tail or self._decompressor.unused_data
                if not chunk and len(piece) < _CHUNK_BYTES:
                    return
        except zlib.error as error:
            log_detail(error)
            raise CatalogueError(FailureReason.UNREADABLE, tr("damaged compression")) from error

    def _total(self, reply: QNetworkReply) -> int | None:
        """Return the size of the whole in bytes, None where the server does not give one that makes sense."""
        length = header(reply, b"Content-Length")
        is_size = length.isascii() and length.isdecimal() and len(length) <= _MAX_LENGTH_DIGITS
        return int(length) if is_size and not header(reply, b"Content-Encoding") else None

    def _write(self, chunk: bytes) -> None:
        try:
            self._file.write(chunk)
        except OSError as error:
            text = tr("the file cannot be written ({reason})").format(reason=reason_of(error))
            raise CtdError(text) from error
        self._written += len(chunk)
