"""`ctdLoadMap`: the map in the current project with one click, and the user's own things untouched."""

from __future__ import annotations

import shutil

import pytest
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QAction, QApplication

from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.gis import user_profile
from ctd_plugin.gis.project.editions import edition_name
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gis.style.territories import METROPOLE
from ctd_plugin.gui.map.load import load_map
from ctd_plugin.i18n import language, set_user_language
from ctd_plugin.settings import Settings, write_settings
from tests.support.tree_legend import class_categories


@pytest.fixture
def load(window, plugin):
    """Return the action's trigger."""
    return window.mainWindow().findChild(QAction, "ctdLoadMap").trigger


def content(project):
    root = project.layerTreeRoot()
    return {
        "layers": sorted(layer.name() for layer in project.mapLayers().values()),
        "groups": [group.name() for group in root.findGroups(recursive=True)],
        "layouts": sorted(layout.name() for layout in project.layoutManager().printLayouts()),
        "themes": project.mapThemeCollection().mapThemes(),
        "styles": find_layers(project).regions.styleManager().styles(),
        "relations": sorted(project.relationManager().relations()),
        "bookmarks": [bookmark.name() for bookmark in project.bookmarkManager().bookmarks()],
        "crs": project.crs().authid(),
    }


def group_name(project):
    with language("fr"):
        return f"CTD – {edition_name(find_layers(project))}"


def user_layer(project, crs="EPSG:3857"):
    layer = QgsVectorLayer(f"Point?crs={crs}", "Mes points", "memory")
    project.addMapLayer(layer)
    project.setCrs(QgsCoordinateReferenceSystem(crs))
    return layer


def assert_shows(canvas, extent):
    """The canvas shows all of an extent, and in one direction little more."""
    seen = canvas.extent()
    assert seen.contains(extent)
    assert min(seen.width() / extent.width(), seen.height() / extent.height()) < 1.2


def test_one_click_gives_layers_style_layouts_and_a_view_of_the_mainland(load, window, qgis_new_project):
    load()
    found = content(qgis_new_project)
    assert len(found["layers"]) == 6
    assert found["groups"] == [group_name(qgis_new_project)]
    assert found["layouts"] == ["CTD – statut – A3", "CTD – statut – A4"]
    assert found["themes"] == ["CTD – statut"]
    assert len(found["bookmarks"]) == 6
    assert found["crs"] == "EPSG:2154"
    # Overseas, "zoom full" showed half the globe.
    assert qgis_new_project.viewSettings().fullExtent() == METROPOLE.view
    regions = find_layers(qgis_new_project).regions
    assert [category.label() for category in class_categories(regions)][3] == "CTD existant (4)"
    assert regions.labelsEnabled()
    assert window.activeLayer() is regions
    assert regions in window.mapCanvas().layers()
    assert_shows(window.mapCanvas(), METROPOLE.extent)
    assert window.messageBar().get_messages(Qgis.MessageLevel.Critical) == []
    assert QGuiApplication.overrideCursor() is None


def test_a_second_click_doubles_nothing(load, qgis_new_project):
    load()
    first = content(qgis_new_project)
    load()
    assert content(qgis_new_project) == first


def test_a_project_with_a_layer_of_the_users_keeps_its_crs_and_shows_the_mainland_in_it(load, window, qgis_new_project):
    layer = user_layer(qgis_new_project)
    load()
    assert qgis_new_project.crs().authid() == "EPSG:3857"
    assert qgis_new_project.mapLayer(layer.id()) is layer
    assert qgis_new_project.viewSettings().presetFullExtent().isNull()
    assert [child.name() for child in qgis_new_project.layerTreeRoot().children()] == [
        group_name(qgis_new_project),
        "Mes points",
    ]
    transform = QgsCoordinateTransform(METROPOLE.crs, qgis_new_project.crs(), qgis_new_project)
    assert_shows(window.mapCanvas(), transform.transformBoundingBox(METROPOLE.extent))


def test_layers_that_qgis_has_not_shown_yet_change_neither_the_crs_nor_how_qgis_greets_the_first_ones(
    load, window, qgis_new_project
):
    user_layer(qgis_new_project)
    qgis_new_project.setCrs(QgsCoordinateReferenceSystem("EPSG:27572"))
    load()
    QApplication.processEvents()
    assert qgis_new_project.crs().authid() == "EPSG:27572"
    assert window.layerTreeCanvasBridge().autoSetupOnFirstLayer()


