"""What a link of a record is taken for: its kind, the address that is kept of it, and the layer it means."""

from __future__ import annotations

import pytest

from ctd_plugin.catalogues.records import Link, LinkKind
from ctd_plugin.catalogues.services.link_types import distinct_links, link_from_url, links_from_url, qualified_layer

NOTHING = "https://carto.fr/donnees/communes"


def kind(url: str, **described: str) -> str:
    link = link_from_url(url, **described)
    assert link
    return str(link.kind)


@pytest.mark.parametrize(
    ("protocol", "expected"),
    [
        ("", "page"),
        ("WWW:LINK-1.0-http--link", "page"),
        ("WWW:LINK", "page"),
        ("WWW:DOWNLOAD-1.0-http--download", "file"),
        ("Téléchargement", "file"),
        ("OGC:WMS", "wms"),
        ("OGC:WMS-1.3.0-http-get-map", "wms"),
        ("OGC:WMS-http-get-capabilities", "wms"),
        ("http://www.opengis.net/def/serviceType/ogc/wms", "wms"),
        ("OGC:WFS", "wfs"),
        ("OGC:WFS-1.1.0-http-get-feature", "wfs"),
        ("OGC:WMTS", "wmts"),
        ("wmts", "wmts"),
        ("TMS", "tms"),
        ("ESRI:REST", "arcgis"),
        ("OGC API - Features", "ogcapi-features"),
        ("OGC API - Records", "page"),
        ("OGC:WPS", "page"),
        ("OGC:CSW", "page"),
        ("text/html", "page"),
        ("Adresse Internet (http)", "page"),
    ],
)
def test_a_protocol_gives_the_kind_where_the_address_does_not(protocol: str, expected: str) -> None:
    """Each spelling found in real records."""
    assert kind(NOTHING, protocol=protocol) == expected
    assert kind(NOTHING, protocol=protocol.lower()) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://carto.fr/x?Service=WFS&REQUEST=GetCapabilities", "wfs"),
        ("https://carto.fr/x?service=CSW&request=GetCapabilities", "page"),
        ("https://carto.fr/x?request=GetCapabilities", "wms"),
        ("https://carto.fr/x?request=GetFeature&typeName=a&outputFormat=application/json", "wfs"),
        ("https://carto.fr/x?REQUEST=GetTile&LAYER=a", "wmts"),
        ("https://carto.fr/geoserver/wms", "wms"),
        ("https://carto.fr/geoserver/urba/wfs?", "wfs"),
        ("https://carto.fr/geoserver/gwc/service/wmts", "wmts"),
        ("https://data.geopf.fr/wfs/ows", "wfs"),
        ("https://data.geopf.fr/wms-r/wms", "wms"),
        ("https://data.geopf.fr/tms/1.0.0/", "tms"),
        ("https://datacarto.fr/wfs/6b8854f9-6f49-41ef-bc1b-ecbc465708be", "wfs"),
        ("https://carto.fr/cgi-bin/mapserv?map=/srv/a.map", "wms"),
        ("https://carto.fr/qgis?MAP=/srv/a.qgz", "wms"),
        ("https://tuiles.fr/{z}/{x}/{y}.png", "tms"),
        ("https://tuiles.fr/%7Bz%7D/%7Bx%7D/%7By%7D.png", "tms"),
        ("https://carto.fr/1.0.0/wmts/1.0.0/WMTSCapabilities.xml", "wmts"),
        ("https://carto.fr/arcgis/rest/services/Eau/MapServer", "arcgis"),
        ("https://carto.fr/arcgis/rest/services/Eau/FeatureServer/3/query?f=json", "arcgis"),
        ("https://carto.fr/arcgis/services/Eau/MapServer/WMSServer", "wms"),
        ("https://admin.fr/api/ogc-features/collections.json", "ogcapi-features"),
        ("https://carto.fr/ogc/features/collections/communes/items?f=json", "ogcapi-features"),
        ("https://carto.fr/ogc/collections/communes", "ogcapi-features"),
        ("https://carto.fr/communes.geojson?x=1", "geojson"),
        ("https://carto.fr/wms/communes.gpkg", "file"),
        ("https://carto.fr/communes.csv", "file"),
        ("https://carto.fr/communes.geojson.zip", "file"),
        ("https://ogc.fr/wxs?map=communes", "wms"),
        ("https://carto.fr/wms/notice.pdf", "page"),
        ("https://carto.fr/legende.png", "page"),
        ("https://donnees.fr/explore/dataset/lycees/", "page"),
        ("https://donnees.fr/explore/dataset/lycees/information/?disjunctive.a", "page"),
        ("https://donnees.fr/api/explore/v2.1/catalog/datasets/lycees/exports/geojson", "geojson"),
        ("https://donnees.fr/api/explore/v2.0/catalog/datasets/lycees/exports/xlsx?lang=fr", "file"),
        ("https://donnees.fr/explore/dataset/lycees/download/?format=csv", "file"),
    ],
)
@pytest.mark.parametrize("protocol", ["", "WWW:LINK-1.0-http--link", "WWW:DOWNLOAD-1.0-http--download"])
def test_an_address_gives_the_kind_where_the_protocol_does_not(url: str, expected: str, protocol: str) -> None:
    assert kind(url, protocol=protocol) == expected


