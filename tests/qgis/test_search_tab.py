"""`ctdSearch`: catalogues asked from the panel, with real widgets and servers on this machine."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from qgis.core import QgsNetworkAccessManager
from qgis.gui import QgsCheckableComboBox, QgsDockWidget
from qgis.PyQt.QtCore import QCoreApplication, QEventLoop, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QComboBox, QLabel, QLineEdit, QPushButton

from ctd_plugin.gui.search_tree import ResultTree
from ctd_plugin.gui.search_widget import SearchWidget
from ctd_plugin.regions import REGION_NAMES
from ctd_plugin.settings import read_settings, write_settings
from tests.peers.ckan import holding, package, write_platforms
from tests.peers.faults import serving

LIMIT = 5
"""Seconds that anything may take; nothing should need them."""


@pytest.fixture(autouse=True)
def nothing_leaves_this_machine(qgis_app):
    """No test asks another host; answers kept from an earlier test are forgotten."""
    manager = QgsNetworkAccessManager.instance()
    manager.cache().clear()
    hosts = set()

    def note(parameters):
        hosts.add(parameters.request().url().host())

    manager.requestAboutToBeCreated[type(manager).requestAboutToBeCreated].connect(note) if False else None
    yield hosts
    assert hosts <= {"127.0.0.1"}


def until(condition, seconds=LIMIT):
    """Let events be handled until a condition holds; False where it never does."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    return True


@pytest.fixture
def use(tmp_path):
    """Return a function that makes catalogues (id → region and address) the only ones."""

    def use(catalogues, timeout=LIMIT):
        path = write_platforms(tmp_path / "platforms.json", catalogues)
        write_settings(replace(read_settings(), platforms_file=str(path), catalogue_timeout=timeout))

    return use


@pytest.fixture
def dock(window, plugin):
    window.mainWindow().show()
    QApplication.setActiveWindow(window.mainWindow())
    window.mainWindow().findChild(QAction, "ctdSearch").trigger()
    yield window.mainWindow().findChild(QgsDockWidget, "ctdDock")
    window.mainWindow().hide()


@pytest.fixture
def widget(dock):
    return dock.findChild(SearchWidget, "ctdSearch")


def part(widget, kind, name):
    return widget.findChild(kind, name)


def said(widget):
    return part(widget, QLabel, "ctdSearchSaid").text()


def button(widget):
    return part(widget, QPushButton, "ctdSearchButton")


def ask(widget, words):
    box = part(widget, QLineEdit, "ctdSearchBox")
    box.setFocus()
    box.setText(words)
    QTest.keyClick(box, Qt.Key.Key_Return)


def is_done(widget):
    return button(widget).text() == "Search"


def tree(widget):
    return part(widget, ResultTree, "ctdSearchResults")


def listed(widget):
    """Return what is listed: region → titles."""
    shown = {}
    for row in range(tree(widget).topLevelItemCount()):
        group = tree(widget).topLevelItem(row)
        shown[group.text(0).partition(":")[0]] = [group.child(place).text(0) for place in range(group.childCount())]
    return shown


def test_words_and_enter_list_what_all_catalogues_hold_by_region(widget, use):
    with serving(
        {"/a/": holding([package("forets", "Forêts")]), "/b/": holding([package("ports", "Ports")])}
    ) as server:
        use({"a": ("53", server.url("/a")), "b": ("84", server.url("/b"))})
        part(widget, QComboBox, "ctdSearchWhere").setCurrentIndex(1)
        regions = part(widget, QgsCheckableComboBox, "ctdSearchRegions")
        regions.setCheckedItems([REGION_NAMES["53"], REGION_NAMES["84"]])
        ask(widget, "eau")
        assert button(widget).text() == "Cancel"
        assert until(lambda: is_done(widget))
        assert listed(widget) == {"Auvergne-Rhône-Alpes": ["Ports"], "Bretagne": ["Forêts"]}
        assert said(widget) == "2 data sets"
