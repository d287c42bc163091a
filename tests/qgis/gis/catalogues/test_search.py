"""The search of many catalogues at the same time."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from functools import partial

import pytest
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer

from ctd_plugin.catalogues.http.exchange import FailureReason
from ctd_plugin.catalogues.records import Record
from ctd_plugin.gis.background.job import stop
from ctd_plugin.gis.catalogues.search import CatalogueSearch, SearchState
from ctd_plugin.gis.network.client import run_exchanges
from ctd_plugin.gis.network.exchange import HttpExchange
from tests.peers.faults import FAULTS, JSON, Reply, dead_address, serving, serving_apart
from tests.peers.portal import catalogue, package, packages, portal, reply
from tests.support.event_loop import until
from tests.support.jobs import running

pytestmark = pytest.mark.usefixtures("clean_network")

LIMIT = 5
"""Seconds that a test's catalogue may take; none should need them."""


@pytest.fixture
def searching():
    """Return a function that makes a search and records its signals."""
    made = []

    def make(catalogues, words="eau", *, limit=20, seconds=LIMIT):
        search = CatalogueSearch(catalogues, words, limit=limit, seconds=seconds)
        search.reported, search.ends, search.given = [], [], []
        search.changed.connect(lambda name: search.reported.append((name, search.states[name].status)))
        search.finished.connect(lambda: search.ends.append(time.monotonic()))
        search.records_received.connect(lambda name, records: search.given.append((name, len(records))))
        made.append(search)
        return search

    yield make
    for search in made:
        if not sip.isdeleted(search):
            search.cancel()


def run(search, ends=1):
    search.start()
    assert until(lambda: len(search.ends) == ends)
    return search


def under(name):
    """The path under which a portal's API is."""
    return f"/{name}/"


def titles(search):
    return [found.record.title for found in search.results()]


def test_all_are_searched_at_once_and_results_come_in_as_they_are_answered(searching):
    delays = {"slow": 0.9, "quick": 0.1, "middle": 0.5}
    answers = {under(name): portal(packages(name, 2), delay=delay) for name, delay in delays.items()}
    with serving(answers) as server:
        search = searching([catalogue(name, server.address) for name in delays])
        started = time.monotonic()
        search.start()
        assert search.reported == [(name, SearchState.RUNNING) for name in delays]
        assert until(lambda: search.results())
        assert time.monotonic() - started < 0.45
        assert {found.catalogues for found in search.results()} == {("quick",)}
        assert search.is_running
        assert until(lambda: search.ends)
        assert time.monotonic() - started < 1.3
    assert search.reported[3:] == [(name, SearchState.ANSWERED) for name in ("quick", "middle", "slow")]
    assert len(search.results()) == 6
    assert not search.is_running
    assert len(search.ends) == 1


def test_each_catalogue_has_its_own_state(searching):
    """A failure is reported with its reason, and takes no other catalogue with it."""
    wrong = {
        "refused": FAULTS["403"],
        "login": FAULTS["login"],
        "silent": FAULTS["slow"],
        "busy": FAULTS["429"],
        "nothing": reply([]),
        "good": portal(packages("good", 3)),
    }
    with serving({under(name): answer for name, answer in wrong.items()}) as server:
        catalogues = [catalogue(name, server.address) for name in wrong] + [catalogue("dead", dead_address())]
        search = run(searching(catalogues, seconds=0.8))
    states = search.states
    troubles = {name: state.error.reason for name, state in states.items() if state.status is SearchState.FAILED}
    assert troubles == {
        "refused": FailureReason.REFUSED,
        "login": FailureReason.UNREADABLE,
        "silent": FailureReason.TOO_SLOW,
        "busy": FailureReason.BUSY,
        "dead": FailureReason.UNREACHABLE,
    }
    assert 0.7 < states["silent"].seconds < 1.2
    assert (states["nothing"].status, states["nothing"].records, states["nothing"].matched) == (
        SearchState.ANSWERED,
        0,
        0,
    )
    assert (states["good"].status, states["good"].records, states["good"].matched) == (SearchState.ANSWERED, 3, 3)
    assert len(search.results()) == 3


def test_no_network_at_all_is_reported_of_every_catalogue(searching):
    search = run(searching([catalogue(name, dead_address()) for name in ("one", "two", "three")]))
    assert {state.error.reason for state in search.states.values()} == {FailureReason.UNREACHABLE}
    assert search.results() == []
    assert len(search.ends) == 1


