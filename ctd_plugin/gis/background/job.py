"""Jobs go on after the call that started them has returned; they are kept alive, and cancelled with the plugin."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication, QObject, QThread

from .thread_pool import wait_for_threads

_running: set[Job] = set()
_stops_with_qgis = False


class Job(QObject):
    """The base class of jobs; one belongs to the thread that made it, which needs an event loop.

    It is kept alive while it runs, whether or not its caller holds it.
    """

    @property
    def is_running(self) -> bool:
        """Whether the job was started and has not ended."""
        return self in _running

    def cancel(self) -> None:
        """Stop now; no signal is emitted and no callback called any more."""
        raise NotImplementedError

    def _set_running(self) -> None:
        global _stops_with_qgis
        if not _stops_with_qgis:
            _stops_with_qgis = True
            QCoreApplication.instance().aboutToQuit.connect(stop)
        _running.add(self)

    def _set_ended(self) -> None:
        _running.discard(self)


def running_jobs() -> list[Job]:
    """Return the jobs that have not ended, those of other threads too."""
    return list(_running)


def stop() -> None:
    """Cancel the jobs of this thread and wait a moment for the pools: at the plugin's unload and the end of QGIS."""
    global _stops_with_qgis
    if _stops_with_qgis:
        # Else QGIS would keep this module, and all that it knows, after an unload.
        _stops_with_qgis = False
        QCoreApplication.instance().aboutToQuit.disconnect(stop)
    for job in running_jobs():
        # Those of an algorithm in another thread end with it.
        if job.thread() == QThread.currentThread():
            job.cancel()
    wait_for_threads()
