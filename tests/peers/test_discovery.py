"""What the search for services makes of real catalogues: pycsw and pygeoapi."""

from __future__ import annotations

from ctd_plugin.catalogues.discovery import portal_of, read_portal, try_candidate
from ctd_plugin.catalogues.http.exchange import CatalogueError
from ctd_plugin.catalogues.registry import Protocol
from tests.peers import pycsw_peer, pygeoapi_peer
from tests.peers.transport import converse


def found_at(address):
    """Return the services at an address: protocol → count."""
    portal = converse(read_portal(portal_of(address)))
    found = {}
    for endpoint in portal.candidates:
        if endpoint.url.startswith(address.partition("/csw")[0]):
            try:
                service = converse(try_candidate(endpoint, portal.domain))
            except CatalogueError:
                continue
            found[endpoint.protocol] = service.count
    return found


def test_pygeoapi_is_found_by_its_collections(pygeoapi):
    found = found_at(pygeoapi)
    assert found[Protocol.OGCAPI_RECORDS] == pygeoapi_peer.PLANS + 2
    assert found[Protocol.OGCAPI_FEATURES] == 1
    assert set(found) == {Protocol.OGCAPI_RECORDS, Protocol.OGCAPI_FEATURES}


def test_pycsw_is_found_by_its_own_address(pycsw):
    """It answers in the same way at every path of its server."""
    assert found_at(pycsw)[Protocol.CSW] == pycsw_peer.PLANS + 5
