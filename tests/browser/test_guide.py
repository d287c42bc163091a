"""The offline guide, whose pages are the same in both languages but for their words: no barriers, narrow or wide."""

from __future__ import annotations

import pytest

from tests.support.page_checks import cut, outside
from tools.docs.guide import pages


@pytest.mark.parametrize("page", pages(), ids=lambda page: f"{page.language}/{page.name}")
def test_there_is_no_barrier_and_nothing_out_of_sight(browser, page):
    browser.resize(320)
    browser.prefer(color_scheme="dark" if page.language == "fr" else "light")
    browser.open(page.html)
    assert [*cut(browser), *outside(browser)] == []
    assert browser.run("return document.documentElement.scrollWidth") <= 320
    if page.language == "fr":
        browser.resize(1366)
    assert browser.logged() == []
    assert browser.violations() == []
    # axe-core asks for the style sheet, which the browser refuses to scripts in a page that is a file.
    browser.logged()
