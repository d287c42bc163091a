"""Maps of layers that a user may have: moved, cut, emptied, in another reference system, with hostile texts."""

from __future__ import annotations

from itertools import pairwise
from unittest.mock import patch

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
)

from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.project.layers import CtdLayers, load_layers
from ctd_plugin.gis.svg import theme_map
from ctd_plugin.gis.svg.outlines import map_outlines
from ctd_plugin.gis.svg.theme_map import svg_definitions, web_themes
from ctd_plugin.gis.themes import THEMES
from ctd_plugin.i18n import language
from ctd_plugin.regions import PRINTED_NAMES
from tests.support.svg_pages import box_of, regions_of, shapes_in, tree_of, view_box

HOSTILE = '</title><script>alert(1)</script>\u2028" onload="x'
OVERSEAS = ("01", "02", "03", "04", "06")


@pytest.fixture(scope="module")
def layers(bundled):
    project = QgsProject()
    yield load_layers(project, bundled)
    project.clear()


@pytest.fixture
def redrawn(layers):
    """Return a function that gives the layers another layer of regions: what it makes of each code and shape."""

    def redraw(change, crs="EPSG:4326"):
        regions = layers.regions
        memory = QgsVectorLayer(f"MultiPolygon?crs={crs}", "regions", "memory")
        memory.dataProvider().addAttributes(regions.fields().toList())
        memory.updateFields()
        transform = QgsCoordinateTransform(regions.crs(), QgsCoordinateReferenceSystem(crs), QgsProject.instance())
        for region in regions.getFeatures():
            feature, shape = QgsFeature(region), change(region["region_code"], region.geometry())
            if shape is None:
                continue
            if crs != "EPSG:4326":
                shape.transform(transform)
            feature.setGeometry(shape)
            memory.dataProvider().addFeature(feature)
        return CtdLayers(memory, layers.tables)

    return redraw


def status_of(layers):
    """Return the map of the status; the others, at which nobody looks, are not drawn."""
    only = {ThemeId.STATUS: THEMES[ThemeId.STATUS]}
    with language("fr"), patch.object(theme_map, "THEMES", only):
        (theme,) = web_themes(layers)
    return theme


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:2154", "EPSG:3857"])
def test_any_reference_system_without_outlines_gives_the_same_shapes(layers, redrawn, crs):
    plain = shapes_in(svg_definitions(layers))
    other = shapes_in(svg_definitions(redrawn(lambda code, shape: shape, crs)))
    assert set(other) == set(plain)
    for id_, rings in plain.items():
        assert all(abs(a - b) <= 12 for a, b in zip(box_of(rings), box_of(other[id_]), strict=True)), id_


def test_neighbours_of_a_layer_without_outlines_share_their_borders(redrawn):
    outlines = map_outlines(redrawn(lambda code, shape: shape))
    edges = [tuple(sorted(edge)) for ring in outlines.rings["53"] for edge in pairwise(ring)]
    others = {tuple(sorted(edge)) for code in ("28", "52") for ring in outlines.rings[code] for edge in pairwise(ring)}
    assert sum(edge in others for edge in edges) > 20


def test_regions_beside_the_mainland_are_on_its_map_without_insets(redrawn):
    def beside(code, shape):
        if code in OVERSEAS:
            corner = shape.boundingBox().center()
            shape.translate(-6.5 - corner.x(), 42.5 + 1.2 * OVERSEAS.index(code) - corner.y())
        return shape

    layers = redrawn(beside)
    theme = status_of(layers)
    assert set(regions_of(theme.map)) == set(PRINTED_NAMES)
    width, height = view_box(theme.map)
    for rings in shapes_in(svg_definitions(layers)).values():
        left, top, right, bottom = box_of(rings)
        assert min(left, top) >= 0
        assert (right <= width, bottom <= height) == (True, True)
    assert "<rect" not in theme.map.split('class="regions"')[0]
    assert any("Guadeloupe" in note for note in theme.notes)
    assert not any("échelle" in note for note in theme.notes)


