"""Threads that live as long as QGIS: its reference systems may be made in them, and one may be left to itself."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QThreadPool

_LONGEST_WAIT = 2000
"""Milliseconds that an unload waits for what threads are doing."""


class ThreadPool:
    """Up to so many threads, each made when it is first needed, which never end for being idle.

    They outlive Python: at the end of QGIS a thread may still wait for a server, and must not be ended under it.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._pool: QThreadPool | None = None

    @property
    def busy(self) -> int:
        """How many of them do something."""
        return self._pool.activeThreadCount() if self._pool is not None else 0

    def start(self, work: Callable[[], None]) -> None:
        """Do some work in one of them, as soon as one is free."""
        if self._pool is None:
            self._pool = QThreadPool()
            self._pool.setMaxThreadCount(self._most)
            self._pool.setExpiryTimeout(-1)
            sip.transferto(self._pool, None)
        self._pool.start(work)

    def wait(self) -> None:
        """Wait a moment until all have left Python, which may be about to end."""
        if self._pool is not None:
            self._pool.waitForDone(_LONGEST_WAIT)
