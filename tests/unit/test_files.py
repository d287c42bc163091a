"""Files are replaced whole, together and with what belongs to them, or not at all; and the sentence says why."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from ctd_plugin import files
from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.importing.recipe import Recipe, write_recipe
from ctd_plugin.data.package.geopackage import write_geopackage
from ctd_plugin.data.package.spreadsheet import write_spreadsheet
from ctd_plugin.data.package.tables import PackageTable
from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.databases import side_files
from ctd_plugin.errors import CtdError
from ctd_plugin.files import make_folder, new_folder, replacing, replacing_all, write_error
from tests.support.paths import ROOT
from tests.support.writers import COMMITTED, Leftover, kill_writer

EACH_LEFT = pytest.mark.parametrize("left", Leftover)
NAMES = ("ctd.qgz", "ctd.gpkg", "report.json")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def texts(folder):
    return {path.name: path.read_text() for path in folder.iterdir()}


def write_all(folder, text="new", before_the_end=lambda: None):
    with replacing_all([folder / name for name in NAMES]) as room:
        for name in NAMES:
            (room / name).write_text(text)
        before_the_end()


# A database and its side files


@EACH_LEFT
def test_a_build_over_a_file_that_a_killed_program_was_writing_is_a_build_alone(folder, tmp_path, left):
    """A journal beside the new file was rolled back into it, or old rows came back."""
    survey = tmp_path / "enquête.csv"
    survey.write_text("region;statut\nBretagne;CTD existant\n", encoding="utf-8")
    path = folder / "ctd.gpkg"
    shutil.copy(GEOPACKAGE, path)
    kill_writer(path, left)
    build_geopackage(path, survey=survey)
    assert [file.name for file in folder.iterdir()] == ["ctd.gpkg"]
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("SELECT edition FROM about").fetchall() == [("enquête.csv",)]
        assert database.execute("SELECT count(*) FROM survey").fetchall() == [(1,)]
    alone = tmp_path / "alone.gpkg"
    build_geopackage(alone, survey=survey)
    assert path.read_bytes() == alone.read_bytes()


@EACH_LEFT
def test_a_build_that_fails_leaves_the_last_commit_of_a_killed_program(folder, monkeypatch, left):
    """The former file keeps what its side files held, also where it cannot be replaced."""
    path = folder / "ctd.gpkg"
    shutil.copy(GEOPACKAGE, path)
    kill_writer(path, left)
    real = os.replace

    def blocked(source, target):
        if Path(target) == path:
            raise PermissionError(errno.EACCES, "The file is in use")
        real(source, target)

    monkeypatch.setattr(os, "replace", blocked)
    with pytest.raises(CtdError, match=r"ctd\.gpkg cannot be replaced \(access denied\); close the programs"):
        build_geopackage(path)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("SELECT edition FROM about").fetchall() == [(COMMITTED,)]
    assert {file.name for file in folder.iterdir()} <= {"ctd.gpkg", *(file.name for file in side_files(path))}


def test_a_log_that_a_program_holds_open_comes_back_where_the_file_cannot_be_replaced(folder, monkeypatch):
    """Without it the former file would lose its last rows."""
    path = folder / "ctd.gpkg"
    shutil.copy(GEOPACKAGE, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("UPDATE about SET edition = ?", (COMMITTED,))
        log = path.with_name("ctd.gpkg-wal").read_bytes()
        real = os.replace

        def blocked(source, target):
            if Path(target) == path:
                raise PermissionError(errno.EACCES, "The file is in use")
            real(source, target)

        monkeypatch.setattr(os, "replace", blocked)
        with pytest.raises(CtdError, match="cannot be replaced"):
            build_geopackage(path)
        assert path.with_name("ctd.gpkg-wal").read_bytes() == log
        assert sorted(file.name for file in folder.iterdir()) == ["ctd.gpkg", "ctd.gpkg-shm", "ctd.gpkg-wal"]


def test_a_file_that_another_program_reads_is_replaced_and_its_log_goes_with_it(folder, tmp_path):
    """Where the system allows it, as all but Windows do."""
    path = folder / "ctd.gpkg"
    shutil.copy(GEOPACKAGE, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("UPDATE about SET edition = ?", (COMMITTED,))
        build_geopackage(path)
        assert side_files(path) == []
        assert other.execute("SELECT edition FROM about").fetchone() == (COMMITTED,)
    build_geopackage(tmp_path / "alone.gpkg")
    assert path.read_bytes() == (tmp_path / "alone.gpkg").read_bytes()


def test_a_new_database_is_one_file(folder):
    """What a program left in the log of the new file would be lost with its folder."""
    with replacing(folder / "ctd.gpkg") as fresh:
        shutil.copy(GEOPACKAGE, fresh)
        kill_writer(fresh, Leftover.WAL)
    assert [file.name for file in folder.iterdir()] == ["ctd.gpkg"]
    with closing(sqlite3.connect(folder / "ctd.gpkg")) as database:
        assert database.execute("SELECT edition FROM about").fetchall() == [(COMMITTED,)]


def test_only_a_database_has_side_files(folder):
    (folder / "notes.csv-journal").write_text("mine")
    with replacing(folder / "notes.csv") as fresh:
        fresh.write_text("new")
    assert texts(folder) == {"notes.csv": "new", "notes.csv-journal": "mine"}


# Several files


@pytest.mark.parametrize("there", [(), NAMES, NAMES[:1]])
@pytest.mark.parametrize("blocked", NAMES)
def test_where_one_file_cannot_be_replaced_none_is(folder, blocked, there):
    """A folder came into the way of one of them."""
    for name in there:
        (folder / name).write_text("former")

    def come_into_the_way():
        (folder / blocked).unlink(missing_ok=True)
        (folder / blocked / "full").mkdir(parents=True)

    with pytest.raises(CtdError) as error:
        write_all(folder, before_the_end=come_into_the_way)
    assert str(error.value) == (
        f"{folder / blocked} cannot be replaced (this is a folder); no file was changed. "
        "Close the programs that use it."
    )
    assert (folder / blocked).is_dir()
    shutil.rmtree(folder / blocked)
    assert texts(folder) == {name: "former" for name in there if name != blocked}


def held(path, times=1000):
    """Return what takes the place of os.replace where a program on Windows holds a file, for so many attempts."""
    real, attempts = os.replace, iter(range(times))

    def replace(source, target):
        if Path(target) == path and next(attempts, None) is not None:
            error = PermissionError(errno.EACCES, "The process cannot access the file", str(target))
            error.winerror = 32
            raise error
        real(source, target)

    return replace


@pytest.mark.parametrize("blocked", NAMES)
@pytest.mark.parametrize("links", [True, False])
def test_a_file_held_open_on_windows_stops_all(folder, monkeypatch, blocked, links):
    """Windows refuses to replace it; file systems of sticks have no links."""
    write_all(folder, "former")
    monkeypatch.setattr(files, "_PAUSES", (0, 0))
    monkeypatch.setattr(os, "replace", held(folder / blocked))
    if not links:
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(errno.EPERM, "no links here")))
    with pytest.raises(CtdError, match=rf"{blocked} cannot be replaced \(open in another program\); no file was"):
        write_all(folder)
    assert texts(folder) == dict.fromkeys(NAMES, "former")


@pytest.mark.parametrize("blocked", NAMES)
def test_a_file_that_a_virus_scanner_looks_into_is_waited_for(folder, monkeypatch, blocked):
    write_all(folder, "former")
    monkeypatch.setattr(files, "_PAUSES", (0, 0))
    monkeypatch.setattr(os, "replace", held(folder / blocked, times=2))
    write_all(folder)
    assert texts(folder) == dict.fromkeys(NAMES, "new")


def test_what_cannot_be_put_back_is_kept_and_reported(folder, monkeypatch):
    """Nothing is lost where even that fails."""
    write_all(folder, "former")
    real, seen = os.replace, []

    def refuse(source, target):
        seen.append(Path(target).name)
        if Path(target).name == "ctd.gpkg" or seen.count("ctd.qgz") == 2:
            raise PermissionError(errno.EACCES, "in use")
        real(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(
        CtdError, match=r"ctd\.qgz was replaced, and its former version cannot be restored \(access denied\); that"
    ):
        write_all(folder)
    (rescue,) = (path for path in folder.iterdir() if path.is_dir())
    assert texts(rescue) == {"ctd.qgz": "former"}
    shutil.rmtree(rescue)
    assert texts(folder) == {"ctd.qgz": "new", "ctd.gpkg": "former", "report.json": "former"}


def test_an_interruption_between_two_files_puts_the_first_back(folder, monkeypatch):
    write_all(folder, "former")
    real = os.replace

    def interrupted(source, target):
        if Path(target) == folder / "ctd.gpkg":
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_all(folder)
    assert texts(folder) == dict.fromkeys(NAMES, "former")


def test_several_files_replace_the_former_ones_and_leave_nothing_else(folder):
    write_all(folder, "former")
    write_all(folder, "new")
    assert texts(folder) == dict.fromkeys(NAMES, "new")


def test_what_a_killed_program_left_is_removed_a_day_later(folder):
    """The folder of unfinished files that a killed build leaves."""
    code = (
        "import os, sys; from pathlib import Path; from ctd_plugin.files import replacing\n"
        "with replacing(Path(sys.argv[1])) as fresh:\n"
        "    fresh.write_text('half'); os.kill(os.getpid(), 9)"
    )
    for _ in range(2):
        subprocess.run([sys.executable, "-c", code, str(folder / "a.csv")], cwd=ROOT, check=False)
    old, young = folder.iterdir()
    os.utime(old, (time.time() - 90_000,) * 2)
    (folder / "ctd-notes").mkdir()
    os.utime(folder / "ctd-notes", (0, 0))
    with replacing(folder / "a.csv") as fresh:
        fresh.write_text("whole")
    assert sorted(folder.iterdir()) == sorted([young, folder / "a.csv", folder / "ctd-notes"])


# What the sentence says


def full(*_):
    raise OSError(errno.ENOSPC, "No space left on device")


def refused(*_):
    raise PermissionError(errno.EACCES, "Permission denied", str(_[0]))


@pytest.mark.parametrize(
    ("happening", "sentence"),
    [
        (full, "(no space left on the disk); check the free disk space."),
        (refused, "(access denied); choose another place."),
    ],
)
def test_the_disk_is_blamed_where_it_is_full(folder, happening, sentence):
    """Each cause has its own sentence, in one place for all files."""
    with pytest.raises(CtdError) as error, replacing(folder / "a.csv") as fresh:
        happening(fresh)
    assert str(error.value) == f"{folder / 'a.csv'} cannot be written {sentence}"
    assert texts(folder) == {}


def test_what_goes_wrong_elsewhere_is_not_reported_of_the_file(folder):
    with pytest.raises(FileNotFoundError), replacing(folder / "a.csv"):
        (folder / "nowhere" / "b.csv").read_text()


@pytest.mark.parametrize(
    ("cause", "sentence"),
    [
        ("database or disk is full", "a.csv cannot be written (no space left on the disk); check the free disk"),
        ("", "a.csv cannot be written (reason not given); check the free disk space."),
        (
            "disk image\nis malformed",
            "a.csv cannot be written (damaged file or unexpected content); choose",
        ),
    ],
)
def test_a_reason_of_gdal_or_qgis_is_reported_in_our_words(cause, sentence):
    assert str(write_error("a.csv", cause)).startswith(sentence)


HALF = "Portail de l'\ud83d\ude00 Île \ud83d de Ré"


def test_half_a_character_is_reported_as_that(folder):
    """It was reported as “check the free disk space”."""
    table = PackageTable("platforms", {"name": str}, [{"name": HALF.replace("\ud83d\ude00", "é")}])
    sentence = (
        "“Portail de l'é Île ? de Ré” contains an invalid character (half of a surrogate pair); "
        "correct or remove this text."
    )
    with pytest.raises(CtdError) as error:
        write_geopackage(folder / "ctd.gpkg", [table], date(2026, 1, 1), before_each=lambda: None)
    assert str(error.value) == f"{folder / 'ctd.gpkg'} cannot be written: {sentence}"
    with pytest.raises(CtdError) as error:
        write_spreadsheet(folder / "ctd.xlsx", [table])
    assert str(error.value) == f"ctd.xlsx cannot be written: {sentence}"


def test_half_a_character_in_a_file_of_text_is_reported_too(folder):
    """Of a recipe it was no sentence at all."""
    with pytest.raises(CtdError, match=r"recette\.json cannot be written: “.*Ré.*” contains an invalid character"):
        write_recipe(Recipe(), HALF, folder / "recette.json")
    assert texts(folder) == {}


def test_a_folder_that_cannot_be_made_is_reported(folder):
    (folder / "file").write_text("")
    with pytest.raises(CtdError, match=r"The folder .*in cannot be created \(a part of the path is not a folder\)"):
        make_folder(folder / "file" / "in")


def test_a_new_folder_stays_with_what_is_written_and_goes_where_nothing_is(tmp_path):
    made = tmp_path / "2026" / "juin"
    with pytest.raises(KeyError), new_folder(made):
        raise KeyError
    assert list(tmp_path.iterdir()) == []
    with new_folder(made):
        (made / "carte.pdf").touch()
    with pytest.raises(KeyError), new_folder(made):
        raise KeyError
    assert (made / "carte.pdf").exists()
