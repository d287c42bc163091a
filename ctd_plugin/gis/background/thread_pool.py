"""Threads that live as long as QGIS.

QGIS caches the reference systems that a thread made. One whose thread has ended works in no other thread: layers would
be drawn empty from then on. So the threads here never expire.
"""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QThreadPool

_pools: list[ThreadPool] = []


class ThreadPool:
    """Up to `size` threads, each made when it is first needed; functions are started in their order.

    The threads outlive Python: at the end of QGIS one may still wait for a server, and must not be ended under it.
    They outlive the plugin too: it finds those of the same name again when it is loaded once more.
    """

    def __init__(self, name: str, size: int, longest_wait: int = 2000) -> None:
        """`longest_wait` is the time in milliseconds that an unload waits for the threads."""
        self._name = f"ctdThreads_{name}"
        self._size = size
        self._longest_wait = longest_wait
        self._pool: QThreadPool | None = None

    @property
    def active_count(self) -> int:
        """The number of threads that are doing something."""
        return self._pool.activeThreadCount() if self._pool is not None else 0

    def start(self, function: Callable[[], None]) -> None:
        """Call a function, which must raise nothing, in one of the threads as soon as one is free."""
        if self._pool is None:
            # By its address: QGIS ends without Python, which could not let go of an object any more.
            address = QCoreApplication.instance().property(self._name)
            kept: QThreadPool | None = sip.wrapinstance(address, QThreadPool) if address else None  # type: ignore[assignment]
            self._pool = kept or self._make()
            self._pool.setMaxThreadCount(self._size)
            _pools.append(self)
        self._pool.start(function)

    def _make(self) -> QThreadPool:
        pool = QThreadPool()
        pool.setExpiryTimeout(-1)
        sip.transferto(pool, None)
        QCoreApplication.instance().setProperty(self._name, sip.unwrapinstance(pool))
        return pool

    def wait(self) -> None:
        """Wait until nothing runs in the threads, but not for longer than `longest_wait`."""
        if self._pool is not None:
            self._pool.waitForDone(self._longest_wait)


def wait_for_threads() -> None:
    """Wait a moment until the threads of all pools have left Python, which may be about to end."""
    for pool in _pools:
        pool.wait()
