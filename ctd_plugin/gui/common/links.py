"""The only way out to other programs: URLs of the web and of mail, and files that the plugin wrote."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qgis.core import Qgis, QgsMessageLog
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QPushButton

from ...gis.markup.addresses import safe_address
from ...i18n import tr
from .messages import LOG_TAG, inform, show_message, written_item


def open_link(iface: QgisInterface, url: str) -> bool:
    """Open a URL in the user's browser or mail program, or show why not; whether it was opened."""
    address = safe_address(url)
    if address is not None and QDesktopServices.openUrl(QUrl(address)):
        return True
    if address is None:
        message = tr(
            "“{address}” was not opened: only http, https and mailto addresses without a user name are allowed."
        )
    else:
        message = tr(
            "“{address}” could not be opened: check the default application of your system for such addresses."
        )
    show_message(iface, message.format(address=url.strip()[:200]), Qgis.MessageLevel.Warning)
    return False


def open_file(path: Path) -> None:
    """Open a file or folder that the plugin wrote in the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_written(
    iface: QgisInterface, sentence: str, path: Path, file: Path | None = None, details: Sequence[str] = ()
) -> None:
    """Say where something was written: `{path}` in the sentence is a link, as in QGIS's own messages.

    The link shows a file in its folder, or opens a folder; a button opens `file`, by default `path`. Another one shows
    `details`, sentences for which the message has no room, and which are logged. The message stays until it is closed.
    """
    item = written_item(sentence, path)
    button = QPushButton(tr("Open"))
    button.setObjectName("ctdOpenWritten")
    button.clicked.connect(lambda _checked=False: open_file(file or path))
    item.layout().addWidget(button)
    if details:
        QgsMessageLog.logMessage("\n".join(details), LOG_TAG, Qgis.MessageLevel.Success, notifyUser=False)
        more = QPushButton(tr("Details"))
        more.setObjectName("ctdWrittenDetails")
        more.clicked.connect(lambda _checked=False: inform(iface.mainWindow(), LOG_TAG, "\n".join(details)))
        item.layout().addWidget(more)
    iface.messageBar().pushItem(item)
