"""The plugin's windows: each is opened here, once, held as long as it is open, and closed when the plugin goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog

W = TypeVar("W", bound=QDialog)


class Windows:
    """Holds the windows that are open, by their object names.

    Their parent, QGIS's main window, is none of Python's: what only that holds is garbage to Python's collector, which
    takes away all that the plugin makes of a window, and leaves the empty window on the screen.
    """

    def __init__(self) -> None:
        self._held: dict[str, QDialog] = {}

    def show(self, name: str, make: Callable[[], W]) -> W:
        """Bring the window of this name to the front; where none is open, `make` makes it.

        It is deleted once it is closed.
        """
        window = self._held.get(name)
        if window is None or sip.isdeleted(window) or not window.isVisible():
            window = make()
            self._held[name] = window
            window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            window.destroyed.connect(self._release)
            window.show()
        elif window.isMinimized():
            window.showNormal()
        window.raise_()
        window.activateWindow()
        return window

    def ask(self, name: str, make: Callable[[], W], take: Callable[[W], None]) -> W:
        """Show a form as any window; `take` is called with it when its user accepts it."""

        def make_form() -> W:
            form = make()
            form.accepted.connect(lambda: take(form))
            return form

        return self.show(name, make_form)

    def close(self) -> None:
        """Close all as their user would: what goes on in one is stopped, and a question that one asks is refused."""
        for window in list(self._held.values()):
            if sip.isdeleted(window):
                continue
            for question in window.findChildren(QDialog):
                question.reject()
            window.close()

    def _release(self, *_: object) -> None:
        self._held = {name: window for name, window in self._held.items() if not sip.isdeleted(window)}
