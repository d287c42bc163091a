"""Sharing in the background: over lines that are slow, silent or dead, and cancelled at its worst moments."""

from __future__ import annotations

import time
from contextlib import contextmanager
from itertools import pairwise

import pytest
from qgis.core import Qgis, QgsFeedback, QgsSettings
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QProgressDialog, QPushButton

from ctd_plugin.errors import Cancelled
from ctd_plugin.gis.background.background_job import run_in_background
from ctd_plugin.gis.project.datasource import Schema
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.sharing import postgis
from ctd_plugin.gis.sharing.share import share_to_geopackage, share_to_schema
from ctd_plugin.gui.dialogs.share import Target, share
from tests.peers.line import deaf_port, line_to
from tests.support.event_loop import until
from tests.support.jobs import running

CANCELLED = "CTD:Cancelled; nothing was written."


@pytest.fixture(autouse=True)
def threads_end():
    """At the end no thread must still wait for a server."""
    yield
    assert until(lambda: not running())


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


class Heartbeat:
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
    heart = Heartbeat()
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


def messages(window, level):
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
        assert messages(window, Qgis.MessageLevel.Info) == [CANCELLED]
        # Nor does the thread tell anything, once it has given up.
        assert until(lambda: not running())
    assert messages(window, Qgis.MessageLevel.Info) == [CANCELLED]
    assert messages(window, Qgis.MessageLevel.Critical) == messages(window, Qgis.MessageLevel.Success) == []


def test_a_server_that_never_answers_is_reported_after_the_time_that_qgis_gives_it(
    window, connect, two_seconds, one_row, qgis_new_project
):
    load_layers(qgis_new_project, one_row)
    with deaf_port() as port, beating() as heart:
        name = connect("editor", port=port)
        share(window, Target(name, "ctd", None, None), "fr")
    assert 1.9 < heart.taken < 6
    assert heart.longest < 1
    assert messages(window, Qgis.MessageLevel.Critical) == [
        f"CTD:The database of the connection “{name}” did not respond (no answer in time): check the connection in "
        "the QGIS Data Source Manager."
    ]


def test_a_slow_line_leaves_the_window_alive_until_all_is_shared(
    window, connect, server, database, one_row, qgis_new_project
):
    load_layers(qgis_new_project, one_row)
    with line_to(server.port, delay=0.008) as line:
        name = connect("editor", port=line.port)
        with beating() as heart:
            share(window, Target(name, "ctd", None, None), "fr")
    assert messages(window, Qgis.MessageLevel.Success) == [f"CTD:Survey shared to the schema ctd of “{name}”."]
    assert server.sql("SELECT count(*) FROM ctd.regions", database) == ["18"]
    assert heart.taken > 2
    assert heart.longest < 1


def test_a_survey_is_shared_from_a_database_behind_a_slow_line_too(server, earlier, tmp_path, metadata, connect):
    feedback, output = QgsFeedback(), tmp_path / "ctd.gpkg"
    with line_to(server.port, delay=0.008) as line:
        source = Schema(metadata.findConnection(connect("editor", port=line.port)).uri(), "ctd")
        with beating() as heart:
            run_in_background(lambda place: share_to_geopackage(source, output, None, "fr", feedback, place), feedback)
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
        assert messages(window, Qgis.MessageLevel.Info) == [CANCELLED]
        line.cut()
        assert until(lambda: not running())
    assert messages(window, Qgis.MessageLevel.Critical) == messages(window, Qgis.MessageLevel.Success) == []
    assert tables(server, database) == earlier
    # The thread has cleared up after itself too.
    assert [path.name for path in tmp_path.iterdir() if path.is_file() or path.name.startswith(".")] == []


def test_cancelled_once_the_commit_was_sent_the_user_is_sent_to_look(
    window, connect, server, database, earlier, bundled, qgis_new_project
):
    load_layers(qgis_new_project, bundled)
    with line_to(server.port, last_word=b"\nCOMMIT") as line:
        name = connect("editor", port=line.port)
        with cancelling(window, line.is_silent.is_set) as pressed:
            share(window, Target(name, "ctd", None, None), "fr")
        assert time.monotonic() - pressed[0] < 1.8
        line.cut()
    assert messages(window, Qgis.MessageLevel.Critical) == [
        "CTD:Cancelled too late: ctd may already have been replaced. Check it, or share again."
    ]
    assert messages(window, Qgis.MessageLevel.Success) == messages(window, Qgis.MessageLevel.Info) == []
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
            run_in_background(
                lambda place: share_to_schema(bundled, name, "ctd", None, "fr", feedback, place),
                feedback,
            )
        assert until(lambda: server.sql(waiting, database) == ["0"], 5)
    assert tables(server, database) == earlier
