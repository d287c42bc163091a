"""The choice among the layers of a service that lacks the one named."""

from __future__ import annotations

from html import escape

import pytest
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel, QLineEdit, QListWidget, QWidget

from ctd_plugin.catalogues.services.capabilities import ServiceLayer
from ctd_plugin.gui.search.layer_dialog import LayerDialog
from tests.peers.ckan import holding, package
from tests.peers.faults import Reply, serving
from tests.support.search_tab import CAPABILITIES, ONE_OF_THEM, action, items, part, search, until


@pytest.fixture
def choice(widget, use, window):
    """The choice among the layers of a service that lacks the one named; and the project's layers."""
    layers = (("rivieres", "Rivières"), ("lacs", "Lacs"), ("mares", "Mares d’eau <b>"))
    offered = "".join(ONE_OF_THEM.format(name=name, title=escape(title)) for name, title in layers)
    capabilities = Reply(CAPABILITIES.format(layers=offered).encode(), 200, "text/xml")
    with serving({"/wms": capabilities}) as server:
        server.replies["/a/"] = holding([package("a", "A", ("WMS", server.url("/wms?layers=disparue")))])
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        items(widget)["A"].setSelected(True)
        action(widget, "ctdResultAdd").trigger()
        assert until(lambda: window.mainWindow().findChild(LayerDialog))
        yield window.mainWindow().findChild(LayerDialog)


def test_where_the_named_layer_is_not_there_the_user_chooses_among_those_that_are(choice, qgis_new_project):
    """The choice filters whatever accents, by the keyboard alone."""
    shown = choice.findChild(QListWidget)
    texts = [shown.item(row).text() for row in range(3)]
    assert texts == ["Rivières (rivieres)", "Lacs (lacs)", "Mares d’eau <b> (mares)"]
    box = choice.findChild(QLineEdit, "ctdLayerFilter")
    QTest.keyClicks(box, "RIVIERE")
    assert [shown.item(row).text() for row in range(shown.count())] == ["Rivières (rivieres)"]
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert until(lambda: qgis_new_project.mapLayers())
    [layer] = qgis_new_project.mapLayers().values()
    assert "layers=rivieres" in layer.source()


def test_the_choice_given_up_leaves_the_map_alone(choice, widget, qgis_new_project):
    QTest.keyClick(choice, Qt.Key.Key_Escape)
    assert not part(widget, QWidget, "ctdSearchWork").isVisible()
    assert not until(lambda: qgis_new_project.mapLayers(), 0.3)


def test_the_choice_goes_with_the_project(choice, widget, qgis_new_project, flush_deletes):
    qgis_new_project.clear()
    flush_deletes()
    assert sip.isdeleted(choice)
    assert not part(widget, QWidget, "ctdSearchWork").isVisible()


def test_unloading_with_the_choice_open_closes_it(choice, plugin, flush_deletes):
    plugin.unload()
    flush_deletes()
    assert sip.isdeleted(choice) or not choice.isVisible()


def test_more_layers_than_one_can_read_are_counted_and_all_of_them_found(window, windows):
    layers = [ServiceLayer(f"n{number}", f"Couche {number}") for number in range(12_000)]
    chosen = []
    choice = windows.show("ctdLayerChoice", lambda: LayerDialog("A", "x", layers, window.mainWindow()))
    choice.layer_chosen.connect(chosen.append)
    count = choice.findChild(QLabel, "ctdLayerCount")
    assert choice.findChild(QListWidget).count() == 1000
    assert count.text() == "The first 1,000 of 12,000 layers: type words to find the others."
    box = choice.findChild(QLineEdit, "ctdLayerFilter")
    QTest.keyClicks(box, "couche 11999")
    assert count.text() == "1 of 12,000 layers"
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert chosen == ["n11999"]
