"""What changed since an earlier edition: a page of all regions, and a paragraph on each sheet."""

from __future__ import annotations

import re

import pytest

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.paths import SURVEY
from ctd_plugin.gis.atlas.export import export_atlas
from ctd_plugin.gis.labels.labels import no_own_budget
from ctd_plugin.regions import REGION_NAMES
from tests.support.atlas_pdf import SIZES, AtlasPdf, squeezed

pytestmark = pytest.mark.usefixtures("poppler", "qgis_processing")

LATER = """region;statut;moyens
Hauts-de-France;CTD existant;environ 6 ETP pour la plateforme
Occitanie;CTD existant;pas de budget
Guyane;Réflexion engagée;2 à 3 ETP pour la plateforme
"""


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """The atlas of a later edition of a few regions, compared with the bundled one."""
    folder = tmp_path_factory.mktemp("compared")
    (folder / "enquête 2027.csv").write_text(LATER, encoding="utf-8")
    build_geopackage(folder / "ctd.gpkg", survey=folder / "enquête 2027.csv", before=SURVEY)
    export_atlas(folder / "ctd.gpkg", folder / "atlas.pdf", atlas_language="en")
    return AtlasPdf(folder / "atlas.pdf")


def test_the_page_has_a_row_of_every_region_and_stands_where_all_words_fit(compared):
    page = next(body for body in compared.bodies if body.startswith(squeezed("What has changed")))
    # A long name is on two lines, and words of the next column may come between them.
    assert [name for name in REGION_NAMES.values() if re.split("[- ]", name)[0] not in page] == []
    assert set(compared.begins) == set(REGION_NAMES)
    assert compared.sizes <= SIZES
    assert list(compared.faults()) == []


def test_a_sheet_says_what_changed_in_its_region(compared):
    assert squeezed("CTD being set up → CTD in place") in compared.sheet("32")
    assert squeezed("5 FTE → ≈ 6 FTE") in compared.sheet("32")


def test_an_explicit_none_is_words_there_too(compared):
    assert squeezed(no_own_budget(short=True)) in compared.sheet("76")
    assert "€0" not in "".join(compared.bodies)
