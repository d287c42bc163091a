"""Every theme: who is in which class, what is written beside it, and sheets on which everything fits."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing

import pytest
from qgis.core import (
    QgsProject,
)

from ctd_plugin.gis.map_project import show_theme
from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.gis.style.palette import NO_ANSWER_FILL
from ctd_plugin.gis.style.territories import METROPOLE
from ctd_plugin.gis.themes import THEMES, apply_theme, shown_theme
from ctd_plugin.gis.themes.ctd_date import draw_dates
from ctd_plugin.i18n import language
from tests.support.classes import classes_of
from tests.support.layout_items import (
    OF_ONE_EDITION,
    assert_texts_fit,
    drawn_names,
    items,
    legend_lines,
    rendered,
)
from tests.support.map_projects import fill_project
from tests.support.page_faults import faults

# The theme of small maps has no one map; its tests are in test_technology.py.
EACH_THEME = pytest.mark.parametrize("theme", [theme for theme in OF_ONE_EDITION if theme is not ThemeId.TECHNOLOGY])
EACH_PAGE = pytest.mark.parametrize("page", PAGES)
EACH_LANGUAGE = pytest.mark.parametrize("code", ["fr", "en"])
ALL_NONE = "region;statut\n" + "\n".join(
    f"{code};Pas de démarche CTD connue"
    for code in [
        "01",
        "02",
        "03",
        "04",
        "06",
        "11",
        "24",
        "27",
        "28",
        "32",
        "44",
        "52",
        "53",
        "75",
        "76",
        "84",
        "93",
        "94",
    ]
)


@pytest.fixture
def layers_of():
    """Return a function that loads a GeoPackage's layers in a project of their own, in French."""
    projects = []

    def load(geopackage):
        project = QgsProject()
        projects.append(project)
        with language("fr"):
            return load_layers(project, geopackage)

    with language("fr"):
        yield load
    for project in projects:
        project.clear()


@pytest.fixture(scope="session")
def all_none(survey_of):
    """A ctd.gpkg whose survey says nothing but "Pas de démarche CTD connue"."""
    return survey_of(ALL_NONE + "\n")


@pytest.fixture(scope="session")
def edited(bundled, tmp_path_factory):
    """Return a function that gives a copy of the bundled GeoPackage changed by an SQL statement."""

    def edit(statement):
        copy = tmp_path_factory.mktemp("edited") / "ctd.gpkg"
        copy.write_bytes(bundled.read_bytes())
        with closing(sqlite3.connect(copy)) as database:
            database.create_function("ST_IsEmpty", 1, lambda _: 0)
            database.create_function("ST_MinX", 1, lambda _: 0)
            database.create_function("ST_MaxX", 1, lambda _: 0)
            database.create_function("ST_MinY", 1, lambda _: 0)
            database.create_function("ST_MaxY", 1, lambda _: 0)
            database.execute(statement)
            database.commit()
        return copy

    return edit


@EACH_THEME
def test_every_region_is_in_one_class_and_the_counts_in_the_legend_are_those_of_the_data(layers_of, bundled, theme):
    layers = layers_of(bundled)
    drawing = THEMES[theme].drawing(layers)
    found = classes_of(layers, drawing)
    labels = [category.label() for category in drawing.classes.renderer(layers.regions).categories()]
    shown = {label.rsplit(" (", 1)[0]: int(label.rsplit("(", 1)[1][:-1]) for label in labels}
    assert len(shown) == len(labels)
    assert sum(shown.values()) == 18
    assert {label: list(found.values()).count(label) for label in shown} == shown


@pytest.mark.parametrize("theme", [ThemeId.BUDGET, ThemeId.STATUS_BUDGET, ThemeId.STAFF])
def test_a_figure_of_a_region_that_the_layer_lacks_is_reported_and_counts_nowhere(layers_of, bundled, edited, theme):
    layers = layers_of(edited("DELETE FROM regions WHERE region_code IN ('75', '84')"))
    with language("en"):
        whole, drawing = (THEMES[theme].drawing(each) for each in (layers_of(bundled), layers))
    assert set(whole.texts) - set(drawing.texts) == {"75", "84"}
    assert sum(drawing.classes.count(layers.regions).values()) == 16
    assert [note for note in drawing.notes if note not in whole.notes] == [
        "2 figures not shown (regions missing from the layer): Nouvelle-Aquitaine, Auvergne-Rhône-Alpes."
    ]


@EACH_THEME
def test_a_survey_without_any_figure_date_or_platform_gives_a_map_and_no_error(sheet, all_none, theme):
    layout = sheet("A4", geopackage=all_none, theme=theme)
    assert_texts_fit(layout)
    assert len(drawn_names(layout)) == 13


@EACH_THEME
@EACH_PAGE
def test_with_one_region_surveyed_pages_stay_whole(measure, one_row, theme, page):
    assert faults(measure(theme, page, geopackage=one_row)) == []


