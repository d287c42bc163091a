"""Answers that go into a file as they come in, by the same way through QGIS's network as all others."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from qgis.PyQt.QtCore import QUrl, pyqtSlot
from qgis.PyQt.QtNetwork import QNetworkRequest

from ..catalogues.replies import Conversation, Request, checked
from ..errors import CtdError
from ..i18n import tr
from .asking import Asking, Outcome
from .reading import End
from .wire import header


@dataclass(frozen=True)
class Arrival:
    """What a server said of a file: its Content-Disposition as it came, and the address that redirects led to."""

    disposition: str
    url: str


def download_to(
    url: str,
    file: BinaryIO,
    seconds: float,
    done: Callable[[Outcome[Arrival]], None],
    on_progress: Callable[[int, int | None], None],
) -> Asking:
    """Begin to write what an address answers into a file, of whatever size, and return at once, as `ask` does.

    `seconds` limit each silence of the server, not the whole. `on_progress` is told the bytes written, and those in
    all or None; what it raises as CtdError, or the file as OSError, ends the download and is its outcome's error.
    """
    return ToFile(url, file, seconds, done, on_progress)


class ToFile(Asking):
    def __init__(
        self,
        url: str,
        file: BinaryIO,
        seconds: float,
        done: Callable[[Outcome[Arrival]], None],
        on_progress: Callable[[int, int | None], None],
    ) -> None:
        super().__init__(self._conversation(url), seconds, done, None)
        self._file = file
        self._tell = on_progress
        self._written = 0
        self._disposition = ""

    def _conversation(self, url: str) -> Conversation[Arrival]:
        answer = checked((yield Request(url)))
        return Arrival(self._disposition, answer.url)

    def _wire(self, url: QUrl, request: Request) -> QNetworkRequest:
        wire = super()._wire(url, request)
        # The file is kept already; in QGIS's cache it would take the place of much else.
        wire.setAttribute(QNetworkRequest.Attribute.CacheSaveControlAttribute, False)
        return wire

    @pyqtSlot()
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
        length = header(reply, b"Content-Length")
        total = int(length) if length.isdecimal() and not header(reply, b"Content-Encoding") else None
        chunk = reply.readAll().data()
        try:
            self._file.write(chunk)
            self._written += len(chunk)
            self._tell(self._written, total)
        except OSError as error:
            text = tr("the file cannot be written ({reason})").format(reason=error.strerror)
            self._finish(End(error=CtdError(text)))
        except CtdError as error:
            self._finish(End(error=error))
