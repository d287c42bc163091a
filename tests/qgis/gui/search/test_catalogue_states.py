"""The state of each catalogue, and searching it again."""

from __future__ import annotations

import time

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QLineEdit, QProgressBar, QToolButton

from tests.peers.ckan import holding, package
from tests.peers.faults import FAULTS, dead_address, serving
from tests.support.search_tab import (
    ask,
    button,
    choose_regions,
    follow_state,
    is_done,
    listed,
    message,
    part,
    plain,
    search,
    states,
    until,
)


def test_each_catalogue_shows_its_state_and_none_waits_for_another(widget, use):
    """A dead or slow catalogue is named, and the others' results are there before it."""
    bad = {"id": None}
    answers = {
        "/a/": holding([package("a", "A"), bad]),
        "/b/": FAULTS["403"],
        "/c/": FAULTS["login"],
        "/d/": FAULTS["slow"],
    }
    with serving(answers) as server:
        addresses = {name: ("53", server.url(f"/{name}")) for name in "abcd"}
        use({**addresses, "e": ("53", dead_address())}, timeout=1)
        choose_regions(widget, "53")
        ask(widget, "eau")
        assert until(lambda: listed(widget) == {"Bretagne": ["A"]}, 0.9)
        assert any(line.startswith("Portail d") and line.endswith("searching…") for line in states(widget))
        assert part(widget, QProgressBar, "ctdSearchProgress").isVisible()
        assert until(lambda: is_done(widget))
        lines = dict(line.split(" (CKAN API) – ") for line in states(widget))
        assert lines["Portail a"] == "1 of 2 records received · 1 record unreadable"
        assert lines["Portail b"] == "access denied: 403 · retry"
        assert "web page: “Connexion au portail" in lines["Portail c"]
        assert lines["Portail d"].startswith("timed out")
        assert lines["Portail e"].startswith("unreachable")
        assert plain(part(widget, QToolButton, "ctdSearchStatesHead").text()) == "1 of 5 answered · 4 without response"
        assert not part(widget, QProgressBar, "ctdSearchProgress").isVisible()


def test_a_catalogue_that_failed_is_searched_again_on_request(widget, use):
    with serving({"/a/": FAULTS["500"]}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        assert message(widget) == "No catalogue answers: check the network. The list gives the reasons."
        server.replies["/a/"] = holding([package("a", "A")])
        follow_state(widget, "Portail a", "retry")
        assert until(lambda: listed(widget) == {"Bretagne": ["A"]})


def test_more_fetches_the_next_page_of_that_catalogue(widget, use):
    many = [package(f"n{number}", f"Jeu {number}") for number in range(44)]
    with serving({"/a/": holding(many)}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        for count in (20, 40):
            assert message(widget) == f"{count} datasets"
            follow_state(widget, "Portail a", "more")
            assert until(lambda: is_done(widget))
        assert message(widget) == "44 datasets"
        assert states(widget) == ["Portail a (CKAN API) – 44 of 44 records received"]


def test_more_that_fails_leaves_what_was_there(widget, use):
    many = [package(f"n{number}", f"Jeu {number}") for number in range(44)]
    with serving({"/a/": holding(many)}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        server.replies["/a/"] = FAULTS["403"]
        follow_state(widget, "Portail a", "more")
        assert until(lambda: is_done(widget))
        assert message(widget) == "20 datasets"
        assert states(widget) == ["Portail a (CKAN API) – access denied: 403 · 20 of 44 records received · retry"]


def test_cancel_stops_at_once_and_keeps_what_came(widget, use):
    with serving({"/a/": holding([package("a", "A")]), "/b/": FAULTS["slow"]}) as server:
        use({"a": ("53", server.url("/a")), "b": ("53", server.url("/b"))})
        choose_regions(widget, "53")
        ask(widget, "eau")
        assert until(lambda: listed(widget))
        start = time.monotonic()
        QTest.mouseClick(button(widget), Qt.MouseButton.LeftButton)
        assert is_done(widget)
        assert time.monotonic() - start < 0.5
        assert listed(widget) == {"Bretagne": ["A"]}
        assert "cancelled · retry" in states(widget)[1]


def test_escape_stops_and_then_goes_back_to_the_map(widget, use, window):
    with serving({"/b/": FAULTS["slow"]}) as server:
        use({"b": ("53", server.url("/b"))})
        choose_regions(widget, "53")
        ask(widget, "eau")
        box = part(widget, QLineEdit, "ctdSearchBox")
        QTest.keyClick(box, Qt.Key.Key_Escape)
        assert is_done(widget)
        assert message(widget) == "Search cancelled before any response."
        QTest.keyClick(box, Qt.Key.Key_Escape)
        assert QApplication.focusWidget() is window.mapCanvas()