@EACH_THEME
@pytest.mark.parametrize("page", ["A4", "A3"])
def test_all_13_mainland_regions_are_named_on_paper(sheet, theme, page):
    labels = drawn_names(sheet(page, theme=theme))
    assert len({label.featureId for label in labels}) == 13
    assert not any(label.isUnplaced for label in labels)


def test_a_huge_budget_takes_the_largest_circle_and_leaves_the_page_whole(sheet, edited):
    huge = edited(
        "UPDATE facts SET value = '900000000' WHERE region_code = '93' AND headline AND indicator LIKE '%budget'"
    )
    layout = sheet("A4", geopackage=huge, theme=ThemeId.BUDGET)
    assert_texts_fit(layout)
    assert any("900\u00a0M€" in label.labelText for label in drawn_names(layout))


def test_exact_dates_and_horizons_are_in_classes_of_their_own(layers_of, bundled):
    layers = layers_of(bundled)
    found = classes_of(layers, draw_dates(layers))
    assert found["52"] == found["11"] != found["04"]
    assert found["04"] == found["44"] == found["76"]
    assert found["24"] == found["32"] not in (found["52"], found["04"], found["53"])
    assert found["53"] == "Sans date"


def test_dates_of_many_years_are_classed_by_year_the_early_ones_together(layers_of, edited):
    copy = edited(
        "UPDATE regions SET ctd_date = (2010 + fid) || '-05-01', ctd_date_text = 'x' WHERE region_code > '20'"
    )
    layers = layers_of(copy)
    found = classes_of(layers, draw_dates(layers))
    assert found["94"] == "2028"
    assert found["93"] == "2027"
    assert {found[code] for code in ("24", "53", "84")} == {"avant 2027"}


@EACH_THEME
def test_legend_lines_on_the_sheet_name_no_class_of_no_answer_that_is_empty(sheet, theme):
    layout = sheet("A4", theme=theme)
    if "legend" in items(layout):
        assert not any(
            line.endswith("(0)") and line.startswith(("Non renseigné", "Aucun")) for line in legend_lines(layout)
        )


def test_switching_themes_restyles_the_map_keeps_edited_styles_and_doubles_nothing(bundled):
    project = QgsProject()
    with language("fr"):
        layers = fill_project(project, bundled)
        assert shown_theme(layers) is ThemeId.STATUS
        for theme in (*OF_ONE_EDITION, *OF_ONE_EDITION):
            show_theme(project, layers, THEMES[theme])
            assert shown_theme(layers) is theme
        layers.regions.setOpacity(0.5)
        show_theme(project, layers, THEMES[ThemeId.STATUS])
        assert layers.regions.opacity() == 1
        show_theme(project, layers, THEMES[OF_ONE_EDITION[-1]])
        assert layers.regions.opacity() == 0.5
    assert len(project.layoutManager().printLayouts()) == 2 * len(OF_ONE_EDITION)
    assert len(project.mapThemeCollection().mapThemes()) == len(OF_ONE_EDITION)
    assert len(project.mapLayers()) == 6
    project.clear()


def test_a_layout_keeps_its_theme_when_the_canvas_shows_another(bundled):
    project = QgsProject()
    with language("fr"):
        layers = fill_project(project, bundled)
        apply_theme(project, layers, THEMES[ThemeId.BUDGET])
        (layout,) = (each for each in project.layoutManager().printLayouts() if each.name() == "CTD – statut – A4")
    item = items(layout)["map metropole"]
    style = item.layerStyleOverrides() or project.mapThemeCollection().mapThemeStyleOverrides("CTD – statut")
    assert "established" in next(iter(style.values()))
    project.clear()


@EACH_THEME
def test_the_map_really_shows_each_region_in_the_fill_of_its_class(layers_of, bundled, theme):
    layers = layers_of(bundled)
    apply_theme(QgsProject(), layers, THEMES[theme])
    drawing = THEMES[theme].drawing(layers)
    fills = {fill.label: fill for fill in drawing.classes.classes}
    _, pixel = rendered(layers.regions, METROPOLE, METROPOLE.extent, size=1000, dpi=72)
    classes = classes_of(layers, drawing)
    for feature in layers.regions.getFeatures():
        fill = fills.get(classes[feature["region_code"]])
        if feature["region_code"] not in METROPOLE.region_codes or (fill and fill.texture):
            continue
        shape = feature.geometry()
        points = shape.buffer(-0.05, 4).randomPointsInPolygon(40, seed=7)
        seen = Counter(pixel(point.x(), point.y()) for point in points)
        # A symbol may cover some of the points, a hatch about half of them.
        assert seen[fill.fill if fill else NO_ANSWER_FILL] >= (20 if fill else 8), (feature["region_name"], seen)
        assert fill or len(seen) > 1
