"""The page without a mouse: everything is reached, one sees where one is, and nothing holds one back."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys

from tests.support.page_checks import focused, tab_stops
from tests.support.page_in_browser import WebPage


@pytest.fixture
def shown(browser, page):
    return WebPage(browser, page())


def tab_to(browser, is_wanted):
    """Press Tab until what has the focus is wanted; return how often."""
    for count in range(1, 60):
        browser.press(Keys.TAB)
        if (stop := focused(browser)) and is_wanted(stop):
            assert stop.is_visible, stop
            return count
    raise AssertionError("not reached")


def on_the_map(browser):
    """Return the region of the map that has the focus, None where something else has it."""
    return browser.run("return document.activeElement.closest('.theme-map') && document.activeElement.dataset.code")


def walk(browser, *keys):
    browser.press(*keys)
    return on_the_map(browser)


def steer(browser, code):
    """Press arrows towards a region as one who sees the map does, until it has the focus; return how often."""
    for count in range(20):
        if on_the_map(browser) == code:
            return count
        right, down = browser.run(
            "const box = e => e.getBoundingClientRect();"
            "const middle = e => [box(e).x + box(e).width / 2, box(e).y + box(e).height / 2];"
            "const here = middle(document.activeElement);"
            "return middle(document.querySelector(`.theme.shown a.region[data-code='${arguments[0]}']`))"
            ".map((there, axis) => there - here[axis])",
            code,
        )
        sideways = Keys.ARROW_RIGHT if right > 0 else Keys.ARROW_LEFT
        upright = Keys.ARROW_DOWN if down > 0 else Keys.ARROW_UP
        first, second = (sideways, upright) if abs(right) > abs(down) else (upright, sideways)
        before = on_the_map(browser)
        if walk(browser, first) == before:
            walk(browser, second)
    raise AssertionError("not reached")


@pytest.mark.parametrize("fragment", ["", "#region-53"])
def test_the_tab_key_goes_through_the_page_as_one_reads_it_and_out_again(browser, page, fragment):
    WebPage(browser, page(), fragment)
    browser.run("document.activeElement.blur(); scrollTo(0, 0)")
    stops = tab_stops(browser)
    assert [stop for stop in stops if not stop.is_visible] == []
    order = browser.run(
        "const shown = e => e.checkVisibility({visibilityProperty: true}) && e.tabIndex >= 0 && !e.disabled;"
        "return [...document.querySelectorAll('a[href], button, input, summary, [tabindex]')].filter(shown)"
        ".map(e => e.outerHTML.slice(0, 120))"
    )
    # After a jump to a part of the page, Tab goes on from there: then around.
    start = order.index(stops[0].html)
    assert [stop.html for stop in stops] == order[start:]
    assert start == 0 or fragment


def test_first_comes_the_way_past_themes_and_search(browser, shown):
    browser.press(Keys.TAB, Keys.ENTER)
    browser.press(Keys.TAB)
    assert on_the_map(browser)


def test_the_map_is_one_stop_and_arrows_lead_to_the_neighbours(browser, shown):
    assert browser.run("return document.querySelectorAll('.theme.shown .theme-map [tabindex=\"0\"]').length") == 1
    tab_to(browser, lambda _: on_the_map(browser))
    assert walk(browser, Keys.HOME) != walk(browser, Keys.END)
    browser.run("document.querySelector('.theme.shown .theme-map a[data-code=\"53\"]').focus()")
    assert walk(browser, Keys.ARROW_RIGHT) in ("28", "52")
    browser.run("document.querySelector('.theme.shown .theme-map a[data-code=\"53\"]').focus()")
    assert walk(browser, Keys.ARROW_DOWN) in ("52", "75")
    assert walk(browser, Keys.ARROW_DOWN) in ("75", "76")
    browser.run("document.querySelector('.theme.shown .theme-map a[data-code=\"44\"]').focus()")
    assert walk(browser, Keys.ARROW_LEFT) in ("11", "32")
    assert focused(browser).is_visible


def test_arrows_leave_no_region_out(browser, shown):
    """From one region to the next by the four arrows, all are reached."""
    reached = browser.run(
        "const codes = new Set(), open = [document.querySelector('.theme.shown .theme-map a.region')];"
        "while (open.length) {"
        "  const here = open.pop();"
        "  if (codes.has(here.dataset.code)) continue;"
        "  codes.add(here.dataset.code);"
        "  for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {"
        "    here.focus();"
        "    here.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));"
        "    open.push(document.activeElement);"
        "  }"
        "}"
        "return codes.size"
    )
    assert reached == 18


def test_bretagnes_budget_and_its_quote_are_reached_from_the_address_bar(browser, shown):
    tab_to(browser, lambda stop: stop.text == "Budget")
    browser.press(Keys.ENTER)
    assert shown.comes_to_show("budget")
    tab_to(browser, lambda _: on_the_map(browser))
    assert steer(browser, "53") < 10
    browser.press(Keys.ENTER)
    assert shown.comes_to_show("budget", "53")
    # The focus is on the region's name, which a screen reader then speaks.
    assert shown.focus().text == "Bretagne"
    assert "3 ETP dont 1,5 Etat" in shown.one("#region-53-budget").text
    browser.press(Keys.ESCAPE)
    assert shown.comes_to_show("budget")
    assert on_the_map(browser) == "53"
