"""Theme `platform_health`: what a check found, region by region, on the map and in a project that is saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtGui import QImage

from ctd_plugin.catalogues.health import Health, key_of
from ctd_plugin.catalogues.http.exchange import FailureReason
from ctd_plugin.catalogues.registry import Protocol
from ctd_plugin.gis.catalogues.health_store import store_health
from ctd_plugin.gis.export import export_map
from ctd_plugin.gis.map_project import redraw_theme, show_theme
from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.project.layers import find_layers, load_layers
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.gis.style.palette import HEALTH_FILLS, NO_ADDRESS_FILL
from ctd_plugin.gis.themes import THEMES, shown_theme
from ctd_plugin.gis.themes.platform_health import draw_health
from ctd_plugin.i18n import language
from ctd_plugin.settings import read_settings, write_settings
from tests.support.classes import classes_of
from tests.support.map_projects import fill_project
from tests.support.page_faults import faults
from tests.support.page_measures import measured
from tests.support.platform_lists import endpoint, platforms_file
from tests.support.tree_legend import class_categories

THEME = THEMES[ThemeId.PLATFORM_HEALTH]
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PAST = NOON - timedelta(days=3)


@pytest.fixture
def project():
    project = QgsProject()
    yield project
    project.clear()


@pytest.fixture
def layers(bundled, profile):
    """The layers of the bundled edition in a project of their own, in English; nothing was checked."""
    project = QgsProject()
    yield load_layers(project, bundled)
    project.clear()


def endpoints_of(layers, code):
    """Return the keys of the endpoints of a region, in the order of their table."""
    regions = {row["platform_id"]: row["region_code"] for row in layers.tables["platforms"].getFeatures()}
    rows = layers.tables["endpoints"].getFeatures()
    return [(Protocol(row["protocol"]), row["url"]) for row in rows if regions[row["platform_id"]] == code]


def check_found(layers, code, alive, dead=0, trouble=FailureReason.UNREACHABLE, when=NOON):
    """Keep that so many of a region's endpoints answered and so many others did not; return how many there are."""
    keys = endpoints_of(layers, code)
    assert len(keys) >= alive + dead
    store_health({key: Health(when) for key in keys[:alive]})
    store_health({key: Health(when, trouble) for key in keys[alive : alive + dead]})
    return len(keys)


def test_until_a_check_has_run_every_region_is_hatched_as_not_checked(layers):
    drawing = THEME.drawing(layers)
    assert set(classes_of(layers, drawing).values()) == {"Not checked"}
    assert (drawing.headline, drawing.dated, drawing.texts) == ("Data platforms: not checked", "not checked yet", {})
    renderer = drawing.classes.renderer(layers.regions)
    last = renderer.categories()[-1]
    assert last.label() == "Not checked (18)"
    area = last.symbol().symbolLayer(0).subSymbol()
    assert [layer.layerType() for layer in area.symbolLayers()] == ["SimpleFill", "LinePatternFill"]


def test_a_region_is_in_the_class_of_its_endpoints_and_says_how_many_answered(layers):
    whole = check_found(layers, "53", len(endpoints_of(layers, "53")))
    check_found(layers, "84", 3, 1)
    check_found(layers, "94", 0, 3, FailureReason.REFUSED)
    check_found(layers, "02", 1, 1, FailureReason.BUSY)
    drawing = THEME.drawing(layers)
    found = classes_of(layers, drawing)
    assert [found[code] for code in ("53", "84", "94", "02", "11")] == [
        *("all answer", "some answer", "none answers", "all answer", "Not checked"),
    ]
    assert drawing.texts == {"53": f"{whole}/{whole}", "84": "3/4", "94": "0/3", "02": "2/2"}
    assert drawing.headline == f"Data platforms: {whole + 5} of {whole + 9} services answer"
    assert drawing.dated == "checked on 2026-11-24"
    labels = [category.label() for category in drawing.classes.renderer(layers.regions).categories()]
    assert labels == ["all answer (2)", "some answer (1)", "none answers (1)", "Not checked (14)"]
    fills = [category.symbol().symbolLayer(0).color().name().upper() for category in
             drawing.classes.renderer(layers.regions).categories()[:3]]  # fmt: skip
    assert tuple(fills) == HEALTH_FILLS
    # What was not asked is neither an answer nor a failure, and is counted.
    left = sum(len(endpoints_of(layers, code)) for code in ("84", "94", "02")) - 9
    assert drawing.notes[-1].startswith(f"{left} services of these regions not checked, and not counted")


def test_results_of_several_days_are_reported_as_such(layers):
    check_found(layers, "53", 1)
    check_found(layers, "84", 1, when=PAST)
    assert THEME.drawing(layers).dated == "checked from 2026-11-21 to 2026-11-24"


def test_a_region_without_any_address_is_not_one_that_was_not_checked(project, bundled, profile, tmp_path):
    copy = tmp_path / "ctd.gpkg"
    copy.write_bytes(bundled.read_bytes())
    layers = load_layers(project, copy)
    endpoints = layers.tables["endpoints"]
    gone = endpoints_of(layers, "06")
    assert endpoints.startEditing()
    for row in endpoints.getFeatures():
        if (Protocol(row["protocol"]), row["url"]) in gone:
            endpoints.deleteFeature(row.id())
    drawing = THEME.drawing(layers)
    assert classes_of(layers, drawing)["06"] == "no known address"
    assert drawing.classes.classes[-1].fill == NO_ADDRESS_FILL
    endpoints.rollBack()


