"""The year by which an edition is called."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ctd_plugin.data.about import BUNDLED_EDITION
from ctd_plugin.data.editions.edition import read_edition
from ctd_plugin.data.editions.edition_year import edition_year
from tests.support.returned_files import table


@pytest.mark.parametrize(
    ("name", "file", "made_on", "expected"),
    [
        (BUNDLED_EDITION, "ctd.gpkg", date(2027, 1, 1), "2025"),
        ("enquete-2026.csv", "ctd.gpkg", date(2027, 1, 1), "2026"),
        ("Enquête 2024-2025", "x.csv", None, "2025"),
        ("enquete.csv", "retours_2023/enquete.csv", date(2027, 1, 1), "2027"),
        ("enquete.csv", "2023_enquete.csv", None, "2023"),
        ("enquete.csv", "enquete.csv", None, "enquete.csv"),
        ("Version n° 120251", "x.csv", None, "Version n° 120251"),
    ],
)
def test_it_is_that_of_the_interviews_else_in_the_name_else_of_the_file(tmp_path, name, file, made_on, expected):
    edition = read_edition(table(tmp_path / "a.csv", [["region", "statut"], ["Corse", "CTD existant"]]))
    assert edition_year(replace(edition, name=name, file=Path(file), made_on=made_on)) == expected
