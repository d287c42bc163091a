"""Conversations that are cancelled, by the user, by an algorithm, or because QGIS closes."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest
from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ctd_plugin.catalogues.http.exchange import FailureReason, Request
from ctd_plugin.gis.background.job import stop
from ctd_plugin.gis.network import parser_thread
from ctd_plugin.gis.network.client import run_exchanges, start_exchange
from ctd_plugin.gis.network.exchange import HttpExchange
from tests.peers.faults import FAULTS, Reply, serving
from tests.support.conversations import LIMIT, get, in_a_thread, one, reason_of, until
from tests.support.jobs import running
from tests.support.paths import ROOT

pytestmark = pytest.mark.usefixtures("clean_network")


def test_cancelled_at_once_and_never_heard_of_again():
    closed, outcomes = [], []

    def talk(url):
        try:
            yield Request(url)
        finally:
            closed.append(url)

    with serving({"/": FAULTS["slow"]}) as server:
        exchanges = [start_exchange(talk(server.url("/")), LIMIT, outcomes.append) for _ in range(10)]
        assert until(lambda: len(server.seen) >= 6)
        started = time.monotonic()
        for exchange in exchanges:
            exchange.cancel()
            exchange.cancel()
        assert time.monotonic() - started < 0.5
        assert until(lambda: len(closed) == 10)
        stop()
        QCoreApplication.processEvents()
    assert outcomes == []


def test_cancelled_before_it_began_or_while_it_reads():
    reading_now, go_on, closed, outcomes = threading.Event(), threading.Event(), threading.Event(), []

    def talk(url):
        try:
            yield Request(url)
            reading_now.set()
            go_on.wait(LIMIT)
            yield Request(url)
        finally:
            closed.set()

    with serving({"/": Reply(b"x")}) as server:
        start_exchange(get(server.url("/")), LIMIT, outcomes.append).cancel()
        exchange = start_exchange(talk(server.url("/")), LIMIT, outcomes.append)
        assert until(reading_now.is_set)
        exchange.cancel()
        go_on.set()
        assert closed.wait(LIMIT)
        QCoreApplication.processEvents()
        assert len(server.seen) == 1
    assert outcomes == []


def test_stopping_ends_what_is_under_way_and_leaves_no_thread():
    """The plugin is unloaded, or QGIS closed, in the midst of a search."""
    outcomes = []

    def talk(url):
        answer = yield Request(url)
        time.sleep(0.2)
        return answer

    with serving({"/": Reply(b"x"), "/slow": FAULTS["slow"]}) as server:
        for path in ("/", "/slow") * 5:
            start_exchange(talk(server.url(path)), LIMIT, outcomes.append)
        assert until(lambda: len(server.seen) >= 6)
        stop()
        assert parser_thread.PARSER_THREAD.active_count == 0
        assert not running(HttpExchange)
        QCoreApplication.processEvents()
        assert outcomes == []
        # And it can be taken up again, as after a reload.
        assert one(get(server.url("/"))).value.content == b"x"


@pytest.mark.parametrize("moment", ["requested", "reading"])
def test_qgis_closes_in_the_midst(moment, tmp_path):
    """No crash and no thread left over, in a process of its own that ends as QGIS does."""
    code = f"""
import time
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QTimer
application = QgsApplication([], True)
application.initQgis()
from ctd_plugin.catalogues.http.exchange import Request
from ctd_plugin.gis.network.client import start_exchange
from tests.peers.faults import FAULTS, Reply, serving

def talk(url):
    try:
        yield Request(url)
        if {moment == "reading"}:
            QTimer.singleShot(0, application.quit)
            for _ in range(300):
                time.sleep(0.001)
        yield Request(url)
    finally:
        print("closed", flush=True)

with serving({{"/": Reply(b"x"), "/slow": FAULTS["slow"]}}) as server:
    for number in range(8):
        start_exchange(talk(server.url("/slow" if {moment == "requested"} else "/")), 30, print)
    QTimer.singleShot(300, application.quit)
    application.exec()
    application.exitQgis()
print("ended", flush=True)
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert run.returncode == 0, run.stderr
    lines = run.stdout.splitlines()
    assert lines[-1] == "ended"
    assert lines.count("closed") >= 6
    assert not any("Outcome" in line for line in lines)


@pytest.mark.parametrize("run", [lambda work: work(), in_a_thread], ids=["here", "in the background"])
def test_an_algorithm_is_cancelled_at_once_and_keeps_what_it_has(run):
    feedback, progress = QgsFeedback(), []
    feedback.progressChanged.connect(progress.append)
    feedback.progressChanged.connect(lambda: feedback.cancel())
    started = time.monotonic()
    with serving({"/": Reply(b"x"), "/slow": FAULTS["slow"]}) as server:
        urls = [server.url("/slow"), server.url("/")]
        outcomes = run(lambda: run_exchanges([get(url) for url in urls], LIMIT, feedback))
    assert time.monotonic() - started < 2
    assert reason_of(outcomes[0]) is FailureReason.CANCELLED
    assert outcomes[1].value.content == b"x"
    QCoreApplication.processEvents()
    assert progress == [50]


def test_what_is_cancelled_beforehand_sends_nothing():
    feedback = QgsFeedback()
    feedback.cancel()
    with serving({"/": Reply(b"x")}) as server:
        assert reason_of(run_exchanges([get(server.url("/"))], LIMIT, feedback)[0]) is FailureReason.CANCELLED
        assert server.seen == []
