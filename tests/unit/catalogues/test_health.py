"""Probes of endpoints: their requests, and the results and failure reasons of responses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from ctd_plugin.catalogues.clients import SEARCHED
from ctd_plugin.catalogues.health import Health, probe
from ctd_plugin.catalogues.http.exchange import CatalogueError, FailureReason, Request, Response
from ctd_plugin.catalogues.registry import Confidence, Endpoint, Protocol
from tests.support.service_responses import OLD_WMS, WFS, WMS

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LOGIN = "<!DOCTYPE html><html><head><title>Connexion</title></head><body>Identifiant</body></html>"
EXCEPTION = "<ServiceExceptionReport><ServiceException>Version non gérée</ServiceException></ServiceExceptionReport>"
COLLECTIONS = '{"collections": [{"id": "communes"}, {"id": "routes"}, {"id": "notices", "itemType": "record"}]}'
DCAT_JSON = '{"@type": "dcat:Catalog", "dataset": [{"title": "a"}, {"title": "b"}]}'
DCAT_XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#">'
    "<dcat:Catalog><dcat:dataset><dcat:Dataset/></dcat:dataset></dcat:Catalog></rdf:RDF>"
)
DCAT_TYPED = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#">'
    '<rdf:Description rdf:about="a"><rdf:type rdf:resource="http://www.w3.org/ns/dcat#Dataset"/></rdf:Description>'
    '<rdf:Description rdf:about="b" rdf:type="http://www.w3.org/ns/dcat#Dataset"/>'
    '<rdf:Description rdf:about="d"><rdf:type rdf:resource="http://www.w3.org/ns/dcat#Distribution"/></rdf:Description>'
    '<dcat:Dataset rdf:about="c"><rdf:type rdf:resource="http://www.w3.org/ns/dcat#Dataset"/></dcat:Dataset></rdf:RDF>'
)
DCAT_GRAPH = (
    '{"@graph": [{"@type": "dcat:Catalog"}, {"@type": ["dcat:Dataset", "void:Dataset"]}, null,'
    ' {"@type": "http://www.w3.org/ns/dcat#Dataset"}]}'
)


CSW_RECORD = (
    '<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2">'
    '<csw:SearchResults numberOfRecordsMatched="321" numberOfRecordsReturned="1" nextRecord="2">'
    '<csw:Record xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier>a</dc:identifier><dc:title>A</dc:title>'
    "</csw:Record></csw:SearchResults></csw:GetRecordsResponse>"
)
PROJECT = (
    "<qgis><layer-tree-group><layer-tree-layer name='a' id='x' providerKey='wms' "
    "source='url=https://example.org/wms&amp;layers=a'/></layer-tree-group></qgis>"
)
ONE_RECORD = {
    Protocol.CSW: ([CSW_RECORD], 321),
    Protocol.GEONETWORK: (['{"hits": {"total": {"value": 12, "relation": "eq"}, "hits": []}}'], 12),
    Protocol.OPENDATASOFT: (['{"total_count": 5, "results": []}'], 5),
    Protocol.CKAN: (['{"success": true, "result": {"count": 7, "results": []}}'], 7),
    Protocol.OGCAPI_RECORDS: (['{"collections": [{"id": "dataset"}]}', '{"numberMatched": 4, "features": []}'], 4),
    Protocol.ONEGEO: (['{"hits": {"total": {"value": 9}, "hits": []}}'], 9),
    Protocol.DATA4CITIZEN: (['{"result": {"count": 8, "results": []}}'], 8),
    Protocol.IDG_PROJECT: ([PROJECT], 1),
}
"""Responses of each catalogue, one body a request, and their numbers of records."""


def endpoint(protocol: Protocol, url: str = "https://example.org/service") -> Endpoint:
    return Endpoint(protocol, url, Confidence.HIGH, "")


def response(body: str | bytes, status: int = 200, content_type: str = "") -> Response:
    return Response(status, body if isinstance(body, bytes) else body.encode(), content_type)


def fresh(url: str) -> Request:
    return Request(url, traced=True)


def play(protocol: Protocol, responses: Iterable[Response], url: str = "https://example.org/service"):
    """Return what a probe finds (a count, None or an error) and the requests that it made."""
    conversation, requests, waiting = probe(endpoint(protocol, url)), [], iter(responses)
    try:
        requests.append(next(conversation))
        while True:
            reply = next(waiting, None)
            if reply is None:
                return None, requests
            requests.append(conversation.send(reply))
    except StopIteration as end:
        return end.value.count, requests
    except CatalogueError as error:
        return error, requests


@pytest.mark.parametrize(
    ("protocol", "body", "count"),
    [
        (Protocol.WMS, WMS, 2),
        (Protocol.WMS, OLD_WMS, 1),
        (Protocol.WFS, WFS, 1),
        (Protocol.OGCAPI_FEATURES, COLLECTIONS, 2),
        (Protocol.DCAT, DCAT_JSON, 2),
        (Protocol.DCAT, "\ufeff" + DCAT_JSON, 2),
        (Protocol.DCAT, "\n  " + DCAT_JSON, 2),
        (Protocol.DCAT, DCAT_XML, 1),
        (Protocol.DCAT, DCAT_TYPED, 3),
        (Protocol.DCAT, DCAT_GRAPH, 2),
        (Protocol.DCAT, DCAT_GRAPH[len('{"@graph": ') : -1], 2),
        (Protocol.DCAT, '{"dcat:dataset": [{}, {}]}', 2),
        (Protocol.DCAT, '{"dataset": []}', 0),
        (Protocol.DCAT, '{"@graph": [null, {"@type": [3]}]}', None),
        (Protocol.DCAT, "[1]", None),
        (Protocol.DCAT, '{"dataset": null}', None),
    ],
)
def test_one_request_shows_that_a_service_works_and_how_much_it_holds(protocol, body, count):
    """Data sets that are such by their type are counted too, each once."""
    found, requests = play(protocol, [response(body)])
    assert (found, len(requests)) == (count, 1)


def test_what_is_asked_is_as_little_as_the_service_can_answer_and_keeps_the_parameters_of_its_address():
    _, (wms,) = play(Protocol.WMS, [response(WMS)], "https://example.org/cgi?MAP=/a.map&Service=WMS")
    _, (wfs,) = play(Protocol.WFS, [response(WFS)], "https://example.org/wfs")
    _, (features,) = play(Protocol.OGCAPI_FEATURES, [response(COLLECTIONS)], "https://example.org/api/collections.json")
    assert wms == fresh("https://example.org/cgi?MAP=/a.map&SERVICE=WMS&REQUEST=GetCapabilities&VERSION=1.3.0")
    assert wfs == fresh("https://example.org/wfs?SERVICE=WFS&REQUEST=GetCapabilities")
    assert features == fresh("https://example.org/api/collections.json")


@pytest.mark.parametrize("protocol", SEARCHED)
def test_a_catalogue_is_asked_for_one_record_and_says_how_many_it_has(protocol):
    bodies, count = ONE_RECORD[protocol]
    address = "https://example.org/fr/indexer/elastic/_search" if protocol is Protocol.ONEGEO else "https://example.org"
    found, requests = play(protocol, [response(body) for body in bodies], address)
    assert (found, len(requests)) == (count, len(bodies))
    asked = f"{requests[-1].url} {requests[-1].body}"
    assert protocol is Protocol.IDG_PROJECT or re.search(r"""(limit|rows|size|maxRecords|"size": ?)\W*1\b""", asked)


@pytest.mark.parametrize("protocol", Protocol)
def test_a_probe_follows_redirects_one_by_one(protocol):
    (first, *_) = play(protocol, [])[1]
    assert first.traced


@pytest.mark.parametrize("protocol", SEARCHED)
def test_a_catalogue_behind_a_login_or_a_refusal_is_reported_as_such(protocol):
    for title, reason in (("Connexion", FailureReason.UNREADABLE), ("Accès interdit", FailureReason.REFUSED)):
        page = response(f"<html><title>{title}</title></html>", content_type="text/html")
        found, _ = play(protocol, [page] * 3)
        assert found.reason is reason


@pytest.mark.parametrize(
    "first", [response(EXCEPTION), response(LOGIN), response("", 500), response("", 404), response("<html/>", 400)]
)
def test_a_wms_that_fails_in_1_3_0_is_asked_in_1_1_1(first):
    found, requests = play(Protocol.WMS, [first, response(OLD_WMS)])
    assert found == 1
    assert [request.url[-5:] for request in requests] == ["1.3.0", "1.1.1"]


def test_a_wms_that_fails_in_both_versions_is_reported_by_its_first_failure():
    found, requests = play(Protocol.WMS, [response(EXCEPTION), response(LOGIN)])
    assert (found.reason, found.detail, len(requests)) == (FailureReason.EXCEPTION, "“Version non gérée”", 2)


@pytest.mark.parametrize("status", [401, 403, 429])
def test_a_server_that_refuses_or_is_busy_is_not_asked_again_at_once(status):
    found, requests = play(Protocol.WMS, [response("", status), response(WMS)])
    assert found.reason is (FailureReason.BUSY if status == 429 else FailureReason.REFUSED)
    assert len(requests) == 1


@pytest.mark.parametrize("protocol", [Protocol.WMS, Protocol.WFS, Protocol.OGCAPI_FEATURES, Protocol.DCAT])
@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", ""])
def test_a_login_page_is_a_failure(protocol, content_type):
    """An HTML page with status 200."""
    page = response(LOGIN, content_type=content_type)
    found, _ = play(protocol, [page, page])
    assert found.reason is FailureReason.UNREADABLE
    assert "web page: “Connexion" in found.detail


@pytest.mark.parametrize("protocol", [Protocol.WMS, Protocol.WFS, Protocol.OGCAPI_FEATURES, Protocol.DCAT])
@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
@pytest.mark.parametrize("words", ["Accès interdit", "Accès refusé à cette ressource", "Page interdite", "Forbidden"])
def test_a_page_that_refuses_access_with_status_200_is_a_refusal(protocol, encoding, words):
    page = response(f"<html><title>{words}</title></html>".encode(encoding), content_type="text/html")
    found, _ = play(protocol, [page, page])
    assert found.reason is FailureReason.REFUSED
    assert found.detail


def test_a_service_whose_data_speak_of_what_is_forbidden_is_no_refusal():
    titled = WFS.replace("Lycées", "Zones interdites aux drones")
    assert play(Protocol.WFS, [response(titled, content_type="text/xml")])[0] == 1
    cut, _ = play(Protocol.WFS, [response(titled[:-30], content_type="text/xml")])
    assert cut.reason is FailureReason.UNREADABLE


@pytest.mark.parametrize(
    ("protocol", "body"),
    [
        (Protocol.WMS, WFS),
        (Protocol.WFS, WMS),
        (Protocol.WFS, "{}"),
        (Protocol.OGCAPI_FEATURES, '{"collections": null}'),
        (Protocol.OGCAPI_FEATURES, "[]"),
        (Protocol.OGCAPI_FEATURES, WFS),
        (Protocol.DCAT, ""),
        (Protocol.DCAT, "titre;date"),
        (Protocol.DCAT, '{"error": "login required"}'),
        (Protocol.DCAT, "{}"),
        (Protocol.DCAT, '<rss version="2.0"/>'),
    ],
)
def test_the_response_of_another_service_is_a_failure(protocol, body):
    found, _ = play(protocol, [response(body), response(body)])
    assert found.reason is FailureReason.UNREADABLE


def test_a_service_with_too_many_requests_is_alive_and_all_other_troubles_are_not():
    """Status 429 counts as alive."""
    assert Health(NOW).is_alive
    alive = {reason for reason in FailureReason if Health(NOW, reason).is_alive}
    assert alive == {FailureReason.BUSY}
    assert [Health(NOW, reason).state for reason in (None, *FailureReason)] == ["answers", *FailureReason]
