"""`ctdHelp`: opens the offline guide in the system's browser, at the page of the window that asks."""

from __future__ import annotations

from functools import partial

from qgis.PyQt.QtCore import QEvent, QObject, Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QDialogButtonBox, QPushButton, QWidget

from ...gis.guide import guide_page
from ...i18n import current_language, tr
from ..common.links import open_file


def show_help(page: str = "") -> None:
    """Open a page of the guide in QGIS's language, the first one by default."""
    open_file(guide_page(page or "index", current_language()))


def help_button(box: QDialogButtonBox, page: str) -> QPushButton:
    """Add a Help button to the buttons of a window; F1 does the same anywhere in it."""
    # Not the standard button, whose text is that of Qt's own translations.
    button = box.addButton(tr("Help"), QDialogButtonBox.ButtonRole.HelpRole)
    button.setObjectName("ctdWindowHelp")
    button.setAutoDefault(False)
    button.setToolTip(tr("Open the guide at the page of this window (F1)"))
    button.setShortcut("F1")
    button.clicked.connect(lambda _checked=False: show_help(page))
    return button


def help_key(widget: QWidget, page: str) -> None:
    """Open the guide's page on F1 in a widget of QGIS's own window, where F1 opens QGIS's help otherwise."""
    widget.installEventFilter(_HelpKey(widget, partial(show_help, page)))


class _HelpKey(QObject):
    """Takes F1 before QGIS's shortcut does; a key that a child leaves arrives here, too."""

    def __init__(self, widget: QWidget, show: partial[None]) -> None:
        super().__init__(widget)
        self._show = show

    def eventFilter(self, _widget: QObject | None, event: QEvent | None) -> bool:
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_F1:
            return False
        if event.type() == QEvent.Type.KeyPress:
            self._show()
        event.accept()
        return True
