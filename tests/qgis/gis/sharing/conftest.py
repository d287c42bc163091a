"""Surveys to share, projects that were shared, and what QGIS logs."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest
from qgis.core import Qgis, QgsApplication, QgsProject

from ctd_plugin.gis.sharing.share import share_to_schema
from tests.support.sharing import HOSTILE


@pytest.fixture
def logged():
    """What QGIS logs."""
    logged = []

    def keep(text, tag, level):
        logged.append(text)

    QgsApplication.messageLog().messageReceived[str, str, Qgis.MessageLevel].connect(keep)
    yield logged
    QgsApplication.messageLog().messageReceived[str, str, Qgis.MessageLevel].disconnect(keep)


@pytest.fixture
def opened():
    """Return a function that opens a project file."""
    projects = []

    def open_(path):
        project = QgsProject()
        projects.append(project)
        assert project.read(str(path))
        return project

    yield open_
    for project in projects:
        project.clear()


@pytest.fixture
def awkward(bundled, tmp_path):
    """A copy of the bundled GeoPackage with texts and numbers at their worst."""
    file = shutil.copy(bundled, tmp_path / "awkward.gpkg")
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE survey SET contexte = ? WHERE region_code = '53'", (HOSTILE,))
        database.execute("UPDATE facts SET quote = ? WHERE fid = 1", ("à" * 300_000,))
        database.execute("UPDATE platforms SET name = '', homepage = NULL WHERE fid = 1")
    return file


@pytest.fixture(scope="session")
def dumps():
    """What was dumped of databases, to be restored rather than made again."""
    return {}


@pytest.fixture
def earlier_run(dumps, one_row, editor, server, database):
    """An earlier run in the schema ctd, which one region has answered."""
    if dumps:
        server.sql(dumps["earlier run"], database)
    else:
        share_to_schema(one_row, editor, "ctd")
        dumps["earlier run"] = server.dump(database)
