"""Finding regions by what they answered: a filter of QGIS's locator, and a dock that is made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable

from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDockWidget

from ..i18n import tr
from .locator import CtdLocatorFilter


class Finding:
    """Registers the locator filter, and takes it and the dock away again.

    A region chosen in either is brought into view; `show_region`, where given, is then called with its code.
    """

    def __init__(self, iface: QgisInterface, show_region: Callable[[str], None] | None = None) -> None:
        self._iface = iface
        self._show_region = show_region
        self._dock: QDockWidget | None = None
        self._filter: CtdLocatorFilter | None = CtdLocatorFilter(self.choose)
        iface.registerLocatorFilter(self._filter)

    def show(self) -> None:
        """Show the dock, ready to type in."""
        if self._dock is None:
            self._dock = self._make_dock()
        self._dock.show()
        self._dock.raise_()
        self._dock.widget().start()

    def choose(self, code: str) -> None:
        """Bring a region into view and tell it to whoever listens."""
        from .go_to_region import go_to_region

        go_to_region(self._iface, code)
        if self._show_region is not None:
            self._show_region(code)

    def remove(self) -> None:
        if self._filter is not None:
            # QGIS deletes the filter.
            self._iface.deregisterLocatorFilter(self._filter)
            self._filter = None
        if self._dock is not None:
            self._dock.widget().stop()
            self._iface.removeDockWidget(self._dock)
            self._dock.deleteLater()
            self._dock = None

    def _make_dock(self) -> QDockWidget:
        from .find_widget import FindWidget

        dock = QDockWidget(tr("CTD – find"), self._iface.mainWindow())
        dock.setObjectName("ctdFindDock")
        widget = FindWidget(self._iface.mapCanvas(), dock)
        widget.region_chosen.connect(self.choose)
        dock.setWidget(widget)
        self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        return dock
