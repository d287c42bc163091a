"""The meeting pack: all its files, what they hold, and a folder that is never left half-filled."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pytest
from osgeo import gdal, ogr
from qgis.core import QgsFeedback, QgsProject
from qgis.PyQt.QtGui import QColor, QImage

from ctd_plugin.data.package.spreadsheet import write_spreadsheet
from ctd_plugin.errors import Cancelled, CtdError
from ctd_plugin.gis.layout.branding import Branding
from ctd_plugin.gis.layout.layout import find_layout
from ctd_plugin.gis.pack import pack
from ctd_plugin.gis.pack.pack import Pack, PackPart
from ctd_plugin.gis.pack.summary_table import summary_tables
from ctd_plugin.gis.project.layers import open_layers
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.gis.themes import THEMES
from ctd_plugin.gis.web.statement import AccessibilityStatement
from ctd_plugin.i18n import language, set_user_language
from ctd_plugin.regions import REGION_NAMES, printed_name
from tests.support.packs import FILES, MAPS, PACKED, SMALL, TABLES, left, page

HOSTILE = '<script>alert("x")</script> & "co"'


@pytest.fixture(scope="module")
def packed(bundled, tmp_path_factory):
    """The folder of an English pack of the bundled survey."""
    folder = tmp_path_factory.mktemp("pack")
    assert Pack(bundled, map_language="en", branding=Branding(HOSTILE)).write(folder).index == folder / "index.html"
    return folder


@dataclass
class Written:
    """The folder of a pack, and the progress that was reported while it was written."""

    folder: Path
    progress: list[float]


@pytest.fixture(scope="module")
def renewed(packed, bundled, tmp_path_factory):
    """A French pack of a hostile survey, without page, slides and data, where a whole English one was."""
    geopackage = shutil.copy(bundled, tmp_path_factory.mktemp("hostile") / "ctd.gpkg")
    text = HOSTILE.replace("'", "''")
    execute(geopackage, f"UPDATE about SET edition = '{text}', sources = '{text}', licences = '{text}'")
    folder = tmp_path_factory.mktemp("renewed")
    for name in FILES:
        shutil.copy(packed / name, folder / name)
    (folder / "ctd-status.pdf").write_bytes(b"an older map")
    (folder / "minutes.odt").write_bytes(b"not ours")
    feedback, written = QgsFeedback(), Written(folder, [])
    feedback.progressChanged.connect(written.progress.append)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pack, "_PNG_DPI", 20)
        Pack(geopackage, parts=()).write(folder, feedback)
    return written


def test_the_pack_is_every_map_twice_the_table_twice_and_what_is_for_everybody(packed):
    assert left(packed) == FILES


def test_every_file_opens(packed):
    for name in MAPS:
        if name.endswith(".pdf"):
            assert (packed / name).read_bytes().rstrip().endswith(b"%%EOF"), name
        else:
            image = QImage(str(packed / name))
            assert round(image.dotsPerMeterX() * 0.0254) == 200, name
            assert image.width() == pytest.approx(297 / 25.4 * 200, abs=1), name


def test_the_index_says_what_each_file_is_for(packed):
    text = " ".join(page(packed).texts)
    headings = ["To look at and to present", "Maps", "To read and to reuse"]
    assert [text.index(heading) for heading in headings] == sorted(text.index(heading) for heading in headings)
    for words in ("Opens in a browser, without a network", "To project", "To publish or to compute with"):
        assert words in text


def test_page_slides_and_data_are_those_of_the_edition_in_the_language_of_the_pack(packed):
    html = (packed / "ctd-page.html").read_text(encoding="utf-8")
    assert 'lang="en"' in html
    assert HOSTILE not in html
    assert escape(HOSTILE) in html
    assert (packed / "ctd-slides.pdf").read_bytes().startswith(b"%PDF")
    with zipfile.ZipFile(packed / "ctd-data.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == sorted(names)
        assert {"datapackage.json", "metadata.xml", "regions.geojson", "survey.csv"} <= set(names)
        assert json.loads(archive.read("datapackage.json"))["resources"]
        days = {entry.date_time[:3] for entry in archive.infolist()}
        assert {entry.date_time[3:] for entry in archive.infolist()} == {(0, 0, 0)}
        assert len(days) == 1


def test_every_map_shows_its_own_theme(packed):
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed")
    titles = page(packed).texts
    for theme in PACKED:
        text = subprocess.run(
            ["pdftotext", "-layout", str(packed / f"ctd-{theme}.pdf"), "-"], check=True, capture_output=True, text=True
        ).stdout
        (title,) = {title for title in titles if title.strip() and title == text.strip().splitlines()[0].strip()}
        titles.remove(title)


def test_the_index_leads_to_every_file_and_to_nothing_else(packed):
    links = page(packed).links
    assert sorted(set(links)) == sorted({*FILES} - {"index.html"})


def test_the_index_shows_each_map_in_small_and_needs_no_other_file_and_no_script(packed):
    shown = page(packed)
    assert len(shown.images) == len(PACKED)
    assert "script" not in shown.tags
    for image in shown.images:
        assert image["src"].startswith("data:image/png;base64,")
        assert image["alt"] == ""
    text = (packed / "index.html").read_text(encoding="utf-8")
    assert 'lang="en"' in text
    assert not re.search(r"https?://", text.replace("http-equiv", ""))


def test_the_index_names_edition_sources_licences_and_author_and_escapes_them(packed):
    texts = " ".join(page(packed).texts)
    for expected in (
        "CNIG survey, interviews from October 2025 to January 2026",
        "IGN – ADMIN EXPRESS COG",
        "Licence Ouverte 2.0",
        f"Made by {HOSTILE} with CTD Governance Map",
        "Regional data committees: in place in 4 regions out of 18",
    ):
        assert expected in texts, expected


def execute(geopackage, sql):
    """Change a GeoPackage with GDAL, which knows the functions that its triggers call."""
    with gdal.ExceptionMgr(), gdal.OpenEx(str(geopackage), gdal.OF_UPDATE | gdal.OF_VECTOR) as target:
        target.ExecuteSQL(sql)


def test_a_survey_of_anyones_is_escaped_in_the_index(renewed):
    shown = page(renewed.folder)
    assert "script" not in shown.tags
    assert " ".join(shown.texts).count(HOSTILE) >= 3


def sheets(path):
    """Return sheet → field types and rows, as GDAL reads a spreadsheet."""
    with gdal.ExceptionMgr(), ogr.ExceptionMgr():
        source = gdal.OpenEx(str(path), open_options=["HEADERS=FORCE"])
        result = {}
        for layer in (source.GetLayer(i) for i in range(source.GetLayerCount())):
            definition = layer.GetLayerDefn()
            fields = [definition.GetFieldDefn(i) for i in range(definition.GetFieldCount())]
            types = {field.GetName(): field.GetTypeName() for field in fields}
            result[layer.GetName()] = types, [{name: row[name] for name in types} for row in layer]
        return result


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


def test_a_pack_replaces_the_former_one_and_keeps_other_files(renewed):
    """Also what the new one does not have: no index would lead to it, and it is of another edition."""
    assert left(renewed.folder) == sorted([*SMALL, "minutes.odt"])
    assert (renewed.folder / "ctd-status.pdf").read_bytes().startswith(b"%PDF")
    assert (renewed.folder / "minutes.odt").read_bytes() == b"not ours"
    assert 'lang="fr"' in (renewed.folder / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["index.html", "ctd-status.pdf", "ctd-regions.ods", "ctd-page.html", "ctd-data.zip"])
def test_a_file_of_someone_elses_is_never_replaced(bundled, tmp_path, name):
    (tmp_path / name).write_bytes(b"<html>mine</html>")
    with pytest.raises(CtdError) as error:
        Pack(bundled).write(tmp_path)
    assert str(error.value) == (
        f"{tmp_path / name} does not belong to a meeting pack and was not replaced; choose another folder."
    )
    assert left(tmp_path) == [name]
    assert (tmp_path / name).read_bytes() == b"<html>mine</html>"


@pytest.mark.parametrize("percent", [0, 6, 50, 100])
def test_a_cancelled_pack_leaves_the_folder_as_it_was_and_is_reported_in_the_users_language(
    packed, bundled, tmp_path, percent, cancelling, small_pack
):
    shutil.copy(packed / "index.html", tmp_path / "index.html")
    (tmp_path / "ctd-status.pdf").write_bytes(b"an older map")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    set_user_language("en")
    with pytest.raises(Cancelled) as error:
        Pack(bundled, map_language="fr", parts=()).write(tmp_path, cancelling(percent))
    assert str(error.value) == "Cancelled; nothing was written."
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_statement_that_a_page_cannot_show_is_told_before_anything_is_written(bundled, tmp_path):
    with pytest.raises(CtdError, match="not an http, https or mailto address"):
        Pack(bundled, accessibility=AccessibilityStatement("Accessible", "javascript:x")).write(tmp_path)
    assert left(tmp_path) == []


def test_a_part_that_fails_leaves_the_former_pack_as_it_was(packed, bundled, tmp_path, monkeypatch):
    for name in FILES:
        shutil.copy(packed / name, tmp_path / name)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    given = {}

    def fail(*_arguments, **options):
        given.update(options)
        raise CtdError("no room")

    monkeypatch.setattr(pack, "THEMES", {})
    monkeypatch.setattr(pack, "export_data", fail)
    with pytest.raises(CtdError, match="no room"):
        Pack(bundled, parts=[PackPart.OPEN_DATA], contact="donnees@region.fr").write(tmp_path)
    assert given["contact"] == "donnees@region.fr"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_progress_rises_step_by_step_to_the_end(renewed):
    reported = renewed.progress
    assert reported == sorted(reported)
    assert reported[-1] == 100
    assert len(reported) >= 2 * len(PACKED)


def test_a_folder_that_does_not_exist_is_named(bundled, tmp_path):
    with pytest.raises(CtdError) as error:
        Pack(bundled).write(tmp_path / "nowhere")
    assert str(error.value) == f"The folder {tmp_path / 'nowhere'} does not exist; create it first."
    assert left(tmp_path) == []


def test_a_folder_that_cannot_be_written_is_named(bundled):
    # No one, not even root, makes a folder there.
    with pytest.raises(CtdError, match=r"Cannot write to the folder /proc .*choose another"):
        Pack(bundled).write(Path("/proc"))


def test_a_bad_logo_is_named_before_anything_is_written(bundled, tmp_path):
    with pytest.raises(CtdError, match=r"The logo .*gone\.png does not exist"):
        Pack(bundled, branding=Branding("", (str(tmp_path / "gone.png"), ""))).write(tmp_path)
    assert left(tmp_path) == []


def test_the_users_own_layout_is_in_the_pack_with_its_title_in_the_index(filled, bundled, tmp_path, small_pack):
    project, _ = filled(bundled)
    with language("fr"):
        layout = find_layout(project, THEMES["status"], PAGES["A4"])
    layout.itemById("title").setText("Quatre CTD, et après ?")
    layout.pageCollection().page(0).pageStyleSymbol().setColor(QColor("#ffeedd"))
    Pack(bundled, layouts={THEMES["status"].id: layout}, parts=()).write(tmp_path)
    assert "Quatre CTD, et après ?" in " ".join(page(tmp_path).texts)
    assert QImage(str(tmp_path / "ctd-status.png")).pixelColor(3, 3).name() == "#ffeedd"
    assert QImage(str(tmp_path / "ctd-budget.png")).pixelColor(3, 3).name() == "#ffffff"


def test_a_survey_in_which_one_region_answered_gives_a_whole_pack(one_row, tmp_path, coarse_images):
    Pack(one_row, "16:9", parts=[PackPart.PAGE, PackPart.OPEN_DATA]).write(tmp_path)
    assert left(tmp_path) == sorted({*FILES} - {"ctd-slides.pdf"})
    assert len(sheets(tmp_path / "ctd-regions.xlsx")) == 4


def test_a_pack_leaves_the_open_project_alone(packed):
    assert QgsProject.instance().mapLayers() == {}
    assert QgsProject.instance().layoutManager().layouts() == []
