"""Sharing behind the window: over lines that are slow, silent or dead, and cancelled at its worst moments."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from itertools import pairwise

import pytest
from qgis.core import Qgis, QgsFeedback, QgsSettings
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QProgressDialog, QPushButton

from ctd_plugin.errors import Cancelled, CtdError
from ctd_plugin.gis.background import job
from ctd_plugin.gis.background.job import BackgroundJob
from ctd_plugin.gis.project.datasource import Schema
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.sharing import postgis
from ctd_plugin.gis.sharing.share import share_to_geopackage, share_to_schema
from ctd_plugin.gui.dialogs.share import Target, share
from tests.peers.line import deaf_port, line_to
from tests.support.event_loop import until

CANCELLED = "CTD:Cancelled; nothing was written."


@pytest.fixture(autouse=True)
def threads_end():
    """At the end no thread must still wait for a server."""
    yield
    assert until(lambda: not job._under_way)


@pytest.fixture
def two_seconds():
    """QGIS waits for two seconds for a server; without this setting, for 30."""
    QgsSettings().setValue("PostgreSQL/default_timeout", 2, QgsSettings.Section.Providers)
    yield
    QgsSettings().remove("PostgreSQL/default_timeout", QgsSettings.Section.Providers)


@pytest.fixture
def earlier(earlier_run, server, database):
    """What an earlier run left: tables, and the transactions that made them."""
    return tables(server, database)


def tables(server, database):
    return server.sql(
        "SELECT relname, xmin FROM pg_class WHERE relnamespace = 'ctd'::regnamespace AND relkind = 'r' ORDER BY 1",
        database,
    )


class Heart:
    """Beats as long as the event loop goes on, and remembers when."""

    def __init__(self):
        self._beats = [time.monotonic()]
        self._timer = QTimer()
        self._timer.timeout.connect(self.beat)
        self._timer.start(5)

    def beat(self):
        self._beats.append(time.monotonic())

    def stop(self):
        self.beat()
        self._timer.stop()

    @property
    def taken(self):
        return self._beats[-1] - self._beats[0]

    @property
    def longest(self):
        """The longest pause."""
        return self.since(0)

    def since(self, moment):
        """Return the longest pause that ended after a moment."""
        return max(after - before for before, after in pairwise(self._beats) if after > moment)


@contextmanager
def beating():
    heart = Heart()
    yield heart
    heart.stop()
    print(f"longest pause {heart.longest * 1000:.0f} ms of {heart.taken:.1f} s")


@contextmanager
def cancelling(window, when, after=0.3):
    """Press “Cancel” in the window's progress dialog, some seconds after a condition holds; yields when it was."""
    pressed, held = [], []

    def look():
        if not pressed and (held or when()):
            held.append(time.monotonic())
            if held[-1] - held[0] >= after:
                (dialog,) = [d for d in window.mainWindow().findChildren(QProgressDialog) if d.isVisible()]
                pressed.append(time.monotonic())
                dialog.findChild(QPushButton).click()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(10)
    yield pressed
    timer.stop()


def said(window, level):
    return window.messageBar().get_messages(level)


def test_a_server_that_never_answers_leaves_the_window_alive_and_cancelling_waits_for_nothing(
    window, connect, two_seconds, one_row, qgis_new_project
):
    load_layers(qgis_new_project, one_row)
    with deaf_port() as port:
        name = connect("editor", port=port)
        with beating() as heart, cancelling(window, lambda: True) as pressed:
            share(window, Target(name, "ctd", None, None), "fr")
        assert time.monotonic() - pressed[0] < 1.8
        assert heart.longest < 1
        assert said(window, Qgis.MessageLevel.Info) == [CANCELLED]
        # Nor does the thread tell anything, once it has given up.
        assert until(lambda: not job._under_way)
    assert said(window, Qgis.MessageLevel.Info) == [CANCELLED]
    assert said(window, Qgis.MessageLevel.Critical) == said(window, Qgis.MessageLevel.Success) == []


def test_a_server_that_never_answers_is_told_after_the_time_that_qgis_gives_it(
    window, connect, two_seconds, one_row, qgis_new_project
):
    load_layers(qgis_new_project, one_row)
    with deaf_port() as port, beating() as heart:
        name = connect("editor", port=port)
        share(window, Target(name, "ctd", None, None), "fr")
    assert 1.9 < heart.taken < 6
    assert heart.longest < 1
    assert said(window, Qgis.MessageLevel.Critical) == [
        f"CTD:The database of the connection “{name}” did not answer (timeout expired): check the connection in "
        "QGIS’s data source manager."
    ]


def test_a_slow_line_leaves_the_window_alive_until_all_is_shared(
    window, connect, server, database, one_row, qgis_new_project
):
    load_layers(qgis_new_project, one_row)
    with line_to(server.port, delay=0.008) as line:
        name = connect("editor", port=line.port)
        with beating() as heart:
            share(window, Target(name, "ctd", None, None), "fr")
    assert said(window, Qgis.MessageLevel.Success) == [f"CTD:The survey was shared to the schema ctd of “{name}”."]
    assert server.sql("SELECT count(*) FROM ctd.regions", database) == ["18"]
    assert heart.taken > 2
    assert heart.longest < 1


