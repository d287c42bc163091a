"""A browser for all tests of a process, and the pages that it opens, each made once."""

from __future__ import annotations

import csv
import shutil
from functools import cache

import pytest

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.paths import GEOPACKAGE, SURVEY
from ctd_plugin.gis.web.export import export_page
from ctd_plugin.gis.web.statement import AccessibilityStatement
from ctd_plugin.i18n import set_user_language
from tests.support.browser import Browser
from tests.support.odd_surveys import ONE_REGION

STATEMENT = AccessibilityStatement("Accessibilité : non conforme", "https://www.example.org/accessibilite")


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    browser = Browser(tmp_path_factory.mktemp("chromium"))
    yield browser
    browser.quit()


@pytest.fixture
def browser(chromium):
    """The browser as at its start; fails where a page asked for anything but itself, or wrote into the console."""
    chromium.reset()
    yield chromium
    assert chromium.logged() == []
    assert [address for address in chromium.requests() if not address.startswith("file:")] == []


@pytest.fixture(autouse=True)
def english():
    set_user_language("C")
    yield
    set_user_language("C")


@pytest.fixture(scope="session")
def page(qgis_app, tmp_path_factory):
    """Return a function that makes the page of an edition in a language, once; the editions are those below."""
    folder = tmp_path_factory.mktemp("pages")
    editions = {
        "bundled": lambda path: shutil.copy(GEOPACKAGE, path),
        "changes": lambda path: build_geopackage(path, survey=_later_survey(folder / "later.csv"), before=SURVEY),
        "one": lambda path: build_geopackage(path, survey=_written(folder / "one.csv", ONE_REGION)),
        "hostile": lambda path: build_geopackage(path, survey=_hostile_survey(folder / '<b>"hostile".csv')),
    }

    @cache
    def made(edition, code):
        source = folder / f"{edition}.gpkg"
        if not source.exists():
            editions[edition](source)
        export_page(source, folder / f"{edition}-{code}.html", map_language=code, accessibility=STATEMENT)
        return folder / f"{edition}-{code}.html"

    def page(edition="bundled", code="fr"):
        # So that the same page is asked for in the same words.
        return made(edition, code)

    return page


def _written(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def _later_survey(path):
    """Write the bundled survey as it may be a year later: Bretagne has its CTD, and another budget."""
    with SURVEY.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    (bretagne,) = (row for row in rows if row["region_code"] == "53")
    bretagne |= {"statut": "CTD existant", "date_ctd": "12/03/2026", "moyens": "4 ETP et budget annuel de 650 k€"}
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def _hostile_survey(path):
    """Write a survey with all that a text may do to a page."""
    texts = {
        "region": "Bretagne",
        "statut": "CTD existant",
        "date_ctd": "<b onclick='window.hit = 1'>demain</b>",
        "contexte": "</script></style><script>window.hit = 1</script><img src=x onerror='window.hit = 1'>",
        "moyens": "3 ETP et budget annuel de 500 k€ " + "trèslong" * 60,
        "outils": "https://"
        + "adresse-sans-fin." * 30
        + "fr/ javascript:window.hit=1 data:text/html,<script>hit</script>",
        "gouvernance": "\u202eشُكْرًا\u202c 👩🏽‍🚒 \u2028 &lt;b&gt; &amp; \" ' ` ${window.hit = 1} {{hit}}",
        "perspectives": "Un mot après l’autre. " * 500,
    }
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, texts)
        writer.writeheader()
        writer.writerow(texts)
    return path
