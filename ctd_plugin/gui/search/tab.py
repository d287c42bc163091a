"""`ctdSearch`: a search of the catalogues of all regions at the same time, whose results can be added to the map."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from qgis.core import Qgis
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QEvent, Qt, QTimer
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QProgressBar, QShortcut, QSplitter, QVBoxLayout, QWidget

from ...catalogues.merging import FoundRecord, filter_by_kind
from ...catalogues.plan import Catalogue, catalogues_of, plan
from ...catalogues.record_address import is_address
from ...catalogues.records import Record
from ...catalogues.registry import Platform
from ...catalogues.result_cache import CachedRecord
from ...errors import CtdError
from ...gis.catalogues.extents import extent_in_degrees, region_extents
from ...gis.catalogues.known_health import known_health
from ...gis.catalogues.search import CatalogueSearch, SearchState
from ...gis.catalogues.search_cache import SearchCache
from ...i18n import tr
from ...settings import read_settings
from ..common.messages import show_message
from ..common.ows_connections import known_platforms
from ..common.widgets import plain_label
from ..help.help import help_key
from .actions import SearchActions
from .address_lookup import AddressLookup
from .catalogue_states import CatalogueStates
from .details import RecordDetails
from .extent_band import ExtentBand
from .form import SearchForm, SearchInput
from .labels import search_message, wants_authentication
from .progress_row import ProgressRow
from .region_state import region_states
from .results import Listing, ResultTree

_NO_LIMIT = 16_777_215
"""The greatest height that Qt has."""
_SHARES = [650, 350]
"""Of the list and the details in the height of both."""
_REFRESH = 100
"""Milliseconds in which results gather before they are shown: many that come together are listed once."""


class SearchTab(QWidget):
    """Sends nothing before the user searches; `shown_region` returns the code of the region that the panel shows."""

    def __init__(self, iface: QgisInterface, shown_region: Callable[[], str | None]) -> None:
        super().__init__()
        self.setObjectName("ctdSearch")
        self._iface = iface
        self._shown_region = shown_region
        self._search: CatalogueSearch | None = None
        self._lookup: AddressLookup | None = None
        self._is_within_extent = False
        self._cached_dates: dict[tuple[str, str], datetime] = {}
        self._cache = SearchCache(self)
        self._cache.failed.connect(lambda reason: show_message(iface, reason, Qgis.MessageLevel.Warning))
        self._band = ExtentBand(iface.mapCanvas())

        self._form = SearchForm(self)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("ctdSearchProgress")
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._message = plain_label(name="ctdSearchSaid", shrinks=True)
        self._tree = ResultTree(self)
        self._progress = ProgressRow(iface, self)
        self._actions = SearchActions(iface, self._tree, self._progress, self)
        self._details = RecordDetails(iface, self)
        self._states = CatalogueStates(self)

        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(4)
        for widget in (self._form, self._bar, self._message):
            column.addWidget(widget)
        column.addWidget(self._make_splitter(), 1)
        column.addWidget(self._progress)
        column.addWidget(self._states)
        for hidden in (self._bar, self._actions):
            # What the user reads does not move when they are shown and hidden.
            policy = hidden.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            hidden.setSizePolicy(policy)

        self._form.submitted.connect(self.search)
        self._form.cancelled.connect(self.cancel)
        self._form.kinds_changed.connect(self._show)
        self._states.more_requested.connect(self._fetch_more)
        self._tree.more_requested.connect(self._fetch_more_of)
        self._tree.record_shown.connect(self._details.show_record)
        self._details.add_requested.connect(self._actions.add_link)
        self._details.folded.connect(self._share_height)
        self._tree.record_hovered.connect(self._show_extent)
        help_key(self, "search")
        shortcut = QShortcut(QKeySequence("Escape"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._escape)
        self._refresh_timer = QTimer(self)
        self._refresh_timer.setSingleShot(True)
        self._refresh_timer.setInterval(_REFRESH)
        self._refresh_timer.timeout.connect(self._show)
        self._show()

    def start(self) -> None:
        """Put the cursor into the box for the words."""
        self._form.box.setFocus()
        self._form.box.selectAll()

    def stop(self) -> None:
        """Stop all requests, and remove what the tab added to the map and to QGIS."""
        self._refresh_timer.stop()
        self._end_search()
        self._cache.close()
        self._progress.stop()
        self._actions.stop()
        self._band.show(None)

    def restrict_to(self, platform: Platform) -> None:
        """Search this platform alone, once the user has given words."""
        self._form.restrict_to(platform)
        self.start()

    def search(self) -> None:
        """Search the catalogues as the form says, in place of the search before."""
        form = self._form.values()
        if is_address(self._form.box.text()):
            self._read_address(self._form.box.text().strip())
            return
        if form is None:
            self._message.setText(tr("Choose at least one region."))
            return
        if not form.words and not form.is_narrow:
            self._message.setText(
                tr("Enter search words, or choose a region or the map extent: the newest datasets are then listed.")
            )
            return
        try:
            catalogues = self._plan(form)
        except CtdError as error:
            self._message.setText(str(error))
            return
        self._end_search()
        self._is_within_extent = form.in_map_extent
        search = CatalogueSearch(catalogues, form.words, seconds=read_settings().catalogue_timeout, parent=self)
        self._search = search
        search.changed.connect(self._on_changed)
        search.records_received.connect(self._store)
        search.finished.connect(self._show)
        search.start()
        self._show()

    def cancel(self) -> None:
        """Stop the search; the results so far stay."""
        if self._search is not None:
            self._search.cancel()
        if self._lookup is not None:
            self._lookup.cancel()
        self._show()

    @property
    def _is_running(self) -> bool:
        return any(one is not None and one.is_running for one in (self._search, self._lookup))

    def _make_splitter(self) -> QSplitter:
        """Return the list with its commands, over the details."""
        # In this window from the start, or the keyboard would come to it last.
        results = QWidget(self)
        column = QVBoxLayout(results)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._tree, 1)
        column.addWidget(self._actions)
        self._splitter = QSplitter(Qt.Orientation.Vertical, self)
        self._splitter.setObjectName("ctdSearchSplitter")
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(results)
        self._splitter.addWidget(self._details)
        for place, share in enumerate(_SHARES):
            self._splitter.setStretchFactor(place, share)
        self._splitter.setSizes(_SHARES)
        self._sizes = list(_SHARES)
        self._share_height()
        return self._splitter

    def _share_height(self) -> None:
        """Give the list all the height while the details are folded, and the edge its place when they open."""
        is_open = self._details.is_open
        if not is_open and self.isVisible():
            self._sizes = self._splitter.sizes()
        self._details.setMaximumHeight(_NO_LIMIT if is_open else self._details.minimumSizeHint().height())
        if is_open:
            self._splitter.setSizes(self._sizes)

    def resizeEvent(self, event: QEvent) -> None:
        self._details.adapt_to(self.height())
        super().resizeEvent(event)

    def showEvent(self, event: QEvent) -> None:
        self._form.offer_region(self._shown_region())
        super().showEvent(event)

    def hideEvent(self, event: QEvent) -> None:
        self._band.show(None)
        super().hideEvent(event)

    def _read_address(self, address: str) -> None:
        """Show the record at an address alone."""
        self._end_search()
        self._is_within_extent = False
        platforms = known_platforms(self._iface)
        self._lookup = AddressLookup(address, platforms, read_settings().catalogue_timeout, self)
        self._lookup.changed.connect(self._on_address_read)
        self._show()

    def _on_address_read(self) -> None:
        self._show()
        self._tree.choose_only()

    def _plan(self, form: SearchInput) -> tuple[Catalogue, ...]:
        """Return the catalogues to search; CtdError where there is none, or the map has no extent."""
        extent = None
        if form.in_map_extent:
            canvas = self._iface.mapCanvas()
            extent = extent_in_degrees(canvas.extent(), canvas.mapSettings().destinationCrs())
        if form.platform is not None:
            catalogues = catalogues_of(form.platform, extent, known_health())
        else:
            platforms = known_platforms(self._iface)
            catalogues = plan(platforms, form.regions, extent, region_extents(), known_health())
        if not catalogues:
            raise CtdError(tr("No known catalogue for these regions: search all regions."))
        return catalogues

    def _end_search(self) -> None:
        search, self._search = self._search, None
        if search is not None:
            search.cancel()
            search.deleteLater()
        lookup, self._lookup = self._lookup, None
        if lookup is not None:
            lookup.cancel()
            lookup.deleteLater()
        self._cached_dates.clear()
        self._tree.remove_all()

    def _on_changed(self, identifier: str) -> None:
        """Take the results of a catalogue that failed from the cache, and show what has changed."""
        search = self._search
        if search is None:
            return
        state = search.states[identifier]
        if state.status is SearchState.FAILED and not state.records:
            catalogue = search.catalogues[identifier]
            self._cache.cached_results(catalogue, search.words, partial(self._add_cached, search))
        if not self._refresh_timer.isActive():
            self._refresh_timer.start()

    def _store(self, identifier: str, records: tuple[Record, ...]) -> None:
        if self._search is not None:
            self._cache.store(self._search.catalogues[identifier], records)
            for record in records:
                self._cached_dates.pop((identifier, record.id), None)

    def _add_cached(self, search: CatalogueSearch, found: list[CachedRecord]) -> None:
        if search is not self._search:
            return
        for identifier, record, when in found:
            if not search.states[identifier].records:
                self._cached_dates[identifier, record.id] = when
                search.add_cached(identifier, [record])
        self._show()

    def _fetch_more(self, identifier: str) -> None:
        if self._search is not None:
            self._search.fetch_more(identifier)
            self._show()

    def _fetch_more_of(self, identifiers: Iterable[str]) -> None:
        search = self._search
        if search is None:
            return

        def fetch() -> None:
            if search is self._search:
                for identifier in identifiers:
                    search.fetch_more(identifier)
                self._show()

        private = [search.catalogues[one].url for one in identifiers if wants_authentication(search.states[one])]
        if private:
            self._progress.authenticate(private, fetch)
        else:
            fetch()

    def _show(self) -> None:
        search, lookup = self._search, self._lookup
        is_running = self._is_running
        everything = search.results() if search else []
        if lookup is not None and lookup.found is not None:
            everything = [lookup.found]
        found = filter_by_kind(everything, self._form.kinds)
        catalogues = search.catalogues if search else {}
        states = search.states if search else {}
        names = {identifier: catalogue.name for identifier, catalogue in catalogues.items()}
        self._tree.show_results(
            Listing(
                found,
                names,
                self._dates(found),
                region_states(catalogues.values(), states),
                is_filtered=bool(self._form.kinds),
                within_extent=self._is_within_extent,
            )
        )
        self._details.show_names(names)
        self._form.show_kinds({link.kind for one in everything for link in one.record.links})
        said = lookup.message if lookup is not None else search_message(search, len(everything), len(found))
        self._message.setText(said)
        self._form.show_searching(is_running)
        self._bar.setVisible(is_running)
        # The steps of an address are not known before.
        self._bar.setRange(0, 0 if lookup is not None else max(1, len(states)))
        self._bar.setValue(sum(state.status is not SearchState.RUNNING for state in states.values()))
        self._actions.setVisible(bool(found))
        self._states.show_states(tuple(catalogues.values()), states)

    def _dates(self, found: Iterable[FoundRecord]) -> dict[int, datetime]:
        """Return the dates of the data sets that are from the cache alone, by their numbers."""
        dates = {}
        for one in found:
            keys = [(identifier, one.record.id) for identifier in one.catalogues]
            if keys and all(key in self._cached_dates for key in keys):
                dates[one.number] = max(self._cached_dates[key] for key in keys)
        return dates

    def _show_extent(self, record: Record | None) -> None:
        self._band.show(record.extent if record is not None else None)

    def _escape(self) -> None:
        """Stop what is running, or go back to the map."""
        if self._is_running:
            self.cancel()
        elif self._progress.is_busy:
            self._progress.cancel()
        else:
            self._iface.mapCanvas().setFocus()
