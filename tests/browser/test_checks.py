"""The measures find the faults that they are for, and none in a page without."""

from __future__ import annotations

import pytest

from tests.support.page_checks import colliding, cut, faint_labels, outside, small_targets, tab_stops

HEAD = '<!DOCTYPE html><html lang="en"><head><title>A page</title></head><body><main><h1>A page</h1>'
MAP = (
    '<svg width="300" height="200" role="img" aria-label="map">'
    '<rect width="300" height="200" fill="{fill}"/>{texts}</svg>'
)
TWO = '<text x="20" y="50" fill="#222222">Alpes</text><text x="{x}" y="50" fill="#222222">Provence</text>'
FAULTS = {
    "barriers": (lambda browser: browser.violations(), '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'),
    "cut": (cut, '<p style="width: 5em; overflow: hidden; white-space: nowrap">a text that is longer than that</p>'),
    "outside": (outside, '<p style="width: 2000px">wide</p>'),
    "small": (small_targets, '<button style="width: 20px; height: 20px; padding: 0">x</button>'),
    "colliding": (colliding, MAP.format(fill="#ffffff", texts=TWO.format(x=30))),
    "at the edge": (colliding, MAP.format(fill="#ffffff", texts=TWO.format(x=290))),
    "faint": (faint_labels, MAP.format(fill="#777777", texts=TWO.format(x=120))),
}
GOOD = HEAD + MAP.format(fill="#ffffff", texts=TWO.format(x=120)) + '<p><button style="padding: 1em">x</button></p>'


@pytest.fixture
def show(browser, tmp_path):
    def show(text):
        path = tmp_path / "page.html"
        path.write_text(text, encoding="utf-8")
        browser.open(path)
        return browser

    return show


@pytest.mark.parametrize("fault", FAULTS)
def test_a_measure_finds_its_fault(show, fault):
    find, body = FAULTS[fault]
    assert find(show(HEAD + body))


def test_a_page_without_faults_has_none(show):
    browser = show(GOOD)
    assert {name: found for name, (find, _) in FAULTS.items() if (found := find(browser))} == {}


def test_a_request_and_a_message_in_the_console_are_noticed(show):
    browser = show(HEAD + '<img alt="" src="http://example.org/x.png"><script>console.error("oh")</script>')
    assert "http://example.org/x.png" in browser.requests()
    assert any("oh" in message for message in browser.logged())


def test_the_stops_of_the_tab_key_are_those_of_the_page_and_tell_whether_they_show(show):
    bare = '<button style="outline: none">bare</button>'
    covered = '<button>covered</button><div style="position: fixed; inset: 0; background: red"></div>'
    stops = tab_stops(show(HEAD + "<button>good</button>" + bare))
    assert [(stop.text, stop.is_visible) for stop in stops] == [("good", True), ("bare", False)]
    assert [stop.is_visible for stop in tab_stops(show(HEAD + covered))] == [False]
