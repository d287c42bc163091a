"""Requests as Qt sends them, and the headers and failures of Qt's replies."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsNetworkAccessManager
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest, QSslError

from ...catalogues.http.exchange import CatalogueError, FailureReason, Request
from ...causes import log_detail
from ...i18n import tr

_MAX_REDIRECTS = 10
_MAX_HEADER_LENGTH = 8192


def build_qt_request(url: QUrl, request: Request) -> QNetworkRequest:
    """Return a request as Qt sends it, with the redirects that are followed and the cache that it may use."""
    qt_request = QNetworkRequest(url)
    qt_request.setAttribute(
        QNetworkRequest.Attribute.RedirectPolicyAttribute, QNetworkRequest.RedirectPolicy.NoLessSafeRedirectPolicy
    )
    qt_request.setMaximumRedirectsAllowed(_MAX_REDIRECTS)
    if request.fresh:
        qt_request.setAttribute(
            QNetworkRequest.Attribute.CacheLoadControlAttribute, QNetworkRequest.CacheLoadControl.AlwaysNetwork
        )
    if request.accept:
        qt_request.setRawHeader(b"Accept", request.accept.encode())
    if request.content_type:
        qt_request.setRawHeader(b"Content-Type", request.content_type.encode())
    return qt_request


def header(reply: QNetworkReply, name: bytes) -> str:
    """Return a header of a reply, cut where it is longer than any that makes sense."""
    return reply.rawHeader(name).data()[:_MAX_HEADER_LENGTH].decode("latin-1")


def failure(
    reply: QNetworkReply, status: int | None, certificate_errors: Sequence[QSslError] = ()
) -> CatalogueError | None:
    """Return why there is no whole response, or None; a response with an error status is a response like another.

    What Qt says itself is in English: it goes to the log.
    """
    kinds = QNetworkReply.NetworkError
    error = reply.error()
    if error == kinds.NoError:
        return None
    reason = _reason(reply, certificate_errors)
    if status is None or error == kinds.ProxyAuthenticationRequiredError:
        if error in (kinds.OperationCanceledError, kinds.TimeoutError):
            return CatalogueError(FailureReason.TOO_SLOW, tr("timeout set in the QGIS network options"))
        proxy = _proxy(reply.url().toString())
        message = tr("{reason} (through proxy {proxy} of the QGIS network options)") if proxy else "{reason}"
        return CatalogueError(FailureReason.UNREACHABLE, message.format(reason=reason, proxy=proxy))
    if status >= 400:
        return None
    if error == kinds.TooManyRedirectsError:
        return CatalogueError(FailureReason.UNREACHABLE, tr("too many redirects"))
    if status >= 300:
        return CatalogueError(FailureReason.UNREACHABLE, tr("redirect refused"))
    return CatalogueError(FailureReason.UNREADABLE, tr("the response was cut off: {reason}").format(reason=reason))


def _reason(reply: QNetworkReply, certificate_errors: Sequence[QSslError]) -> str:
    """Return in words what keeps a server from answering."""
    names = _certificate_names()
    found = dict.fromkeys(names.get(error.error(), tr("certificate refused")) for error in certificate_errors)
    known = ", ".join(found) or _error_names().get(reply.error(), "")
    if not known or certificate_errors:
        log_detail(f"{reply.url().host()}: {reply.errorString()}")
    return known or tr("network error")


def _error_names() -> dict[QNetworkReply.NetworkError, str]:
    kinds = QNetworkReply.NetworkError
    return {
        kinds.ConnectionRefusedError: tr("connection refused"),
        kinds.RemoteHostClosedError: tr("the server closed the connection"),
        kinds.HostNotFoundError: tr("unknown server name"),
        kinds.SslHandshakeFailedError: tr("no secure connection"),
        **dict.fromkeys(
            (kinds.TemporaryNetworkFailureError, kinds.NetworkSessionFailedError), tr("the network was interrupted")
        ),
        kinds.ProtocolFailure: tr("invalid HTTP response"),
        kinds.ProxyConnectionRefusedError: tr("connection refused by the proxy"),
        kinds.ProxyConnectionClosedError: tr("the proxy closed the connection"),
        kinds.ProxyNotFoundError: tr("unknown proxy name"),
        kinds.ProxyTimeoutError: tr("no answer from the proxy"),
        kinds.ProxyAuthenticationRequiredError: tr("the proxy asks for a user name and a password"),
    }


def _certificate_names() -> dict[QSslError.SslError, str]:
    kinds = QSslError.SslError
    return {
        **dict.fromkeys(
            (kinds.SelfSignedCertificate, kinds.SelfSignedCertificateInChain), tr("self-signed certificate")
        ),
        kinds.CertificateExpired: tr("expired certificate"),
        kinds.CertificateNotYetValid: tr("certificate not valid yet"),
        kinds.CertificateRevoked: tr("revoked certificate"),
        kinds.HostNameMismatch: tr("certificate of another server"),
        **dict.fromkeys(
            (
                kinds.UnableToGetLocalIssuerCertificate,
                kinds.UnableToGetIssuerCertificate,
                kinds.UnableToVerifyFirstCertificate,
                kinds.CertificateUntrusted,
            ),
            tr("certificate of an unknown authority"),
        ),
    }


def _proxy(url: str) -> str:
    """Return the proxy that QGIS's options set for an address; "" where there is none."""
    network = QgsNetworkAccessManager.instance()
    proxy = network.fallbackProxy()
    if not proxy.hostName() or any(prefix.strip() and url.startswith(prefix) for prefix in network.noProxyList()):
        return ""
    return f"{proxy.hostName()}:{proxy.port()}"