def test_regions_that_a_layer_lacks_are_named_in_a_note(redrawn):
    theme = status_of(redrawn(lambda code, shape: None if code in ("01", "53") else shape))
    assert set(regions_of(theme.map)) == set(PRINTED_NAMES) - {"01", "53"}
    # A region that is no feature is in no survey of the layer.
    assert any("Guadeloupe" in note for note in theme.notes)


@pytest.mark.parametrize("shape", [QgsGeometry(), QgsGeometry.fromWkt("MULTIPOLYGON EMPTY")])
def test_regions_without_a_shape_are_described_and_named_in_a_note(redrawn, shape):
    theme = status_of(redrawn(lambda code, own: shape if code in ("53", "03") else own))
    assert set(regions_of(theme.map)) == set(PRINTED_NAMES) - {"53", "03"}
    assert "Bretagne" in theme.description
    assert any("Bretagne" in note for note in theme.notes)
    assert any("Guyane" in note for note in theme.notes)


def test_what_is_no_area_is_not_drawn_and_named_in_a_note(layers):
    line = "LINESTRING(-4 48, -2 48)"
    regions = QgsVectorLayer("LineString?crs=EPSG:4326", "regions", "memory")
    regions.dataProvider().addAttributes(layers.regions.fields().toList())
    regions.updateFields()
    for region in layers.regions.getFeatures():
        feature = QgsFeature(region)
        feature.setGeometry(QgsGeometry.fromWkt(line))
        regions.dataProvider().addFeature(feature)
    theme = status_of(CtdLayers(regions, layers.tables))
    assert regions_of(theme.map) == {}
    assert any("Bretagne" in note for note in theme.notes)


def test_shapes_of_many_vertices_and_specks_are_drawn(redrawn):
    def odd(code, shape):
        if code == "53":
            return QgsGeometry.fromPointXY(QgsPointXY(-3, 48)).buffer(0.00001, 4)
        return shape.densifyByCount(3) if code == "84" else shape

    layers = redrawn(odd)
    theme = status_of(layers)
    assert "84" in regions_of(theme.map)
    # What is no larger than a point on the page is missing, and said to be.
    assert "53" in regions_of(theme.map) or any("Bretagne" in note for note in theme.notes)
    # Borders that two regions have differently are kept twice.
    assert len(svg_definitions(layers)) < 80_000


def test_a_layer_that_shows_one_region_has_a_map_of_one(bundled):
    project = QgsProject()
    layers = load_layers(project, bundled)
    layers.regions.setSubsetString("\"region_code\" = '53'")
    with language("fr"):
        themes = web_themes(layers)
    for theme in themes:
        (region,) = regions_of(theme.map)
        assert (region, theme.description.count("Bretagne")) == ("53", 1)
        assert "Normandie" not in theme.map
    layers.regions.setSubsetString("")
    project.clear()


def test_a_layer_without_features_or_codes_is_an_empty_map(redrawn):
    for layers in (redrawn(lambda code, shape: None), redrawn(lambda code, shape: shape)):
        if layers.regions.featureCount():
            layers.regions.dataProvider().deleteAttributes([layers.regions.fields().indexOf("region_code")])
            layers.regions.updateFields()
        assert svg_definitions(layers).startswith("<svg")
        assert map_outlines(layers).rings == {}


def test_texts_of_a_survey_are_texts(survey_of):
    survey = f'region;statut;date_ctd;contexte\nBretagne;CTD existant;"{HOSTILE.replace(chr(34), chr(34) * 2)}";x\n'
    project = QgsProject()
    with language("fr"):
        layers = load_layers(project, survey_of(survey))
        themes = web_themes(layers)
    for theme in themes:
        for markup in filter(None, (theme.map, theme.legend, theme.small_maps)):
            names = {part.tag for part in tree_of(markup).iter()}
            assert "script" not in names
            assert "<script" not in markup
            assert not any(name.startswith("on") for part in tree_of(markup).iter() for name in part.attrib)
    status = next(theme for theme in themes if theme.id == ThemeId.STATUS)
    assert "<script>" in regions_of(status.map)["53"].get("aria-label")
    project.clear()
