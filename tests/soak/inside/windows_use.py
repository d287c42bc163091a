"""Runs inside the real QGIS: every window of the plugin opened and closed, with those that they open themselves."""

from __future__ import annotations

from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QDialog, QPushButton, QTabWidget
from screen import NAMES, is_open, open_windows, window

from tests.soak.inside.steps import Phase, Steps, action, load_map, new_project, part, turns

INNER = {"ctdPlatforms": ("ctdOwnPlatformAdd",), "ctdOpenEdition": ("ctdEditionCompare",)}
"""The buttons of a window that open another one."""


def begin() -> Steps:
    yield from new_project()
    yield from load_map()


def open_all(number: int) -> Steps:
    """Open them side by side, look at each tab and inner window, and close them; or one alone."""
    chosen = list(NAMES) if number % 3 == 0 else [list(NAMES)[number % len(NAMES)]]
    for name in chosen:
        action(name).trigger()
        yield lambda name=name: is_open(NAMES[name])
        for tabs in window(NAMES[name]).findChildren(QTabWidget):
            for index in range(tabs.count()):
                tabs.setCurrentIndex(index)
                yield from turns()
        for button in INNER.get(name, ()):
            before, closed = open_windows(), []
            # One that asks in a loop of its own is closed from within it.
            close_new(before, closed)
            part(QPushButton, button, window(NAMES[name])).click()
            yield lambda closed=closed: bool(closed)
    for name in chosen:
        window(NAMES[name]).reject()
        yield lambda name=name: not is_open(NAMES[name])
    yield from turns(2)


def close_new(before: list[QDialog], closed: list[QDialog]) -> None:
    """Close the windows that were not open before, as soon as there are any, and note them."""
    for widget in open_windows():
        if widget not in before:
            closed.append(widget)
            widget.reject()
    if not closed:
        QTimer.singleShot(50, lambda: close_new(before, closed))


def see_options(_number: int) -> Steps:
    """Open QGIS's options at the plugin's page, and leave them; then the guide."""
    QTimer.singleShot(50, close_modal)
    action("ctdOptions").trigger()
    action("ctdHelp").trigger()
    yield lambda: QApplication.activeModalWidget() is None


def close_modal() -> None:
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QDialog):
        dialog.reject()
    else:
        QTimer.singleShot(50, close_modal)


PHASES = [
    Phase("windows", 150, open_all, 9, begin, end=new_project),
    Phase("options", 100, see_options, 3, begin, end=new_project),
]
