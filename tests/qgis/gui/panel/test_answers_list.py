"""The list of answers: selected, opened at a passage, gone back to, copied and exported."""

from __future__ import annotations

import csv

import pytest
from qgis.core import QgsProject, QgsRectangle
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QToolButton, QTreeWidget

from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.data.tables.reader import read_table
from ctd_plugin.gis.project.layers import find_layers, load_layers
from ctd_plugin.gui.panel.answers_list import CODE
from ctd_plugin.gui.panel.answers_tab import AnswersTab
from ctd_plugin.regions import PRINTED_NAMES
from tests.support.panel import html, name, page, tabs, text


@pytest.fixture
def dock(window, plugin, qgis_new_project, tmp_path):
    """The panel on a map, open where words are found in the answers."""
    copy = tmp_path / "ctd.gpkg"
    copy.write_bytes(GEOPACKAGE.read_bytes())
    load_layers(qgis_new_project, copy)
    window.mainWindow().show()
    dock = plugin.panel().open_dock()
    dock.setFloating(True)
    dock.resize(330, 620)
    dock.show_answers()
    QApplication.setActiveWindow(dock)
    yield dock
    window.mainWindow().hide()


def answers(dock):
    return dock.findChild(AnswersTab, "ctdFind")


def tree(dock):
    return dock.findChild(QTreeWidget, "ctdFindList")


def find(dock, words):
    answers(dock).findChild(QLineEdit, "ctdFindBox").setText(words)
    QCoreApplication.processEvents()


def hit(dock, code, number=0):
    """Return a hit of a region, in view."""
    items = [tree(dock).topLevelItem(row) for row in range(tree(dock).topLevelItemCount())]
    (region,) = [item for item in items if item.data(0, CODE) == code]
    tree(dock).scrollToItem(region.child(number))
    QCoreApplication.processEvents()
    return region.child(number)


def click(dock, item, *, twice=False):
    place = tree(dock).visualItemRect(item).center()
    QTest.mouseClick(tree(dock).viewport(), Qt.MouseButton.LeftButton, pos=place)
    if twice:
        QTest.mouseDClick(tree(dock).viewport(), Qt.MouseButton.LeftButton, pos=place)
    QCoreApplication.processEvents()


def back(dock):
    return dock.findChild(QToolButton, "ctdBack")


