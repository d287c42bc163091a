"""The plugin's windows: each is open once at most, kept while it is open, and closed when the plugin is unloaded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QDialog

W = TypeVar("W", bound=QDialog)


class Windows:
    """Keeps a Python reference to each open window, by its object name.

    Without one, Python would collect what the plugin adds to a window, though its parent, QGIS's main window, keeps the
    Qt object alive.
    """

    def __init__(self) -> None:
        # Of any kind: whoever asks for a window by its name knows of which.
        self._open: dict[str, Any] = {}

    def show(self, name: str, create: Callable[[], W], on_accept: Callable[[W], None] | None = None) -> W:
        """Bring the window of this name to the front, created by `create` where none is open; return it.

        It is deleted once it is closed. `on_accept` is called with it before, where it was accepted.
        """
        window = self._open.get(name)
        if window is None or sip.isdeleted(window) or not window.isVisible():
            window = create()
            self._open[name] = window
            window.finished.connect(lambda result: self._finish(name, window, on_accept if result else None))
            window.show()
        elif window.isMinimized():
            window.showNormal()
        window.raise_()
        window.activateWindow()
        return window

    def close(self) -> None:
        """Close all windows: their work is cancelled, open questions are rejected, and no new ones asked."""
        windows, self._open = list(self._open.values()), {}
        for window in windows:
            if sip.isdeleted(window):
                continue
            for question in window.findChildren(QDialog):
                question.reject()
            window.done(QDialog.DialogCode.Rejected)

    def _finish(self, name: str, window: W, on_accept: Callable[[W], None] | None) -> None:
        """Handle a window that was closed."""
        if on_accept is None:
            self._release(name, window)
        else:
            # Once accept() has returned: an event loop in `on_accept` could delete the form meanwhile.
            QTimer.singleShot(0, lambda: self._accept(name, window, on_accept))

    def _accept(self, name: str, form: W, on_accept: Callable[[W], None]) -> None:
        # The plugin may have been unloaded in between.
        if self._open.get(name) is not form:
            return
        try:
            on_accept(form)
        finally:
            self._release(name, form)

    def _release(self, name: str, window: QDialog) -> None:
        if self._open.get(name) is window:
            del self._open[name]
        if not sip.isdeleted(window):
            window.deleteLater()
