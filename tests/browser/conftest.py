"""A browser for all tests of a process, and the pages that it opens, each made once."""

from __future__ import annotations

import pytest

from ctd_plugin.i18n import set_user_language
from tests.support.browser import Browser


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    browser = Browser(tmp_path_factory.mktemp("chromium"))
    yield browser
    browser.quit()


@pytest.fixture
def browser(chromium):
    """The browser as at its start; fails where a page asked for anything but itself, or wrote into the console."""
    chromium.reset()
    yield chromium
    assert chromium.logged() == []
    assert [address for address in chromium.requests() if not address.startswith("file:")] == []


@pytest.fixture(autouse=True)
def english():
    set_user_language("C")
    yield
    set_user_language("C")
