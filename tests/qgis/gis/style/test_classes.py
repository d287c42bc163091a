"""How the regions are drawn by status: classes, counts, colours and labels."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing

import pytest
from qgis.core import (
    QgsCoordinateTransform,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsLinePatternFillSymbolLayer,
    QgsPalLayerSettings,
    QgsProject,
    QgsRectangle,
    QgsRenderContext,
)

from ctd_plugin.data.survey.status import PRINTED_LABELS, Status
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.style.palette import NO_ANSWER_FILL, NO_ANSWER_HATCH, STATUS_FILLS, TEXT, TEXT_ON_DARK
from ctd_plugin.gis.style.territories import INSETS, METROPOLE
from ctd_plugin.gis.themes import THEMES, apply_theme
from ctd_plugin.i18n import language
from tests.support.layout_items import label_lines, rendered
from tests.support.tree_legend import class_categories

CLASSES = ["none", "considering", "prefiguration", "established"]


@pytest.fixture(scope="module")
def styled():
    """Return a function that gives the regions of a GeoPackage in the style of the theme, for tests that read it."""
    projects = {}

    def style(geopackage, code="fr"):
        if (geopackage, code) not in projects:
            project = QgsProject()
            with language(code):
                layers = load_layers(project, geopackage)
                apply_theme(project, layers, THEMES["status"])
            projects[geopackage, code] = project, layers.regions
        return projects[geopackage, code][1]

    yield style
    for project, _ in projects.values():
        project.clear()


@pytest.fixture
def regions(styled, bundled):
    return styled(bundled)


def counted(geopackage):
    with closing(sqlite3.connect(geopackage)) as database:
        return Counter(status for (status,) in database.execute("SELECT status FROM regions"))


def of(regions, code):
    return next(regions.getFeatures(f"\"region_code\" = '{code}'"))


def class_of(regions, feature):
    """Return the label of the class whose symbol draws a feature, after making sure that there is only one."""
    renderer, context = regions.renderer().clone(), QgsRenderContext()
    renderer.startRender(context, regions.fields())
    context.expressionContext().setFeature(feature)
    (symbol,) = renderer.originalSymbolsForFeature(feature, context)
    drawn = [category.label() for category in renderer.categories() if category.symbol().dump() == symbol.dump()]
    renderer.stopRender(context)
    (label,) = drawn
    return label


def area_of(category):
    """Return what fills the regions of a category, in whatever outline their map draws them."""
    area = category.symbol().symbolLayer(0).subSymbol()
    return area.clone()


def labelled(regions, feature, property_=None, **variables):
    """Return the text of a feature's label, or one of its data-defined properties."""
    settings = regions.labeling().settings()
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(regions))
    context.setFeature(feature)
    for name, value in variables.items():
        context.lastScope().setVariable(name, value)
    if property_ is None:
        expression = QgsExpression(settings.fieldName)
        text = expression.evaluate(context)
        assert not expression.hasEvalError(), expression.evalErrorString()
        return text
    value, defined = settings.dataDefinedProperties().property(property_).value(context)
    assert defined
    return value


def test_classes_are_those_of_the_survey_in_order_with_counts_that_equal_the_data(regions, bundled):
    categories = class_categories(regions)
    counts = counted(bundled)
    assert [category.value() for category in categories] == [*CLASSES, ""]
    expected = [f"{PRINTED_LABELS[Status(code)]} ({counts[code]})" for code in CLASSES]
    assert [category.label() for category in categories] == [*expected, "Non renseigné (0)"]
    assert sum(counts.values()) == 18


def test_in_english_the_classes_have_english_names(styled, bundled):
    labels = [c.label() for c in class_categories(styled(bundled, "en"))]
    assert labels == [
        "No known CTD initiative (4)",
        "Under consideration (7)",
        "CTD being set up (3)",
        "CTD in place (4)",
        "No answer (0)",
    ]


def test_every_region_is_drawn_by_exactly_one_class_that_of_its_status(regions):
    for feature in regions.getFeatures():
        assert class_of(regions, feature).startswith(PRINTED_LABELS[Status(feature["status"])])


@pytest.mark.parametrize("status", [None, "", "abandoned"])
def test_a_region_without_a_known_status_is_drawn_by_the_hatched_class(regions, status):
    feature = of(regions, "53")
    feature["status"] = status
    assert class_of(regions, feature).startswith("Non renseigné")


