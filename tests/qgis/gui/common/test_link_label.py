"""A label with links, by keyboard: each Tab marks the next link, Enter follows it."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout

from ctd_plugin.gui.common.link_label import LinkLabel
from tests.support.window_faults import unseen_focus


def test_tab_marks_one_link_after_the_other_and_enter_follows_it(qgis_app):
    dialog = QDialog()
    layout = QVBoxLayout(dialog)
    before, label, after = QLineEdit(), LinkLabel("label"), QLineEdit()
    label.show_html('<a href="a">first</a> and <a href="b">second</a>')
    for widget in (before, label, after):
        layout.addWidget(widget)
    followed = []
    label.linkActivated.connect(followed.append)
    dialog.show()
    dialog.activateWindow()
    QApplication.processEvents()
    for _ in range(2):
        before.setFocus()
        for link in ("a", "b"):
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            assert label.hasFocus()
            QTest.keyClick(label, Qt.Key.Key_Return)
            assert followed.pop() == link
        QTest.keyClick(label, Qt.Key.Key_Tab)
        assert after.hasFocus()
    assert unseen_focus(dialog) == []
    dialog.deleteLater()
