"""Runs inside the real QGIS: the texts that a person can read on the screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from qgis.PyQt.QtCore import QAbstractListModel, QAbstractTableModel, QModelIndex, Qt
from qgis.PyQt.QtGui import QTextDocumentFragment
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QDockWidget,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

_MOST_ROWS = 200
_LINK = re.compile("<a [^>]*>(.*?)</a>")


def texts_on_screen() -> set[str]:
    """Return the texts of the widgets that are visible, line by line."""
    found: set[str] = set()
    for widget in QApplication.allWidgets():
        if widget.isVisible():
            for text in _texts(widget):
                found.update(line.strip() for line in text.splitlines())
    return found - {""}


def _texts(widget: QWidget) -> Iterable[str]:
    for kind, texts in _READERS:
        if isinstance(widget, kind):
            return texts(widget)
    return ()


def _menu_texts(menu: QMenu | QMenuBar) -> Iterator[str]:
    yield from (entry.text() for entry in menu.actions() if entry.isVisible())
    if isinstance(menu, QMenu):
        yield menu.title()


def _headings(header: QHeaderView) -> Iterator[str]:
    if header.model() is not None:
        for place in range(header.count()):
            yield str(header.model().headerData(place, header.orientation()) or "")


def _cells(view: QAbstractItemView, parent: QModelIndex | None = None) -> Iterator[str]:
    """Return the texts of the cells in sight, from those of the root on."""
    sight, model = view.viewport().rect(), view.model()
    if model is None:
        return
    if parent is None:
        parent = view.rootIndex()
    # What lists and tables override of a model is private.
    is_list = isinstance(model, QAbstractListModel | QAbstractTableModel)
    for row in range(min(model.rowCount(parent), _MOST_ROWS)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)):
            index = model.index(row, column, parent)
            if view.visualRect(index).intersects(sight):
                yield str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        first = model.index(row, 0, parent)
        if not is_list and model.hasChildren(first) and not view.visualRect(first).isEmpty():
            yield from _cells(view, first)


def _plain(text: str) -> str:
    return QTextDocumentFragment.fromHtml(text).toPlainText() if "<" in text else text


_READERS: list[tuple[type | tuple[type, ...], Callable[[Any], Iterable[str]]]] = [
    (QAbstractButton, lambda button: (button.text(),)),
    (QLabel, lambda label: map(_plain, (label.text(), *_LINK.findall(label.text())))),
    (QGroupBox, lambda group: (group.title(),)),
    (QLineEdit, lambda line: (line.text(), line.placeholderText())),
    (QComboBox, lambda box: (box.currentText(),)),
    (QTabBar, lambda bar: [bar.tabText(place) for place in range(bar.count())]),
    ((QMenu, QMenuBar), _menu_texts),
    ((QTextEdit, QPlainTextEdit), lambda text: (text.toPlainText(),)),
    (QHeaderView, _headings),
    (QAbstractItemView, _cells),
    ((QDialog, QDockWidget, QMainWindow), lambda window: (window.windowTitle(),)),
]
"""What is read of each kind of widget; one that is of two kinds is read as the first of them."""
