"""Help: the guide's page of a window, in QGIS's language, by its button and by F1."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QDialog, QDialogButtonBox, QLineEdit, QMainWindow, QVBoxLayout

from ctd_plugin.gui.help.help import help_button, help_key, show_help
from ctd_plugin.i18n import set_user_language
from tests.support.event_loop import until


def pages(opened):
    """Return the pages that were opened, as language and name."""
    paths = [Path(address.removeprefix("file://")) for address in opened]
    assert all(path.is_file() for path in paths)
    return [f"{path.parent.name}/{path.stem}" for path in paths]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_guide_opens_in_the_language_of_qgis_at_the_page_asked_for(opened, language):
    set_user_language(language)
    show_help()
    show_help("pack")
    assert pages(opened) == [f"{language}/index", f"{language}/pack"]


def test_the_menu_opens_its_first_page(window, plugin, opened):
    window.mainWindow().findChild(QAction, "ctdHelp").trigger()
    assert pages(opened) == ["en/index"]


def test_a_window_opens_its_page_by_its_button_and_by_f1_in_any_field(opened, qgis_app):
    dialog = QDialog()
    layout, line, box = QVBoxLayout(dialog), QLineEdit(), QDialogButtonBox()
    layout.addWidget(line)
    layout.addWidget(box)
    button = help_button(box, "import")
    dialog.show()
    dialog.activateWindow()
    line.setFocus()
    QApplication.processEvents()
    button.click()
    QTest.keyClick(line, Qt.Key.Key_F1)
    # A shortcut lets a button be seen to go down before it clicks.
    assert until(lambda: len(opened) == 2)
    assert pages(opened) == ["en/import"] * 2
    assert not button.isDefault()
    dialog.deleteLater()


def test_in_qgis_s_own_window_f1_in_the_panel_is_ours_and_elsewhere_qgis_s(opened, qgis_app):
    main = QMainWindow()
    panel, elsewhere = QLineEdit(), QLineEdit()
    layout = QVBoxLayout()
    for widget in (panel, elsewhere):
        layout.addWidget(widget)
    main.setCentralWidget(QDialogButtonBox())
    main.centralWidget().setLayout(layout)
    qgis = QAction(main)
    qgis.setShortcut(QKeySequence("F1"))
    asked = []
    qgis.triggered.connect(lambda: asked.append("QGIS"))
    main.addAction(qgis)
    help_key(panel, "region")
    main.show()
    main.activateWindow()
    for field in (panel, elsewhere):
        field.setFocus()
        QApplication.processEvents()
        QTest.keyClick(field, Qt.Key.Key_F1)
    assert pages(opened) == ["en/region"]
    assert asked == ["QGIS"]
    main.deleteLater()


def test_the_panel_opens_the_page_of_its_tab(window, plugin, opened):
    window.mainWindow().show()
    panel = plugin.panel()
    for show, name in ((panel.show_answers, "ctdFindBox"), (panel.show_catalogues, "ctdSearchBox")):
        show()
        QTest.keyClick(window.mainWindow().findChild(QLineEdit, name), Qt.Key.Key_F1)
    window.mainWindow().hide()
    assert pages(opened) == ["en/region", "en/search"]
