"""Tables of texts with a selected row, which can be copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QAction, QApplication, QHeaderView, QTableWidget, QTableWidgetItem

from ...i18n import tr
from ..common.html import auto_text


class TextTable(QTableWidget):
    """Rows of texts; `selected` is called with the number of the row that is selected, -1 for none."""

    def __init__(
        self, name: str, label: str, headings: Sequence[str], selected: Callable[[int], None] = lambda row: None
    ) -> None:
        super().__init__(0, len(headings))
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._headings = list(headings)
        self.setHorizontalHeaderLabels(self._headings)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self._selected = selected
        self.currentCellChanged.connect(self._on_current)
        copy = QAction(tr("Copy"), self)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(lambda _checked=False: self._copy_row())
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def fill(self, rows: Sequence[Sequence[str]], widest: Sequence[int]) -> None:
        """Show these rows, at the row that was selected before; `widest` bounds all columns but the last."""
        current = max(0, self.currentRow())
        self.blockSignals(True)
        self.setRowCount(len(rows))
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(" ".join(text.split())[:300])
                item.setToolTip(auto_text(text[:600]))
                self.setItem(row, column, item)
        for column, characters in enumerate(widest):
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.resizeColumnToContents(column)
            most = max(
                characters * self.fontMetrics().averageCharWidth(), self.horizontalHeader().sectionSizeHint(column)
            )
            self.setColumnWidth(column, min(self.columnWidth(column), most))
        last = self.columnCount() - 1
        self.setColumnWidth(last, self.horizontalHeader().sectionSizeHint(last))
        self.blockSignals(False)
        if rows:
            self.setCurrentCell(min(current, len(rows) - 1), 0)
        self._selected(self.currentRow() if rows else -1)

    def text(self) -> str:
        """Return the table as lines of cells parted by tabs."""
        rows = [self._headings, *(self._cells(row) for row in range(self.rowCount()))]
        return "\n".join("\t".join(cells) for cells in rows)

    def _cells(self, row: int) -> list[str]:
        return [self.item(row, column).text() for column in range(self.columnCount())]

    def _on_current(self, row: int, _column: int, before: int, _column_before: int) -> None:
        if row != before:
            self._selected(row)

    def _copy_row(self) -> None:
        if self.currentRow() >= 0:
            copy_text("\t".join(self._cells(self.currentRow())))


def copy_text(text: str) -> None:
    """Put a text into the clipboard."""
    QApplication.clipboard().setText(text)
