"""Layers of one data set from several services are told apart."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject, QgsVectorLayer

from ctd_plugin.gis.add.layer_names import set_distinct_name


@pytest.fixture
def add(qgis_new_project):
    """Return a function that adds a layer with this title from a service, and returns the names in the project."""

    def add(title, service):
        layer = QgsVectorLayer("NoGeometry", title, "memory")
        set_distinct_name(layer, service, qgis_new_project)
        qgis_new_project.addMapLayer(layer)
        return sorted(layer.name() for layer in qgis_new_project.mapLayers().values())

    return add


def test_a_layer_alone_has_its_title(add):
    assert add("Eaux", "WFS") == ["Eaux"]
    assert add("Bois", "WMS") == ["Bois", "Eaux"]


def test_two_of_one_data_set_have_their_services_as_suffixes(add):
    add("Eaux", "WFS")
    assert add("Eaux", "WMS") == ["Eaux (WFS)", "Eaux (WMS)"]
    assert add("Eaux", "WMS") == ["Eaux (WFS)", "Eaux (WMS 2)", "Eaux (WMS)"]
    assert add("Eaux", "WMTS")[-1] == "Eaux (WMTS)"


def test_a_layer_that_the_user_named_keeps_his_name(add, qgis_new_project):
    add("Eaux", "WFS")
    [layer] = qgis_new_project.mapLayers().values()
    layer.setName("Mes eaux")
    assert add("Eaux", "WMS") == ["Eaux (WMS)", "Mes eaux"]


def test_a_layer_of_someone_else_s_keeps_its_name(add):
    QgsProject.instance().addMapLayer(QgsVectorLayer("NoGeometry", "Eaux", "memory"))
    assert add("Eaux", "WMS") == ["Eaux", "Eaux (WMS)"]
