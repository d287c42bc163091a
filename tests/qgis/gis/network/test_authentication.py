"""An authentication configuration of QGIS goes to the server that it was chosen for, and to no other."""

from __future__ import annotations

import io

import pytest

from ctd_plugin.catalogues.http.exchange import FailureReason
from ctd_plugin.gis.network.authentication import authentication_for, set_authentication
from ctd_plugin.gis.network.download_limits import DEFAULT_LIMITS
from ctd_plugin.gis.network.file_download import FileDownload
from tests.peers.faults import Reply, serving
from tests.support.authentication import BASIC
from tests.support.conversations import get, one, reason_of
from tests.support.event_loop import until

pytestmark = pytest.mark.usefixtures("clean_network")

NONE_FOR = (("WWW-Authenticate", "Basic"),)


@pytest.fixture
def trusting(authcfg):
    """Return a function that chooses the configuration for the server of an address."""
    chosen = []

    def trust(url):
        chosen.append(url)
        set_authentication(url, authcfg)

    yield trust
    for url in chosen:
        set_authentication(url, "")


def headers_of(server):
    return [request.headers.get("Authorization") for request in server.seen]


def to(address, status=302):
    return Reply(b"moved", status, headers=(("Location", address),))


def test_it_goes_with_every_following_request_to_its_server_alone(trusting):
    with serving({"/": Reply(b"x")}) as server, serving({"/": Reply(b"y")}) as other:
        trusting(server.url("/ows?service=WMS"))
        for url in (server.url("/a"), server.url("/b?c"), other.url("/a")):
            assert one(get(url)).value.status == 200
    assert (headers_of(server), headers_of(other)) == ([BASIC, BASIC], [None])


def test_it_is_not_sent_on_to_another_server(trusting):
    replies = {"/b": to("/c", 301), "/c": Reply(b"here")}
    with serving({"/there": Reply(b"y")}) as other, serving(replies | {"/a": to(other.url("/there"))}) as server:
        trusting(server.address)
        assert one(get(server.url("/a"))).value.content == b"y"
        response = one(get(server.url("/b"))).value
    assert (response.content, response.url) == (b"here", server.url("/c"))
    assert (headers_of(server), headers_of(other)) == ([BASIC] * 3, [None])


@pytest.mark.parametrize(("status", "method"), [(302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")])
def test_a_request_with_a_body_is_sent_on_as_http_says(trusting, status, method):
    with serving({"/a": to("/b", status), "/b": Reply(b"x")}) as server:
        trusting(server.address)
        assert one(get(server.url("/a"), body=b"{}", content_type="application/json")).value.content == b"x"
    assert [request.method for request in server.seen] == ["POST", method]
    assert server.seen[1].body == (b"{}" if method == "POST" else b"")


@pytest.mark.parametrize("target", ["/a?again", "file:///etc/passwd", "http://[::1"])
def test_redirects_have_an_end_and_lead_to_the_web_only(trusting, target):
    with serving({"/a": to(target)}) as server:
        trusting(server.address)
        outcome = one(get(server.url("/a")))
    assert reason_of(outcome) in (FailureReason.UNREACHABLE, FailureReason.EXCEPTION) if outcome.error else True
    assert len(server.seen) <= 11


def test_a_download_that_is_sent_on_holds_the_file_alone(trusting):
    file, outcomes = io.BytesIO(), []
    with serving({"/a": to("/b"), "/b": Reply(b"the file")}) as server:
        trusting(server.address)
        job = FileDownload(server.url("/a"), file, 5, DEFAULT_LIMITS, outcomes.append, lambda *_: None)
        assert until(lambda: outcomes)
    assert (outcomes[0].error, file.getvalue(), job.is_running) == (None, b"the file", False)
    assert headers_of(server) == [BASIC, BASIC]


def test_a_configuration_that_qgis_has_no_more_is_left_out():
    """A service that is open to all must not fail for it."""
    with serving({"/": Reply(b"x")}) as server:
        set_authentication(server.address, "gone123")
        try:
            assert one(get(server.url("/"))).value.content == b"x"
        finally:
            set_authentication(server.address, "")
    assert headers_of(server) == [None]


def test_a_server_is_a_scheme_a_host_and_a_port(trusting, authcfg):
    trusting("https://privé.exemple.fr/geoserver/ows?MAP=x")
    assert authentication_for("https://privé.exemple.fr:443/autre") == authcfg
    for other in ("http://privé.exemple.fr/", "https://privé.exemple.fr:8443/", "https://exemple.fr", "absent", ""):
        assert authentication_for(other) == ""
    trusting("https://privé.exemple.fr:8443/")
    assert authentication_for("http://privé.exemple.fr:8443/") == ""
    set_authentication("not an address", authcfg)
    assert authentication_for("not an address") == ""
