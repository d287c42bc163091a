"""The edition that is chosen in the layer tree, or alone on the map, is the current one."""

from __future__ import annotations

import pytest
from qgis.core import QgsLayerTreeModel, QgsProject
from qgis.gui import QgsLayerTreeView
from qgis.PyQt.QtWidgets import QApplication

from ctd_plugin.gis.project.editions import edition_group, editions_of, find_layers, show_edition
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gui.editions.dropped_files import EditionDropHandler
from ctd_plugin.gui.editions.registration import EditionRegistration
from tests.support.editions import later_edition
from tests.support.windows import until


@pytest.fixture
def tree(window, monkeypatch):
    view = QgsLayerTreeView()
    model = QgsLayerTreeModel(QgsProject.instance().layerTreeRoot(), view)
    view.setModel(model)
    monkeypatch.setattr(window, "layerTreeView", lambda: view, raising=False)
    yield view
    view.deleteLater()


@pytest.fixture
def handlers(window, monkeypatch):
    handlers = []
    monkeypatch.setattr(window, "registerCustomDropHandler", handlers.append, raising=False)
    monkeypatch.setattr(window, "unregisterCustomDropHandler", handlers.remove, raising=False)
    return handlers


@pytest.fixture
def registration(window, tree, handlers):
    registration = EditionRegistration(window)
    registration.register()
    yield registration
    registration.unregister()
    assert handlers == []


@pytest.fixture
def editions(registration, qgis_new_project, bundled, tmp_path):
    """The first edition and the second, which is current."""
    later = later_edition(tmp_path / "later.gpkg")
    return load_layers(qgis_new_project, bundled), load_layers(qgis_new_project, later)


def current():
    return find_layers(QgsProject.instance())


def node(edition):
    return QgsProject.instance().layerTreeRoot().findLayer(edition.regions.id())


def test_a_layer_or_a_group_that_is_chosen_makes_its_edition_current(tree, editions):
    first, second = editions
    tree.setCurrentLayer(first.tables["facts"])
    assert current() == first
    tree.setCurrentIndex(tree.node2index(edition_group(QgsProject.instance(), second)))
    assert current() == second
    tree.setCurrentIndex(tree.node2index(edition_group(QgsProject.instance(), first)))
    assert current() == first


def test_a_layer_of_an_edition_that_the_map_does_not_show_may_be_chosen_without_a_change(tree, editions):
    first, second = editions
    node(first).setItemVisibilityChecked(False)
    tree.setCurrentLayer(first.regions)
    assert current() == second


def test_where_the_edition_on_the_map_is_removed_the_next_is_shown(editions):
    first, second = editions
    show_edition(QgsProject.instance(), second)
    assert not node(first).isVisible()
    QgsProject.instance().removeMapLayers([layer.id() for layer in second.all.values()])
    until(lambda: node(first).isVisible())
    assert current() == first
    node(first).setItemVisibilityChecked(False)
    QApplication.processEvents()
    assert not node(first).isVisible()


def test_other_layers_and_groups_change_nothing(tree, editions):
    _, second = editions
    group = QgsProject.instance().layerTreeRoot().addGroup("Fonds")
    tree.setCurrentIndex(tree.node2index(group))
    assert current() == second


def test_the_edition_that_is_alone_on_the_map_is_current(editions):
    first, second = editions
    node(second).setItemVisibilityChecked(False)
    until(lambda: current() == first)
    node(first).setItemVisibilityChecked(False)
    QApplication.processEvents()
    assert current() == first
    node(second).setItemVisibilityChecked(True)
    until(lambda: current() == second)
    node(first).setItemVisibilityChecked(True)
    QApplication.processEvents()
    assert current() == second


def test_dropped_editions_are_opened_while_the_plugin_is_loaded(handlers, registration, tmp_path):
    (handler,) = handlers
    assert isinstance(handler, EditionDropHandler)
    later = later_edition(tmp_path / "later.gpkg")
    assert handler.handleFileDrop(str(later))
    until(lambda: [edition.source for edition in editions_of(QgsProject.instance())] == [later])


def test_after_the_plugin_is_unloaded_nothing_follows_the_layer_tree(window, tree, handlers, bundled, tmp_path):
    registration = EditionRegistration(window)
    registration.register()
    registration.unregister()
    project = QgsProject.instance()
    first = load_layers(project, bundled)
    second = load_layers(project, later_edition(tmp_path / "later.gpkg"))
    tree.setCurrentLayer(first.regions)
    assert current() == second
