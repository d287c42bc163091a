"""The buttons under a list that accept all its suggestions at once, and take that back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from qgis.PyQt.QtWidgets import QHBoxLayout, QWidget

from ...i18n import number, plural, tr
from ..common.widgets import push_button

T = TypeVar("T")


class SuggestionBar(QWidget, Generic[T]):
    """Shows how many suggestions there are, and keeps the states of the list, the last of which `undo` is called with.

    Undoing is offered as long as there is one.
    """

    def __init__(self, name: str, accept: Callable[[], None], undo: Callable[[T], None]) -> None:
        """`name` ends the object names of the buttons, which tests and users' scripts know."""
        super().__init__()
        self._former: list[T] = []
        self._accept = push_button(f"ctdImportAccept{name}", "", accept)
        self._undo = push_button(f"ctdImportUndo{name}", tr("Undo"), lambda: undo(self._former.pop()))
        self._undo.setToolTip(tr("Undo the last choice in this list"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._undo)
        layout.addWidget(self._accept)
        self.show_count(0)

    def remember(self, state: T) -> None:
        """Keep the state of the list before something of it is decided."""
        self._former.append(state)

    def forget(self) -> None:
        """Forget all states: the list is another one."""
        self._former.clear()

    def show_count(self, count: int) -> None:
        """Show the number of suggestions that are left; without any, there is nothing to accept."""
        text = plural(count, tr("Accept the suggestion"), tr("Accept all {count} suggestions"))
        self._accept.setText(text.format(count=number(count)))
        self._accept.setEnabled(count > 0)
        self._accept.setVisible(count > 0)
        self._undo.setVisible(bool(self._former))
