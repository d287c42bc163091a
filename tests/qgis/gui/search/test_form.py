"""Which catalogues are searched for what, and the hints shown to the user first."""

from __future__ import annotations

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QTextBrowser

from ctd_plugin.gui.common.rich_items import HTML
from ctd_plugin.gui.region.page_html import SEARCH, endpoints
from ctd_plugin.regions import PRINTED_NAMES, REGION_NAMES
from tests.peers.ckan import holding, package, spatial
from tests.peers.faults import serving
from tests.support.search_tab import (
    ask,
    button,
    choose_regions,
    is_done,
    items,
    listed,
    message,
    part,
    search,
    states,
    until,
)


def test_nothing_is_sent_before_the_user_searches(widget, use):
    with serving({"/a/": holding([package("forets", "Forêts")])}) as server:
        use({"a": ("53", server.url("/a"))})
        part(widget, QLineEdit, "ctdSearchBox").setText("eau")
        assert not until(lambda: server.seen, 0.3)
        assert message(widget).endswith("No request is sent before.")
        assert listed(widget) == {}


def test_words_and_enter_list_what_all_catalogues_hold_by_region(widget, use):
    answers = {"/a/": holding([package("forets", "Forêts")]), "/b/": holding([package("ports", "Ports")])}
    with serving(answers) as server:
        use({"a": ("53", server.url("/a")), "b": ("84", server.url("/b"))})
        choose_regions(widget, "53", "84")
        ask(widget, "eau")
        assert button(widget).text() == "Cancel"
        assert until(lambda: is_done(widget))
        assert listed(widget) == {"Auvergne-Rhône-Alpes": ["Ports"], "Bretagne": ["Forêts"]}
        assert message(widget) == "2 datasets"
        assert sorted(states(widget)) == [f"Portail {name} (CKAN API) – 1 of 1 records received" for name in "ab"]


def test_all_regions_are_searched_at_the_same_time(widget, use):
    answers = {f"/{code}/": holding([package(f"id-{code}", f"Eaux {code}")], delay=0.3) for code in REGION_NAMES}
    with serving(answers) as server:
        use({f"p{code}": (code, server.url(f"/{code}")) for code in REGION_NAMES})
        start = time.monotonic()
        ask(widget, "eau")
        assert until(lambda: is_done(widget))
        assert time.monotonic() - start < 0.3 * len(REGION_NAMES) / 3
        assert set(listed(widget)) == set(PRINTED_NAMES.values())


@pytest.mark.parametrize("words", ["", "   "])
def test_without_words_and_without_a_place_the_user_sees_what_to_do(widget, use, words):
    with serving({"/a/": holding([])}) as server:
        use({"a": ("53", server.url("/a"))})
        ask(widget, words)
        assert message(widget).startswith("Enter search words, or choose a region")
        assert server.seen == []


def test_without_a_region_chosen_the_user_sees_what_to_do(widget, use):
    use({})
    choose_regions(widget)
    ask(widget, "eau")
    assert message(widget) == "Choose at least one region."


@pytest.mark.parametrize(
    "words",
    ['l\'eau "potable" % _ * \\', "é" * 2000, "'; DROP TABLE x; -- 🌊", "<b>x</b>"],
    ids=["signs", "long", "sql", "html"],
)
def test_any_words_are_sent_and_shown_as_they_are(widget, use, words):
    with serving({"/a/": holding([])}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, words, "53")
        assert len(server.seen) == 1
        assert message(widget).startswith(f"No results for “{words[:50]}")
        assert part(widget, QLabel, "ctdSearchSaid").textFormat() == Qt.TextFormat.PlainText
        assert widget.minimumSizeHint().width() <= 300


def test_the_map_s_extent_narrows_the_search(widget, use, window):
    canvas = window.mapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    canvas.setExtent(QgsRectangle(-400000, 6000000, -100000, 6200000))
    with serving({"/a/": holding([])}) as server:
        use({"a": ("53", server.url("/a"))})
        part(widget, QCheckBox, "ctdSearchInExtent").setChecked(True)
        search(widget, "eau", "53")
        [requested] = server.seen
        west, south, east, north = map(float, parse_qs(urlsplit(requested.target).query)["ext_bbox"][0].split(","))
        assert west < -3 < -1 < east
        assert south < 47.5 < 48 < north
        assert east - west < 8


def test_a_map_without_a_place_on_the_earth_is_reported(widget, use, window):
    window.mapCanvas().setDestinationCrs(QgsCoordinateReferenceSystem())
    with serving({"/a/": holding([])}) as server:
        use({"a": ("53", server.url("/a"))})
        part(widget, QCheckBox, "ctdSearchInExtent").setChecked(True)
        choose_regions(widget, "53")
        ask(widget, "eau")
        assert message(widget).startswith("The map is empty")
        assert server.seen == []


