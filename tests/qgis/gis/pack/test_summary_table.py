"""The summary table: it equals the GeoPackage, writes words for codes, and holds text, numbers and dates as such."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from ctd_plugin.data.package.spreadsheet import write_spreadsheet
from ctd_plugin.gis.pack.summary_table import summary_tables
from ctd_plugin.gis.project.layers import open_layers
from ctd_plugin.regions import REGION_NAMES, printed_name
from tests.support.packs import TABLES, execute, sheets


def day(text):
    return text and text.replace("/", "-")


def table(geopackage, sql):
    with closing(sqlite3.connect(geopackage)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(sql)]


def printed(value):
    """Return a value of the data as a table writes it: names of regions have the apostrophe of print."""
    return printed_name(value) if value in REGION_NAMES.values() else value


@pytest.mark.parametrize("name", TABLES)
def test_the_summary_equals_the_geopackage(packed, bundled, name):
    read = sheets(packed / name)
    assert list(read) == ["Regions", "Figures and quotes", "Platforms", "Sources"]
    types, rows = read["Regions"]
    expected = table(bundled, "SELECT * FROM regions ORDER BY region_code")
    assert [row["Insee code of the region"] for row in rows] == list(REGION_NAMES)
    headings = {
        "Region": "region_name",
        "Date or planned date (survey text)": "ctd_date_text",
        "Staff (FTE)": "staff_fte",
        "Yearly budget (€)": "budget_eur",
        "Yearly budget per 1,000 inhabitants (€)": "budget_per_1000",
        "Number of platforms in service": "platform_count",
        "Main platform": "main_platform",
        "Address of the main platform": "main_url",
        "Contact": "contact",
    }
    for heading, field in headings.items():
        number = any(isinstance(row[field], float) for row in expected)
        read_as = (lambda value: value and float(value)) if number else (lambda value: value)
        assert [read_as(row[heading]) for row in rows] == [printed(row[field]) for row in expected], heading
    assert [day(row["Date of the CTD"]) for row in rows] == [row["ctd_date"] for row in expected]
    assert types["Insee code of the region"] == "String"

    _, figures = read["Figures and quotes"]
    facts = table(bundled, "SELECT * FROM facts ORDER BY region_code, fid")
    assert [(row["Insee code of the region"], row["Quote"]) for row in figures] == [
        (fact["region_code"], fact["quote"]) for fact in facts
    ]
    for row, fact in zip(figures, facts, strict=True):
        if fact["indicator"] == "ctd_date":
            assert day(row["Date of the CTD"]) == fact["value"]
        else:
            assert (row["Value"] and float(row["Value"])) == (float(fact["value"]) if fact["value"] else None)
    _, platforms = read["Platforms"]
    assert [(row["Insee code of the region"], row["Name"], row["Website"]) for row in platforms] == [
        (p["region_code"], p["name"], p["homepage"])
        for p in table(bundled, "SELECT * FROM platforms ORDER BY region_code, fid")
    ]


def test_numbers_and_dates_are_cells_to_compute_with_and_codes_are_text(packed):
    """GDAL reads a column of ODS whose first cell is empty as text, so its cells are looked at themselves."""
    types, _ = sheets(packed / "ctd-regions.xlsx")["Regions"]
    assert [types[name] for name in ("Insee code of the region", "Staff (FTE)", "Date of the CTD")] == [
        *("String", "Real", "Date")
    ]
    with zipfile.ZipFile(packed / "ctd-regions.ods") as archive:
        content = archive.read("content.xml").decode()
    for cell in ('office:value="2.5', 'office:date-value="2025-02-24"', "<text:p>01</text:p>"):
        assert cell in content, cell


@pytest.mark.parametrize("name", TABLES)
def test_the_summary_writes_words_for_codes(packed, name):
    read = sheets(packed / name)
    rows = {row["Insee code of the region"]: row for row in read["Regions"][1]}
    assert rows["44"]["CTD status"] == "CTD being set up"
    assert rows["44"]["Technologies of the platforms"] == "geOrchestra, Data4Citizen"
    assert rows["44"]["Funding sources"] == "State, Region, ERDF, FNADT, Ecolab"
    assert rows["44"]["Scope of the budget"] == "platform"
    codes = {"staff_fte", "annual_budget", "data_production", "etat", "europe", "EUR/year", "moyens", "partenariat"}
    for _, rows_ in read.values():
        for row in rows_:
            assert not codes & {str(value) for value in row.values()}
    assert not any("Respondent" in types for types, _ in read.values())


@pytest.mark.parametrize("name", TABLES)
def test_the_summary_says_what_a_figure_covers_and_whether_it_is_approximate(packed, name):
    read = sheets(packed / name)
    rows = {row["Insee code of the region"]: row for row in read["Regions"][1]}
    budget = ("What the budget covers", "Budget approximate or calculated")
    assert [rows["32"][heading] for heading in budget] == ["multi-year programme, yearly share", "yes"]
    assert [rows["84"][heading] for heading in budget] == ["whole organisation", "no"]
    assert rows["28"][budget[0]] == "states that it has no budget of its own"
    assert not rows["53"][budget[0]]
    assert rows["53"]["What the staff figure counts"] == "team of the platform"
    headings = ("What the figure covers", "Approximate or calculated")
    figures = {
        (row["Quote"], row["Indicator"]): [row[heading] for heading in headings]
        for row in read["Figures and quotes"][1]
    }
    assert figures["2 M€ sur 6 ans en CPER", "yearly budget"] == ["multi-year programme, yearly share", "yes"]
    assert figures["CRAIG = 11 ETP", "staff"] == ["whole organisation", "no"]


@pytest.mark.parametrize("name", TABLES)
def test_text_that_looks_like_a_formula_stays_text(bundled, tmp_path, name):
    wicked = ["=1+1", "+33 1", "-x", "@cmd", "of:=1+1", "=cmd|' /C calc'!A0"]
    geopackage = shutil.copy(bundled, tmp_path / "ctd.gpkg")
    for code, text in zip(REGION_NAMES, wicked, strict=False):
        quoted = text.replace("'", "''")
        execute(geopackage, f"UPDATE regions SET contact = '{quoted}' WHERE region_code = '{code}'")
    write_spreadsheet(tmp_path / name, summary_tables(open_layers(Path(geopackage))))
    rows = sheets(tmp_path / name)["Regions"][1]
    assert [row["Contact"].strip() for row in rows[: len(wicked)]] == wicked
    with zipfile.ZipFile(tmp_path / name) as archive:
        content = b"".join(archive.read(entry) for entry in archive.namelist())
    assert b"<f>" not in content
    assert b"table:formula" not in content
