"""`ctdRegionTool`: real clicks on the canvas, in any CRS, over any layers."""

from __future__ import annotations

import pytest
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsMapToolPan, QgsMessageBar
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QDockWidget, QLabel, QPushButton, QTextBrowser

from ctd_plugin.data.survey.status import Status
from ctd_plugin.gis.map_project import show_theme
from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.project.editions import edition_group
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gis.project.region_at import find_region, region_at, region_layers
from ctd_plugin.gis.style.palette import HIGHLIGHT, STATUS_FILLS, TEXT
from ctd_plugin.gis.themes import THEMES
from ctd_plugin.gui.editions.open_edition import open_edition
from ctd_plugin.plugin import CtdPlugin
from tests.support.editions import later_edition
from tests.support.layout_items import OF_ONE_EDITION

PLACES = {
    "Rennes": (QgsPointXY(-1.68, 48.11), "53", "Bretagne"),
    "Ajaccio": (QgsPointXY(8.8, 42.0), "94", "Corse"),
    "Lyon": (QgsPointXY(4.85, 45.75), "84", "Auvergne-Rhône-Alpes"),
}
AT_SEA = QgsPointXY(-5.5, 46.5)
ABROAD = QgsPointXY(-1.5, 51.0)
WGS84 = QgsCoordinateReferenceSystem("EPSG:4326")


@pytest.fixture
def canvas(window, qgis_new_project):
    canvas = window.mapCanvas()
    canvas.resize(800, 600)
    # A canvas that was never shown does not know its size.
    window.mainWindow().show()
    canvas.show()
    QApplication.processEvents()
    yield canvas
    window.mainWindow().hide()


@pytest.fixture
def tool(window, plugin):
    return window.mainWindow().findChild(QAction, "ctdRegionTool")


@pytest.fixture
def load(window, plugin):
    return window.mainWindow().findChild(QAction, "ctdLoadMap").trigger


def show_france(canvas, authid):
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem(authid))
    canvas.setDestinationCrs(project.crs())
    transform = QgsCoordinateTransform(WGS84, project.crs(), project)
    canvas.setExtent(transform.transformBoundingBox(QgsRectangle(-8, 41, 11, 52)))


def pixel(canvas, place):
    """Return the pixel of a place given in degrees."""
    transform = QgsCoordinateTransform(WGS84, canvas.mapSettings().destinationCrs(), QgsProject.instance())
    point = canvas.getCoordinateTransform().transform(transform.transform(place))
    return QPoint(round(point.x()), round(point.y()))


def click(canvas, place, button=Qt.MouseButton.LeftButton):
    QTest.mouseClick(canvas.viewport(), button, Qt.KeyboardModifier.NoModifier, pixel(canvas, place))


def hover(canvas, place):
    # QTest moves the system's pointer, which no window system reports here.
    none = Qt.MouseButton.NoButton
    position = QPointF(pixel(canvas, place))
    event = QMouseEvent(QEvent.Type.MouseMove, position, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(canvas.viewport(), event)


def picture(canvas):
    canvas.refresh()
    canvas.waitWhileRendering()
    return canvas.grab().toImage()


def dock_of(plugin):
    return plugin.panel().open_dock()


def name_of(plugin):
    return dock_of(plugin).findChild(QLabel, "ctdRegionName").text()


@pytest.mark.parametrize("authid", ["EPSG:2154", "EPSG:3857", "EPSG:4326"])
@pytest.mark.parametrize("place", PLACES)
def test_a_click_outlines_the_region_and_fills_the_panel_in_any_crs(
    canvas, plugin, tool, load, outlined, authid, place
):
    load()
    show_france(canvas, authid)
    tool.trigger()
    point, code, name = PLACES[place]
    click(canvas, point)
    assert outlined() == code
    assert dock_of(plugin).isVisibleTo(dock_of(plugin).parentWidget())
    assert name_of(plugin) == name


@pytest.mark.parametrize("nowhere", [AT_SEA, ABROAD])
def test_a_click_at_sea_or_abroad_clears_the_outline_and_says_so(canvas, plugin, tool, load, outlined, nowhere):
    load()
    show_france(canvas, "EPSG:2154")
    tool.trigger()
    click(canvas, PLACES["Rennes"][0])
    click(canvas, nowhere)
    assert outlined() is None
    page_text = dock_of(plugin).findChild(QTextBrowser, "ctdPage").toPlainText()
    assert "Bretagne" not in page_text
    assert len(page_text.splitlines()) == 1


def test_other_layers_above_do_not_hide_the_regions(canvas, plugin, tool, load, outlined, qgis_new_project):
    load()
    cover = QgsVectorLayer("Polygon?crs=EPSG:4326", "cover", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(-10, 40, 12, 53)))
    cover.dataProvider().addFeatures([feature])
    qgis_new_project.addMapLayer(cover)
    show_france(canvas, "EPSG:2154")
    tool.trigger()
    click(canvas, PLACES["Rennes"][0])
    assert outlined() == "53"


