"""The way back from a region to the list of answers that it was opened from."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ...i18n import tr


class BackBar(QWidget):
    """Hidden where a region was not opened from a list."""

    wanted = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.button = QToolButton(self)
        self.button.setObjectName("ctdBack")
        self.button.setAutoRaise(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setArrowType(Qt.ArrowType.LeftArrow)
        # Qt leaves tool buttons out of the tab order.
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.clicked.connect(self.wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addStretch(1)
        self.hide()

    def name_controls(self) -> None:
        """Name the button in the language in force."""
        words = tr("Back to the answers")
        self.button.setText(words)
        self.button.setAccessibleName(words)
        self.button.setToolTip(tr("Back to the list of answers, with its map view (Alt+Left)"))
