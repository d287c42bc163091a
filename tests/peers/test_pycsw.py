"""The CSW client and a real CSW server: pycsw."""

from __future__ import annotations

import pytest

from ctd_plugin.catalogues.clients.csw import search
from ctd_plugin.catalogues.http.exchange import Request
from ctd_plugin.catalogues.records import Extent, LinkKind, Query, RecordPage
from tests.peers.pycsw_peer import PLANS
from tests.peers.transport import converse

FINISTERE = Extent(-5.0, 48.0, -4.0, 48.5)
REUNION = Extent(55.0, -21.5, 56.0, -20.5)


def ids(page: RecordPage) -> set[str]:
    return {record.id for record in page.records}


def test_one_request_finds_a_word_with_its_record_whole(pycsw):
    asked: list[Request] = []
    page = converse(search(pycsw, Query("berges")), asked=asked)
    assert [(request.body, page.unread, page.matched, page.cursor) for request in asked] == [(None, 0, 1, "")]
    (record,) = page.records
    assert (record.title, record.licence) == ("Cours d’eau du Finistère", "Licence Ouverte 2.0")
    assert [link.kind for link in record.links] == [
        LinkKind.WMS,
        LinkKind.PAGE,
        LinkKind.WFS,
        LinkKind.WFS,
        LinkKind.FILE,
    ]


def test_without_words_all_records_come(pycsw):
    page = converse(search(pycsw, Query("", limit=100)))
    assert len(page.records) == page.matched == 5 + PLANS
    assert not page.unread


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("forêts", {"forets"}),
        ("FORÊTS anciennes", {"forets"}),
        ("l'œuvre d’un siècle", {"forets"}),
        ("Centre-Val de Loire", {"forets"}),
        ("bd_foret", {"forets"}),
        ("\N{EVERGREEN TREE}", {"forets"}),
        ('"forêts" (anciennes) \\ ; --', {"forets"}),
        ("100 %", {"sans-rien"}),
        ("forêts refuges", set()),
        ("' OR absent=absent --", set()),
        ("%' OR title like '%a%", set()),
        pytest.param("x" * 2000, set(), id="one long word"),
        pytest.param("forêts " * 400, {"forets"}, id="400 words"),
        pytest.param("\x00\ud800forêts\uffff", {"forets"}, id="no characters of XML"),
    ],
)
def test_what_a_person_types_finds_those_records_and_no_others(pycsw, words, found):
    """Quotes, wildcards, accents, an emoji, fragments of CQL and SQL, 2,000 characters."""
    assert ids(converse(search(pycsw, Query(words)))) == found


def test_without_words_the_newest_come_first_and_a_server_that_cannot_sort_gives_all(pycsw):
    asked: list[Request] = []
    page = converse(search(pycsw, Query("", limit=100)), asked=asked)
    dates = [record.modified for record in page.records if record.modified]
    assert (len(asked), len(set(dates)) > 2) == (1, True)
    assert dates == sorted(dates, reverse=True)


def test_a_wildcard_alone_finds_all(pycsw):
    assert converse(search(pycsw, Query("% * ?"))).matched == 5 + PLANS


@pytest.mark.parametrize(
    ("extent", "found"),
    [
        (FINISTERE, {"5a1f-cours-d-eau"}),
        (REUNION, {"service-carto"}),
        (Extent(-54.0, 3.0, -53.0, 4.0), {"dublin-core"}),
        (Extent(170.0, -50.0, -50.0, 10.0), {"dublin-core"}),
        (Extent(160.0, -30.0, 170.0, -20.0), set()),
    ],
)
def test_an_extent_finds_what_meets_it_across_the_antimeridian_too(pycsw, extent, found):
    assert ids(converse(search(pycsw, Query("", extent)))) == found


def test_words_and_extent_must_both_be_met(pycsw):
    assert ids(converse(search(pycsw, Query("risques", REUNION)))) == {"service-carto"}
    assert ids(converse(search(pycsw, Query("risques", FINISTERE)))) == set()


def test_pages_follow_one_another_to_the_last_and_no_record_comes_twice(pycsw):
    found, sizes, query = [], [], Query("urbanisme", limit=20)
    while query and len(sizes) < 10:
        page = converse(search(pycsw, query))
        sizes.append(len(page.records))
        found += [record.id for record in page.records]
        query = Query("urbanisme", limit=20, cursor=page.cursor) if page.cursor else None
    assert sizes == [20, 20, 5]
    assert sorted(found) == [f"plan-{number:02}" for number in range(1, PLANS + 1)]


def test_own_parameters_of_the_endpoint_do_no_harm(pycsw):
    page = converse(search(f"{pycsw}?MAP=/cartes/a.map&SERVICE=CSW&Request=GetCapabilities", Query("berges")))
    assert ids(page) == {"5a1f-cours-d-eau"}


@pytest.mark.parametrize("method", ["get:iso", "post:iso", "get:dc", "post:dc"])
def test_every_method_and_schema_is_understood(pycsw, method):
    """By GET and by POST, for ISO and for Dublin Core."""
    page = converse(search(pycsw, Query("forêts", Extent(1.0, 47.0, 2.0, 48.0), cursor=f"{method}:1")))
    assert [record.title[:17] for record in page.records] == ["Forêts anciennes "]