def test_a_survey_is_shared_from_a_database_behind_a_slow_line_too(server, earlier, tmp_path, metadata, connect):
    feedback, output = QgsFeedback(), tmp_path / "ctd.gpkg"
    with line_to(server.port, delay=0.008) as line:
        source = Schema(metadata.findConnection(connect("editor", port=line.port)).uri(), "ctd")
        with beating() as heart:
            BackgroundJob(feedback).run(lambda place: share_to_geopackage(source, output, None, "fr", feedback, place))
    assert output.exists()
    assert heart.taken > 1
    assert heart.longest < 1


@pytest.mark.parametrize(
    "word", [b"current_user, current_database()", b'CREATE TABLE "ctd"."ctd_new_facts"', b"DROP TABLE"]
)
def test_cancelled_on_a_line_that_fell_silent_the_earlier_run_stays(
    window, connect, server, database, earlier, bundled, qgis_new_project, tmp_path, word
):
    load_layers(qgis_new_project, bundled)
    with line_to(server.port, last_word=word) as line:
        name = connect("editor", port=line.port)
        with beating() as heart, cancelling(window, line.is_silent.is_set) as pressed:
            share(window, Target(name, "ctd", None, tmp_path / "ctd.qgz"), "fr")
        assert time.monotonic() - pressed[0] < 1.8
        assert heart.since(pressed[0] - 0.2) < 1
        assert said(window, Qgis.MessageLevel.Info) == [CANCELLED]
        line.cut()
        assert until(lambda: not job._under_way)
    assert said(window, Qgis.MessageLevel.Critical) == said(window, Qgis.MessageLevel.Success) == []
    assert tables(server, database) == earlier
    # The thread has cleared up after itself too.
    assert [path.name for path in tmp_path.iterdir() if path.is_file() or path.name.startswith(".")] == []


def test_cancelled_once_the_database_was_told_to_keep_it_all_the_user_is_sent_to_look(
    window, connect, server, database, earlier, bundled, qgis_new_project
):
    load_layers(qgis_new_project, bundled)
    with line_to(server.port, last_word=b"\nCOMMIT") as line:
        name = connect("editor", port=line.port)
        with cancelling(window, line.is_silent.is_set) as pressed:
            share(window, Target(name, "ctd", None, None), "fr")
        assert time.monotonic() - pressed[0] < 1.8
        line.cut()
    assert said(window, Qgis.MessageLevel.Critical) == [
        "CTD:Cancelled too late: ctd may be replaced already. Look there, or share again."
    ]
    assert said(window, Qgis.MessageLevel.Success) == said(window, Qgis.MessageLevel.Info) == []
    assert tables(server, database) != earlier


def test_a_database_that_hears_nothing_any_more_takes_the_transaction_back(
    connect, server, database, earlier, bundled, monkeypatch
):
    monkeypatch.setattr(postgis, "_IDLE_SECONDS", 1)
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'editor' AND state ~ 'in transaction'"
    with line_to(server.port, last_word=b'CREATE TABLE "ctd"."ctd_new_facts"') as line:
        feedback, timer = QgsFeedback(), QTimer()
        name = connect("editor", port=line.port)
        timer.timeout.connect(lambda: line.is_silent.is_set() and feedback.cancel())
        timer.start(10)
        with pytest.raises(Cancelled):
            BackgroundJob(feedback).run(
                lambda place: share_to_schema(bundled, name, "ctd", None, "fr", feedback, place)
            )
        assert until(lambda: server.sql(waiting, database) == ["0"], 5)
    assert tables(server, database) == earlier


# Background jobs


def test_a_thread_does_the_work_and_the_main_thread_what_it_is_asked_for(qgis_app):
    seen = []

    def work(place):
        seen.append(threading.get_ident())
        seen.append(place.on_main(threading.get_ident))
        return "done"

    assert BackgroundJob(QgsFeedback()).run(work) == "done"
    assert seen[0] != threading.get_ident() == seen[1]


@pytest.mark.parametrize("on_main", [True, False])
def test_an_error_of_the_work_is_raised_where_it_was_begun(qgis_app, on_main):
    def fail():
        raise CtdError("the reason")

    with pytest.raises(CtdError, match=r"^the reason$"):
        BackgroundJob(QgsFeedback()).run(lambda place: place.on_main(fail) if on_main else fail())


def test_work_that_was_cancelled_does_not_pass_its_last_stop_however_late_it_comes_there(qgis_app):
    feedback, go_on, passed = QgsFeedback(), threading.Event(), []

    def work(place):
        go_on.wait()
        place.begin_commit(feedback, 90, "too late")
        passed.append(True)

    QTimer.singleShot(50, feedback.cancel)
    with pytest.raises(Cancelled):
        BackgroundJob(feedback).run(work)
    go_on.set()
    assert until(lambda: not job._under_way)
    assert passed == []


def test_work_that_had_passed_its_last_stop_when_it_was_cancelled_is_not_told_as_done(qgis_app):
    feedback = QgsFeedback()

    def work(place):
        place.begin_commit(feedback, 90, "too late")
        place.on_main(feedback.cancel)
        return "done"

    with pytest.raises(CtdError, match=r"^too late$"):
        BackgroundJob(feedback).run(work)
