"""The mainland and the overseas regions as views: upright, whole, and as bookmarks of a project."""

from __future__ import annotations

from math import cos, radians, sin

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject

from ctd_plugin.gis.project.territory_views import add_bookmarks, view_of
from ctd_plugin.gis.style.territories import INSETS, METROPOLE

OVERSEAS = pytest.mark.parametrize("territory", INSETS, ids=lambda territory: territory.id)


def on_screen(view, point):
    """Where a map of the view draws a point of its CRS: to the right and up from the middle, 0.5 is at the edge."""
    east, north = point.x() - view.extent.center().x(), point.y() - view.extent.center().y()
    turn = radians(view.rotation)
    right, up = east * cos(turn) + north * sin(turn), north * cos(turn) - east * sin(turn)
    return right / view.extent.width(), up / view.extent.height()


@OVERSEAS
@pytest.mark.parametrize("crs_id", ["EPSG:2154", "EPSG:3857", "EPSG:4326", "EPSG:5490"])
def test_an_overseas_region_is_upright_and_fills_the_view_in_any_crs(territory, crs_id):
    crs = QgsCoordinateReferenceSystem(crs_id)
    view = view_of(territory, crs, QgsProject())
    transform = QgsCoordinateTransform(territory.crs, crs, QgsProject())
    box = territory.view
    south, north = (
        on_screen(view, transform.transform(QgsPointXY(box.center().x(), y))) for y in (box.yMinimum(), box.yMaximum())
    )
    assert north[1] > 0.4
    assert south[1] < -0.4
    assert abs(north[0] - south[0]) < 0.12
    corners = [(x, y) for x in (box.xMinimum(), box.xMaximum()) for y in (box.yMinimum(), box.yMaximum())]
    for corner in corners:
        assert max(map(abs, on_screen(view, transform.transform(QgsPointXY(*corner))))) <= 0.501


@pytest.mark.parametrize("crs_id", ["EPSG:2154", "EPSG:3857", "EPSG:4326"])
def test_the_mainland_is_never_turned(crs_id):
    view = view_of(METROPOLE, QgsCoordinateReferenceSystem(crs_id), QgsProject())
    assert view.rotation == 0


def test_a_crs_that_does_not_reach_a_territory_has_no_view_of_it():
    # A gnomonic map ends at the horizon.
    crs = QgsCoordinateReferenceSystem.fromProj("+proj=gnom +lat_0=90 +lon_0=0")
    assert view_of(INSETS[3], crs, QgsProject()) is None


def test_bookmarks_are_added_once_and_what_the_user_made_of_them_stays():
    project = QgsProject()
    project.setCrs(METROPOLE.crs)
    add_bookmarks(project)
    manager = project.bookmarkManager()
    assert [bookmark.name() for bookmark in manager.bookmarks()] == [
        "Mainland France",
        "Guadeloupe",
        "Martinique",
        "Guyane",
        "La Réunion",
        "Mayotte",
    ]
    assert {bookmark.group() for bookmark in manager.bookmarks()} == {"CTD"}
    for bookmark, territory in zip(manager.bookmarks(), (METROPOLE, *INSETS), strict=True):
        assert bookmark.extent().crs() == territory.crs
        assert bookmark.extent().contains(territory.extent)
        assert (bookmark.rotation() == 0) == (territory is METROPOLE)
    mine = manager.bookmarks()[1]
    mine.setName("Chez nous")
    manager.updateBookmark(mine)
    add_bookmarks(project)
    assert len(manager.bookmarks()) == 6
    assert manager.bookmarkById(mine.id()).name() == "Chez nous"