def test_a_click_reads_the_uppermost_edition_that_the_map_shows_and_makes_it_current(
    canvas, window, plugin, tool, load, tmp_path
):
    load()
    project = QgsProject.instance()
    first = find_layers(project)
    second = open_edition(window, later_edition(tmp_path / "later.gpkg"))
    show_france(canvas, "EPSG:2154")
    tool.trigger()
    click(canvas, PLACES["Rennes"][0])
    assert find_layers(project) == second
    edition_group(project, second).setItemVisibilityChecked(False)
    edition_group(project, first).setItemVisibilityChecked(True)
    click(canvas, PLACES["Rennes"][0])
    assert find_layers(project) == first
    edition_group(project, first).setItemVisibilityChecked(False)
    click(canvas, PLACES["Rennes"][0])
    assert find_layers(project) == first
    edition_group(project, second).setItemVisibilityChecked(True)
    click(canvas, PLACES["Rennes"][0])
    assert find_layers(project) == second


def test_the_right_button_does_nothing(canvas, plugin, tool, load, outlined):
    load()
    show_france(canvas, "EPSG:2154")
    tool.trigger()
    click(canvas, PLACES["Rennes"][0], Qt.MouseButton.RightButton)
    assert outlined() is None


def test_a_layer_joined_by_code_answers_where_the_plugins_own_is_not(qgis_new_project, boundaries_in_lambert_93):
    layer = boundaries_in_lambert_93
    layer.dataProvider().renameAttributes({0: "region_code"})
    layer.updateFields()
    qgis_new_project.addMapLayer(layer)
    for point, code, _ in PLACES.values():
        assert region_at(qgis_new_project, point, WGS84).code == code
    assert region_at(qgis_new_project, AT_SEA, WGS84) is None


def test_the_plugins_own_layer_is_searched_first(qgis_new_project, boundaries_in_lambert_93, filled, bundled):
    joined = boundaries_in_lambert_93
    joined.dataProvider().renameAttributes({0: "region_code"})
    joined.updateFields()
    # A project lists its layers by their ids, in alphabetical order.
    assert joined.setId("A_joined_layer")
    qgis_new_project.addMapLayer(joined)
    filled(bundled, project=qgis_new_project)
    regions = find_layers(qgis_new_project).regions
    assert region_layers(qgis_new_project) == [regions, joined]
    assert region_at(qgis_new_project, PLACES["Rennes"][0], WGS84).layer is regions
    assert find_region(qgis_new_project, "53").layer is regions


def test_a_code_that_came_back_as_a_number_is_a_code_again(qgis_new_project):
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326&field=region_code:integer", "joined", "memory")
    feature = QgsFeature(layer.fields())
    feature["region_code"] = 1
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(0, 0, 1, 1)))
    layer.dataProvider().addFeatures([feature])
    qgis_new_project.addMapLayer(layer)
    assert region_at(qgis_new_project, QgsPointXY(0.5, 0.5), WGS84).code == "01"


def test_a_point_that_the_crs_cannot_place_is_nowhere(qgis_new_project, filled, bundled):
    filled(bundled, project=qgis_new_project)
    lambert = QgsCoordinateReferenceSystem("EPSG:2154")
    assert region_at(qgis_new_project, QgsPointXY(1e30, 1e30), lambert) is None


def test_without_the_map_a_click_offers_to_load_it_and_the_button_does(
    canvas, window, plugin, tool, outlined, qgis_new_project, monkeypatch
):
    bar = QgsMessageBar(window.mainWindow())
    monkeypatch.setattr(window, "messageBar", lambda: bar)
    show_france(canvas, "EPSG:2154")
    tool.trigger()
    click(canvas, PLACES["Rennes"][0])
    click(canvas, PLACES["Lyon"][0])
    (offer,) = bar.items()
    assert offer.text().endswith(".")
    offer.findChild(QPushButton).click()
    # The message goes once its own click is over.
    QApplication.processEvents()
    assert bar.items() == []
    assert find_layers(qgis_new_project) is not None
    show_france(canvas, "EPSG:2154")
    click(canvas, PLACES["Rennes"][0])
    assert outlined() == "53"


