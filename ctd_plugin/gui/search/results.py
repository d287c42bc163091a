"""The results of a search in a tree: regions, their records, and the links of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import cast

from qgis.core import QgsMimeDataUtils
from qgis.PyQt.QtCore import QEvent, QMimeData, QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QCursor, QKeyEvent
from qgis.PyQt.QtWidgets import QAbstractItemView, QTreeWidgetItem, QWidget

from ...catalogues.merging import FoundRecord
from ...catalogues.records import Link, Record
from ...i18n import number, titled, tr
from ...regions import PRINTED_NAMES
from ...text import fold
from ..common.rich_items import HTML, RichTree
from .labels import kind_name, link_html, record_hint, record_html, record_title

DRAGGED = "ctd-search"
"""The provider key of a dragged result; its URI is its index in `dragged`."""


@dataclass(frozen=True)
class SelectedResult:
    """A selected record, and the link where one of its links is selected."""

    record: Record
    link: Link | None = None


class ResultTree(RichTree):
    """The entry that the user reads stays where it is while results come in."""

    result_activated = pyqtSignal(object)
    """The SelectedResult that was double-clicked, or on which Enter was pressed."""
    record_hovered = pyqtSignal(object)
    """The Record under the pointer, or the current one; None for none."""

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
        self.currentItemChanged.connect(lambda item, _before: self._hover(item))
        self.itemDoubleClicked.connect(lambda item, _column: self._activate(item))
        self.dragged: list[SelectedResult] = []
        self._regions: dict[str, _RegionItem] = {}
        self._records: dict[int, _RecordItem] = {}

    def selected(self) -> list[SelectedResult]:
        """Return the selected records and links, from top to bottom."""
        items = [item for item in self._all_items() if item.isSelected()]
        return [item.result() for item in items if isinstance(item, (_RecordItem, _LinkItem))]

    def show_results(
        self, found: Sequence[FoundRecord], names: Mapping[str, str], since: Mapping[int, datetime]
    ) -> None:
        """List these and no others; `names` are those of the catalogues, `since` the dates of those from the cache."""
        anchor = self._anchor()
        by_region: dict[str, list[FoundRecord]] = {}
        for one in found:
            by_region.setdefault(one.region, []).append(one)
        numbers = {one.number for one in found}
        for gone in self._records.keys() - numbers:
            item = self._records.pop(gone)
            item.parent().removeChild(item)
        order = sorted(by_region, key=lambda code: fold(PRINTED_NAMES.get(code) or code))
        for region in order:
            group = self._region_item(region, order)
            group.show_count(len(by_region[region]))
            for index, one in enumerate(by_region[region]):
                item = self._record_item(one, group, index)
                item.show_record(one, names, since.get(one.number))
        # Last, when none of their records is left in them: some have moved to another region.
        for region in self._regions.keys() - by_region.keys():
            self.takeTopLevelItem(self.indexOfTopLevelItem(self._regions.pop(region)))
        self._return_to(anchor)

    def remove_all(self) -> None:
        """Remove all entries."""
        self._records.clear()
        self._regions.clear()
        self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self._activate(self.currentItem())
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
        self.dragged = [item.result() for item in items if isinstance(item, (_RecordItem, _LinkItem))]
        uris = []
        for index, result in enumerate(self.dragged):
            uri = QgsMimeDataUtils.Uri()
            uri.layerType, uri.providerKey, uri.uri = "custom", DRAGGED, str(index)
            uri.name = record_title(result.record)
            uris.append(uri)
        return QgsMimeDataUtils.encodeUriList(uris)

    def _activate(self, item: QTreeWidgetItem) -> None:
        if isinstance(item, (_RecordItem, _LinkItem)):
            self.result_activated.emit(item.result())
        else:
            item.setExpanded(not item.isExpanded())

    def _hover(self, item: QTreeWidgetItem | None) -> None:
        result = item.result() if isinstance(item, (_RecordItem, _LinkItem)) and self.isVisible() else None
        self.record_hovered.emit(result.record if result is not None else None)

    def _all_items(self) -> Iterable[QTreeWidgetItem]:
        for row in range(self.topLevelItemCount()):
            group = self.topLevelItem(row)
            for index in range(group.childCount()):
                record = group.child(index)
                yield record
                yield from (record.child(link) for link in range(record.childCount()))

    def _region_item(self, region: str, order: Sequence[str]) -> _RegionItem:
        if region not in self._regions:
            before = [self._regions[code] for code in order[: order.index(region)] if code in self._regions]
            self._regions[region] = item = _RegionItem(region)
            self.insertTopLevelItem(self.indexOfTopLevelItem(before[-1]) + 1 if before else 0, item)
            item.setExpanded(True)
        return self._regions[region]

    def _record_item(self, found: FoundRecord, group: _RegionItem, index: int) -> _RecordItem:
        """Return the entry of a data set at its index in its group; one that has moved stays open and selected."""
        item = self._records.get(found.number)
        if item is None:
            self._records[found.number] = item = _RecordItem(found)
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


class _RegionItem(QTreeWidgetItem):
    def __init__(self, region: str) -> None:
        super().__init__()
        self._name = PRINTED_NAMES.get(region, region)
        self.setFlags(Qt.ItemFlag.ItemIsEnabled)

    def show_count(self, count: int) -> None:
        text = titled(self._name, number(count))
        self.setText(0, text)
        _set_html(self, f"<b>{escape(text)}</b>")


class _RecordItem(QTreeWidgetItem):
    def __init__(self, found: FoundRecord) -> None:
        super().__init__()
        self._found = found
        self._show()

    def result(self) -> SelectedResult:
        return SelectedResult(self._found.record)

    def show_record(self, found: FoundRecord, names: Mapping[str, str], since: datetime | None) -> None:
        """Show the data set as it is now."""
        if found.record != self._found.record:
            self._found = found
            self._show()
        _set_html(self, record_html(found, names, since))

    def _show(self) -> None:
        record = self._found.record
        self.setText(0, record_title(record))
        self.setToolTip(0, record_hint(record))
        children = map(self.child, range(self.childCount()))
        if [child.link for child in children if isinstance(child, _LinkItem)] != list(record.links):
            self.takeChildren()
            self.addChildren([_LinkItem(link, record) for link in record.links])


class _LinkItem(QTreeWidgetItem):
    def __init__(self, link: Link, record: Record) -> None:
        super().__init__()
        self.link = link
        self.setText(0, f"{kind_name(link)} {link.title or link.layer}".strip())
        _set_html(self, link_html(link, record))

    def result(self) -> SelectedResult:
        record_item = cast(_RecordItem, self.parent())
        return SelectedResult(record_item.result().record, self.link)


def _set_html(item: QTreeWidgetItem, html: str) -> None:
    if item.data(0, HTML) != html:
        item.setData(0, HTML, html)
