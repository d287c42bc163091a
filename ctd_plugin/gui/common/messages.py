"""One way to tell the user something: QGIS's message bar, and the log behind it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

from qgis.core import Qgis, QgsFeedback, QgsMessageLog
from qgis.gui import QgisInterface, QgsMessageBarItem
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QMessageBox, QProgressDialog, QWidget

from ...errors import Cancelled
from ...gis.unexpected_errors import unexpected_error
from ...i18n import tr
from .html import auto_text

LOG_TAG = "CTD"


def show_message(iface: QgisInterface, text: str, level: Qgis.MessageLevel = Qgis.MessageLevel.Info) -> None:
    """Show a sentence in the message bar and keep it in the log; it is plain text."""
    iface.messageBar().pushMessage(LOG_TAG, _as_html(text), level)
    QgsMessageLog.logMessage(text, LOG_TAG, level, notifyUser=False)


def message_item(text: str, level: Qgis.MessageLevel = Qgis.MessageLevel.Info) -> QgsMessageBarItem:
    """Return a message for the message bar that stays until it is closed, and may be given buttons; plain text.

    The layout owns the buttons put into it; those given to the constructor would be left to Python's collector.
    """
    return QgsMessageBarItem(LOG_TAG, _as_html(text), level, 0)


def warn(parent: QWidget, title: str, text: str) -> None:
    """Show a sentence of plain text in a window of its own."""
    QMessageBox.warning(parent, title, auto_text(text))


def inform(parent: QWidget, title: str, text: str) -> None:
    """Show a sentence of plain text in a window of its own."""
    QMessageBox.information(parent, title, auto_text(text))


def confirm(parent: QWidget, title: str, text: str) -> bool:
    """Ask a question in plain text; whether the answer is yes."""
    return QMessageBox.question(parent, title, auto_text(text)) == QMessageBox.StandardButton.Yes


def _as_html(text: str) -> str:
    # The message bar reads its texts as HTML.
    return escape(text, quote=False)


@contextmanager
def progress_dialog(iface: QgisInterface, text: str, *, at_once: bool = False) -> Iterator[QgsFeedback]:
    """Yield a feedback whose progress a dialog shows and whose cancelling it offers.

    It comes after a moment, or at once: where the window lives on, it keeps the user from beginning something else,
    in QGIS's window and in those that are open beside it.
    """
    feedback = QgsFeedback()
    dialog = QProgressDialog(text, tr("Cancel"), 0, 100, iface.mainWindow())
    dialog.setWindowTitle(LOG_TAG)
    dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
    dialog.setMinimumDuration(300)
    dialog.canceled.connect(feedback.cancel)
    feedback.progressChanged.connect(lambda percent: dialog.setValue(int(percent)))
    if at_once:
        dialog.show()
    try:
        yield feedback
    finally:
        dialog.canceled.disconnect(feedback.cancel)
        dialog.close()
        dialog.deleteLater()


@contextmanager
def reporting_errors(iface: QgisInterface) -> Iterator[None]:
    """Show the wait cursor during the block, and tell the error that ends it, if any."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    except Cancelled as error:
        show_message(iface, str(error))
    except Exception as error:
        show_message(iface, str(unexpected_error(error)), Qgis.MessageLevel.Critical)
    finally:
        QGuiApplication.restoreOverrideCursor()