def test_a_bad_record_is_counted_and_the_others_kept(searching):
    bad = [None, 7, {"title": ["no", "name"]}]
    with serving({under("a"): reply([*packages("a", 2), *bad, package("z", "Zones d’eau")])}) as server:
        search = run(searching([catalogue("a", server.address)]))
    assert (search.states["a"].records, search.states["a"].unread) == (3, 3)
    assert titles(search)[0] == "Zones d’eau"
    assert search.given == [("a", 3)]


def test_more_requests_the_next_page(searching):
    with serving({under("a"): portal(packages("a", 45)), under("b"): portal(packages("b", 1))}) as server:
        search = run(searching([catalogue(name, server.address) for name in "ab"]))
        assert (search.states["a"].records, search.states["a"].matched) == (20, 45)
        assert search.states["a"].has_more
        assert not search.states["b"].has_more
        search.fetch_more("b")
        assert not search.is_running
        search.fetch_more("a")
        search.fetch_more("a")
        assert until(lambda: len(search.ends) == 2)
        assert search.states["a"].records == 40
        search.fetch_more("a")
        assert until(lambda: len(search.ends) == 3)
        assert len([seen for seen in server.seen if seen.path.startswith("/a/")]) == 3
    assert search.states["a"].records == 45
    assert not search.states["a"].has_more
    assert len(search.results()) == 46
    assert [count for _, count in search.given if _ == "a"] == [20, 20, 5]


def test_a_server_that_gives_few_at_a_time_is_requested_again(searching):
    with serving({under("a"): portal(packages("a", 30), most=8)}) as server:
        search = run(searching([catalogue("a", server.address)], limit=20))
        assert len(server.seen) == 3
    assert search.states["a"].records == 20
    assert search.states["a"].has_more
    assert len(search.ends) == 1


def test_a_server_that_announces_more_and_never_gives_any_is_not_requested_for_ever(searching):
    """Much matched, nothing given."""
    with serving({under("a"): reply([], 500), under("b"): reply(packages("b", 1), 500)}) as server:
        search = run(searching([catalogue(name, server.address) for name in "ab"], limit=3))
        assert len(server.seen) <= 6
    assert (search.states["a"].records, search.states["a"].matched) == (0, 500)
    assert len(search.results()) == 1


def test_what_came_before_a_failure_stays_and_it_can_be_tried_again(searching):
    answers = {under("a"): portal(packages("a", 60))}
    with serving(answers) as server:
        search = run(searching([catalogue("a", server.address)]))
        server.replies[under("a")] = FAULTS["500"]
        search.fetch_more("a")
        assert until(lambda: len(search.ends) == 2)
        assert search.states["a"].status is SearchState.FAILED
        assert search.states["a"].error.reason is FailureReason.EXCEPTION
        assert len(search.results()) == search.states["a"].records == 20
        server.replies[under("a")] = portal(packages("a", 60))
        search.fetch_more("a")
        assert until(lambda: len(search.ends) == 3)
    assert search.states["a"].error is None
    assert len(search.results()) == search.states["a"].records == 40


def test_cancelled_at_once_it_keeps_what_it_has_and_can_be_taken_up_again(searching):
    with serving({under("a"): portal(packages("a", 2)), under("b"): FAULTS["slow"]}) as server:
        search = searching([catalogue(name, server.address) for name in "ab"])
        search.start()
        assert until(lambda: search.results())
        started = time.monotonic()
        search.cancel()
        assert time.monotonic() - started < 0.5
        assert search.states["a"].status is SearchState.ANSWERED
        assert search.states["b"].status is SearchState.CANCELLED
        assert search.reported[-1] == ("b", SearchState.CANCELLED)
        reported = len(search.reported)
        stop()
        QCoreApplication.processEvents()
        assert len(search.reported) == reported
        assert search.ends == []
        server.replies[under("b")] = portal(packages("b", 1))
        search.fetch_more("b")
        assert until(lambda: search.ends)
    assert len(search.results()) == 3


def test_cancelled_from_within_its_signals(searching):
    with serving({under(name): portal(packages(name, 1)) for name in "abc"} | {under("d"): FAULTS["slow"]}) as server:
        search = searching([catalogue(name, server.address) for name in "abcd"])
        search.records_received.connect(lambda *_: search.cancel())
        search.start()
        assert until(lambda: not search.is_running)
        QCoreApplication.processEvents()
    assert len(search.results()) == 1
    assert [state.status for state in search.states.values()].count(SearchState.CANCELLED) == 3
    assert search.ends == []


