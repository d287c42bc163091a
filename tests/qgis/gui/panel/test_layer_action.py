"""The action “Read in the CTD panel”, as QGIS finds it for a layer."""

from __future__ import annotations

import pytest
from qgis.core import Qgis, QgsFeature, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgsGui, QgsMapLayerActionContext

from ctd_plugin.gui.panel.layer_action import LayerAction


@pytest.fixture
def shown(window):
    """Return the codes that the registered action has shown."""
    codes = []
    action = LayerAction(codes.append, window.mainWindow())
    action.register()
    yield codes
    action.unregister()


def offered(layer):
    registry = QgsGui.mapLayerActionRegistry()
    actions = registry.mapLayerActions(layer, Qgis.MapLayerActionTarget.SingleFeature, QgsMapLayerActionContext())
    return [action for action in actions if isinstance(action, LayerAction)]


def feature_of(layer, value):
    feature = QgsFeature(layer.fields())
    feature["region_code"] = value
    return feature


@pytest.mark.parametrize(("field", "value", "code"), [("string", "53", "53"), ("integer", 1, "01")])
def test_a_feature_of_any_layer_keyed_by_region_opens_the_panel_on_it(shown, field, value, code):
    layer = QgsVectorLayer(f"Point?field=region_code:{field}", "mine", "memory")
    (action,) = offered(layer)
    action.triggerForFeature(layer, feature_of(layer, value), QgsMapLayerActionContext())
    assert shown == [code]


def test_a_feature_without_a_code_opens_nothing(shown):
    layer = QgsVectorLayer("Point?field=region_code:string", "mine", "memory")
    offered(layer)[0].triggerForFeature(layer, feature_of(layer, None), QgsMapLayerActionContext())
    assert shown == []


def test_other_layers_do_not_offer_it(shown):
    assert offered(QgsVectorLayer("Point?field=name:string", "other", "memory")) == []
    assert offered(QgsRasterLayer()) == []


def test_it_goes_with_the_plugin(plugin, flush_deletes):
    layer = QgsVectorLayer("Point?field=region_code:string", "mine", "memory")
    assert len(offered(layer)) == 1
    plugin.unload()
    flush_deletes()
    assert offered(layer) == []
