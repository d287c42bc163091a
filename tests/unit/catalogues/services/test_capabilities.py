"""Requests for the layers of map services, and their responses."""

from __future__ import annotations

import json

import pytest

from ctd_plugin.catalogues.registry import Protocol, read_platforms
from ctd_plugin.catalogues.services.capabilities import MAP_SERVICES, layers_url, read_layers, service_url
from ctd_plugin.errors import CtdError
from tests.support.service_responses import OLD_WMS, WFS, WMS

DTD_111 = "http://schemas.opengis.net/wms/1.1.1/WMS_MS_Capabilities.dtd"
# As MapServer, deegree and a cache of tiles begin their responses in version 1.1.1.
DOCTYPES = [
    f'''<?xml version='1.0' encoding="ISO-8859-1" standalone="no" ?>
<!DOCTYPE WMT_MS_Capabilities SYSTEM "{DTD_111}"
 [
 <!ELEMENT VendorSpecificCapabilities EMPTY>
 ]>  <!-- end of DOCTYPE declaration -->''',
    f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE WMT_MS_Capabilities SYSTEM '{DTD_111}'
[
<!ELEMENT VendorSpecificCapabilities EMPTY>
]>""",
    f'''<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- The DTD given here must correspond to the version number below: it isn't read. -->
<!DOCTYPE WMT_MS_Capabilities SYSTEM "{DTD_111}" [
  <!-- Vendor-specific elements are defined here if needed. -->
  <!ELEMENT VendorSpecificCapabilities (TileSet*)>
  <!ELEMENT TileSet (SRS, BoundingBox?, Resolutions, Width, Height, Format, Layers*, Styles*)>
  <!ELEMENT Resolutions (#PCDATA)>
  <!ATTLIST TileSet kind (png | jpeg) "png">
]>''',
    f'<!DOCTYPE WMT_MS_Capabilities SYSTEM "{DTD_111}">',
]
BOMB = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><WMS_Capabilities>&b;</WMS_Capabilities>'


def test_wms_layers_inherit_reference_systems_and_groups_without_a_name_are_left_out() -> None:
    communes, routes = read_layers(Protocol.WMS, WMS.encode())
    assert (communes.name, communes.title) == ("communes", "Les <communes>")
    assert communes.crs == ("EPSG:2154", "EPSG:3857")
    assert communes.formats == ("image/jpeg", "image/png")
    assert (routes.name, routes.title, routes.crs) == ("routes", "routes", ("EPSG:2154",))


def test_an_old_wms_is_read_too_and_its_dtd_is_not_fetched() -> None:
    (layer,) = read_layers(Protocol.WMS, OLD_WMS.encode())
    assert (layer.name, layer.crs) == ("a", ("EPSG:2154", "EPSG:4326"))


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_an_old_wms_declares_elements_of_its_own(doctype: str) -> None:
    """All seven real responses in version 1.1.1 were refused."""
    body = OLD_WMS[OLD_WMS.index("<WMT_MS") :].replace("<Name>a", "<Title>Forêts</Title><Name>a")
    content = f"{doctype}\n{body}".encode("iso-8859-1" if "ISO-8859-1" in doctype else "utf-8")
    (layer,) = read_layers(Protocol.WMS, content)
    assert (layer.name, layer.title, layer.crs) == ("a", "Forêts", ("EPSG:2154", "EPSG:4326"))


def test_the_reference_systems_of_a_group_are_those_of_its_layers_and_the_same_for_all() -> None:
    """They were copied to each layer."""
    first, second = "<Layer><Name>a</Name></Layer>", "<Layer><Name>b</Name><CRS>IGNF:1</CRS><CRS>EPSG:1</CRS></Layer>"
    group = "<Layer><CRS>EPSG:1</CRS><CRS>EPSG:2</CRS>"
    root = f"<WMS_Capabilities><Capability>{group}{first}{first}{second}</Layer></Capability></WMS_Capabilities>"
    one, two, three = read_layers(Protocol.WMS, root.encode())
    assert one.crs is two.crs
    assert one.crs == ("EPSG:1", "EPSG:2")
    assert list(three.crs) == ["EPSG:1", "EPSG:2", "IGNF:1"]
    assert (three.crs[0], three.crs[-1], "EPSG:2" in three.crs, "EPSG:3" in three.crs) == (
        "EPSG:1",
        "IGNF:1",
        True,
        False,
    )
    assert hash(one) == hash(two)


@pytest.mark.parametrize("url", ["http://[::1", "http://a.fr:x/wms", "file:///etc/passwd", "", "http://"])
def test_what_is_no_address_of_the_web_stays_as_it_is(url: str) -> None:
    for protocol in MAP_SERVICES:
        assert (layers_url(protocol, url), service_url(protocol, url)) == (url, url)


def test_wfs_feature_types_are_read_whatever_their_prefix() -> None:
    (layer,) = read_layers(Protocol.WFS, WFS.encode())
    assert (layer.name, layer.title) == ("ns:lycees", "Lycées")


def test_collections_of_features_are_read_and_others_left_out() -> None:
    collections = [{"id": "a", "title": "A"}, {"id": "b", "title": None}, {"id": "c", "itemType": "record"}, {"id": 5}]
    found = read_layers(Protocol.OGCAPI_FEATURES, json.dumps({"collections": collections}).encode())
    assert [(layer.name, layer.title) for layer in found] == [("a", "A"), ("b", "b")]


@pytest.mark.parametrize("protocol", MAP_SERVICES)
@pytest.mark.parametrize(
    "content",
    [b"", b"<html><p>login</html>", b"[1]", b'{"collections": [3]}', BOMB.encode(), BOMB.encode("utf-16"), b"\xff\xfe"],
)
def test_another_response_is_refused_in_a_sentence(protocol: Protocol, content: bytes) -> None:
    with pytest.raises(CtdError, match="open the address in a browser"):
        read_layers(protocol, content)


def nested(depth: int) -> bytes:
    deep = "<Layer>" * depth + "<Name>x</Name>" + "</Layer>" * depth
    return f"<WMS_Capabilities><Capability>{deep}</Capability></WMS_Capabilities>".encode()


def test_layers_may_be_nested_but_not_so_deep_that_they_end_the_run() -> None:
    (layer,) = read_layers(Protocol.WMS, nested(200))
    assert layer.name == "x"
    with pytest.raises(CtdError, match="not from a WMS service"):
        read_layers(Protocol.WMS, nested(100_000))


@pytest.mark.parametrize(
    ("protocol", "url", "asked", "base"),
    [
        (Protocol.WMS, "https://a.fr/wms", "https://a.fr/wms?SERVICE=WMS&REQUEST=GetCapabilities", "https://a.fr/wms"),
        (Protocol.WMS, "http://a.fr/wms?", "http://a.fr/wms?SERVICE=WMS&REQUEST=GetCapabilities", "http://a.fr/wms"),
        (
            Protocol.WFS,
            "https://a.fr/ows?map=x&request=GetCapabilities&SERVICE=WFS&version=1.0.0",
            "https://a.fr/ows?map=x&SERVICE=WFS&REQUEST=GetCapabilities",
            "https://a.fr/ows?map=x",
        ),
        (
            Protocol.OGCAPI_FEATURES,
            "https://a.fr/api/ogc-features/collections.json",
            "https://a.fr/api/ogc-features/collections.json",
            "https://a.fr/api/ogc-features",
        ),
        (Protocol.OGCAPI_FEATURES, "https://a.fr/api/", "https://a.fr/api/collections?f=json", "https://a.fr/api"),
        (
            Protocol.OGCAPI_FEATURES,
            "https://a.fr/ogc?map=/a%20b.map&f=html",
            "https://a.fr/ogc/collections?map=/a%20b.map&f=json",
            "https://a.fr/ogc?map=/a%20b.map",
        ),
        (
            Protocol.WMS,
            "https://a.fr/cgi?MAP=/c%C3%B4tes.map&Service=WMS&REQUEST=GetMap&key=a+b%2Fc&",
            "https://a.fr/cgi?MAP=/c%C3%B4tes.map&key=a+b%2Fc&SERVICE=WMS&REQUEST=GetCapabilities",
            "https://a.fr/cgi?MAP=/c%C3%B4tes.map&key=a+b%2Fc",
        ),
    ],
)
def test_services_are_asked_at_their_address_with_its_own_parameters(
    protocol: Protocol, url: str, asked: str, base: str
) -> None:
    """MAP= is kept as it is written, `Service=` and `REQUEST=` are not."""
    assert layers_url(protocol, url) == asked
    assert service_url(protocol, url) == base


def test_every_bundled_map_service_can_be_asked() -> None:
    endpoints = [e for p in read_platforms() for e in p.endpoints if e.protocol in MAP_SERVICES]
    assert len(endpoints) > 20
    assert all(layers_url(e.protocol, e.url).startswith("http") for e in endpoints)


def test_comments_inside_a_name_are_not_part_of_it() -> None:
    content = WFS.replace("ns:lycees", "ns:<!-- old -->lycees<?php x?>")
    assert read_layers(Protocol.WFS, content.encode())[0].name == "ns:lycees"


def test_a_collection_without_items_is_no_layer_of_features() -> None:
    """A coverage does not say what it holds, as features need not."""
    relation = "http://www.opengis.net/def/rel/ogc/1.0/coverage"
    rows = [
        {"id": "relief", "links": [{"rel": "self"}, {"rel": relation}]},
        {"id": "communes", "links": [{"rel": "items"}, {"rel": relation.replace("coverage", "tilesets-vector")}]},
        {"id": "routes", "links": [{"rel": "self"}, None]},
        {"id": "lieux", "links": {}},
    ]
    layers = read_layers(Protocol.OGCAPI_FEATURES, json.dumps({"collections": rows}).encode())
    assert [layer.name for layer in layers] == ["communes", "routes", "lieux"]
