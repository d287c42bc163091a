"""A scrolling page of HTML in the colours of QGIS's theme."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette, QTextCursor, QTextOption
from qgis.PyQt.QtWidgets import QFrame, QStyle, QStyleOptionFocusRect, QTextBrowser, QWidget


class PageView(QTextBrowser):
    """Shows HTML whose texts are escaped; loads and opens nothing by itself: `anchorClicked` gives the link."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ctdPage")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        # An address is longer than a narrow panel.
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_page(self, html: str) -> None:
        """Show a page at the scroll position of the one before."""
        scroll = self.verticalScrollBar().value()
        self.document().setDefaultStyleSheet(self._style_sheet())
        if self.verticalScrollBar().isVisible():
            # Without a page, before the next one, it would go and come again: QGIS would lay both out anew.
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
            self.setHtml(html)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        else:
            self.setHtml(html)
        self.verticalScrollBar().setValue(scroll)

    def focus_link(self, target: str) -> None:
        """Give the keyboard focus to the link to `target`, which setHtml() took away."""
        scroll = self.verticalScrollBar().value()
        block = self.document().begin()
        while block.isValid():
            fragments = block.begin()
            while not fragments.atEnd():
                fragment = fragments.fragment()
                if fragment.charFormat().anchorHref() == target:
                    cursor = QTextCursor(self.document())
                    cursor.setPosition(fragment.position())
                    end = fragment.position() + fragment.length()
                    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                    self.setTextCursor(cursor)
                    self.verticalScrollBar().setValue(scroll)
                    return
                fragments += 1
            block = block.next()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            # A text that cannot be edited has no cursor to show where the focus is.
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            option.rect = self.viewport().rect()
            painter = QPainter(self.viewport())
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, self)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _style_sheet(self) -> str:
        """Return the style of the page in the colours of QGIS's theme."""
        roles = QPalette.ColorRole
        text, link, hit, hit_text = (
            self.palette().color(QPalette.ColorGroup.Active, role).name()
            for role in (roles.Text, roles.Link, roles.Highlight, roles.HighlightedText)
        )
        return (
            f"body, p, td {{ color: {text}; }} p {{ margin: 2px 0 2px 0; }}"
            f"a {{ color: {link}; }}"
            f".head {{ margin: 12px 0 3px 0; font-weight: bold; }}"
            f".head a {{ color: {text}; text-decoration: none; }}"
            f".small {{ font-size: small; }}"
            f".hit {{ background-color: {hit}; color: {hit_text}; }}"
        )