def test_the_region_of_the_panel_is_searched_unless_another_choice_was_made(
    dock, widget, use, qgis_new_project, filled, bundled
):
    filled(bundled, "en", project=qgis_new_project)
    with serving({"/a/": holding([package("a", "A")]), "/b/": holding([package("b", "B")])}) as server:
        use({"a": ("53", server.url("/a")), "b": ("84", server.url("/b"))})
        where = part(widget, QComboBox, "ctdSearchWhere")
        assert where.currentText() == "All regions"
        assert where.findData("shown") < 0
        dock.show_region("84")
        dock.show_catalogues()
        assert where.currentText() == "Region in the panel: Auvergne-Rhône-Alpes"
        ask(widget, "eau")
        assert until(lambda: is_done(widget))
        assert listed(widget) == {"Auvergne-Rhône-Alpes": ["B"]}
        dock.show_region("53")
        dock.show_catalogues()
        assert where.currentText() == "Region in the panel: Bretagne"
        where.setCurrentIndex(where.findData("all"))
        dock.show_region("84")
        dock.show_catalogues()
        assert where.currentText() == "All regions"


def test_without_words_a_place_lists_its_newest(widget, use):
    old, new = (package(year, year, metadata_modified=f"{year}-01-01") for year in ("2019", "2025"))
    with serving({"/a/": holding([old, new])}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "", "53")
        assert listed(widget) == {"Bretagne": ["2025", "2019"]}
        assert message(widget) == "2 datasets, newest first"
        server.replies["/a/"] = holding([])
        search(widget, "", "53")
        assert message(widget) == "No datasets here: choose more regions or another extent."


def test_kinds_of_link_that_nothing_has_are_greyed(widget, use):
    with serving({"/a/": holding([package("a", "A", ("WMS", "https://x.fr/wms"))])}) as server:
        use({"a": ("53", server.url("/a"))})
        kinds = part(widget, QComboBox, "ctdSearchKinds")

        def enabled():
            return [kinds.model().item(row).isEnabled() for row in range(kinds.count())]

        assert enabled() == [True] * 5
        search(widget, "eau", "53")
        assert enabled() == [True, True, False, False, False]


def test_what_lies_outside_the_map_and_who_cannot_search_it_is_said(widget, use, window):
    canvas = window.mapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    canvas.setExtent(QgsRectangle(-4, 47, -2, 48))
    data = [
        package("here", "Ici", extras=spatial(-3, 47.2, -2.5, 47.8)),
        package("there", "Ailleurs", extras=spatial(2, 44, 3, 45)),
        package("somewhere", "Quelque part"),
    ]
    # A catalogue of OneGeo with the API of CKAN ignores the extent.
    with serving({"/indexer/": holding(data)}) as server:
        use({"a": ("53", server.url("/indexer/a"))})
        part(widget, QCheckBox, "ctdSearchInExtent").setChecked(True)
        search(widget, "ici", "53")
        assert sorted(listed(widget)["Bretagne"]) == ["Ici", "Quelque part"]
        assert message(widget).splitlines() == [
            "2 datasets",
            "Left out: 1 outside the extent",
            "Not searched by extent: Portail a (datasets of unknown extent included)",
        ]
        assert "extent unknown" in items(widget)["Quelque part"].data(0, HTML)
        assert "extent unknown" not in items(widget)["Ici"].data(0, HTML)
        [state] = states(widget)
        assert state.endswith("1 outside the extent · cannot search by extent")


def test_a_link_of_the_region_page_searches_that_catalogue_alone(dock, widget, use, qgis_new_project, filled, bundled):
    with serving({"/a/": holding([package("a", "A")]), "/b/": holding([package("b", "B")])}) as server:
        use({"b": ("53", server.url("/b")), "a": ("53", server.url("/a"))})
        filled(bundled, "en", project=qgis_new_project)
        dock.show_region("53")
        page = dock.findChild(QTextBrowser, "ctdPage")
        rows = {platform.id: row for row, (platform, _) in enumerate(endpoints(dock.region._profile))}
        assert f"{SEARCH}{rows['a']}" in page.toHtml()
        page.anchorClicked.emit(QUrl(f"{SEARCH}{rows['a']}"))
        assert widget.isVisible()
        assert part(widget, QComboBox, "ctdSearchWhere").currentText().startswith("Platform: ")
        assert server.seen == []
        ask(widget, "eau")
        assert until(lambda: is_done(widget))
        assert listed(widget) == {"Bretagne": ["A"]}
        assert {request.path.split("/")[1] for request in server.seen} == {"a"}
