"""Which texts of a widget it has no room for."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QToolButton,
    QTreeView,
    QWidget,
)

_SLACK = 2


def cut_texts(widget: QWidget) -> Iterator[str]:
    """Return the texts that are cut off or elided, in quotation marks."""
    for kind, texts in _TEXTS.items():
        if isinstance(widget, kind):
            yield from (f"“{text}”" for text in texts(widget))
            return


def _of_label(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    height = label.height() + _SLACK
    if label.wordWrap():
        if label.heightForWidth(label.width()) > height:
            yield label.text()
    elif label.sizeHint().width() > label.width() + _SLACK or label.sizeHint().height() > height:
        yield label.text()


def _of_button(button: QPushButton | QCheckBox | QRadioButton) -> Iterator[str]:
    if button.text() and button.sizeHint().width() > button.width() + _SLACK:
        yield button.text()


def _of_tool_button(button: QToolButton) -> Iterator[str]:
    is_icon = button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly and not button.icon().isNull()
    if button.text() and not is_icon and button.sizeHint().width() > button.width() + _SLACK:
        yield button.text()


def _of_combo_box(box: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    # Not box.initStyleOption(), which Python must not call for a box that QGIS made.
    option.initFrom(box)
    option.editable, option.frame, option.subControls = box.isEditable(), box.hasFrame(), QStyle.SubControl.SC_All
    field = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, box).width()
    if box.fontMetrics().horizontalAdvance(box.currentText()) > room + _SLACK:
        yield box.currentText()


def _of_line(line: QLineEdit) -> Iterator[str]:
    """A line scrolls to what one writes; what it says while it is empty has to fit."""
    if line.fontMetrics().horizontalAdvance(line.placeholderText()) > line.width() - 8:
        yield line.placeholderText()


def _of_tabs(bar: QTabBar) -> Iterator[str]:
    # Each is its hint wide where there is room; with less, they are elided or scrolled.
    for index in range(bar.count()):
        rect = bar.tabRect(index)
        if bar.tabSizeHint(index).width() > rect.width() + _SLACK or rect.right() > bar.width() + _SLACK:
            yield bar.tabText(index)


def _of_group(group: QGroupBox) -> Iterator[str]:
    if group.fontMetrics().horizontalAdvance(group.title()) > group.width():
        yield group.title()


def _of_header(header: QHeaderView) -> Iterator[str]:
    if not header.isVisible() or header.orientation() == Qt.Orientation.Vertical:
        return
    for section in range(header.count()):
        if not header.isSectionHidden(section) and header.sectionSizeHint(section) > header.sectionSize(section) + 1:
            yield str(header.model().headerData(section, Qt.Orientation.Horizontal))


_TEXTS = {
    QLabel: _of_label,
    QPushButton: _of_button,
    QCheckBox: _of_button,
    QRadioButton: _of_button,
    QToolButton: _of_tool_button,
    QComboBox: _of_combo_box,
    QLineEdit: _of_line,
    QTabBar: _of_tabs,
    QGroupBox: _of_group,
    QTableView: lambda table: _of_header(table.horizontalHeader()),
    QTreeView: lambda tree: _of_header(tree.header()),
}
