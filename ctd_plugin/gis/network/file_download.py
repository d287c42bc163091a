"""Answers that go into a file as they come in, by the same way through QGIS's network as all others."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from qgis.PyQt.QtCore import QUrl, pyqtSlot
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from ...catalogues.http.exchange import CatalogueError, Conversation, FailureReason, Request, check_status
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
_AT_ONCE = 1024 * 1024
_MOST_DIGITS = 18
"""Of a Content-Length that is believed."""


@dataclass(frozen=True)
class DownloadedFile:
    """What a server said of a file: its Content-Disposition as it came, and the address that redirects led to."""

    disposition: str
    url: str


def download_to(
    url: str,
    file: BinaryIO,
    seconds: float,
    limits: DownloadLimits,
    done: Callable[[Outcome[DownloadedFile]], None],
    on_progress: Callable[[int, int | None], None],
) -> HttpExchange:
    """Begin to write what an address answers into a file, and return at once, as `ask` does.

    `seconds` bounds each silence of the server, `limits` the whole. `on_progress` is told the bytes written, and those
    in all or None; what it raises, or the file, ends the download and is its outcome's error.
    """
    return FileDownload(url, file, seconds, limits, done, on_progress)


class FileDownload(HttpExchange):
    def __init__(
        self,
        url: str,
        file: BinaryIO,
        seconds: float,
        limits: DownloadLimits,
        done: Callable[[Outcome[DownloadedFile]], None],
        on_progress: Callable[[int, int | None], None],
    ) -> None:
        super().__init__(self._conversation(url), seconds, done, None)
        self._file = file
        self._limits = limits
        self._tell = on_progress
        self._written = 0
        self._disposition = ""
        self._packing: zlib._Decompress | None = None
        self._end_of_time = self._timer(self._take_too_long)
        self._end_of_time.start(limits.minutes * _MINUTE)

    def cancel(self) -> None:
        """End it at once, where it has not ended."""
        self._end_of_time.stop()
        super().cancel()

    def _conversation(self, url: str) -> Conversation[DownloadedFile]:
        answer = check_status((yield Request(url)))
        if answer.status == _PARTIAL:
            raise CatalogueError(FailureReason.UNREADABLE, tr("only a part of it came"))
        if self._packing is not None and not self._packing.eof:
            raise CatalogueError(FailureReason.UNREADABLE, tr("the answer broke off before its end"))
        if not self._written:
            raise CatalogueError(FailureReason.UNREADABLE, tr("an empty answer"))
        return DownloadedFile(self._disposition, answer.url)

    def _wire(self, url: QUrl, request: Request) -> QNetworkRequest:
        wire = super()._wire(url, request)
        # The file is kept already; in QGIS's cache it would take the place of much else.
        wire.setAttribute(QNetworkRequest.Attribute.CacheSaveControlAttribute, False)
        # Unpacked here: Qt takes a packed answer that breaks off for a whole one.
        wire.setRawHeader(b"Accept-Encoding", b"gzip")
        return wire

    @pyqtSlot()
    @guarded
    def _take_too_long(self) -> None:
        text = tr("not whole after {minutes} min, the limit that Settings › Options › CTD sets")
        self._fail(FailureReason.TOO_SLOW, text.format(minutes=self._limits.minutes))

    @pyqtSlot()
    @guarded
    def _take(self) -> None:
        reply = self._reply
        status = None if reply is None else reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        # What a server says of an error is no part of the file.
        if reply is None or status is None or status >= 400:
            super()._take()
            return
        self._resume(self._id)
        self._deadline.start(math.ceil(self._seconds * 1000))
        if self._silence.isActive():
            self._silence.start()
        self._disposition = header(reply, b"Content-Disposition")
        total = self._total(reply)
        self._check_size(total or 0)
        for piece in self._unpacked(header(reply, b"Content-Encoding").strip().lower(), reply.readAll().data()):
            self._check_size(self._written + len(piece))
            self._write(piece)
        self._tell(self._written, total)

    def _check_size(self, size: int) -> None:
        if size > self._limits.bytes:
            text = tr("more than {size} MB, the limit that Settings › Options › CTD sets")
            raise CatalogueError(FailureReason.TOO_LARGE, text.format(size=self._limits.megabytes))

    def _unpacked(self, packing: str, chunk: bytes) -> Iterator[bytes]:
        """Give what is in a piece of an answer, a little at a time: a small piece may hold much."""
        if packing in ("", "identity"):
            yield chunk
            return
        if packing not in ("gzip", "x-gzip"):
            text = tr("it is packed in a way that was not asked for ({packing})")
            raise CatalogueError(FailureReason.UNREADABLE, text.format(packing=packing[:20]))
        try:
            while True:
                if self._packing is None or (self._packing.eof and chunk.startswith(_GZIP)):
                    self._packing = zlib.decompressobj(wbits=_GZIP_BITS)
                if self._packing.eof:
                    return
                piece = self._packing.decompress(chunk, _AT_ONCE)
                yield piece
                chunk = self._packing.unconsumed_tail or self._packing.unused_data
                if not chunk and len(piece) < _AT_ONCE:
                    return
        except zlib.error as error:
            raise CatalogueError(FailureReason.UNREADABLE, str(error)) from error

    def _total(self, reply: QNetworkReply) -> int | None:
        """Return the bytes that the whole has, None where the server does not say so in a way that can be meant."""
        length = header(reply, b"Content-Length")
        is_meant = length.isascii() and length.isdecimal() and len(length) <= _MOST_DIGITS
        return int(length) if is_meant and not header(reply, b"Content-Encoding") else None

    def _write(self, chunk: bytes) -> None:
        try:
            self._file.write(chunk)
        except OSError as error:
            text = tr("the file cannot be written ({reason})").format(reason=error.strerror)
            raise CtdError(text) from error
        self._written += len(chunk)
