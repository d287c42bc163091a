"""What services offer, and which layer a link means."""

from __future__ import annotations

import json

import pytest

from ctd_plugin.catalogues.http.exchange import CatalogueError, Conversation, FailureReason, Response
from ctd_plugin.catalogues.records import Link, LinkKind
from ctd_plugin.catalogues.services.capabilities import ServiceLayer
from ctd_plugin.catalogues.services.link_types import link_from_url
from ctd_plugin.catalogues.services.service_layers import Capabilities, match_layer, request_capabilities
from ctd_plugin.catalogues.services.tiles import VECTOR_TILES, short_crs, tile_template
from ctd_plugin.errors import CtdError
from tests.support.service_responses import OLD_WMS, WFS, WMS, WMTS


def capabilities_from(conversation: Conversation[Capabilities], *responses: Response) -> tuple[Capabilities, list[str]]:
    """Return the result of a conversation with these responses, and the URLs of its requests."""
    pending, asked = list(responses), []
    try:
        request = next(conversation)
        while True:
            asked.append(request.url)
            request = conversation.send(pending.pop(0))
    except StopIteration as end:
        return end.value, asked


def ok(text: str) -> Response:
    return Response(200, text.encode())


def test_a_wms_is_asked_once_where_it_answers() -> None:
    offer, asked = capabilities_from(request_capabilities(Link(LinkKind.WMS, "https://a.fr/wms?map=x")), ok(WMS))
    assert asked == ["https://a.fr/wms?map=x&SERVICE=WMS&REQUEST=GetCapabilities"]
    assert offer.url == "https://a.fr/wms?map=x"
    assert [layer.name for layer in offer.layers] == ["communes", "routes"]


@pytest.mark.parametrize("first", [Response(500, b"boom"), ok("<html/>"), Response(404, b"")])
def test_a_wms_that_fails_is_asked_in_its_old_version_which_its_address_keeps(first: Response) -> None:
    offer, asked = capabilities_from(request_capabilities(Link(LinkKind.WMS, "https://a.fr/wms")), first, ok(OLD_WMS))
    assert asked[1].endswith("&VERSION=1.1.1")
    assert offer.url == "https://a.fr/wms?VERSION=1.1.1"


def test_a_wms_that_fails_twice_gives_what_it_said_first_and_one_that_refuses_is_not_asked_again() -> None:
    with pytest.raises(CatalogueError, match="500, “boom”"):
        capabilities_from(
            request_capabilities(Link(LinkKind.WMS, "https://a.fr/wms")), Response(500, b"boom"), Response(404, b"")
        )
    with pytest.raises(CatalogueError, match="access denied: 403"):
        capabilities_from(request_capabilities(Link(LinkKind.WMS, "https://a.fr/wms")), Response(403, b""))


def test_a_wmts_gives_grids_with_their_reference_system_and_its_usual_style() -> None:
    offer, asked = capabilities_from(
        request_capabilities(Link(LinkKind.WMTS, "https://a.fr/wmts?apikey=x&VERSION=1")), ok(WMTS)
    )
    assert asked == ["https://a.fr/wmts?apikey=x&SERVICE=WMTS&REQUEST=GetCapabilities&VERSION=1.0.0"]
    assert offer.url == asked[0]
    (layer,) = offer.layers
    assert (layer.name, layer.title, layer.style) == ("PLAN", "Plan IGN", "normal")
    assert layer.grids == (("PM", "EPSG:3857"), ("L93", "EPSG:2154"))
    address = "https://a.fr/1.0.0/WMTSCapabilities.xml"
    assert capabilities_from(request_capabilities(Link(LinkKind.WMTS, address)), ok(WMTS))[1] == [address]


def test_feature_services_tell_their_reference_systems_as_they_write_them() -> None:
    content = WFS.replace("<wfs:Title>Lyc", "<wfs:DefaultCRS>urn:ogc:def:crs:EPSG::2154</wfs:DefaultCRS><wfs:Title>Lyc")
    offer, _ = capabilities_from(request_capabilities(Link(LinkKind.WFS, "https://a.fr/wfs")), ok(content))
    assert offer.layers[0].crs == ("urn:ogc:def:crs:EPSG::2154",)
    report = '<ows:ExceptionReport xmlns:ows="x"><ows:ExceptionText>fermé</ows:ExceptionText></ows:ExceptionReport>'
    with pytest.raises(CatalogueError, match="fermé"):
        capabilities_from(request_capabilities(Link(LinkKind.WFS, "https://a.fr/wfs")), ok(report))