def test_a_protocol_goes_before_the_address_and_the_address_before_the_format() -> None:
    assert kind("https://carto.fr/geoserver/wfs", protocol="OGC:WMS", format="CSV") == "wms"
    assert kind("https://carto.fr/geoserver/wfs", format="WMS") == "wfs"
    # A protocol is one wherever it stands.
    assert kind("https://carto.fr/geoserver/wms", format="OGC:WFS") == "wfs"
    assert kind(NOTHING, format="WFS") == "wfs"
    assert kind(NOTHING, format="Shapefile (zip)") == "file"
    assert kind(NOTHING, format="GeoJSON") == "geojson"
    assert kind(NOTHING, name="communes.zip") == "file"


def test_an_address_that_serves_maps_and_features_alike_is_distinguished_by_the_rest_and_is_a_map_at_last() -> None:
    ows = "https://carto.fr/geoserver/ows"
    assert kind(ows) == "wms"
    assert kind(ows, format="WFS") == "wfs"
    assert kind(ows, protocol="WWW:LINK", name="Flux WFS des communes") == "wfs"
    assert kind(f"{ows}?service=WFS") == "wfs"


def test_a_name_that_speaks_of_a_service_makes_a_service_only_where_no_protocol_says_otherwise() -> None:
    assert kind(NOTHING, name="Flux WMS") == "wms"
    assert kind(NOTHING, name="Guide du WMS", protocol="WWW:LINK-1.0-http--link") == "page"
    assert kind("https://carto.fr/a.zip", name="Flux WMS et SOS", format="WMS") == "file"
    assert kind(NOTHING, name="SOS Méditerranée", format="CSV") == "file"
    assert kind(NOTHING, format="Esri File Geodatabase") == "page"


def test_json_is_geojson_where_it_is_said_to_be() -> None:
    assert kind("https://carto.fr/a.json") == "file"
    assert kind("https://carto.fr/a.json", format="GeoJSON") == "geojson"
    assert kind("https://carto.fr/a.zip", format="GeoJSON") == "file"


