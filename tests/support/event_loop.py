"""Waiting for what comes of itself, while QGIS goes on."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication, QElapsedTimer, QEventLoop


def until(condition, *, seconds):
    """Let events be handled until a condition holds; False where it never does."""
    timer = QElapsedTimer()
    timer.start()
    while not condition():
        if timer.elapsed() > seconds * 1000:
            return False
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    return True
