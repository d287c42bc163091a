"""Databases that another program has open, or left in the midst of a transaction, are read as they were committed."""

from __future__ import annotations

import errno
import multiprocessing
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from ctd_plugin.data.boundaries.reader import read_boundaries
from ctd_plugin.data.editions.edition import read_edition
from ctd_plugin.data.package.geopackage import check_target
from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.databases import _sqlite_uri, is_database, merge_side_files, reading, side_files, standalone_file
from ctd_plugin.errors import CtdError
from tests.support.writers import COMMITTED, Leftover, kill_writer, start_writer

EACH_LEFT = pytest.mark.parametrize("left", Leftover)
EDITION = "SELECT edition FROM about"


@pytest.fixture
def survey(tmp_path):
    """A ctd.gpkg alone in a folder."""
    (tmp_path / "enquête 100 %").mkdir()
    return Path(shutil.copy(GEOPACKAGE, tmp_path / "enquête 100 %" / "ctd #1?.gpkg"))


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith("-shm")}


def check(path):
    """See that a database is whole and as it was committed, to one who opens it anew."""
    with reading(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute(EDITION).fetchall() == [(COMMITTED,)]
        assert database.execute("SELECT count(*) FROM survey").fetchall() == [(18,)]
        assert database.execute("SELECT count(*) FROM facts WHERE length(quote) = 6000").fetchall() == [(0,)]


@EACH_LEFT
def test_a_killed_program_s_last_commit_is_read_and_nothing_there_changes(survey, left):
    """A hot journal is rolled back, a log read, in a copy where need be."""
    kill_writer(survey, left)
    before = contents(survey.parent)
    check(survey)
    assert read_edition(survey).name == COMMITTED
    check_target(survey)
    assert contents(survey.parent) == before


@EACH_LEFT
def test_a_program_that_writes_now_is_read_as_of_its_last_commit(survey, left):
    writer = start_writer(survey, left)
    try:
        assert read_edition(survey).name == COMMITTED
        check(survey)
    finally:
        writer.kill()
        writer.communicate()


@EACH_LEFT
def test_where_nothing_may_be_written_the_last_commit_is_read_too(left):
    """A write-protected stick or a folder without the right to write."""
    with tempfile.TemporaryDirectory() as name:
        survey = Path(shutil.copy(GEOPACKAGE, name))
        kill_writer(survey, left)
        # The index of a log is gone with the computer that had it open.
        survey.with_name("ctd.gpkg-shm").unlink(missing_ok=True)
        for path in survey.parent.iterdir():
            path.chmod(0o444)
        survey.parent.chmod(0o555)
        with reading(survey):
            pass
        assert as_anybody(_editions, survey) == [COMMITTED, COMMITTED]
        survey.parent.chmod(0o755)


def _editions(path):
    assert not os.access(path.parent, os.W_OK)
    with standalone_file(path) as copy, closing(sqlite3.connect(copy)) as database:
        return [read_edition(path).name, database.execute(EDITION).fetchone()[0]]


def as_anybody(function, *arguments):
    """Return what a function does for a user who may write nowhere but in the temporary folder."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()

    def work():
        if os.geteuid() == 0:
            os.setuid(65534)
        theirs.send(function(*arguments))

    process = context.Process(target=work)
    process.start()
    theirs.close()
    try:
        return ours.recv()
    finally:
        process.join()


def test_a_log_that_was_written_back_leaves_nothing_beside_the_file_when_it_is_read(survey):
    """QGIS leaves files that would have a log; reading one must not litter its folder."""
    with closing(sqlite3.connect(survey)) as database:
        database.execute("PRAGMA journal_mode = WAL")
    assert side_files(survey) == []
    read_edition(survey)
    assert [path.name for path in survey.parent.iterdir()] == [survey.name]


@EACH_LEFT
def test_a_reader_of_single_files_gets_one_that_is_whole(survey, left):
    with standalone_file(survey) as same:
        assert same == survey
    kill_writer(survey, left)
    with standalone_file(survey) as copy:
        assert copy.name == survey.name
        assert copy.parent != survey.parent
        assert side_files(copy) == []
        check(copy)
    assert not copy.exists()


@EACH_LEFT
def test_boundaries_are_read_as_they_were_committed(survey, left):
    """GDAL refuses a file with a hot journal where it opens it read-only."""
    kill_writer(survey, left)
    assert len(read_boundaries(survey).frame) == 18


def test_what_is_no_database_is_given_as_it_is(tmp_path):
    (tmp_path / "notes.csv").write_text("a;b\n")
    (tmp_path / "notes.csv-wal").write_text("à moi")
    with standalone_file(tmp_path / "notes.csv") as path:
        assert path == tmp_path / "notes.csv"
    assert not is_database(tmp_path / "nowhere")
    with pytest.raises(OSError, match="nowhere"), reading(tmp_path / "nowhere"):
        pass


def test_a_damaged_file_whose_pages_never_end_is_reported(survey):
    """Found by fuzzing: pages that lead to one page a thousand times, which lead to one, and so on."""
    content = bytearray(survey.read_bytes())
    size = int.from_bytes(content[16:18])
    with closing(sqlite3.connect(survey)) as database:
        (root,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'survey'").fetchone()
    leaf = int.from_bytes(content[(root - 1) * size :][8:12])
    last = len(content) // size
    content[(root - 1) * size : root * size] = page_of(last + 1, size)
    content += page_of(last + 2, size) + page_of(leaf, size)
    content[28:32] = (last + 2).to_bytes(4)
    survey.write_bytes(content)
    with pytest.raises(CtdError, match="is not a survey GeoPackage"):
        read_edition(survey)


def page_of(child, size, cells=500):
    """Return a page of a table, all of whose branches lead to the same page."""
    branch = child.to_bytes(4) + b"\1"
    start = size - cells * len(branch)
    header = b"\5\0\0" + cells.to_bytes(2) + start.to_bytes(2) + b"\0" + child.to_bytes(4)
    pointers = b"".join((start + number * len(branch)).to_bytes(2) for number in range(cells))
    return (header + pointers).ljust(start, b"\0") + branch * cells


@EACH_LEFT
def test_settling_leaves_one_file_with_what_was_committed(survey, left):
    kill_writer(survey, left)
    merge_side_files(survey)
    assert side_files(survey) == []
    check(survey)


def test_settling_is_refused_while_another_program_has_the_file_open(survey):
    with closing(sqlite3.connect(survey)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("SELECT edition FROM about").fetchone()
        with pytest.raises(OSError) as error:  # noqa: PT011  what matters is its number
            merge_side_files(survey)
        assert error.value.errno == errno.EBUSY


def test_a_network_share_is_no_host_to_sqlite():
    """SQLite refuses `file://server/share/ctd.gpkg`, which Python makes of a path on a share."""

    class Share:
        def resolve(self):
            return self

        def as_posix(self):
            return "//serveur/partage/enquête #1.gpkg"

    assert _sqlite_uri(Share(), "mode=ro") == "file:////serveur/partage/enqu%C3%AAte%20%231.gpkg?mode=ro"
