"""The entry “CTD” of QGIS's browser, and what its context menu offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsApplication, QgsDataCollectionItem, QgsDataItem, QgsDataItemProvider
from qgis.gui import QgisInterface, QgsDataItemGuiContext, QgsDataItemGuiProvider, QgsGui
from qgis.PyQt import sip
from qgis.PyQt.QtGui import QGuiApplication, QIcon
from qgis.PyQt.QtWidgets import QMenu

from ...gis.icons import icon_path
from ...i18n import tr

if TYPE_CHECKING:
    from ...gis.editions.place import EditionPlace

NAME = "CTD"


class Browser:
    """Registers the entry and its menu with QGIS, and unregisters them."""

    def __init__(self, iface: QgisInterface) -> None:
        self._items = CtdItems()
        self._menu = CtdItemMenu(iface)

    def register(self) -> None:
        QgsApplication.dataItemProviderRegistry().addProvider(self._items)
        QgsGui.dataItemGuiProviderRegistry().addProvider(self._menu)

    def unregister(self) -> None:
        QgsGui.dataItemGuiProviderRegistry().removeProvider(self._menu)
        QgsApplication.dataItemProviderRegistry().removeProvider(self._items)


class CtdItems(QgsDataItemProvider):
    """Gives every browser of QGIS its entry “CTD”."""

    def __init__(self) -> None:
        super().__init__()
        self._roots: list[RootItem] = []

    def name(self) -> str:
        return NAME

    def dataProviderKey(self) -> str:
        return "ctd"

    def capabilities(self) -> Qgis.DataItemProviderCapabilities:
        return Qgis.DataItemProviderCapability.NetworkSources

    # None stands for no item, which the stubs do not know.
    def createDataItem(self, path: str, parent: QgsDataItem | None) -> QgsDataItem | None:  # type: ignore[override]
        if path or parent is not None:
            return None
        root = RootItem()
        # Without a parent Python would own it and delete it while QGIS's browser shows it.
        sip.transferto(root, None)
        self._roots = [*(item for item in self._roots if not sip.isdeleted(item)), root]
        return root

    def refresh(self) -> None:
        """Read the platforms again, such as after the user chose another file."""
        for root in self._roots:
            if not sip.isdeleted(root):
                root.refresh()


class RootItem(QgsDataCollectionItem):
    """The parent of the editions and of all regions; nothing is read before it is opened."""

    def __init__(self) -> None:
        super().__init__(None, NAME, "ctd:", "ctd")
        self.setIcon(QIcon(icon_path("ctd")))
        self.setCapabilitiesV2(Qgis.BrowserItemCapability.Fertile | Qgis.BrowserItemCapability.Fast)
        self.setToolTip(tr("Editions of the survey; regions of France, their data platforms and their services"))

    def createChildren(self) -> list[QgsDataItem]:
        from .browser_items import region_items
        from .edition_items import EditionsItem

        return [EditionsItem(self), *region_items(self)]

    def refresh(self) -> None:  # type: ignore[override]  # QGIS calls it without arguments
        # QGIS would keep each region item, as the new one has the same name.
        was_open = self.state() != Qgis.BrowserItemState.NotPopulated
        self.depopulate()
        if was_open:
            self.populate()


class CtdItemMenu(QgsDataItemGuiProvider):
    """Adds actions: open an edition, also one among QGIS's own items; open a platform's web page, copy a URL."""

    def __init__(self, iface: QgisInterface) -> None:
        super().__init__()
        self._iface = iface

    def name(self) -> str:
        return NAME

    def populateContextMenu(
        self, item: QgsDataItem, menu: QMenu, selected: list[QgsDataItem], context: QgsDataItemGuiContext
    ) -> None:
        place = self._edition(item)
        if place is not None:
            menu.addAction(QIcon(icon_path("open_edition")), tr("Open as a CTD edition")).triggered.connect(
                lambda: self._open_edition(place)
            )
        address, homepage = getattr(item, "ctd_address", ""), getattr(item, "ctd_homepage", "")
        if homepage:
            menu.addAction(tr("Open the website")).triggered.connect(lambda: self._open(homepage))
        if address:
            menu.addAction(tr("Copy the address")).triggered.connect(
                lambda: QGuiApplication.clipboard().setText(address)
            )

    def handleDoubleClick(self, item: QgsDataItem | None, context: QgsDataItemGuiContext) -> bool:
        """Open an edition of the plugin's own list; QGIS's items do what they always do."""
        if item is None or not hasattr(item, "ctd_edition"):
            return False
        self._open_edition(item.ctd_edition)
        return True

    def _edition(self, item: QgsDataItem) -> EditionPlace | None:
        from .edition_items import edition_place

        return edition_place(item)

    def _open_edition(self, place: EditionPlace) -> None:
        from ..common.messages import reporting_errors
        from ..editions.open_edition import open_edition

        with reporting_errors(self._iface):
            open_edition(self._iface, place.source(), place)

    def _open(self, address: str) -> None:
        from ..common.links import open_link

        open_link(self._iface, address)
