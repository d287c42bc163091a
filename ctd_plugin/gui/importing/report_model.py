"""The remarks of an import as a table: their texts by column, and those that are left of a kind and of words."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, QSortFilterProxyModel, Qt

from ...data.importing.import_report import ImportRemark, headings, remark_cells, remark_kinds
from ...text import unaccented
from ..common.html import auto_text

KIND, ROW, COLUMN, VALUE = range(4)
ALL = ""
"""In the place of a kind: every one."""
_SORT = Qt.ItemDataRole.UserRole + 1


class RemarkModel(QAbstractTableModel):
    """The texts of remarks, which the window shows, copies and saves alike."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.remarks: tuple[ImportRemark, ...] = ()
        self._headings = headings()
        self._kinds = remark_kinds()
        self._folded: dict[int, str] = {}

    def show_remarks(self, remarks: tuple[ImportRemark, ...]) -> None:
        self.beginResetModel()
        self.remarks = remarks
        self._folded.clear()
        self.endResetModel()

    def cells(self, row: int) -> tuple[str, ...]:
        """Return the texts of a remark."""
        return remark_cells(self.remarks[row], self._kinds)

    def folded(self, row: int) -> str:
        """Return the texts of a remark without accents and capitals; kept, for each letter typed asks for all."""
        if row not in self._folded:
            self._folded[row] = unaccented(" ".join(self.cells(row)))
        return self._folded[row]

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.remarks)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        remark = self.remarks[index.row()]
        if role == _SORT and index.column() == ROW:
            return remark.row
        if role in (Qt.ItemDataRole.DisplayRole, _SORT):
            return " ".join(self.cells(index.row())[index.column()].split())[:300]
        if role == Qt.ItemDataRole.ToolTipRole:
            return auto_text(self.cells(index.row())[index.column()][:600])
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == ROW:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class RemarkFilter(QSortFilterProxyModel):
    """Leaves the remarks of a kind with all words, whatever their accents and capitals."""

    def __init__(self, model: RemarkModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.setSourceModel(model)
        self._words: list[str] = []
        self._kind = ALL
        self.setSortRole(_SORT)
        self.setSortLocaleAware(True)

    def set_words(self, text: str) -> None:
        self._words = unaccented(text).split()
        self.invalidateFilter()

    def set_kind(self, kind: str) -> None:
        self._kind = kind
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, _parent: QModelIndex) -> bool:
        remark = self._model.remarks[row]
        if self._kind not in (ALL, remark.kind.value):
            return False
        if not self._words:
            return True
        text = self._model.folded(row)
        return all(word in text for word in self._words)
