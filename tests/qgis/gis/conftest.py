"""What the tests of measures share: each page is laid out once, and measured by many."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject

from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.i18n import language
from tests.support.page_measures import measured
from tests.support.two_editions import compared_with

# What the regions were before some of them went on: the edition that the map of changes compares with.
EARLIER = {"52": "CTD en préfiguration", "76": "Réflexion engagée", "11": "Pas de démarche CTD connue"}


@pytest.fixture(scope="session")
def changed(tmp_path_factory):
    """A ctd.gpkg with what changed since an edition before it, which lacks a region."""
    earlier = {code: {"statut": status} for code, status in EARLIER.items()}
    return compared_with(tmp_path_factory.mktemp("changed"), "before.csv", earlier)


@pytest.fixture(scope="session")
def measure(bundled, changed):
    """Return a function that lays out and measures a page of a theme, once for all tests."""
    found = {}

    def lay_out(theme, page, code="fr", geopackage=None, title="", branding=None):
        source = geopackage or (changed if theme == ThemeId.CHANGE else bundled)
        key = theme, page, code, source, title, branding
        if key not in found:
            project = QgsProject()
            with language(code):
                # The colours under labels are the same in both languages, or nearly.
                found[key] = measured(
                    project, load_layers(project, source), ThemeId(theme), PAGES[page], title, branding, code == "fr"
                )
            project.clear()
        return found[key]

    return lay_out