def test_a_service_that_the_project_does_not_know_changes_nothing(layers):
    store_health({(Protocol.WMS, "https://elsewhere.example.org"): Health(NOON)})
    assert THEME.drawing(layers).texts == {}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("code", ["fr", "en"])
def test_after_a_check_the_sheet_says_when_and_is_whole(project, layers, bundled, page, code):
    checked = {"53", "84", "94", "02", "11", "75"}
    for region in checked:
        check_found(layers, region, 1, 1, when=PAST if region == "53" else NOON)
    with language(code):
        sheet = measured(project, load_layers(project, bundled), THEME.id, PAGES[page])
    assert faults(sheet) == []
    # A slide has its subtitle in the imprint.
    subtitle = sheet.texts["sources" if page == "16:9" else "subtitle"].words
    days = {"fr": ("21/11/2026", "24/11/2026"), "en": ("2026-11-21", "2026-11-24")}[code]
    assert all(day in subtitle for day in days)
    assert page == "16:9" or "CNIG" not in subtitle
    assert len(sheet.labels) == 13
    assert {region for region, label in sheet.labels.items() if label.lines[-1][0] == "1/2"} == checked - {"02"}
    assert len(sheet.legend) == 4


def test_a_saved_project_carries_what_was_found_to_a_computer_that_checked_nothing(
    project, layers, bundled, profile, tmp_path
):
    check_found(layers, "53", 1)
    own = fill_project(project, bundled)
    show_theme(project, own, THEME)
    assert project.write(str(tmp_path / "ctd.qgz"))
    project.clear()
    (profile / "ctd" / "health.json").unlink()
    opened = QgsProject()
    assert opened.read(str(tmp_path / "ctd.qgz"))
    regions = find_layers(opened).regions
    assert shown_theme(find_layers(opened)) is ThemeId.PLATFORM_HEALTH
    labels = [category.label() for category in class_categories(regions)]
    assert labels == ["all answer (1)", "some answer (0)", "none answers (0)", "Not checked (17)"]
    assert '"1/1"' in regions.labeling().settings().fieldName
    opened.clear()


def subtitles(project):
    """Return the subtitles of the theme's layouts."""
    layouts = project.layoutManager().printLayouts()
    return [layout.itemById("subtitle").currentText() for layout in layouts if layout.name().startswith(THEME.title())]


def test_a_new_check_renews_map_and_layouts_of_the_theme_and_nothing_else(project, layers, bundled):
    check_found(layers, "53", 1, when=PAST)
    own = fill_project(project, bundled)
    show_theme(project, own, THEME)
    show_theme(project, own, THEMES[ThemeId.BUDGET])
    own.regions.setOpacity(0.5)
    before = {layout.name(): layout for layout in project.layoutManager().printLayouts()}
    check_found(layers, "53", 0, 1)
    redraw_theme(project, own, THEME)
    assert shown_theme(own) is ThemeId.BUDGET
    assert own.regions.opacity() == 0.5
    after = {layout.name(): layout for layout in project.layoutManager().printLayouts()}
    assert set(before) == set(after)
    assert {name for name in after if after[name] is not before[name]} == {
        f"{THEME.title()} – A4", f"{THEME.title()} – A3",
    }  # fmt: skip
    assert all("2026-11-24" in text for text in subtitles(project))
    own.regions.styleManager().setCurrentStyle(THEME.title())
    assert class_categories(own.regions)[2].label() == "none answers (1)"


def test_a_project_that_never_showed_the_theme_is_left_alone(project, layers, bundled):
    own = fill_project(project, bundled)
    styles = own.regions.styleManager().styles()
    redraw_theme(project, own, THEME)
    assert own.regions.styleManager().styles() == styles
    assert subtitles(project) == []


def test_choosing_the_theme_again_shows_the_last_check(project, layers, bundled):
    own = fill_project(project, bundled)
    show_theme(project, own, THEME)
    assert all("not checked yet" in text for text in subtitles(project))
    check_found(layers, "53", 1)
    show_theme(project, own, THEMES[ThemeId.STATUS])
    show_theme(project, own, THEME)
    assert len(subtitles(project)) == 2
    assert all("2026-11-24" in text for text in subtitles(project))


def test_it_is_drawn_to_a_file_like_any_other_theme(layers, bundled, tmp_path):
    check_found(layers, "53", 2)
    export_map(bundled, tmp_path / "ctd.png", theme=ThemeId.PLATFORM_HEALTH, dpi=72)
    image = QImage(str(tmp_path / "ctd.png"))
    colours = {image.pixelColor(x, y).name().upper() for x in range(0, 300, 2) for y in range(150, 300, 2)}
    assert HEALTH_FILLS[0] in colours


def test_the_users_own_platforms_are_counted_with_the_others(layers, tmp_path):
    own = [endpoint("https://a.exemple.fr/wms"), endpoint("https://b.exemple.fr/wms")]
    write_settings(replace(read_settings(), platforms_file=platforms_file(tmp_path, own)))
    store_health({key_of(one): Health(NOON, count=1) for one in own})
    with language("en"):
        assert draw_health(layers).texts == {"01": "1/1", "53": "1/1"}
