"""What QGIS's providers ask is the address that they were given, whatever its parameters hold."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from urllib.parse import parse_qs, urlsplit

import pytest
from qgis.core import Qgis, QgsRasterLayer, QgsVectorLayer

from ctd_plugin.catalogues.records import LinkKind
from ctd_plugin.catalogues.services.capabilities import ServiceLayer
from ctd_plugin.errors import CtdError
from ctd_plugin.gis.add.provider_uri import layer_source
from tests.peers.faults import JSON, XML, Reply, serving
from tests.support.added_layers import OLD_WMS, colours, picture

pytestmark = pytest.mark.usefixtures("clean_network")

QUERIES = [
    "map=a%26b",
    "map=a%2526b",
    "map=%2Fsrv%2Fa%20b.qgs",
    "map=a+b",
    "map=a%2Bb",
    "map=%C3%A9",
    "map=a%3Db&x=%23",
    "map=a%25",
    "map=;a;b",
    "map=a%3Bb",
    "key=a%26SERVICE%3DX&map=y",
    "map=a%27b%22c",
    "a=1&a=2",
]
LAYER = ServiceLayer("cadastre", "x", ("EPSG:4326",), ("image/png",), (("g", "EPSG:3857"),))


def opened(kind, url, layer=LAYER):
    source = layer_source(kind, url, layer)
    make = QgsRasterLayer if source.type == Qgis.LayerType.Raster else QgsVectorLayer
    return make(source.uri, "x", source.provider)


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(
    ("kind", "path"),
    [
        (LinkKind.WMS, "/wms"),
        (LinkKind.WMTS, "/wmts"),
        (LinkKind.WFS, "/wfs"),
        (LinkKind.OGCAPI_FEATURES, "/api"),
    ],
)
def test_parameters_reach_the_server_as_they_were_written(kind, path, query):
    """The WMS provider was told `a&b` for `a%26b`."""
    with serving({"/wfs": Reply(b"<x/>", 200, XML), "/api": Reply(b"{}", 200, JSON)}) as server:
        server.replies["/wms"] = Reply(OLD_WMS.format(url=server.url("/wms?")).encode(), 200, XML)
        server.replies["/wmts"] = Reply(b"<Capabilities/>", 200, XML)
        opened(kind, server.url(f"{path}?{query}"))
        requested = [seen.target for seen in server.seen]
    assert requested
    assert [target for target in requested if not target.startswith(f"{path}?{query}")] == []


@pytest.mark.parametrize("name", ["a&b", "é à", "a+b", "a=b", "a#b", "a'b", 'a"b', "{z}", "a;b?c", "[a]|b~"])
def test_names_of_layers_reach_the_server_as_they_are(name):
    """As far as a picture of the map."""
    with serving({}) as server:
        own = server.url("/wms?map=a%26b&")
        described = OLD_WMS.format(url=own.replace("&", "&amp;")).replace("cadastre", escape(name))
        server.replies["/wms"] = lambda seen: (
            picture(60, 60) if "GetMap" in seen.target else Reply(described.encode(), 200, XML)
        )
        layer = opened(LinkKind.WMS, own.rstrip("&"), replace(LAYER, name=name))
        assert layer.isValid()
        colours(layer)
        drawn = [seen.target for seen in server.seen if "GetMap" in seen.target]
    assert drawn
    for target in drawn:
        assert target.startswith("/wms?map=a%26b&")
        assert parse_qs(urlsplit(target).query)["LAYERS"] == [name]


@pytest.mark.parametrize("place", ["FeatureServer", "MapServer"])
def test_a_layer_of_arcgis_is_requested_by_its_path(place):
    """A number behind the parameters named no layer."""
    with serving({"/": Reply(b"{}", 200, JSON)}) as server:
        layer = ServiceLayer("7", "x", ("EPSG:4326",))
        opened(LinkKind.ARCGIS, server.url(f"/rest/services/a/{place}?map=a%26b"), layer)
        requested = [seen.path for seen in server.seen]
    assert requested[-1] == f"/rest/services/a/{place}/7"


@pytest.mark.parametrize("query", QUERIES)
def test_tiles_are_requested_with_their_parameters(query):
    """Also where the address is a template."""
    with serving({"/": picture(256, 256)}) as server:
        template = server.url(f"/{{z}}/{{x}}/{{y}}.png?{query}")
        if any(sign in query for sign in ("%26", "%23", "%25", "%2B", "%3D")):
            with pytest.raises(CtdError, match="encoded characters"):
                opened(LinkKind.TMS, server.url("/"), ServiceLayer(template, "x"))
            return
        layer = opened(LinkKind.TMS, server.url("/"), ServiceLayer(template, "x"))
        assert layer.isValid()
        colours(layer)
        requested = [seen.target for seen in server.seen]
    assert requested
    assert [target for target in requested if not target.endswith(f".png?{query}")] == []
