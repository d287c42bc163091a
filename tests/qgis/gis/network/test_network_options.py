"""The proxy and the passwords of QGIS’s network options."""

from __future__ import annotations

import pytest
from qgis.core import QgsNetworkAccessManager
from qgis.PyQt.QtCore import QCoreApplication, QEventLoop, QTimer
from qgis.PyQt.QtNetwork import QNetworkProxy

from ctd_plugin.catalogues.http.exchange import FailureReason
from ctd_plugin.gis.network.client import start_exchange
from tests.peers.faults import FAULTS, Reply, dead_address, serving
from tests.support.conversations import get, one, reason_of, until

pytestmark = pytest.mark.usefixtures("clean_network")


@pytest.mark.parametrize("is_cancelled", [False, True])
def test_the_clock_stands_still_while_qgis_asks_for_a_password(is_cancelled):
    """QGIS's authentication applies; a reply taken away while its window is open would crash QGIS."""
    outcomes, realms = [], []
    manager = QgsNetworkAccessManager.instance()

    def window(_request_id, realm):
        loop = QEventLoop()
        if is_cancelled:
            QTimer.singleShot(100, exchange.cancel)
        QTimer.singleShot(700, loop.quit)
        loop.exec()
        realms.append(realm)

    with serving({"/": FAULTS["401"]}) as server:
        exchange = start_exchange(get(server.url("/")), 0.4, outcomes.append)
        # QGIS opens its window after it has told of it; so does this one, which comes after ours.
        manager.requestRequiresAuth.connect(window)
        try:
            assert until(lambda: realms and (outcomes or is_cancelled))
        finally:
            manager.requestRequiresAuth.disconnect(window)
        QCoreApplication.processEvents()
    assert realms == ["prive"]
    assert [outcome.value.status for outcome in outcomes] == ([] if is_cancelled else [401])


@pytest.fixture
def behind():
    """Return a function that puts QGIS behind a proxy, for the time of the test."""
    manager = QgsNetworkAccessManager.instance()
    before = manager.fallbackProxy(), manager.excludeList(), manager.noProxyList()

    def go_behind(address):
        host, port = address.removeprefix("http://").split(":")
        manager.setFallbackProxyAndExcludes(QNetworkProxy(QNetworkProxy.ProxyType.HttpProxy, host, int(port)), [], [])

    yield go_behind
    manager.setFallbackProxyAndExcludes(*before)


def test_the_proxy_of_qgis_is_used(behind):
    with serving({"/": Reply(b"x")}) as server:
        behind(server.address)
        assert one(get("http://example.invalid/")).value.content == b"x"
        assert server.seen[0].target == "http://example.invalid/"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_refuses_is_named(behind, scheme):
    dead = dead_address()
    behind(dead)
    outcome = one(get(f"{scheme}://example.invalid/"))
    assert reason_of(outcome) is FailureReason.PROXY
    place = dead.removeprefix("http://")
    words = {"http": "connection refused by the proxy", "https": "the proxy does not open the connection"}[scheme]
    assert str(outcome.error) == f"proxy error: {words} (proxy {place}, see Settings › Options › Network)"
    behind("http://mandataire.invalid:3128")
    assert "unknown proxy name (proxy mandataire.invalid:3128" in str(one(get(f"{scheme}://example.invalid/")).error)
    asks = Reply(b"", 407, headers=(("Proxy-Authenticate", 'Basic realm="proxy"'),))
    with serving({"/": asks}) as server:
        behind(server.address)
        outcome = one(get("http://example.invalid/"))
    assert reason_of(outcome) is FailureReason.PROXY
    assert "asks for a user name and a password (proxy 127.0.0.1:" in str(outcome.error)


def test_a_server_that_the_proxy_cannot_reach_is_unreachable_itself(behind, raw_server):
    """Over https the proxy says so with status 503, and Qt that the connection was refused."""
    address = raw_server(b"HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\n\r\n").rstrip("/")
    behind(address)
    outcome = one(get("https://example.invalid/"))
    assert reason_of(outcome) is FailureReason.UNREACHABLE
    assert "through proxy" in str(outcome.error)


def test_what_the_proxy_denies_is_not_laid_at_the_servers_door(behind):
    denied = Reply(b"<html>ERR_ACCESS_DENIED</html>", 403, headers=(("X-Squid-Error", "ERR_ACCESS_DENIED 0"),))
    with serving({"/": denied}) as server:
        behind(server.address)
        outcome = one(get("http://example.invalid/"))
    assert reason_of(outcome) is FailureReason.PROXY
    assert "the proxy denies access" in str(outcome.error)
