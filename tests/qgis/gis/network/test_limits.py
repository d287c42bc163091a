"""How long a conversation may take, and how large an answer may be."""

from __future__ import annotations

import resource
import time

import pytest
from qgis.core import QgsNetworkAccessManager, QgsSettings

from ctd_plugin.catalogues.http.exchange import FailureReason, Request
from ctd_plugin.gis.network.client import run_exchanges
from ctd_plugin.gis.network.exchange import MAX_RESPONSE_BYTES
from tests.peers.faults import FAULTS, MEGABYTE, Reply, bomb, gzipped, serving
from tests.support.conversations import LIMIT, get, one, reason_of

pytestmark = pytest.mark.usefixtures("clean_network")


@pytest.mark.parametrize("fault", ["slow", "dripping"])
def test_nobody_escapes_the_limit(fault):
    """Neither a silent server nor one that sends a byte now and then."""
    with serving({"/": FAULTS[fault]}) as server:
        outcome = one(get(server.url("/")), 0.5)
    assert reason_of(outcome) is FailureReason.TOO_SLOW
    assert "0.5 s" in str(outcome.error)
    assert 0.45 < outcome.seconds < 1


def test_the_limit_holds_for_all_requests_of_a_conversation_together():

    def talk(url):
        for number in range(100):
            yield Request(f"{url}{number}")

    with serving({"/": Reply(b"", delay=0.2)}) as server:
        outcome = one(talk(server.url("/")), 0.7)
        assert reason_of(outcome) is FailureReason.TOO_SLOW
        assert outcome.seconds < 1.2
        assert 2 <= len(server.seen) <= 5


def test_a_response_that_came_in_time_is_read_even_when_parsing_takes_longer():
    def talk(url):
        answer = yield Request(url)
        time.sleep(0.6)
        return answer.content

    with serving({"/": Reply(b"whole")}) as server:
        assert one(talk(server.url("/")), 0.5).value == b"whole"


def test_we_give_up_before_qgis_complains():
    """QGIS's own limit, where it is the shorter, would put a warning on the window."""
    manager = QgsNetworkAccessManager.instance()
    limit = manager.timeout()
    complaints = []
    manager.requestTimedOut.connect(complaints.append)
    QgsNetworkAccessManager.setTimeout(600)
    try:
        with serving({"/": FAULTS["slow"]}) as server:
            outcome = one(get(server.url("/")))
    finally:
        QgsNetworkAccessManager.setTimeout(limit)
        manager.requestTimedOut.disconnect(complaints.append)
    assert reason_of(outcome) is FailureReason.TOO_SLOW
    assert outcome.seconds < 0.7
    assert complaints == []


def test_no_setting_of_qgis_is_changed():

    def settings():
        stored = QgsSettings()
        return {key: stored.value(key) for key in stored.allKeys()}

    before = settings()
    with serving({"/": Reply(b"x"), "/slow": FAULTS["slow"]}) as server:
        run_exchanges([get(server.url("/")), get(server.url("/slow"))], 0.3)
    assert settings() == before


@pytest.mark.parametrize("reply", [FAULTS["large"], bomb()], ids=["large", "bomb"])
def test_a_response_without_end_fills_no_memory(reply):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with serving({"/": reply}) as server:
        outcome = one(get(server.url("/")), 20)
    assert reason_of(outcome) in (FailureReason.TOO_LARGE, FailureReason.UNREADABLE)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    # Qt inflates at once what it has read of a socket, up to 128 kB: 130 MB of a bomb, and twice that while they grow.
    assert grown < 8 * MAX_RESPONSE_BYTES / MEGABYTE


@pytest.mark.parametrize("packing", [lambda reply: reply, gzipped], ids=["plain", "gzip"])
def test_a_long_response_comes_in_whole(packing):
    body = b"".join(b"%08d" % number for number in range(1_000_000))
    with serving({"/": packing(Reply(body))}) as server:
        assert one(get(server.url("/")), LIMIT).value.content == body
