"""The list of the regions that a search of the answers leaves."""

from __future__ import annotations

from html import escape

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QTreeWidgetItem

from ...data.fulltext import Group, Hit
from ...gis.labels.labels import status_label
from ...gis.regions.search import FoundRegion
from ...i18n import titled, tr
from ..common.html import marked
from ..common.rich_items import HTML, RichTree

CODE = Qt.ItemDataRole.UserRole
"""The role under which an item of the list, a hit too, has the code of its region."""


class AnswersList(RichTree):
    """The regions found, each with its hits under it."""

    def __init__(self) -> None:
        super().__init__()
        self._found: list[FoundRegion] = []
        self.setObjectName("ctdFindList")
        self.setAccessibleName(tr("Regions found"))

    def fill(self, found: list[FoundRegion]) -> None:
        """List what was found; what is listed already keeps its place and its selection."""
        if found == self._found:
            return
        self._found = found
        self.clear()
        for one in found:
            status = status_label(one.region.status, one.region.carried_from("statut"))
            item = QTreeWidgetItem([f"{one.region.printed_name} – {status}"])
            item.setData(0, CODE, one.region.code)
            named = next((hit.spans for hit in one.hits if hit.passage.group is Group.REGION), ())
            item.setData(0, HTML, f"<b>{marked(one.region.printed_name, named)}</b> – {escape(status)}")
            item.addChildren([_hit_item(hit) for hit in one.hits if hit.passage.group is not Group.REGION])
            self.addTopLevelItem(item)
        self.expandAll()


def _hit_item(hit: Hit) -> QTreeWidgetItem:
    snippet = hit.snippet()
    item = QTreeWidgetItem([titled(hit.passage.section, snippet.text)])
    item.setData(0, CODE, hit.passage.code)
    item.setData(0, HTML, f"<i>{escape(hit.passage.section)}</i><br>{marked(snippet.text, snippet.spans)}")
    return item
