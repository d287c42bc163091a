"""Find across regions: words and filters that narrow the list and the map together."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from qgis.core import QgsProject
from qgis.gui import QgsDockWidget
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAction,
    QApplication,
    QComboBox,
    QDockWidget,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QTreeWidget,
)

from ctd_plugin.catalogues.registry import Technology
from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.data.survey.status import Status
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.user_profile import working_copy
from ctd_plugin.gui.common.html import marked
from ctd_plugin.gui.common.rich_items import HTML
from ctd_plugin.gui.panel.answers_list import CODE
from ctd_plugin.gui.panel.answers_tab import AnswersTab
from ctd_plugin.gui.panel.map_filter import ROLE
from ctd_plugin.regions import PRINTED_NAMES
from ctd_plugin.text import fold


@pytest.fixture
def layers(window, qgis_new_project, tmp_path):
    copy = tmp_path / "ctd.gpkg"
    copy.write_bytes(GEOPACKAGE.read_bytes())
    return load_layers(qgis_new_project, copy)


@pytest.fixture
def widget(window, layers):
    """The search in a window of its own, as narrow as a narrow dock."""
    widget = AnswersTab(window)
    widget.resize(300, 700)
    widget.show()
    widget.start()
    yield widget
    widget.stop()
    sip.delete(widget)


def type_in(widget, text):
    widget.findChild(QLineEdit, "ctdFindBox").setText(text)


def choose(widget, name, value):
    combo = widget.findChild(QComboBox, name)
    assert combo.findData(value) > 0
    combo.setCurrentIndex(combo.findData(value))


def items(widget):
    tree = widget.findChild(QTreeWidget)
    return [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]


def listed(widget):
    return [item.data(0, CODE) for item in items(widget)]


def hits(widget):
    return [item.child(row) for item in items(widget) for row in range(item.childCount())]


def counted(widget):
    return widget.findChild(QLabel, "ctdFindCount").text()


def by_name(codes):
    """Return codes in the order of the regions' names, as the chooser has them."""
    return sorted(codes, key=lambda code: fold(PRINTED_NAMES[code]))


def sql(condition):
    with closing(sqlite3.connect(f"{GEOPACKAGE.as_uri()}?mode=ro", uri=True)) as file:
        return by_name(row[0] for row in file.execute(f"SELECT region_code FROM regions WHERE {condition}"))


def regions_using(word):
    """Return the regions that use a word anywhere in the survey, by SQL alone."""
    with closing(sqlite3.connect(f"{GEOPACKAGE.as_uri()}?mode=ro", uri=True)) as file:
        fields = [row[1] for row in file.execute("PRAGMA table_info(survey)") if row[1] not in ("fid", "region")]
        condition = " OR ".join(f"\"{field}\" LIKE '%{word}%'" for field in fields)
        return by_name(row[0] for row in file.execute(f"SELECT region_code FROM survey WHERE {condition}"))


def bands(window):
    return [item for item in window.mapCanvas().scene().items() if item.data(0) == ROLE]


def covered(window, layers):
    """Return code → whether the outline and whether the veil is over a point in the region."""
    canvas = window.mapCanvas()
    result = {}
    for region in layers.regions.getFeatures():
        point = canvas.mapSettings().layerToMapCoordinates(layers.regions, region.geometry().pointOnSurface().asPoint())
        over = [band for band in bands(window) if band.asGeometry().contains(point)]
        result[region["region_code"]] = sorted("veil" if band.fillColor().alpha() else "outline" for band in over)
    return result


STATUSES = [(status.value, f"status = '{status.value}'") for status in Status] + [("no_answer", "status IS NULL")]
TECHNOLOGIES = [
    (technology.value, f"',' || technologies || ',' LIKE '%,{technology.value},%'") for technology in Technology
]
PAYERS = [
    (payer, f"',' || funding_sources || ',' LIKE '%,{payer},%'")
    for payer in ("etat", "region", "europe", "cper", "fnadt", "ecolab", "adherents", "departements", "sdis", "autre")
]


@pytest.mark.parametrize(
    ("name", "value", "condition"),
    [
        *(("ctdFindStatus", *choice) for choice in STATUSES),
        *(("ctdFindTechnology", *choice) for choice in TECHNOLOGIES),
        *(("ctdFindPayer", *choice) for choice in PAYERS),
        ("ctdFindBudget", "yes", "budget_eur IS NOT NULL"),
        ("ctdFindBudget", "no", "budget_eur IS NULL"),
        ("ctdFindStaff", "yes", "staff_fte IS NOT NULL"),
        ("ctdFindStaff", "no", "staff_fte IS NULL"),
    ],
)
def test_each_filter_leaves_the_regions_that_sql_finds_in_the_geopackage(widget, name, value, condition):
    choose(widget, name, value)
    assert listed(widget) == sql(condition)