def press(dock, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(tree(dock), key, modifiers)


def test_a_click_selects_and_outlines_and_leaves_list_and_view_as_they_are(dock, window, outlined):
    find(dock, "feder")
    before = window.mapCanvas().extent()
    click(dock, hit(dock, "76"))
    assert tabs(dock).currentIndex() == 1
    assert tree(dock).currentItem() is hit(dock, "76")
    assert outlined() == "76"
    assert window.mapCanvas().extent() == before
    tabs(dock).setCurrentIndex(0)
    assert outlined() is None


@pytest.mark.parametrize("how", ["double click", "Enter"])
def test_a_passage_opens_at_its_marked_word(dock, how):
    find(dock, "feder")
    item = hit(dock, "76")
    section = item.text(0).partition(": ")[0]
    click(dock, item, twice=how == "double click")
    if how == "Enter":
        press(dock, Qt.Key.Key_Return)
    QCoreApplication.processEvents()
    assert tabs(dock).currentIndex() == 0
    assert name(dock) == PRINTED_NAMES["76"]
    assert dock.findChild(QLineEdit, "ctdFilter").text() == "feder"
    assert f"▾ {section}" in text(dock)
    view = page(dock)
    assert view.textCursor().block().text().lower().count("feder")
    assert view.viewport().rect().contains(view.cursorRect())
    assert html(dock).lower().count(">feder</span>")


def test_what_leads_up_to_the_word_is_in_view(dock):
    find(dock, "données")
    click(dock, hit(dock, "76", 5), twice=True)
    view = page(dock)
    assert 0 < view.verticalScrollBar().value() < view.verticalScrollBar().maximum()
    assert view.viewport().height() / 6 < view.cursorRect().top() < view.viewport().height() / 2


def test_the_words_of_a_passage_leave_the_filter_with_its_region(dock):
    find(dock, "feder")
    click(dock, hit(dock, "76"), twice=True)
    dock.show_region("53")
    assert dock.findChild(QLineEdit, "ctdFilter").text() == ""
    assert "▾ Context" in text(dock)


@pytest.mark.parametrize(
    ("query", "code", "kept"),
    [
        ("occitanie feder", "76", "feder"),
        ("“note de cadrage”", "53", "note de cadrage"),
        ("ETAT fed", "44", "ETAT fed"),
    ],
)
def test_the_filter_has_the_words_that_the_page_shows(dock, query, code, kept):
    find(dock, query)
    click(dock, hit(dock, code), twice=True)
    assert dock.findChild(QLineEdit, "ctdFilter").text() == kept
    assert "No section" not in text(dock)


def test_an_answer_to_a_filter_alone_opens_at_its_section_without_words(dock):
    answers(dock).search(technology="prodige")
    QCoreApplication.processEvents()
    click(dock, hit(dock, "52"), twice=True)
    assert dock.findChild(QLineEdit, "ctdFilter").text() == ""
    view = page(dock)
    assert view.textCursor().block().text() == "▾ Data platforms"
    assert view.viewport().rect().contains(view.cursorRect())


@pytest.mark.parametrize("how", ["button", "Alt+Left"])
def test_the_way_back_keeps_list_place_and_view(dock, window, how):
    find(dock, "données")
    canvas = window.mapCanvas()
    canvas.setExtent(QgsRectangle(-5, 42, 8, 51))
    before = canvas.extent()
    item = hit(dock, "53", 2)
    place = tree(dock).verticalScrollBar().value()
    assert place > 0
    click(dock, item, twice=True)
    assert canvas.extent() != before
    assert back(dock).isVisible()
    if how == "button":
        back(dock).click()
    else:
        QTest.keyClick(page(dock), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    QCoreApplication.processEvents()
    assert tabs(dock).currentIndex() == 1
    assert tree(dock).currentItem() is item
    assert tree(dock).hasFocus()
    assert tree(dock).verticalScrollBar().value() == place
    assert canvas.extent().center().distance(before.center()) < before.width() / 100
    assert canvas.extent().width() == pytest.approx(before.width(), rel=0.01)
    tabs(dock).setCurrentIndex(0)
    assert not back(dock).isVisible()


def test_a_region_that_was_clicked_on_the_map_offers_no_way_back(dock):
    find(dock, "feder")
    click(dock, hit(dock, "76"), twice=True)
    assert back(dock).isVisible()
    dock.show_region("53")
    assert not back(dock).isVisible()


def test_a_passage_of_a_project_without_the_map_loads_it(dock, outlined):
    QgsProject.instance().clear()
    find(dock, "Corsica")
    assert find_layers(QgsProject.instance()) is None
    click(dock, hit(dock, "94"), twice=True)
    assert outlined() == "94"
    assert dock.findChild(QLabel, "ctdRegionName").text() == "Corse"


def test_ctrl_c_copies_quotes_with_region_column_and_source(dock):
    find(dock, "feder")
    QGuiApplication.clipboard().setText("mine")
    item = hit(dock, "76")
    click(dock, item)
    assert QGuiApplication.clipboard().text() == "mine"
    press(dock, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("“")
    assert "FEDER" in copied
    assert f"({PRINTED_NAMES['76']}, {item.text(0).partition(':')[0]}; CNIG survey, interviews" in copied
    assert "\n" not in copied


def test_the_whole_list_is_copied_as_it_is_shown(dock):
    find(dock, "feder")
    tree(dock).copy_all()
    lines = QGuiApplication.clipboard().text().splitlines()
    shown = [tree(dock).topLevelItem(row) for row in range(tree(dock).topLevelItemCount())]
    assert lines[-1].startswith("Source: CNIG survey")
    assert len(lines) == 1 + sum(1 + item.childCount() for item in shown)
    assert [item.text(0) for item in shown] == [line for line in lines[:-1] if not line.startswith("- ")]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_the_list_is_exported_with_whole_passages(dock, monkeypatch, tmp_path, ending):
    path = tmp_path / f"answers{ending}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    find(dock, "feder")
    (export,) = [action for action in tree(dock).actions() if action.objectName() == "ctdFindExport"]
    export.trigger()
    if ending == ".csv":
        rows = list(csv.reader(path.open(encoding="utf-8-sig"), delimiter=";"))
    else:
        table = read_table(path)
        rows = [list(table.header), *(list(cells) for _, cells in table.rows)]
    found = answers(dock)._list.found
    assert rows[0][:3] == ["Insee code of the region", "Region", "CTD status"]
    assert len(rows) == 1 + sum(max(1, len(one.hits)) for one in found)
    assert all("FEDER" in row[4].upper() for row in rows[1:])
    assert {row[5] for row in rows[1:]} == {"CNIG survey, interviews from October 2025 to January 2026"}


def test_nothing_can_be_copied_or_exported_of_an_empty_list(dock):
    find(dock, "xylophone")
    assert [action for action in tree(dock).actions() if action.isEnabled()] == []
