"""An edition is read once, and again when its layers or their file have changed: a click reads nothing."""

from __future__ import annotations

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from ctd_plugin import databases
from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.project.editions import make_current
from ctd_plugin.gis.project.layers import find_layers, load_layers
from ctd_plugin.gis.regions import edition_cache
from ctd_plugin.gis.regions.edition_cache import CACHE, edition_of, region_features
from ctd_plugin.gis.regions.expressions import CtdFunctions
from ctd_plugin.gis.regions.search import RegionFilter, RegionSearch, find
from ctd_plugin.gis.themes import THEMES, apply_theme


@pytest.fixture(autouse=True)
def clean_cache():
    CACHE.clear()
    yield
    CACHE.clear()


@pytest.fixture
def reads(monkeypatch):
    """The layers and files that are read, by name."""
    reads = []
    of_layer, of_file = QgsVectorLayer.getFeatures, databases.reading

    def layer_read(self, *request):
        reads.append(self.name())
        return of_layer(self, *request)

    def file_read(path):
        reads.append(str(path))
        return of_file(path)

    monkeypatch.setattr(QgsVectorLayer, "getFeatures", layer_read)
    monkeypatch.setattr("ctd_plugin.data.profile.rows.reading", file_read)
    return reads


@pytest.fixture
def own(bundled, tmp_path):
    return shutil.copy(bundled, tmp_path / "own.gpkg")


@pytest.fixture
def layers(qgis_new_project, filled, own):
    _, layers = filled(own, "en", qgis_new_project)
    return layers


def region(layers, code="53"):
    return edition_of(layers).by_code.get(code)


def change(layer, code, field, value):
    (row,) = layer.getFeatures(f"\"region_code\" = '{code}'")
    assert layer.changeAttributeValue(row.id(), layer.fields().indexOf(field), value)


def test_an_edition_is_read_once(layers, reads):
    CACHE.clear()
    first = edition_of(layers)
    assert reads.count("CTD – regions") == 1
    reads.clear()
    assert edition_of(layers) is first
    assert edition_of(find_layers(QgsProject.instance())) is first
    assert reads == []


def test_a_click_a_theme_an_expression_and_a_search_read_nothing(layers, window, plugin, reads):
    window.mainWindow().show()
    dock, search = plugin.panel().open_dock(), RegionSearch()
    functions = CtdFunctions()
    functions.register()

    def use(code, theme):
        dock.show_region(code)
        QCoreApplication.processEvents()
        apply_theme(QgsProject.instance(), layers, THEMES[theme])
        context = QgsExpressionContext()
        assert QgsExpression(f"ctd_status('{code}')").evaluate(context)
        assert QgsExpression(f"ctd_platforms('{code}')").evaluate(context)
        assert find(search.index(), "feder", RegionFilter())

    use("53", ThemeId.STATUS)
    reads.clear()
    use("52", ThemeId.BUDGET)
    use("93", ThemeId.TECHNOLOGY)
    use("84", ThemeId.STATUS_BUDGET)
    assert reads == []
    functions.unregister()
    window.mainWindow().hide()


def test_the_bundled_edition_is_read_once(qgis_new_project, reads):
    edition_cache.bundled_edition.cache_clear()
    functions = CtdFunctions()
    functions.register()
    for code in ("53", "52"):
        assert QgsExpression(f"ctd_status('{code}')").evaluate(QgsExpressionContext())
    assert len(reads) == 1
    functions.unregister()


def test_an_edit_shows_before_it_is_saved_and_goes_when_it_is_taken_back(layers):
    survey = layers.tables["survey"]
    before = region(layers).cells["outils"]
    assert survey.startEditing()
    change(survey, "53", "outils", "Xylophone")
    assert region(layers).cells["outils"] == "Xylophone"
    assert survey.rollBack()
    assert region(layers).cells["outils"] == before
    assert survey.startEditing()
    change(survey, "53", "outils", "Violon")
    assert survey.commitChanges()
    assert region(layers).cells["outils"] == "Violon"


def test_rows_that_come_and_go_in_an_edit_show_at_once(layers):
    platforms = layers.tables["platforms"]
    count = len(region(layers).platforms)
    assert platforms.startEditing()
    row = QgsFeature(next(platforms.getFeatures("\"region_code\" = '53'")))
    row["fid"], row["platform_id"] = None, "new"
    assert platforms.addFeature(row)
    assert len(region(layers).platforms) == count + 1
    assert platforms.deleteFeature(row.id())
    assert len(region(layers).platforms) == count
    assert platforms.rollBack()


def test_a_filter_hides_regions_here_and_not_from_expressions(layers):
    assert len(edition_of(layers).profiles) == 18
    assert layers.regions.setSubsetString("\"region_code\" = '52'")
    assert [profile.code for profile in edition_of(layers).profiles] == ["52"]
    assert [feature["region_code"] for feature in region_features(layers)] == ["52"]
    assert len(CACHE.of_store(QgsProject.instance().layerStore()).profiles) == 18
    assert layers.regions.setSubsetString("")
    assert len(edition_of(layers).profiles) == 18


def test_what_another_program_writes_is_met(layers, own):
    assert region(layers).cells["outils"] != "un xylophone"
    with closing(sqlite3.connect(own)) as file:
        file.execute("UPDATE survey SET outils = 'un xylophone' WHERE region_code = '53'")
        file.commit()
    assert region(layers).cells["outils"] == "un xylophone"


def test_other_layers_are_another_edition(layers, one_row, qgis_new_project):
    assert region(layers, "52").status is not None
    qgis_new_project.clear()
    others = load_layers(qgis_new_project, one_row)
    assert region(others, "52").status is None


def test_two_projects_have_an_edition_each(layers, filled, one_row):
    _, others = filled(one_row)
    assert region(layers, "52").surveyed
    assert not region(others, "52").surveyed


def test_expressions_of_a_layer_speak_of_its_own_edition_and_all_others_of_the_current_one(
    layers, one_row, qgis_new_project
):
    others = load_layers(qgis_new_project, one_row)
    CACHE.follow(qgis_new_project.layerStore())
    QCoreApplication.processEvents()

    def context(*layer_scope):
        return QgsExpressionContext([QgsExpressionContextUtils.projectScope(qgis_new_project), *layer_scope])

    def status(context):
        return QgsExpression("ctd_status('52')").evaluate(context)

    functions = CtdFunctions()
    functions.register()
    of_layers = [context(QgsExpressionContextUtils.layerScope(one.regions)) for one in (layers, others)]
    assert [status(one) for one in of_layers] == ["established", None]
    with ThreadPoolExecutor() as threads:
        assert list(threads.map(status, of_layers)) == ["established", None]
    assert status(context()) is None
    make_current(qgis_new_project, layers)
    assert status(context()) == "established"
    functions.unregister()


def test_a_layer_that_is_edited_while_another_of_its_edition_is_gone_breaks_nothing(layers, qgis_new_project):
    edition_of(layers)
    qgis_new_project.removeMapLayer(layers.tables["facts"].id())
    assert layers.regions.setSubsetString("\"region_code\" = '52'")
    assert find_layers(qgis_new_project) is None


def test_layers_are_followed_for_threads(layers):
    store = QgsProject.instance().layerStore()
    CACHE.follow(store)
    QCoreApplication.processEvents()
    stored = CACHE._projects.copy().popitem()[1].known_with("")
    assert stored.cached is edition_of(layers)
    layers.regions.startEditing()
    change(layers.regions, "53", "status", "established")
    assert stored.cached is None
    QCoreApplication.processEvents()
    assert stored.cached.by_code["53"].status == "established"
    layers.regions.rollBack()
