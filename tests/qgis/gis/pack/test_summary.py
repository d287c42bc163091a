"""What a pack says of itself: what it holds, of which edition, how many answered, and what made it when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ctd_plugin.data.about import MADE_WITH, made_with
from ctd_plugin.data.build import build_geopackage
from ctd_plugin.gis.layout.branding import NO_BRANDING, Branding
from ctd_plugin.gis.pack.summary import ATLAS, OPEN_DATA, PAGE, SLIDES, TABLES, summary_of
from ctd_plugin.gis.project.layers import open_layers
from ctd_plugin.gis.regions.edition_cache import edition_of
from ctd_plugin.i18n import set_user_language
from tests.support.packs import FILES

ALL = [*(name for name in FILES if name != "index.html"), PAGE, SLIDES, OPEN_DATA]


@pytest.fixture
def sentences(bundled):
    """Return a function that returns the sentences on a pack of some files."""

    def of(files=ALL, source=bundled, branding=NO_BRANDING):
        edition = edition_of(open_layers(Path(source)))
        return summary_of(edition, Path("index.html"), files, branding).sentences()

    return of


def test_everything_that_was_made_is_named(sentences):
    assert sentences()[0] == "Contents: 7 maps, web page, slides, atlas, summary table, open data."
    assert (
        sentences(["ctd-status.pdf", "ctd-status.png", ATLAS, *TABLES])[0] == "Contents: 1 map, atlas, summary table."
    )


def test_regions_without_an_answer_are_not_counted_as_if_they_had_one(sentences, one_row):
    assert sentences()[1:3] == [
        "Edition: CNIG survey, interviews from October 2025 to January 2026.",
        "15 regions answered, out of 18. Status only: 3.",
    ]
    _, edition, answered, _ = sentences(source=one_row)
    assert edition.startswith("Edition: survey")
    assert answered == "0 regions answered, out of 18. Status only: 1."


def test_answers_of_an_earlier_edition_are_not_counted_as_new(sentences, tmp_path):
    survey = tmp_path / "survey.csv"
    rows = [
        "region;statut;moyens;reprises",
        "Bretagne;CTD existant;3 ETP;moyens: 2025",
        "Normandie;CTD existant;2 ETP;statut: 2025",
    ]
    survey.write_text("\n".join(rows) + "\n", encoding="utf-8")
    build_geopackage(tmp_path / "ctd.gpkg", survey=survey)
    told = sentences(source=tmp_path / "ctd.gpkg")[2]
    assert told == "1 region answered, out of 18. Answers carried over only: 1."


def test_the_version_and_the_day_are_those_of_the_making(sentences):
    today = date.today()
    assert sentences()[3] == f"Made with {made_with()}, {today.isoformat()}."
    set_user_language("fr")
    signed = sentences(branding=Branding("DataLab Sud"))[3]
    assert signed.endswith(f"DataLab Sud, avec {made_with()}, {today:%d/%m/%Y}.")
    signed = sentences(branding=Branding(f"Club {MADE_WITH}"))[3]
    assert f"Club {MADE_WITH}, avec {made_with()}, " in signed
