"""The list of the regions that a search of the answers leaves."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QGuiApplication, QKeyEvent
from qgis.PyQt.QtWidgets import QAbstractItemView, QTreeWidgetItem

from ...data.fulltext import Group, Hit
from ...gis.labels.labels import status_label
from ...gis.regions.answers_table import answers_text, quote_text, shown_hits
from ...gis.regions.search import FoundRegion
from ...i18n import titled, tr
from ..common.html import marked
from ..common.rich_items import HTML, RichTree

CODE = Qt.ItemDataRole.UserRole
"""The role under which an item of the list, a hit too, has the code of its region."""
_PLACE = Qt.ItemDataRole.UserRole + 2
"""The role of the place of a region among those found, and of a hit among its region's."""


class AnswersList(RichTree):
    """The regions found, each with its hits under it. A click selects; a double click or Enter opens."""

    opened = pyqtSignal(object, object)
    """The FoundRegion to open, and the Hit to open it at, None for its beginning."""

    def __init__(self) -> None:
        super().__init__()
        self._found: list[FoundRegion] = []
        self._edition = ""
        self.setObjectName("ctdFindList")
        self.setAccessibleName(tr("Regions found"))
        self.setAccessibleDescription(tr("A double click or Enter opens the region at the passage."))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.itemDoubleClicked.connect(lambda item, _column: self._open(item))

    @property
    def found(self) -> Sequence[FoundRegion]:
        """The regions that are listed."""
        return self._found

    @property
    def edition(self) -> str:
        """The name of the edition that the regions are of, as its file has it."""
        return self._edition

    def fill(self, found: list[FoundRegion], edition: str) -> None:
        """List what was found; what is listed already keeps its place and its selection."""
        if found == self._found and edition == self._edition:
            return
        self._found, self._edition = found, edition
        self.clear()
        for place, one in enumerate(found):
            status = status_label(one.region.status, one.region.carried_from("statut"))
            item = QTreeWidgetItem([f"{one.region.printed_name} – {status}"])
            item.setData(0, CODE, one.region.code)
            item.setData(0, _PLACE, place)
            named = next((hit.spans for hit in one.hits if hit.passage.group is Group.REGION), ())
            item.setData(0, HTML, f"<b>{marked(one.region.printed_name, named)}</b> – {escape(status)}")
            item.addChildren([_hit_item(hit, number) for number, hit in enumerate(shown_hits(one))])
            self.addTopLevelItem(item)
        self.expandAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.open_current()
        else:
            super().keyPressEvent(event)

    def open_current(self) -> None:
        """Open the entry that the keyboard is on."""
        if self.currentItem() is not None:
            self._open(self.currentItem())

    def copy_selected(self) -> None:
        """Copy the entries that are selected, from top to bottom: passages as quotes with their source."""
        lines = []
        for number in range(self.topLevelItemCount()):
            item = self.topLevelItem(number)
            hits = [item.child(row) for row in range(item.childCount()) if item.child(row).isSelected()]
            if item.isSelected() and not hits:
                lines.append(item.text(0))
            lines += [self._quoted(hit) for hit in hits]
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def copy_all(self) -> None:
        """Copy the whole list, as it is shown, with its source."""
        QGuiApplication.clipboard().setText(answers_text(self._found, self._edition))

    def _open(self, item: QTreeWidgetItem) -> None:
        if item.parent() is None:
            self.opened.emit(self._found[item.data(0, _PLACE)], None)
        else:
            self.opened.emit(*self._hit(item))

    def _hit(self, item: QTreeWidgetItem) -> tuple[FoundRegion, Hit]:
        found = self._found[item.parent().data(0, _PLACE)]
        return found, shown_hits(found)[item.data(0, _PLACE)]

    def _quoted(self, item: QTreeWidgetItem) -> str:
        found, hit = self._hit(item)
        return quote_text(hit, found.region.printed_name, self._edition)


def _hit_item(hit: Hit, place: int) -> QTreeWidgetItem:
    snippet = hit.snippet()
    item = QTreeWidgetItem([titled(hit.passage.section, snippet.text)])
    item.setData(0, CODE, hit.passage.code)
    item.setData(0, _PLACE, place)
    item.setData(0, HTML, f"<i>{escape(hit.passage.section)}</i><br>{marked(snippet.text, snippet.spans)}")
    return item
