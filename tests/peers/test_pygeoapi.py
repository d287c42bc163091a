"""The client of OGC API Records and a real server that no one here wrote: pygeoapi.

It has a coverage that says nothing of its items, a collection of features and one of records.
"""

from __future__ import annotations

import pytest

from ctd_plugin.catalogues.clients.ogcapi_records import search
from ctd_plugin.catalogues.health import probe
from ctd_plugin.catalogues.http.exchange import Request
from ctd_plugin.catalogues.records import Extent, LinkKind, Query, RecordPage
from ctd_plugin.catalogues.registry import Endpoint, Protocol
from ctd_plugin.catalogues.services.service_layers import match_layer, request_capabilities
from tests.peers.pygeoapi_peer import PLANS
from tests.peers.transport import converse, send

BRETAGNE = Extent(-5.0, 47.5, -1.5, 48.5)
REUNION = Extent(55.0, -21.5, 56.0, -20.5)


def ids(page: RecordPage) -> set[str]:
    return {record.id for record in page.records}


def test_the_records_are_searched_and_not_the_coverage_or_the_features(pygeoapi):
    """A collection without `itemType` was preferred to one that says `record`."""
    asked: list[Request] = []
    page = converse(search(pygeoapi, Query("anciennes")), asked=asked)
    assert [request.url.partition("?")[0] for request in asked] == [
        f"{pygeoapi}/collections",
        f"{pygeoapi}/collections/catalogue/items",
    ]
    assert (ids(page), page.matched, page.unread, page.cursor) == ({"urn:forets"}, 1, 0, "")


def test_a_record_is_read_whole_with_all_its_links(pygeoapi):
    """Providers, layers by title, several at one address, formats at one path, a related record."""
    (record,) = converse(search(pygeoapi, Query("anciennes"))).records
    assert (record.title, record.organisation, record.licence) == (
        "Forêts anciennes",
        "Office des forêts",
        "etalab-2.0",
    )
    assert record.extent == Extent(-5.2, 47.2, -1.0, 48.9)
    wms, file = "https://geo.exemple.fr/geoserver/wms", "https://geo.exemple.fr/forets"
    assert [(link.kind, link.url, link.layer, link.format) for link in record.links] == [
        (LinkKind.WMS, wms, "forets_2024", ""),
        (LinkKind.WMS, wms, "forets_1850", ""),
        (LinkKind.WFS, wms, "forets_2024", ""),
        (LinkKind.FILE, file, "", "GPKG"),
        (LinkKind.FILE, file, "", "CSV"),
        (LinkKind.PAGE, f"{pygeoapi}/collections/catalogue/items/urn:communes", "", "GEOJSON"),
    ]


def test_the_collection_of_features_is_offered_as_a_layer_and_its_csv_as_a_file(pygeoapi):
    (record,) = converse(search(pygeoapi, Query("limites"))).records
    layer, download = record.links[0], record.links[-1]
    assert (layer.kind, layer.url, layer.layer) == (LinkKind.OGCAPI_FEATURES, pygeoapi, "communes")
    assert (download.kind, download.format) == (LinkKind.FILE, "CSV")
    assert b"Brest" in send(Request(download.url)).content
    capabilities = converse(request_capabilities(layer))
    assert [each.name for each in capabilities.layers] == ["communes"]
    assert match_layer(layer, capabilities.layers) == capabilities.layers[0]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("forêts", {"urn:forets"}),
        ("FORÊTS", {"urn:forets"}),
        ("l’État", {"urn:forets"}),
        ('"limites" (des)', {"urn:communes"}),
        ("forêts refuges", set()),
        ("\\ ' ; -- limites", {"urn:communes"}),
        ('") or 1 == (1', set()),
    ],
)
def test_what_a_person_types_finds_those_records_or_none_and_never_an_error(pygeoapi, words, found):
    """The server pygeoapi puts a quotation mark into Python that it then runs."""
    assert ids(converse(search(pygeoapi, Query(words)))) == found


@pytest.mark.parametrize(("extent", "found"), [(BRETAGNE, {"urn:forets"}), (REUNION, {"urn:communes"})])
def test_an_extent_finds_what_meets_it(pygeoapi, extent, found):
    assert ids(converse(search(pygeoapi, Query("", extent)))) == found


def test_a_server_that_cannot_sort_by_date_gives_its_records_all_the_same(pygeoapi):
    asked: list[Request] = []
    page = converse(search(pygeoapi, Query("", limit=100)), asked=asked)
    assert len(page.records) == PLANS + 2
    assert ["sortby" in request.url for request in asked[1:]] in ([True], [True, False])


def test_pages_follow_one_another_to_the_last_and_no_record_comes_twice(pygeoapi):
    found, sizes, cursor = [], [], ""
    while len(sizes) < 10:
        page = converse(search(pygeoapi, Query("urbanisme", limit=10, cursor=cursor)))
        sizes.append(len(page.records))
        found += [record.id for record in page.records]
        cursor = page.cursor
        if not cursor:
            break
    assert sizes == [10, 10, 5]
    assert sorted(found) == [f"plan-{number:02}" for number in range(1, PLANS + 1)]


@pytest.mark.parametrize(("protocol", "count"), [(Protocol.OGCAPI_RECORDS, PLANS + 2), (Protocol.OGCAPI_FEATURES, 1)])
def test_its_health_is_known(pygeoapi, protocol, count):
    assert converse(probe(Endpoint(protocol, pygeoapi, "high", "a test"))).count == count
