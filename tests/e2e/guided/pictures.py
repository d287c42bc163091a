"""Runs inside the real QGIS: pictures of its windows that show nothing of the machine and of the day."""

from __future__ import annotations

from pathlib import Path

from playing import FOLDER
from qgis.PyQt.QtCore import QRect, Qt
from qgis.PyQt.QtGui import QColor, QImage, QPainter
from qgis.PyQt.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QWidget

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
        for widget, text in hidden:
            _set_text(widget, text)
        self.taken.append(name)


def _hide_machine() -> list[tuple[QWidget, str]]:
    """Show the folder of the test as a user's folder; return what to put back."""
    changed = []
    for widget in QApplication.allWidgets():
        if isinstance(widget, QLabel | QLineEdit) and widget.isVisible() and str(FOLDER) in widget.text():
            changed.append((widget, widget.text()))
            _set_text(widget, widget.text().replace(str(FOLDER / "files"), _HOME).replace(str(FOLDER), _HOME))
    return changed


def _set_text(widget: QLabel | QLineEdit, text: str) -> None:
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
