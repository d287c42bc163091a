"""What can be done with a platform: open, copy, save as a connection, search."""

from __future__ import annotations

from collections.abc import Callable

from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QMenu

from ...catalogues.plan import catalogues_of
from ...catalogues.registry import Endpoint, Platform
from ...gis.icons import icon_path
from ...gis.labels.platforms import protocol_names
from ...i18n import tr
from ...text import truncated
from ..common.links import open_link
from ..common.ows_connections import connection_type, copy_address, save_connection, searchable
from ..common.widgets import menu_text

_LONGEST = 60


def is_searchable(platform: Platform) -> bool:
    """Whether a search can ask a catalogue of the platform."""
    return bool(catalogues_of(platform))


class PlatformActions(QObject):
    """The commands of a platform and of its services, for the header, its menus and the page."""

    search_wanted = pyqtSignal(object)
    """The Platform whose catalogue the user wants to search, with the endpoints to search it through."""

    def __init__(self, iface: QgisInterface, parent: QObject) -> None:
        super().__init__(parent)
        self._iface = iface

    def open(self, address: str) -> None:
        """Open an address in the browser or the mail program."""
        open_link(self._iface, address)

    def copy(self, address: str) -> None:
        """Copy an address to the clipboard."""
        copy_address(self._iface, address)

    def connect_to(self, platform: Platform, endpoint: Endpoint) -> None:
        """Add a service to QGIS's connections, where QGIS has such."""
        if service := connection_type(endpoint):
            save_connection(self._iface, service, platform.name, endpoint.url)

    def search(self, platform: Platform, endpoint: Endpoint | None = None) -> None:
        """Offer a search of a platform, or of one of its endpoints alone."""
        wanted = platform if endpoint is None else searchable(platform, endpoint)
        if wanted is not None:
            self.search_wanted.emit(wanted)

    def fill_menu(self, menu: QMenu, platform: Platform) -> None:
        """Fill a menu with all that can be done with a platform."""
        menu.clear()
        if platform.homepage:
            _add(menu, tr("Open the portal"), lambda: self.open(platform.homepage))
            _add(menu, tr("Copy the address of the portal"), lambda: self.copy(platform.homepage))
        if is_searchable(platform):
            search = _add(menu, tr("Search its catalogue"), lambda: self.search(platform))
            search.setIcon(QIcon(icon_path("search")))
        if platform.endpoints and not menu.isEmpty():
            menu.addSeparator()
        for endpoint in platform.endpoints:
            self._add_endpoint(menu, platform, endpoint)

    def _add_endpoint(self, menu: QMenu, platform: Platform, endpoint: Endpoint) -> None:
        shown = menu_text(truncated(endpoint.url, _LONGEST))
        service = menu.addMenu(f"{protocol_names()[endpoint.protocol]} – {shown}")
        _add(service, tr("Copy the address"), lambda: self.copy(endpoint.url))
        _add(service, tr("Open in the browser"), lambda: self.open(endpoint.url))
        if connection_type(endpoint):
            _add(service, tr("Save the connection in QGIS"), lambda: self.connect_to(platform, endpoint))
        if searchable(platform, endpoint):
            _add(service, tr("Search this catalogue alone"), lambda: self.search(platform, endpoint))


def _add(menu: QMenu, text: str, slot: Callable[[], object]) -> QAction:
    action = menu.addAction(text)
    action.triggered.connect(lambda _checked=False: slot())
    return action