def test_arcgis_gives_layers_by_number_and_bad_rows_are_left_out() -> None:
    service = {
        "currentVersion": 10,
        "mapName": None,
        "spatialReference": {"wkid": 102100, "latestWkid": 3857},
        "layers": [{"id": 0, "name": "Routes"}, None, {"id": "x"}, {"id": 2, "name": None}],
    }
    features = capabilities_from(
        request_capabilities(Link(LinkKind.ARCGIS, "https://a.fr/FeatureServer/")), ok(json.dumps(service))
    )
    assert features[1] == ["https://a.fr/FeatureServer?f=json"]
    assert [(layer.name, layer.title) for layer in features[0].layers] == [("0", "Routes"), ("2", "2")]
    assert features[0].layers[0].crs == ("EPSG:3857",)
    drawn, _ = capabilities_from(
        request_capabilities(Link(LinkKind.ARCGIS, "https://a.fr/MapServer")), ok(json.dumps(service))
    )
    assert [layer.name for layer in drawn.layers] == ["", "0", "2"]


@pytest.mark.parametrize("text", ["[]", "{}", "null", '{"error": {"code": 500, "message": null}}', "<html/>"])
def test_what_is_not_arcgis_is_refused(text: str) -> None:
    with pytest.raises(CtdError):
        capabilities_from(request_capabilities(Link(LinkKind.ARCGIS, "https://a.fr/MapServer")), ok(text))


def test_a_tms_that_lists_one_map_is_followed_to_its_tiles() -> None:
    listing = (
        '<TileMapService><TileMaps><TileMap title="Plan" srs="OSGEO:41001" href="plan"/></TileMaps></TileMapService>'
    )
    tiles = '<TileMap><Title>Plan</Title><SRS>EPSG:3857</SRS><TileFormat extension="jpg"/></TileMap>'
    offer, asked = capabilities_from(
        request_capabilities(Link(LinkKind.TMS, "https://a.fr/tms/1.0.0/")), ok(listing), ok(tiles)
    )
    assert asked == ["https://a.fr/tms/1.0.0/", "https://a.fr/tms/1.0.0/plan"]
    assert [layer.name for layer in offer.layers] == ["https://a.fr/tms/1.0.0/plan/{z}/{x}/{-y}.jpg"]
    with pytest.raises(CatalogueError) as caught:
        capabilities_from(request_capabilities(Link(LinkKind.TMS, "https://a.fr/tms")), ok("<other/>"))
    assert caught.value.reason is FailureReason.UNREADABLE


@pytest.mark.parametrize("href", ["http://[::1", "http://[", "//[x]y", "http://a.fr:x/", "\u2100://a\u2100.fr/"])
def test_a_tile_map_at_an_address_that_is_none_raises_nothing_else(href: str) -> None:
    """Python's urljoin raised."""
    listing = f'<TileMapService><TileMap title="Plan" srs="EPSG:3857" href="{href}"/></TileMapService>'
    others = "".join(f'<TileMap title="{name}" srs="EPSG:3857" href="{name}"/>' for name in "bc") + "</TileMapService>"
    offer, _ = capabilities_from(
        request_capabilities(Link(LinkKind.TMS, "https://a.fr/tms")), ok(listing.replace("</TileMapService>", others))
    )
    assert [layer.name for layer in offer.layers[-2:]] == ["https://a.fr/b", "https://a.fr/c"]
    capabilities_from(request_capabilities(Link(LinkKind.WMTS, href)), ok(WMTS))


