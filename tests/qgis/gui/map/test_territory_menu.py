"""The menu of territories and the zoom to a region: upright, without touching the project's CRS or the user's turn."""

from __future__ import annotations

import pytest
from qgis.core import QgsCoordinateTransform, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAction, QMenu

from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gis.style.territories import INSETS, METROPOLE
from ctd_plugin.gui.map.load import load_map
from ctd_plugin.gui.map.territory_menu import fill_territory_menu
from ctd_plugin.gui.map.zoom_to_region import zoom_to_region


@pytest.fixture
def choose(window):
    """Return a function that chooses a territory in the menu."""
    menu = QMenu(window.mainWindow())

    def choose(id_):
        fill_territory_menu(window, menu)
        menu.findChild(QAction, f"ctdTerritory_{id_}").trigger()

    yield choose
    window.mapCanvas().setRotation(0)
    menu.deleteLater()


def seen(canvas, territory):
    """Whether the canvas shows all of a territory."""
    crs = canvas.mapSettings().destinationCrs()
    transform = QgsCoordinateTransform(territory.crs, crs, QgsProject.instance())
    shape = canvas.mapSettings().visiblePolygon()
    box = territory.extent
    corners = [
        transform.transform(x, y) for x in (box.xMinimum(), box.xMaximum()) for y in (box.yMinimum(), box.yMaximum())
    ]
    return all(shape.containsPoint(corner.toQPointF(), Qt.FillRule.OddEvenFill) for corner in corners)


def test_each_territory_has_its_entry(window, choose, qgis_new_project):
    menu = QMenu()
    fill_territory_menu(window, menu)
    names = [action.text() for action in menu.actions()]
    assert names == ["Mainland France", "Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"]


@pytest.mark.parametrize("territory", INSETS, ids=lambda territory: territory.id)
def test_an_overseas_region_is_shown_whole_and_upright_and_the_mainland_takes_the_turn_back(
    window, choose, qgis_new_project, territory
):
    choose(territory.id)
    canvas = window.mapCanvas()
    assert canvas.rotation() != 0
    assert seen(canvas, territory)
    assert qgis_new_project.crs() == METROPOLE.crs
    choose("metropole")
    assert canvas.rotation() == 0
    assert canvas.extent().contains(METROPOLE.extent)


def test_zooming_to_a_region_turns_the_map_alike(window, choose, qgis_new_project):
    choose("guadeloupe")
    canvas = window.mapCanvas()
    turn = canvas.rotation()
    zoom_to_region(window, "53")
    assert canvas.rotation() == 0
    zoom_to_region(window, "01")
    assert canvas.rotation() == turn


def test_the_turn_of_a_bookmark_is_taken_back_like_one_of_the_menu(window, choose, qgis_new_project):
    load_map(window)
    bookmark = qgis_new_project.bookmarkManager().bookmarkById("ctd_guyane")
    window.mapCanvas().setRotation(bookmark.rotation())
    load_map(window)
    assert window.mapCanvas().rotation() == 0
    assert seen(window.mapCanvas(), METROPOLE)


def test_a_turn_of_the_users_stays(window, choose, qgis_new_project):
    load_map(window)
    canvas = window.mapCanvas()
    canvas.setRotation(30)
    choose("guadeloupe")
    assert canvas.rotation() == 30
    assert seen(canvas, INSETS[0])
    choose("metropole")
    assert canvas.rotation() == 30
    # Back to north up, it is the plugin's to turn again.
    canvas.setRotation(0)
    choose("guadeloupe")
    assert canvas.rotation() not in (0, 30)


def test_a_region_that_the_layer_lacks_cannot_be_chosen(window, choose, qgis_new_project):
    load_map(window)
    regions = find_layers(qgis_new_project).regions
    regions.startEditing()
    (guyane,) = regions.getFeatures("region_code = '03'")
    regions.deleteFeature(guyane.id())
    menu = QMenu()
    fill_territory_menu(window, menu)
    assert [action.objectName() for action in menu.actions() if not action.isEnabled()] == ["ctdTerritory_guyane"]
    regions.rollBack()
