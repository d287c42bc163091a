"""Files that a killed program left in the midst of a transaction: shared, built over and read in QGIS."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import processing
import pytest

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.paths import SURVEY
from ctd_plugin.data.profile.rows import read_rows
from ctd_plugin.databases import side_files
from ctd_plugin.gis.map_project import scratch_project
from ctd_plugin.gis.project.datasource import existing_tables
from ctd_plugin.gis.project.layers import CHANGE_TABLES, REGIONS, TABLES, load_layers
from ctd_plugin.gis.sharing.share import share_to_geopackage
from tests.support.writers import COMMITTED, Leftover, kill_writer

EACH_LEFT = pytest.mark.parametrize("left", Leftover)


@pytest.fixture(scope="module")
def of_two_editions(tmp_path_factory):
    """A ctd.gpkg made of two editions, with their changes."""
    path = tmp_path_factory.mktemp("two") / "ctd.gpkg"
    build_geopackage(path, before=SURVEY)
    return path


@pytest.fixture
def killed(of_two_editions, tmp_path, left):
    """A ctd.gpkg that a killed program was writing to."""
    path = Path(shutil.copy(of_two_editions, tmp_path / "tué.gpkg"))
    kill_writer(path, left)
    return path


def check(path, edition):
    """See that a file is one whole database, with the rows that are expected."""
    assert side_files(path) == []
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("SELECT edition FROM about").fetchall() == [(edition,)]
        assert database.execute("SELECT count(*) FROM survey").fetchall() == [(18,)]
        # What was being written when the program was killed.
        assert database.execute("SELECT count(*) FROM facts WHERE length(quote) = 6000").fetchall() == [(0,)]


def bundled_edition(bundled):
    with closing(sqlite3.connect(bundled)) as database:
        return database.execute("SELECT edition FROM about").fetchone()[0]


@EACH_LEFT
def test_a_share_has_all_that_was_committed_to_its_source(killed, tmp_path):
    """With a hot journal its tables of changes were lost in silence."""
    share_to_geopackage(killed, tmp_path / "partage.gpkg", tmp_path / "partage.qgz")
    check(tmp_path / "partage.gpkg", COMMITTED)
    assert existing_tables(tmp_path / "partage.gpkg", CHANGE_TABLES) == list(CHANGE_TABLES)


@EACH_LEFT
def test_a_share_over_such_a_file_is_a_share_alone(killed, bundled, tmp_path):
    share_to_geopackage(bundled, killed, tmp_path / "partage.qgz")
    check(killed, bundled_edition(bundled))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["partage.qgz", "tué.gpkg"]


@EACH_LEFT
def test_a_build_over_such_a_file_is_a_build_alone(provider, bundled, tmp_path, left):
    """The project and its GeoPackage."""
    result = processing.run("ctd:buildproject", {"OUTPUT_FOLDER": str(tmp_path)})
    kill_writer(tmp_path / "ctd.gpkg", left)
    assert processing.run("ctd:buildproject", {"OUTPUT_FOLDER": str(tmp_path)}) == result
    check(tmp_path / "ctd.gpkg", bundled_edition(bundled))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ctd.gpkg", "ctd.qgz", "report.json"]


@EACH_LEFT
def test_the_map_and_the_search_read_what_was_committed(killed):
    rows = read_rows(killed)
    assert len(rows["survey"]) == 18
    assert not any(len(row["contexte"] or "") == 6000 for row in rows["survey"])
    with scratch_project() as project:
        layers = load_layers(project, killed)
        assert layers.about("edition") == COMMITTED
        assert set(layers.all) == {REGIONS, *TABLES, *CHANGE_TABLES}
