"""The layouts of a map come whole and in time, whatever its user does while they are made."""

from __future__ import annotations

import gc
from zipfile import ZipFile

import pytest
from qgis.core import QgsPrintLayout, QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtWidgets import QAction

from ctd_plugin.gis.layout.layout import find_layout
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.gis.themes import THEMES
from ctd_plugin.gui.dialogs import export
from ctd_plugin.gui.map import after_drawing, completion
from ctd_plugin.gui.map.theme_menu import switch_theme
from ctd_plugin.i18n import language
from ctd_plugin.settings import Settings
from tests.support.event_loop import until


@pytest.fixture
def canvas(window, monkeypatch):
    """A canvas that is to be drawn, in the place of the window's."""
    canvas = QgsMapCanvas()
    canvas.show()
    monkeypatch.setattr(window, "mapCanvas", lambda: canvas)
    yield canvas
    after_drawing.finish()
    canvas.hide()
    canvas.deleteLater()


@pytest.fixture
def load(window, plugin, canvas):
    """The action's trigger."""
    gc.collect()
    return window.mainWindow().findChild(QAction, "ctdLoadMap").trigger


@pytest.fixture
def begun(load, canvas, qgis_new_project):
    """A map that was drawn, of whose layouts one is made in part: its bookmarks are there."""
    load()
    canvas.mapCanvasRefreshed.emit()
    assert until(lambda: qgis_new_project.bookmarkManager().bookmarks())
    (work,) = after_drawing._awaited
    for _ in range(5):
        work._take_step()
    assert layouts() == []
    return qgis_new_project


def layouts():
    return sorted(layout.name() for layout in QgsProject.instance().layoutManager().printLayouts())


def test_both_layouts_come_together_after_the_drawing(begun):
    seen = []
    begun.layoutManager().layoutAdded.connect(lambda _name: seen.append(len(after_drawing._awaited)))
    assert until(layouts)
    assert layouts() == ["CTD – statut – A3", "CTD – statut – A4"]
    assert until(lambda: after_drawing._awaited == [])
    assert len(seen) == 2


def test_a_map_that_is_saved_meanwhile_is_saved_with_its_layouts(begun, tmp_path):
    assert begun.write(str(tmp_path / "a.qgz"))
    with ZipFile(tmp_path / "a.qgz") as archive:
        content = archive.read("a.qgs").decode()
    assert [f'name="CTD – statut – {page}"' in content for page in ("A4", "A3")] == [True, True]
    assert after_drawing._awaited == []


def test_a_map_that_is_closed_meanwhile_leaves_the_next_project_empty(begun):
    begun.clear()
    assert after_drawing._awaited == []
    after_drawing.finish()
    assert layouts() == []
    assert begun.bookmarkManager().bookmarks() == []


def test_a_map_that_is_exported_meanwhile_is_the_layout_of_the_project(begun, window, tmp_path, monkeypatch):
    exported = []
    monkeypatch.setattr(export, "export_layout", lambda layout, *_: exported.append(layout))
    monkeypatch.setattr(export, "show_written", lambda *_: None)
    settings = Settings(map_language="fr", open_after_export=False)
    export.write_map(window, "status", settings, tmp_path / "a.pdf")
    with language("fr"):
        assert exported == [find_layout(begun, THEMES["status"], PAGES["A4"])]
    assert len(layouts()) == 2


def test_layers_that_are_removed_meanwhile_get_no_layouts(begun, window):
    begun.removeAllMapLayers()
    assert until(lambda: after_drawing._awaited == [])
    assert layouts() == []


def test_a_theme_that_is_chosen_meanwhile_has_its_layouts_and_the_one_before_has_none(begun, window):
    switch_theme(window, "budget")
    assert until(lambda: after_drawing._awaited == [])
    assert layouts() == ["CTD – budget – A3", "CTD – budget – A4"]


def test_data_that_change_meanwhile_are_those_of_the_layouts(begun, monkeypatch):
    begins, real = [], completion.add_layouts_in_steps
    monkeypatch.setattr(completion, "add_layouts_in_steps", lambda *given: begins.append(1) or real(*given))
    find_layers(begun).regions.dataChanged.emit()
    assert until(layouts)
    assert begins == [1]
    assert len(layouts()) == 2


def test_a_layout_of_the_same_name_that_is_added_meanwhile_stays(begun):
    own = QgsPrintLayout(begun)
    own.setName("CTD – statut – A4")
    assert begun.layoutManager().addLayout(own)
    after_drawing.finish()
    assert layouts() == ["CTD – statut – A3", "CTD – statut – A4", "CTD – statut – A4 (2)"]


def test_the_layouts_are_there_when_the_plugin_is_gone_but_not_those_of_a_map_that_is(plugin, load, qgis_new_project):
    load()
    assert layouts() == []
    qgis_new_project.removeAllMapLayers()
    after_drawing.finish()
    assert layouts() == []
    load()
    plugin.unload()
    assert len(layouts()) == 2
    plugin.initGui()


def test_a_theme_that_is_chosen_before_has_its_layouts_and_the_one_before_has_none(window, canvas):
    switch_theme(window, "budget")
    after_drawing.finish()
    assert len(layouts()) == 2
    with language("fr"):
        assert find_layout(QgsProject.instance(), THEMES["budget"], PAGES["A3"])
