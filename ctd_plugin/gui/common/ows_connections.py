"""The platforms' services: copying a URL, and adding one to QGIS's OWS connections."""

from __future__ import annotations

from dataclasses import replace

from qgis.core import Qgis
from qgis.gui import QgisInterface
from qgis.PyQt.QtGui import QGuiApplication

from ...catalogues.plan import catalogues_of
from ...catalogues.registry import Endpoint, Platform, PlatformStatus, Protocol, all_platforms
from ...errors import CtdError
from ...i18n import tr
from ...settings import add_ows_connection, read_settings
from .messages import show_message

_SERVICES = {Protocol.WMS: "WMS", Protocol.WFS: "WFS"}


def known_platforms(iface: QgisInterface) -> tuple[Platform, ...]:
    """Return the platforms with the user's own; where those cannot be read, show why and leave them out."""
    try:
        return all_platforms(read_settings().own_platforms)
    except CtdError as error:
        show_message(iface, str(error), Qgis.MessageLevel.Warning)
        return all_platforms(None)


def connection_type(endpoint: Endpoint) -> str | None:
    """Return the type of QGIS's connections for an endpoint (`WMS`, `WFS`), None where there is none."""
    return _SERVICES.get(endpoint.protocol)


def searchable(platform: Platform, endpoint: Endpoint) -> Platform | None:
    """Return the platform with this endpoint alone, as a search takes it; None where it cannot be searched."""
    alone = replace(platform, endpoints=(endpoint,), status=PlatformStatus.ACTIVE)
    return alone if catalogues_of(alone) else None


def copy_address(iface: QgisInterface, address: str) -> None:
    """Copy a URL to the clipboard, and say so."""
    QGuiApplication.clipboard().setText(address)
    show_message(iface, tr("{address} copied to the clipboard.").format(address=address))


def save_connection(iface: QgisInterface, service: str, name: str, url: str) -> None:
    """Add a service (`WMS` or `WFS`) to QGIS's connections, and say so; another one of that name is not replaced."""
    names = {"service": service, "name": name}
    if add_ows_connection(service, name, url):
        iface.reloadConnections()
        text = tr("{service} connection “{name}” added to the QGIS browser; its address was not checked.")
        show_message(iface, text.format(**names), Qgis.MessageLevel.Success)
    else:
        text = tr("A {service} connection named “{name}” already exists: rename it first.")
        show_message(iface, text.format(**names), Qgis.MessageLevel.Warning)