@pytest.mark.parametrize(
    ("url", "template"),
    [
        ("https://{s}.a.fr/{z}/{x}/{y}{r}.png", "https://a.a.fr/{z}/{x}/{y}.png"),
        ("https://a.fr/%7Bz%7D/%7Bx%7D/%7B-y%7D.png", "https://a.fr/{z}/{x}/{-y}.png"),
        (
            "https://a.fr/wmts?TILEMATRIX={TileMatrix}&TILEROW={TileRow}&TILECOL={TileCol}",
            "https://a.fr/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}",
        ),
        ("https://a.fr/{z}/tiles", ""),
        ("https://a.fr/tms/1.0.0", ""),
    ],
)
def test_addresses_of_tiles_are_written_as_qgis_wants_them(url: str, template: str) -> None:
    assert tile_template(url) == template


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("EPSG:2154", "EPSG:2154"),
        ("urn:ogc:def:crs:EPSG::2154", "EPSG:2154"),
        ("urn:ogc:def:crs:EPSG:6.18.3:3857", "EPSG:3857"),
        ("http://www.opengis.net/def/crs/EPSG/0/2154", "EPSG:2154"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"),
        ("CRS:84", "EPSG:4326"),
        ("EPSG:", ""),
        ("EPSG:2154:", ""),
        ("", ""),
        ("lambert", ""),
    ],
)
def test_reference_systems_are_known_however_they_are_written(text: str, short: str) -> None:
    assert short_crs(text) == short


def layers(*names: str, **titles: str) -> list[ServiceLayer]:
    return [ServiceLayer(name, titles.get(name, name)) for name in names]


@pytest.mark.parametrize(
    ("url", "name", "offered", "meant"),
    [
        ("https://a.fr/wfs", "ns:b", ["ns:a", "ns:b"], "ns:b"),
        ("https://a.fr/geoserver/eau/wfs", "captages", ["sol:captages", "eau:captages"], "eau:captages"),
        ("https://a.fr/geoserver/eau/wms", "eau:captages", ["captages", "forages"], "captages"),
        ("https://a.fr/wms", "captages", ["eau:captages", "eau:forages"], "eau:captages"),
        ("https://a.fr/wms", "captages", ["eau:captages", "sol:captages"], None),
        ("https://a.fr/wms", "CAPTAGES D'EAU", ["captages_d'eau", "x"], "captages_d'eau"),
        ("https://a.fr/wms", "forêts", ["Forets", "x"], "Forets"),
        ("https://a.fr/wms", "a", ["A", "a"], "a"),
        ("https://a.fr/wms", "autre", ["a"], None),
        ("https://a.fr/wms", "", ["a"], "a"),
        ("https://a.fr/wms", "", ["a", "b"], None),
        ("https://a.fr/MapServer", "", ["", "0"], ""),
        ("https://a.fr/wms", "a", [], None),
    ],
)
def test_the_layer_meant_is_found_by_name_workspace_case_or_not_at_all(
    url: str, name: str, offered: list[str], meant: str | None
) -> None:
    """Names without a workspace, and names in other letters."""
    found = match_layer(Link(LinkKind.WMS, url, name), layers(*offered))
    assert (found.name if found else None) == meant


def test_a_title_finds_its_layer_but_not_one_of_two() -> None:
    """The link's name is a title."""
    offered = layers("a", "b", "c", a="Captages d’eau", b="Forages", c="Forages")
    assert match_layer(Link(LinkKind.WMS, "https://a.fr", "captages d'eau"), offered) == offered[0]
    assert match_layer(Link(LinkKind.WMS, "https://a.fr", "", "Captages d’eau"), offered) == offered[0]
    assert match_layer(Link(LinkKind.WMS, "https://a.fr", "Forages"), offered) is None


def tile_map(title: str = "Plan", extension: str = "png", body: str = "", mime: str = "") -> Response:
    form = f'<TileFormat width="256" height="256" extension="{extension}" mime-type="{mime}"/>'
    return ok(f'<TileMap version="1.0.0"><Title>{title}</Title><SRS>EPSG:3857</SRS>{form}{body}</TileMap>')


def listing(*hrefs: str) -> Response:
    maps = "".join(f'<TileMap title="Titre {href[-1:]}" srs="EPSG:3857" href="{href}"/>' for href in hrefs)
    return ok(f"<TileMapService><TileMaps>{maps}</TileMaps></TileMapService>")


