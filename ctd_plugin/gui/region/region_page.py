"""The page of a region: HTML with plots that name what is under the pointer, and marks that it can be scrolled to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from qgis.PyQt.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QHelpEvent, QTextCharFormat, QTextCursor, QTextFormat, QTextFragment
from qgis.PyQt.QtWidgets import QToolTip, QWidget

from ..common.html import COMMAND, auto_text
from ..common.page_view import PageView
from ..plots.plot import Plot, PlotLook, look_of

PLOT = "ctd-plot:"
"""Begins the address of a plot in the page; what follows is its key."""

FOLD = f"{COMMAND}:fold/"
"""Begins the command of the head of a section, which folds it; what follows is the section's key."""

_OBJECT = "\ufffc"
"""Stands for a picture in a plain text."""
_BACKGROUND = QTextFormat.Property.BackgroundBrush


class RegionPage(PageView):
    """Loads its own plots and nothing else."""

    narrowed = pyqtSignal()
    """The page has another width, and so have its plots."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._plots: Mapping[str, Plot] = {}
        self._width = 0

    def look(self) -> PlotLook:
        """Return how plots look on this page."""
        return look_of(self, self._room())

    def show_region(self, html: str, plots: Mapping[str, Plot]) -> None:
        """Show a page with its plots, at the scroll position of the one before."""
        self._plots = plots
        self._width = self._room()
        self.show_page(html)

    def loadResource(self, kind: int, address: QUrl) -> object:
        """Return a plot; no file and no address is ever read."""
        plot = self._plots.get(address.toString().removeprefix(PLOT))
        return plot.image if plot else None

    def show_section(self, key: str) -> None:
        """Scroll to the first mark of a section, or to its head where it has none."""
        heads = self._fragments(lambda style: style.anchorHref() == f"{FOLD}{key}")
        head = next(heads, None)
        if head is None:
            return
        ends = self._fragments(lambda style: style.anchorHref().startswith(FOLD), after=head.position())
        end = next((one.position() for one in ends), self.document().characterCount())
        marks = self._fragments(lambda style: style.hasProperty(_BACKGROUND), after=head.position())
        mark = next((one for one in marks if one.position() < end), None)
        cursor = QTextCursor(self.document())
        cursor.setPosition((mark or head).position())
        self.setTextCursor(cursor)
        top = self.cursorRect(cursor).top() + self.verticalScrollBar().value()
        # What leads up to a mark stays in view.
        lead = self.viewport().height() // 4 if mark else 4
        self.verticalScrollBar().setValue(max(0, top - lead))

    def viewportEvent(self, event: QEvent) -> bool:
        """Name what is under the pointer on a plot."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            if words := self._plot_text(event.pos()):
                QToolTip.showText(event.globalPos(), auto_text(words), self.viewport())
            else:
                QToolTip.hideText()
            return True
        return bool(super().viewportEvent(event))

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)
        if self._width and self._room() != self._width:
            self.narrowed.emit()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return the selection as a text that mail and spreadsheets take: plots are no part of it."""
        data = QMimeData()
        data.setText(plain_selection(self.textCursor()))
        return data

    def _room(self) -> int:
        """Return the width for a plot beside the scroll bar, which comes and goes with the sections."""
        bar = self.verticalScrollBar().sizeHint().width()
        return int(self.width() - bar - 2 * self.document().documentMargin() - 2)

    def _fragments(self, wanted: Callable[[QTextCharFormat], bool], after: int = -1) -> Iterator[QTextFragment]:
        """Yield the pieces of text of a style that begin after a position."""
        block = self.document().findBlock(max(0, after))
        while block.isValid():
            fragments = block.begin()
            while not fragments.atEnd():
                fragment = fragments.fragment()
                if fragment.position() > after and wanted(fragment.charFormat()):
                    yield fragment
                fragments += 1
            block = block.next()

    def _plot_text(self, place: QPoint) -> str:
        """Return the words of what is under a place of the viewport."""
        point = QPointF(place) + QPointF(0, self.verticalScrollBar().value())
        layout = self.document().documentLayout()
        plot = self._plots.get(layout.imageAt(point).removeprefix(PLOT))
        if plot is None:
            return ""
        block = self.document().findBlock(self.cursorForPosition(place).position())
        line = block.layout().lineAt(0)
        corner = layout.blockBoundingRect(block).topLeft() + line.position()
        area = QRectF(corner.x(), corner.y() + line.height() - plot.height, plot.width, plot.height)
        return plot.text_at(point - area.topLeft())


def plain_selection(cursor: QTextCursor) -> str:
    """Return the selected text without the lines of its pictures."""
    lines = cursor.selection().toPlainText().split("\n")
    return "\n".join(line for line in lines if line.strip() != _OBJECT)
