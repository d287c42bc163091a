"""The box that chooses a region, and the buttons that step through all."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QToolButton

from tests.support.panel import name, page, part, text


def test_the_keyboard_alone_chooses_reads_and_goes_back_to_the_map(dock, window, project):
    QApplication.setActiveWindow(window.mainWindow())
    chooser = part(dock, QComboBox, "ctdRegionChooser")
    chooser.setFocus()
    chooser.lineEdit().selectAll()
    QTest.keyClicks(chooser.lineEdit(), "reunion")
    QTest.keyClick(chooser.lineEdit(), Qt.Key.Key_Return)
    assert name(dock) == "La Réunion"
    chooser.lineEdit().selectAll()
    QTest.keyClicks(chooser.lineEdit(), "PACA")
    QTest.keyClick(chooser.lineEdit(), Qt.Key.Key_Return)
    assert name(dock) == "Provence-Alpes-Côte d’Azur"
    chooser.lineEdit().selectAll()
    QTest.keyClicks(chooser.lineEdit(), "atlantis <b>")
    QTest.keyClick(chooser.lineEdit(), Qt.Key.Key_Return)
    assert name(dock) == ""
    assert "atlantis <b>" in text(dock)


def test_typing_offers_names_whatever_accents(dock, project):
    completer = part(dock, QComboBox, "ctdRegionChooser").completer()
    completer.setCompletionPrefix("ile")
    model = completer.completionModel()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Île-de-France"]
    completer.setCompletionPrefix("côte d")
    assert completer.completionCount() == 1


def test_arrows_and_buttons_step_through_the_regions_in_the_order_of_their_names(dock, window, project):
    chooser = part(dock, QComboBox, "ctdRegionChooser")
    order = [chooser.itemText(index) for index in range(chooser.count())]
    assert order[0] == "Auvergne-Rhône-Alpes"
    assert order.index("Île-de-France") < order.index("La Réunion")
    for expected in (order[0], order[1]):
        part(dock, QToolButton, "ctdNext").click()
        assert name(dock) == expected
    for expected in (order[0], order[-1]):
        part(dock, QToolButton, "ctdPrevious").click()
        assert name(dock) == expected
    QApplication.setActiveWindow(window.mainWindow())
    page(dock).setFocus()
    QTest.keyClick(page(dock), Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    assert name(dock) == order[0]
