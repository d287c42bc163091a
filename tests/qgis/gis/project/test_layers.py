"""The layers of a ctd.gpkg in a project."""

from __future__ import annotations

import json

import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
)

from ctd_plugin.errors import CtdError
from ctd_plugin.gis.labels.fields import field_aliases
from ctd_plugin.gis.project.layers import TABLES, find_layers, load_layers, remove_layers
from ctd_plugin.gis.project.outlines import held_outlines
from ctd_plugin.gis.style.territories import METROPOLE
from ctd_plugin.gis.themes import THEMES, apply_theme
from ctd_plugin.i18n import language
from ctd_plugin.regions import REGION_NAMES
from tests.support.layout_items import rendered

# Written out from the contract, not read from the code: a renamed field breaks other people's scripts.
REGION_FIELDS = [
    "region_code",
    "region_name",
    "population",
    "status",
    "status_label",
    "ctd_date",
    "ctd_date_text",
    "staff_fte",
    "staff_fte_max",
    "staff_scope",
    "staff_covers",
    "staff_about",
    "budget_eur",
    "budget_eur_max",
    "budget_scope",
    "budget_covers",
    "budget_about",
    "budget_per_1000",
    "funding_sources",
    "technologies",
    "platform_count",
    "main_platform",
    "main_url",
    "contact",
    "surveyed",
]

GROUP = "CTD – CNIG survey 2025–2026"


@pytest.fixture
def project():
    project = QgsProject()
    yield project
    project.clear()


def names(group):
    return [child.name() for child in group.children()]


def test_the_regions_are_18_in_wgs84_with_the_fields_of_the_contract_in_order(project, bundled):
    regions = load_layers(project, bundled).regions
    assert [feature["region_code"] for feature in regions.getFeatures()] == list(REGION_NAMES)
    assert [field.name() for field in regions.fields()] == ["fid", *REGION_FIELDS]
    assert regions.crs().authid() == "EPSG:4326"


def test_each_region_lies_where_it_is(project, bundled):
    regions = load_layers(project, bundled).regions
    places = {"53": (-2.8, 48.2), "03": (-53.0, 4.0), "04": (55.5, -21.1), "94": (9.1, 42.2), "11": (2.35, 48.86)}
    for code, (longitude, latitude) in places.items():
        point = QgsGeometry.fromPointXY(QgsPointXY(longitude, latitude))
        hits = [f["region_code"] for f in regions.getFeatures(point.boundingBox()) if f.geometry().contains(point)]
        assert hits == [code]


def test_the_five_tables_stand_behind_the_regions_and_no_respondent_is_in_them(project, bundled):
    layers = load_layers(project, bundled)
    assert set(layers.tables) == {"survey", "facts", "platforms", "endpoints", "about"}
    for table in layers.tables.values():
        assert table.isValid()
        assert not table.isSpatial()
        assert table.featureCount() > 0
        assert "repondant" not in table.fields().names()


@pytest.mark.parametrize(
    ("code", "layer", "alias"),
    [("fr", "CTD – régions", "Budget annuel (€)"), ("en", "CTD – regions", "Yearly budget (€)")],
)
def test_layers_and_fields_have_names_in_the_language_requested(project, bundled, code, layer, alias):
    with language(code):
        regions = load_layers(project, bundled).regions
    assert regions.name() == layer
    assert regions.attributeAlias(regions.fields().indexOf("budget_eur")) == alias


@pytest.mark.parametrize("code", ["fr", "en"])
def test_every_field_of_every_layer_has_an_alias(project, bundled, code):
    with language(code):
        layers = load_layers(project, bundled)
        aliases = field_aliases()
    for layer in layers.all.values():
        for index, field in enumerate(layer.fields()):
            if field.name() != "fid":
                assert layer.attributeAlias(index) == aliases[field.name()] != "", field.name()


def test_an_attribute_table_of_the_regions_hides_the_row_number_and_shows_names(project, bundled):
    regions = load_layers(project, bundled).regions
    assert regions.editorWidgetSetup(0).type() == "Hidden"
    shown, context = QgsExpression(regions.displayExpression()), QgsExpressionContext()
    names = []
    for region in regions.getFeatures():
        context.setFeature(region)
        names.append(shown.evaluate(context))
    assert names == [region["region_name"].replace("'", "’") for region in regions.getFeatures()]


