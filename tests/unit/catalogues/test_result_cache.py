"""The last results are kept for offline use, exactly, and whatever happens to their file no search fails."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from ctd_plugin.catalogues import result_cache
from ctd_plugin.catalogues.plan import Catalogue
from ctd_plugin.catalogues.records import Extent, Link, LinkKind, Record
from ctd_plugin.catalogues.registry import BUNDLED_PLATFORMS, Protocol
from ctd_plugin.catalogues.result_cache import cached_results, store_results
from tests.support.paths import ROOT

WHEN = datetime(2026, 1, 12, 9, 30, 0, 123456, tzinfo=UTC)
A, B = (Catalogue(id_, id_, id_, "53", Protocol.CSW, f"https://{id_}/csw", None) for id_ in "ab")
BREST = Extent(-4.6, 48.3, -4.4, 48.5)
RECORD = Record(
    id="fr-120066022-jdd-1",
    title="Zones inondables – « Forêt »\n\x00🦄",
    abstract="Aléa d'inondation ; l’eau & <b>",
    organisation="DREAL Île-de-France",
    modified="2024-05-02",
    licence="Licence Ouverte 2.0",
    extent=Extent(-5.1, 47.2, -0.9834612387, 49),
    links=(
        Link(LinkKind.WMS, "https://a/ows?map=/é.map", "zi:aléa", "Carte", "image/png", credentials_removed=True),
        Link(LinkKind.FILE, "https://a/zi.gpkg"),
    ),
    landing_page="https://a/1",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The names of people and of their folders are not ASCII."""
    return tmp_path / "profil d’Éloïse # 100 %?" / "résultats.sqlite"


@pytest.fixture
def warnings() -> list[str]:
    return []


def titles(path: Path, words: str = "", extent: Extent | None = None, limit: int = 100, catalogues=(A, B)) -> list[str]:
    def fail(sentence: str) -> None:
        raise AssertionError(sentence)

    return [record.title for _, record, _ in cached_results(path, catalogues, words, extent, limit, fail)]


def keep(path: Path, *records: Record, catalogue: Catalogue = A, when: datetime = WHEN) -> None:
    def fail(sentence: str) -> None:
        raise AssertionError(sentence)

    store_results(path, catalogue, records, when, fail)


# What is kept


def test_a_record_comes_back_exactly_with_its_catalogue_and_the_time(path):
    keep(path, RECORD)
    assert cached_results(path, [A, B], "", None, 10) == [("a", RECORD, WHEN)]


@pytest.mark.parametrize(
    "record",
    [
        Record("", ""),
        Record("1", "half a character \ud83e", links=(Link(LinkKind.PAGE, "https://a/\udce9"),)),
        Record("\udce9", "x", extent=Extent(170, -20, -170, 10)),
    ],
)
def test_odd_records_come_back_exactly_too(path, record):
    keep(path, record)
    assert cached_results(path, [A], "", None, 10) == [("a", record, WHEN)]


def test_the_contact_is_not_kept(path):
    keep(path, replace(RECORD, contact="prenom.nom@bretagne.fr"))
    assert cached_results(path, [A], "", None, 10) == [("a", RECORD, WHEN)]
    assert b"prenom" not in path.read_bytes()


def test_a_time_in_any_zone_is_the_same_time(path):
    keep(path, RECORD, when=WHEN.astimezone(timezone(timedelta(hours=4))))
    [(_, _, when)] = cached_results(path, [A], "", None, 10)
    assert (when, when.tzinfo) == (WHEN, UTC)


def test_the_same_record_of_a_catalogue_is_replaced_and_that_of_another_is_not(path):
    keep(path, replace(RECORD, title="old"))
    keep(path, replace(RECORD, title="other"), catalogue=B)
    later = WHEN + timedelta(days=1)
    keep(path, replace(RECORD, title="new"), when=later)
    found = [(id_, record.title, when) for id_, record, when in cached_results(path, [A, B], "", None, 10)]
    assert found == [("a", "new", later), ("b", "other", WHEN)]


def test_records_without_an_identifier_do_not_replace_each_other(path):
    keep(path, Record("", "one"), Record("", "two"), Record("", "one"))
    assert sorted(titles(path)) == ["one", "two"]


def test_the_oldest_go_when_there_are_too_many(path, monkeypatch):
    monkeypatch.setattr(result_cache, "MOST_RECORDS", 3)
    keep(path, Record("1", "one"), Record("2", "two"))
    keep(path, Record("3", "three"), Record("1", "one again"), when=WHEN + timedelta(days=1))
    keep(path, Record("4", "four"), when=WHEN + timedelta(days=2))
    assert sorted(titles(path)) == ["four", "one again", "three"]


def test_a_record_of_absurd_length_is_not_kept_and_the_others_are(path):
    keep(path, Record("1", "long", "x" * result_cache.LONGEST), Record("2", "short"))
    assert titles(path) == ["short"]


