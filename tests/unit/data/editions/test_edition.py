"""Files that are no edition of the survey."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from ctd_plugin.data.editions.edition import read_edition
from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.errors import CtdError
from tests.support.editions import other_database


def empty_database(path):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE notes (words TEXT)")


def our_about_alone(path):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE about (made_with TEXT, edition TEXT, made_on TEXT)")
        database.execute("INSERT INTO about VALUES ('CTD Governance Map', 'x', '2026-01-01')")


def cut_short(path):
    path.write_bytes(GEOPACKAGE.read_bytes()[:5000])


def without_its_figures(path):
    path.write_bytes(GEOPACKAGE.read_bytes())
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE facts SET value = 'some' WHERE headline")


@pytest.mark.parametrize("make", [other_database, empty_database, our_about_alone, cut_short, without_its_figures])
def test_a_geopackage_of_something_else_is_reported_in_one_sentence(tmp_path, make):
    make(tmp_path / "other.gpkg")
    with pytest.raises(CtdError, match=r"^other\.gpkg is not a survey GeoPackage; choose a survey or a ctd\.gpkg"):
        read_edition(tmp_path / "other.gpkg")


def test_a_file_that_is_no_survey_is_reported_as_everywhere(survey, tmp_path):
    with pytest.raises(CtdError, match=r"notes\.csv has no column “region”"):
        read_edition(survey("notes.csv", "a;b", "1;2"))
    with pytest.raises(CtdError, match=r"missing\.csv does not exist"):
        read_edition(tmp_path / "missing.csv")


@pytest.mark.parametrize("code", [b"", 0, 1.5, b"53", None])
def test_a_region_code_that_is_no_text_is_a_row_without_a_region(tmp_path, code):
    """Found by fuzzing: another program had written bytes."""
    path = tmp_path / "ctd.gpkg"
    path.write_bytes(GEOPACKAGE.read_bytes())
    with closing(sqlite3.connect(path)) as database, database:
        # Of a table without keys, as other programs write it.
        database.execute("CREATE TABLE plain AS SELECT * FROM survey")
        database.execute("DROP TABLE survey")
        database.execute("ALTER TABLE plain RENAME TO survey")
        database.execute("UPDATE survey SET region_code = ? WHERE region_code = '94'", (code,))
    report = read_edition(path).survey.report
    assert report.survey_rows == 18
    assert len(report.unmatched_rows) == 1
    assert report.regions_without_row == ("94",)
