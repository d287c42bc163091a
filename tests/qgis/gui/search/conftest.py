"""The search tab with catalogues on this machine, and none other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from qgis.core import QgsNetworkAccessManager, QgsNetworkRequestParameters
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtWidgets import QAction, QApplication

from ctd_plugin.gui.search.tab import SearchTab
from ctd_plugin.settings import read_settings, write_settings
from tests.peers.ckan import write_platforms
from tests.support.search_tab import LIMIT


@pytest.fixture(autouse=True)
def nothing_leaves_this_machine(qgis_app):
    """No test asks another host; answers kept from an earlier test are forgotten."""
    manager, hosts = QgsNetworkAccessManager.instance(), set()
    manager.cache().clear()

    def note(parameters):
        hosts.add(parameters.request().url().host())

    manager.requestAboutToBeCreated[QgsNetworkRequestParameters].connect(note)
    yield
    manager.requestAboutToBeCreated[QgsNetworkRequestParameters].disconnect(note)
    assert hosts <= {"127.0.0.1"}


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
    # Messages with buttons stay.
    window.messageBar().clearWidgets()
    window.mainWindow().findChild(QAction, "ctdSearch").trigger()
    yield window.mainWindow().findChild(QgsDockWidget, "ctdDock")
    window.mainWindow().hide()


@pytest.fixture
def widget(dock):
    return dock.findChild(SearchTab, "ctdSearch")


@pytest.fixture
def tall_dock(dock):
    """The panel with room for the results and the details."""
    dock.setFloating(True)
    dock.resize(300, 800)
    dock.show()
    QApplication.processEvents()
    return dock