def test_an_empty_project_that_gets_no_map_keeps_its_crs(window, tmp_path, qgis_new_project):
    qgis_new_project.setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    assert load_map(window, tmp_path / "missing.gpkg") is None
    assert qgis_new_project.crs().authid() == "EPSG:3857"
    assert len(window.messageBar().get_messages(Qgis.MessageLevel.Critical)) == 1


def test_what_the_user_changed_in_style_and_name_survives_a_second_click(load, qgis_new_project):
    load()
    regions = find_layers(qgis_new_project).regions
    regions.setName("Nos régions")
    regions.setLabelsEnabled(False)
    regions.renderer().updateCategoryLabel(4, "En place")
    load()
    assert (regions.name(), regions.labelsEnabled()) == ("Nos régions", False)
    assert class_categories(regions)[3].label() == "En place"


def test_regions_that_were_removed_come_back_with_their_style(load, qgis_new_project):
    load()
    qgis_new_project.removeMapLayer(find_layers(qgis_new_project).regions.id())
    load()
    regions = find_layers(qgis_new_project).regions
    assert [category.label() for category in class_categories(regions)][3] == "CTD existant (4)"
    assert qgis_new_project.mapThemeCollection().mapThemeVisibleLayers("CTD – statut") == [regions]
    assert len(qgis_new_project.layoutManager().printLayouts()) == 2


def test_the_language_of_the_map_is_that_of_the_settings_and_a_project_keeps_its_own(load, qgis_new_project):
    write_settings(Settings(map_language="en"))
    load()
    assert find_layers(qgis_new_project).regions.name() == "CTD – regions"
    write_settings(Settings(map_language="fr"))
    load()
    assert content(qgis_new_project)["layouts"] == ["CTD – status – A3", "CTD – status – A4"]


@pytest.mark.parametrize(("locale", "name"), [("fr_FR", "CTD – régions"), ("en_GB", "CTD – regions")])
def test_without_a_choice_the_map_speaks_the_language_of_qgis(load, qgis_new_project, locale, name):
    set_user_language(locale)
    load()
    assert find_layers(qgis_new_project).regions.name() == name


def test_the_geopackage_that_is_opened_lies_in_the_profile_and_not_in_the_plugin(load, profile, qgis_new_project):
    before = GEOPACKAGE.stat().st_mtime_ns
    load()
    opened = find_layers(qgis_new_project).source
    assert opened.parent == profile / "ctd"
    assert opened.read_bytes()[:15] == b"SQLite format 3"
    assert sorted(path.name for path in GEOPACKAGE.parent.glob("ctd.gpkg*")) == ["ctd.gpkg"]
    assert GEOPACKAGE.stat().st_mtime_ns == before


def test_a_copy_is_made_once_and_another_edition_gets_a_file_of_its_own(profile, tmp_path, monkeypatch):
    first = user_profile.working_copy()
    made = first.stat().st_mtime_ns
    assert user_profile.working_copy() == first
    assert first.stat().st_mtime_ns == made
    newer = shutil.copy(GEOPACKAGE, tmp_path / "newer.gpkg")
    with newer.open("ab") as stream:
        stream.write(b"another edition")
    monkeypatch.setattr(user_profile, "GEOPACKAGE", newer)
    second = user_profile.working_copy()
    assert second != first
    assert second.read_bytes() == newer.read_bytes()
    assert first.exists()


def test_a_profile_that_cannot_be_written_is_reported_in_the_message_bar(load, window, profile, qgis_new_project):
    (profile / "ctd").write_text("a file where the folder should be", encoding="utf-8")
    load()
    (message,) = window.messageBar().get_messages(Qgis.MessageLevel.Critical)
    assert str(profile / "ctd") in message
    assert qgis_new_project.mapLayers() == {}
    assert QGuiApplication.overrideCursor() is None


def test_the_map_of_a_saved_and_reopened_project_is_still_whole(load, tmp_path, qgis_new_project):
    load()
    first = content(qgis_new_project)
    assert qgis_new_project.write(str(tmp_path / "mine.qgz"))
    project = QgsProject()
    assert project.read(str(tmp_path / "mine.qgz"))
    assert content(project) == first
    assert find_layers(project).regions.isValid()
    project.clear()
