"""A label whose links the keyboard reaches like those of a page."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFocusEvent
from qgis.PyQt.QtWidgets import QLabel, QWidget


class LinkLabel(QLabel):
    """Shows HTML whose texts are escaped; opens nothing by itself: `linkActivated` gives the link."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.RichText)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(
            flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard | flags.TextSelectableByMouse
        )

    def show_html(self, html: str) -> None:
        """Show a text; one without links is left out of the tab order."""
        self.setText(html)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if "<a " in html else Qt.FocusPolicy.ClickFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Go to the first link at once: Qt would ask for the Tab key a second time."""
        super().focusInEvent(event)
        reasons = Qt.FocusReason
        if event.reason() in (reasons.TabFocusReason, reasons.BacktabFocusReason) and "<a " in self.text():
            self.focusNextPrevChild(event.reason() == reasons.TabFocusReason)
