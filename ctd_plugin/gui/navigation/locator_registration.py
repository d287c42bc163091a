"""The registration of the locator filter with QGIS."""

from __future__ import annotations

from collections.abc import Callable

from qgis.gui import QgisInterface

from .locator import CtdLocatorFilter


class LocatorRegistration:
    """Registers the locator filter, and unregisters it.

    The map zooms to a chosen region; `show_region` is then called with its code.
    """

    def __init__(self, iface: QgisInterface, show_region: Callable[[str], None] | None = None) -> None:
        self._iface = iface
        self._show_region = show_region
        self._filter: CtdLocatorFilter | None = CtdLocatorFilter(self.choose)
        iface.registerLocatorFilter(self._filter)

    def choose(self, code: str) -> None:
        """Zoom to a region and show it."""
        from ..map.zoom_to_region import zoom_to_region

        zoom_to_region(self._iface, code)
        if self._show_region is not None:
            self._show_region(code)

    def remove(self) -> None:
        """Unregister the filter."""
        if self._filter is not None:
            # QGIS deletes the filter.
            self._iface.deregisterLocatorFilter(self._filter)
            self._filter = None
