"""Messages to the user: QGIS's message bar and log, message boxes, progress. All take plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path

from qgis.core import Qgis, QgsFeedback, QgsMessageLog
from qgis.gui import QgisInterface, QgsMessageBarItem
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QDir, Qt, QTimer, QUrl
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QMessageBox, QProgressDialog, QPushButton, QWidget

from ...errors import Cancelled
from ...gis.unexpected_errors import unexpected_error
from ...i18n import tr
from .html import auto_text

LOG_TAG = "CTD"


def show_message(iface: QgisInterface, text: str, level: Qgis.MessageLevel = Qgis.MessageLevel.Info) -> None:
    """Show a sentence of plain text in the message bar and log it."""
    iface.messageBar().pushMessage(LOG_TAG, _as_html(text), level)
    QgsMessageLog.logMessage(text, LOG_TAG, level, notifyUser=False)


def message_item(text: str, level: Qgis.MessageLevel = Qgis.MessageLevel.Info) -> QgsMessageBarItem:
    """Return a message of plain text for the message bar that stays until it is closed.

    Buttons go into its layout, which then owns them; those given to the constructor would be garbage to Python.
    """
    return QgsMessageBarItem(LOG_TAG, _as_html(text), level, 0)


def offer(
    iface: QgisInterface,
    text: str,
    commands: Iterable[tuple[str, Callable[[], object]]],
    level: Qgis.MessageLevel = Qgis.MessageLevel.Info,
    seconds: int = 0,
) -> QgsMessageBarItem:
    """Show a sentence of plain text in the message bar with a button for each command, which closes it too.

    It stays until then, or for so many `seconds`.
    """
    item = message_item(text, level)
    item.setDuration(seconds)

    def follow(command: Callable[[], object]) -> None:
        # The item would be deleted under its own click.
        QTimer.singleShot(0, lambda: withdraw(iface, item))
        command()

    for name, command in commands:
        button = QPushButton(name)
        button.setObjectName("ctdOffer")
        button.clicked.connect(lambda _checked=False, command=command: follow(command))
        item.layout().addWidget(button)
    iface.messageBar().pushItem(item)
    QgsMessageLog.logMessage(text, LOG_TAG, level, notifyUser=False)
    return item


def withdraw(iface: QgisInterface, item: QgsMessageBarItem) -> None:
    """Take a message away that may have gone by itself."""
    if not sip.isdeleted(item):
        iface.messageBar().popWidget(item)


def written_item(sentence: str, path: Path) -> QgsMessageBarItem:
    """Log where something was written and return it as a message, in which `{path}` is a link that QGIS follows."""
    place = QDir.toNativeSeparators(str(path))
    QgsMessageLog.logMessage(sentence.format(path=place), LOG_TAG, Qgis.MessageLevel.Success, notifyUser=False)
    address = QUrl.fromLocalFile(str(path)).toString(QUrl.ComponentFormattingOption.FullyEncoded)
    link = f'<a href="{escape(address)}">{escape(place)}</a>'
    return QgsMessageBarItem(LOG_TAG, _as_html(sentence).format(path=link), Qgis.MessageLevel.Success, 0)


def choose_action(
    parent: QWidget, title: str, text: str, actions: Sequence[str], *, is_loss: bool = False
) -> int | None:
    """Ask which of some actions to take; return its number, None where the user cancels, as Enter does on a loss."""
    box = QMessageBox(QMessageBox.Icon.Question, title, auto_text(text), QMessageBox.StandardButton.NoButton, parent)
    buttons = [box.addButton(action, QMessageBox.ButtonRole.AcceptRole) for action in actions]
    cancel = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel if is_loss else buttons[0])
    box.exec()
    chosen = box.clickedButton()
    # Else it would stay as long as its parent, QGIS's window for one.
    box.deleteLater()
    return next((number for number, button in enumerate(buttons) if button is chosen), None)


def warn(parent: QWidget, title: str, text: str) -> None:
    """Show a warning of plain text in a message box."""
    QMessageBox.warning(parent, title, auto_text(text))


def inform(parent: QWidget, title: str, text: str) -> None:
    """Show a sentence of plain text in a message box."""
    QMessageBox.information(parent, title, auto_text(text))


def confirm(parent: QWidget, title: str, text: str, action: str) -> bool:
    """Ask before something is lost or replaced; whether the user chose the action, which its button names.

    A “Yes” would be Qt's word, which it knows in French only where its own translations are installed.
    """
    return choose_action(parent, title, text, [action], is_loss=True) == 0


def _as_html(text: str) -> str:
    # The message bar reads its texts as HTML.
    return escape(text, quote=False)


@contextmanager
def progress_dialog(iface: QgisInterface, text: str, *, at_once: bool = False) -> Iterator[QgsFeedback]:
    """Yield a feedback whose progress a modal dialog shows; its button cancels it.

    The dialog comes after a moment, or `at_once`, as it must where QGIS's event loop runs on during the work.
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
    """Show the wait cursor during the block, and in the message bar the error that ends it, if any."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        with showing_errors(iface):
            yield
    finally:
        QGuiApplication.restoreOverrideCursor()


@contextmanager
def showing_errors(iface: QgisInterface) -> Iterator[None]:
    """Show in the message bar the error that ends the block, if any."""
    try:
        yield
    except Cancelled as error:
        show_message(iface, str(error))
    except Exception as error:
        show_message(iface, str(unexpected_error(error)), Qgis.MessageLevel.Critical)
