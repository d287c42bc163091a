"""What a map just loaded still lacks, such as its layouts: made once it is drawn, as nobody should wait for it."""

from __future__ import annotations

from collections.abc import Generator

from qgis.core import QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, QTimer

_LATEST_MS = 1000
"""A map that takes longer to draw, with a layer from a slow server, does not hold it up."""
_awaited: list[AfterDrawing] = []

Steps = Generator[None, None, None]


def do_when_drawn(canvas: QgsMapCanvas, steps: Steps, what: str = "") -> None:
    """Take steps when the canvas is drawn the next time, one by one, so that QGIS's window answers between them.

    They take the place of those that still do the same, such as for another theme. What is left of them is done before
    QGIS writes the project, before the plugin is unloaded, and where nothing will be drawn; nothing of it once the
    project is closed.
    """
    for former in [each for each in _awaited if each.what == what]:
        former.leave()
    work = AfterDrawing(canvas, steps, what)
    if not (canvas.isVisible() and canvas.renderFlag() and not canvas.isFrozen()):
        work.finish()


def finish() -> None:
    """Do now what is still to be done, such as for somebody who needs the layouts."""
    for each in list(_awaited):
        each.finish()


class AfterDrawing(QObject):
    """Waits for the drawing, and takes the steps after it."""

    def __init__(self, canvas: QgsMapCanvas, steps: Steps, what: str) -> None:
        super().__init__(canvas)
        self.what = what
        self._steps = steps
        self._is_busy = False
        self._project = QgsProject.instance()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._follow_timer)
        self._timer.start(_LATEST_MS)
        self._connections = [
            (canvas.mapCanvasRefreshed, self._go_on),
            # QGIS writes layouts and bookmarks after it has said that it will.
            (self._project.writeProject, self.finish),
            # Before it deletes the layers.
            (self._project.aboutToBeCleared, self.leave),
        ]
        for signal, slot in self._connections:
            signal.connect(slot)
        _awaited.append(self)

    def finish(self, *_: object) -> None:
        """Take all steps that are left."""
        # A step may be what calls for it.
        while self in _awaited and not self._is_busy:
            self._take_step()

    def leave(self) -> None:
        """Drop the steps that are left, and what they have made in part."""
        if not self._is_busy:
            self._steps.close()
        _awaited.remove(self)
        for signal, slot in self._connections:
            signal.disconnect(slot)
        self._timer.stop()
        self.deleteLater()

    def _go_on(self) -> None:
        self._timer.start(0)

    def _follow_timer(self) -> None:
        self._take_step()
        if self in _awaited:
            self._go_on()

    def _take_step(self) -> None:
        self._is_busy = True
        try:
            next(self._steps)
        except StopIteration:
            self.leave()
        except Exception:
            self.leave()
            raise
        finally:
            self._is_busy = False
