"""Theme `technology`: small maps that can be counted, and squares under the names where there is one map."""

from __future__ import annotations

from base64 import b64decode
from collections import Counter
from itertools import combinations

import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsMapRendererParallelJob,
    QgsProject,
    QgsSymbolLayer,
)
from qgis.PyQt.QtCore import QRectF, QSizeF

from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.regions.edition_cache import edition_of
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.gis.style.palette import NOT_CITED_FILL, PAPER, PARTNERS_FILL, STATE_FILL
from ctd_plugin.gis.style.territories import INSETS, METROPOLE
from ctd_plugin.gis.themes import THEMES, apply_theme
from ctd_plugin.gis.themes.technology import draw_technology
from ctd_plugin.gis.themes.technology_use import TechnologyUse, Use
from ctd_plugin.i18n import language
from ctd_plugin.regions import REGION_NAMES
from tests.support.layout_items import apart, assert_texts_fit, box, inside, items, rendered
from tests.support.platform_lists import with_platforms
from tests.support.tree_legend import class_categories

THEME = THEMES[ThemeId.TECHNOLOGY]
EACH_PAGE = pytest.mark.parametrize("page", PAGES)
CODES = list(REGION_NAMES)
KNOWN = ["georchestra", "prodige", "onegeo", "opendatasoft", "ckan", "data4citizen", "datafair", "arcgis", "geonetwork"]
TERRITORIES = {territory.id: territory for territory in (METROPOLE, *INSETS)}
FILLS = {Use.PARTNERS: PARTNERS_FILL, Use.STATE: STATE_FILL, Use.BOTH: PARTNERS_FILL, Use.RETIRED: PAPER}

# Name → rows of region, technology, operator and status.
OTHER_EDITIONS = {
    "one technology": [(code, "ckan", "region", "active") for code in CODES[:7]],
    "all technologies everywhere": [
        (code, technology, ("region", "etat", "gip")[(i + j) % 3], ("active", "retired", "planned")[i * j % 3])
        for i, code in enumerate(CODES)
        for j, technology in enumerate([*KNOWN, "other"])
    ],
    "forty platforms in one region": [("24", [*KNOWN, "other"][i % 10], "region", "active") for i in range(40)],
    "overseas only": [(code, "datafair", "etat", "active") for code in CODES[:5]],
    "the State only": [(code, name, "etat", "active") for code in CODES[::2] for name in KNOWN[:2]],
    "all stopped": [(code, "ckan", "region", "retired") for code in CODES[8:12]],
}


@pytest.fixture(scope="session")
def edition(bundled, tmp_path_factory):
    """Return a function that gives the GeoPackage of an edition by its name, or of rows of platforms."""
    made = {"bundled": bundled}

    def make(name, rows=()):
        if name not in made:
            copy = tmp_path_factory.mktemp("platforms") / "ctd.gpkg"
            made[name] = with_platforms(bundled, copy, rows or OTHER_EDITIONS.get(name, ()))
        return made[name]

    return make


@pytest.fixture
def drawn():
    """Return a function that loads a GeoPackage in the style of the theme, in a language, in a project of its own."""
    projects = []

    def draw(geopackage, code="fr"):
        project = QgsProject()
        projects.append(project)
        with language(code):
            layers = load_layers(project, geopackage)
            apply_theme(project, layers, THEME)
            return layers, draw_technology(layers)

    yield draw
    for project in projects:
        project.clear()


def use_in(layers):
    return TechnologyUse(edition_of(layers).profiles)


def fills_of(item, layers, territory):
    """Return region code → the colours of points well inside it, most frequent first, as a map item draws them."""
    dots = 100 / 25.4
    size = QSizeF(item.rect().width() * dots, item.rect().height() * dots)
    settings = item.mapSettings(item.extent(), size, 100, True)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    assert job.errors() == []
    image = job.renderedImage()
    transform = settings.layerTransform(layers.regions)
    found = {}
    for feature in layers.regions.getFeatures():
        if feature["region_code"] in territory.region_codes:
            shape = feature.geometry()
            # Of islands, the largest.
            parts = sorted(shape.asGeometryCollection(), key=lambda part: part.area())
            points = parts[-1].buffer(-0.03, 4).randomPointsInPolygon(60, seed=7)
            places = [settings.mapToPixel().transform(transform.transform(point)) for point in points]
            colours = Counter(image.pixelColor(round(at.x()), round(at.y())).name().upper() for at in places)
            found[feature["region_code"]] = [colour for colour, _ in colours.most_common()]
    return found


