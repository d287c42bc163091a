"""Tables as CSV for programs."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from ctd_plugin.data.opendata.described import DescribedField, DescribedTable
from ctd_plugin.data.opendata.table_files import write_table, written


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        (0.0, "0"),
        (333333.0, "333333"),
        (2.5, "2.5"),
        (-0.006, "-0.006"),
        (True, "true"),
        (False, "false"),
        (date(2025, 2, 24), "2025-02-24"),
        ("01", "01"),
        ("=HYPERLINK(1)", " =HYPERLINK(1)"),
        ("- point", " - point"),
        ("@openig", " @openig"),
    ],
)
def test_values_are_written_as_programs_read_them(value, text):
    assert written(value) == text


def test_lines_quotes_and_commas_come_back_as_they_were(tmp_path):
    fields = [DescribedField("region_code", str, ""), DescribedField("moyens", str, "")]
    cell = 'Budget « 2,5 M€ »\n"CPER", \N{EVERGREEN TREE}'
    write_table(tmp_path / "a.csv", DescribedTable("a", "", "", fields, [{"region_code": "01", "moyens": cell}, {}]))
    content = (tmp_path / "a.csv").read_bytes()
    assert content.startswith(b"region_code,moyens\r\n01,")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["region_code", "moyens"], ["01", cell], ["", ""]]
