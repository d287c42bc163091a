"""Small widgets that dialogs and panels share: labels, file fields, dialog buttons."""

from __future__ import annotations

from collections.abc import Callable

from qgis.gui import QgsCollapsibleGroupBox, QgsFileWidget
from qgis.PyQt.QtCore import QObject, QSize, Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QTextEdit,
    QToolButton,
    QWidget,
)

from ...i18n import tr
from .html import auto_text


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


_SMALL_SCREEN = QSize(1340, 680)


def resize_to_type(window: QWidget, letters: int, lines: int) -> None:
    """Give a window a size in letters and lines, so that large type has room, but not more than a small screen has."""
    metrics = window.fontMetrics()
    wanted = QSize(metrics.averageCharWidth() * letters, metrics.lineSpacing() * lines)
    window.resize(window.sizeHint().expandedTo(wanted).boundedTo(_SMALL_SCREEN))


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


def wrapping_form(parent: QWidget | None = None) -> QFormLayout:
    """Return a form whose fields go below their labels where these would cut them: a narrow window, large print."""
    form = QFormLayout(parent)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    return form


def add_row(form: QFormLayout, label: str, field: QWidget, description: str = "") -> None:
    """Add a labelled field to a form; a screen reader says the label, and then the description, which is a tooltip too.

    QGIS's file field keeps a name to itself: what has the focus is the line and the button in it.
    """
    form.addRow(label, field)
    field.setAccessibleName(label)
    field.setToolTip(auto_text(description))
    field.setAccessibleDescription(description)
    if isinstance(field, QgsFileWidget):
        name_file_widget(field, label)


def name_file_widget(field: QgsFileWidget, name: str) -> None:
    """Give the line and the button of a file field their accessible names."""
    field.lineEdit().setAccessibleName(name)
    for button in field.findChildren(QToolButton):
        if button.parentWidget() is field:
            button.setAccessibleName(tr("Browse: {field}").format(field=name))


def make_readable(text: QPlainTextEdit | QTextEdit) -> None:
    """Let a text be read, selected and copied, but not changed; its cursor shows the focus, and Tab goes on."""
    flags = Qt.TextInteractionFlag
    text.setReadOnly(True)
    text.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
    text.setTabChangesFocus(True)


def name_group(group: QgsCollapsibleGroupBox) -> None:
    """Let a screen reader say which group the arrow beside its title folds."""
    for button in group.findChildren(QToolButton, "collapseButton"):
        button.setAccessibleName(tr("Show or hide: {group}").format(group=group.title()))


def push_button(name: str, text: str, slot: Callable[[], object]) -> QPushButton:
    """Return a button that calls `slot`; Enter in a field of its window does not press it."""
    return _set_up(QPushButton(text), name, slot)


def box_button(box: QDialogButtonBox, name: str, text: str, slot: Callable[[], object]) -> QPushButton:
    """Return the same, added to the buttons of a window as one that does not close it."""
    return _set_up(box.addButton(text, QDialogButtonBox.ButtonRole.ActionRole), name, slot)


def _set_up(button: QPushButton, name: str, slot: Callable[[], object]) -> QPushButton:
    button.setObjectName(name)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _checked=False: slot())
    return button


def soon_timer(parent: QObject, slot: Callable[[], object]) -> QTimer:
    """Return a timer that, once started, calls `slot` after the events that wait already."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(0)
    timer.timeout.connect(slot)
    return timer


def tool_button(name: str, parent: QWidget) -> QToolButton:
    """Return a flat button, which Tab reaches."""
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setAutoRaise(True)
    # Qt leaves tool buttons out of the tab order.
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def menu_button(name: str, menu: QMenu, parent: QWidget) -> QToolButton:
    """Return a small button of three dots that opens a menu."""
    button = tool_button(name, parent)
    button.setText("⋯")
    button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(menu)
    return button


def menu_text(text: str) -> str:
    """Return a text for a menu, which would underline what follows an ampersand."""
    return text.replace("&", "&&")


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
