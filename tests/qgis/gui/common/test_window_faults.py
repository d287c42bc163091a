"""The measuring of windows finds each fault in a window that has all of them, and none in one that has none."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tests.support.window_faults import large_type, tab_stops, unseen_focus, window_faults


def named(widget, name):
    widget.setObjectName(name)
    return widget


@pytest.fixture
def dialog(qgis_app):
    dialog = named(QDialog(), "dialog")
    yield dialog
    dialog.deleteLater()


def test_a_window_without_faults_has_none_in_type_of_any_size(dialog):
    with large_type():
        form = QFormLayout(dialog)
        form.addRow("Name", named(QLineEdit(), "name"))
        form.addRow("Region", named(QComboBox(), "region"))
        form.addRow(named(QPushButton("Go on"), "go"))
        dialog.show()
        assert window_faults(dialog) == []
        assert unseen_focus(dialog) == []
        assert [stop.objectName() for stop in tab_stops(dialog)] == ["name", "region", "go"]


def test_each_fault_is_found_and_says_where_it_is(dialog):
    layout = QVBoxLayout(dialog)
    last, first = named(QPushButton("last"), "last"), named(QPushButton("first"), "first")
    middle = named(QPushButton("middle"), "middle")
    icon, table, words = named(QToolButton(), "icon"), named(QTableWidget(1, 1), "table"), QPlainTextEdit()
    words.setAccessibleName("Words")
    link = named(QLabel('<a href="https://example.org">link</a>'), "link")
    for widget in (first, middle, last, icon, table, words, link):
        layout.addWidget(widget)
    icon.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    table.setHorizontalHeaderLabels(["a long heading"])
    table.setColumnWidth(0, 20)
    QWidget.setTabOrder(last, middle)
    QWidget.setTabOrder(middle, first)
    text = named(QLabel("a text that is far longer than its label", dialog), "text")
    text.setFixedWidth(30)
    named(QLabel("away", dialog), "away").move(-30, 0)
    dialog.show()
    found = window_faults(dialog, (100, 100))
    assert [fault.partition(": ")[2] for fault in found if fault.startswith("icon")] == [
        "no accessible name",
        "not reached by Tab",
    ]
    for fault in (
        "table: no accessible name",
        "table: Tab does not leave it",
        "table: cut: “a long heading”",
        "QPlainTextEdit in dialog: no object name",
        "QPlainTextEdit in dialog: Tab does not leave it",
        "link: its link is not reached by keyboard",
        "text: cut: “a text that is far longer than its label”",
        "away: outside the window",
        "last → middle: Tab goes back up",
        "middle → first: Tab goes back up",
    ):
        assert fault in found
    assert any("larger than the screen" in fault for fault in found)


def test_a_focus_that_cannot_be_seen_is_found(dialog):
    layout = QVBoxLayout(dialog)
    seen, unseen = named(QLineEdit(), "seen"), named(QToolButton(), "unseen")
    unseen.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    unseen.setStyleSheet("border: none; outline: none;")
    layout.addWidget(seen)
    layout.addWidget(unseen)
    dialog.show()
    assert unseen_focus(dialog) == ["unseen: no visible focus"]
