"""The threads of the plugin, which live as long as QGIS."""

from __future__ import annotations

import threading
import time
from functools import partial

import pytest
from qgis.PyQt import sip

from ctd_plugin.gis.background.thread_pool import ThreadPool
from tests.support import event_loop

until = partial(event_loop.until, seconds=10)
pytestmark = pytest.mark.usefixtures("qgis_app")


def test_functions_are_started_in_their_order_in_so_many_threads():
    pool, seen, threads = ThreadPool("in order", 1), [], set()

    def work(number):
        threads.add(threading.get_ident())
        time.sleep(0.001)
        seen.append(number)

    for number in range(50):
        pool.start(partial(work, number))
    assert until(lambda: len(seen) == 50)
    assert seen == list(range(50))
    assert len(threads) == 1


def test_waiting_ends_with_the_work_or_after_the_time_given():
    pool, go_on = ThreadPool("waiting", 2, longest_wait=100), threading.Event()
    pool.wait()
    assert pool.active_count == 0
    pool.start(lambda: go_on.wait(10))
    assert until(lambda: pool.active_count == 1)
    started = time.monotonic()
    pool.wait()
    assert 0.05 < time.monotonic() - started < 5
    go_on.set()
    assert until(lambda: pool.active_count == 0)


def test_the_threads_never_expire_and_are_not_ended_with_python():
    """Reference systems that QGIS made in a thread work as long as that thread lives."""
    pool = ThreadPool("for ever", 1)
    pool.start(lambda: None)
    assert pool._pool.expiryTimeout() == -1
    assert not sip.ispyowned(pool._pool)


def test_the_threads_are_found_again_when_the_plugin_is_loaded_once_more():
    seen = []
    for turn in range(3):
        ThreadPool("again", 1).start(lambda: seen.append(threading.get_ident()))
        assert until(lambda turn=turn: len(seen) > turn)
    assert len(set(seen)) == 1
