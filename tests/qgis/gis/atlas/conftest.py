"""Atlases of the bundled edition and of surveys of one's own, as poppler reads them."""

from __future__ import annotations

import shutil

import pytest
from qgis.core import QgsProject

from ctd_plugin.gis.atlas.export import export_atlas
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.regions.edition_cache import edition_of
from ctd_plugin.i18n import language
from tests.support.atlas_pdf import AtlasPdf


@pytest.fixture(scope="session")
def poppler():
    """Skip where poppler's tools are not installed."""
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed")


@pytest.fixture(scope="session")
def atlas(tmp_path_factory, bundled):
    """Return a function that gives the atlas of the bundled edition in a language."""
    folder = tmp_path_factory.mktemp("atlas")
    made = {}

    def export(code):
        if code not in made:
            export_atlas(bundled, folder / f"{code}.pdf", atlas_language=code)
            made[code] = AtlasPdf(folder / f"{code}.pdf")
        return made[code]

    return export


@pytest.fixture
def drawn(tmp_path, survey_of):
    """Return a function that draws the atlas of the rows of a survey of its own."""

    def draw(*rows, columns="region;statut;contexte", **options):
        geopackage = survey_of("\n".join((columns, *rows)) + "\n")
        export_atlas(geopackage, tmp_path / "atlas.pdf", **options)
        return AtlasPdf(tmp_path / "atlas.pdf")

    return draw


@pytest.fixture(scope="session")
def profiles(bundled):
    project = QgsProject()
    with language("fr"):
        read = edition_of(load_layers(project, bundled)).profiles
    yield {profile.code: profile for profile in read}
    project.clear()