@pytest.mark.parametrize(
    ("body", "row"),
    [
        ("", "{-y}"),
        ('<Origin x="-20037508.34" y="-20037508.34"/>', "{-y}"),
        ('<Origin x="-20037508.3427892" y="20037508.3427892"/>', "{y}"),
        ('<Origin x="-2.003750834E7" y="-2.0037508E7"/>', "{-y}"),
        ('<Origin x="ouest" y="sud"/>', "{-y}"),
        # GDAL writes the corner of the data, in degrees.
        ('<Origin x="-1.7" y="48.1"/><TileSets profile="mercator"/>', "{-y}"),
    ],
)
def test_the_rows_of_tiles_are_counted_from_where_the_description_has_its_origin(body: str, row: str) -> None:
    """The national map server counts from the north."""
    offer, _ = capabilities_from(
        request_capabilities(Link(LinkKind.TMS, "https://a.fr/tms/1.0.0/plan")), tile_map(body=body)
    )
    assert [layer.name for layer in offer.layers] == [f"https://a.fr/tms/1.0.0/plan/{{z}}/{{x}}/{row}.png"]


@pytest.mark.parametrize(
    "body",
    [
        '<Origin x="600000" y="6200000"/>',
        '<Origin x="-20037508.34" y="0"/>',
        # Its level 0 is what others call 1.
        '<TileSets><TileSet order="0" units-per-pixel="78271.517"/></TileSets>',
        '<TileSets><TileSet order="1e300" units-per-pixel="1"/></TileSets>',
    ],
)
def test_tiles_in_a_grid_of_their_own_are_not_drawn_elsewhere_than_they_belong(body: str) -> None:
    """QGIS knows one grid of tiles; in another the map would lie elsewhere."""
    assert (
        capabilities_from(request_capabilities(Link(LinkKind.TMS, "https://a.fr/plan")), tile_map(body=body))[0].layers
        == ()
    )


@pytest.mark.parametrize(
    ("url", "tiles"),
    [
        ("https://a.fr/plan/", "https://a.fr/plan/{z}/{x}/{-y}.png"),
        ("https://a.fr/plan?key=a%26b", "https://a.fr/plan/{z}/{x}/{-y}.png?key=a%26b"),
        ("https://a.fr/plan/tilemapresource.xml", "https://a.fr/plan/{z}/{x}/{-y}.png"),
    ],
)
def test_tiles_lie_below_their_description_or_beside_it_where_that_is_a_file(url: str, tiles: str) -> None:
    """The file is what GDAL writes with its tiles."""
    assert [
        layer.name for layer in capabilities_from(request_capabilities(Link(LinkKind.TMS, url)), tile_map())[0].layers
    ] == [tiles]


def test_the_levels_of_a_description_are_those_that_are_asked_for() -> None:
    """Beyond the last, each tile would be asked for in vain."""
    sets = "".join(f'<TileSet order="{n}" units-per-pixel="{156543.0339 / 2**n}"/>' for n in (0, 1, 18))
    body = f"<TileSets>{sets}<TileSet/><TileSet order='inf'/><TileSet order='nan'/></TileSets>"
    (layer,) = capabilities_from(request_capabilities(Link(LinkKind.TMS, "https://a.fr/plan")), tile_map(body=body))[
        0
    ].layers
    assert layer.deepest == 18


@pytest.mark.parametrize(
    ("response", "vector"),
    [
        (tile_map(extension="pbf"), True),
        (tile_map(extension="mvt"), True),
        (tile_map(extension="bin", mime="application/vnd.mapbox-vector-tile"), True),
        (tile_map(extension="x", mime="application/x-protobuf"), True),
        (tile_map(extension="png8"), False),
        (tile_map(extension="tif"), False),
    ],
)
def test_vector_tiles_are_distinguished_from_pictures(response: Response, vector: bool) -> None:
    """They opened as a raster layer, which stayed empty."""
    (layer,) = capabilities_from(request_capabilities(Link(LinkKind.TMS, "https://a.fr/plan")), response)[0].layers
    assert (layer.formats == (VECTOR_TILES,)) is vector


@pytest.mark.parametrize(
    ("url", "format", "vector"),
    [
        ("https://a.fr/{z}/{x}/{y}.pbf?key=1", "", True),
        ("https://a.fr/{z}/{x}/{y}.mvt", "", True),
        ("https://a.fr/{z}/{x}/{y}", "application/vnd.mapbox-vector-tile", True),
        ("https://a.fr/{z}/{x}/{y}.png", "", False),
        ("https://a.fr/{z}/{x}/{y}", "image/png", False),
    ],
)
def test_a_template_of_vector_tiles_is_distinguished_from_one_of_pictures(url: str, format: str, vector: bool) -> None:
    link = link_from_url(url, format=format, name="Plan")
    assert link
    assert link.kind is LinkKind.TMS
    (layer,) = capabilities_from(request_capabilities(link))[0].layers
    assert (layer.formats == (VECTOR_TILES,)) is vector
    assert match_layer(link, (layer,)) is layer