@pytest.mark.parametrize(
    ("described", "url", "expected"),
    [
        ({"format": "SHP"}, "https://carto.fr/a.zip", "SHP"),
        ({"format": "Microsoft Excel"}, NOTHING, "XLSX"),
        ({"format": "application/geo+json"}, NOTHING, "GEOJSON"),
        ({"format": "image/png"}, NOTHING, "PNG"),
        ({"format": "HTML"}, "https://carto.fr/a.csv", "CSV"),
        ({}, "https://carto.fr/a.shp.zip", "SHP"),
        ({}, "https://carto.fr/a.v2.zip", "ZIP"),
        ({}, "https://carto.fr/A.JPG", "JPEG"),
        ({}, "https://donnees.fr/api/explore/v2.1/catalog/datasets/a.zip/exports/gpkg", "GPKG"),
        ({}, "https://carto.fr/wms?service=WMS&FORMAT=image/jpeg", "JPEG"),
        ({"name": "communes.gpkg"}, "https://carto.fr/download?id=1", "GPKG"),
        ({"name": "v2.communes"}, NOTHING, ""),
    ],
)
def test_a_format_has_a_short_name_wherever_it_is_given(described: dict[str, str], url: str, expected: str) -> None:
    link = link_from_url(url, **described)
    assert link
    assert link.format == expected


@pytest.mark.parametrize(
    "url",
    [
        *("", "  ", "#", "javascript:alert(1)", "JavaScript:alert(1)", "file:///etc/passwd", "data:text/html,x"),
        *("odsfile://a.csv", "mailto:a@carto.fr", "ftp://carto.fr/a.zip", "//", "https://", "http:/carto.fr/a"),
        *("donnees/a.zip", "a.zip", "/a", "https://[carto", "https://carto.fr:port/", "https://carto.fr:0/"),
        *('https://a"b/', "https://<b>/", "https://carto.fr\\@autre.fr/", "\x00", f"https://carto.fr/{'a' * 8_000}"),
    ],
)
def test_an_address_that_leads_nowhere_on_the_web_is_no_link(url: str) -> None:
    assert link_from_url(url) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("//carto.fr/a", "https://carto.fr/a"),
        ("www.carto.fr", "https://www.carto.fr"),
        ("carto.fr:8080/a?b", "https://carto.fr:8080/a?b"),
        ("../a.zip", "https://base.fr/srv/a.zip"),
        ("a.zip", "https://base.fr/srv/fre/a.zip"),
        ("/a", "https://base.fr/a"),
        ("HTTP://Carto.FR/A", "http://carto.fr/A"),
        (" https://carto.fr/a\n   b c ", "https://carto.fr/ab%20c"),
        ("https://carto.fr/a?b=1&amp;c=2", "https://carto.fr/a?b=1&c=2"),
        ("https://carto.fr/forêts.zip", "https://carto.fr/forêts.zip"),
        ("https://carto.fr/srv#/metadata/a", "https://carto.fr/srv#/metadata/a"),
    ],
)
def test_an_address_is_made_whole(url: str, expected: str) -> None:
    """Relative and scheme-less links."""
    link = link_from_url(url, base="https://base.fr/srv/fre/csw")
    assert link
    assert link.url == expected


def test_a_host_of_the_states_own_network_is_known_as_such() -> None:
    link = link_from_url("http://carto.geo-ide.RIE.gouv.fr/wms")
    assert link
    assert link.is_intranet


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://user:pw@carto.fr/wms", "https://carto.fr/wms"),
        ("https://user@carto.fr:8443/a.zip?x=1", "https://carto.fr:8443/a.zip?x=1"),
        ("https://carto.fr/wms?MAP=/a.map&Password=pw&USERNAME=user", "https://carto.fr/wms?MAP=/a.map"),
        ("https://carto.fr/a.zip?token=pw&x=1", "https://carto.fr/a.zip?x=1"),
        ("https://carto.fr/wms?apikey=pw", "https://carto.fr/wms"),
        ("https://carto.fr/page?pass%77ord=pw", "https://carto.fr/page"),
    ],
)
def test_credentials_are_taken_out_and_said_to_be(url: str, expected: str) -> None:
    link = link_from_url(url)
    assert link
    assert (link.url, link.credentials_removed) == (expected, True)
    assert "pw" not in repr(link)
    assert "user" not in repr(link)


