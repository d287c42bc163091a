"""Functions that run in a thread: their results, errors, progress, and their end at any moment."""

from __future__ import annotations

import threading
import time
from functools import partial

import pytest
from qgis.core import QgsFeedback, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer

from ctd_plugin.errors import Cancelled, CtdError
from ctd_plugin.gis.background.background_job import BackgroundJob, run_in_background
from ctd_plugin.gis.background.job import stop
from ctd_plugin.gis.background.thread_pool import ThreadPool
from tests.support import event_loop
from tests.support.conversations import in_a_thread
from tests.support.jobs import running

until = partial(event_loop.until, seconds=10)
pytestmark = pytest.mark.usefixtures("qgis_app", "threads_end")


@pytest.fixture
def threads_end():
    yield
    assert until(lambda: not running())


class Calls:
    """Starts a job and holds what it calls, with the thread."""

    def __init__(self, function, **more):
        self.results, self.errors, self.threads = [], [], set()
        self.job = BackgroundJob(function, partial(self.add, self.results), partial(self.add, self.errors), **more)

    def add(self, values, value):
        values.append(value)
        self.threads.add(threading.get_ident())


@pytest.mark.parametrize("is_error", [False, True])
def test_a_function_runs_in_a_thread_and_its_outcome_comes_to_the_thread_that_made_the_job(is_error):
    seen = []

    def work(_job):
        seen.append(threading.get_ident())
        if is_error:
            raise ZeroDivisionError("why")
        return "done"

    calls = Calls(work)
    assert calls.job.is_running
    assert calls.results == calls.errors == []
    assert until(lambda: calls.results or calls.errors)
    assert seen[0] != threading.get_ident()
    assert calls.threads == {threading.get_ident()}
    assert calls.results == ([] if is_error else ["done"])
    assert [str(error) for error in calls.errors] == (["why"] if is_error else [])
    assert not calls.job.is_running


def test_a_cancelled_job_calls_nobody_and_its_function_sees_it():
    started, cancelled = threading.Event(), []

    def work(job):
        started.set()
        while not job.feedback.isCanceled():
            time.sleep(0.01)
        cancelled.append(True)
        return "done"

    calls = Calls(work)
    assert until(started.is_set)
    calls.job.cancel()
    calls.job.cancel()
    assert until(lambda: not running())
    QCoreApplication.processEvents()
    assert cancelled == [True]
    assert calls.results == calls.errors == []


def test_a_job_that_is_cancelled_before_a_thread_is_free_never_runs():
    go_on, seen, pool = threading.Event(), [], ThreadPool("test", 1)
    first = Calls(lambda _job: go_on.wait(10), pool=pool)
    second = Calls(seen.append, pool=pool)
    second.job.cancel()
    go_on.set()
    assert until(lambda: first.results and not running())
    assert seen == second.results == []


def test_the_progress_of_a_function_comes_to_the_main_thread():
    seen = []
    go_on = threading.Event()

    def work(job):
        go_on.wait(10)
        job.feedback.setProgress(40)

    calls = Calls(work)
    calls.job.feedback.progressChanged.connect(lambda percent: seen.append((percent, threading.get_ident())))
    go_on.set()
    assert until(lambda: calls.results)
    assert seen == [(40, threading.get_ident())]


def test_a_layer_of_a_cancelled_job_is_deleted_in_the_main_thread(flush_deletes):
    """One that was moved there before the job was cancelled."""
    children = []
    made, go_on = threading.Event(), threading.Event()

    def work(_job):
        layer = QgsVectorLayer("Point", "", "memory")
        children.append(QObject(layer))
        layer.moveToThread(QCoreApplication.instance().thread())
        made.set()
        go_on.wait(10)
        return layer

    calls = Calls(work)
    assert until(made.is_set)
    calls.job.cancel()
    go_on.set()
    assert until(lambda: not running())
    assert not sip.isdeleted(children[0])
    flush_deletes()
    assert sip.isdeleted(children[0])
    assert calls.results == []


def test_stopping_cancels_the_jobs_of_this_thread_and_waits_for_their_functions():
    started, ended = threading.Event(), []

    def work(_job):
        started.set()
        time.sleep(0.2)
        ended.append(True)

    calls = Calls(work)
    assert until(started.is_set)
    stop()
    assert ended == [True]
    QCoreApplication.processEvents()
    assert calls.results == calls.errors == []


def test_qgis_calls_nothing_at_its_end_once_all_is_stopped():
    """What it would call keeps the module alive after an unload, and all that this knows."""
    app = QCoreApplication.instance()
    stop()
    before = app.receivers(app.aboutToQuit)
    for _ in range(2):
        calls = Calls(lambda _job: 1)
        assert until(lambda calls=calls: calls.results == [1])
        assert app.receivers(app.aboutToQuit) == before + 1
        stop()
        assert app.receivers(app.aboutToQuit) == before


def test_stopping_leaves_the_jobs_of_other_threads_alone():
    """An algorithm of Processing runs on when the plugin is unloaded, and ends by itself."""
    started, go_on, jobs = threading.Event(), threading.Event(), []

    def algorithm():
        jobs.append(
            BackgroundJob(lambda _job: (started.set(), go_on.wait(10)), print, print, pool=ThreadPool("stuck", 1, 50))
        )
        assert started.wait(10)
        stop_here.set()
        go_on.wait(10)
        jobs[0].cancel()

    stop_here = threading.Event()
    QTimer.singleShot(0, lambda: (stop_here.wait(10), stop(), seen.append(jobs[0].is_cancelled), go_on.set()))
    seen = []
    in_a_thread(algorithm)
    assert seen == [False]


# Functions that are waited for


def test_a_thread_does_the_work_and_the_main_thread_what_is_handed_to_it():
    seen = []

    def work(job):
        seen.append(threading.get_ident())
        seen.append(job.on_main(threading.get_ident))
        return "done"

    assert run_in_background(work, QgsFeedback()) == "done"
    assert seen[0] != threading.get_ident() == seen[1]


@pytest.mark.parametrize("on_main", [True, False])
def test_an_error_of_the_work_is_raised_where_it_was_begun(on_main):
    def fail():
        raise CtdError("the reason")

    with pytest.raises(CtdError, match=r"^the reason$"):
        run_in_background(lambda job: job.on_main(fail) if on_main else fail(), QgsFeedback())


def test_work_that_was_cancelled_does_not_pass_its_last_stop_however_late_it_comes_there():
    feedback, go_on, passed = QgsFeedback(), threading.Event(), []

    def work(job):
        go_on.wait()
        job.begin_commit(feedback, 90, "too late")
        passed.append(True)

    QTimer.singleShot(50, feedback.cancel)
    with pytest.raises(Cancelled):
        run_in_background(work, feedback)
    go_on.set()
    assert until(lambda: not running())
    assert passed == []


def test_work_that_had_passed_its_last_stop_when_it_was_cancelled_is_not_reported_as_done():
    feedback = QgsFeedback()

    def work(job):
        job.begin_commit(feedback, 90, "too late")
        job.on_main(feedback.cancel)
        return "done"

    with pytest.raises(CtdError, match=r"^too late$"):
        run_in_background(work, feedback)


def test_work_that_waits_on_is_left_alone_when_the_plugin_goes():
    """Windows are free again at once; the thread ends when it can."""
    go_on = threading.Event()
    QTimer.singleShot(50, stop)
    started = time.monotonic()
    with pytest.raises(Cancelled):
        run_in_background(lambda _job: go_on.wait(10), QgsFeedback())
    assert time.monotonic() - started < 5
    go_on.set()
