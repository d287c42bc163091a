"""`ctdSearch`: the catalogues of all regions asked at the same time, and what they hold added to the map."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from qgis.core import Qgis
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QEvent, Qt, QTimer
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QLabel, QProgressBar, QShortcut, QVBoxLayout, QWidget

from ..catalogues.merging import Found, with_kinds
from ..catalogues.plan import plan
from ..catalogues.records import Record
from ..catalogues.registry import Platform, all_platforms
from ..errors import CtdError
from ..gis.remembering import Memory
from ..gis.searching import CatalogueSearch, Standing
from ..gis.words import number, plural
from ..i18n import tr
from ..settings import read_settings
from .catalogue_states import CatalogueStates
from .extent_band import ExtentBand
from .messages import tell
from .search_actions import SearchActions
from .search_form import Asked, SearchForm
from .search_tree import ResultTree
from .search_work import WorkRow

_REFRESH = 100
"""Milliseconds in which answers gather before they are shown: a swarm of them is listed once."""


class SearchWidget(QWidget):
    """Asks nothing before the user does; `shown_region` tells which region the panel shows."""

    def __init__(
        self, iface: QgisInterface, shown_region: Callable[[], str | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("ctdSearch")
        self._iface = iface
        self._shown_region = shown_region
        self._search: CatalogueSearch | None = None
        self._remembered: dict[tuple[str, str], datetime] = {}
        self._memory = Memory(self)
        self._memory.recalled.connect(self._take_recalled)
        self._memory.troubled.connect(lambda reason: tell(iface, reason, Qgis.MessageLevel.Warning))
        self._band = ExtentBand(iface.mapCanvas())

        self._form = SearchForm(self)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("ctdSearchProgress")
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._said = QLabel(self)
        self._said.setObjectName("ctdSearchSaid")
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        self._tree = ResultTree(self)
        self._work = WorkRow(iface, self)
        self._actions = SearchActions(iface, self._tree, self._work, self)
        self._states = CatalogueStates(self)

        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        for widget in (self._form, self._bar, self._said):
            column.addWidget(widget)
        column.addWidget(self._tree, 1)
        for widget in (self._actions, self._work, self._states):
            column.addWidget(widget)
        # Where there are no results, what remains is at the top.
        column.addStretch(0)

        self._form.submitted.connect(self.search)
        self._form.cancelled.connect(self.cancel)
        self._form.kinds_changed.connect(self._show)
        self._states.more_wanted.connect(self._ask_more)
        self._tree.pointed_at.connect(self._show_extent)
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._escape)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_REFRESH)
        self._soon.timeout.connect(self._show)
        self._show()

    def start(self) -> None:
        """Wait for words."""
        self._form.box.setFocus()
        self._form.box.selectAll()

    def stop(self) -> None:
        """Leave the network, the map and QGIS's drops alone."""
        self._soon.stop()
        self._end_search()
        self._memory.close()
        self._work.cancel()
        self._actions.stop()
        self._band.show(None)

    def restrict_to(self, platform: Platform) -> None:
        """Ask this platform alone, with words that the user is yet to give."""
        self._form.restrict_to(platform)
        self.start()
