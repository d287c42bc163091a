"""What is asked of a portal, in which order, how much at most, and what counts as an answer."""

from __future__ import annotations

import json

import pytest

from ctd_plugin.catalogues.discovery import (
    MOST_CANDIDATES,
    FoundService,
    distinct_services,
    portal_of,
    read_portal,
    technology_of,
    try_candidate,
)
from ctd_plugin.catalogues.http.exchange import CatalogueError, Request, Response
from ctd_plugin.catalogues.http.urls import is_within
from ctd_plugin.catalogues.registry import Confidence, Endpoint, Protocol, Technology
from ctd_plugin.errors import CtdError
from tests.support.catalogue_server import reply
from tests.support.csw_responses import EAU, results

PAGE = b"<html><title>Portail</title></html>"
WMS = (
    b'<WMS_Capabilities xmlns="http://www.opengis.net/wms"><Capability><Layer><Name>eau</Name></Layer></Capability>'
    b"</WMS_Capabilities>"
)


def endpoint(protocol: Protocol, url: str) -> Endpoint:
    return Endpoint(protocol, url, Confidence.HIGH, "a test")


def hold(conversation, answer):
    """Return what a conversation returns or raises, and its requests; `answer` gives the responses."""
    requests: list[Request] = []
    try:
        requests.append(next(conversation))
        while True:
            requests.append(conversation.send(answer(requests[-1])))
    except StopIteration as end:
        return end.value, requests
    except CatalogueError as error:
        return error, requests


def read(address, content=PAGE, **response):
    portal = portal_of(address)
    url = response.pop("url", portal.url)
    return hold(read_portal(portal), lambda _: Response(200, content, "text/html", url, **response))[0]


@pytest.mark.parametrize(
    ("address", "url", "domain"),
    [
        ("geobretagne.fr", "https://geobretagne.fr/", "geobretagne.fr"),
        ("http://www.geopal.org/accueil", "http://www.geopal.org/accueil", "geopal.org"),
        ("http://peigeo.re:8080/", "http://peigeo.re:8080/", "peigeo.re"),
        ("https://moi:secret@a.fr/x?y#z", "https://a.fr/x", "a.fr"),
    ],
)
def test_a_portal_is_known_by_its_host(address, url, domain):
    portal = portal_of(address)
    assert (portal.url, portal.domain) == (url, domain)


@pytest.mark.parametrize("address", ["ftp://a.fr", "", "javascript:alert(1)", "deux mots"])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(CtdError):
        portal_of(address)


@pytest.mark.parametrize("address", ["https://www.geopal.org/accueil", "http://peigeo.re:8080", "https://127.0.0.1/"])
def test_only_its_own_hosts_are_asked_and_not_without_end(address):
    portal = read(address)
    assert 10 < len(portal.candidates) <= MOST_CANDIDATES
    assert all(is_within(one.url, portal.domain) for one in portal.candidates)
    addresses = [(one.protocol, one.url) for one in portal.candidates]
    assert len(set(addresses)) == len(addresses)


def test_prodige_is_looked_for_on_its_subdomains():
    urls = {one.url for one in portal_of("https://www.geopal.org").candidates}
    assert "https://catalogue.geopal.org/geonetwork/srv/fre/csw" in urls
    assert "https://admin.geopal.org/api/ogc-features" in urls


def test_what_the_page_links_to_comes_first_and_other_hosts_are_named_only():
    links = "".join(
        f'<a href="{url}">'
        for url in (
            "/geocat/srv/fre/catalog.search",
            "https://data.autre.fr/geonetwork/srv/fre/csw",
            "http://localhost/geoserver/ows",
            "https://cartes.p.fr/wms?service=WMS",
        )
    )
    portal = read("https://www.p.fr/", f"<title>P</title>{links}".encode())
    assert portal.title == "P"
    assert [one.url for one in portal.candidates[:3]] == [
        "https://www.p.fr/geocat/srv/fre/csw",
        "https://www.p.fr/geocat/srv/api",
        "https://cartes.p.fr/wms",
    ]
    assert set(portal.elsewhere) == {
        "https://data.autre.fr/geonetwork/srv/fre/csw",
        "https://data.autre.fr/geonetwork/srv/api",
        "http://localhost/geoserver/ows",
    }


def test_ten_thousand_links_are_not_ten_thousand_requests():
    links = "".join(f'<a href="/geoserver/e{number}/ows?service=WMS">' for number in range(10_000))
    urls = [one.url for one in read("https://p.fr", links.encode()).candidates]
    assert len(urls) <= MOST_CANDIDATES
    assert "https://p.fr/geonetwork/srv/fre/csw" in urls


def test_a_redirect_to_another_host_is_named_and_the_usual_paths_are_tried_all_the_same():
    portal = read("https://p.fr", b"", location="https://nouveau.fr/portail")
    assert portal.elsewhere == ("https://nouveau.fr/portail",)
    assert portal.candidates == portal_of("https://p.fr").candidates
    assert read("https://p.fr", b"", location="file:///etc/passwd").elsewhere == ()


def test_the_usual_paths_follow_a_redirect_inside_the_domain():
    portal = read("http://p.fr", url="https://www.p.fr/fr/")
    assert portal.url == "https://www.p.fr/fr/"
    assert "https://www.p.fr/geonetwork/srv/fre/csw" in {one.url for one in portal.candidates}
    assert not any(one.url.startswith("http:") for one in portal.candidates if "//p.fr" in one.url)