def test_tiles_that_are_neither_pictures_nor_vector_tiles_are_no_layer() -> None:
    """GeoServer's cache has GeoJSON and TopoJSON too."""
    assert (
        capabilities_from(request_capabilities(Link(LinkKind.TMS, "https://a.fr/plan")), tile_map(extension="geojson"))[
            0
        ].layers
        == ()
    )
    assert (
        capabilities_from(request_capabilities(Link(LinkKind.TMS, "https://a.fr/{z}/{x}/{y}.topojson")))[0].layers == ()
    )


def test_a_wmts_offers_its_pictures_alone() -> None:
    """The cache of a GeoServer has vector tiles of each layer, and of some nothing else."""
    both = WMTS.replace("<Format>image/png</Format>", f"<Format>{VECTOR_TILES}</Format><Format>image/png</Format>")
    (layer,) = capabilities_from(request_capabilities(Link(LinkKind.WMTS, "https://a.fr/wmts")), ok(both))[0].layers
    assert layer.formats == ("image/png",)
    alone = ok(WMTS.replace("image/png", VECTOR_TILES))
    assert capabilities_from(request_capabilities(Link(LinkKind.WMTS, "https://a.fr/wmts")), alone)[0].layers == ()


@pytest.mark.parametrize(
    "name", ["PLAN.IGN", "plan.ign", "Titre b", "ns:PLAN.IGN"], ids=["name", "case", "title", "workspace"]
)
def test_a_tile_map_meant_by_name_is_found_by_name(name: str) -> None:
    """Users had to choose from a list of several, even where the record named one."""
    link = link_from_url("https://a.fr/tms/1.0.0/", protocol="OGC:TMS", name=name)
    assert link
    cached = "https://a.fr/tms/1.0.0/ns:PLAN.IGN@EPSG%3A900913@png"
    maps = listing("ORTHO/a", "PLAN.IGN/b") if name.startswith("Titre") else listing("ORTHO/", cached)
    offer, asked = capabilities_from(request_capabilities(link), maps, tile_map("Plan IGN"))
    assert len(asked) == 2
    assert "PLAN.IGN" in asked[1]
    (layer,) = offer.layers
    assert (layer.title, match_layer(link, offer.layers)) == ("Plan IGN", layer)


def test_a_tile_map_that_is_not_listed_is_asked_about() -> None:
    """The only one listed is not the one that is meant by another name."""
    link = Link(LinkKind.TMS, "https://a.fr/tms", "absente")
    for offered in (("a",), ("a", "b")):
        offer, _ = capabilities_from(request_capabilities(link), listing(*offered))
        assert [layer.name for layer in offer.layers] == [f"https://a.fr/{name}" for name in offered]
        assert match_layer(link, offer.layers) is None


@pytest.mark.parametrize(
    "href",
    [
        "file:///tmp/{z}/{x}/{y}.png",
        "FILE://hote/partage",
        "javascript:alert(1)",
        "ftp://a.fr/plan",
        "http://[::1",
    ],
)
def test_a_tile_map_leads_to_the_web_or_is_not_listed(href: str) -> None:
    """A file was added as a layer; a broken address was an error of Python's."""
    for hrefs in ((href,), (href, "b")):
        offer, asked = capabilities_from(
            request_capabilities(Link(LinkKind.TMS, "https://a.fr/tms", "absente")), listing(*hrefs)
        )
        assert [layer.name for layer in offer.layers] == [f"https://a.fr/{name}" for name in hrefs[1:]]
        assert asked == ["https://a.fr/tms"]


def test_a_list_of_tile_maps_that_leads_to_itself_ends() -> None:
    """It was asked for again and again."""
    circle = listing("/tms")
    offer, asked = capabilities_from(request_capabilities(Link(LinkKind.TMS, "https://a.fr/tms")), *[circle] * 5)
    assert (offer.layers, len(asked)) == ((), 3)
