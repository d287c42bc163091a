"""A table view whose cells are texts, check boxes or choices; its delegate draws only the rows on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QAbstractItemModel, QModelIndex, QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QFontMetrics, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ..common.html import auto_text

CHOICES = Qt.ItemDataRole.UserRole + 1
"""Role of a cell's choices: (value, label) pairs."""
VALUE = Qt.ItemDataRole.UserRole + 2
"""Role of the chosen value."""

Choice = tuple[str, str]


class ChoiceTable(QTableView):
    """A table with a model of its own; `edited` gives row and column of a cell that its user changed."""

    edited = pyqtSignal(int, int)

    def __init__(
        self, name: str, label: str, headings: Sequence[str], stretched: Sequence[int], widest: int = 26
    ) -> None:
        """`label` is what a screen reader says; `widest` bounds the columns that are not `stretched`, in letters."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._model = QStandardItemModel(0, len(headings), self)
        self._headings = list(headings)
        self._stretched = list(stretched)
        self._widest = widest * self.fontMetrics().averageCharWidth()
        self._model.setHorizontalHeaderLabels(self._headings)
        self._filling = False
        self._model.itemChanged.connect(self._changed)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        # Not when the current cell changes: the arrow keys would get caught in its box, and change what is chosen.
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.SelectedClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.clicked.connect(self._open)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(QFontMetrics(self.font()).averageCharWidth() * 6)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Open the choices of the current cell on Enter."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event is not None and event.key() in keys and not event.modifiers() and self._open(self.currentIndex()):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> bool:
        """Open the choices of a cell; whether it has any."""
        is_open = index.data(CHOICES) is not None and self.state() != QAbstractItemView.State.EditingState
        if is_open:
            self.edit(index)
        return is_open

    def fill(self, rows: Sequence[Sequence[QStandardItem]]) -> None:
        """Show these rows; the scroll position stays."""
        position = self.verticalScrollBar().value()
        self._filling = True
        self._model.setRowCount(0)
        for row in rows:
            self._model.appendRow(list(row))
        self._filling = False
        header = self.horizontalHeader()
        for column in range(len(self._headings)):
            is_stretched = column in self._stretched
            header.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch if is_stretched else QHeaderView.ResizeMode.Interactive
            )
            if not is_stretched:
                self.resizeColumnToContents(column)
                self.setColumnWidth(column, min(self.columnWidth(column), self._widest))
        self.verticalScrollBar().setValue(position)

    def set_headings(self, headings: Sequence[str]) -> None:
        """Remove all rows and set new columns."""
        self._headings = list(headings)
        self._model.clear()
        self._model.setHorizontalHeaderLabels(self._headings)

    def value(self, row: int, column: int) -> str:
        """Return the chosen value of a cell with choices."""
        return str(self._model.item(row, column).data(VALUE))

    def item(self, row: int, column: int) -> QStandardItem:
        """Return the item of a cell."""
        return self._model.item(row, column)

    def _changed(self, item: QStandardItem) -> None:
        if self._filling:
            return
        row, column = item.row(), item.column()
        # Later: a slot may fill the table again while the cell's editor is closing.
        QTimer.singleShot(0, lambda: None if sip.isdeleted(self) else self.edited.emit(row, column))


def text_item(text: str, tip: str = "") -> QStandardItem:
    """Return a cell with a text on one line; its tooltip shows `tip` or the whole text."""
    item = QStandardItem(" ".join(text.split())[:300])
    item.setToolTip(_tooltip(tip or text))
    item.setEditable(False)
    return item


def choice_item(value: str, choices: Sequence[Choice]) -> QStandardItem:
    """Return a cell with a choice; a value that is none of the choices is shown as it is."""
    item = QStandardItem(dict(choices).get(value, value))
    item.setData(list(choices), CHOICES)
    item.setData(value, VALUE)
    item.setToolTip(_tooltip(item.text()))
    return item


def check_item(checked: bool, tip: str) -> QStandardItem:
    """Return a cell with a check box, described by its tooltip."""
    item = QStandardItem()
    item.setEditable(False)
    item.setCheckable(True)
    item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
    item.setToolTip(_tooltip(tip))
    item.setAccessibleText(tip)
    return item


def _tooltip(text: str) -> str:
    return auto_text(text[:600])


class _Delegate(QStyledItemDelegate):
    """Draws a cell with choices as a combo box, which is its editor."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        if index.data(CHOICES) is None:
            super().paint(painter, option, index)
            return
        box = QStyleOptionComboBox()
        box.rect = option.rect.adjusted(1, 1, -1, -1)
        box.palette = option.palette
        box.fontMetrics = option.fontMetrics
        box.state = QStyle.StateFlag.State_Enabled
        style = option.widget.style() if option.widget else QApplication.style()
        text = option.fontMetrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, box.rect.width() - 28)
        box.currentText = text
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, option.palette.highlight())
        style.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, box, painter, option.widget)
        style.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, box, painter, option.widget)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        if index.data(CHOICES) is not None:
            size.setWidth(size.width() + 34)
            size.setHeight(max(size.height(), option.fontMetrics.height() + 8))
        return size

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:
        choices = index.data(CHOICES)
        if choices is None:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        for value, label in choices:
            box.addItem(label, value)
        box.activated.connect(lambda _index: self._commit(box))
        # Its list at once: who opened the cell wants to see the choices.
        QTimer.singleShot(0, lambda: None if sip.isdeleted(box) else box.showPopup())
        return box

    def _commit(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(index.data(VALUE))))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex) -> None:
        if not isinstance(editor, QComboBox):
            super().setModelData(editor, model, index)
            return
        if editor.currentData() != index.data(VALUE):
            choose(model, index, editor.currentData(), editor.currentText())


def choose(model: QAbstractItemModel, index: QModelIndex, value: str, label: str) -> None:
    """Set the choice of a cell; its text last, so that itemChanged comes once, with the new value."""
    model.blockSignals(True)
    model.setData(index, value, VALUE)
    model.blockSignals(False)
    model.setData(index, label, Qt.ItemDataRole.DisplayRole)
