"""The legend of the regions stays unfolded in the layer tree, though QGIS folds long ones."""

from __future__ import annotations

import pytest
from qgis.core import QgsLayerTreeModel

from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gui.map.load import load_map
from ctd_plugin.gui.map.theme_menu import switch_theme
from tests.support.event_loop import until


@pytest.fixture
def node(window, plugin, qgis_new_project):
    """The node of the regions in a tree like that of QGIS's window."""
    model = QgsLayerTreeModel(qgis_new_project.layerTreeRoot())
    model.setAutoCollapseLegendNodes(10)
    load_map(window)
    return qgis_new_project.layerTreeRoot().findLayer(find_layers(qgis_new_project).regions.id()), model


def test_a_theme_with_more_than_ten_entries_is_unfolded(window, node):
    tree_node, _model = node
    switch_theme(window, ThemeId.TECHNOLOGY)
    # The model has folded it.
    assert not tree_node.isExpanded()
    assert until(tree_node.isExpanded)


@pytest.mark.parametrize("theme", [ThemeId.TECHNOLOGY, ThemeId.STATUS])
def test_of_an_opened_project_only_what_qgis_folds_is_unfolded(
    window, node, qgis_new_project, qgis_app, tmp_path, theme
):
    switch_theme(window, theme)
    qgis_app.processEvents()
    node[0].setExpanded(False)
    assert qgis_new_project.write(str(tmp_path / "carte.qgz"))
    assert qgis_new_project.read(str(tmp_path / "carte.qgz"))
    window.messageBar().clearWidgets()
    qgis_app.processEvents()
    opened = qgis_new_project.layerTreeRoot().findLayer(find_layers(qgis_new_project).regions.id())
    assert opened.isExpanded() == (theme is ThemeId.TECHNOLOGY)
    qgis_new_project.setFileName("")


def test_what_the_user_folds_stays_folded_until_another_theme_is_shown(window, node, qgis_app):
    tree_node, _model = node
    qgis_app.processEvents()
    tree_node.setExpanded(False)
    find_layers(tree_node.layer().project()).regions.triggerRepaint()
    qgis_app.processEvents()
    assert not tree_node.isExpanded()
    switch_theme(window, ThemeId.STATUS_BUDGET)
    assert until(tree_node.isExpanded)
