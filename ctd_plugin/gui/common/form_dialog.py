"""The base of the dialogs that ask what to write and where."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QSize, QTimer
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QWidget

from ...errors import CtdError
from ...i18n import tr
from ...settings import Settings
from .file_fields import check_whole
from .messages import confirm, warn
from .widgets import button_box


class FormDialog(QDialog):
    """A form that is accepted only with answers that can be used; the settings remember them."""

    def __init__(self, name: str, title: str, parent: QWidget | None, width: int) -> None:
        """The window is so wide unless its texts need more."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self._width = width

    def sizeHint(self) -> QSize:
        # Not a minimum width, which would replace that of the texts.
        return super().sizeHint().expandedTo(QSize(self._width, 0))

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        # A group of QGIS's folds only now; the room that it took at first is given back.
        QTimer.singleShot(0, self._give_room_back)

    def _give_room_back(self) -> None:
        # It may have been closed before the event loop came round, and then is deleted.
        if not sip.isdeleted(self):
            self.adjustSize()

    def buttons(self, accepting: QDialogButtonBox.StandardButton) -> QDialogButtonBox:
        """Return the buttons that accept and reject the form."""
        box = button_box(accepting, QDialogButtonBox.StandardButton.Cancel)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    def settings(self) -> Settings:
        """Return the current settings with this form's answers."""
        raise NotImplementedError

    def check(self) -> None:
        """Raise CtdError for an answer that cannot be used."""
        raise NotImplementedError

    def outputs(self) -> Sequence[Path]:
        """Return the files to write that must not be replaced without a question."""
        return ()

    def confirm(self) -> bool:
        """Ask before something of the user's is replaced; whether to go on."""
        return all(not output.exists() or may_replace(self, self.windowTitle(), output) for output in self.outputs())

    def accept(self) -> None:
        """Close the form on answers that can be used, and on files that are new or may be replaced."""
        try:
            self.check()
            for output in self.outputs():
                check_whole(output)
        except CtdError as error:
            warn(self, self.windowTitle(), str(error))
            return
        if self.confirm():
            super().accept()


def may_replace(parent: QWidget, title: str, output: Path) -> bool:
    """Ask whether an existing file may be replaced; whether it may."""
    return confirm(parent, title, tr("{name} exists already. Replace it?").format(name=output.name), tr("Replace"))
