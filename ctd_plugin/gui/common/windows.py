"""The plugin's windows: each is opened here, once, held as long as it is open, and closed when the plugin goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QDialog

W = TypeVar("W", bound=QDialog)


class Windows:
    """Holds the windows that are open, by their object names.

    Their parent, QGIS's main window, is none of Python's: what only that holds is garbage to Python's collector, which
    takes away all that the plugin makes of a window, and leaves the empty window on the screen.
    """

    def __init__(self) -> None:
        self._held: dict[str, QDialog] = {}

    def show(self, name: str, make: Callable[[], W], take: Callable[[W], None] | None = None) -> W:
        """Bring the window of this name to the front; where none is open, `make` makes it.

        It is deleted once it is closed. Where it is a form, `take` is called with it after its user has accepted it.
        """
        window = self._held.get(name)
        if window is None or sip.isdeleted(window) or not window.isVisible():
            window = make()
            self._held[name] = window
            window.finished.connect(lambda result: self._end(name, window, take if result else None))
            window.show()
        elif window.isMinimized():
            window.showNormal()
        window.raise_()
        window.activateWindow()
        return window

    def close(self) -> None:
        """Close all as their user would: what goes on in one is stopped, and a question that one asks is refused."""
        windows, self._held = list(self._held.values()), {}
        for window in windows:
            if sip.isdeleted(window):
                continue
            for question in window.findChildren(QDialog):
                question.reject()
            window.close()

    def _end(self, name: str, window: W, take: Callable[[W], None] | None) -> None:
        """Let go of a window that is closed."""
        if take is None:
            self._let_go(name, window)
        else:
            # Once the form's own code has ended: an event loop in what follows could delete the form under it.
            QTimer.singleShot(0, lambda: self._take(name, window, take))

    def _take(self, name: str, form: W, take: Callable[[W], None]) -> None:
        # The plugin may have gone in between.
        if self._held.get(name) is not form:
            return
        try:
            take(form)
        finally:
            self._let_go(name, form)

    def _let_go(self, name: str, window: QDialog) -> None:
        if self._held.get(name) is window:
            del self._held[name]
        if not sip.isdeleted(window):
            window.deleteLater()
