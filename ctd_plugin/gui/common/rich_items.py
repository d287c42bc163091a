"""List items of several lines of HTML, as wide as the list."""

from __future__ import annotations

from qgis.PyQt.QtCore import QEvent, QModelIndex, QRectF, QSize, Qt, QTimer
from qgis.PyQt.QtGui import QAbstractTextDocumentLayout, QPainter, QPalette, QTextDocument
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QTreeWidget,
    QWidget,
)

HTML = Qt.ItemDataRole.UserRole + 1
"""Role of an item's HTML, whose texts are escaped; its plain text is for screen readers and copying."""

_MARGIN = 3
_MOST_CACHED = 5000


class _RichItemDelegate(QStyledItemDelegate):
    """Draws HTML in the palette's colours, selected or not, in a light or a dark QGIS."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._heights: dict[tuple[str, int, str], int] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        view = option.widget
        style = view.style() if view else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        document = self._document(option, index, option.rect.width(), selected)
        context = QAbstractTextDocumentLayout.PaintContext()
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        context.palette.setColor(QPalette.ColorRole.Text, option.palette.color(role))
        painter.save()
        painter.translate(option.rect.topLeft())
        painter.setClipRect(QRectF(0, 0, option.rect.width(), option.rect.height()))
        document.documentLayout().draw(painter, context)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        view: QTreeView = option.widget
        depth, ancestor = 1, index.parent()
        while ancestor.isValid():
            depth, ancestor = depth + 1, ancestor.parent()
        width = view.viewport().width() - depth * view.indentation()
        # A list is laid out again for each item that is added.
        key = (index.data(HTML), width, view.font().key())
        if key not in self._heights:
            self.initStyleOption(option, index)
            if len(self._heights) > _MOST_CACHED:
                self._heights.clear()
            self._heights[key] = int(self._document(option, index, width, False).size().height()) + 1
        return QSize(width, self._heights[key])

    def _document(self, option: QStyleOptionViewItem, index: QModelIndex, width: int, selected: bool) -> QTextDocument:
        document = QTextDocument()
        document.setDefaultFont(option.font)
        document.setDocumentMargin(_MARGIN)
        palette = option.palette
        mark, text = palette.color(QPalette.ColorRole.Highlight), palette.color(QPalette.ColorRole.HighlightedText)
        if selected:
            mark, text = text, mark
        document.setDefaultStyleSheet(f".hit {{ background-color: {mark.name()}; color: {text.name()}; }}")
        document.setHtml(index.data(HTML) or "")
        document.setTextWidth(width)
        return document


class RichTree(QTreeWidget):
    """A tree without headings, whose items are as wide as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setItemDelegate(_RichItemDelegate(self))
        self.setIndentation(14)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        # Lines are laid out anew for another width, once a drag of the edge has come to rest.
        self._relayout = QTimer(self)
        self._relayout.setSingleShot(True)
        self._relayout.timeout.connect(self.doItemsLayout)

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)
        self._relayout.start(0)