@pytest.mark.parametrize("name", ["bundled", "the State only", "overseas only", "all technologies everywhere"])
def test_each_small_map_shows_who_uses_its_technology_where_and_its_heading_counts_them(sheet, drawn, edition, name):
    layers, drawing = drawn(edition(name))
    layout = sheet("A4", "en", geopackage=edition(name), theme=ThemeId.TECHNOLOGY)
    panels = use_in(layers).panels
    assert [panel.id for panel in drawing.panels] == [panel.id for panel in panels]
    for panel in panels:
        shown = {}
        for territory in TERRITORIES.values():
            shown |= fills_of(items(layout)[f"map {panel.id} {territory.id}"], layers, territory)
        assert set(shown) == set(CODES)
        for code, colours in shown.items():
            use = panel.uses.get(code)
            assert colours[0] == (FILLS[use] if use else NOT_CITED_FILL), (panel.id, code, use)
            # A hatch of the State's colour, and not a touch of it elsewhere.
            assert (STATE_FILL in colours) == (use in (Use.STATE, Use.BOTH)), (panel.id, code, use)
        heading = items(layout)[f"count {panel.id}"].text()
        counted = sum(colours[0] in (PARTNERS_FILL, STATE_FILL) for colours in shown.values())
        assert heading.startswith(str(counted) if counted else "no region"), panel.id
        assert panel.count == counted


def test_the_title_names_the_leaders_and_a_number_that_stands_over_their_maps(sheet, drawn, bundled):
    layers, drawing = drawn(bundled, "en")
    layout = sheet("A4", "en", theme=ThemeId.TECHNOLOGY)
    use = use_in(layers)
    assert use.leaders
    for technology in use.leaders:
        assert items(layout)[f"count {technology.value}"].text() == f"{use.most} regions"
    assert f"{use.most} of 18 regions" in drawing.headline


@pytest.mark.parametrize(
    ("counts", "headline", "short"),
    [
        ({}, "Data platforms: no technology known to be in service", ""),
        ({"ckan": 4}, "Platforms: CKAN in 4 of 18 regions", ""),
        ({"ckan": 1}, "Platforms: CKAN in 1 region of 18", ""),
        ({"ckan": 4, "prodige": 4}, "Platforms: Prodige and CKAN, each in 4 of 18 regions", "Prodige and CKAN"),
        ({"ckan": 1, "prodige": 1, "arcgis": 1}, "Platforms: Prodige, CKAN and ArcGIS, each in 1 region", "Prodige, "),
        (
            dict.fromkeys(KNOWN[:5], 2),
            "Platforms: 5 technologies, each in 2 of 18 regions",
            "5 technologies, each in 2",
        ),
    ],
)
def test_the_headline_says_who_leads(drawn, edition, counts, headline, short):
    rows = [(code, each, "region", "active") for each, count in counts.items() for code in CODES[:count]]
    _, drawing = drawn(edition(str(counts), rows), "en")
    assert drawing.headline.startswith(headline)
    assert drawing.short_headline.startswith(short)
    assert bool(drawing.short_headline) == bool(short)
    assert len(drawing.short_headline) <= 60


@pytest.mark.parametrize(
    ("page", "code", "name"),
    [
        *((page, code, "bundled") for page in PAGES for code in ("fr", "en")),
        *((page, "en", name) for page in ("A4", "16:9") for name in OTHER_EDITIONS),
    ],
)
def test_the_page_stays_whole_whatever_the_platforms_are(sheet, edition, page, code, name):
    layout = sheet(page, code, geopackage=edition(name), theme=ThemeId.TECHNOLOGY)
    assert_texts_fit(layout)
    placed = {name: box(item) for name, item in items(layout).items()}
    paper = QRectF(0, 0, PAGES[page].width, PAGES[page].height)
    for item, place in placed.items():
        # Qt finds a line without height in nothing.
        assert inside(place.adjusted(0, 0, 0, 0.01), paper), item
    texts = {*items(layout, QgsLayoutItemLabel), *(item for item in placed if item.startswith(("legend", "scale")))}
    for first, second in combinations(sorted(texts), 2):
        assert apart(placed[first], placed[second]), (first, second)
    maps = items(layout, QgsLayoutItemMap)
    for first, second in combinations(maps, 2):
        assert apart(placed[first], placed[second]), (first, second)
    for item in texts:
        assert all(apart(placed[item], placed[each]) for each in maps if not item.startswith("scale")), item


@pytest.mark.parametrize(
    ("page", "name"), [*((page, "bundled") for page in PAGES), ("A4", "all technologies everywhere")]
)
@pytest.mark.usefixtures("typeface")
def test_no_text_is_too_small_to_read_and_no_note_is_lost(sheet, drawn, edition, page, name):
    _, drawing = drawn(edition(name), "en")
    layout = sheet(page, "en", geopackage=edition(name), theme=ThemeId.TECHNOLOGY)
    smallest = 18 if page == "16:9" else 7
    sizes = {name: item.textFormat().size() for name, item in items(layout, QgsLayoutItemLabel).items()}
    sizes |= {name: item.textFormat().size() for name, item in items(layout, QgsLayoutItemScaleBar).items()}
    assert {name: size for name, size in sizes.items() if size < smallest and name != "sources"} == {}
    texts = " ".join(item.text() for item in items(layout, QgsLayoutItemLabel).values())
    assert all(note.rstrip(".") in texts for note in drawing.notes)
    assert all(panel.title in texts for panel in drawing.panels)
    assert_texts_fit(layout)


