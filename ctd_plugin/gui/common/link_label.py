"""A label whose links are reached by Tab, and seen to be."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFocusEvent
from qgis.PyQt.QtWidgets import QLabel, QWidget


class LinkLabel(QLabel):
    """Marks its first link as soon as it has the focus, where Qt's own label waits for another Tab."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        super().focusInEvent(event)
        by_key = event is not None and event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        # A link that is marked still would be passed by.
        if by_key and event is not None and not self.hasSelectedText():
            self.focusNextPrevChild(event.reason() == Qt.FocusReason.TabFocusReason)
