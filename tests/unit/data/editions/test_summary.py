"""What an edition is, and the one sentence on a file that is none."""

from __future__ import annotations

from datetime import date

import pytest

from ctd_plugin.data.about import BUNDLED_EDITION
from ctd_plugin.data.editions.summary import EditionSummary, is_edition, read_summary
from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.errors import CtdError
from tests.support.editions import change_edition, other_database


@pytest.fixture
def copy(tmp_path):
    path = tmp_path / "ctd.gpkg"
    path.write_bytes(GEOPACKAGE.read_bytes())
    return path


def refusal(path):
    with pytest.raises(CtdError) as error:
        read_summary(path)
    return str(error.value)


def test_an_edition_has_its_name_its_day_and_its_regions(copy):
    change_edition(copy, "DELETE FROM survey WHERE region_code IN ('01', '02')")
    change_edition(copy, "UPDATE about SET made_on = '2026-11-26'")
    assert is_edition(copy)
    assert read_summary(copy) == EditionSummary(BUNDLED_EDITION, date(2026, 11, 26), 18, 16)


def test_an_edition_of_an_earlier_version_that_lacks_what_came_later_is_one(copy):
    for field in ("staff_covers", "budget_about", "staff_fte_max"):
        change_edition(copy, f"ALTER TABLE regions DROP COLUMN {field}")
    change_edition(copy, "ALTER TABLE platforms DROP COLUMN kind")
    change_edition(copy, "DROP TABLE outlines")
    assert read_summary(copy).regions == 18


@pytest.mark.parametrize(
    ("statement", "detail"),
    [
        ("DROP TABLE endpoints", "endpoints"),
        ("ALTER TABLE facts DROP COLUMN quote", "facts.quote"),
        ("UPDATE platforms SET technology = 'hologram' WHERE rowid = 1", "platforms.technology = hologram"),
    ],
)
def test_an_edition_of_another_version_is_refused_and_told_why(copy, statement, detail):
    change_edition(copy, statement)
    assert refusal(copy) == (
        f"{copy} was created by another version of the plugin ({detail}): update the plugin, or build the edition "
        "again from its survey."
    )


def test_a_file_that_is_no_edition_is_none(tmp_path):
    text, other = tmp_path / "text.gpkg", tmp_path / "other.gpkg"
    text.write_text("no database", encoding="utf-8")
    other_database(other)
    for path in (text, other, tmp_path):
        assert not is_edition(path)
        assert refusal(path) == f"{path} is not an edition of the survey: choose a GeoPackage created by this plugin."


def test_a_file_that_is_missing_or_damaged_is_said_to_be_so(copy, tmp_path):
    missing = tmp_path / "missing.gpkg"
    assert refusal(missing) == f"The file {missing} does not exist; check its name and folder."
    content = copy.read_bytes()
    copy.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    assert not is_edition(copy)
    assert refusal(copy) == f"{copy} is damaged and cannot be read: restore it from a backup."