@pytest.mark.parametrize("remove", [sip.delete, QObject.deleteLater], ids=["deleted", "deleted later"])
def test_removed_in_the_midst(searching, flush_deletes, remove):
    """The dock is closed or the plugin unloaded during a search."""
    with serving({under("a"): portal(packages("a", 1), delay=0.2), under("b"): FAULTS["slow"]}) as server:
        search = searching([catalogue(name, server.address) for name in "ab"])
        search.start()
        assert until(lambda: len(server.seen) == 2)
        reported = list(search.reported)
        remove(search)
        flush_deletes()
        assert not running(HttpExchange)
        # The answer that was on its way comes to nobody.
        until(lambda: False, seconds=0.4)
        assert search.reported == reported


def test_a_search_with_its_window_goes_with_it(flush_deletes):
    window = QObject()
    with serving({under("a"): FAULTS["slow"]}) as server:
        CatalogueSearch([catalogue("a", server.address)], "eau", seconds=LIMIT, parent=window).start()
        assert until(lambda: server.seen)
        sip.delete(window)
        assert not running(HttpExchange)


def test_a_search_that_python_collects_where_it_reads_crashes_nothing(flush_deletes):
    """Python collects what nobody holds in whatever thread it happens to run."""
    ends = []

    def finished(address):
        search = CatalogueSearch([catalogue("a", address)], "eau", seconds=LIMIT)
        # A slot of its signals holds it: a reference cycle that nobody else holds.
        search.finished.connect(lambda: ends.append(search.words))
        search.start()
        assert until(lambda: ends)
        return weakref.ref(search)

    def collect():
        gc.collect()
        return threading.current_thread()
        yield

    gc.disable()
    try:
        with serving({under("a"): portal(packages("a", 1))}) as server:
            gone = finished(server.address)
        assert gone() is not None
        (outcome,) = run_exchanges([collect()], LIMIT)
    finally:
        gc.enable()
    assert outcome.value is not threading.current_thread()
    assert gone() is None
    flush_deletes()


def test_a_search_of_nothing_ends_at_once(searching):
    search = searching([])
    search.start()
    assert len(search.ends) == 1


def test_what_was_given_before_can_be_shown_among_the_results(searching):
    with serving({under("a"): portal(packages("a", 2))}) as server:
        search = run(searching([catalogue("a", server.address), catalogue("b", dead_address())]))
    search.add_cached("b", [Record("old", "Eau d’hier")])
    assert [found.catalogues for found in search.results()] == [("b",), ("a",), ("a",)]
    assert search.states["b"].records == 0


WORDS = [
    'l\'eau "potable"',
    "100 % bio_%",
    "* ? [a]",
    "forêts & zones <humides>",
    "'; DROP TABLE records; --",
    "AnyText like '%' or 1=1",
    "🌳🏔️",
    "ä" * 2000,
    "a\nb\tc\x00",
]


@pytest.mark.parametrize("words", WORDS, ids=range(len(WORDS)))
def test_any_words_can_be_looked_for(searching, words):
    """Nothing typed breaks a search, and no server is asked for something else."""
    with serving({under("a"): portal(packages("a", 1))}) as server:
        search = run(searching([catalogue("a", server.address)], words))
        assert len(server.seen) == 1
    assert search.states["a"].error is None
    assert len(search.results()) == 1


def test_a_response_of_another_kind_is_the_fault_of_its_catalogue_alone(searching):
    with serving({under("a"): portal(packages("a", 1)), under("b"): Reply(b"[]", 200, JSON)}) as server:
        search = run(searching([catalogue(name, server.address) for name in "ab"]))
    assert search.states["a"].status is SearchState.ANSWERED
    assert search.states["b"].error.reason is FailureReason.UNREADABLE


def test_windows_are_served_during_a_search(searching):
    """Thirty catalogues, and the event loop never held for long."""
    names = [f"c{number}" for number in range(30)]
    answers = [{under(name): reply(packages(name, 20), 100, delay=0.1 + n / 50)} for n, name in enumerate(names)]
    gaps, last = [], [0.0]

    def tick():
        now = time.monotonic()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer()
    timer.timeout.connect(tick)
    with serving_apart(*answers) as addresses:
        search = searching([*map(catalogue, names, addresses)])
        search.changed.connect(partial(lambda *_: search.results()))
        last[0] = time.monotonic()
        timer.start(2)
        run(search)
    timer.stop()
    assert len(search.results()) == 600
    assert sorted(gaps)[-2] < 0.5
