"""The whole way from a survey and boundaries to the GeoPackage."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

import geopandas as gpd
import pytest
from shapely import box

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.columns import SURVEY_COLUMNS
from ctd_plugin.data.package.geopackage import write_geopackage
from ctd_plugin.data.package.region_attributes import CARRIED_FIELDS, RegionAttributes
from ctd_plugin.data.paths import GEOPACKAGE, SURVEY
from ctd_plugin.errors import Cancelled, CtdError
from ctd_plugin.regions import REGION_NAMES
from tests.support.shared_edges import shared_edges

FIELDS = tuple(name for name in RegionAttributes.__annotations__ if name not in CARRIED_FIELDS)


def rows(path, sql):
    with closing(sqlite3.connect(path)) as database:
        return database.execute(sql).fetchall()


def everything(path):
    """Return the rows of every table without the date on which it was made."""
    content = {}
    for (table,) in rows(path, "SELECT table_name FROM gpkg_contents"):
        content[table] = rows(path, f"SELECT * FROM {table}")
        content[f"{table}:columns"] = rows(path, f"PRAGMA table_info({table})")
    content["about"] = rows(path, "SELECT edition, sources, licences, made_with FROM about")
    return content


@pytest.fixture(scope="module")
def bundled(tmp_path_factory):
    path = tmp_path_factory.mktemp("bundled") / "ctd.gpkg"
    report = build_geopackage(path)
    return path, report


@pytest.fixture
def small(tmp_path):
    """A survey of two regions, of which one still has the words that the known staff figure was read from."""
    path = tmp_path / "mon enquête.csv"
    path.write_text(
        "region;statut;date_ctd;moyens;contact;repondant;cas_usage\n"
        "Bretagne;CTD existant;24/02/2026;GeoBretagne  = 3 ETP;Anne Martin;Anne Martin;vu A. Martin\n"
        "Auvergne-Rhône-Alpes;CTD en préfiguration;en 2027;CRAIG = 13 ETP;a@craig.fr, b@craig.fr;;\n",
        encoding="utf-8",
    )
    return path


def region(path, code, fields="*"):
    (row,) = rows(path, f"SELECT {fields} FROM regions WHERE region_code = '{code}'")
    return row


def test_the_bundled_data_make_all_regions_and_tables_without_any_problem(bundled):
    path, report = bundled
    assert report.problems == ()
    assert [code for (code,) in rows(path, "SELECT region_code FROM regions")] == list(REGION_NAMES)
    assert dict(rows(path, "SELECT table_name, data_type FROM gpkg_contents")) == {
        **dict.fromkeys(("regions", "outlines"), "features"),
        **dict.fromkeys(("survey", "facts", "platforms", "endpoints", "about"), "attributes"),
    }


def test_the_bundled_file_is_not_stale(bundled):
    assert everything(GEOPACKAGE) == everything(bundled[0]), "run `make data` and commit the result"


def test_the_same_data_and_date_make_the_same_bytes(tmp_path):
    for name in ("a.gpkg", "b.gpkg"):
        build_geopackage(tmp_path / name, made_on=date(2026, 1, 1))
    assert (tmp_path / "a.gpkg").read_bytes() == (tmp_path / "b.gpkg").read_bytes()
    assert rows(tmp_path / "a.gpkg", "SELECT made_on FROM about") == [("2026-01-01",)]


def test_the_layer_has_its_fields_in_order_and_type(bundled):
    columns = rows(bundled[0], "PRAGMA table_info(regions)")
    assert [name for _, name, *_ in columns][2:] == list(FIELDS)
    types = {name: kind for _, name, kind, *_ in columns}
    assert types["geom"] == "MULTIPOLYGON"
    assert {name: kind for name, kind in types.items() if name in FIELDS and kind != "TEXT"} == {
        "population": "INTEGER",
        "ctd_date": "DATE",
        "staff_fte": "REAL",
        "staff_fte_max": "REAL",
        "staff_about": "BOOLEAN",
        "budget_eur": "REAL",
        "budget_eur_max": "REAL",
        "budget_about": "BOOLEAN",
        "budget_per_1000": "REAL",
        "platform_count": "INTEGER",
        "surveyed": "BOOLEAN",
    }


def test_figures_come_from_headline_facts_and_sources_from_payers(bundled):
    fields = "staff_fte, staff_scope, budget_eur, budget_scope, budget_per_1000, funding_sources, population"
    *figures, population = region(bundled[0], "75", fields)
    assert figures == [12.0, "platform", 1.6e6, "platform", round(1.6e9 / population, 2), "etat,region,europe,sdis"]
    assert region(bundled[0], "01", fields)[:6] == (None,) * 6


def test_only_active_platforms_count(bundled):
    fields = "technologies, platform_count, main_platform, main_url"
    active = rows(
        bundled[0],
        "SELECT technology, name, homepage FROM platforms WHERE region_code = '28' AND status = 'active'",
    )
    retired = rows(bundled[0], "SELECT name FROM platforms WHERE region_code = '28' AND status = 'retired'")
    assert retired
    assert region(bundled[0], "28", fields) == (
        ",".join(dict.fromkeys(technology for technology, _, _ in active)),
        len(active),
        active[0][1],
        active[0][2],
    )


def test_contacts_are_addresses_or_else_the_cell(bundled):
    assert region(bundled[0], "93", "contact") == ("Connaissance-territoire@maregionsud.fr",)
    assert region(bundled[0], "75", "contact") == ("Pigma ou Région",)


def test_no_name_of_a_person_is_anywhere_unless_asked_for(bundled, tmp_path):
    names = ("Lemoine", "Julien Dario", "Bideguin", "Nicolle", "Terrier", "temps NL")
    content = str(everything(bundled[0]))
    assert [name for name in names if name in content] == []
    assert "repondant" not in content

    build_geopackage(tmp_path / "ctd.gpkg", personal=True)
    content = str(everything(tmp_path / "ctd.gpkg"))
    assert [name for name in names if name not in content] == []
    columns = [name for _, name, *_ in rows(tmp_path / "ctd.gpkg", "PRAGMA table_info(survey)")]
    assert tuple(columns[1:]) == SURVEY_COLUMNS


def test_a_survey_of_ones_own_takes_the_place_of_the_bundled(small, tmp_path):
    report = build_geopackage(tmp_path / "ctd.gpkg", survey=small)
    path = tmp_path / "ctd.gpkg"
    assert report.survey_rows == 2
    assert len(report.regions_without_row) == 16
    fields = "status, status_label, ctd_date, ctd_date_text, staff_fte, contact, surveyed"
    assert region(path, "53", fields) == (
        "established",
        "CTD existant",
        "2026-02-24",
        "24/02/2026",
        3.0,
        "[nom masqué]",
        1,
    )
    assert region(path, "84", fields) == (
        "prefiguration",
        "CTD en préfiguration",
        None,
        "en 2027",
        13.0,
        "a@craig.fr, b@craig.fr",
        1,
    )
    assert region(path, "94", fields) == (None, None, None, None, None, None, 0)
    assert rows(path, "SELECT region_code, region, cas_usage FROM survey") == [
        ("53", "Bretagne", "vu [nom masqué]"),
        ("84", "Auvergne-Rhône-Alpes", None),
    ]
    ((edition, sources, licences),) = rows(path, "SELECT edition, sources, licences FROM about")
    assert edition == "mon enquête.csv"
    assert "IGN – ADMIN EXPRESS COG" in sources
    assert licences == "Limites : Licence Ouverte 2.0 · Populations : Licence Ouverte"


def test_figures_whose_words_are_gone_are_left_out_and_new_ones_read_and_both_reported(small, tmp_path):
    report = build_geopackage(tmp_path / "ctd.gpkg", survey=small)
    messages = [problem.message for problem in report.problems if (problem.row, problem.column) == (2, "moyens")]
    assert messages == [
        "Known figures ignored, because their quotes are not in this cell: "
        "staff 11, yearly budget 2,500,000, payer named without a figure (members), payer named without "
        "a figure (ERDF), payer named without a figure (others).",
        "Figures read from this cell, not verified: staff 13 (“13 ETP”).",
    ]
    assert rows(tmp_path / "ctd.gpkg", "SELECT region_code, indicator, value FROM facts") == [
        ("53", "staff_fte", "3"),
        ("84", "staff_fte", "13"),
    ]


def test_a_region_without_boundary_keeps_its_row_and_is_reported(tmp_path):
    frame = gpd.GeoDataFrame({"nom": ["Bretagne"]}, geometry=[box(-5, 47, -1, 49)], crs="EPSG:4326")
    frame.to_file(tmp_path / "limites.geojson")
    report = build_geopackage(tmp_path / "ctd.gpkg", boundaries=tmp_path / "limites.geojson")
    drawn = rows(tmp_path / "ctd.gpkg", "SELECT region_code, geom IS NOT NULL FROM regions")
    assert drawn == [(code, code == "53") for code in REGION_NAMES]
    assert len(report.problems) == 17
    assert report.problems[0].message == (
        "limites.geojson has no boundary for Guadeloupe, which will be missing from the maps; add it to the layer."
    )
    assert region(tmp_path / "ctd.gpkg", "53", "population")[0] > 3e6
    assert "limites.geojson" in rows(tmp_path / "ctd.gpkg", "SELECT sources FROM about")[0][0]


def test_boundaries_of_ones_own_are_generalised_too(tmp_path):
    shapes = [box(-5, 47, -1, 48), box(-1, 47, 1, 48)]
    frame = gpd.GeoDataFrame({"code_region": ["53", "52"]}, geometry=shapes, crs="EPSG:4326")
    frame.to_file(tmp_path / "limites.geojson")
    build_geopackage(tmp_path / "ctd.gpkg", boundaries=tmp_path / "limites.geojson")
    outlines = gpd.read_file(tmp_path / "ctd.gpkg", layer="outlines").set_index("region_code").geometry
    assert set(outlines.index) == {"53", "52"}
    assert shared_edges(outlines.to_dict())["53", "52"].length == pytest.approx(1, rel=0.01)


def test_without_a_library_that_generalises_the_outlines_are_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr("ctd_plugin.data.boundaries.reader.generalise", lambda shapes: None)
    frame = gpd.GeoDataFrame({"code_region": ["53"]}, geometry=[box(-5, 47, -1, 48)], crs="EPSG:4326")
    frame.to_file(tmp_path / "limites.geojson")
    build_geopackage(tmp_path / "ctd.gpkg", boundaries=tmp_path / "limites.geojson")
    layers = {name for (name,) in rows(tmp_path / "ctd.gpkg", "SELECT table_name FROM gpkg_contents")}
    assert layers == {"regions", "survey", "facts", "platforms", "endpoints", "about"}


def test_the_layer_can_be_read_with_geopandas(bundled):
    frame = gpd.read_file(bundled[0], layer="regions")
    assert frame.crs == "EPSG:4326"
    assert frame.geometry.notna().all()
    assert frame.region_name.tolist() == list(REGION_NAMES.values())


def test_a_former_file_is_replaced_and_its_journal_removed(small, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    build_geopackage(folder / "ctd.gpkg")
    for suffix in ("-wal", "-shm"):
        (folder / f"ctd.gpkg{suffix}").write_bytes(b"stale")
    build_geopackage(folder / "ctd.gpkg", survey=small)
    assert [path.name for path in folder.iterdir()] == ["ctd.gpkg"]
    assert rows(folder / "ctd.gpkg", "SELECT edition FROM about") == [("mon enquête.csv",)]


@pytest.mark.parametrize("kind", ["text", "geopackage"])
def test_a_file_of_somebody_elses_is_not_replaced(tmp_path, kind):
    path = tmp_path / "ctd.gpkg"
    if kind == "text":
        path.write_text("my notes", encoding="utf-8")
    else:
        gpd.GeoDataFrame({"a": [1]}, geometry=[box(0, 0, 1, 1)], crs="EPSG:4326").to_file(path)
    before = path.read_bytes()
    with pytest.raises(CtdError, match=r"ctd\.gpkg was not created by this plugin and was not replaced"):
        build_geopackage(path)
    assert path.read_bytes() == before


def test_the_writer_itself_refuses_to_replace_a_file_of_somebody_elses(tmp_path):
    path = tmp_path / "ctd.gpkg"
    path.write_text("my notes", encoding="utf-8")
    with pytest.raises(CtdError, match="was not replaced"):
        write_geopackage(path, [], date(2026, 1, 1), before_each=lambda: None)
    assert path.read_text(encoding="utf-8") == "my notes"


def test_an_output_that_cannot_be_written_is_reported(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CtdError, match=r"The folder .*file does not exist"):
        build_geopackage(tmp_path / "file" / "ctd.gpkg")
    with pytest.raises(CtdError, match=r"The folder .*absent does not exist"):
        build_geopackage(tmp_path / "absent" / "ctd.gpkg")
    with pytest.raises(CtdError, match="is a folder; choose a file name"):
        build_geopackage(tmp_path)


def test_a_folder_without_the_right_to_write_is_reported(tmp_path, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with pytest.raises(CtdError, match=r"Cannot write to the folder .* \(access denied\)"):
        build_geopackage(tmp_path / "ctd.gpkg")


def test_bad_input_leaves_nothing_behind_and_the_former_file_as_it_was(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    build_geopackage(folder / "ctd.gpkg")
    before = (folder / "ctd.gpkg").read_bytes()
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(CtdError, match=r"bad\.csv has no column"):
        build_geopackage(folder / "ctd.gpkg", survey=tmp_path / "bad.csv")
    assert [path.name for path in folder.iterdir()] == ["ctd.gpkg"]
    assert (folder / "ctd.gpkg").read_bytes() == before


@pytest.mark.parametrize("asked", [1, 3, 5, 8])
def test_cancelling_leaves_nothing_behind(tmp_path, asked):
    answers = iter([False] * (asked - 1) + [True])
    with pytest.raises(Cancelled, match="Cancelled; nothing was written"):
        build_geopackage(tmp_path / "ctd.gpkg", is_cancelled=lambda: next(answers))
    assert list(tmp_path.iterdir()) == []


def test_progress_rises_to_100(tmp_path):
    percents = []
    build_geopackage(tmp_path / "ctd.gpkg", progress=percents.append)
    assert percents == sorted(percents)
    assert (percents[0], percents[-1]) == (0, 100)


def test_the_bundled_survey_given_as_a_file_gives_the_same_answers(bundled, tmp_path):
    report = build_geopackage(tmp_path / "ctd.gpkg", survey=SURVEY)
    assert report.problems == ()
    ours, theirs = everything(tmp_path / "ctd.gpkg"), everything(bundled[0])
    assert {name for name in ours if ours[name] != theirs[name]} == {"about"}
