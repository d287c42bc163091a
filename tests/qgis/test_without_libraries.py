"""The plugin in a QGIS whose Python has neither pandas nor geopandas nor shapely."""

from __future__ import annotations

import importlib
import sys

import pytest
from qgis.core import Qgis, QgsFeature, QgsProcessingException, QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import QAction, QApplication

LIBRARIES = ("pandas", "geopandas", "shapely", "pyogrio", "numpy")


@pytest.fixture
def without_libraries():
    """Forget the plugin and the libraries, and let no import find the libraries again."""

    def ours():
        return [name for name in sys.modules if name.partition(".")[0] in (*LIBRARIES, "ctd_plugin")]

    before = {name: sys.modules.pop(name) for name in ours()}
    sys.modules.update(dict.fromkeys(LIBRARIES))
    yield
    for name in ours():
        del sys.modules[name]
    sys.modules.update(before)


@pytest.fixture
def plugin(without_libraries, qgis_processing, window, flush_deletes):
    plugin = importlib.import_module("ctd_plugin.plugin").CtdPlugin(window)
    plugin.initGui()
    # The algorithms come once QGIS has started.
    QApplication.processEvents()
    yield plugin
    plugin.unload()
    flush_deletes()


@pytest.fixture
def run(plugin):
    import processing

    return processing.run


@pytest.fixture
def survey(tmp_path):
    path = tmp_path / "enquête.csv"
    path.write_text("region;statut\nBretagne;CTD existant\n", encoding="utf-8")
    return str(path)


def test_the_libraries_really_are_out_of_reach(plugin):
    for library in LIBRARIES:
        with pytest.raises(ImportError):
            importlib.import_module(library)


def test_the_map_is_loaded_whole_from_the_bundled_geopackage(plugin, window):
    window.mainWindow().findChild(QAction, "ctdLoadMap").trigger()
    assert window.messageBar().get_messages(Qgis.MessageLevel.Critical) == []
    layers = {layer.name(): layer for layer in QgsProject.instance().mapLayers().values()}
    assert len(layers) == 6
    regions = layers["CTD – régions"]
    assert regions.featureCount() == 18
    assert [category.label() for category in regions.renderer().categories()][4] == "CTD existant (4)"
    assert len(QgsProject.instance().layoutManager().printLayouts()) == 2


@pytest.mark.parametrize("ending", [".pdf", ".png", ".svg"])
def test_the_map_of_the_bundled_survey_is_exported(run, tmp_path, ending):
    output = tmp_path / f"map{ending}"
    run("ctd:exportmap", {"OUTPUT": str(output), "DPI": 72})
    assert output.stat().st_size > 10_000


@pytest.mark.parametrize("algorithm", ["buildproject", "exportmap"])
def test_a_survey_of_ones_own_is_mapped_without_them(run, tmp_path, survey, algorithm):
    parameters = {"SURVEY": survey, "OUTPUT_FOLDER": str(tmp_path), "OUTPUT": str(tmp_path / "map.pdf")}
    run(f"ctd:{algorithm}", parameters)
    assert {path.name for path in tmp_path.iterdir()} & {"map.pdf", "ctd.gpkg"}


@pytest.mark.parametrize("algorithm", ["buildproject", "exportmap"])
def test_boundaries_of_ones_own_need_them_and_one_sentence_says_how_to_install_them(
    run, tmp_path, survey, algorithm, bundled
):
    parameters = {
        "SURVEY": survey,
        "BOUNDARIES": f"{bundled}|layername=regions",
        "OUTPUT_FOLDER": str(tmp_path),
        "OUTPUT": str(tmp_path / "map.pdf"),
    }
    with pytest.raises(QgsProcessingException) as error:
        run(f"ctd:{algorithm}", parameters)
    sentence = str(error.value).strip()
    assert sentence.startswith("The Python library pandas is missing; install it: ")
    assert "geopandas" in sentence
    assert "\n" not in sentence
    assert sorted(path.name for path in tmp_path.iterdir()) == ["enquête.csv", "profile"]


def test_a_survey_is_joined_to_a_layer_and_dissolving_says_what_it_needs(run, survey):
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326&field=nom:string", "régions", "memory")
    region = QgsFeature(layer.fields())
    region["nom"] = "Bretagne"
    layer.dataProvider().addFeatures([region])
    joined = run("ctd:joinsurvey", {"INPUT": layer, "SURVEY": survey, "OUTPUT": "TEMPORARY_OUTPUT"})["OUTPUT"]
    assert [feature["status"] for feature in joined.getFeatures()] == ["established"]
    for algorithm, parameters in {
        "dissolveregions": {"INPUT": layer, "OUTPUT": "TEMPORARY_OUTPUT"},
        "fetchboundaries": {"OUTPUT": "TEMPORARY_OUTPUT"},
    }.items():
        with pytest.raises(QgsProcessingException, match="The Python library shapely is missing; install it: "):
            run(f"ctd:{algorithm}", parameters)