@EACH_PAGE
def test_every_small_map_is_in_its_own_reference_system_at_the_scale_of_the_others(sheet, page):
    maps = items(sheet(page, "en", theme=ThemeId.TECHNOLOGY), QgsLayoutItemMap)
    assert len(maps) == 36
    for territory in TERRITORIES.values():
        same = [item for name, item in maps.items() if name.endswith(f" {territory.id}")]
        assert {item.crs().authid() for item in same} == {territory.crs_id}
        assert len({round(item.scale()) for item in same}) == 1
        assert all(item.extent().contains(territory.extent) for item in same)
        assert {item.followVisibilityPresetName() for item in same} == {THEME.title()}


@EACH_PAGE
def test_each_overseas_region_is_named_beside_or_above_its_map(sheet, page):
    layout = sheet(page, "en", theme=ThemeId.TECHNOLOGY)
    for name, item in items(layout, QgsLayoutItemMap).items():
        _, panel, territory = name.split()
        if territory != "metropole":
            label = items(layout)[f"name {panel} {territory}"]
            gap = box(item).top() - box(label).bottom(), box(label).left() - box(item).right()
            assert 0 <= max(gap) <= 2, name
            full = REGION_NAMES[TERRITORIES[territory].region_codes[0]]
            assert label.text() == full or page == "16:9"


def test_what_no_map_shows_is_told_in_words(drawn, edition):
    rows = [
        ("53", "other", "region", "active"),
        ("11", "ckan", "region", "planned"),
        ("11", "other", "etat", "planned"),
    ]
    rows += [(code, "prodige", "etat", "active") for code in CODES if code not in ("53", "11", "94")]
    _, drawing = drawn(edition("in words", rows), "en")
    assert list(drawing.notes) == [
        "Not on the maps: custom or unknown technology: Bretagne; planned platforms: Île-de-France (2); "
        "no platform known: Corse."
    ]


def test_a_long_list_of_regions_ends_in_how_many_more_there_are(drawn, edition):
    _, drawing = drawn(edition("none"), "en")
    (note,) = drawing.notes
    assert note.startswith("Not on the maps: no platform known: Guadeloupe, ")
    assert note.endswith(" and 10 more.")


def test_public_sources_are_named_only_where_platforms_come_from_them(drawn, edition, bundled):
    _, drawing = drawn(bundled, "en")
    assert any("public references" in source for source in drawing.more_sources)
    assert "public sources" in drawing.subject
    _, surveyed = drawn(edition("one technology"), "en")
    assert not surveyed.more_sources
    assert "public" not in surveyed.subject


def test_without_any_platform_the_page_is_one_map_that_says_so(sheet, drawn, edition):
    layers, drawing = drawn(edition("none"))
    assert not drawing.panels
    layout = sheet("A4", "en", geopackage=edition("none"), theme=ThemeId.TECHNOLOGY)
    assert {name for name in items(layout, QgsLayoutItemMap)} == {f"map {territory}" for territory in TERRITORIES}
    assert class_categories(layers.regions)[0].value() == "not cited"


@pytest.mark.parametrize("name", ["bundled", "all technologies everywhere", "forty platforms in one region"])
def test_in_one_map_every_technology_of_a_region_is_a_square_that_the_legend_explains(drawn, edition, name):
    layers, _ = drawn(edition(name))
    use = use_in(layers)
    labels = [category.label() for category in class_categories(layers.regions)]
    keys = [label for label in labels if label.endswith(")")]
    assert len(keys) == len(use.by_technology)
    assert any(label == f"Prodige ({use.count(next(iter(use.by_technology)))})" for label in keys) or name != "bundled"
    # Each part is held: QGIS frees it with the whole.
    categories = layers.regions.renderer().categories()
    symbol = next(each for each in categories if each.value() == "one map").symbol().clone()
    marker = symbol.symbolLayers()[-1].subSymbol()
    image = marker.symbolLayer(0)
    name = image.dataDefinedProperties().property(QgsSymbolLayer.Property.Name)
    path = QgsExpression(name.expressionString())
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layers.regions))
    for feature in layers.regions.getFeatures():
        context.setFeature(feature)
        found = path.evaluate(context)
        assert not path.hasEvalError(), path.evalErrorString()
        squares = b64decode(found.removeprefix("base64:")).decode().count("<text") if found else 0
        assert squares == len(use.technologies_of(feature["region_code"]))


def test_squares_are_drawn_on_a_screen_and_on_no_small_map(sheet, drawn, bundled):
    layers, _ = drawn(bundled)
    image, _ = rendered(layers.regions, METROPOLE, METROPOLE.extent, size=1000, dpi=96)
    seen = Counter(image.pixelColor(x, y).name().upper() for x in range(0, 1000, 2) for y in range(0, 1000, 2))
    assert seen[PARTNERS_FILL] > 100 < seen[STATE_FILL]
    assert seen[NOT_CITED_FILL] > 20 * seen[PARTNERS_FILL]
    item = items(sheet("A4", "en", theme=ThemeId.TECHNOLOGY))["map onegeo metropole"]
    colours = {colour for each in fills_of(item, layers, METROPOLE).values() for colour in each[:1]}
    assert colours == {PARTNERS_FILL, NOT_CITED_FILL}
