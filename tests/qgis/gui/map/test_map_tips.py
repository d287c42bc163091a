"""QGIS's map tips are switched on with the first map, and never again once the user switched them off."""

from __future__ import annotations

import pytest
from qgis.gui import QgsMessageBarItem
from qgis.PyQt.QtWidgets import QAction, QPushButton

from ctd_plugin.gui.map.load import load_map
from tests.support.event_loop import until


@pytest.fixture
def map_tips(window, monkeypatch):
    """QGIS's action, which the interface of the tests lacks."""
    action = QAction(window.mainWindow())
    action.setCheckable(True)
    monkeypatch.setattr(window, "actionMapTips", lambda: action, raising=False)
    yield action
    window.messageBar().clearWidgets()
    action.deleteLater()


def offers(window):
    return [item for item in window.messageBar().items() if item.findChild(QPushButton, "ctdOffer")]


def test_they_are_on_with_the_first_map_and_it_is_said(window, map_tips, qgis_new_project):
    load_map(window)
    assert map_tips.isChecked()
    (item,) = offers(window)
    assert isinstance(item, QgsMessageBarItem)
    assert item.text().startswith("Map tips are on")


def test_the_button_switches_them_off_and_no_later_map_switches_them_on(window, map_tips, qgis_new_project):
    load_map(window)
    offers(window)[0].findChild(QPushButton, "ctdOffer").click()
    assert not map_tips.isChecked()
    assert until(lambda: not offers(window))
    load_map(window)
    assert not map_tips.isChecked()
    assert offers(window) == []


def test_who_has_them_on_is_told_nothing(window, map_tips, qgis_new_project):
    map_tips.setChecked(True)
    load_map(window)
    assert offers(window) == []
