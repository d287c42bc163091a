"""The authentication configurations of QGIS that go with requests, each to the one server that it was chosen for."""

from __future__ import annotations

import json
from dataclasses import replace

from qgis.core import QgsApplication
from qgis.PyQt.QtNetwork import QNetworkRequest

from ...catalogues.http.exchange import CatalogueError, FailureReason
from ...catalogues.http.urls import split_url
from ...i18n import tr
from ...settings import read_settings, write_settings

_PORTS = {"http": 80, "https": 443}


def authentication_for(url: str) -> str:
    """Return the id of the configuration for the server of an address, "" where there is none."""
    return _remembered().get(_origin(url), "")


def set_authentication(url: str, authcfg: str) -> None:
    """Send a configuration with all following requests to the server of an address; "" for none any more.

    A server is a scheme, a host and a port: what is sent over https never goes over http.
    """
    remembered, origin = _remembered(), _origin(url)
    if not origin or remembered.get(origin, "") == authcfg:
        return
    remembered.pop(origin, None)
    if authcfg:
        remembered[origin] = authcfg
    write_settings(replace(read_settings(), authentications=json.dumps(remembered) if remembered else ""))


def has_authentications() -> bool:
    """Whether requests to any server are authenticated: then redirects are followed one by one."""
    return bool(_remembered())


def authenticate(request: QNetworkRequest) -> None:
    """Add the configuration for its server to a request; one that QGIS has no more is left out.

    Raises CatalogueError where QGIS cannot use it, as without its master password.
    """
    authcfg = authentication_for(request.url().toString())
    manager = QgsApplication.authManager()
    if not authcfg or manager.isDisabled() or authcfg not in manager.configIds():
        return
    is_updated, _ = manager.updateNetworkRequest(request, authcfg)
    if not is_updated:
        detail = tr("QGIS could not use the authentication configuration {name}; was its master password entered?")
        raise CatalogueError(FailureReason.REFUSED, detail.format(name=authcfg))


def _remembered() -> dict[str, str]:
    try:
        stored = json.loads(read_settings().authentications or "{}")
    except (ValueError, RecursionError):
        return {}
    pairs = stored.items() if isinstance(stored, dict) else ()
    return {origin: authcfg for origin, authcfg in pairs if isinstance(authcfg, str)}


def _origin(url: str) -> str:
    parts = split_url(url.partition("?")[0])
    if parts is None:
        return ""
    port = parts.port or _PORTS[parts.scheme]
    return f"{parts.scheme}://{(parts.hostname or '').rstrip('.')}:{port}"
