"""The search of the page finds what the plugin's own finds, says it, lists it and shows it on the map."""

from __future__ import annotations

import shutil

import pytest
from qgis.core import QgsProject
from selenium.webdriver.common.keys import Keys

from ctd_plugin.data.fulltext import AnswerIndex, Group
from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.regions.edition_cache import edition_of
from ctd_plugin.gis.regions.passages import passages_of
from ctd_plugin.i18n import language
from ctd_plugin.regions import REGION_NAMES
from tests.support.page_in_browser import WebPage

QUERIES = [
    *("feder", "FÉDER", "geo", "geobretagne", "budget annuel", '"comité de pilotage"', "bretagne feder", "l'État"),
    *("paca", "etp", "préfiguration", "plateforme régionale opendatasoft", "«données ouvertes»", "53", "œuvre"),
    *("zzz", '"', "  "),
]


@pytest.fixture(scope="module")
def expected(qgis_app, tmp_path_factory):
    """Return a function that searches as the plugin does: the regions found, and how many passages."""
    project = QgsProject()
    with language("fr"):
        layers = load_layers(project, shutil.copy(GEOPACKAGE, tmp_path_factory.mktemp("search") / "ctd.gpkg"))
        index = AnswerIndex(passage for passage in passages_of(edition_of(layers)) if passage.text)

    def search(query):
        hits = index.search(query, (Group.REGION, Group.PLATFORM, Group.ANSWER))
        listed = [hit for hit in hits if hit.passage.group is not Group.REGION]
        return {hit.passage.code for hit in hits}, len(listed)

    yield search
    project.clear()


@pytest.fixture
def shown(browser, page):
    return WebPage(browser, page())


def test_it_finds_what_the_plugin_finds(shown, expected):
    assert len(expected("feder")[0]) > 5
    for query in QUERIES:
        shown.search(query)
        regions, passages = expected(query)
        assert shown.found() == regions, query
        assert len(shown.texts("#found li li")) == passages, query
        assert shown.lit() == (regions if query.strip() else set(REGION_NAMES)), query


def test_it_says_how_much_it_found_and_marks_the_words(shown, expected):
    shown.search("féder")
    regions, passages = expected("feder")
    said = shown.browser.run("return document.querySelector('[role=status]').textContent")
    assert f"{passages}\u00a0" in said or f"{passages} " in said
    assert f"{len(regions)}" in said
    assert said in shown.texts("h2")
    assert {text.lower() for text in shown.texts("#found mark")} == {"feder"}
    shown.search("zzz")
    assert "zzz" in shown.browser.run("return document.querySelector('[role=status]').textContent")


def test_a_passage_leads_into_its_portrait_where_its_words_are_marked(shown):
    shown.search("Mégalis")
    shown.click(shown.all("#found li li a")[0])
    assert shown.comes_to_show("status", "53")
    assert "mégalis" in {text.lower() for text in shown.texts(".portrait mark")}


def test_escape_clears_the_search_wherever_the_focus_is(shown):
    shown.search("feder")
    shown.browser.press(Keys.TAB, Keys.TAB, Keys.ESCAPE)
    assert shown.lit() == set(REGION_NAMES)
    assert shown.found() == set()
    assert shown.one("input[type=search]").get_attribute("value") == ""


def test_a_search_shows_what_it_finds_also_where_a_portrait_is_open(browser, page):
    shown = WebPage(browser, page(), "#region-53")
    shown.search("feder")
    assert len(shown.found()) > 5


def test_the_regions_found_are_listed_by_name(shown):
    """Those who do not see the map hear which regions were found, in a list."""
    shown.search("geobretagne")
    assert shown.texts("#found h3") == ["Bretagne"]
