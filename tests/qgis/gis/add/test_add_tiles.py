"""Tiles are drawn as what they are, and where they belong."""

from __future__ import annotations

import re

import pytest
from qgis.core import (
    QgsDataSourceUri,
    QgsFeature,
    QgsGeometry,
    QgsRasterLayer,
    QgsVectorLayer,
    QgsVectorTileLayer,
    QgsVectorTileWriter,
)

from ctd_plugin.catalogues.records import LinkKind
from tests.peers.faults import FAULTS, XML, Reply, serving
from tests.support.added_layers import FRANCE, added, colours, fresh_project, link, picture

DESCRIPTION = """<TileMap version="1.0.0"><Title>Plan</Title><SRS>EPSG:3857</SRS>{origin}
<TileFormat width="256" height="256" mime-type="{mime}" extension="{extension}"/><TileSets>
<TileSet order="0" units-per-pixel="156543.0339"/><TileSet order="5" units-per-pixel="4891.969810"/></TileSets>
</TileMap>"""
NORTH = '<Origin x="-20037508.3427892" y="20037508.3427892"/>'
SOUTH = '<Origin x="-20037508.3427892" y="-20037508.3427892"/>'


@pytest.fixture
def project(qgis_new_project):
    with fresh_project() as project:
        yield project


@pytest.fixture(scope="module")
def tiles(qgis_app, tmp_path_factory):
    """A folder of vector tiles, as QGIS writes them: one square over France."""
    folder = tmp_path_factory.mktemp("tiles")
    square = QgsVectorLayer("Polygon?crs=EPSG:4326&field=name:string", "square", "memory")
    feature = QgsFeature(square.fields())
    feature.setGeometry(QgsGeometry.fromRect(FRANCE))
    square.dataProvider().addFeatures([feature])
    destination = QgsDataSourceUri()
    destination.setParam("type", "xyz")
    destination.setParam("url", f"file://{folder}/{{z}}/{{x}}/{{y}}.pbf")
    writer = QgsVectorTileWriter()
    writer.setDestinationUri(bytes(destination.encodedUri()).decode())
    writer.setMinZoom(0)
    writer.setMaxZoom(5)
    writer.setLayers([QgsVectorTileWriter.Layer(square)])
    assert writer.writeTiles(), writer.errorMessage()
    return folder


def from_folder(folder):
    def answer(seen):
        path = folder / seen.path.removeprefix("/plan/")
        return Reply(path.read_bytes(), 200, "application/x-protobuf") if path.is_file() else FAULTS["404"]

    return answer


@pytest.mark.parametrize("way", ["template", "description"])
def test_vector_tiles_are_a_layer_of_vector_tiles(project, tiles, way):
    """They opened as a raster layer, valid and empty."""
    described = DESCRIPTION.format(origin=NORTH, mime="application/x-protobuf", extension="pbf")
    with serving({"/plan": Reply(described.encode(), 200, XML), "/plan/": from_folder(tiles)}) as server:
        layer = added(
            link(LinkKind.TMS, server.url("/plan" if way == "description" else "/plan/{z}/{x}/{y}.pbf")), project
        )
        assert isinstance(layer, QgsVectorTileLayer)
        assert sum(count for colour, count in colours(layer).items() if colour != "#ffffff") > 400
    assert layer.sourceMaxZoom() == (5 if way == "description" else 14)


@pytest.mark.parametrize(("origin", "half"), [(NORTH, 0), (SOUTH, 1), ("", 1)])
def test_rows_of_tiles_are_requested_as_the_description_counts_them(project, origin, half):
    """From the north where its origin lies there, and France is in the first half of the rows."""
    described = DESCRIPTION.format(origin=origin, mime="image/png", extension="png")
    with serving({"/plan": Reply(described.encode(), 200, XML), "/plan/": picture(256, 256)}) as server:
        layer = added(link(LinkKind.TMS, server.url("/plan"), "any name"), project)
        assert isinstance(layer, QgsRasterLayer)
        colours(layer)
        requested = [
            match for seen in server.seen if (match := re.match(r"/plan/([1-9]\d*)/\d+/(\d+)\.png", seen.path))
        ]
    assert {int(match[2]) * 2 // 2 ** int(match[1]) for match in requested} == {half}
