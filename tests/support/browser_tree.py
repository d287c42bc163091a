"""A browser of QGIS with the plugin’s item in it."""

from __future__ import annotations

from qgis.core import Qgis, QgsBrowserModel
from qgis.PyQt.QtCore import QCoreApplication, QElapsedTimer, Qt

from ctd_plugin.gui.navigation.browser import NAME


class Tree(QgsBrowserModel):
    """A browser of QGIS; its items are asked for through it, since `QgsDataItem.children` deletes what it returns."""

    def root(self):
        (index,) = roots(self)
        return self.dataItem(index)

    def below(self, item):
        """Open an item as its arrow does, and return what comes."""
        index = self.findItem(item)
        if item.state() != Qgis.BrowserItemState.Populated:
            self.fetchMore(index)
        waited = QElapsedTimer()
        waited.start()
        while item.state() != Qgis.BrowserItemState.Populated and waited.elapsed() < 10_000:
            QCoreApplication.processEvents()
        items = [self.dataItem(self.index(row, 0, index)) for row in range(self.rowCount(index))]
        # As QGIS's panel does.
        return sorted(items, key=lambda item: item.sortKey())

    def find(self, *names):
        item = self.root()
        for name in names:
            (item,) = [one for one in self.below(item) if one.name() == name]
        return item


def roots(model):
    indexes = [model.index(row, 0) for row in range(model.rowCount())]
    return [index for index in indexes if model.data(index, Qt.ItemDataRole.DisplayRole) == NAME]
