"""The panel on a project with the map in it, and addresses that went to the browser."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QApplication


@pytest.fixture
def opened(monkeypatch):
    """The addresses that went to the system's browser."""
    addresses = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: addresses.append(url.toString()) or True)
    return addresses


@pytest.fixture
def project(qgis_new_project, filled, bundled):
    """The open project with the map in it, in French."""
    filled(bundled, project=qgis_new_project)
    QApplication.processEvents()
    return qgis_new_project


@pytest.fixture
def dock(window, plugin, flush_deletes):
    window.mainWindow().show()
    dock = plugin.panel().open_dock()
    yield dock
    window.mainWindow().hide()
