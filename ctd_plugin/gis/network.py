"""Fetching an answer through QGIS's own network access: its proxy, authentication and certificates apply."""

from __future__ import annotations

from qgis.core import QgsBlockingNetworkRequest, QgsFeedback
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest

from ..errors import CtdError
from ..i18n import tr

LARGEST_ANSWER = 32 * 1024 * 1024


def fetch(url: str, seconds: int, feedback: QgsFeedback | None = None) -> bytes:
    """Return what an http or https address answers; not for the main thread, which it would keep waiting.

    CtdError where it does not answer within `seconds`, or with an error, or with more than LARGEST_ANSWER bytes.
    """
    request = QNetworkRequest(QUrl(url))
    if request.url().scheme() not in ("http", "https"):
        raise CtdError(tr("“{url}” is not an http or https address.").format(url=url))
    request.setTransferTimeout(seconds * 1000)
    stop = feedback or QgsFeedback()
    asking = QgsBlockingNetworkRequest()
    too_large = []

    def watch(received: int, _total: int) -> None:
        if received > LARGEST_ANSWER:
            too_large.append(received)
            stop.cancel()

    asking.downloadProgress.connect(watch)
    outcome = asking.get(request, False, stop)
    content = bytes(asking.reply().content())
    if too_large or len(content) > LARGEST_ANSWER:
        raise CtdError(tr("{url} answers with more than can be read here.").format(url=url))
    if outcome != QgsBlockingNetworkRequest.ErrorCode.NoError:
        raise CtdError(tr("No answer: {reason} ({url})").format(url=url, reason=asking.errorMessage()))
    return content
