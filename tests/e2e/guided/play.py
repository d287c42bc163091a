"""Runs inside the real QGIS (`qgis --code`): plays the guided tasks one after the other, and writes what was seen."""

from __future__ import annotations

import gc
import os
from importlib import import_module

import qgis.utils
from playing import FOLDER, Player, Steps
from qgis.core import QgsProject
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QFileDialog, QMessageBox, QToolBar
from qgis.utils import iface
from screen import open_windows

from guided.pictures import Camera
from guided.user import User

TOOLBARS = {"mFileToolBar", "mMapNavToolBar", "ctdToolBar"}
SIZE = (1366, 768)
LEGEND_WIDTH = 335

results: dict = {"tasks": {}}


def tasks() -> Steps:
    yield lambda: "ctd_governance" in qgis.utils.active_plugins and iface.mainWindow().isVisible()
    # A text cursor that blinks is in one picture and not in the next.
    QApplication.setCursorFlashTime(0)
    tidy_window()
    (FOLDER / "files").mkdir()
    (FOLDER / "pictures").mkdir()
    for name in os.environ["CTD_E2E_TASKS"].split():
        user = User(Camera(FOLDER / "pictures"))
        QDesktopServices.openUrl = lambda url, user=user: user.opened.append(url.toString()) or True
        yield from user.resize("Layers", LEGEND_WIDTH)
        yield from import_module(f"guided.task_{name}").steps(user)
        user.look()
        seen = {step: sorted(texts) for step, texts in user.seen.items()}
        results["tasks"][name] = {"seen": seen, "pictures": user.camera.taken}
        clear()
        yield from user.pause(20)


def tidy_window() -> None:
    """Leave QGIS's window the bars that the tasks need, in the size of a small screen."""
    main = iface.mainWindow()
    main.showNormal()
    main.setGeometry(0, 0, *SIZE)
    for bar in main.findChildren(QToolBar):
        bar.setVisible(bar.objectName() in TOOLBARS)
    for dock in main.findChildren(QDockWidget):
        if dock.isVisible() and dock.objectName() != "Layers":
            dock.close()


def clear() -> None:
    """Begin the next task with an empty project, and no window of the plugin."""
    for window in open_windows():
        window.close()
    dock = iface.mainWindow().findChild(QDockWidget, "ctdDock")
    if dock is not None:
        dock.close()
    iface.messageBar().clearWidgets()
    QgsProject.instance().setDirty(False)
    iface.newProject()
    gc.collect()


def is_expected() -> bool:
    """Whether a modal dialog is one that a step answers."""
    return isinstance(QApplication.activeModalWidget(), QFileDialog | QMessageBox)


player = Player(tasks(), results, is_expected)