def test_the_outline_follows_the_pointer_and_leaves_with_the_tool(canvas, plugin, tool, load):
    load()
    show_france(canvas, "EPSG:2154")
    tool.trigger()
    region_tool = canvas.mapTool()
    hover(canvas, PLACES["Rennes"][0])
    assert region_tool._hovered == "53"
    drawn = region_tool._outline.asGeometry()
    assert drawn.area() > 2e10
    hover(canvas, AT_SEA)
    assert region_tool._outline.asGeometry().isEmpty()
    hover(canvas, PLACES["Lyon"][0])
    tool.trigger()
    assert region_tool._outline.asGeometry().isEmpty()


@pytest.mark.parametrize("theme", OF_ONE_EDITION)
def test_the_region_that_is_read_keeps_its_colours_within_its_outline(canvas, plugin, load, outlined, theme):
    load()
    project = QgsProject.instance()
    show_theme(project, find_layers(project), THEMES[theme])
    dock = dock_of(plugin)
    show_france(canvas, "EPSG:2154")
    before = picture(canvas)
    dock.show_region("53")
    after = picture(canvas)
    assert outlined() == "53"
    # Not the label, which moves with the size of the map.
    inside = pixel(canvas, PLACES["Rennes"][0])
    assert after.pixelColor(inside) == before.pixelColor(inside)
    if theme is ThemeId.STATUS:
        assert after.pixelColor(inside).name().upper() == STATUS_FILLS[Status.CONSIDERING]
    changed = {
        after.pixelColor(x, y).name().upper()
        for x in range(after.width())
        for y in range(after.height())
        if after.pixel(x, y) != before.pixel(x, y)
    }
    assert {HIGHLIGHT, TEXT} <= changed


def test_reading_a_region_leaves_the_selection_of_the_user_alone(canvas, plugin, tool, load, outlined):
    load()
    show_france(canvas, "EPSG:2154")
    regions = find_layers(QgsProject.instance()).regions
    regions.selectByExpression("\"region_code\" in ('84', '94')")
    chosen = regions.selectedFeatureIds()
    tool.trigger()
    click(canvas, PLACES["Rennes"][0])
    click(canvas, AT_SEA)
    assert regions.selectedFeatureIds() == chosen
    assert len(chosen) == 2


def test_the_outline_follows_the_crs_of_the_map_and_the_panel(canvas, plugin, load, outlined):
    load()
    dock = dock_of(plugin)
    dock.show_region("53")
    for authid in ("EPSG:2154", "EPSG:3857", "EPSG:4326"):
        show_france(canvas, authid)
        assert outlined() == "53"
    for hide, show in (
        (lambda: dock.setUserVisible(False), lambda: dock.setUserVisible(True)),
        (dock.show_answers, lambda: dock.show_region("53")),
    ):
        hide()
        assert outlined() is None
        show()
        assert outlined() == "53"
    QgsProject.instance().removeMapLayer(find_layers(QgsProject.instance()).regions)
    assert outlined() is None


def test_unchecking_gives_the_map_its_tool_back(canvas, plugin, tool):
    pan = QgsMapToolPan(canvas)
    canvas.setMapTool(pan)
    tool.trigger()
    assert tool.isChecked()
    assert canvas.mapTool() is not pan
    tool.trigger()
    assert not tool.isChecked()
    assert canvas.mapTool() is pan
    canvas.unsetMapTool(pan)


def test_choosing_another_tool_unchecks_the_action(canvas, plugin, tool):
    tool.trigger()
    pan = QgsMapToolPan(canvas)
    canvas.setMapTool(pan)
    assert not tool.isChecked()
    canvas.unsetMapTool(pan)


def test_a_tool_before_that_was_deleted_meanwhile_is_not_given_back(canvas, plugin, tool):
    pan = QgsMapToolPan(canvas)
    canvas.setMapTool(pan)
    tool.trigger()
    sip.delete(pan)
    tool.trigger()
    assert canvas.mapTool() is None


def test_unloading_while_the_tool_is_active_takes_it_off_the_map(canvas, window, qgis_new_project, flush_deletes):
    for _ in range(2):
        before = len(canvas.scene().items())
        plugin = CtdPlugin(window)
        plugin.initGui()
        window.mainWindow().findChild(QAction, "ctdLoadMap").trigger()
        show_france(canvas, "EPSG:2154")
        window.mainWindow().findChild(QAction, "ctdRegionTool").trigger()
        active = canvas.mapTool()
        hover(canvas, PLACES["Rennes"][0])
        click(canvas, PLACES["Rennes"][0])
        plugin.unload()
        flush_deletes()
        assert canvas.mapTool() is None
        assert sip.isdeleted(active)
        assert len(canvas.scene().items()) == before
        click(canvas, PLACES["Lyon"][0])
        assert window.mainWindow().findChild(QDockWidget, "ctdDock") is None
    assert window.messageBar().get_messages(Qgis.MessageLevel.Critical) == []