def test_filters_and_words_narrow_together_and_reset_takes_all_back(widget, window):
    choose(widget, "ctdFindStatus", "considering")
    choose(widget, "ctdFindBudget", "yes")
    assert listed(widget) == sql("status = 'considering' AND budget_eur IS NOT NULL")
    type_in(widget, "FEDER")
    both = [code for code in sql("status = 'considering' AND budget_eur IS NOT NULL") if code in regions_using("FEDER")]
    assert listed(widget) == both
    assert counted(widget).startswith(f"{len(both)} region")
    assert " of 18" in counted(widget)
    widget.findChild(QPushButton, "ctdFindReset").click()
    assert len(listed(widget)) == 18
    assert widget.findChild(QLineEdit, "ctdFindBox").text() == ""
    assert all(combo.currentIndex() == 0 for combo in widget.findChildren(QComboBox))
    assert bands(window) == []


@pytest.mark.parametrize(
    ("chip", "expected"),
    [
        ("ctdFindProdige", lambda: sql("technologies LIKE '%prodige%'")),
        ("ctdFindFeder", lambda: regions_using("FEDER")),
        ("ctdFindEstablished", lambda: sql("status = 'established'")),
    ],
)
def test_each_example_is_one_click_and_gives_way_to_its_answer(widget, chip, expected):
    button = widget.findChild(QPushButton, chip)
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert listed(widget) == expected() != []
    assert hits(widget)
    assert not button.isVisible()


def test_a_hit_shows_its_section_and_the_word_marked(widget):
    type_in(widget, "feder")
    assert {item.data(0, CODE) for item in hits(widget)} == set(regions_using("FEDER"))
    for item in hits(widget):
        assert '<span class="hit">FEDER</span>' in item.data(0, HTML)
        section, _, text = item.text(0).partition(": ")
        assert f"<i>{section}</i>" in item.data(0, HTML)
        assert "FEDER" in text


def test_a_word_that_nobody_uses_leaves_no_region_and_says_so(widget, window, layers):
    type_in(widget, "xylophone")
    assert listed(widget) == []
    assert counted(widget) == "No region found out of 18: try fewer words or filters."
    assert set(map(tuple, covered(window, layers).values())) == {("veil",)}


def test_the_map_veils_what_is_left_out_and_outlines_the_rest_without_touching_the_layer(widget, window, layers):
    window.mapCanvas().setDestinationCrs(QgsProject.instance().crs())
    subset, style = layers.regions.subsetString(), layers.regions.renderer()
    type_in(widget, "FEDER")
    expected = regions_using("FEDER")
    assert covered(window, layers) == {code: ["outline"] if code in expected else ["veil"] for code in sql("1")}
    assert layers.regions.subsetString() == subset
    assert layers.regions.renderer() is style
    assert layers.regions.selectedFeatureCount() == 0
    assert not layers.regions.isEditable()
    type_in(widget, "")
    assert bands(window) == []


def test_the_map_filter_follows_the_crs_of_the_map(widget, window, layers):
    choose(widget, "ctdFindStatus", "established")
    for crs in ("EPSG:3857", "EPSG:4326"):
        window.mapCanvas().setDestinationCrs(type(layers.regions.crs())(crs))
        shown = {code for code, over in covered(window, layers).items() if over == ["outline"]}
        assert shown == set(sql("status = 'established'"))


def test_a_hidden_search_gives_the_map_back_and_filters_it_again_when_shown(widget, window):
    type_in(widget, "FEDER")
    assert bands(window)
    widget.hide()
    assert bands(window) == []
    widget.show()
    assert bands(window)


def test_the_map_filter_goes_with_the_layers_and_the_bundled_survey_is_searched_on(widget, window):
    type_in(widget, "FEDER")
    QgsProject.instance().clear()
    assert bands(window) == []
    assert listed(widget) == regions_using("FEDER")


