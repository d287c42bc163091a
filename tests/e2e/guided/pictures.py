"""Runs inside the real QGIS: pictures of its windows that show nothing of the machine and of the day."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from playing import FOLDER
from qgis.PyQt.QtCore import QRect, Qt
from qgis.PyQt.QtGui import QColor, QImage, QPainter
from qgis.PyQt.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QMainWindow, QTextBrowser, QWidget

from guided.seen import texts_on_screen

_HOME = "/home/sig"
_TITLE_HEIGHT = 30


class Camera:
    """Takes pictures by name into a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.taken: list[str] = []

    def take(self, name: str, window: QWidget) -> None:
        """Take a picture of a window; a dialog gets a frame with its title, for the virtual screen gives it none."""
        if name in self.taken:
            raise RuntimeError(f"two pictures are called {name}")
        hidden = _hide_machine()
        machine = [text for text in texts_on_screen() if str(FOLDER) in text]
        if machine:
            raise RuntimeError(f"the picture {name} would show a path of this machine: {machine[0]}")
        QApplication.processEvents()
        picture = window.grab().toImage()
        if not isinstance(window, QMainWindow):
            picture = _framed(picture, window)
        picture.save(str(self._folder / f"{name}.png"))
        for put_back in hidden:
            put_back()
        self.taken.append(name)


def _hide_machine() -> list[Callable[[], object]]:
    """Show the folder of the test as a user's folder, and no coordinates; return what puts everything back."""
    back: list[Callable[[], object]] = []
    for widget in QApplication.allWidgets():
        if not widget.isVisible():
            continue
        if isinstance(widget, QLineEdit) and widget.parent().objectName() == "mCoordsEdit":
            # Whether QGIS has told the last move of the mouse yet is chance, and the place that it takes for it.
            coordinates = widget.parentWidget()
            back.append(coordinates.show)
            coordinates.hide()
            continue
        if isinstance(widget, QLabel | QLineEdit | QTextBrowser):
            text = widget.toHtml() if isinstance(widget, QTextBrowser) else widget.text()
            if str(FOLDER) in text:
                _set_text(widget, _hidden(text))
                back.append(partial(_set_text, widget, text))
        elif isinstance(widget, QListWidget):
            for item in map(widget.item, range(widget.count())):
                if str(FOLDER) in item.text():
                    back.append(partial(item.setText, item.text()))
                    item.setText(_hidden(item.text()))
    return back


def _hidden(text: str) -> str:
    return text.replace(str(FOLDER / "files"), _HOME).replace(str(FOLDER), _HOME)


def _set_text(widget: QLabel | QLineEdit | QTextBrowser, text: str) -> None:
    # Nothing that the window does when its user writes is meant.
    blocked = widget.blockSignals(True)
    widget.setText(text)
    widget.blockSignals(blocked)


def _framed(picture: QImage, window: QWidget) -> QImage:
    framed = QImage(picture.width() + 2, picture.height() + _TITLE_HEIGHT + 1, QImage.Format.Format_RGB32)
    rim = QColor("#8c8c8c")
    framed.fill(rim)
    painter = QPainter(framed)
    title = QRect(1, 1, picture.width(), _TITLE_HEIGHT - 1)
    painter.fillRect(title, QColor("#dedede"))
    painter.setFont(window.font())
    painter.setPen(QColor("#202020"))
    painter.drawText(title, Qt.AlignmentFlag.AlignCenter, window.windowTitle())
    painter.drawImage(1, _TITLE_HEIGHT, picture)
    painter.end()
    return framed
