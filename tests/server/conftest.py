"""One QGIS Server for all tests, and a project as `ctd:buildproject` writes it, with personal data, for it to serve."""

from __future__ import annotations

import csv

import pytest
from qgis.core import QgsProject

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.paths import SURVEY
from ctd_plugin.gis.map_project import write_project
from ctd_plugin.i18n import language
from tests.peers.qgis_server import serving
from tests.support.clean_slate import clean_slate  # noqa: F401
from tests.support.postgres_fixtures import connect, database, editor, metadata, schema, server  # noqa: F401
from tests.support.qgis_server import PublishedProject

EDITION = "enquête 2026.csv"
RESPONDENT = "Camille Untel-Zéro"
ORGANISATION = "Région <Test> & Cie"


@pytest.fixture(scope="session")
def personal_edition(tmp_path_factory):
    """A ctd.gpkg of the bundled survey in which each region names its respondent, kept as the user asked for."""
    folder = tmp_path_factory.mktemp("edition")
    with SURVEY.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / EDITION).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows({**row, "repondant": RESPONDENT} for row in rows)
    build_geopackage(folder / "ctd.gpkg", survey=folder / EDITION, personal=True)
    return folder / "ctd.gpkg"


@pytest.fixture(scope="session")
def project_file(qgis_app, personal_edition):
    """The project of that edition, in French."""
    file = personal_edition.with_name("ctd.qgz")
    with language("fr"):
        write_project(file, personal_edition, ORGANISATION)
    return file


@pytest.fixture(scope="session")
def address(project_file, tmp_path_factory):
    """The address of QGIS Server; what it serves is named by each request."""
    with serving(project_file, tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture(scope="session")
def published(address, project_file):
    return PublishedProject(address, project_file)


@pytest.fixture(scope="session")
def opened(project_file):
    """The same project as QGIS opens it, to compare with."""
    project = QgsProject()
    assert project.read(str(project_file))
    yield project
    project.clear()
