"""What a map just loaded still lacks, such as its layouts: made once it is drawn, as nobody should wait for it."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, QTimer

_LATEST_MS = 1000
"""A map that takes longer to draw, with a layer from a slow server, does not hold it up."""
_awaited: list[AfterDrawing] = []


def call_when_drawn(canvas: QgsMapCanvas, work: Callable[[], object]) -> None:
    """Call `work` when the canvas is drawn the next time, and before QGIS writes the project or the plugin is unloaded.

    It is called at once where nothing will be drawn, and never where the project is closed before.
    """
    if canvas.isVisible() and canvas.renderFlag() and not canvas.isFrozen():
        _awaited.append(AfterDrawing(canvas, work))
    else:
        work()


def finish() -> None:
    """Call now what is still to be called."""
    for each in list(_awaited):
        each.finish()


class AfterDrawing(QObject):
    """Waits for the first of the moments at which something is to be called."""

    def __init__(self, canvas: QgsMapCanvas, work: Callable[[], object]) -> None:
        super().__init__(canvas)
        self._work = work
        self._project = QgsProject.instance()
        # QGIS writes layouts and bookmarks after it has said that it will.
        self._signals = (canvas.mapCanvasRefreshed, self._project.writeProject)
        for signal in self._signals:
            signal.connect(self.finish)
        self._project.cleared.connect(self._leave)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.finish)
        self._timer.start(_LATEST_MS)

    def finish(self, *_: object) -> None:
        """Call it, once."""
        self._leave()
        self._work()

    def _leave(self) -> None:
        _awaited.remove(self)
        for signal in self._signals:
            signal.disconnect(self.finish)
        self._project.cleared.disconnect(self._leave)
        self._timer.stop()
        self.deleteLater()
