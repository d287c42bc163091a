"""Finding regions from QGIS's locator."""

from __future__ import annotations

from collections.abc import Callable

from qgis.gui import QgisInterface

from .locator import CtdLocatorFilter


class LocatorRegistration:
    """Registers the locator filter and takes it away again.

    A region chosen is brought into view; `show_region`, where given, is then called with its code.
    """

    def __init__(self, iface: QgisInterface, show_region: Callable[[str], None] | None = None) -> None:
        self._iface = iface
        self._show_region = show_region
        self._filter: CtdLocatorFilter | None = CtdLocatorFilter(self.choose)
        iface.registerLocatorFilter(self._filter)

    def choose(self, code: str) -> None:
        """Bring a region into view and tell it to whoever listens."""
        from ..map.zoom_to_region import zoom_to_region

        zoom_to_region(self._iface, code)
        if self._show_region is not None:
            self._show_region(code)

    def remove(self) -> None:
        if self._filter is not None:
            # QGIS deletes the filter.
            self._iface.deregisterLocatorFilter(self._filter)
            self._filter = None
