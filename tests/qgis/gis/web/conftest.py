"""What the tests of pages share: each page is written once, and read by many."""

from __future__ import annotations

import pytest

from ctd_plugin.gis.options import DEFAULT_THEME
from ctd_plugin.gis.svg import theme_map
from ctd_plugin.gis.themes import THEMES
from ctd_plugin.gis.web.export import export_page
from tests.support.two_editions import compared_with
from tests.support.web_pages import WebPage

BEFORE = {"53": {"statut": "Pas de démarche CTD connue", "perspectives": "Rien de prévu.\nÀ revoir."}}


@pytest.fixture(scope="session")
def written(qgis_processing, bundled, tmp_path_factory):
    """Return a function that returns the page of a GeoPackage in a language, by default the bundled edition."""
    pages = {}

    def write(code="fr", geopackage=bundled):
        key = code, geopackage
        if key not in pages:
            path = tmp_path_factory.mktemp("page") / "page.html"
            export_page(geopackage, path, map_language=code)
            pages[key] = WebPage(path)
        return pages[key]

    return write


@pytest.fixture
def one_map(monkeypatch):
    """Draw one map, where nobody looks at the others."""
    monkeypatch.setattr(theme_map, "THEMES", {DEFAULT_THEME: THEMES[DEFAULT_THEME]})


@pytest.fixture(scope="session")
def compared(tmp_path_factory):
    """A ctd.gpkg of two editions, of which the earlier one lacks Corse."""
    return compared_with(tmp_path_factory.mktemp("compared"), "avant.csv", BEFORE)
