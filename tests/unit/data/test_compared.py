"""An edition copied with the changes since an earlier one."""

from __future__ import annotations

from datetime import date

import pytest

from ctd_plugin.data.about import BUNDLED_EDITION
from ctd_plugin.data.compared import write_compared
from ctd_plugin.data.editions.summary import moment_of, read_summary
from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.errors import Cancelled, CtdError
from tests.support.editions import later_edition, other_database, rows


@pytest.fixture
def later(tmp_path):
    return later_edition(tmp_path / "later.gpkg")


def test_the_result_is_the_later_edition_with_the_changes_since_the_earlier(later, tmp_path):
    output = tmp_path / "compared.gpkg"
    before = later.read_bytes()
    percents = []
    comparison = write_compared(GEOPACKAGE, later, output, progress=percents.append)
    assert percents == sorted(percents)
    assert (percents[0], percents[-1]) == (0, 100)
    assert comparison.counts["gained"] == 1
    assert rows(output, "SELECT region_code FROM changes WHERE change = 'gained'") == [("53",)]
    assert rows(output, "SELECT count(*) FROM regions") == [(18,)]
    summary = read_summary(output)
    assert (summary.name, summary.compared_with) == ("Enquête 2026", BUNDLED_EDITION)
    assert later.read_bytes() == before


def test_an_edition_that_was_compared_before_is_compared_anew(later, tmp_path):
    first, second = tmp_path / "first.gpkg", tmp_path / "second.gpkg"
    write_compared(GEOPACKAGE, later, first)
    write_compared(later, first, second)
    assert rows(second, "SELECT DISTINCT change FROM changes") == [("same",)]
    assert rows(second, "SELECT count(*) FROM gpkg_contents WHERE table_name = 'changes'") == [(1,)]
    assert not list(tmp_path.glob("*-wal"))


def test_neither_an_edition_nor_a_strangers_file_is_replaced(later, tmp_path):
    with pytest.raises(CtdError, match="is one of the editions compared; choose another name"):
        write_compared(GEOPACKAGE, later, later)
    stranger = tmp_path / "stranger.gpkg"
    other_database(stranger)
    with pytest.raises(CtdError, match="was not created by this plugin and was not replaced"):
        write_compared(GEOPACKAGE, later, stranger)


def test_cancelled_half_way_nothing_is_written(later, tmp_path):
    output = tmp_path / "compared.gpkg"
    reached = []
    with pytest.raises(Cancelled):
        write_compared(GEOPACKAGE, later, output, progress=reached.append, is_cancelled=lambda: 80 in reached)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["later.gpkg"]


@pytest.mark.parametrize(
    ("name", "made_on", "moment"),
    [
        (BUNDLED_EDITION, date(2026, 11, 26), (2026, 1)),
        ("Enquête 2026", date(2027, 1, 15), (2026, 12)),
        ("enquete-2025.xlsx", None, (2025, 12)),
        ("réponses.csv", date(2027, 1, 15), (2027, 1)),
        ("", None, (0, 0)),
    ],
)
def test_an_edition_is_of_the_time_of_its_interviews_or_its_name_or_its_making(name, made_on, moment):
    assert moment_of(name, made_on) == moment