# What is found


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("", True),
        ("ZONES foret", True),
        ("foret zone", True),
        ("ile alea", True),
        ("eaux", True),
        ("l'eau", True),
        ("l’aléa d’inondation", True),
        ("onde", False),
        ("zones routes", False),
        ("%", True),
        ("z%s", False),
        ("' OR 1=1 --", False),
        ("🦄", True),
        ("zones " * 2000, True),
    ],
)
def test_all_the_words_are_looked_for_whatever_case_and_accents(path, words, is_found):
    keep(path, RECORD)
    assert bool(titles(path, words)) is is_found


@pytest.mark.parametrize(
    ("extent", "is_found"),
    [
        (BREST, True),
        (Extent(2, 48, 3, 49), False),
        (Extent(170, 40, -4.5, 50), True),
        (Extent(170, 40, -170, 50), False),
    ],
)
def test_with_an_extent_records_elsewhere_are_left_out(path, extent, is_found):
    keep(path, RECORD)
    assert bool(titles(path, extent=extent)) is is_found


def test_records_without_an_extent_come_after_those_inside(path):
    """Nothing that may be there is left out in silence."""
    keep(path, Record("1", "nowhere"), Record("2", "elsewhere", extent=Extent(2, 48, 3, 49)), RECORD)
    assert titles(path, extent=BREST) == [RECORD.title, "nowhere"]
    assert titles(path, extent=BREST, limit=1) == [RECORD.title]


def test_only_the_catalogues_asked_for_answer_the_latest_first_and_no_more_than_the_limit(path):
    for number in range(5):
        keep(path, Record(str(number), str(number)), when=WHEN + timedelta(hours=number))
    keep(path, Record("b", "b"), catalogue=B, when=WHEN + timedelta(days=1))
    assert titles(path, limit=2) == ["b", "4"]
    assert titles(path, limit=2, catalogues=[A]) == ["4", "3"]
    assert titles(path, limit=0) == titles(path, catalogues=[]) == []


# What may be wrong with the file


def test_without_a_file_nothing_is_found_and_none_is_made(path, warnings):
    assert cached_results(path, [A], "", None, 10, warnings.append) == []
    assert not path.parent.exists()
    assert warnings == []