@pytest.mark.parametrize("attack", ["<script>alert(1)</script>", '<img src="file:///etc/passwd">', "<b>x</b> & <i>"])
def test_markup_in_an_answer_is_shown_as_text(widget, layers, attack):
    survey = layers.tables["survey"]
    survey.startEditing()
    row = next(survey.getFeatures())
    survey.changeAttributeValue(row.id(), survey.fields().indexOf("outils"), f"Xylophone {attack}")
    type_in(widget, "xylophone")
    [item] = hits(widget)
    assert attack in item.text(0)
    assert "<img" not in item.data(0, HTML)
    assert "<script" not in item.data(0, HTML)
    assert "<b>x" not in item.data(0, HTML)
    survey.rollBack()


def test_a_damaged_copy_of_the_bundled_survey_is_reported_and_nothing_more(window, qgis_new_project):
    working_copy().write_bytes(b"not a database")
    widget = AnswersTab(window)
    widget.show()
    widget.start()
    type_in(widget, "FEDER")
    assert "has no readable layer “regions”" in counted(widget)
    assert listed(widget) == []
    widget.stop()
    sip.delete(widget)


def test_200_searches_leave_no_more_behind_than_one(widget, window):
    def objects():
        return len(window.mapCanvas().scene().items()), len(widget.findChildren(QObject))

    type_in(widget, "FEDER")
    before = objects()
    for number in range(200):
        type_in(widget, ("FEDER", "Prodige", "données", "PCRS")[number % 4])
    type_in(widget, "FEDER")
    assert objects() == before


def test_words_are_marked_between_escaped_texts():
    assert marked("a<b & c", [(2, 3), (6, 7)]) == ('a&lt;<span class="hit">b</span> &amp; <span class="hit">c</span>')
    assert marked("abc", [(0, 2), (1, 3)]) == '<span class="hit">ab</span>c'


def test_the_keyboard_is_enough(widget):
    chosen = []
    widget.passage_opened.connect(lambda opened: chosen.append(opened.code))
    box, tree = widget.findChild(QLineEdit, "ctdFindBox"), widget.findChild(QTreeWidget)
    widget.activateWindow()
    QTest.keyClicks(box, "feder")
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert tree.currentItem().data(0, CODE) == regions_using("FEDER")[0]
    QTest.keyClick(tree, Qt.Key.Key_Down)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert chosen == [regions_using("FEDER")[0]]
    for combo in widget.findChildren(QComboBox):
        assert combo.accessibleName()
        assert combo.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_300_pixels_are_wide_enough(widget):
    type_in(widget, "région")
    QCoreApplication.processEvents()
    assert widget.width() == 300
    assert widget.minimumSizeHint().width() <= 300
    tree = widget.findChild(QTreeWidget)
    assert not tree.horizontalScrollBar().isVisible()
    for item in hits(widget)[:5]:
        assert tree.visualItemRect(item).height() > tree.fontMetrics().height() * 1.8


@pytest.fixture
def dock(window, plugin, layers):
    """The panel, open where words are found in the answers."""
    window.mainWindow().show()
    plugin.panel().show_answers()
    yield window.mainWindow().findChild(QgsDockWidget, "ctdDock")
    window.mainWindow().hide()


def find_in(dock):
    return dock.findChild(AnswersTab, "ctdFind")


def tabs(dock):
    return dock.findChild(QTabWidget, "ctdTabs")


def test_the_action_opens_the_one_panel_on_the_answers_ready_to_type_in(window, plugin):
    main = window.mainWindow()
    main.show()
    QApplication.setActiveWindow(main)
    main.findChild(QAction, "ctdFind").trigger()
    main.findChild(QAction, "ctdFind").trigger()
    [dock] = main.findChildren(QDockWidget, "ctdDock")
    assert tabs(dock).tabText(tabs(dock).currentIndex()) == "Answers"
    assert QApplication.focusWidget() is find_in(dock).findChild(QLineEdit, "ctdFindBox")
    assert main.findChild(QAction, "ctdPanel").isChecked()
    main.hide()


def test_the_map_is_filtered_only_while_the_answers_are_in_front(dock, window):
    type_in(find_in(dock), "FEDER")
    assert bands(window)
    tabs(dock).setCurrentIndex(0)
    assert bands(window) == []
    tabs(dock).setCurrentIndex(1)
    assert bands(window)
    dock.setUserVisible(False)
    assert bands(window) == []


def test_unloading_takes_the_panel_and_its_marks_away(dock, window, plugin, flush_deletes):
    find_in(dock).search(status="established")
    assert bands(window)
    plugin.unload()
    flush_deletes()
    assert sip.isdeleted(dock)
    assert window.mainWindow().findChildren(QDockWidget, "ctdDock") == []
    assert bands(window) == []
    # Nothing of it listens any more.
    QgsProject.instance().clear()
