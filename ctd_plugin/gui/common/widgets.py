"""Small widgets that dialogs and panels share: labels, file fields, dialog buttons."""

from __future__ import annotations

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QDialogButtonBox, QLabel, QSizePolicy

from ...i18n import tr


def plain_label(text: str = "", name: str = "", *, selectable: bool = False, shrinks: bool = False) -> QLabel:
    """Return a label that wraps and shows every character as it is, with `name` as its object name.

    One that `shrinks` may be narrower than its longest word, which must not widen a panel.
    """
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if shrinks:
        policy = label.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        label.setSizePolicy(policy)
    return label


def let_shrink(box: QComboBox) -> None:
    """Let a box be narrower than its longest entry, for a panel of 300 pixels."""
    box.setMinimumContentsLength(8)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)


def output_file_widget(name: str, filter_: str, folder: str = "") -> QgsFileWidget:
    """Return a field for a file to write, with `name` as its object name; its dialog begins in `folder`."""
    widget = QgsFileWidget()
    widget.setObjectName(name)
    widget.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
    widget.setFilter(filter_)
    # The form asks once itself, also for a name that was typed or proposed.
    widget.setConfirmOverwrite(False)
    if folder:
        widget.setDefaultRoot(folder)
    return widget


def button_box(*standard: QDialogButtonBox.StandardButton) -> QDialogButtonBox:
    """Return a box with these buttons, of OK, Save, Cancel and Close, also where Qt's own translations are missing."""
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
