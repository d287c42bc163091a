"""The choice of one of QGIS's authentication configurations for a private service."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.gui import QgsAuthConfigSelect
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAbstractButton, QComboBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ...i18n import tr
from ..common.widgets import button_box, plain_label
from ..help.help import help_button


class AuthenticationDialog(QDialog):
    """Emits the id of the chosen configuration, "" for none; to be opened without waiting for it."""

    chosen = pyqtSignal(str)

    def __init__(self, host: str, current: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ctdAuthentication")
        self.setWindowTitle(tr("Authentication"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = tr(
            "Choose the QGIS authentication configuration for {host}. "
            "It goes with the requests to this server and into the layers added from it, and to no other server."
        )
        self._select = QgsAuthConfigSelect(self)
        self._select.setObjectName("ctdAuthenticationSelect")
        self._select.setAccessibleName(tr("Authentication configuration"))
        # QGIS names neither its list nor its buttons for a screen reader.
        for box in self._select.findChildren(QComboBox):
            box.setAccessibleName(tr("Authentication configuration"))
        for button in self._select.findChildren(QAbstractButton):
            button.setAccessibleName(button.toolTip())
        self._select.setConfigId(current)
        buttons = button_box(QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel)
        help_button(buttons, "search")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(plain_label(text.format(host=host)))
        column.addWidget(self._select)
        column.addWidget(buttons)
        width = 64 * self.fontMetrics().averageCharWidth()
        self.resize(width, column.totalHeightForWidth(width))

    def accept(self) -> None:
        # Asked for here: threads that open the layer may show no window.
        identifier = self._select.configId()
        if identifier and not QgsApplication.authManager().setMasterPassword(True):
            return
        self.chosen.emit(identifier)
        super().accept()
