"""Requests as Qt sends them, and the headers and failures of Qt's replies."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsNetworkAccessManager
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkProxy, QNetworkProxyQuery, QNetworkReply, QNetworkRequest, QSslError

from ...catalogues.http.exchange import CatalogueError, FailureReason, Request
from ...causes import log_detail
from ...i18n import tr

MAX_REDIRECTS = 10
_HTTP_PROXIES = (QNetworkProxy.ProxyType.HttpProxy, QNetworkProxy.ProxyType.HttpCachingProxy)
_MAX_HEADER_LENGTH = 8192


def build_qt_request(url: QUrl, request: Request, *, follows: bool) -> QNetworkRequest:
    """Return a request as Qt sends it; Qt itself `follows` redirects or does not."""
    qt_request = QNetworkRequest(url)
    policies = QNetworkRequest.RedirectPolicy
    qt_request.setAttribute(
        QNetworkRequest.Attribute.RedirectPolicyAttribute,
        policies.NoLessSafeRedirectPolicy if follows else policies.ManualRedirectPolicy,
    )
    qt_request.setMaximumRedirectsAllowed(MAX_REDIRECTS)
    # From its cache Qt would give an earlier response as that of today, where the server fails by now (5xx), or long
    # after it has others; after some failures the reply never ends.
    qt_request.setAttribute(
        QNetworkRequest.Attribute.CacheLoadControlAttribute, QNetworkRequest.CacheLoadControl.AlwaysNetwork
    )
    qt_request.setAttribute(QNetworkRequest.Attribute.CacheSaveControlAttribute, False)
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
    proxy = _proxy(reply.url())
    if proxy_reason := _proxy_reason(reply, proxy, status):
        return _proxy_failure(proxy_reason, proxy)
    reason = _reason(reply, certificate_errors)
    if status is None:
        if error in (kinds.OperationCanceledError, kinds.TimeoutError):
            return CatalogueError(FailureReason.TOO_SLOW, tr("timeout set in the QGIS network options"))
        message = tr("{reason} (through proxy {proxy} of the QGIS network options)") if proxy else "{reason}"
        return CatalogueError(FailureReason.UNREACHABLE, message.format(reason=reason, proxy=_address(proxy)))
    if status >= 400:
        return None
    if error == kinds.TooManyRedirectsError:
        return CatalogueError(FailureReason.UNREACHABLE, tr("too many redirects"))
    if status >= 300:
        return CatalogueError(FailureReason.UNREACHABLE, tr("redirect refused"))
    return CatalogueError(FailureReason.UNREADABLE, tr("the response was cut off: {reason}").format(reason=reason))


def _proxy_failure(reason: str, proxy: QNetworkProxy | None) -> CatalogueError:
    """Return the error about a proxy, which says where QGIS sets it: the server itself may be well."""
    message = tr("{reason} (proxy {proxy}, see Settings › Options › Network)")
    if proxy is None:
        message = tr("{reason} (see Settings › Options › Network)")
    return CatalogueError(FailureReason.PROXY, message.format(reason=reason, proxy=_address(proxy)))


def _proxy_reason(reply: QNetworkReply, proxy: QNetworkProxy | None, status: int | None) -> str:
    """Return in words what keeps the proxy from passing a request on, "" where the failure is the server's.

    Behind an HTTP proxy the names and connections that fail are often its own, whatever Qt calls the error.
    """
    names, kinds = _proxy_error_names(), QNetworkReply.NetworkError
    if proxy is None or proxy.type() not in _HTTP_PROXIES:
        return names.get(reply.error(), "")
    if "DENIED" in header(reply, b"X-Squid-Error"):
        return tr("the proxy denies access to this address")
    if status is None:
        names[kinds.HostNotFoundError] = names[kinds.ProxyNotFoundError]
        names[kinds.UnknownNetworkError] = tr("the proxy does not open the connection")
        if reply.url().scheme() == "http":
            # Over https it is the server's connection, in the tunnel.
            names[kinds.ConnectionRefusedError] = names[kinds.ProxyConnectionRefusedError]
            names[kinds.RemoteHostClosedError] = names[kinds.ProxyConnectionClosedError]
    return names.get(reply.error(), "")


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
    }


def _proxy_error_names() -> dict[QNetworkReply.NetworkError, str]:
    kinds = QNetworkReply.NetworkError
    return {
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


def _proxy(url: QUrl) -> QNetworkProxy | None:
    """Return the proxy that QGIS takes for an address, of its options or the system's; None where there is none."""
    factory = QgsNetworkAccessManager.instance().proxyFactory()
    proxies = factory.queryProxy(QNetworkProxyQuery(url)) if factory is not None else []
    return next((proxy for proxy in proxies[:1] if proxy.hostName()), None)


def _address(proxy: QNetworkProxy | None) -> str:
    return f"{proxy.hostName()}:{proxy.port()}" if proxy is not None else ""
