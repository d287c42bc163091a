"""The search for services over the network: real servers, and servers that hang, send elsewhere or say yes to all."""

from __future__ import annotations

import time

import pytest
from qgis.PyQt.QtCore import QCoreApplication

from ctd_plugin.catalogues.discovery import MOST_CANDIDATES
from ctd_plugin.catalogues.registry import Protocol
from ctd_plugin.errors import CtdError
from ctd_plugin.gis.catalogues import service_discovery
from ctd_plugin.gis.catalogues.service_discovery import MOST_AT_ONCE, ServiceDiscovery
from tests.peers import qgis_server
from tests.peers.faults import HTML, JSON, XML, Reply, dead_address, serving
from tests.support.csw_responses import EAU, results
from tests.support.event_loop import until

pytestmark = pytest.mark.usefixtures("clean_network")

CSW = Reply(results(EAU, attributes='numberOfRecordsMatched="7"').encode(), 200, XML)
CKAN = Reply(b'{"success": true, "result": {"count": 3, "results": []}}', 200, JSON)
PAGE = Reply(b"<html><title>Portail</title><a href='/carto/srv/'>x</a></html>", 200, HTML)


def discover(*addresses, seconds=3, wait=20, **more):
    """Return what was found (protocol, path, count), the portals, and the sentence at the end."""
    found, portals, ended = [], [], []
    search = ServiceDiscovery(addresses, seconds, **more)
    search.found.connect(found.append)
    search.portal_read.connect(portals.append)
    search.finished.connect(ended.append)
    search.start()
    assert until(lambda: ended, seconds=wait)
    assert not search.is_running
    rows = {(one.endpoint.protocol, one.endpoint.url.split("/", 3)[3], one.count) for one in found}
    return rows, portals, ended[0]


def test_what_answers_is_found_with_its_count():
    replies = {
        "/": PAGE,
        "/geonetwork/srv/fre/csw": CSW,
        "/api/3/action/package_search": CKAN,
        "/carto/srv/fre/csw": CSW,
    }
    with serving(replies) as server:
        rows, (portal,), sentence = discover(server.address)
        count = len(server.seen)
    assert rows == {
        (Protocol.CSW, "geonetwork/srv/fre/csw", 7),
        (Protocol.CSW, "carto/srv/fre/csw", 7),
        (Protocol.CKAN, "", 3),
    }
    assert (portal.title, portal.error, sentence) == ("Portail", None, "")
    assert count <= MOST_CANDIDATES + 5


def test_a_page_for_every_address_is_no_service():
    with serving({"/": PAGE}) as server:
        rows, _, _ = discover(server.address)
    assert rows == set()


def test_another_host_is_named_and_not_asked():
    with serving({"/geonetwork/srv/fre/csw": CSW}) as other:
        elsewhere = other.url("/portail").replace("127.0.0.1", "localhost")
        moved = Reply(b"", 302, HTML, (("Location", elsewhere),))
        csw = Reply(
            b"", 301, HTML, (("Location", other.url("/geonetwork/srv/fre/csw").replace("127.0.0.1", "localhost")),)
        )
        with serving({"/": moved, "/geonetwork/srv/fre/csw": csw}) as server:
            rows, (portal,), _ = discover(server.address)
        assert other.seen == []
    assert (rows, portal.elsewhere) == (set(), (elsewhere,))


def test_a_server_that_hangs_is_left_after_a_few_addresses_and_the_others_are_asked():
    with serving({"/": Reply(b"", delay=60)}) as slow, serving({"/csw": CSW}) as server:
        started = time.monotonic()
        rows, _, sentence = discover(slow.address, server.address, seconds=0.5)
        assert time.monotonic() - started < 10
        assert len(slow.seen) <= 3 + MOST_AT_ONCE
    assert rows == {(Protocol.CSW, "csw", 7)}
    assert "addresses were left out: their servers do not answer" in sentence


def test_the_whole_has_an_end(monkeypatch):
    monkeypatch.setattr(service_discovery, "SECONDS", 1)
    with serving({"/": Reply(b"<html/>", 200, HTML, delay=0.7)}) as slow:
        _, _, sentence = discover(slow.address, seconds=5, wait=5)
    assert sentence.startswith("Stopped after 1 s: ")


def test_it_can_be_cancelled_at_any_moment():
    ended, found = [], []
    with serving({"/csw": CSW}) as server:
        for moments in range(6):
            search = ServiceDiscovery([server.address], 3)
            search.finished.connect(ended.append)
            search.found.connect(found.append)
            search.start()
            for _ in range(moments * 20):
                QCoreApplication.processEvents()
            search.cancel()
            search.cancel()
            assert not search.is_running
    assert not ended or found


def test_a_portal_that_is_not_there_says_why():
    rows, (portal,), sentence = discover(dead_address())
    assert (rows, str(portal.error)) == (set(), "unreachable: connection refused")
    assert "do not answer" in sentence


def test_without_a_scheme_http_is_tried_where_https_is_not_there():
    with serving({"/": PAGE, "/csw": CSW}) as server:
        rows, portals, _ = discover(server.address.removeprefix("http://"))
    assert (Protocol.CSW, "csw", 7) in rows
    assert portals[0].url.startswith("http:")


def test_what_is_no_address_is_refused_before_anything_is_asked():
    with pytest.raises(CtdError, match="not an http or https address"):
        ServiceDiscovery(["ftp://a.fr"], 3)


def test_the_services_of_a_real_qgis_server(tmp_path):
    with qgis_server.serving(qgis_server.regions_project(tmp_path), tmp_path) as address:
        rows, _, _ = discover(address, seconds=10)
    protocols = {protocol for protocol, _, _ in rows}
    assert protocols == {Protocol.WMS, Protocol.WFS, Protocol.OGCAPI_FEATURES}