def spoilt_files() -> dict[str, bytes]:
    def file(*commands: str) -> bytes:
        with closing(sqlite3.connect(":memory:")) as db:
            db.executescript(";".join(commands))
            return db.serialize()

    columns = "catalogue, id, given, record, words, west, south, east, north"
    row = "'a', '1', '2026-01-12', {}, '', null, null, null, null"
    table, layout = f"CREATE TABLE records ({columns})", f"PRAGMA user_version = {result_cache.SCHEMA_VERSION}"
    whole = file(table, layout, *[f"INSERT INTO records VALUES ({row.format(hex(n))})" for n in range(3000)])
    return {
        "no database": b"not a database, but long enough to look at" * 100,
        "cut off": whole[: len(whole) // 2],
        "newer": file(table, "PRAGMA user_version = 99"),
        "of something else": file("CREATE TABLE gpkg_contents (x)"),
        "without the table": file("CREATE TABLE other (x)", layout),
        "with a record that is no JSON": file(table, layout, f"INSERT INTO records VALUES ({row.format('1')})"),
        "with a record of another form": file(
            table, layout, f"INSERT INTO records VALUES ({row.format(chr(39) + '{}' + chr(39))})"
        ),
    }


@pytest.mark.parametrize("what", spoilt_files())
@pytest.mark.parametrize("first", ["recall", "remember"])
def test_a_spoilt_file_is_set_aside_with_one_sentence_and_a_new_one_is_begun(path, warnings, what, first):
    content = spoilt_files()[what]
    path.parent.mkdir()
    path.write_bytes(content)
    if first == "remember" and "record" not in what:
        store_results(path, A, [RECORD], WHEN, warnings.append)
    else:
        assert cached_results(path, [A], "", None, 10, warnings.append) == []
        keep(path, RECORD)
    aside = path.with_name("résultats-set-aside.sqlite")
    assert cached_results(path, [A], "", None, 10, warnings.append) == [("a", RECORD, WHEN)]
    assert aside.read_bytes() == content
    [sentence] = warnings
    assert sentence.startswith("The search cache could not be read (")
    assert str(aside) in sentence
    assert sorted(path.parent.iterdir()) == [aside, path]


def test_a_file_set_aside_takes_its_log_with_it(path, warnings, tmp_path):
    """The log of another version's file would be read into the new one."""
    with closing(sqlite3.connect(tmp_path / "newer", isolation_level=None)) as db:
        db.executescript("PRAGMA journal_mode = WAL; CREATE TABLE newer (x); PRAGMA user_version = 99")
        # As a program leaves them that is killed.
        path.parent.mkdir()
        shutil.copy(tmp_path / "newer", path)
        shutil.copy(tmp_path / "newer-wal", path.with_name(f"{path.name}-wal"))
    former = path.with_name("résultats-set-aside.sqlite")
    former.with_name(f"{former.name}-journal").write_bytes(b"of one that was set aside before")
    with closing(sqlite3.connect(path)) as reader:
        # One that reads keeps the log where it is.
        reader.execute("SELECT * FROM newer").fetchall()
        assert cached_results(path, [A], "", None, 10, warnings.append) == []
        keep(path, RECORD)
        assert titles(path) == [RECORD.title]
    assert len(warnings) == 1
    with closing(sqlite3.connect(former)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (99,)
    assert sorted(path.parent.iterdir()) == [former, path]


def test_an_empty_file_is_a_new_one(path, warnings):
    path.parent.mkdir()
    path.touch()
    assert cached_results(path, [A], "", None, 10, warnings.append) == []
    store_results(path, A, [RECORD], WHEN, warnings.append)
    assert (titles(path), warnings) == ([RECORD.title], [])


def test_a_file_that_another_program_writes_is_left_alone_and_reported(path, warnings, monkeypatch):
    monkeypatch.setattr(result_cache, "LOCK_TIMEOUT", 0.05)
    keep(path, RECORD)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        store_results(path, A, [Record("2", "two")], WHEN, warnings.append)
        assert cached_results(path, [A], "", None, 10, warnings.append) == []
    problem = f"The search cache {path} cannot be opened (open in another program); results will not be kept."
    assert warnings == [problem] * 2
    assert titles(path) == [RECORD.title]


def test_what_another_program_is_writing_is_waited_for(path):
    keep(path, RECORD)
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE records SET given = '2025-01-01'")
        ending = threading.Timer(0.2, lambda: other.execute("COMMIT"))
        ending.start()
        keep(path, Record("2", "two"))
        ending.join()
    assert titles(path) == ["two", RECORD.title]


def test_a_folder_that_cannot_be_made_is_reported(tmp_path, warnings):
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "results.sqlite"
    store_results(path, A, [RECORD], WHEN, warnings.append)
    assert cached_results(path, [A], "", None, 10, warnings.append) == []
    [sentence] = warnings
    assert sentence.startswith(f"The search cache {path} cannot be opened (")


def test_a_folder_in_its_place_is_reported(path, warnings):
    path.mkdir(parents=True)
    store_results(path, A, [RECORD], WHEN, warnings.append)
    assert cached_results(path, [A], "", None, 10, warnings.append) == []
    assert len(warnings) == 2
    assert path.is_dir()


def test_two_programs_write_at_once_and_nothing_is_lost(path):
    code = f"""
import sys
from datetime import datetime, UTC
from pathlib import Path
from ctd_plugin.catalogues.result_cache import store_results
from ctd_plugin.catalogues.plan import Catalogue
from ctd_plugin.catalogues.records import Record
from ctd_plugin.catalogues.registry import Protocol
catalogue = Catalogue(sys.argv[1], "", "", "53", Protocol.CSW, "", None)
for number in range(30):
    store_results(Path({str(path)!r}), catalogue, [Record(str(number), "x")], datetime.now(UTC), sys.exit)
"""
    running = [subprocess.Popen([sys.executable, "-c", code, id_], cwd=ROOT) for id_ in "ab"]
    assert [process.wait(60) for process in running] == [0, 0]
    assert len(titles(path)) == 60


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs Linux to list what is open")
def test_no_file_stays_open(path, warnings):
    """Windows would not let it be replaced or deleted."""
    keep(path, RECORD)
    titles(path)
    other = path.with_name("other.sqlite")
    other.write_bytes(b"no database" * 1000)
    cached_results(other, [A], "", None, 10, warnings.append)
    # The folder that is listed is itself open while it is listed, and gone when it is looked at.
    opened = [entry.readlink() for entry in list(Path("/proc/self/fd").iterdir()) if entry.is_symlink()]
    assert [file for file in opened if "sqlite" in file.name] == []


def test_nothing_is_ever_written_beside_the_bundled_files():
    before = {file: file.stat().st_mtime_ns for file in BUNDLED_PLATFORMS.parent.rglob("*")}
    for path in (BUNDLED_PLATFORMS, BUNDLED_PLATFORMS.parents[1] / "icons" / ".." / "data" / "results.sqlite"):
        with pytest.raises(ValueError, match="where nothing is ever written"):
            store_results(path, A, [RECORD], WHEN)
    assert {file: file.stat().st_mtime_ns for file in BUNDLED_PLATFORMS.parent.rglob("*")} == before


# Cost


def test_sqlite_is_loaded_at_the_first_use_only():
    code = "import sys, ctd_plugin.catalogues.result_cache; print('sqlite3' in sys.modules)"
    # Where lines are counted, the counting itself would load it.
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
