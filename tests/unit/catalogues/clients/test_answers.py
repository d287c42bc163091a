"""What every client's answer goes through: the order without words, what is no data, and what lies elsewhere."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from ctd_plugin.catalogues.clients import SEARCHED, filters_extent, search
from ctd_plugin.catalogues.http.exchange import Request, Response
from ctd_plugin.catalogues.records import Extent, Query, RecordPage
from ctd_plugin.catalogues.registry import Protocol
from tests.support.catalogue_server import converse, reply

SITE = "https://portail.exemple.org"
BRETAGNE = Extent(-5.2, 47.2, -1.0, 48.9)
PROVENCE = {"type": "Polygon", "coordinates": [[[4, 43], [7.7, 43], [7.7, 45.1], [4, 43]]]}
RENNES = {"type": "Point", "coordinates": [-1.7, 48.1]}
HITS = {"hits": {"hits": []}}
PACKAGES = {"success": True, "result": {"count": 0, "results": []}}
SORTED = {
    Protocol.GEONETWORK: ("sort", HITS),
    Protocol.ONEGEO: ("sort", HITS),
    Protocol.CKAN: ("sort", PACKAGES),
    Protocol.OPENDATASOFT: ("order_by", {"results": []}),
    Protocol.OGCAPI_RECORDS: ("sortby", {"features": []}),
}
ADDRESSES = {
    Protocol.ONEGEO: f"{SITE}/fr/indexer/elastic/_search",
    Protocol.OGCAPI_RECORDS: f"{SITE}/collections/jeux/items",
}


def address(protocol: Protocol) -> str:
    return ADDRESSES.get(protocol, SITE)


def order(request: Request, name: str) -> object:
    """Return what a request says of the order, in its body or in its address."""
    if request.body is not None:
        return json.loads(request.body).get(name)
    return parse_qs(urlsplit(request.url).query).get(name)


def packages(*found: object) -> Response:
    return reply({"success": True, "result": {"count": len(found), "results": list(found)}})


def page(query: Query, *found: object) -> RecordPage:
    return converse(search(Protocol.CKAN, SITE, query), packages(*found))[1]


@pytest.mark.parametrize("protocol", SORTED)
def test_without_words_the_newest_are_asked_for_and_with_words_the_best(protocol) -> None:
    name, empty = SORTED[protocol]
    (request,), _ = converse(search(protocol, address(protocol), Query("", BRETAGNE)), reply(empty))
    assert order(request, name)
    for query in (Query("eau"), Query("", any_order=True)):
        (request,), _ = converse(search(protocol, address(protocol), query), reply(empty))
        assert not order(request, name)


@pytest.mark.parametrize("protocol", SORTED)
def test_a_server_that_refuses_to_sort_is_asked_once_more_without(protocol) -> None:
    name, empty = SORTED[protocol]
    requests, _ = converse(search(protocol, address(protocol), Query("")), reply({"error": "sort"}, 400), reply(empty))
    assert [bool(order(request, name)) for request in requests] == [True, False]


def test_the_hub_sorts_by_a_name_of_its_own() -> None:
    url = f"{SITE}/api/search/v1/collections/dataset/items"
    (request,), _ = converse(search(Protocol.OGCAPI_RECORDS, url, Query("")), reply({"features": []}))
    assert order(request, "sortBy") == ["-properties.modified"]


def test_a_known_extent_elsewhere_is_counted_and_one_that_is_unknown_stays() -> None:
    near, far, unknown = {"id": "1", "spatial": RENNES}, {"id": "2", "spatial": PROVENCE}, {"id": "3"}
    found = page(Query("", BRETAGNE), near, far, unknown)
    assert ([record.id for record in found.records], found.elsewhere, found.received) == (["1", "3"], 1, 3)
    assert len(page(Query(""), near, far, unknown).records) == 3


def test_a_package_of_the_harvester_is_no_data_set() -> None:
    found = page(Query("eau"), {"id": "1", "type": "dataset"}, {"id": "2", "type": "harvest"})
    assert ([record.id for record in found.records], found.left_out, found.unread) == (["1"], 1, 0)


@pytest.mark.parametrize(
    "source",
    [
        {"isTemplate": "y"},
        {"isTemplate": "s"},
        {"resourceType": ["featureCatalog"]},
        {"resourceType": "featureCatalog"},
    ],
)
def test_a_template_or_a_feature_catalogue_of_geonetwork_is_counted_apart(source) -> None:
    sources = [{"uuid": "1", **source}, {"uuid": "2", "isTemplate": "n", "resourceType": ["dataset"]}]
    hits = {"hits": {"total": 2, "hits": [{"_source": one} for one in sources]}}
    found = converse(search(Protocol.GEONETWORK, SITE, Query("eau")), reply(hits))[1]
    assert ([record.id for record in found.records], found.left_out) == (["2"], 1)


def test_it_is_known_which_catalogues_cannot_be_asked_for_an_extent() -> None:
    without = {protocol for protocol in SEARCHED if not filters_extent(protocol)}
    assert without == {Protocol.OPENDATASOFT, Protocol.ONEGEO, Protocol.DATA4CITIZEN}
    assert not filters_extent(Protocol.CKAN, f"{SITE}/fr/indexer/service/ckan/")
    assert not filters_extent(Protocol.WMS)
