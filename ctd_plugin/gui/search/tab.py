"""`ctdSearch`: the catalogues of all regions asked at the same time, and what they hold added to the map."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from qgis.core import Qgis
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QEvent, Qt, QTimer
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QLabel, QProgressBar, QShortcut, QSizePolicy, QVBoxLayout, QWidget

from ...catalogues.merging import FoundRecord, filter_by_kind
from ...catalogues.plan import Catalogue, plan
from ...catalogues.records import Record
from ...catalogues.registry import Platform, all_platforms
from ...catalogues.result_cache import CachedRecord
from ...errors import CtdError
from ...gis.catalogues.extents import extent_in_degrees, region_extents
from ...gis.catalogues.search import CatalogueSearch, SearchState
from ...gis.catalogues.search_cache import SearchCache
from ...i18n import tr
from ...settings import read_settings
from ..common.messages import show_message
from .actions import SearchActions
from .catalogue_states import CatalogueStates
from .extent_band import ExtentBand
from .form import SearchForm, SearchInput
from .labels import outcome
from .progress_row import ProgressRow
from .results import ResultTree

_REFRESH = 100
"""Milliseconds in which answers gather before they are shown: a swarm of them is listed once."""


class SearchTab(QWidget):
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
        self._memory = SearchCache(self)
        self._memory.troubled.connect(lambda reason: show_message(iface, reason, Qgis.MessageLevel.Warning))
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
        # A word of a thousand letters must not make the panel as wide.
        policy = self._said.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        self._said.setSizePolicy(policy)
        self._tree = ResultTree(self)
        self._work = ProgressRow(iface, self)
        self._actions = SearchActions(iface, self._tree, self._work, self)
        self._states = CatalogueStates(self)

        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        for widget in (self._form, self._bar, self._said):
            column.addWidget(widget)
        column.addWidget(self._tree, 1)
        for widget in (self._actions, self._work, self._states):
            column.addWidget(widget)
        for hidden in (self._bar, self._actions):
            # What the user reads does not move when they come and go.
            policy = hidden.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            hidden.setSizePolicy(policy)

        self._form.submitted.connect(self.search)
        self._form.cancelled.connect(self.cancel)
        self._form.kinds_changed.connect(self._show)
        self._states.more_wanted.connect(self._ask_more)
        self._tree.pointed_at.connect(self._show_extent)
        shortcut = QShortcut(QKeySequence("Escape"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._escape)
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

    def search(self) -> None:
        """Ask the catalogues for what the form says, in place of the search before."""
        asked = self._form.asked()
        if asked is None:
            self._said.setText(tr("Choose one region at least."))
            return
        if not asked.words:
            self._said.setText(tr("Type the words to look for first."))
            return
        try:
            catalogues = self._planned(asked)
        except CtdError as error:
            self._said.setText(str(error))
            return
        self._end_search()
        search = CatalogueSearch(catalogues, asked.words, seconds=read_settings().catalogue_timeout, parent=self)
        self._search = search
        search.changed.connect(self._follow)
        search.gave.connect(self._keep)
        search.finished.connect(self._show)
        search.start()
        self._show()

    def cancel(self) -> None:
        """Stop asking now; what has come stays."""
        if self._search is not None:
            self._search.cancel()
        self._show()

    def showEvent(self, event: QEvent) -> None:
        self._form.offer_region(self._shown_region())
        super().showEvent(event)

    def hideEvent(self, event: QEvent) -> None:
        self._band.show(None)
        super().hideEvent(event)

    def _planned(self, asked: SearchInput) -> tuple[Catalogue, ...]:
        """Return the catalogues to ask; CtdError where there is none, or the map has no extent."""
        extent = None
        if asked.in_map_extent:
            canvas = self._iface.mapCanvas()
            extent = extent_in_degrees(canvas.extent(), canvas.mapSettings().destinationCrs())
        if asked.platform is not None:
            found = plan([asked.platform], [asked.platform.region], extent, {})
            catalogues = tuple(catalogue for catalogue in found if catalogue.platform_id == asked.platform.id)
        else:
            catalogues = plan(self._platforms(), asked.regions, extent, region_extents())
        if not catalogues:
            raise CtdError(tr("No catalogue is known there: ask all regions."))
        return catalogues

    def _platforms(self) -> tuple[Platform, ...]:
        try:
            return all_platforms(read_settings().own_platforms)
        except CtdError as error:
            show_message(self._iface, str(error), Qgis.MessageLevel.Warning)
            return all_platforms(None)

    def _end_search(self) -> None:
        search, self._search = self._search, None
        if search is not None:
            search.cancel()
            search.deleteLater()
        self._remembered.clear()
        self._tree.forget_all()

    def _follow(self, identifier: str) -> None:
        """Look into the memory for a catalogue that does not answer, and show what has changed."""
        search = self._search
        if search is None:
            return
        state = search.states[identifier]
        if state.standing is SearchState.FAILED and not state.records:
            catalogue = search.catalogues[identifier]
            self._memory.recall(catalogue, search.words, partial(self._take_recalled, search))
        if not self._soon.isActive():
            self._soon.start()

    def _keep(self, identifier: str, records: tuple[Record, ...]) -> None:
        if self._search is not None:
            self._memory.keep(self._search.catalogues[identifier], records)
            for record in records:
                self._remembered.pop((identifier, record.id), None)

    def _take_recalled(self, search: CatalogueSearch, found: list[CachedRecord]) -> None:
        if search is not self._search:
            return
        for identifier, record, when in found:
            if not search.states[identifier].records:
                self._remembered[identifier, record.id] = when
                search.take_cached(identifier, [record])
        self._show()

    def _ask_more(self, identifier: str) -> None:
        if self._search is not None:
            self._search.more(identifier)
            self._show()

    def _show(self) -> None:
        search = self._search
        is_under_way = search is not None and search.is_under_way
        everything = search.results() if search else []
        found = filter_by_kind(everything, self._form.kinds)
        catalogues = search.catalogues if search else {}
        states = search.states if search else {}
        names = {identifier: catalogue.name for identifier, catalogue in catalogues.items()}
        self._tree.show_found(found, names, self._dates(found))
        self._said.setText(outcome(search, len(everything), len(found)))
        self._form.show_searching(is_under_way)
        self._bar.setVisible(is_under_way)
        self._bar.setRange(0, max(1, len(states)))
        self._bar.setValue(sum(state.standing is not SearchState.ASKED for state in states.values()))
        self._actions.setVisible(bool(found))
        self._states.show_states(tuple(catalogues.values()), states)

    def _dates(self, found: Iterable[FoundRecord]) -> dict[int, datetime]:
        """Return, for data sets that no catalogue gave in this search, when one gave them before."""
        dates = {}
        for one in found:
            given = [self._remembered.get((identifier, one.record.id)) for identifier in one.catalogues]
            if given and None not in given:
                dates[one.number] = max(given)
        return dates

    def _show_extent(self, record: Record | None) -> None:
        self._band.show(record.extent if record is not None else None)

    def _escape(self) -> None:
        """Stop what is under way, or go back to the map."""
        if self._search is not None and self._search.is_under_way:
            self.cancel()
        elif self._work.is_busy:
            self._work.cancel()
        else:
            self._iface.mapCanvas().setFocus()
