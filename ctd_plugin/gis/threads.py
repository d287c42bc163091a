"""Threads that live as long as QGIS: its reference systems may be made in them, and one may be left to itself."""

from __future__ import annotations

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QThreadPool


def lasting_threads(count: int) -> QThreadPool:
    """Return so many threads at most, which never end for being idle.

    The pool outlives Python: at the end of QGIS a thread may still wait for a server, and must not be ended under it.
    """
    pool = QThreadPool()
    pool.setMaxThreadCount(count)
    pool.setExpiryTimeout(-1)
    sip.transferto(pool, None)
    return pool
