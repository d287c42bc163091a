"""Any survey and any boundaries: pages stay whole, measured as those of the bundled edition, and their words true."""

from __future__ import annotations

import re
import shutil

import geopandas as gpd
import pytest
from shapely import affinity

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.paths import REGIONS
from ctd_plugin.gis.layout.branding import Branding
from ctd_plugin.regions import REGION_NAMES
from tests.support import odd_surveys
from tests.support.page_faults import faults

EACH_PAGE = pytest.mark.parametrize("page", ["A4", "16:9"])
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><rect width="60" height="40" fill="#123456"/></svg>'
TITLE = (
    "Comités territoriaux de la donnée et infrastructures régionales de données géographiques, "
    "état des lieux présenté à la commission des territoires du CNIG"
)


@pytest.fixture(scope="module")
def odd(survey_of, bundled, tmp_path_factory):
    """Return a function that gives the path of a ctd.gpkg by the name of what is odd about it."""

    def changed(change):
        path = tmp_path_factory.mktemp("odd") / "ctd.gpkg"
        shutil.copy(bundled, path)
        change(path)
        return path

    def with_boundaries(shape_of, without=()):
        folder = tmp_path_factory.mktemp("boundaries")
        frame = gpd.read_file(REGIONS, layer="regions")[["region_code", "geometry"]]
        frame = frame[~frame.region_code.isin(without)].copy()
        frame["geometry"] = [shape_of(row) for row in frame.itertuples()]
        frame.to_file(folder / "limites.gpkg")
        build_geopackage(folder / "ctd.gpkg", boundaries=folder / "limites.gpkg")
        return folder / "ctd.gpkg"

    makers = {
        "one region": lambda: survey_of(odd_surveys.ONE_REGION),
        "eighteen budgets": lambda: survey_of(odd_surveys.budgets(one_kind=False)),
        "budgets of one kind": lambda: survey_of(odd_surveys.budgets(one_kind=True)),
        "long texts": lambda: survey_of(odd_surveys.long_texts()),
        "unread columns": lambda: survey_of(odd_surveys.UNREAD_COLUMNS),
        "ten payers": lambda: changed(odd_surveys.all_payers),
        "no platforms": lambda: changed(odd_surveys.no_platforms),
        "forty platforms": lambda: changed(odd_surveys.forty_platforms),
        "no overseas": lambda: with_boundaries(lambda row: row.geometry, without=OVERSEAS),
        "displaced": lambda: with_boundaries(displaced),
    }
    made = {}

    def give(name):
        if name not in made:
            made[name] = makers[name]()
        return made[name]

    return give


OVERSEAS = ("01", "02", "03", "04", "06")


def displaced(row):
    """Return a region's shape, an overseas one in the Atlantic, as many maps of the country have it."""
    if row.region_code not in OVERSEAS:
        return row.geometry
    west, south, east, north = row.geometry.bounds
    x, y = -7.5, 50 - 1.7 * OVERSEAS.index(row.region_code)
    size = 1.2 / max(east - west, north - south)
    moved = affinity.translate(row.geometry, x - (west + east) / 2, y - (south + north) / 2)
    return affinity.scale(moved, size, size)


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ")


@EACH_PAGE
@pytest.mark.parametrize(
    ("name", "theme"),
    [
        ("one region", "status"),
        ("one region", "budget"),
        ("one region", "staff"),
        ("one region", "status_budget"),
        ("one region", "funding_sources"),
        ("eighteen budgets", "budget"),
        ("eighteen budgets", "status_budget"),
        ("budgets of one kind", "budget"),
        ("long texts", "status"),
        ("long texts", "ctd_date"),
        ("long texts", "budget"),
        ("unread columns", "budget"),
        ("unread columns", "staff"),
        ("ten payers", "funding_sources"),
        ("no platforms", "technology"),
        ("forty platforms", "technology"),
        ("no overseas", "status"),
        ("no overseas", "budget"),
        ("displaced", "status"),
        ("displaced", "technology"),
    ],
)
def test_pages_of_any_data_are_whole(measure, odd, name, theme, page):
    sheet = measure(theme, page, geopackage=odd(name))
    assert faults(sheet) == []
    shown = len(sheet.labels) + sum(id_.startswith("name ") for id_ in sheet.texts)
    if sheet.main_map:
        assert shown == (13 if name == "no overseas" else 18)


