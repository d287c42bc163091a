"""The choice of a service for what is added to the map: a menu of a button and of the results."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QAction, QMenu, QToolButton, QWidget

from ...i18n import number, plural, tr
from ..common.widgets import menu_text
from .link_choice import AddOption, add_options, default_rule, layer_link
from .result_items import SelectedResult


class AddMenu(QMenu):
    """Lists the services and files of the selection when it opens; the one that is the default is in bold."""

    def __init__(
        self,
        selected: Callable[[], Sequence[SelectedResult]],
        add: Callable[[AddOption], object],
        authenticate: QAction,
        parent: QWidget,
    ) -> None:
        super().__init__(tr("Add to the map as"), parent)
        self.setObjectName("ctdResultServices")
        self.setToolTipsVisible(True)
        self._selected = selected
        self._add = add
        self._authenticate = authenticate
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """List what there is for the selection."""
        self.clear()
        results = self._selected()
        options, left_out = add_options(results)
        defaults = {link for result in results if (link := layer_link(result)) is not None}
        for option in options:
            action = self.addAction(menu_text(option.text))
            action.triggered.connect(lambda _checked=False, option=option: self._add(option))
            if defaults == {link for link, _ in option.links}:
                self.setDefaultAction(action)
        if left_out:
            text = plural(left_out, tr("{count} more link in the list"), tr("{count} more links in the list"))
            self._note(text.format(count=number(left_out)))
        self.addSeparator()
        self.addAction(self._authenticate)
        self._note(default_rule())

    def _note(self, text: str) -> None:
        self.addAction(text).setEnabled(False)


class MenuButton(QToolButton):
    """A button whose menu also opens with the arrow key, which Qt does not do."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.menu() is not None and self.isEnabled():
            self.showMenu()
        else:
            super().keyPressEvent(event)
