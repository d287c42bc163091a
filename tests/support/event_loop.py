"""Waiting for what comes of itself, while QGIS goes on."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication, QElapsedTimer, QEventLoop, QTimer

_PAUSE = 5


def until(condition, seconds=20):
    """Let events be handled until a condition holds; False where it never does."""
    clock, waking = QElapsedTimer(), QTimer()
    clock.start()
    # The condition is asked again after so many milliseconds where no event comes; other threads run meanwhile.
    waking.start(_PAUSE)
    while not condition():
        if clock.elapsed() > seconds * 1000:
            return False
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    return True