@EACH_PAGE
@pytest.mark.parametrize("theme", ["status", "budget", "technology"])
def test_an_organisation_two_logos_and_a_long_title_have_room(measure, tmp_path_factory, theme, page):
    logo = tmp_path_factory.getbasetemp() / "logo.svg"
    logo.write_text(LOGO, encoding="utf-8")
    branding = Branding(
        "Conseil national de l’information géolocalisée, commission des territoires et des usages",
        (str(logo), str(logo)),
    )
    sheet = measure(theme, page, title=TITLE, branding=branding)
    assert faults(sheet) == []
    assert sheet.texts["title"].words == TITLE
    assert {"logo 1", "logo 2"} <= set(sheet.solids)
    assert "commission des territoires et des usages" in sheet.texts["sources"].words


@EACH_PAGE
def test_one_region_is_told_as_one(measure, odd, page):
    assert "1 région" in plain(measure("status", page, geopackage=odd("one region")).texts["title"].words)
    budget = plain(measure("budget", page, geopackage=odd("one region")).written())
    assert "500 k€" in budget
    for untrue in ("périmètres différents", "seules dans leur périmètre", "que des cercles de même couleur"):
        assert untrue not in budget


@EACH_PAGE
def test_columns_that_were_not_read_are_named_and_no_region_is_said_to_give_none(measure, odd, page):
    for theme, column in (("budget", "budget_annuel"), ("staff", "etp")):
        sheet = measure(theme, page, geopackage=odd("unread columns"))
        title = plain(sheet.texts["title"].words)
        assert column in title
        assert "lue" in title
        assert not re.search(r"\b0 région", plain(sheet.written()))


def test_eighteen_budgets_are_all_on_the_page(measure, odd):
    sheet = measure("budget", "A4", geopackage=odd("eighteen budgets"))
    assert set(sheet.circles) == set(REGION_NAMES)
    assert "500 €" in plain(sheet.texts["title"].words)
    assert "5 M€" in plain(sheet.texts["title"].words)


def test_one_kind_of_budgets_has_classes_and_is_told_as_one(measure, odd):
    sheet = measure("budget", "A4", geopackage=odd("budgets of one kind"))
    assert "périmètres différents" not in plain(sheet.written())
    assert len([value for value, count in sheet.counts.items() if count]) >= 2


@EACH_PAGE
def test_long_texts_are_cut_with_an_ellipsis(measure, odd, page):
    for theme in ("status", "ctd_date"):
        labels = measure(theme, page, geopackage=odd("long texts")).labels
        assert all(len(label.lines) <= 5 for label in labels.values())
        assert any("…" in label.words for label in labels.values())


def test_technologies_are_counted_in_regions_not_platforms(measure, odd):
    none = measure("technology", "A4", geopackage=odd("no platforms"))
    assert "aucune technologie" in none.texts["title"].words.lower()
    forty = measure("technology", "A4", geopackage=odd("forty platforms"))
    assert all(int(re.match(r"\d+", panel.count)[0]) <= 18 for panel in forty.drawing.panels)


def test_boundaries_without_overseas_regions_say_so(measure, odd):
    sheet = measure("status", "A4", geopackage=odd("no overseas"))
    assert "Guadeloupe" in sheet.texts["sources"].words
    assert not any(id_.startswith("frame ") for id_ in sheet.items)
    beside = measure("status", "A4", geopackage=odd("displaced"))
    assert len(beside.labels) == 18
