"""The browser with the plugin's entry in it."""

from __future__ import annotations

import pytest

from ctd_plugin.gui.navigation.browser import Browser
from tests.support.browser_tree import Tree


@pytest.fixture
def model(window):
    browser = Browser(window)
    browser.register()
    model = Tree()
    model.initialize()
    yield model
    browser.unregister()
    model.deleteLater()
