"""GeoNetwork's search: requests, and the spellings of fields in responses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ctd_plugin.catalogues.clients.geonetwork import search
from ctd_plugin.catalogues.http.exchange import CatalogueError, FailureReason, Request, Response
from ctd_plugin.catalogues.records import Extent, LinkKind, Query, RecordPage
from tests.support.catalogue_records import FORESTS

SITE = "https://carto.fr/geonetwork"
TWO = Query("", limit=2)


def asked(query: Query, url: str = f"{SITE}/srv/api") -> Request:
    return next(search(url, query))


def body(query: Query) -> dict[str, Any]:
    return json.loads(asked(query).body or b"")


def page_from(content: object, query: Query = TWO) -> RecordPage:
    conversation = search(f"{SITE}/srv/api", query)
    next(conversation)
    with pytest.raises(StopIteration) as ended:
        conversation.send(content if isinstance(content, Response) else Response(200, json.dumps(content).encode()))
    return ended.value.value


def hits(*sources: object, total: object = None) -> dict[str, Any]:
    return {"hits": {"total": total, "hits": [{"_id": "x", "_source": source} for source in sources]}}


@pytest.mark.parametrize("path", ["", "/", "/srv", "/srv/api", "/srv/api/records", "/srv/api/search/records/_search"])
def test_each_shape_of_address_leads_to_the_search(path: str) -> None:
    request = asked(Query("eau"), SITE + path)
    assert request.url == f"{SITE}/srv/api/search/records/_search"
    assert (request.content_type, request.accept) == ("application/json", "application/json")


def test_templates_are_left_out_and_the_page_that_was_asked_for_is_asked_for() -> None:
    first, second = body(Query("eau", limit=7)), body(Query("eau", limit=7, cursor="14"))
    assert {"term": {"isTemplate": "n"}} in first["query"]["bool"]["filter"]
    assert (first["from"], first["size"], second["from"]) == (0, 7, 14)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("forêts publiques", "forêts publiques"),
        ('"eau" (potable) OR NOT rivière:*', "eau potable or not rivière"),
        ("a+b -c && d || e ! {f} [g] ^h ~i ?j \\k /l/ <m> =n", "a b c d e f g h i j k l m n"),
        ("Saint-Denis", "Saint-Denis"),
        ("l’eau 💧", "l’eau 💧"),
    ],
)
def test_words_are_words_whatever_signs_of_the_query_language_a_person_types(words: str, expected: str) -> None:
    (condition,) = body(Query(words))["query"]["bool"]["must"]
    assert condition["query_string"]["query"] == expected
    assert condition["query_string"]["default_operator"] == "AND"


@pytest.mark.parametrize("words", ["", "  ", '"*"'])
def test_without_words_all_records_are_asked_for(words: str) -> None:
    assert body(Query(words))["query"]["bool"]["must"] == [{"match_all": {}}]


def test_an_extent_is_a_condition_and_one_across_the_antimeridian_is_two() -> None:
    simple = body(Query("", Extent(-5, 47, -1, 49)))["query"]["bool"]["filter"][1]
    box = {"type": "envelope", "coordinates": [[-5, 49], [-1, 47]]}
    assert simple == {"geo_shape": {"geom": {"shape": box, "relation": "intersects"}}}
    double = body(Query("", Extent(170, -20, -170, -10)))["query"]["bool"]["filter"][1]["bool"]
    corners = [part["geo_shape"]["geom"]["shape"]["coordinates"] for part in double["should"]]
    assert corners == [[[170, -10], [180, -20]], [[-180, -10], [-170, -20]]]
    assert double["minimum_should_match"] == 1


def test_a_record_is_read_in_french_and_in_full() -> None:
    (record,) = page_from(hits(FORESTS)).records
    assert (record.id, record.title) == ("7b1 é", "Forêts publiques")
    assert record.abstract == "Les forêts.\nDe l’État."
    assert (record.organisation, record.contact) == ("ONF", "sig@onf.fr")
    assert record.modified == "2024-05-06T00:00:00.000Z"
    assert record.licence == "Licence Ouverte 2.0"
    assert record.extent == Extent(-5, 47, -1, 49)
    assert record.landing_page == f"{SITE}/srv/fre/catalog.search#/metadata/7b1%20%C3%A9"


def test_all_links_are_kept_once_each_and_relative_ones_made_whole() -> None:
    (record,) = page_from(hits(FORESTS)).records
    wms, wfs, file = record.links
    assert (wms.kind, wms.url, wms.layer) == (LinkKind.WMS, "https://carto.fr/geoserver/onf/wms", "forets")
    assert wms.title == "Forêts (carte)"
    assert (wfs.kind, wfs.layer, wfs.title) == (LinkKind.WFS, "forets", "forets")
    assert (file.kind, file.url) == (LinkKind.FILE, f"{SITE}/srv/api/records/7/forets.zip")
    assert (file.title, file.format) == ("Les forêts", "ZIP")


def test_a_record_of_an_identifier_alone_is_shown_by_it() -> None:
    (record,) = page_from(hits({"uuid": "7"})).records
    assert (record.title, record.abstract, record.organisation, record.links) == ("7", "", "", ())


@pytest.mark.parametrize("wrong", [None, 5, True, "x", [], {}, [None], [[]], {"default": None}, {"default": {"a": 1}}])
def test_values_of_any_type_lose_no_record(wrong: object) -> None:
    for key in FORESTS:
        page = page_from(hits({**FORESTS, key: wrong}, FORESTS))
        assert len(page.records) + page.unread == 2
        assert page.records[-1].title == "Forêts publiques"
    page = page_from(
        hits({**FORESTS, "link": [dict.fromkeys(("url", "urlObject", "name", "protocol"), wrong), *FORESTS["link"]]})
    )
    assert len(page.records[0].links) >= 3


def test_what_is_no_record_is_counted_and_the_others_kept() -> None:
    page = page_from(hits(None, FORESTS, [], {"resourceTitleObject": {"default": "sans identifiant"}}))
    assert (len(page.records), page.unread) == (1, 3)


@pytest.mark.parametrize(
    ("total", "matched", "cursor"),
    [
        ({"value": 5, "relation": "eq"}, 5, "2"),
        (5, 5, "2"),
        (2, 2, ""),
        (None, None, "2"),
        ({}, None, "2"),
        ("x", None, "2"),
    ],
)
def test_the_count_comes_in_three_spellings_and_leads_to_the_next_page(
    total: object, matched: int | None, cursor: str
) -> None:
    page = page_from(hits(FORESTS, FORESTS, total=total))
    assert (page.matched, page.cursor) == (matched, cursor)


def test_pages_end_where_there_is_nothing_more_whatever_the_count_says() -> None:
    assert page_from(hits(total=900)) == RecordPage((), 900)
    assert page_from(hits(FORESTS, total=None)).cursor == ""
    assert page_from(hits(FORESTS, FORESTS, total=12_000), Query("", limit=2, cursor="9998")).cursor == ""


@pytest.mark.parametrize("status", [401, 403])
def test_a_catalogue_that_wants_more_than_a_question_has_refused(status: int) -> None:
    with pytest.raises(CatalogueError) as caught:
        page_from(Response(status, b"Expected CSRF token not found", "text/plain"))
    assert caught.value.reason is FailureReason.REFUSED


@pytest.mark.parametrize("content", [b"<html><title>Connexion</title></html>", b"", b"[]", b"{}", b'{"hits": null}'])
def test_a_response_that_is_no_list_of_records_is_reported(content: bytes) -> None:
    with pytest.raises(CatalogueError) as caught:
        page_from(Response(200, content, "text/html"))
    assert caught.value.reason is FailureReason.UNREADABLE
