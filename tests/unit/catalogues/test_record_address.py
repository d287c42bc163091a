"""A record by its address: which requests follow from each form, and what comes of the responses."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from ctd_plugin.catalogues.http.exchange import CatalogueError, FailureReason, Request, Response
from ctd_plugin.catalogues.record_address import MOST_REQUESTS, is_address, platform_of, request_record
from ctd_plugin.catalogues.records import LinkKind, Record
from ctd_plugin.catalogues.registry import Platform, read_platforms
from ctd_plugin.errors import CtdError
from tests.support.catalogue_records import GARES, SOUTH, UDATA, WETLANDS
from tests.support.catalogue_server import reply

UUID = "5d3c0a3e-8c29-4b0a-9a52-0d9d1b0f3a11"
NOT_FOUND = Response(404, b"<html>perdu</html>", "text/html")
ISO = (
    b'<gmd:MD_Metadata xmlns:gmd="http://www.isotc211.org/2005/gmd" xmlns:gco="http://www.isotc211.org/2005/gco">'
    b"<gmd:fileIdentifier><gco:CharacterString>5d3c</gco:CharacterString></gmd:fileIdentifier></gmd:MD_Metadata>"
)
CSW = (
    b'<csw:GetRecordByIdResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2">'
    + ISO
    + b"</csw:GetRecordByIdResponse>"
)
NO_RECORD = b'<csw:GetRecordByIdResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2"/>'
FEATURE = {"type": "Feature", "id": "1", "properties": {"nom": "Rennes"}, "geometry": None}
ITEM = {
    "id": "1",
    "properties": {"title": "Forêts"},
    "links": [{"rel": "item", "href": "https://a.fr/ows?service=WMS"}],
}
LD = {"@graph": [{"@type": ["dcat:Dataset", "Dataset"], "name": "Zones", "distribution": [{"contentUrl": "/z.csv"}]}]}
PAGE = f'<html><script type="application/ld+json">{json.dumps(LD)}</script></html>'.encode()

Answer = Callable[[Request], Response]


def hold(address: str, answer: Answer, platforms: tuple[Platform, ...] = ()) -> tuple[Record, list[Request]]:
    """Return the record at an address, and the requests that led to it."""
    conversation, requests = request_record(address, platforms), []
    try:
        requests.append(next(conversation))
        while True:
            requests.append(conversation.send(answer(requests[-1])))
    except StopIteration as end:
        return end.value, requests


def xml(content: bytes) -> Response:
    return Response(200, content, "application/xml")


def only(place: str, response: Response) -> Answer:
    """Return a server that has one address, up to its parameters."""
    return lambda request: response if request.url.partition("?")[0].rstrip("/") == place.rstrip("/") else NOT_FOUND


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://geobretagne.fr/geonetwork/srv/fre/catalog.search#/metadata/x", True),
        (" www.data.gouv.fr/datasets/gares ", True),
        ("http://a.fr", True),
        ("data.bretagne.bzh", False),
        ("eau/air", False),
        ("zones humides https://a.fr", False),
        ("mailto:a@b.fr", False),
        ("", False),
    ],
)
def test_an_address_is_told_from_words(text, is_one):
    assert is_address(text) is is_one


@pytest.mark.parametrize(
    ("address", "place", "response", "title"),
    [
        (
            f"https://g.fr/geonetwork/srv/fre/catalog.search#/metadata/{UUID}",
            "https://g.fr/geonetwork/srv/fre/csw",
            xml(CSW),
            "5d3c",
        ),
        (
            f"https://g.fr/geonetwork/srv/fre/catalog.search#/metadata/{UUID}",
            f"https://g.fr/geonetwork/srv/api/records/{UUID}/formatters/xml",
            xml(ISO),
            "5d3c",
        ),
        (f"https://g.fr/geonetwork/srv/api/records/{UUID}", "https://g.fr/geonetwork/srv/fre/csw", xml(CSW), "5d3c"),
        (f"https://g.fr/catalogue?uuid={UUID}", "https://g.fr/geonetwork/srv/fre/csw", xml(CSW), "5d3c"),
        (f"https://g.fr/datahub/dataset/{UUID}", "https://g.fr/geonetwork/srv/fre/csw", xml(CSW), "5d3c"),
        (f"https://g.fr/csw?SERVICE=CSW&REQUEST=GetRecordById&ID={UUID}&MAP=a", "https://g.fr/csw", xml(CSW), "5d3c"),
        (
            "https://o.fr/explore/dataset/gares/table/?q=a",
            "https://o.fr/api/explore/v2.1/catalog/datasets/gares",
            reply(GARES),
            "",
        ),
        ("https://o.fr/explore/assets/gares/", "https://o.fr/api/datasets/1.0/gares", reply(GARES), ""),
        (
            "https://c.fr/fr/dataset/zones/resource/4",
            "https://c.fr/api/3/action/package_show",
            reply({"success": True, "result": WETLANDS}),
            "Zones humides",
        ),
        (
            "https://c.fr/api/3/action/package_show?id=zones",
            "https://c.fr/api/3/action/package_show",
            reply({"success": True, "result": WETLANDS}),
            "Zones humides",
        ),
        (
            "https://www.data.gouv.fr/fr/datasets/gares/#/resources",
            "https://www.data.gouv.fr/api/1/datasets/gares",
            reply(UDATA),
            "Gares",
        ),
        (
            "https://s.fr/explorer/fr/jeux-de-donnees/zones/info",
            "https://s.fr/fr/indexer/elastic/_search",
            reply({"hits": {"hits": [{"_source": SOUTH}]}}),
            "",
        ),
        (
            "https://p.fr/oapi/collections/jeux/items/1",
            "https://p.fr/oapi/collections/jeux/items/1",
            reply(ITEM),
            "Forêts",
        ),
        (
            "https://h.fr/datasets/0123456789abcdef0123456789abcdef_0/explore",
            "https://h.fr/api/search/v1/collections/all/items/0123456789abcdef0123456789abcdef",
            reply(ITEM),
            "Forêts",
        ),
        (
            "https://d.fr/visualisation/information/?id=zones-humides",
            "https://d.fr/d4c/api/datasets/2.0/search/start=0&rows=20&q=zones-humides",
            reply({"success": True, "result": {"results": [{"id": "2"}, WETLANDS]}}),
            "Zones humides",
        ),
        (
            "https://x.fr/une/page",
            "https://x.fr/une/page",
            Response(200, PAGE, "text/html", "https://x.fr/une/page"),
            "Zones",
        ),
        ("https://x.fr/fiche.xml", "https://x.fr/fiche.xml", xml(ISO), "5d3c"),
    ],
)
def test_the_record_behind_each_form_of_address(address, place, response, title):
    record, requests = hold(address, only(place, response))
    assert record.title == title or not title
    assert record.id
    assert len(requests) <= MOST_REQUESTS


def test_a_name_of_the_hub_is_looked_up_first():
    name, item = "0123456789abcdef0123456789abcdef", "https://h.fr/api/search/v1/collections/all/items/"
    answers = {"https://h.fr/api/v3/datasets?filter%5Bslug%5D=sig%3A%3Azones": reply({"data": [{"id": f"{name}_3"}]})}
    answers[item + name] = reply(ITEM)
    record, requests = hold("https://h.fr/datasets/sig::zones/about", lambda request: answers[request.url])
    assert (record.title, len(requests)) == ("Forêts", 2)


def test_all_links_of_a_data_set_of_udata_are_read():
    record, _ = hold(
        "https://www.data.gouv.fr/datasets/gares", only("https://www.data.gouv.fr/api/1/datasets/gares", reply(UDATA))
    )
    assert (record.organisation, record.licence, record.modified) == ("SNCF", "lov2", "2026-01-02")
    assert [(link.kind, link.url) for link in record.links] == [(LinkKind.GEOJSON, "https://a.fr/gares.geojson")]


def test_a_relative_file_of_a_page_is_on_the_pages_server():
    response = Response(200, PAGE, "text/html", "https://x.fr/une/page")
    record, _ = hold("https://x.fr/une/page", lambda _: response)
    assert [link.url for link in record.links] == ["https://x.fr/z.csv"]


@pytest.mark.parametrize(
    ("address", "kind", "layer"),
    [
        ("https://a.fr/geoserver/ows?service=WMS&request=GetCapabilities&version=undefined", LinkKind.WMS, ""),
        ("https://a.fr/wfs?service=WFS&request=GetFeature&typeNames=ref:eau", LinkKind.WFS, "ref:eau"),
        ("https://a.fr/donnees/eau.geojson", LinkKind.GEOJSON, ""),
        ("https://a.fr/donnees/eau.gpkg", LinkKind.FILE, ""),
        ("https://a.fr/arcgis/rest/services/Eau/MapServer/3", LinkKind.ARCGIS, "3"),
    ],
)
def test_a_service_or_a_file_needs_no_request(address, kind, layer):
    record, requests = hold(address, lambda _: pytest.fail("a request was sent"))
    assert ((record.links[0].kind, record.links[0].layer), requests) == ((kind, layer), [])
    assert "undefined" not in record.links[0].url
    assert record.title


def test_a_feature_means_the_layer_of_its_collection():
    record, _ = hold("https://p.fr/ogc/collections/communes/items/1?f=json", lambda _: reply(FEATURE))
    assert [(link.kind, link.url, link.layer) for link in record.links] == [
        (LinkKind.OGCAPI_FEATURES, "https://p.fr/ogc", "communes")
    ]


@pytest.mark.parametrize(
    ("address", "host"),
    [
        (f"https://www.craig.fr/datahub/dataset/{UUID}", "https://ids.craig.fr/geocat/srv/fre/csw"),
        (f"https://www.geopal.org/accueil?uuid={UUID}", "https://catalogue.geopal.org/geonetwork/srv/fre/csw"),
    ],
)
def test_the_catalogue_of_a_known_platform_is_asked_wherever_it_is(address, host):
    record, _ = hold(address, only(host, xml(CSW)), read_platforms())
    assert record.id == "5d3c"
    assert platform_of(address, read_platforms()).region in ("84", "52")
    assert platform_of("https://nulle-part.fr/a", read_platforms()) is None
    assert platform_of("https://autre.opendatasoft.com/a", read_platforms()) is None


@pytest.mark.parametrize(
    ("address", "response", "words"),
    [
        (
            f"https://g.fr/geonetwork/srv/fre/csw?request=GetRecordById&service=CSW&id={UUID}",
            xml(NO_RECORD),
            "not found",
        ),
        ("https://g.fr/geonetwork/srv/fre/csw", NOT_FOUND, "address of a whole catalogue, not of a data set"),
        ("https://x.fr/une/page", Response(200, b"<html>Bonjour</html>", "text/html"), "No data set was recognised"),
        ("https://c.fr/dataset/zones", reply({"success": False, "error": {"__type": "Authorization Error"}}), "denied"),
        (
            "https://c.fr/dataset/zones",
            reply({"success": True, "result": {"id": "1", "type": "harvest"}}),
            "without data",
        ),
        ("https://c.fr/dataset/zones", Response(200, b"<html>Connexion</html>", "text/html"), "web page: “Connexion”"),
    ],
)
def test_what_cannot_be_read_says_why(address, response, words):
    with pytest.raises(CtdError, match=words):
        hold(address, lambda _: response)


def test_the_server_is_not_asked_without_end():
    asked = 0

    def answer(_request: Request) -> Response:
        nonlocal asked
        asked += 1
        return NOT_FOUND

    with pytest.raises(CatalogueError) as raised:
        hold(f"https://geobretagne.fr/datahub/dataset/{UUID}", answer, read_platforms())
    assert raised.value.reason is FailureReason.NOT_FOUND
    assert 2 <= asked <= MOST_REQUESTS


def test_a_text_that_is_no_address_says_so():
    with pytest.raises(CtdError, match="not an http or https address"):
        hold("ftp://a.fr/x", lambda _: NOT_FOUND)


def test_a_page_that_moved_is_read_where_it_went():
    moved = Response(200, b"<html/>", "text/html", f"https://g.fr/geonetwork/srv/fre/catalog.search#/metadata/{UUID}")
    answers = {"https://g.fr/court/a": moved}
    record, _ = hold("https://g.fr/court/a", lambda request: answers.get(request.url, xml(CSW)))
    assert record.id == "5d3c"
