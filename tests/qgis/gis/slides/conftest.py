"""Decks that several tests look at: their sheets measured before anything is drawn, and one as a PDF."""

from __future__ import annotations

import shutil

import pytest
from qgis.core import QgsProject

from ctd_plugin.gis.layout.branding import NO_BRANDING
from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.slides.export import deck, export_slides
from ctd_plugin.gis.slides.slide import PAGE
from ctd_plugin.gis.themes import THEMES
from ctd_plugin.i18n import language
from tests.support.atlas_pdf import AtlasPdf
from tests.support.page_measures import MeasuredPage, measure_items

ALL = [theme for theme in THEMES if theme not in (ThemeId.PLATFORM_HEALTH, ThemeId.CHANGE)]


@pytest.fixture(scope="session")
def slides(bundled):
    """Return a function that lays out a deck, and gives what its slides hold, from the cover on."""
    held = {}

    def lay_out(themes=tuple(ALL), code="fr", geopackage=bundled, branding=NO_BRANDING):
        key = themes, code, geopackage, branding
        if key not in held:
            project = QgsProject()
            with language(code):
                layers = load_layers(project, geopackage)
                held[key] = [_measured(sheet) for sheet in deck(layers, themes, branding)]
            project.clear()
        return held[key]

    return lay_out


def _measured(sheet):
    page = MeasuredPage(PAGE, None, {})
    measure_items(sheet.layout, page)
    return page


@pytest.fixture(scope="session")
def exported(bundled, tmp_path_factory):
    """The deck of the bundled edition in French, as poppler reads it."""
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed")
    path = tmp_path_factory.mktemp("deck") / "deck.pdf"
    export_slides(bundled, path, map_language="fr")
    return AtlasPdf(path)
