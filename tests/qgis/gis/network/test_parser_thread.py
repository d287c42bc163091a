"""Answers are read in another thread, while windows are served."""

from __future__ import annotations

import threading
import time

import pytest
from qgis.PyQt.QtCore import QCoreApplication, QTimer

from ctd_plugin.catalogues.http.exchange import Request, read_xml
from ctd_plugin.errors import CtdError
from ctd_plugin.gis.network.client import run_exchanges
from tests.peers.faults import Reply, serving, serving_apart
from tests.support.conversations import LIMIT, one

pytestmark = pytest.mark.usefixtures("clean_network")


def test_a_fault_in_a_client_is_named_and_logged(qgis_app, logged_errors):
    logged = []
    log = qgis_app.messageLog()

    def keep(message, tag, _level):
        logged.append((tag, message))

    log.messageReceived.connect(keep)

    def talk(url):
        answer = yield Request(url)
        return {}[answer.content]

    with serving({"/": Reply(b"key")}) as server:
        outcome = one(talk(server.url("/")))
    QCoreApplication.processEvents()
    log.messageReceived.disconnect(keep)
    assert isinstance(outcome.error, CtdError)
    assert "(KeyError)" in str(outcome.error)
    assert [tag for tag, message in logged if "KeyError" in message and "Traceback" in message] == ["CTD"]


def test_reading_is_done_in_another_thread_one_turn_at_a_time():
    """Parsing on the GUI thread would freeze QGIS."""
    running, most, threads = set(), [], set()

    def talk(number, url):
        for _ in range(3):
            running.add(number)
            most.append(len(running))
            threads.add(threading.current_thread().ident)
            time.sleep(0.01)
            running.remove(number)
            yield Request(url)

    with serving({"/": Reply(b"x")}) as server:
        outcomes = run_exchanges([talk(number, server.url("/")) for number in range(6)], LIMIT)
    assert all(outcome.error is None for outcome in outcomes)
    assert threading.current_thread().ident not in threads
    assert set(most) == {1}
    assert len(threads) == 1


def test_windows_are_served_while_responses_are_parsed():
    """The event loop is never held for long, though much is parsed."""
    body = b"<r>" + b"<e a='1'>text</e>" * 40_000 + b"</r>"
    gaps, last = [], [time.monotonic()]

    def tick():
        gaps.append(time.monotonic() - last[0])
        last[0] = time.monotonic()

    def talk(url):
        root = read_xml((yield Request(url)))
        return sum(len(element.text or "") for _ in range(5) for element in root.iter())

    timer = QTimer()
    timer.timeout.connect(tick)
    timer.start(5)
    with serving_apart({"/": Reply(body, content_type="application/xml")}) as (address,):
        last[0] = time.monotonic()
        outcomes = run_exchanges([talk(address) for _ in range(6)], 20)
    timer.stop()
    assert {outcome.value for outcome in outcomes} == {5 * 4 * 40_000}
    assert len(gaps) > 10
    # Python alone decides how long one thread waits for the other; on a busy machine now and then for longer.
    assert sorted(gaps)[-2] < 0.5
