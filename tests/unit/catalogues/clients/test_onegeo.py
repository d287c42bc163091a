"""OneGeo Suite: its Elasticsearch index, and the older search of OpenIG over several catalogues."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from ctd_plugin.catalogues.clients.onegeo import search
from ctd_plugin.catalogues.http.exchange import CatalogueError, FailureReason, Response
from ctd_plugin.catalogues.records import LinkKind, Query, RecordPage
from ctd_plugin.catalogues.registry import Protocol, read_platforms
from tests.support.catalogue_records import SOUTH, SOUTH_RESULT

INDEX = "https://www.donnees-sud.fr/fr/indexer/elastic/_search/"
OLDER = "https://onegeo.donnees.fr/api/services/public/search"
TWO = Query("", limit=2)


def asked(url: str, query: Query) -> dict[str, Any]:
    return json.loads(next(search(url, query)).body or b"")


def page_from(url: str, content: object, query: Query = TWO) -> RecordPage:
    conversation = search(url, query)
    next(conversation)
    with pytest.raises(StopIteration) as ended:
        conversation.send(content if isinstance(content, Response) else Response(200, json.dumps(content).encode()))
    return ended.value.value


def hits(*sources: object, **others: object) -> dict[str, Any]:
    return {"hits": {"total": 90, "hits": [{"_source": source} for source in sources]}, **others}


def test_both_shapes_of_the_platforms_addresses_are_distinguished() -> None:
    urls = [
        endpoint.url
        for platform in read_platforms()
        for endpoint in platform.endpoints
        if endpoint.protocol is Protocol.ONEGEO
    ]
    requests = [next(search(url, Query("eau"))) for url in urls]
    assert sorted(request.body is None for request in requests) == [False, True]


def test_the_index_is_asked_for_data_sets_alone_each_once() -> None:
    body = asked(INDEX, Query('forêts OR "eau"', limit=7, cursor="14"))
    assert next(search(INDEX, Query(""))).url == INDEX
    assert (body["from"], body["size"], body["collapse"]) == (14, 7, {"field": "uuid.keyword"})
    conditions = body["query"]["bool"]["filter"]
    assert {"term": {"is_metadata": True}} in conditions
    assert {"terms": {"type.keyword": ["dataset", "nonGeographicDataset"]}} in conditions
    assert body["query"]["bool"]["must"][0]["query_string"]["query"] == "forêts or eau"


def test_a_record_of_the_index_is_read_in_full() -> None:
    (record,) = page_from(INDEX, hits(SOUTH)).records
    assert (record.id, record.title, record.abstract) == ("7", "Forêts du Sud", "Les forêts.")
    assert (record.organisation, record.licence, record.modified) == ("Région Sud", "Licence Ouverte", "2024-05-06")
    assert record.landing_page == "https://www.donnees-sud.fr/explorer/fr/jeux-de-donnees/for%C3%AAts-du-sud/info"


def test_downloads_services_and_pages_of_a_record_are_all_links() -> None:
    (record,) = page_from(INDEX, hits(SOUTH)).records
    ws = "https://ws.donnees-sud.fr/rdata/forets/all"
    assert [(link.kind, link.url, link.layer, link.format) for link in record.links] == [
        (LinkKind.GEOJSON, f"{ws}.geojson", "", "GEOJSON"),
        (LinkKind.FILE, f"{ws}.csv", "", "CSV"),
        (LinkKind.FILE, f"{ws}.zip", "", "ZIP"),
        (LinkKind.WFS, "https://wfs.donnees-sud.fr/rdata", "forets", "GML"),
        (LinkKind.WMS, "https://wms.donnees-sud.fr/rdata", "forets", "PNG"),
        (LinkKind.PAGE, "https://www.donnees-sud.fr/fr/dataset/7/notice.pdf", "", "PDF"),
    ]
    assert [link.title for link in record.links] == [*["Forêts"] * 3, "forets", "forets", "Notice"]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ({"formats": []}, ["https://ws.fr/rdata/a%20b/all.geojson"]),
        ({"formats": ["MVT"]}, ["https://ws.fr/rdata"]),
        ({"formats": ["CSV"], "name": ""}, ["https://ws.fr/rdata"]),
        ({"formats": ["CSV"], "url": ""}, []),
    ],
)
def test_a_download_is_offered_only_where_its_address_is_known(link: dict[str, Any], expected: list[str]) -> None:
    whole = {"service": "WS", "name": "a b", "url": "https://ws.fr/rdata", **link}
    (record,) = page_from(INDEX, hits({**SOUTH, "metadata-fr": {"link": [whole]}})).records
    assert [one.url for one in record.links] == expected


def test_data_sets_are_counted_once_and_the_count_of_the_index_serves_where_there_is_no_other() -> None:
    once = page_from(INDEX, hits(SOUTH, SOUTH, aggregations={"records": {"value": 3}}))
    assert (once.matched, once.cursor) == (3, "2")
    assert page_from(INDEX, hits(SOUTH, SOUTH, aggregations=None)).matched == 90


@pytest.mark.parametrize("wrong", [None, 5, True, "x", [], {}, [None], [[]], {"a": None}])
def test_values_of_any_type_lose_no_record(wrong: object) -> None:
    metadata = SOUTH["metadata-fr"]
    assert isinstance(metadata, dict)
    for key in metadata:
        page = page_from(INDEX, hits({**SOUTH, "metadata-fr": {**metadata, key: wrong}}, SOUTH))
        assert [record.id for record in page.records] == ["7", "7"]
    for key in SOUTH:
        page = page_from(INDEX, hits({**SOUTH, key: wrong}, SOUTH))
        assert len(page.records) + page.unread == 2
    for key in SOUTH_RESULT:
        page = page_from(OLDER, {"results": [{**SOUTH_RESULT, key: wrong}, SOUTH_RESULT], "total": wrong})
        assert len(page.records) + page.unread == 2
        assert page.records[-1].title == "Forêts"


def test_what_is_no_record_is_counted_and_the_others_kept() -> None:
    page = page_from(INDEX, hits(None, SOUTH, {"uuid": "8"}, {"metadata-fr": SOUTH["metadata-fr"]}))
    assert (len(page.records), page.unread) == (1, 3)


def test_the_older_search_is_asked_by_its_own_parameters() -> None:
    url = next(search(OLDER, Query("forêts &c", limit=7, cursor="14"))).url
    assert url.startswith(f"{OLDER}?")
    asked = parse_qs(urlsplit(url).query)
    assert asked == {"query": ["forêts c"], "from": ["14"], "size": ["7"], "min_score": ["1.2"]}


@pytest.mark.parametrize(
    ("properties", "source", "expected"),
    [
        ({"id": "a b"}, {"protocol": "ckan", "uri": "https://ckan.fr/"}, "https://ckan.fr/dataset/a%20b"),
        (
            {"id": "a"},
            {"protocol": "opendatasoft", "uri": "https://ods.fr:/"},
            "https://ods.fr/explore/dataset/a/information/",
        ),
        (
            {"id": "a", "uri": "https://x.fr/a"},
            {"protocol": "csw", "uri": "https://gn.fr/srv/fre/csw"},
            "https://x.fr/a",
        ),
        ({"id": "a", "links_href": ["https://x.fr/b"]}, {}, "https://x.fr/b"),
        ({"id": "a"}, {"protocol": "csw", "uri": "https://gn.fr/srv/fre/csw"}, ""),
    ],
)
def test_a_result_of_the_older_search_leads_to_its_page(properties, source, expected: str) -> None:
    row = {"properties": properties, "lineage": {"source": source}}
    (record,) = page_from(OLDER, {"results": [row], "total": 1}).records
    assert (record.id, record.title, record.landing_page) == ("a b" if "ckan" in expected else "a", record.id, expected)


def test_results_of_the_older_search_are_paged() -> None:
    page = page_from(OLDER, {"results": [SOUTH_RESULT, SOUTH_RESULT], "total": 5})
    assert (page.matched, page.cursor) == (5, "2")
    assert (page.records[0].abstract, page.records[0].links) == ("Les forêts.", ())


@pytest.mark.parametrize("url", [INDEX, OLDER])
@pytest.mark.parametrize("content", [b"<!DOCTYPE html><html><title>Portail</title></html>", b"", b"[]", b"{}", b"null"])
def test_a_response_that_is_no_list_of_records_is_reported(url: str, content: bytes) -> None:
    """A page as HTML is how these sites fail."""
    with pytest.raises(CatalogueError) as caught:
        page_from(url, Response(200, content, "text/html"))
    assert caught.value.reason is FailureReason.UNREADABLE
