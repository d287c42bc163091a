"""Requests to a CSW, what follows each kind of response, and when attempts end."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest

from ctd_plugin.catalogues.clients.csw import MOST_REQUESTS, search
from ctd_plugin.catalogues.clients.csw_filter import ogc_filter
from ctd_plugin.catalogues.clients.record_pages import MOST_RECORDS
from ctd_plugin.catalogues.http.exchange import CatalogueError, FailureReason, Request, Response
from ctd_plugin.catalogues.records import Extent, Query, RecordPage
from tests.support.csw_responses import EAU, report, results

URL = "https://catalogue.example.org/csw"
OGC = "{http://www.opengis.net/ogc}"
GML = "{http://www.opengis.net/gml}"
CSW = "{http://www.opengis.net/cat/csw/2.0.2}"
LOGIN = Response(200, b"<!DOCTYPE html><html><head><title>Connexion</title></head></html>", "text/html")
GOOD = Response(200, results(EAU).encode(), "application/xml")
MORE = Response(200, results(EAU, attributes='numberOfRecordsMatched="50" nextRecord="21"').encode(), "application/xml")
FRANCE = Extent(-5.0, 41.0, 10.0, 51.0)
EMPTY = Response(200, results(attributes='numberOfRecordsMatched="12" nextRecord="1"').encode(), "application/xml")


def play(
    query: Query, responses: Iterable[Response], url: str = URL
) -> tuple[RecordPage | CatalogueError, list[Request]]:
    """Return the result of a search with these responses, and its requests."""
    conversation = search(url, query)
    asked = [next(conversation)]
    try:
        for response in responses:
            asked.append(conversation.send(response))
    except StopIteration as end:
        return end.value, asked
    except CatalogueError as error:
        return error, asked
    raise AssertionError(f"still asking after {len(asked)} requests")


def asked_of(query: Query, url: str = URL) -> dict[str, str]:
    """Return the parameters of the first request."""
    return {name: values[0] for name, values in parse_qs(urlsplit(next(search(url, query)).url).query).items()}


def literals(constraint: str) -> list[str | None]:
    return [element.text for element in ElementTree.fromstring(constraint).iter(f"{OGC}Literal")]


def test_what_a_server_sends_beyond_a_page_comes_with_the_next():
    """A server that sends all it has, whatever it is asked for."""
    attributes = f'numberOfRecordsMatched="{MOST_RECORDS + 9}" nextRecord="0"'
    records = "".join(
        f"<csw:Record><identifier>{number}</identifier></csw:Record>" for number in range(MOST_RECORDS + 9)
    )
    content = results(attributes=attributes).replace("</csw:SearchResults>", f"{records}</csw:SearchResults>")
    page, _ = play(Query("eau"), [Response(200, content.replace(' nextRecord="0"', "").encode())])
    assert isinstance(page, RecordPage)
    assert (len(page.records), page.unread, page.cursor) == (MOST_RECORDS, 0, f"get:iso:{MOST_RECORDS + 1}")


def test_a_search_at_an_address_that_is_none_asks_for_it_as_it_is():
    """Nobody fetches it, and nothing raises."""
    assert next(search("http://[::1", Query("eau"))).url == "http://[::1"


def test_a_healthy_server_is_asked_once_for_whole_iso_records():
    page, asked = play(Query("eau", limit=7), [GOOD])
    assert [record.title for record in page.records] == ["Eau"]
    assert len(asked) == 1
    assert asked[0].body is None
    parameters = asked_of(Query("eau", limit=7))
    assert literals(parameters.pop("constraint")) == ["*eau*"]
    assert parameters == {
        "service": "CSW",
        "version": "2.0.2",
        "request": "GetRecords",
        "resultType": "results",
        "elementSetName": "full",
        "outputSchema": "http://www.isotc211.org/2005/gmd",
        "typeNames": "gmd:MD_Metadata",
        "startPosition": "1",
        "maxRecords": "7",
        "constraintLanguage": "FILTER",
        "constraint_language_version": "1.1.0",
    }


def test_without_words_and_extent_there_is_no_constraint():
    assert not {"constraint", "constraintLanguage"} & set(asked_of(Query("  ")))


@pytest.mark.parametrize("status", [400, 403, 405, 414, 415, 500, 501])
def test_where_get_is_refused_the_same_is_asked_by_post(status: int):
    page, asked = play(Query("l'eau <vive>", Extent(-5, 47, -1, 49), limit=9), [Response(status, b"no"), GOOD])
    assert page.records
    root = ElementTree.fromstring(asked[1].body)
    assert (asked[1].url, asked[1].content_type) == (URL, "application/xml")
    assert (root.tag, root.get("maxRecords"), root.get("startPosition")) == (f"{CSW}GetRecords", "9", "1")
    assert root.get("outputSchema") == "http://www.isotc211.org/2005/gmd"
    assert literals(asked[1].body.decode()) == ["*eau*", "*vive*"]
    corners = [element.text for element in root.iter(f"{GML}lowerCorner")]
    assert corners == ["-5 47", "47 -5"]


@pytest.mark.parametrize("response", [LOGIN, report("Bad"), report("Bad", status=400), EMPTY, Response(200, b"")])
def test_what_holds_no_records_is_asked_for_by_post(response: Response):
    """A web page, an exception report, an empty list that says to hold twelve."""
    page, asked = play(Query("eau"), [response, GOOD])
    assert page.records
    assert [bool(request.body) for request in asked] == [False, True]


def test_a_server_that_takes_no_post_nor_filter_is_asked_in_cql():
    """Nothing of what was typed is left that CQL would read as its own."""
    query = Query("l'eau 100 % d\"un* \\ vive' OR 'a", Extent(170, -50, -170, -40))
    page, asked = play(query, [report("No filter"), Response(405, b""), GOOD])
    assert page.records
    parameters = parse_qs(urlsplit(asked[2].url).query)
    assert parameters["constraintLanguage"] == ["CQL_TEXT"]
    words = [f"AnyText like '%{word}%'" for word in ("eau", "100", "un", "vive", "or")]
    boxes = "(BBOX(ows:BoundingBox,170,-50,180,-40) OR BBOX(ows:BoundingBox,-180,-50,-170,-40))"
    assert parameters["constraint"] == [" AND ".join([*words, boxes])]


def test_a_server_without_iso_records_is_asked_for_dublin_core():
    refusal = report("Invalid outputSchema", "outputSchema", status=400)
    page, asked = play(Query("eau"), [refusal, GOOD])
    assert page.records
    parameters = parse_qs(urlsplit(asked[1].url).query)
    assert parameters["outputSchema"] == ["http://www.opengis.net/cat/csw/2.0.2"]
    assert parameters["typeNames"] == ["csw:Record"]
    assert not asked[1].body


@pytest.mark.parametrize(
    ("responses", "reason", "words"),
    [
        ([LOGIN] * 9, FailureReason.UNREADABLE, "Connexion"),
        ([report("Index broken")] * 9, FailureReason.EXCEPTION, "Index broken"),
        (
            [Response(405, b""), report("Index broken", status=500), Response(405, b"")],
            FailureReason.EXCEPTION,
            "Index broken",
        ),
        ([EMPTY] * 9, FailureReason.EXCEPTION, "12 records announced, but none returned"),
        ([report("no", "typeNames")] * 9, FailureReason.EXCEPTION, "no"),
        (
            [Response(500, b"java.lang.NullPointerException\n\tat org.x")] * 9,
            FailureReason.EXCEPTION,
            "500, internal error of the server",
        ),
        ([Response(403, "Accès interdit".encode())] * 9, FailureReason.REFUSED, "403"),
        ([Response(200, b"<x/>")] * 9, FailureReason.UNREADABLE, "without a list of records"),
        ([Response(200, b'<!DOCTYPE a [<!ENTITY a "b">]><a>&a;</a>')] * 9, FailureReason.UNREADABLE, "DTD or entities"),
    ],
)
def test_asking_ends_and_the_most_telling_failure_is_raised(responses, reason: FailureReason, words: str):
    """Three requests at most, all different."""
    error, asked = play(Query("eau"), responses)
    assert isinstance(error, CatalogueError)
    assert error.reason is reason
    assert words in error.detail
    assert len(asked) == len(set(asked)) == MOST_REQUESTS


@pytest.mark.parametrize(
    ("status", "reason"),
    [(401, "refused"), (404, "not_found"), (410, "not_found"), (429, "busy"), (502, "exception"), (503, "exception")],
)
def test_what_another_way_of_asking_would_not_change_is_reported_at_once(status: int, reason: str):
    """A server that wants a token says so with 401."""
    error, asked = play(Query("eau"), [Response(status, b"")])
    assert (error.reason, len(asked)) == (reason, 1)


def test_without_words_the_same_request_is_never_sent_twice():
    error, asked = play(Query(""), [LOGIN] * 9)
    assert isinstance(error, CatalogueError)
    # Sorted, unsorted, and by POST; CQL would be the same as the second.
    assert len(asked) == len(set(asked)) == 3


@pytest.mark.parametrize(("schema", "date"), [("iso", "apiso:Modified:D"), ("dc", "dct:modified:D")])
def test_without_words_the_newest_come_first_on_every_page(schema, date):
    page, (request,) = play(Query("", FRANCE, cursor=f"get:{schema}:1:sorted"), [MORE])
    assert parse_qs(urlsplit(request.url).query)["sortBy"] == [date]
    assert isinstance(page, RecordPage)
    assert page.cursor == f"get:{schema}:21:sorted"
    assert asked_of(Query(""))["sortBy"] == "apiso:Modified:D"
    assert "sortBy" not in asked_of(Query("eau")) | asked_of(Query("", any_order=True))


def test_a_server_that_cannot_sort_is_asked_again_without_and_not_on_later_pages():
    refused = report("Invalid SortBy propertyname: apiso:Modified")
    page, asked = play(Query(""), [refused, MORE])
    assert ["sortBy" in request.url for request in asked] == [True, False]
    assert isinstance(page, RecordPage)
    assert page.cursor == "get:iso:21"
    assert "sortBy" not in asked_of(Query("", cursor=page.cursor))


def test_a_search_that_finds_nothing_is_no_error():
    page, asked = play(Query("eau"), [Response(200, results(attributes='numberOfRecordsMatched="0"').encode())])
    assert page == RecordPage((), matched=0)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("attributes", "given", "following"),
    [
        ('numberOfRecordsMatched="50" nextRecord="21" numberOfRecordsReturned="20"', 20, 21),
        ('numberOfRecordsMatched="50" nextRecord="21" numberOfRecordsReturned="20"', 18, 21),
        ('numberOfRecordsMatched="50" nextRecord="11"', 10, 11),
        ('numberOfRecordsMatched="50" nextRecord="0"', 20, None),
        ('numberOfRecordsMatched="50" nextRecord="1"', 20, None),
        ('numberOfRecordsMatched="50" nextRecord="51"', 20, 21),
        ('numberOfRecordsMatched="20" nextRecord="21"', 20, None),
        ('numberOfRecordsMatched="50" nextRecord="40"', 20, 21),
        ('numberOfRecordsMatched="50" nextRecord="-1"', 20, 21),
        ('numberOfRecordsMatched="50"', 20, 21),
        ('nextRecord="21"', 20, 21),
        ('numberOfRecordsMatched="many"', 20, None),
        ("", 20, None),
    ],
)
def test_the_next_page_begins_where_the_server_says_if_that_can_be(attributes: str, given: int, following: int | None):
    """nextRecord 0, behind, beyond, jumping or missing; other numbers than there are records."""
    page, _ = play(Query("eau"), [Response(200, results(*[EAU] * given, attributes=attributes).encode())])
    assert len(page.records) == given
    assert page.cursor.endswith(f":{following}" if following else "")
    assert bool(page.cursor) == bool(following)


def test_paging_ends_where_a_server_says_the_same_for_ever():
    """A first page without end, then one without records."""
    more = Response(200, results(*[EAU] * 20, attributes='numberOfRecordsMatched="999" nextRecord="21"').encode())
    first, _ = play(Query("eau"), [more])
    again, _ = play(Query("eau", cursor=first.cursor), [more])
    empty, _ = play(Query("eau", cursor=first.cursor), [EMPTY])
    assert (first.cursor[-3:], again.cursor, empty.cursor) == (":21", "", "")


def test_a_later_page_is_asked_for_as_the_first_one_was_answered():
    more = Response(200, results(*[EAU] * 20, attributes='numberOfRecordsMatched="50" nextRecord="21"').encode())
    page, _ = play(Query("eau"), [report("", "outputSchema"), Response(405, b""), more])
    _, asked = play(Query("eau", cursor=page.cursor), [GOOD])
    root = ElementTree.fromstring(asked[0].body)
    assert (root.get("startPosition"), root.get("outputSchema")) == ("21", "http://www.opengis.net/cat/csw/2.0.2")
    error, asked = play(Query("eau", cursor=page.cursor), [report("Too late")])
    assert ("Too late" in error.detail, len(asked)) == (True, 1)


def test_a_bad_record_is_counted_and_the_others_are_kept():
    attributes = 'numberOfRecordsMatched="5" nextRecord="0"'
    content = results(EAU, "", "<dc:date/>", "<dc:identifier>2</dc:identifier>", attributes=attributes)
    page, _ = play(Query(""), [Response(200, content.replace("</csw:SearchR", "<rdf/></csw:SearchR").encode())])
    assert [(record.id, record.title) for record in page.records] == [("1", "Eau"), ("2", "2")]
    assert (page.unread, page.matched) == (3, 5)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-15"])
def test_a_reply_is_read_in_the_encoding_that_it_names(encoding: str):
    name = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{name}"?>' + results("<dc:title>Forêt d’€ à œuvrer</dc:title>")
    content = text.replace("’", "'").encode(encoding)
    page, _ = play(Query(""), [Response(200, content, "text/xml; charset=utf-8")])
    assert page.records[0].title == "Forêt d'€ à œuvrer"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("forêt  Forêt ancienne", ["forêt", "ancienne"]),
        ("l'eau d’Oise", ["eau", "oise"]),
        ("zone 2", ["zone", "2"]),
        ("100 % a*b?c\\d bd_topo", ["100", "bd_topo"]),
        ('"<Filter>"&amp; x=y;', ["filter", "amp"]),
        ("🌲🌲 cartes.gouv.fr", ["🌲🌲", "cartes.gouv.fr"]),
        ("Eau. _vive_...", ["eau", "vive"]),
        ("a", ["a"]),
        ("%%% *** '", []),
        ("\x00\ud800\uffff", []),
        pytest.param("x" * 2000, ["x" * 40], id="one long word"),
        pytest.param(" ".join(f"m{number}" for number in range(400)), [f"m{number}" for number in range(8)], id="400"),
    ],
)
def test_words_are_what_catalogues_index(typed: str, words: list[str]):
    constraint = asked_of(Query(typed)).get("constraint")
    assert (literals(constraint) if constraint else []) == [f"*{word}*" for word in words]


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("🌲" * 2000, id="emoji"),
        pytest.param(" ".join("🌲" * 38 + f"{number}" for number in range(50)), id="long words"),
        pytest.param("œuvre " * 300, id="short words"),
        pytest.param("".join(map(chr, range(1, 2000))), id="all kinds of characters"),
    ],
)
def test_2000_characters_make_an_address_that_servers_read(typed: str):
    url = next(search(URL, Query(typed, Extent(-5, 47, -1, 49)))).url
    assert len(url) < 8000
    assert url.isascii()


@pytest.mark.parametrize(
    ("extent", "boxes"),
    [
        (Extent(-5.14, 47.2, -1, 48.9), ["-5.14 47.2 -1 48.9", "47.2 -5.14 48.9 -1"]),
        (Extent(163, -23, 168, -19), ["163 -23 168 -19"]),
        (Extent(50, -22, 100, -20), ["50 -22 100 -20", "-22 50 -20 90"]),
        (Extent(177, -20, -178, -16), ["177 -20 180 -16", "-180 -20 -178 -16"]),
    ],
)
def test_an_extent_is_asked_for_in_both_orders_of_axes_where_both_are_on_earth(extent: Extent, boxes: list[str]):
    envelopes = ElementTree.fromstring(asked_of(Query("", extent))["constraint"]).iter(f"{GML}Envelope")
    assert [" ".join(corner.text for corner in envelope) for envelope in envelopes] == boxes


def test_the_endpoint_keeps_its_own_parameters_and_loses_those_of_a_request():
    url = f"{URL}?MAP=/cartes/l%27eau.map&SERVICE=CSW&Request=GetCapabilities&VERSION=2.0.2&CONSTRAINTLANGUAGE=CQL#top"
    request = next(search(url, Query("")))
    assert request.url.startswith(f"{URL}?MAP=/cartes/l%27eau.map&service=CSW&version=2.0.2&request=GetRecords&")
    assert "GetCapabilities" not in request.url
    assert "#" not in request.url
    _, asked = play(Query("", any_order=True), [LOGIN, GOOD], url)
    assert asked[1].url == f"{URL}?MAP=/cartes/l%27eau.map"


def test_a_relative_link_starts_from_where_the_reply_came():
    record = f'{EAU}<dc:URI xmlns:dc="http://purl.org/dc/elements/1.1/">/a.csv</dc:URI>'
    content = results(record).encode()
    for moved, url in (("https://new.example.org/csw", "https://new.example.org/a.csv"), ("", f"{URL[:-4]}/a.csv")):
        page, _ = play(Query(""), [Response(200, content, url=moved)])
        assert [link.url for link in page.records[0].links] == [url]


def test_whatever_a_word_is_made_of_the_filter_is_xml():
    assert literals(ogc_filter(["a<b&c"], None)) == ["*a<b&c*"]


def test_a_limit_of_none_asks_for_one_record():
    assert asked_of(Query("", limit=0))["maxRecords"] == "1"
