"""Dialog buttons in the user's language, also where Qt's own translations are not installed."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QDialogButtonBox

from ...i18n import tr


def button_box(*standard: QDialogButtonBox.StandardButton) -> QDialogButtonBox:
    """Return a box with these buttons, of OK, Save, Cancel and Close."""
    names = {
        QDialogButtonBox.StandardButton.Ok: tr("OK"),
        QDialogButtonBox.StandardButton.Save: tr("Save"),
        QDialogButtonBox.StandardButton.Cancel: tr("Cancel"),
        QDialogButtonBox.StandardButton.Close: tr("Close"),
    }
    box = QDialogButtonBox()
    for button in standard:
        box.addButton(button).setText(names[button])
    return box
