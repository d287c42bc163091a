"""Conversations over QGIS’s network access, as the tests hold them."""

from __future__ import annotations

import threading

from ctd_plugin.catalogues.http.exchange import CatalogueError, Request
from ctd_plugin.gis.network.client import run_exchanges
from tests.support.event_loop import until

LIMIT = 5
"""Seconds that a test's conversation may take; none should need them."""


def get(url, **more):
    return (yield Request(url, **more))


def one(conversation, seconds=LIMIT):
    (outcome,) = run_exchanges([conversation], seconds)
    return outcome


def reason_of(outcome):
    assert isinstance(outcome.error, CatalogueError), outcome
    return outcome.error.reason


def in_a_thread(work):
    """Do work in a thread while events are handled here, as Processing does; return what it gave."""
    given = []
    thread = threading.Thread(target=lambda: given.append(work()))
    thread.start()
    assert until(lambda: not thread.is_alive(), seconds=10)
    thread.join()
    return given[0]
