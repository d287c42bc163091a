"""Windows of QGIS and of the plugin, as a user clicks through them."""

from __future__ import annotations

import gc

from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt
from qgis.PyQt.QtGui import QTextDocument
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QDialogButtonBox, QPushButton

from tests.support import event_loop


def collect():
    """Let go, as time does, of all that nobody holds."""
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def until(condition):
    assert event_loop.until(condition), "nothing came of it"
    collect()


def press(window, name):
    window.mainWindow().findChild(QAction, name).trigger()
    collect()


def find(name):
    (found,) = (
        widget for widget in QApplication.topLevelWidgets() if widget.objectName() == name if widget.isVisible()
    )
    return found


def click(button):
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    collect()


def click_box(name, standard):
    click(find(name).findChild(QDialogButtonBox).button(standard))


def written(window):
    """Return the messages on what was written, the first one first, as they are read."""
    texts = []
    for item in window.messageBar().items():
        if item.findChild(QPushButton, "ctdOpenWritten"):
            document = QTextDocument()
            document.setHtml(item.text())
            texts.append(document.toPlainText())
    return texts[::-1]
