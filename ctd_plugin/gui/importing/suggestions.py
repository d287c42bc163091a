"""The buttons under a list that accept all its suggestions at once, and take that back."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ...i18n import number, plural, tr


class SuggestionBar(QWidget):
    """Shows how many suggestions there are; `undo` is offered as long as something of the list was decided."""

    def __init__(self, name: str, accept: Callable[[], None], undo: Callable[[], None]) -> None:
        """`name` ends the object names of the buttons, which tests and users' scripts know."""
        super().__init__()
        self._accept = self._button(f"ctdImportAccept{name}", accept)
        self._undo = self._button(f"ctdImportUndo{name}", undo)
        self._undo.setText(tr("Undo"))
        self._undo.setToolTip(tr("Undo the last choice in this list"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._undo)
        layout.addWidget(self._accept)
        self.show_count(0, can_undo=False)

    def show_count(self, count: int, *, can_undo: bool) -> None:
        """Show the number of suggestions that are left; without any, there is nothing to accept."""
        text = plural(count, tr("Accept the suggestion"), tr("Accept all {count} suggestions"))
        self._accept.setText(text.format(count=number(count)))
        self._accept.setEnabled(count > 0)
        self._accept.setVisible(count > 0)
        self._undo.setVisible(can_undo)

    def _button(self, name: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton()
        button.setObjectName(name)
        button.clicked.connect(lambda _checked=False: slot())
        return button
