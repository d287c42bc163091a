"""Pages beside the one of the map: the index of a pack, a saved portrait, a report."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtGui import QImage

from ctd_plugin.data.html_page import html_page, html_table
from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.gis.layout.branding import Branding
from ctd_plugin.gis.pack.index import IndexEntry, index_page
from ctd_plugin.gis.pack.summary import PackSummary
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.regions.edition_cache import edition_of
from ctd_plugin.gui.region.portrait import portrait_html
from ctd_plugin.i18n import language
from tests.support.page_checks import cut, outside, small_targets

PAGES = ["index", "portrait of 53", "portrait of 11", "portrait of 06", "report"]


@pytest.fixture(scope="module", params=["fr", "en"])
def pages(request, qgis_app, tmp_path_factory):
    """Return name → file of each page, in a language."""
    folder = tmp_path_factory.mktemp("pages")
    picture = QImage(1200, 848, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    picture.save(str(folder / "map.png"))
    (folder / "map.pdf").write_bytes(b"%PDF")
    project = QgsProject()
    with language(request.param):
        layers = load_layers(project, shutil.copy(GEOPACKAGE, folder / "ctd.gpkg"))
        names = ("map.pdf", "map.png")
        entries = [IndexEntry("Maps", title, "A map", names) for title in ("Status", "Budget", "Staff")]
        entries.append(IndexEntry("To read", "Atlas", "Portraits", ("map.pdf",)))
        summary = PackSummary(folder / "index.html", names, "2025", 18, 14, 1, 3, Branding("DREAL"), date(2026, 1, 15))
        texts = {"index": index_page(layers, summary, entries, {"map.png": picture}, folder)}
        edition = edition_of(layers)
        for code in ("53", "11", "06"):
            texts[f"portrait of {code}"] = portrait_html(edition.by_code[code], edition.profiles, "2025")
        rows = [(str(row), "Île-de-France", "https://" + "adresse-tres-longue." * 6 + "fr", "") for row in range(20)]
        table = html_table("Report", ("Row", "Region", "Value", "Remark"), rows)
        texts["report"] = html_page("Report", "A file\nof two lines", table)
    files = {name: folder / f"{number}.html" for number, name in enumerate(texts)}
    for name, path in files.items():
        path.write_text(texts[name], encoding="utf-8")
    yield files
    project.clear()


@pytest.mark.parametrize("width", [1366, 320])
@pytest.mark.parametrize("name", PAGES)
def test_there_is_no_barrier_and_nothing_out_of_sight(browser, pages, name, width):
    browser.resize(width)
    browser.open(pages[name])
    assert browser.violations() == []
    assert [*cut(browser), *outside(browser), *small_targets(browser)] == []
    assert browser.run("return document.documentElement.scrollWidth") <= width