def test_the_paths_of_a_platform_that_moved_are_tried_at_its_new_address():
    known = [endpoint(Protocol.CSW, "https://ids.craig.fr/geocat/srv/fre/csw")]
    first = portal_of("https://nouveau.craig.fr", known).candidates[0]
    assert (first.protocol, first.url) == (Protocol.CSW, "https://nouveau.craig.fr/geocat/srv/fre/csw")
    again = portal_of("https://www.craig.fr", known).candidates
    assert "https://ids.craig.fr/geocat/srv/fre/csw" in {one.url for one in again}


def test_an_address_of_a_service_is_tried_itself():
    first = portal_of("https://p.fr/cartes/wms?service=WMS&request=GetCapabilities").candidates[0]
    assert (first.protocol, first.url) == (Protocol.WMS, "https://p.fr/cartes/wms")


CSW_PAGE = results(EAU, attributes='numberOfRecordsMatched="7"').encode()
FEATURES = {"features": [{"id": 1, "properties": {"nom": "Rennes"}}], "numberMatched": 9}
RECORDS = {"features": [{"id": 1, "properties": {"title": "Eau"}}], "numberMatched": 9}


@pytest.mark.parametrize(
    ("protocol", "url", "response", "count"),
    [
        (Protocol.CSW, "https://p.fr/csw", Response(200, CSW_PAGE), 7),
        (Protocol.WMS, "https://p.fr/wms", Response(200, WMS), 1),
        (Protocol.OPENDATASOFT, "https://p.fr/", reply({"total_count": 4, "results": []}), 4),
        (Protocol.CKAN, "https://p.fr/", reply({"success": True, "result": {"count": 3, "results": []}}), 3),
        (Protocol.OGCAPI_RECORDS, "https://p.fr/collections/jeux", reply(RECORDS), 9),
        (Protocol.DCAT, "https://p.fr/data.json", reply({"dataset": [{}, {}]}), 2),
    ],
)
def test_a_service_is_found_with_its_count(protocol, url, response, count):
    found, requests = hold(try_candidate(endpoint(protocol, url), "p.fr"), lambda _: response)
    assert (found.count, found.needs_login, len(requests)) == (count, False, 1)
    assert {request.within for request in requests} == {"p.fr"}


@pytest.mark.parametrize("protocol", [protocol for protocol in Protocol if protocol is not Protocol.IDG_PROJECT])
@pytest.mark.parametrize(
    "response",
    [
        Response(200, PAGE, "text/html"),
        Response(200, b"{}", "application/json"),
        Response(200, b"<x/>", "application/xml"),
        Response(404, PAGE, "text/html"),
        Response(500, b"", "text/html"),
        Response(302, b"", location="https://autre.fr/csw"),
        Response(200, json.dumps({"success": False}).encode()),
    ],
)
def test_what_a_server_says_to_any_address_is_no_service(protocol, response):
    """Soft 404s above all; and no more than two requests to an address that has nothing."""
    found, requests = hold(try_candidate(endpoint(protocol, "https://p.fr/x"), "p.fr"), lambda _: response)
    assert isinstance(found, CatalogueError)
    assert len(requests) <= 3


def test_features_are_no_catalogue():
    found, _ = hold(
        try_candidate(endpoint(Protocol.OGCAPI_RECORDS, "https://p.fr/collections/communes"), "p.fr"),
        lambda _: reply(FEATURES),
    )
    assert isinstance(found, CatalogueError)


def test_a_service_for_those_with_an_account_is_told_apart():
    found, _ = hold(try_candidate(endpoint(Protocol.WMS, "https://p.fr/wms"), "p.fr"), lambda _: Response(401, b""))
    assert found.needs_login


def test_the_same_service_at_two_addresses_is_proposed_once():
    def found(url, count, protocol=Protocol.WMS):
        return FoundService(endpoint(protocol, url), count)

    kept = [found("https://p.fr/geoserver/ows", 12), found("https://p.fr/geoserver/ows", 12, Protocol.WFS)]
    others = [found("https://www.p.fr/wms", 12), found("https://p.fr/vide", 0)]
    login = FoundService(endpoint(Protocol.CSW, "https://p.fr/csw"), None, needs_login=True)
    assert distinct_services([*kept, *others, login]) == (kept, [*others, login])


@pytest.mark.parametrize(
    ("services", "technology"),
    [
        ([(Protocol.CSW, "https://p.fr/geonetwork/srv/fre/csw")], Technology.GEONETWORK),
        ([(Protocol.CSW, "https://p.fr/csw"), (Protocol.OPENDATASOFT, "https://p.fr")], Technology.OPENDATASOFT),
        ([(Protocol.OGCAPI_FEATURES, "https://admin.p.fr/api/ogc-features")], Technology.PRODIGE),
        ([(Protocol.OGCAPI_RECORDS, "https://p.fr/api/search/v1")], Technology.ARCGIS),
        ([(Protocol.WMS, "https://p.fr/wms")], Technology.OTHER),
    ],
)
def test_the_software_that_the_services_suggest(services, technology):
    assert technology_of(endpoint(*service) for service in services) is technology
