"""The extent of a record on the map."""

from __future__ import annotations

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject
from qgis.PyQt.QtCore import QEvent
from qgis.PyQt.QtWidgets import QApplication

from ctd_plugin.catalogues.records import Extent
from ctd_plugin.gui.search.extent_band import ExtentBand
from tests.peers.ckan import holding, package, spatial
from tests.peers.faults import serving
from tests.support.search_tab import bands, items, point_at, search, tree


def test_pointing_at_a_record_shows_its_extent_on_the_map_until_the_pointer_leaves(widget, use, window, plugin):
    window.mapCanvas().setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:2154"))
    data = [package("a", "A", ("WMS", "https://x.fr/wms"), extras=spatial(-3, 47, -1, 49)), package("b", "B")]
    with serving({"/a/": holding(data)}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        assert bands(window) == []
        point_at(widget, items(widget)["A"])
        [band] = bands(window)
        to_map = QgsCoordinateTransform(
            QgsCoordinateReferenceSystem("EPSG:4326"), QgsCoordinateReferenceSystem("EPSG:2154"), QgsProject.instance()
        )
        assert band.asGeometry().contains(to_map.transform(QgsPointXY(-2, 48)))
        assert not band.asGeometry().contains(to_map.transform(QgsPointXY(-4, 48)))
        point_at(widget, items(widget)["B"])
        assert bands(window) == []
        point_at(widget, items(widget)["A"])
        QApplication.sendEvent(tree(widget).viewport(), QEvent(QEvent.Type.Leave))
        assert bands(window) == []
        point_at(widget, items(widget)["A"])
        widget.hide()
        assert bands(window) == []
        QApplication.sendEvent(tree(widget).viewport(), QEvent(QEvent.Type.Leave))
        widget.show()
        point_at(widget, items(widget)["A"])
        assert bands(window)
        plugin.unload()
        assert bands(window) == []


@pytest.mark.parametrize(
    ("extent", "parts"),
    [
        (Extent(-180, -90, 180, 90), 1),
        (Extent(170, -20, -170, -10), 2),
        (Extent(-1.7, 48.1, -1.7, 48.1), 1),
        (Extent(200, 95, 210, 99), 0),
        (None, 0),
    ],
)
@pytest.mark.parametrize("crs", ["EPSG:2154", "EPSG:3857", "EPSG:4326"])
def test_any_extent_is_drawn_in_any_crs_or_left_out(window, extent, parts, crs):
    window.mapCanvas().setDestinationCrs(QgsCoordinateReferenceSystem(crs))
    band = ExtentBand(window.mapCanvas())
    band.show(extent)
    assert len(bands(window)) <= min(parts, 1)
    band.show(None)
    assert bands(window) == []
