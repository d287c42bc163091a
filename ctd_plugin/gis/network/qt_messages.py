"""Requests as Qt sends them, and what Qt tells of an answer."""

from __future__ import annotations

from qgis.core import QgsNetworkAccessManager
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from ...catalogues.http.exchange import CatalogueError, FailureReason, Request
from ...i18n import tr

_MOST_REDIRECTS = 10
_LONGEST_HEADER = 8192


def build_qt_request(url: QUrl, request: Request) -> QNetworkRequest:
    wire = QNetworkRequest(url)
    wire.setAttribute(
        QNetworkRequest.Attribute.RedirectPolicyAttribute, QNetworkRequest.RedirectPolicy.NoLessSafeRedirectPolicy
    )
    wire.setMaximumRedirectsAllowed(_MOST_REDIRECTS)
    if request.fresh:
        wire.setAttribute(
            QNetworkRequest.Attribute.CacheLoadControlAttribute, QNetworkRequest.CacheLoadControl.AlwaysNetwork
        )
    if request.accept:
        wire.setRawHeader(b"Accept", request.accept.encode())
    if request.content_type:
        wire.setRawHeader(b"Content-Type", request.content_type.encode())
    return wire


def header(reply: QNetworkReply, name: bytes) -> str:
    """Return a header of an answer, cut where it is longer than any that is meant."""
    return reply.rawHeader(name).data()[:_LONGEST_HEADER].decode("latin-1")


def failure(reply: QNetworkReply, status: int | None) -> CatalogueError | None:
    """Return why the transport gave no whole answer; an error of the server's own is an answer like another."""
    kinds = QNetworkReply.NetworkError
    error, reason = reply.error(), reply.errorString()
    if error == kinds.NoError:
        return None
    if status is None or error == kinds.ProxyAuthenticationRequiredError:
        if error in (kinds.OperationCanceledError, kinds.TimeoutError):
            return CatalogueError(FailureReason.TOO_SLOW, tr("QGIS’s network options set the time limit"))
        proxy = _proxy(reply.url().toString())
        message = tr("{reason} (through the proxy {proxy} of QGIS’s network options)") if proxy else "{reason}"
        return CatalogueError(FailureReason.UNREACHABLE, message.format(reason=reason, proxy=proxy))
    if status >= 400:
        return None
    if error == kinds.TooManyRedirectsError:
        return CatalogueError(FailureReason.UNREACHABLE, tr("it sends from address to address without end"))
    if status >= 300:
        return CatalogueError(FailureReason.UNREACHABLE, tr("it sends on to an address that is not followed"))
    return CatalogueError(FailureReason.UNREADABLE, tr("the answer broke off: {reason}").format(reason=reason))


def _proxy(url: str) -> str:
    """Return the proxy that QGIS's options set for an address; "" where there is none."""
    network = QgsNetworkAccessManager.instance()
    proxy = network.fallbackProxy()
    if not proxy.hostName() or any(begin.strip() and url.startswith(begin) for begin in network.noProxyList()):
        return ""
    return f"{proxy.hostName()}:{proxy.port()}"
