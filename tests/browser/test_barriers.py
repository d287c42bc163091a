"""axe-core finds no barrier in any state of the page, and what it cannot see is measured: cut, small or faint texts."""

from __future__ import annotations

import pytest

from ctd_plugin.gis.options import ThemeId
from tests.support.page_checks import colliding, cut, faint_labels, outside, small_targets
from tests.support.page_in_browser import WebPage

# What any reader's map may show; the check of the platforms is in no page.
THEMES = [theme for theme in ThemeId if theme is not ThemeId.PLATFORM_HEALTH]

CHECKS = (cut, outside, small_targets)

# A window of 640 pixels is what is left of one of 1280 where a reader has zoomed in to 200 %.
WINDOWS = {
    "wide": {"width": 1366},
    "narrow": {"width": 320, "height": 640},
    "at 200 %": {"width": 640, "height": 400, "scale": 2},
}


def searching(page):
    page.search("géo bretagne")
    assert page.lit() == {"53"}


def sorted_by_budget(page):
    page.click(page.all("#regions thead button")[4])
    assert page.all("#regions th[aria-sort]")


def described(page):
    page.click(page.one("summary"))


STATES = {
    "start": ("bundled", "fr", "", None),
    "portrait": ("bundled", "fr", "#region-53", None),
    "search": ("bundled", "en", "", searching),
    "sorted table": ("bundled", "en", "", sorted_by_budget),
    "description": ("bundled", "fr", "#theme=budget", described),
    "changes": ("changes", "fr", "#theme=change&region-53", None),
    "a single region": ("one", "fr", "", None),
    "hostile texts": ("hostile", "fr", "#region-53", None),
}


# axe-core takes a second for the whole page: each state and each way to look at it once, not each with each.
SEEN = [
    *(("start", "wide", {}), ("sorted table", "narrow", {}), ("description", "at 200 %", {})),
    *(("portrait", "narrow", {}), ("portrait", "wide", {"color_scheme": "dark"})),
    *(("search", "at 200 %", {}), ("search", "wide", {"forced_colors": "active"})),
    *(
        ("changes", "narrow", {"color_scheme": "dark"}),
        ("a single region", "wide", {}),
        ("hostile texts", "narrow", {}),
    ),
]


def shown(browser, page, state):
    edition, code, fragment, prepare = STATES[state]
    shown = WebPage(browser, page(edition, code), fragment)
    if prepare:
        prepare(shown)


@pytest.mark.parametrize(("state", "window", "preference"), SEEN)
def test_nothing_bars_a_reader(browser, page, state, window, preference):
    browser.resize(**WINDOWS[window])
    browser.prefer(**preference)
    shown(browser, page, state)
    assert browser.violations() == []


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_cut_out_of_sight_or_too_small_to_touch(browser, page, state):
    for window in WINDOWS.values():
        browser.resize(**window)
        shown(browser, page, state)
        assert {check.__name__: check(browser) for check in CHECKS if check(browser)} == {}
        assert browser.run("return document.documentElement.scrollWidth") <= window["width"]


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_can_be_read(browser, page, theme):
    WebPage(browser, page("changes"), f"#theme={theme}")
    assert browser.violations(".theme.shown") == []
    assert colliding(browser) == []
    assert faint_labels(browser) == {}
    browser.prefer(color_scheme="dark")
    assert faint_labels(browser) == {}


# The spacing that a reader may set: success criterion 1.4.12.
SPACED = """
for (const e of document.querySelectorAll('body, body *')) {
  if (!(e instanceof HTMLElement)) continue;
  e.style.lineHeight = '1.5'; e.style.letterSpacing = '.12em'; e.style.wordSpacing = '.16em';
  if (e instanceof HTMLParagraphElement) e.style.marginBottom = '2em';
}
"""


@pytest.mark.parametrize("state", ["portrait", "search"])
def test_texts_set_wider_still_have_room(browser, page, state):
    for window in WINDOWS.values():
        browser.resize(**window)
        shown(browser, page, state)
        browser.run(SPACED)
        assert [*cut(browser), *outside(browser)] == []


def test_a_region_of_the_map_is_heard_with_its_name_and_what_it_says(browser, page):
    WebPage(browser, page(), "#theme=budget")
    nodes = browser.command("Accessibility.getFullAXTree")["nodes"]
    links = [node["name"]["value"] for node in nodes if node["role"]["value"] == "link" and not node["ignored"]]
    # Spaces that do not break are heard as spaces.
    heard = [" ".join(name.split()) for name in links if "\u00a0: " in name and "ccessib" not in name]
    assert len(heard) == 18
    assert {"Bretagne : non renseigné", "Occitanie : structure entière ; 700 k€"} <= set(heard)
