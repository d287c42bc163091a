"""What a project tells QGIS Server, beside what its user told it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest
from qgis.core import Qgis, QgsProject, QgsVectorLayer
from qgis.server import QgsServerProjectUtils

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.project.publication import keep_back, personal_remarks, publish
from ctd_plugin.i18n import language
from tests.support.map_projects import fill_project


@pytest.fixture
def project():
    project = QgsProject()
    yield project
    project.clear()


@pytest.fixture(scope="session")
def personal(tmp_path_factory):
    """A ctd.gpkg that keeps the respondents."""
    folder = tmp_path_factory.mktemp("personal")
    (folder / "survey.csv").write_text("region;statut;repondant\nBretagne;CTD existant;Camille\n", encoding="utf-8")
    build_geopackage(folder / "ctd.gpkg", survey=folder / "survey.csv", personal=True)
    return folder / "ctd.gpkg"


def hidden(layer, flag):
    return {field.name() for field in layer.fields() if field.configurationFlags() & flag}


def test_loading_an_edition_publishes_nothing_but_keeps_respondents_back(project, personal):
    layers = fill_project(project, personal)
    assert hidden(layers.tables["survey"], Qgis.FieldConfigurationFlag.HideFromWfs) == {"repondant"}
    assert "repondant" in hidden(layers.tables["survey"], Qgis.FieldConfigurationFlag.HideFromWms)
    assert QgsServerProjectUtils.wfsLayerIds(project) == []
    assert not project.readBoolEntry("WMSServiceCapabilities", "/")[0]


def test_publishing_names_every_layer_and_offers_it(project, bundled):
    with language("fr"):
        layers = load_layers(project, bundled)
    publish(project, "IDG & Cie")
    assert {table: layer.serverProperties().shortName() for table, layer in layers.all.items()} == {
        table: table for table in layers.all
    }
    assert QgsServerProjectUtils.wfsLayerIds(project) == [layer.id() for layer in layers.all.values()]
    assert QgsServerProjectUtils.owsServiceContactOrganization(project) == "IDG & Cie"
    assert QgsServerProjectUtils.wmsRootName(project) == "ctd"
    assert "comité territorial" in QgsServerProjectUtils.owsServiceAbstract(project), "in the language of the map"


def test_what_a_user_published_and_wrote_stays(project, bundled):
    own = QgsVectorLayer("Point?crs=EPSG:4326", "puits", "memory")
    project.addMapLayer(own)
    project.writeEntry("WFSLayers", "/", [own.id()])
    project.writeEntry("WMSServiceTitle", "/", "Atlas de la région")
    project.writeEntry("WMSKeywordList", "/", ["eau"])
    project.writeEntry("WMSCrsList", "/", ["EPSG:3035"])
    layers = load_layers(project, bundled)
    layers.regions.serverProperties().setShortName("mes_regions")
    publish(project)
    publish(project)
    assert QgsServerProjectUtils.wfsLayerIds(project) == [own.id(), *(layer.id() for layer in layers.all.values())]
    assert QgsServerProjectUtils.owsServiceTitle(project) == "Atlas de la région"
    assert QgsServerProjectUtils.owsServiceKeywords(project) == ["eau"]
    assert QgsServerProjectUtils.wmsOutputCrsList(project)[0] == "EPSG:3035"
    assert layers.regions.serverProperties().shortName() == "mes_regions"


def test_a_project_without_an_edition_is_left_alone(project):
    publish(project, "IDG")
    assert QgsServerProjectUtils.owsServiceContactOrganization(project) == ""
    assert project.readListEntry("WMSCrsList", "/")[0] == []


def test_the_layers_of_two_editions_have_different_names(project, bundled, tmp_path):
    later = shutil.copy(bundled, tmp_path / "later.gpkg")
    with closing(sqlite3.connect(later)) as database, database:
        database.execute("UPDATE about SET edition = 'Enquête 2027'")
    first = load_layers(project, bundled)
    publish(project)
    # Above the first in the layer tree.
    editions = [first, load_layers(project, later)]
    publish(project)
    names = [layer.serverProperties().shortName() for layers in editions for layer in layers.all.values()]
    assert len(set(names)) == len(names)
    assert first.regions.serverProperties().shortName() == "regions", "addresses that others use stay"


def test_no_layer_takes_the_name_of_one_of_the_user(project, bundled):
    own = QgsVectorLayer("Point?crs=EPSG:4326", "platforms", "memory")
    project.addMapLayer(own)
    layers = load_layers(project, bundled)
    publish(project)
    assert "platforms" not in {layer.serverProperties().shortName() for layer in layers.all.values()}


def test_whoever_gives_respondents_to_others_is_told(project, bundled, personal):
    assert personal_remarks(load_layers(project, bundled)) == []
    (remark,) = personal_remarks(load_layers(project, personal))
    assert "names respondents" in remark


def test_a_project_of_an_earlier_version_keeps_respondents_back_once_it_is_published(project, personal):
    layers = load_layers(project, personal)
    survey = layers.tables["survey"]
    index = survey.fields().indexOf("repondant")
    survey.setFieldConfigurationFlag(index, Qgis.FieldConfigurationFlag.HideFromWfs, False)
    keep_back(layers)
    assert hidden(survey, Qgis.FieldConfigurationFlag.HideFromWfs) == {"repondant"}
