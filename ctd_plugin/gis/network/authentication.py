"""The authentication configurations of QGIS that the user chose for servers, until QGIS is closed."""

from __future__ import annotations

from urllib.parse import urlsplit

_chosen: dict[str, str] = {}


def set_authentication(url: str, identifier: str) -> None:
    """Use a configuration, by its id, for the server of this address from now on; "" for none."""
    if identifier:
        _chosen[_server(url)] = identifier
    else:
        _chosen.pop(_server(url), None)


def authentication_for(url: str) -> str:
    """Return the id of the configuration for the server of an address, "" where there is none."""
    return _chosen.get(_server(url), "")


def _server(url: str) -> str:
    """Return the server that may see the credentials: another port is another one."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()
