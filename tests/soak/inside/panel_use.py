"""Runs inside the real QGIS: regions, themes, territories, words and the locator, as a meeting uses them."""

from __future__ import annotations

from qgis.core import QgsPointXY, QgsProject
from qgis.PyQt.QtCore import QAbstractItemModel, QObject, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QLineEdit, QTreeWidget
from qgis.utils import iface
from screen import BRETAGNE, pixel_of

from tests.soak.inside.steps import (
    Phase,
    Steps,
    action,
    close_panel,
    entries,
    is_drawn,
    load_map,
    new_project,
    panel,
    part,
    turns,
)

WORDS = ("FEDER", "ETP", "budget", "géoportail", "convention", "gouvernance", "zzz", "IDG")
PLACES = (BRETAGNE, QgsPointXY(1.44, 43.60), QgsPointXY(9.1, 42.2), QgsPointXY(-30, 45))


def begin() -> Steps:
    yield from new_project()
    yield from load_map()
    panel().show_region("53")
    yield from answers_shown()
    panel().show_region("53")
    action("ctdRegionTool").trigger()
    yield is_drawn


def rest() -> Steps:
    """Close the panel, on the first theme and all of France."""
    yield from switch_theme(0)
    yield from zoom_to_territory(0)
    yield from close_panel()


def end() -> Steps:
    yield from close_panel()
    yield from new_project()


def choose_region(number: int) -> Steps:
    """Choose one in the panel; now and then by a click on the map, or with words in its filter."""
    dock = panel().open_dock()
    if number % 20 == 19:
        click(PLACES[number // 20 % len(PLACES)])
    else:
        chooser = part(QComboBox, "ctdRegionChooser", dock)
        index = number % chooser.count()
        chooser.setCurrentIndex(index)
        chooser.activated[int].emit(index)
    if number % 50 == 49:
        words = part(QLineEdit, "ctdFilter", dock)
        words.setText("" if words.text() else WORDS[number // 50 % len(WORDS)])
    yield lambda: True


def click(place: QgsPointXY) -> None:
    if not action("ctdRegionTool").isChecked():
        action("ctdRegionTool").trigger()
    viewport, pixel = iface.mapCanvas().viewport(), pixel_of(place)
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, pixel)


def switch_theme(number: int) -> Steps:
    themes = [entry for entry in entries("ctdThemes").values() if entry.isEnabled() and entry.isCheckable()]
    themes[number % len(themes)].trigger()
    yield is_drawn
    # They come after the drawing.
    yield has_layouts


def has_layouts() -> bool:
    """Whether the theme that the map shows has its layouts."""
    project = QgsProject.instance()
    (regions,) = (layer for layer in project.mapLayers().values() if layer.customProperty("ctd/role") == "regions")
    theme = regions.styleManager().currentStyle()
    return any(layout.name().startswith(f"{theme} – ") for layout in project.layoutManager().printLayouts())


def zoom_to_territory(number: int) -> Steps:
    places = [entry for entry in entries("ctdTerritories").values() if entry.isEnabled() and not entry.isSeparator()]
    places[number % len(places)].trigger()
    yield is_drawn


def answers_shown() -> Steps:
    action("ctdFind").trigger()
    yield lambda: part(QLineEdit, "ctdFindBox").isVisible()


def find_words(number: int) -> Steps:
    """Look for words in all answers, open a passage at times, and undo the filter of the map."""
    yield from answers_shown()
    box, count = part(QLineEdit, "ctdFindBox"), part(QLabel, "ctdFindCount")
    before = count.text()
    box.setText(WORDS[number % len(WORDS)])
    yield lambda: count.text() != before
    found = part(QTreeWidget, "ctdFindList")
    if number % 4 == 3 and found.topLevelItemCount():
        found.setCurrentItem(found.topLevelItem(0).child(0))
        found.itemActivated.emit(found.topLevelItem(0).child(0), 0)
        yield is_drawn
        yield from answers_shown()
    before = count.text()
    box.clear()
    yield lambda: count.text() != before


def ask_locator(number: int) -> Steps:
    """Type into QGIS's locator, wait for what is found, and empty it again."""
    (model,) = (one for one in iface.mainWindow().findChildren(QAbstractItemModel) if is_of(one, "QgsLocatorModel"))
    (box,) = (one for one in iface.mainWindow().findChildren(QLineEdit) if is_of(one, "QgsLocatorLineEdit"))
    iface.locatorSearch(f"ctd {WORDS[number % 3]}")
    yield lambda: model.rowCount() > 1
    box.clear()
    yield from turns(2)


def is_of(one: QObject, kind: str) -> bool:
    """Whether it is of a class that Python does not know."""
    return one.metaObject().className() == kind


PHASES = [
    Phase("regions", 10_000, choose_region, 40, begin, rest, end),
    Phase("themes", 500, switch_theme, 30, begin, rest, end),
    Phase("territories", 200, zoom_to_territory, 20, begin, rest, end),
    Phase("words", 500, find_words, 20, begin, rest, end),
    Phase("locator", 200, ask_locator, 20, begin, rest, end),
]
