"""Runs inside the real QGIS: the hands and eyes of a person who follows a task, with mouse and keyboard.

Everything is found by its object name when it is used, and nothing is kept from one click to the next: Python's
collector runs before each. Clicks are posted to the event loop, for a menu or a dialog that opens by one has its own.
"""

from __future__ import annotations

import gc
import os
import subprocess
import time
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from typing import TypeVar

from playing import FOLDER, Steps
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QItemSelectionModel, QPoint, Qt, QTimer
from qgis.PyQt.QtGui import QAction, QCursor, QTextCursor, QTextDocument
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialogButtonBox,
    QDockWidget,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QTabWidget,
    QTextBrowser,
    QWidget,
    QWizard,
)
from qgis.utils import iface
from screen import open_windows, window

from guided.pictures import Camera
from guided.seen import texts_on_screen

W = TypeVar("W", bound=QWidget)
BUTTONS = QDialogButtonBox.StandardButton
ATTEMPTS = 5
RESIZE_S = 0.8


class User:
    """Follows the steps of a task; what was on the screen in each is kept for the labels of the task's page."""

    def __init__(self, camera: Camera) -> None:
        self.camera = camera
        self.language = os.environ["CTD_E2E_LANGUAGE"]
        self.opened: list[str] = []
        """The addresses that other programs were asked to open."""
        self.seen: dict[str, set[str]] = {}
        """Step → the texts that were on the screen while it was followed."""
        self._step = ""

    @property
    def folder(self) -> Path:
        """The folder of the user's files."""
        return FOLDER / "files"

    def words(self, french: str, english: str) -> str:
        """Return what the user writes in their language."""
        return french if self.language == "fr" else english

    def begin(self, step: str) -> None:
        """Go on with the next step of the task."""
        self.look()
        self._step = step
        self.seen[step] = set()
        self.look()

    def look(self) -> None:
        """Read what is on the screen."""
        if self._step:
            self.seen[self._step] |= texts_on_screen()

    def pause(self, turns: int = 3) -> Steps:
        """Let QGIS lay out what has changed."""
        left = iter(range(turns))
        yield lambda: next(left, None) is None
        self.look()

    def until(self, condition: Callable[[], bool]) -> Steps:
        """Wait for something, and read what is on the screen then."""
        yield condition
        yield from self.pause()

    def choose(self, *path: str) -> Steps:
        """Choose a command of the menu CTD, which is in that of the extensions, by the object names of its levels.

        What Qt still learns of the windows of the step before may close a menu: it is opened again then.
        """
        for _ in range(ATTEMPTS):
            if (yield from self._choose(path)):
                return
        raise RuntimeError(f"the menu closed before {path[-1]} was chosen")

    def _choose(self, path: tuple[str, ...]) -> Generator[Callable[[], bool], None, bool]:
        """Return whether the menus stayed open until the command was chosen."""
        menu = iface.pluginMenu()
        menu.popup(iface.mainWindow().mapToGlobal(QPoint(200, 24)))
        for name in ("ctdMenu", *path):
            yield from self.pause()
            menu = QApplication.activePopupWidget()
            if menu is None:
                return False
            entry = next(entry for entry in menu.actions() if name in (entry.objectName(), _menu_name(entry)))
            if not entry.isEnabled():
                raise RuntimeError(f"the command {name} is grey")
            at = menu.actionGeometry(entry)
            if entry.menu() is not None:
                menu.setActiveAction(entry)
                entry.menu().popup(menu.mapToGlobal(at.topRight()))
            else:
                yield from self._post(partial(_click, menu, at.center()))
        return True

    def press(self, name: str, kind: type[QWidget] = QWidget, place: QPoint | None = None) -> Steps:
        """Click a visible control."""
        control = find(name, kind)
        at = place or control.rect().center()
        if not (control.isEnabled() and control.visibleRegion().contains(at)):
            raise RuntimeError(f"{name} cannot be clicked")
        yield from self._post(partial(_click, control, at))

    def press_box(self, name: str, standard: QDialogButtonBox.StandardButton) -> Steps:
        """Click a button of a window's button box."""
        button = window(name).findChild(QDialogButtonBox).button(standard)
        yield from self._post(partial(_click, button, button.rect().center()))

    def press_wizard(self, which: QWizard.WizardButton) -> Steps:
        button = next(one for one in open_windows() if isinstance(one, QWizard)).button(which)
        if not button.isEnabled():
            raise RuntimeError(f"“{button.text()}” cannot be clicked")
        yield from self._post(partial(_click, button, button.rect().center()))

    def answer(self, button: QMessageBox.StandardButton) -> Steps:
        """Answer the message box that is open."""
        yield lambda: isinstance(QApplication.activeModalWidget(), QMessageBox)
        yield from self.pause()
        QApplication.activeModalWidget().button(button).click()
        yield from self.pause()

    def click_entry(self, number: int) -> Steps:
        """Click an entry of the menu that is open."""
        yield lambda: isinstance(QApplication.activePopupWidget(), QMenu)
        yield from self.pause()
        menu = QApplication.activePopupWidget()
        yield from self._post(partial(_click, menu, menu.actionGeometry(menu.actions()[number]).center()))

    def write(self, name: str, text: str) -> Steps:
        """Write into a field in place of what it holds."""
        field = find(name)
        line = field.lineEdit() if isinstance(field, QgsFileWidget) else field
        line.setFocus()
        line.selectAll()
        QTest.keyClick(line, Qt.Key.Key_Delete)
        # Pasted: keys would be lost to a completer.
        line.insert(text)
        yield from self.pause()

    def open_tab(self, name: str, place: int) -> Steps:
        tabs = find(name, QTabWidget)
        bar = tabs.tabBar()
        yield from self._post(partial(_click, bar, bar.tabRect(place).center()))

    def click_row(self, name: str, row: int, parent: int | None = None, *, twice: bool = False) -> Steps:
        """Click a row of a list, or one below a row of it."""
        view = find(name, QAbstractItemView)
        model = view.model()
        index = model.index(row, 0) if parent is None else model.index(row, 0, model.index(parent, 0))
        view.scrollTo(index)
        at = view.visualRect(index).topLeft() + QPoint(40, 8)
        yield from self._post(partial(_click, view.viewport(), at))
        if twice:
            index = view.indexAt(at)
            view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
            yield from self.pause()

    def tick_row(self, name: str, row: int) -> Steps:
        """Click the box before an entry of a list."""
        view = find(name, QAbstractItemView)
        index = view.model().index(row, 0)
        view.scrollTo(index)
        place = view.visualRect(index)
        yield from self._post(partial(_click, view.viewport(), QPoint(place.left() + 10, place.center().y())))

    def resize(self, dock: str, width: int) -> Steps:
        """Drag the edge of a panel."""
        iface.mainWindow().resizeDocks([find(dock, QDockWidget)], [width], Qt.Orientation.Horizontal)
        yield from self.pause()

    def follow(self, name: str, words: str) -> Steps:
        """Scroll a page to the last place with some words, and click them."""
        page = find(name, QTextBrowser)
        cursor = QTextCursor(page.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        flags = QTextDocument.FindFlag.FindBackward | QTextDocument.FindFlag.FindCaseSensitively
        cursor = page.document().find(words, cursor, flags)
        # What is selected would be dragged by a click.
        cursor.clearSelection()
        page.setTextCursor(cursor)
        page.ensureCursorVisible()
        yield from self.pause()
        at = page.cursorRect(cursor).center() - QPoint(8, 0)
        yield from self._post(partial(_click, page.viewport(), at))

    def click_map(self, at: QPoint) -> Steps:
        viewport = iface.mapCanvas().viewport()
        yield from self._post(partial(_click, viewport, at))

    def hover_map(self, at: QPoint) -> Steps:
        """Rest with the mouse on the map until its tip is there."""
        canvas = iface.mapCanvas()
        QCursor.setPos(canvas.mapToGlobal(at))
        QTest.mouseMove(canvas.viewport(), at)
        yield lambda: any(widget.isVisible() for widget in canvas.findChildren(QTextBrowser))
        yield from self.pause(20)

    def leave_map(self) -> Steps:
        """Take the mouse to an empty corner of the map, where there is no tip."""
        canvas = iface.mapCanvas()
        corner = QPoint(6, canvas.height() - 6)
        QCursor.setPos(canvas.mapToGlobal(corner))
        QTest.mouseMove(canvas.viewport(), corner)
        yield from self.pause()

    def name_file(self, path: Path) -> Steps:
        """Answer the file dialog that is open with a path."""
        yield lambda: isinstance(QApplication.activeModalWidget(), QFileDialog)
        yield from self.pause()
        dialog = QApplication.activeModalWidget()
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path))
        yield from self.pause()
        button = dialog.findChild(QDialogButtonBox).buttons()[0]
        yield from self._post(partial(_click, button, button.rect().center()))

    def picture(self, name: str, widget: str = "", *, messages: bool = False) -> Steps:
        """Take a picture of QGIS's window, without messages of before, or of a window of the plugin's."""
        if not widget and not messages:
            iface.messageBar().clearWidgets()
        since = time.monotonic()
        # The canvas draws anew a moment after it has got another size; until then it stretches its image.
        yield lambda: time.monotonic() - since > RESIZE_S and not iface.mapCanvas().isDrawing()
        yield from self.pause(10)
        self.camera.take(name, window(widget) if widget else iface.mainWindow())

    def do_outside(self, *command: str) -> None:
        """Do with another program what the task's user does with it, such as to fill a form in."""
        python, root = os.environ["CTD_E2E_PYTHON"], os.environ["CTD_E2E_ROOT"]
        subprocess.run([python, "-m", "tests.e2e.office", *command], cwd=root, check=True)

    def _post(self, work: Callable[[], object]) -> Steps:
        """Let the event loop do something, and go on after its beginning: it may wait for a dialog's answer itself."""
        self.look()
        gc.collect()
        begun: list[bool] = []

        def begin() -> None:
            begun.append(True)
            work()

        QTimer.singleShot(0, begin)
        yield lambda: bool(begun)
        yield from self.pause()


def find(name: str, kind: type[W] = QWidget) -> W:
    """Return the visible widget of a name."""
    for widget in QApplication.allWidgets():
        if widget.objectName() == name and isinstance(widget, kind) and widget.isVisible():
            return widget
    raise RuntimeError(f"{name} is not on the screen")


def is_shown(name: str) -> bool:
    return any(widget.objectName() == name and widget.isVisible() for widget in QApplication.allWidgets())


def _menu_name(entry: QAction) -> str:
    return entry.menu().objectName() if entry.menu() is not None else ""


def _click(widget: QWidget, at: QPoint) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
