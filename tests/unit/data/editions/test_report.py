"""The JSON report and the tables of changes of two editions."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.editions.compare import compare
from ctd_plugin.data.editions.edition import masking, read_edition
from ctd_plugin.data.editions.report import remarks, write_comparison
from ctd_plugin.data.paths import SURVEY
from ctd_plugin.errors import CtdError
from ctd_plugin.regions import REGION_NAMES
from tests.support.editions import compared, other_database, rows


def test_the_json_report_holds_both_editions_every_region_and_what_was_not_compared(renewed, survey, tmp_path):
    before = survey("2026.csv", "region;statut;outils", "Bretagne;Pas de démarche;CKAN", "Atlantide;CTD existant;")
    editions = read_edition(before), read_edition(renewed(without=["94"]))
    comparison = compare(*editions, masking(tuple(e.survey for e in editions), False))
    write_comparison(comparison, *editions, tmp_path / "report.json")
    content = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert content["before"]["edition"] == "2026.csv"
    assert [row["value"] for row in content["before"]["unmatched_rows"]] == ["Atlantide"]
    assert [region["region_code"] for region in content["regions"]] == list(REGION_NAMES)
    assert content["counts"]["new"] == 16
    assert content["regions_in_neither"] == ["94"]
    assert content["columns_not_compared"]["cadre"] == "after"
    bretagne = next(region for region in content["regions"] if region["region_code"] == "53")
    assert bretagne["change"] == "gained"
    assert {cell["column"] for cell in bretagne["cells"]} == {"outils"}
    assert content["remarks"] == list(remarks(comparison))
    assert content["platforms_not_listed"] == ["before", "after"]
    assert content["payers_not_compared"] == {"53": ["etat", "region"]}
    assert bretagne["payers_after"] == "etat,region"


def test_a_report_of_something_else_is_not_replaced(survey, tmp_path):
    target = tmp_path / "report.json"
    target.write_text('{"annual": "report"}', encoding="utf-8")
    editions = read_edition(SURVEY), read_edition(SURVEY)
    comparison = compare(*editions, masking((), False))
    with pytest.raises(CtdError, match="was not replaced"):
        write_comparison(comparison, *editions, target)
    assert target.read_text(encoding="utf-8") == '{"annual": "report"}'


def test_the_geopackage_of_one_edition_holds_no_table_of_changes_and_that_of_two_holds_them(renewed, tmp_path):
    build_geopackage(tmp_path / "one.gpkg")
    tables = {name for (name,) in rows(tmp_path / "one.gpkg", "SELECT table_name FROM gpkg_contents")}
    assert not {"changes", "cell_changes"} & tables
    after = renewed({"53": {"statut": "CTD existant", "cadre": "GIP"}})
    report = build_geopackage(tmp_path / "two.gpkg", survey=after, before=SURVEY)
    found = rows(tmp_path / "two.gpkg", "SELECT region_code, change, texts_changed FROM changes WHERE change <> 'same'")
    assert found == [("53", "gained", 1)]
    assert rows(tmp_path / "two.gpkg", "SELECT region_code, column, text_after FROM cell_changes") == [
        ("53", "cadre", "GIP")
    ]
    fields = [name for _, name, *_ in rows(tmp_path / "two.gpkg", "PRAGMA table_info(changes)")]
    assert fields[1:] == list(asdict(compared(SURVEY, after).regions[0]))
    # The rest is that of one edition, but for the two tables.
    assert report.problems == build_geopackage(tmp_path / "one.gpkg", survey=after).problems
    for table in ("regions", "survey", "facts"):
        assert rows(tmp_path / "one.gpkg", f"SELECT * FROM {table}") == rows(
            tmp_path / "two.gpkg", f"SELECT * FROM {table}"
        )


def test_what_the_earlier_edition_loses_is_in_the_report_of_the_later(survey, renewed, tmp_path):
    before = survey(
        "2026.csv", "region;statut", "Bretagne;CTD existant", "Atlantide;CTD existant", "Breizh;CTD existant"
    )
    report = build_geopackage(tmp_path / "ctd.gpkg", survey=renewed(), before=before)
    messages = [problem.message for problem in report.problems]
    assert "2026.csv: row 2 (“Atlantide”) ignored." in messages
    assert "2026.csv: row 3 (“Breizh”) ignored." in messages
    assert any(text.startswith("Column “cadre” not compared: present in “enquête 2027.csv” only") for text in messages)


def test_an_earlier_edition_that_cannot_be_read_leaves_what_was_there(tmp_path):
    build_geopackage(tmp_path / "ctd.gpkg")
    content = (tmp_path / "ctd.gpkg").read_bytes()
    other_database(tmp_path / "other.gpkg")
    with pytest.raises(CtdError):
        build_geopackage(tmp_path / "ctd.gpkg", before=tmp_path / "other.gpkg")
    assert (tmp_path / "ctd.gpkg").read_bytes() == content


def test_last_years_result_may_be_replaced_by_that_which_is_compared_with_it(renewed, tmp_path):
    target = tmp_path / "ctd.gpkg"
    build_geopackage(target)
    build_geopackage(target, survey=renewed({"53": {"statut": "CTD existant"}}), before=target)
    assert rows(target, "SELECT region_code FROM changes WHERE change = 'gained'") == [("53",)]