def test_an_address_without_credentials_is_not_said_to_have_had_any() -> None:
    link = link_from_url("https://carto.fr/a.zip?utilisateurs=3&x=%2B&y")
    assert link
    assert (link.url, link.credentials_removed) == ("https://carto.fr/a.zip?utilisateurs=3&x=%2B&y", False)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "https://carto.fr/wms?MAP=/srv/é%20a.map&Service=WMS&REQUEST=GetCapabilities&VERSION=1.3.0",
            "MAP=/srv/é%20a.map",
        ),
        ("https://carto.fr/wms?&service=WMS&&language=fre&LAYERS=a&bbox=1,2,3,4&Width=5", "language=fre"),
        ("https://carto.fr/wms?viewparams=an:2024&CQL_FILTER=dep%3D'35'", "viewparams=an:2024&CQL_FILTER=dep%3D'35'"),
        ("https://carto.fr/wfs?viewparams=an:2024&CQL_FILTER=dep%3D'35'&typeNames=a", "viewparams=an:2024"),
        ("https://carto.fr/wfs?typename=a&OutputFormat=geojson&srsName=EPSG:2154&map=b", "map=b"),
    ],
)
def test_a_service_keeps_its_own_parameters_and_loses_those_of_a_request(url: str, expected: str) -> None:
    link = link_from_url(url)
    assert link
    assert link.url == f"{url.partition('?')[0]}?{expected}"


@pytest.mark.parametrize(
    ("url", "name", "expected"),
    [
        ("https://carto.fr/wms?LAYERS=communes", "Les communes de Bretagne", "communes"),
        ("https://carto.fr/wms?layers=a,b", "b", "b"),
        ("https://carto.fr/wms?layers=a,b", "", "a,b"),
        ("https://carto.fr/wfs?request=GetFeature&typeName=ns:a&outputFormat=json", "Export", "ns:a"),
        ("https://carto.fr/wfs?TYPENAMES=ns:a", "", "ns:a"),
        ("https://carto.fr/wmts?LAYER=ORTHO&tilematrixset=PM", "", "ORTHO"),
        ("https://carto.fr/wms", "Les communes", "Les communes"),
        ("https://carto.fr/geoserver/urba/plu/ows?service=WFS", "", "urba:plu"),
        ("https://carto.fr/arcgis/rest/services/Eau/FeatureServer/3", "Cours d’eau", "3"),
        ("https://carto.fr/arcgis/rest/services/Eau/FeatureServer", "3", "3"),
        ("https://carto.fr/ogc/collections/for%C3%AAts+1/items", "x", "forêts+1"),
        ("https://carto.fr/ogc/features", "communes", "communes"),
    ],
)
def test_the_layer_is_what_the_address_names_or_else_the_name(url: str, name: str, expected: str) -> None:
    link = link_from_url(url, name=name)
    assert link
    assert link.layer == expected


@pytest.mark.parametrize("layer", ["forêts_2024", "ma couche", "a+b", "l'eau", 'dite "haute"', "ns:é", "50%", "a&b"])
def test_awkward_names_of_layers_survive(layer: str) -> None:
    for url in ("https://carto.fr/wms", f"https://carto.fr/wms?LAYERS={encoded(layer)}&x=1"):
        link = link_from_url(url, name=layer if "?" not in url else "")
        assert link
        assert link.layer == layer


def encoded(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())


def test_a_layer_in_the_encoding_of_old_sites_is_read() -> None:
    link = link_from_url("https://carto.fr/wms?LAYERS=for%EAts+hautes")
    assert link
    assert link.layer == "forêts hautes"