def test_the_class_of_no_answer_is_hatched_and_no_other_is(regions):
    hatched = [
        any(isinstance(layer, QgsLinePatternFillSymbolLayer) for layer in area_of(category).symbolLayers())
        for category in class_categories(regions)
    ]
    assert hatched == [False, False, False, False, True]


def test_seventeen_regions_without_an_answer_are_counted_as_such(styled, one_row):
    categories = class_categories(styled(one_row))
    assert [category.label().rpartition(" ")[2] for category in categories] == ["(0)", "(0)", "(0)", "(1)", "(17)"]


def test_labels_are_dark_on_light_fills_and_white_on_dark_ones(regions):
    colours = {
        feature["status"]: labelled(regions, feature, QgsPalLayerSettings.Property.Color)
        for feature in regions.getFeatures()
    }
    # The pairs whose contrast the palette's test measures.
    assert colours == {"none": TEXT, "considering": TEXT, "prefiguration": TEXT, "established": TEXT_ON_DARK}


def test_a_label_on_the_hatch_is_dark(regions):
    feature = of(regions, "53")
    feature["status"] = None
    assert labelled(regions, feature, QgsPalLayerSettings.Property.Color) == TEXT


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("53", "Bretagne"),
        ("75", "Nouvelle-\nAquitaine"),
        ("11", "Île-de-\nFrance\n12/03/2025"),
        ("32", "Hauts-de-\nFrance\nen 2026"),
        ("24", "Centre-\nVal de Loire\nprintemps 2026\n(optimiste)"),
        ("93", "Provence-\nAlpes-\nCôte d’Azur"),
        ("52", "Pays de\nla Loire\n24/02/2025"),
    ],
)
def test_a_label_is_the_name_folded_and_under_it_the_date_in_bold_as_written(regions, code, text):
    lines, bold = label_lines(labelled(regions, of(regions, code)))
    assert lines == text
    assert bold == [line for line in text.split("\n") if "202" in line or line.startswith("(")]


def test_labels_can_be_switched_off(regions):
    feature = of(regions, "52")
    assert labelled(regions, feature, QgsPalLayerSettings.Property.Show)
    assert not int(labelled(regions, feature, QgsPalLayerSettings.Property.Show, ctd_labels="0"))


def test_the_map_shows_each_region_in_the_colour_of_its_class(regions):
    _, pixel = rendered(regions, METROPOLE, METROPOLE.extent)
    assert pixel(-2.8, 48.2) == STATUS_FILLS[Status.CONSIDERING]  # Bretagne
    assert pixel(2.2, 43.9) == STATUS_FILLS[Status.ESTABLISHED]  # Occitanie
    assert pixel(1.7, 47.5) == STATUS_FILLS[Status.PREFIGURATION]  # Centre-Val de Loire
    assert pixel(4.3, 45.5) == STATUS_FILLS[Status.NONE]  # Auvergne-Rhône-Alpes
    assert pixel(-4.0, 46.0) == "#FF00FF"  # the sea


@pytest.mark.parametrize("frame", INSETS, ids=lambda frame: frame.id)
def test_an_inset_shows_its_region_whole_and_in_the_colour_of_its_class(regions, frame):
    image, _ = rendered(regions, frame, QgsRectangle(frame.extent))
    (code,) = frame.region_codes
    fill = STATUS_FILLS[Status(of(regions, code)["status"])]
    colours = Counter(image.pixelColor(x, y).name().upper() for x in range(0, 400, 4) for y in range(0, 400, 4))
    assert colours[fill] > 500
    transform = QgsCoordinateTransform(regions.crs(), frame.crs, QgsProject.instance())
    assert frame.extent.contains(transform.transformBoundingBox(of(regions, code).geometry().boundingBox()))


def test_the_main_map_shows_all_of_its_13_regions_whole(regions):
    transform = QgsCoordinateTransform(regions.crs(), METROPOLE.crs, QgsProject.instance())
    assert len(METROPOLE.region_codes) == 13
    for code in METROPOLE.region_codes:
        geometry = of(regions, code).geometry()
        geometry.transform(transform)
        assert METROPOLE.extent.contains(geometry.boundingBox()), code


def test_a_region_without_an_answer_is_seen_hatched(styled, one_row):
    regions = styled(one_row)
    image, _ = rendered(regions, METROPOLE, QgsRectangle(400_000, 6_300_000, 500_000, 6_400_000))
    colours = {image.pixelColor(x, y).name().upper() for x in range(100, 300) for y in range(100, 300)}
    assert {NO_ANSWER_FILL, NO_ANSWER_HATCH} <= colours
