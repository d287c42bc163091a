"""Layers of services that ask for authentication: QGIS's own configuration goes with every request."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

import pytest
from qgis.core import QgsDataSourceUri

from ctd_plugin.catalogues.records import LinkKind
from ctd_plugin.gis.network.authentication import set_authentication
from tests.peers.faults import Reply, serving
from tests.peers.qgis_server import REGIONS, regions_project
from tests.peers.qgis_server import serving as qgis_serving
from tests.support.added_layers import added, fresh_project, is_drawn, link, wait_for_signals
from tests.support.authentication import BASIC

SERVICES = {
    LinkKind.WMS: ("/", REGIONS),
    LinkKind.WFS: ("/", REGIONS),
    LinkKind.WMTS: ("/", REGIONS),
    LinkKind.OGCAPI_FEATURES: ("/wfs3", REGIONS),
}


@pytest.fixture(scope="module")
def private(qgis_app, tmp_path_factory):
    """QGIS Server behind a proxy that asks for a password."""
    folder = tmp_path_factory.mktemp("server")
    with qgis_serving(regions_project(folder), folder) as address, serving({}) as proxy:
        target = urlsplit(address)

        def answer(request):
            if request.headers.get("Authorization") != BASIC:
                return Reply(b"no", 401)
            server = http.client.HTTPConnection(target.hostname, target.port, timeout=30)
            server.request("GET", request.target, headers={"Host": request.headers["Host"]})
            reply = server.getresponse()
            return Reply(reply.read(), reply.status, reply.headers["Content-Type"])

        proxy.replies["/"] = answer
        yield proxy


@pytest.fixture
def project(qgis_new_project):
    with fresh_project() as project:
        yield project


@pytest.mark.parametrize("kind", SERVICES)
def test_a_private_layer_is_drawn_with_the_configuration_chosen_for_its_server(private, project, authcfg, kind):
    path, name = SERVICES[kind]
    signals = wait_for_signals(link(kind, private.url(path), name), project)
    [sentence] = signals.errors
    assert "access denied" in sentence
    assert signals.job.is_refused
    private.seen.clear()
    set_authentication(private.url("/"), authcfg)
    layer = added(link(kind, private.url(path), name), project)
    assert is_drawn(layer)
    # The layer has the configuration's name, and nothing of what it holds.
    assert authcfg in layer.source()
    assert "secret" not in layer.source()
    assert {request.headers.get("Authorization") for request in private.seen} == {BASIC}


def test_a_layer_of_another_server_has_no_configuration(private, project, authcfg):
    set_authentication("https://elsewhere.fr/wms", authcfg)
    assert wait_for_signals(link(LinkKind.WMS, private.url("/"), REGIONS), project).job.is_refused
    assert QgsDataSourceUri("").authConfigId() == ""
