"""`ctdDock`: one panel with a tab for a region, one for the survey's answers and one for the catalogues."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProject, QgsReferencedRectangle
from qgis.gui import QgisInterface, QgsDockWidget
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtGui import QKeyEvent, QKeySequence
from qgis.PyQt.QtWidgets import QAction, QShortcut, QTabWidget, QVBoxLayout, QWidget

from ...catalogues.registry import Platform
from ...gis.project.layers import find_layers
from ...i18n import tr
from ..help.help import help_key
from ..map.zoom_to_region import zoom_to_region
from ..region.tab import RegionTab
from .answers_tab import AnswersTab
from .opened_passage import OpenedPassage

if TYPE_CHECKING:
    from ..search.tab import SearchTab

REGION, ANSWERS, CATALOGUES = range(3)


class CtdDock(QgsDockWidget):
    """Three tabs, each made when it is first shown."""

    def __init__(self, iface: QgisInterface) -> None:
        super().__init__("CTD", iface.mainWindow())
        self.setObjectName("ctdDock")
        self._iface = iface
        # The map's extent and rotation before a passage was opened.
        self._view_before: tuple[QgsReferencedRectangle, float] | None = None
        self._tabs = _Tabs(self)
        self._tabs.setObjectName("ctdTabs")
        self._tabs.add(tr("Region"), tr("Survey answers of a region"), self._make_region)
        self._tabs.add(tr("Answers"), tr("Find in the answers"), self._make_answers)
        self._tabs.add(tr("Catalogues"), tr("Search the regional catalogues"), self._make_catalogues)
        self.setWidget(self._tabs)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._find)
        help_key(self, "region")

    @property
    def region(self) -> RegionTab:
        """The tab of one region."""
        return self._tabs.page(REGION)

    def show_region(self, code: str) -> None:
        """Show a region in its tab and outline it on the map."""
        self._tabs.setCurrentIndex(REGION)
        self.region.offer_back(False)
        self.region.show_region(code)

    def show_nothing(self, sentence: str) -> None:
        """Say in the region's tab why there is no region."""
        self._tabs.setCurrentIndex(REGION)
        self.region.show_nothing(sentence)

    def show_answers(self) -> None:
        """Show the tab that finds words in the survey, ready to type in."""
        self._tabs.setCurrentIndex(ANSWERS)
        self._find()

    def show_catalogues(self, platform: Platform | None = None) -> None:
        """Show the tab that searches the catalogues, ready to type in; where one is given, of a platform alone."""
        self._tabs.setCurrentIndex(CATALOGUES)
        if platform is not None:
            self._tabs.page(CATALOGUES).restrict_to(platform)
        self._find()

    def release(self) -> None:
        """Disconnect from the project, the map and the network, before the panel is deleted."""
        for index in (REGION, ANSWERS, CATALOGUES):
            if page := self._tabs.created_page(index):
                page.stop()

    def showEvent(self, event: QEvent) -> None:
        self._tabs.page(self._tabs.currentIndex())
        super().showEvent(event)

    def _make_region(self) -> RegionTab:
        tab = RegionTab(self._iface)
        tab.search_wanted.connect(self.show_catalogues)
        tab.check_wanted.connect(self._check)
        tab.back_wanted.connect(self._go_back)
        return tab

    def _make_answers(self) -> AnswersTab:
        widget = AnswersTab(self._iface)
        widget.passage_opened.connect(self._open_passage)
        return widget

    def _make_catalogues(self) -> SearchTab:
        # Imported when it is first shown: a click on the map need not wait for it.
        from ..search.tab import SearchTab

        return SearchTab(self._iface, self._shown_region)

    def _shown_region(self) -> str | None:
        region = self._tabs.created_page(REGION)
        return region.code if region is not None else None

    def _open_passage(self, opened: OpenedPassage) -> None:
        """Show a region at a passage, on the map too; the map's view is kept for the way back."""
        canvas = self._iface.mapCanvas()
        # Where the map comes with the answer, there is no view to go back to.
        self._view_before = None
        if find_layers(QgsProject.instance()) is not None:
            shown = canvas.mapSettings()
            view = QgsReferencedRectangle(shown.extent(), shown.destinationCrs())
            self._view_before = view, canvas.rotation()
        zoom_to_region(self._iface, opened.code)
        self._tabs.setCurrentIndex(REGION)
        self.region.show_passage(*opened)
        self.region.offer_back(True)

    def _go_back(self) -> None:
        """Show the list again as it was left, and the map."""
        self.region.offer_back(False)
        if self._view_before is not None:
            extent, rotation = self._view_before
            canvas = self._iface.mapCanvas()
            canvas.setRotation(rotation)
            canvas.setReferencedExtent(extent)
            canvas.refresh()
        self._view_before = None
        self._tabs.setCurrentIndex(ANSWERS)
        self._tabs.page(ANSWERS).focus_list()

    def _check(self) -> None:
        """Check the services of all platforms, as the plugin's menu does."""
        action = self._iface.mainWindow().findChild(QAction, "ctdCheck")
        if action is not None:
            action.trigger()

    def _find(self) -> None:
        self._tabs.page(self._tabs.currentIndex()).start()


class _Tabs(QTabWidget):
    """Makes a page when its tab is first chosen; Ctrl+Tab goes from one to the next."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        # Cut where the panel is narrow or the type large; arrows to scroll by would hide whole titles.
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setUsesScrollButtons(False)
        self._makers: list[Callable[[], QWidget]] = []
        self._pages: dict[int, QWidget] = {}
        self.currentChanged.connect(self._make_shown)

    def add(self, title: str, hint: str, make: Callable[[], QWidget]) -> None:
        """Add a tab whose page is made later; the page has `start()` to take the focus and `stop()` to disconnect."""
        holder = QWidget()
        QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
        self._makers.append(make)
        self.setTabToolTip(self.addTab(holder, title), hint)

    def page(self, index: int) -> Any:  # noqa: ANN401 – each tab has a page of its own kind
        """Return the page of a tab, made now if it was not."""
        if index not in self._pages:
            self._pages[index] = page = self._makers[index]()
            self.widget(index).layout().addWidget(page)
            # A layout would show it a turn later.
            page.show()
        return self._pages[index]

    def created_page(self, index: int) -> Any:  # noqa: ANN401
        """Return the page of a tab; None where it was not made yet."""
        return self._pages.get(index)

    def _make_shown(self, index: int) -> None:
        # A tab that is current in a closed panel waits until the panel opens.
        if self.isVisible():
            self.page(index)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Tab, with which QGIS would hide its panels, while the keyboard is in here."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.accept()
            return True
        return super().event(event)