def test_a_region_leads_to_its_answers_figures_platforms_and_their_endpoints(project, bundled):
    layers = load_layers(project, bundled)
    relations = project.relationManager().relations()
    assert set(relations) == {"ctd_survey", "ctd_facts", "ctd_platforms", "ctd_endpoints"}
    assert all(relation.isValid() for relation in relations.values())
    bretagne = next(layers.regions.getFeatures("\"region_code\" = '53'"))
    (answers,) = relations["ctd_survey"].getRelatedFeatures(bretagne)
    assert answers["statut"] == "Réflexion engagée"
    assert list(relations["ctd_facts"].getRelatedFeatures(bretagne))
    (platform, *_) = relations["ctd_platforms"].getRelatedFeatures(bretagne)
    assert platform["name"] == "GéoBretagne"
    assert list(relations["ctd_endpoints"].getRelatedFeatures(platform))


def test_loading_twice_doubles_no_layer_group_or_relation(project, bundled):
    first = load_layers(project, bundled)
    second = load_layers(project, bundled)
    assert second == first
    assert len(project.mapLayers()) == 1 + len(TABLES)
    assert names(project.layerTreeRoot()) == [GROUP]
    assert len(names(project.layerTreeRoot().children()[0])) == 1 + len(TABLES)
    assert len(project.relationManager().relations()) == 4


def test_layers_are_found_again_whatever_their_owner_calls_them_and_wherever_they_are_moved(project, bundled):
    first = load_layers(project, bundled)
    group = project.layerTreeRoot().children()[0]
    group.setName("Atelier")
    first.regions.setName("Nos régions")
    node = group.findLayer(first.regions.id())
    project.layerTreeRoot().addChildNode(node.clone())
    group.removeChildNode(node)
    assert load_layers(project, bundled).regions is first.regions
    assert len(project.mapLayers()) == 1 + len(TABLES)


def test_the_users_layers_groups_and_their_order_stay_as_they_were(project, bundled):
    root = project.layerTreeRoot()
    cities = QgsVectorLayer("Point?crs=EPSG:2154", "Villes", "memory")
    rivers = QgsVectorLayer("LineString?crs=EPSG:2154", "Rivières", "memory")
    project.addMapLayer(cities)
    project.addMapLayer(rivers, addToLegend=False)
    root.addGroup("Fonds").addLayer(rivers)
    before, order = cities.renderer().dump(), names(root)
    load_layers(project, bundled)
    assert names(root) == [GROUP, *order]
    assert names(root.findGroup("Fonds")) == ["Rivières"]
    assert (cities.renderer().dump(), cities.customProperty("ctd/role")) == (before, None)


def test_a_layer_that_was_removed_comes_back_and_the_rest_is_not_doubled(project, bundled):
    load_layers(project, bundled)
    project.removeMapLayer(find_layers(project).regions.id())
    assert find_layers(project) is None
    load_layers(project, bundled)
    assert len(project.mapLayers()) == 1 + len(TABLES)
    assert names(project.layerTreeRoot()) == [GROUP]


def test_a_file_that_is_no_ctd_geopackage_is_refused_in_one_sentence_and_adds_nothing(project, tmp_path):
    for name, content in (("notes.gpkg", b"not a GeoPackage"), ("missing.gpkg", None)):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(CtdError) as error:
            load_layers(project, path)
        assert str(error.value) == (
            f"{path} has no readable layer “regions”: choose a GeoPackage created by this plugin."
        )
    assert project.mapLayers() == {}
    assert names(project.layerTreeRoot()) == []


def test_a_project_holds_the_outlines_of_its_edition_until_its_layers_go(bundled):
    project = QgsProject()
    regions = load_layers(project, bundled).regions
    assert set(held_outlines(regions)) == set(REGION_NAMES)
    borders = json.loads(project.customVariables()["ctd_borders"])
    # Corsica and the overseas regions have no neighbour.
    assert {code for code, lines in borders.items() if not lines} == {"01", "02", "03", "04", "06", "94"}
    remove_layers(project)
    assert "ctd_outlines" not in project.customVariables()
    project.clear()


def test_a_region_is_drawn_without_waiting_for_the_main_thread(bundled):
    """A style that looked into another layer would wait for ever where a script waits for the map."""
    project = QgsProject()
    layers = load_layers(project, bundled)
    apply_theme(project, layers, THEMES["status"])
    _, pixel = rendered(layers.regions, METROPOLE, METROPOLE.extent)
    assert pixel(2.2, 43.9) != "#FF00FF"
    project.clear()
