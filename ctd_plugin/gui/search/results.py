"""The results of a search as they come: regions, their records, and the links of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from qgis.core import QgsMimeDataUtils
from qgis.PyQt.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QCursor, QKeyEvent
from qgis.PyQt.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from ...catalogues.merging import FoundRecord
from ...catalogues.records import Link, Record
from ...i18n import number, titled, tr
from ...regions import REGION_NAMES
from ...text import fold
from ..common.rich_items import HTML, RichItemDelegate
from .labels import kind_name, link_html, record_hint, record_html, record_title

DRAGGED = "ctd-search"
"""What a dragged result is called among those that QGIS can be given; its address is its place in `dragged`."""


@dataclass(frozen=True)
class Chosen:
    """What the user points at: a record, and one of its links where it is a link."""

    record: Record
    link: Link | None = None


class ResultTree(QTreeWidget):
    """What the user reads stays where it is while results come in."""

    activated_result = pyqtSignal(object)
    """The Chosen that was double-clicked, or on which Enter was pressed."""
    pointed_at = pyqtSignal(object)
    """The Record that the pointer or the keyboard has come to; None for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ctdSearchResults")
        self.setAccessibleName(tr("Data sets found"))
        self.setHeaderHidden(True)
        self.setItemDelegate(RichItemDelegate(self))
        self.setIndentation(14)
        self.setUniformRowHeights(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setExpandsOnDoubleClick(False)
        self.setDragEnabled(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setMouseTracking(True)
        self.itemEntered.connect(self._point)
        self.currentItemChanged.connect(lambda item, _before: self._point(item))
        self.itemDoubleClicked.connect(lambda item, _column: self._activate(item))
        self.dragged: list[Chosen] = []
        self._regions: dict[str, _RegionItem] = {}
        self._records: dict[int, _RecordItem] = {}
        # Lines are laid out anew for another width, once a drag of the edge has come to rest.
        self._relayout = QTimer(self)
        self._relayout.setSingleShot(True)
        self._relayout.timeout.connect(self.doItemsLayout)

    def chosen(self) -> list[Chosen]:
        """Return what is selected, from top to bottom; a link of a selected record counts for itself too."""
        items = [item for item in self._all_items() if item.isSelected()]
        return [item.chosen() for item in items if isinstance(item, (_RecordItem, _LinkItem))]

    def show_found(self, found: Sequence[FoundRecord], names: Mapping[str, str], since: Mapping[int, datetime]) -> None:
        """List these and no others; `names` are those of the catalogues, `since` the dates of what was remembered."""
        anchor = self._anchor()
        wanted: dict[str, list[FoundRecord]] = {}
        for one in found:
            wanted.setdefault(one.region, []).append(one)
        numbers = {one.number for one in found}
        for gone in [key for key in self._records if key not in numbers]:
            item = self._records.pop(gone)
            item.parent().removeChild(item)
        order = sorted(wanted, key=lambda code: fold(REGION_NAMES.get(code, code)))
        for region in order:
            group = self._region_item(region, order)
            group.show_count(len(wanted[region]))
            for place, one in enumerate(wanted[region]):
                item = self._record_item(one, group, place)
                item.show_found(one, names, since.get(one.number))
        # Last, when none of their records is left in them: some have moved to another region.
        for gone in [region for region in self._regions if region not in wanted]:
            self.takeTopLevelItem(self.indexOfTopLevelItem(self._regions.pop(gone)))
        self._return_to(anchor)

    def forget_all(self) -> None:
        """List nothing."""
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
            self._point(None)
        return super().viewportEvent(event)

    def focusOutEvent(self, event: QEvent) -> None:
        self._point(None)
        super().focusOutEvent(event)

    def hideEvent(self, event: QEvent) -> None:
        self._point(None)
        super().hideEvent(event)

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)
        self._relayout.start(0)

    def mimeData(self, items: Iterable[QTreeWidgetItem]) -> QMimeData:
        """Return what the map takes from a drag; what it stands for is in `dragged`."""
        self.dragged = [item.chosen() for item in items if isinstance(item, (_RecordItem, _LinkItem))]
        uris = []
        for place, chosen in enumerate(self.dragged):
            uri = QgsMimeDataUtils.Uri()
            uri.layerType, uri.providerKey, uri.uri = "custom", DRAGGED, str(place)
            uri.name = record_title(chosen.record)
            uris.append(uri)
        return QgsMimeDataUtils.encodeUriList(uris)

    def _activate(self, item: QTreeWidgetItem) -> None:
        if isinstance(item, (_RecordItem, _LinkItem)):
            self.activated_result.emit(item.chosen())
        else:
            item.setExpanded(not item.isExpanded())

    def _point(self, item: QTreeWidgetItem | None) -> None:
        is_result = isinstance(item, (_RecordItem, _LinkItem)) and self.isVisible()
        self.pointed_at.emit(item.chosen().record if is_result else None)

    def _all_items(self) -> Iterable[QTreeWidgetItem]:
        for row in range(self.topLevelItemCount()):
            group = self.topLevelItem(row)
            for place in range(group.childCount()):
                record = group.child(place)
                yield record
                yield from (record.child(link) for link in range(record.childCount()))

    def _region_item(self, region: str, order: Sequence[str]) -> _RegionItem:
        if region not in self._regions:
            before = [self._regions[code] for code in order[: order.index(region)] if code in self._regions]
            self._regions[region] = item = _RegionItem(region)
            self.insertTopLevelItem(self.indexOfTopLevelItem(before[-1]) + 1 if before else 0, item)
            item.setExpanded(True)
        return self._regions[region]

    def _record_item(self, found: FoundRecord, group: _RegionItem, place: int) -> _RecordItem:
        """Return the entry of a data set at its place in its group; one that has moved stays open and selected."""
        item = self._records.get(found.number)
        if item is None:
            self._records[found.number] = item = _RecordItem(found)
            group.insertChild(place, item)
        elif group.child(place) is not item:
            is_open, is_selected, is_current = item.isExpanded(), item.isSelected(), item is self.currentItem()
            item.parent().removeChild(item)
            group.insertChild(place, item)
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
        self._name = REGION_NAMES.get(region, region)
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

    def chosen(self) -> Chosen:
        return Chosen(self._found.record)

    def show_found(self, found: FoundRecord, names: Mapping[str, str], since: datetime | None) -> None:
        """Show what is known of the data set by now."""
        if found.record != self._found.record:
            self._found = found
            self._show()
        _set_html(self, record_html(found, names, since))

    def _show(self) -> None:
        record = self._found.record
        self.setText(0, record_title(record))
        self.setToolTip(0, record_hint(record))
        if [self.child(place).link for place in range(self.childCount())] != list(record.links):
            self.takeChildren()
            self.addChildren([_LinkItem(link, record) for link in record.links])


class _LinkItem(QTreeWidgetItem):
    def __init__(self, link: Link, record: Record) -> None:
        super().__init__()
        self.link = link
        self.setText(0, f"{kind_name(link)} {link.title or link.layer}".strip())
        _set_html(self, link_html(link, record))

    def chosen(self) -> Chosen:
        return Chosen(self.parent().chosen().record, self.link)


def _set_html(item: QTreeWidgetItem, html: str) -> None:
    if item.data(0, HTML) != html:
        item.setData(0, HTML, html)
