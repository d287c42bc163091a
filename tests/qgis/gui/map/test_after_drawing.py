"""What follows the drawing of a map comes once, in time for whoever needs it, and not into another project."""

from __future__ import annotations

from zipfile import ZipFile

import pytest
from qgis.core import QgsPrintLayout, QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtWidgets import QAction

from ctd_plugin.gis.layout.layout import find_layout
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.gis.themes import THEMES
from ctd_plugin.gui.map import after_drawing
from ctd_plugin.gui.map.theme_menu import switch_theme
from ctd_plugin.i18n import language
from tests.support.event_loop import until


@pytest.fixture
def canvas(qgis_new_project):
    canvas = QgsMapCanvas()
    canvas.show()
    yield canvas
    after_drawing.finish()
    canvas.hide()
    canvas.deleteLater()


def steps_of(calls, count=1):
    """Steps that each append their number."""
    for number in range(1, count + 1):
        calls.append(number)
        yield


@pytest.fixture
def calls(canvas):
    """What grows with each step of work that waits for the canvas."""
    calls = []
    after_drawing.do_when_drawn(canvas, steps_of(calls))
    assert calls == []
    return calls


def test_it_comes_when_the_canvas_is_drawn_and_only_then(canvas, calls):
    canvas.mapCanvasRefreshed.emit()
    canvas.mapCanvasRefreshed.emit()
    assert until(lambda: calls == [1])
    after_drawing.finish()
    assert calls == [1]


def test_a_drawing_without_an_end_does_not_hold_it_up(canvas, calls):
    canvas.stopRendering()
    assert until(lambda: calls == [1])


def test_a_project_that_is_saved_before_has_it(canvas, qgis_new_project, tmp_path):
    def add():
        yield
        layout = QgsPrintLayout(qgis_new_project)
        layout.setName("late")
        qgis_new_project.layoutManager().addLayout(layout)
        yield

    after_drawing.do_when_drawn(canvas, add())
    assert qgis_new_project.write(str(tmp_path / "a.qgz"))
    with ZipFile(tmp_path / "a.qgz") as archive:
        assert b'name="late"' in archive.read("a.qgs")


def test_a_project_that_is_closed_before_takes_it_along(canvas, calls, qgis_new_project):
    qgis_new_project.clear()
    canvas.mapCanvasRefreshed.emit()
    after_drawing.finish()
    assert calls == []


@pytest.mark.parametrize("change", [lambda c: c.setRenderFlag(False), QgsMapCanvas.freeze, QgsMapCanvas.hide])
def test_where_nothing_is_drawn_it_comes_at_once(canvas, change):
    change(canvas)
    calls = []
    after_drawing.do_when_drawn(canvas, steps_of(calls))
    assert calls == [1]


def test_the_layouts_of_a_map_are_there_when_the_plugin_is_gone_but_not_those_of_a_map_that_is(
    plugin, window, canvas, qgis_new_project, monkeypatch
):
    monkeypatch.setattr(window, "mapCanvas", lambda: canvas)
    load = window.mainWindow().findChild(QAction, "ctdLoadMap")
    load.trigger()
    assert qgis_new_project.layoutManager().printLayouts() == []
    qgis_new_project.removeAllMapLayers()
    after_drawing.finish()
    assert qgis_new_project.layoutManager().printLayouts() == []
    load.trigger()
    plugin.unload()
    assert len(qgis_new_project.layoutManager().printLayouts()) == 2
    plugin.initGui()


def test_a_theme_that_is_chosen_meanwhile_has_its_layouts_and_the_one_before_has_none(window, canvas, monkeypatch):
    monkeypatch.setattr(window, "mapCanvas", lambda: canvas)
    switch_theme(window, "budget")
    after_drawing.finish()
    project = QgsProject.instance()
    with language("fr"):
        assert find_layout(project, THEMES["budget"], PAGES["A3"])
    assert len(project.layoutManager().printLayouts()) == 2