@pytest.mark.parametrize(
    ("url", "layer", "expected"),
    [
        ("https://carto.fr/geoserver/urba/wfs", "plu", "urba:plu"),
        ("https://carto.fr/geoserver/urba/ows?x=1", "plu,zones", "urba:plu,urba:zones"),
        ("https://carto.fr/geoserver/urba/plu/ows", "", "urba:plu"),
        ("https://carto.fr/geoserver/urba/wms", "autre:plu", "autre:plu"),
        ("https://carto.fr/geoserver/wfs", "plu", "plu"),
        ("https://carto.fr/geoserver/gwc/service/wmts", "plu", "plu"),
        ("https://carto.fr/geoserver/urba/wfs", "", ""),
        ("https://carto.fr/mapserver/urba/wfs", "plu", "plu"),
    ],
)
def test_a_layer_gets_the_workspace_that_a_geoservers_address_names(url: str, layer: str, expected: str) -> None:
    assert qualified_layer(url, layer) == expected


def test_all_services_of_a_record_are_kept_and_those_written_twice_once() -> None:
    wms, wfs = LinkKind.WMS, LinkKind.WFS
    first = Link(wms, "https://carto.fr/geoserver/urba/wms", "plu", "Plan")
    others = (
        Link(wms, "https://carto.fr/geoserver/urba/wms", "zones"),
        Link(wfs, "https://carto.fr/geoserver/urba/wms", "plu"),
        Link(wms, "https://autre.fr/geoserver/urba/wms", "plu"),
        Link(LinkKind.WMTS, "https://carto.fr/geoserver/urba/wms", "plu"),
    )
    again = Link(wms, "https://carto.fr/geoserver/urba/wms?", "urba:plu", "Encore")
    assert distinct_links((first, *others, again, first)) == (first, *others)


def test_a_missing_name_leaves_the_title_that_there_is() -> None:
    titles = [
        (link_from_url(NOTHING, **described) or Link(LinkKind.PAGE, "")).title
        for described in ({}, {"name": "n"}, {"title": "t"})
    ]
    assert titles == ["", "n", "t"]


def test_files_of_several_formats_and_layers_of_several_titles_at_one_address_are_kept() -> None:
    file, wms = LinkKind.FILE, LinkKind.WMS
    csv, gpkg = Link(file, "https://carto.fr/a", format="CSV"), Link(file, "https://carto.fr/a", format="GPKG")
    first, second = Link(wms, "https://carto.fr/wms", title="Parcs"), Link(wms, "https://carto.fr/wms", title="Zones")
    again = Link(wms, "https://carto.fr/wms", title="PARCS")
    # Where one says its format, another that says none is the same.
    untold = Link(file, "https://carto.fr/a")
    assert distinct_links((untold, csv, first, second, gpkg, again, csv)) == (csv, first, second, gpkg)
    assert distinct_links((untold, untold)) == (untold,)


def test_a_request_for_features_in_a_files_format_is_a_layer_and_a_download() -> None:
    """Of a WFS's exports in several formats, the layer alone was left."""
    whole = "https://u:p@carto.fr/wfs?map=a&request=GetFeature&typeName=ns:a&outputFormat="
    found = [link for form in ("SHAPE-ZIP", "csv", "application/json", "GML2") for link in links_from_url(whole + form)]
    assert [(str(link.kind), link.url, link.layer, link.format) for link in distinct_links(found)] == [
        ("wfs", "https://carto.fr/wfs?map=a", "ns:a", "SHP"),
        ("file", whole.replace("u:p@", "") + "SHAPE-ZIP", "", "SHP"),
        ("file", whole.replace("u:p@", "") + "csv", "", "CSV"),
    ]
    assert list(links_from_url("ftp://carto.fr/a")) == []


def test_one_feature_or_record_of_a_collection_is_no_layer_unless_it_is_said_to_be() -> None:
    assert kind("https://carto.fr/api/collections/parcs/items/7") == "page"
    assert kind("https://carto.fr/api/collections/parcs/items/") == "ogcapi-features"
    assert kind("https://carto.fr/api/collections/parcs/items/7", protocol="OGC API - Features") == "ogcapi-features"
