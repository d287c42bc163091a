"""The table of the regions sorts as a reader of French expects, by mouse and keyboard, and says how it is sorted."""

from __future__ import annotations

import re
import unicodedata

import pytest
from selenium.webdriver.common.keys import Keys

from tests.support.page_in_browser import WebPage

REGION, STATUS, STAFF, BUDGET = 1, 2, 4, 5


@pytest.fixture
def shown(browser, page):
    return WebPage(browser, page())


def sort(shown, column):
    shown.click(shown.all("#regions thead button")[column - 1])


def sorting(shown):
    """Return column → direction of those that say that the table is sorted by them."""
    heads = shown.all("#regions thead th")
    states = {number: head.get_attribute("aria-sort") for number, head in enumerate(heads, 1)}
    return {number: state for number, state in states.items() if state}


def letters(text):
    return "".join(sign for sign in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(sign))


def amount(text):
    """Return the first number of a figure as it is written: "≈ 333 k€" is 333000."""
    number = float(
        re.search(r"[\d\u202f\u00a0 ]+(,\d+)?", text)[0].translate({0x202F: None, 0xA0: None, 32: None, 44: "."})
    )
    return number * {"M": 1e6, "k": 1e3}.get((re.search("([Mk])€", text) or " ")[0][:1], 1)


def test_names_are_in_the_order_of_the_alphabet_whatever_their_accents(shown):
    names = shown.column(REGION)
    assert len(names) == 18
    assert names == sorted(names, key=letters)
    sort(shown, REGION)
    assert shown.column(REGION) == sorted(names, key=letters)
    sort(shown, REGION)
    assert shown.column(REGION) == sorted(names, key=letters, reverse=True)
    assert sorting(shown) == {REGION: "descending"}


@pytest.mark.parametrize("column", [STAFF, BUDGET])
def test_figures_are_in_the_order_of_their_amounts_and_what_is_not_given_comes_last(shown, column):
    for direction, is_reverse in (("ascending", False), ("descending", True)):
        sort(shown, column)
        assert sorting(shown) == {column: direction}
        figures = [text.splitlines()[0] for text in shown.column(column)]
        missing = [place for place, text in enumerate(figures) if text == "non renseigné"]
        given = figures[: len(figures) - len(missing)]
        assert missing == list(range(len(given), 18))
        assert len(given) >= 8
        amounts = [0.0 if text.startswith("sans") else amount(text) for text in given]
        assert amounts == sorted(amounts, reverse=is_reverse)


def test_the_status_is_sorted_by_how_far_a_region_is(shown):
    sort(shown, STATUS)
    order = list(dict.fromkeys(text.strip() for text in shown.column(STATUS)))
    assert order == ["Pas de démarche CTD connue", "Réflexion engagée", "CTD en préfiguration", "CTD existant"]


def test_a_column_is_sorted_by_keyboard_and_the_focus_stays(shown):
    shown.browser.run("document.querySelectorAll('#regions thead button')[4].focus()")
    shown.browser.press(Keys.ENTER)
    assert sorting(shown) == {BUDGET: "ascending"}
    shown.browser.press(Keys.SPACE)
    assert sorting(shown) == {BUDGET: "descending"}
    assert shown.focus().text.startswith("Budget annuel")


def test_figures_stand_to_the_right(shown):
    sides = shown.browser.run(
        "return [...document.querySelectorAll('#regions td:nth-child(5)')].map(e => getComputedStyle(e).textAlign)"
    )
    assert set(sides) == {"right"}


def test_a_figure_leads_to_its_quote(shown):
    row = shown.column(REGION).index("Guyane")
    shown.click(shown.all("#regions tbody tr")[row].find_elements("css selector", "td:nth-child(5) a")[0])
    assert shown.comes_to_show("status", "03")
    assert "«" in shown.one("#region-03-budget .quote").text
