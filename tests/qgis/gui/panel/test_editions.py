"""Two editions are open: the panel, its search and what it draws on the map follow the current one."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QLineEdit

from ctd_plugin.gis.project.editions import make_current
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gui.panel.map_filter import ROLE
from tests.support.editions import change_edition, later_edition
from tests.support.panel import text

# Corsica lies where Bretagne does.
_MOVED = "UPDATE regions SET geom = (SELECT geom FROM regions WHERE region_code = '53') WHERE region_code = '94'"


@pytest.fixture
def editions(qgis_new_project, bundled, tmp_path):
    """The first edition and the second, which is current."""
    path = later_edition(tmp_path / "later.gpkg")
    change_edition(
        path,
        _MOVED,
        "UPDATE survey SET outils = 'Un xylophone' WHERE region_code = '94'",
    )
    return load_layers(qgis_new_project, bundled), load_layers(qgis_new_project, path)


def outlines(window):
    shapes = [item.asGeometry() for item in window.mapCanvas().scene().items() if item.data(0) == ROLE]
    return sum(shape.area() for shape in shapes)


def test_the_region_shown_and_its_outline_are_those_of_the_current_edition(dock, outlined, editions):
    first, second = editions
    dock.show_region("94")
    QApplication.processEvents()
    assert "xylophone" in text(dock)
    assert outlined() == "53"
    make_current(QgsProject.instance(), first)
    QApplication.processEvents()
    assert "xylophone" not in text(dock)
    assert outlined() == "94"
    make_current(QgsProject.instance(), second)
    QApplication.processEvents()
    assert outlined() == "53"


def test_the_answers_and_the_map_filter_are_those_of_the_current_edition(dock, window, editions):
    first, _ = editions
    dock.show_answers()
    dock.findChild(QLineEdit, "ctdFindBox").setText("xylophone")
    QApplication.processEvents()
    tree = dock.findChild(object, "ctdFindList")
    assert tree.topLevelItemCount() == 1
    veiled = outlines(window)
    make_current(QgsProject.instance(), first)
    QApplication.processEvents()
    assert tree.topLevelItemCount() == 0
    assert outlines(window) != veiled
    dock.findChild(QLineEdit, "ctdFindBox").clear()


def test_the_panel_s_choice_of_an_edition_shows_it_on_the_map(dock, editions):
    first, second = editions
    chooser = dock.findChild(QComboBox, "ctdEditionChooser")
    QApplication.processEvents()
    names = [chooser.itemText(index) for index in range(chooser.count())]
    chooser.setCurrentIndex(len(names) - 1)
    chooser.activated[int].emit(len(names) - 1)
    root = QgsProject.instance().layerTreeRoot()
    assert [root.findLayer(one.regions.id()).isVisible() for one in (first, second)] == [True, False]
