"""The results of a search in a tree: regions, their records, and the links of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from qgis.core import QgsMimeDataUtils
from qgis.PyQt.QtCore import QEvent, QMimeData, QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QCursor, QKeyEvent
from qgis.PyQt.QtWidgets import QAbstractItemView, QTreeWidgetItem, QWidget

from ...catalogues.merging import FoundRecord
from ...i18n import tr
from ...regions import codes_by_name
from ..common.rich_items import RichTree
from .labels import record_title
from .region_state import RegionState
from .result_items import LinkItem, RecordItem, RegionGroup, RequestItem, SelectedResult

DRAGGED = "ctd-search"
"""The provider key of a dragged result; its URI is its index in `dragged`."""


@dataclass(frozen=True)
class Listing:
    """What is listed: data sets, the best first, and how their regions stand.

    `names` are those of the catalogues by their ids, `since` the dates of data sets from the cache by their numbers.
    `is_filtered` where some are not shown; `within_extent` where the search is of a place.
    """

    found: Sequence[FoundRecord] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    since: Mapping[int, datetime] = field(default_factory=dict)
    regions: Mapping[str, RegionState] = field(default_factory=dict)
    is_filtered: bool = False
    within_extent: bool = False


class ResultTree(RichTree):
    """The entry that the user reads stays where it is while results come in."""

    result_activated = pyqtSignal(object)
    """The SelectedResult that was double-clicked, or on which Enter was pressed."""
    more_requested = pyqtSignal(object)
    """The ids of the catalogues (tuple) from which more is requested, or once again."""
    record_hovered = pyqtSignal(object)
    """The Record under the pointer, or the current one; None for none."""
    record_shown = pyqtSignal(object)
    """The current FoundRecord; None for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ctdSearchResults")
        self.setAccessibleName(tr("Datasets found"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setMouseTracking(True)
        self.itemEntered.connect(self._hover)
        self.currentItemChanged.connect(self._on_current)
        self.itemClicked.connect(lambda item, _column: self._request(item))
        self.itemDoubleClicked.connect(lambda item, _column: self._activate(item))
        self.dragged: list[SelectedResult] = []
        self._regions: dict[str, RegionGroup] = {}
        self._records: dict[int, RecordItem] = {}

    def selected(self) -> list[SelectedResult]:
        """Return the selected records and links, from top to bottom."""
        items = [item for item in self._all_items() if item.isSelected()]
        return [item.result() for item in items if isinstance(item, (RecordItem, LinkItem))]

    def show_results(self, listing: Listing) -> None:
        """List these data sets and no others."""
        anchor = self._anchor()
        by_region: dict[str, list[FoundRecord]] = {
            code: [] for code, one in listing.regions.items() if not one.is_whole
        }
        for one in listing.found:
            by_region.setdefault(one.region, []).append(one)
        numbers = {one.number for one in listing.found}
        for gone in self._records.keys() - numbers:
            item = self._records.pop(gone)
            item.parent().removeChild(item)
        order = codes_by_name(by_region)
        for region in order:
            group = self._region_item(region, order)
            for index, one in enumerate(by_region[region]):
                item = self._record_item(one, group, index)
                since = listing.since.get(one.number)
                item.show_record(one, listing.names, since, within_extent=listing.within_extent)
            state = listing.regions.get(region, RegionState())
            group.show_state(len(by_region[region]), state, is_filtered=listing.is_filtered)
        # Last, when none of their records is left in them: some have moved to another region.
        for region in self._regions.keys() - by_region.keys():
            self.takeTopLevelItem(self.indexOfTopLevelItem(self._regions.pop(region)))
        self._return_to(anchor)
        self._show_current()

    def choose_only(self) -> None:
        """Select the only data set there is, its links unfolded; of several, none."""
        if len(self._records) == 1:
            [item] = self._records.values()
            item.setExpanded(True)
            self.setCurrentItem(item)

    def remove_all(self) -> None:
        """Remove all entries."""
        # Clearing would make one entry after the other the current one.
        self.setCurrentItem(None)
        self._records.clear()
        self._regions.clear()
        self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self._activate(self.currentItem())
            self._request(self.currentItem())
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        return super().viewportEvent(event)

    def focusOutEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().focusOutEvent(event)

    def hideEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().hideEvent(event)

    def mimeData(self, items: Iterable[QTreeWidgetItem]) -> QMimeData:
        """Return the dragged results as URIs that QGIS accepts; their values are in `dragged`."""
        self.dragged = [item.result() for item in items if isinstance(item, (RecordItem, LinkItem))]
        uris = []
        for index, result in enumerate(self.dragged):
            uri = QgsMimeDataUtils.Uri()
            uri.layerType, uri.providerKey, uri.uri = "custom", DRAGGED, str(index)
            uri.name = record_title(result.record)
            uris.append(uri)
        return QgsMimeDataUtils.encodeUriList(uris)

    def _activate(self, item: QTreeWidgetItem) -> None:
        if isinstance(item, (RecordItem, LinkItem)):
            self.result_activated.emit(item.result())
        elif isinstance(item, RegionGroup):
            item.setExpanded(not item.isExpanded())

    def _request(self, item: QTreeWidgetItem) -> None:
        """Ask for what an entry at the end of a region offers; the entry above it stays where it is."""
        if isinstance(item, RequestItem) and item.catalogues:
            wanted = item.catalogues
            # What comes stands below it, and the next key goes there.
            self.setCurrentItem(self.itemAbove(item))
            self.more_requested.emit(wanted)

    def _on_current(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        self._hover(item)
        self._show_current()

    def _show_current(self) -> None:
        item = self.currentItem()
        self.record_shown.emit(item.found if isinstance(item, (RecordItem, LinkItem)) else None)

    def _hover(self, item: QTreeWidgetItem | None) -> None:
        result = item.result() if isinstance(item, (RecordItem, LinkItem)) and self.isVisible() else None
        self.record_hovered.emit(result.record if result is not None else None)

    def _all_items(self) -> Iterable[QTreeWidgetItem]:
        for row in range(self.topLevelItemCount()):
            group = self.topLevelItem(row)
            for index in range(cast(RegionGroup, group).records()):
                record = group.child(index)
                yield record
                yield from (record.child(link) for link in range(record.childCount()))

    def _region_item(self, region: str, order: Sequence[str]) -> RegionGroup:
        if region not in self._regions:
            before = [self._regions[code] for code in order[: order.index(region)] if code in self._regions]
            self._regions[region] = item = RegionGroup(region)
            self.insertTopLevelItem(self.indexOfTopLevelItem(before[-1]) + 1 if before else 0, item)
            item.setExpanded(True)
        return self._regions[region]

    def _record_item(self, found: FoundRecord, group: RegionGroup, index: int) -> RecordItem:
        """Return the entry of a data set at its index in its group; one that has moved stays open and selected."""
        item = self._records.get(found.number)
        if item is None:
            self._records[found.number] = item = RecordItem(found)
            group.insertChild(index, item)
        elif group.child(index) is not item:
            is_open, is_selected, is_current = item.isExpanded(), item.isSelected(), item is self.currentItem()
            item.parent().removeChild(item)
            group.insertChild(index, item)
            item.setExpanded(is_open)
            if is_current:
                self.setCurrentItem(item)
            item.setSelected(is_selected)
        return item

    def _anchor(self) -> tuple[QTreeWidgetItem, int] | None:
        """Return the entry that the user looks at and its height on the screen; None where he looks at none yet."""
        pointer = self.viewport().mapFromGlobal(QCursor.pos())
        pointed = self.itemAt(pointer) if self.viewport().underMouse() else None
        if isinstance(pointed, RequestItem):
            # What it asked for stands above it.
            pointed = self.itemAbove(pointed)
        current, top = self.currentItem(), self.itemAt(QPoint(self.indentation(), 0))
        shown = self.viewport().rect()
        if pointed is not None:
            item = pointed
        elif current is not None and self.visualItemRect(current).intersects(shown):
            item = current
        elif top is not None and self.verticalScrollBar().value() > 0:
            item = top
        else:
            return None
        return item, self.visualItemRect(item).top()

    def _return_to(self, anchor: tuple[QTreeWidgetItem, int] | None) -> None:
        self.executeDelayedItemsLayout()
        if anchor is not None and anchor[0].treeWidget() is self:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualItemRect(anchor[0]).top() - anchor[1])
