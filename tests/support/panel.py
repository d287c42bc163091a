"""The parts of `ctdDock`, as the tests read and use them."""

from __future__ import annotations

import shutil
import sqlite3

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtWidgets import QApplication, QLabel, QTabWidget, QTextBrowser


def part(dock, kind, name):
    return dock.findChild(kind, name)


def page(dock):
    QApplication.processEvents()
    return part(dock, QTextBrowser, "ctdPage")


def text(dock):
    return page(dock).toPlainText()


def html(dock):
    return page(dock).toHtml()


def name(dock):
    label = part(dock, QLabel, "ctdRegionName")
    return label.text() if label.isVisibleTo(dock) else ""


def follow(dock, target):
    page(dock).anchorClicked.emit(QUrl(target))
    QApplication.processEvents()


def links(dock):
    found, block = [], page(dock).document().begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            if address := fragments.fragment().charFormat().anchorHref():
                found.append((address, fragments.fragment().text()))
            fragments += 1
        block = block.next()
    return found


def messages(window, level):
    return window.messageBar().get_messages(level)


def flat(words):
    return " ".join(words.split())


def unfold_all(dock):
    dock.region._folded.clear()


def edited(bundled, folder, *statements):
    """Return a copy of the GeoPackage after some statements of SQL."""
    copy = shutil.copy(bundled, folder / "edited.gpkg")
    with sqlite3.connect(copy) as database:
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{trigger}"')
        for statement in statements:
            database.execute(statement)
    database.close()
    return copy


def tabs(dock):
    return part(dock, QTabWidget, "ctdTabs")


def shown_tab(dock):
    return tabs(dock).tabText(tabs(dock).currentIndex())
