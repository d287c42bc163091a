"""The report of an import lists each remark once, by the rows of the spreadsheet, and survives its file."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date

import pytest

from ctd_plugin.data.importing.import_report import (
    ImportReport,
    RemarkKind,
    read_import_report,
    remarks_text,
    write_import_report,
)
from ctd_plugin.data.report import Problem
from ctd_plugin.data.survey.reader import read_survey_table, survey_of
from ctd_plugin.errors import CtdError

SURVEY = """Titre;;
;;
Région;Statut;Divers
Bretagne;CTD existant;x

Corse;CTD existant;"deux
lignes"
Corse;Lancé;
Total;;
"""


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(SURVEY, encoding="utf-8")
    table = read_survey_table(path)
    return ImportReport(
        "Enquête <2027>", "a.csv", date(2026, 11, 26), survey_of(table, "a.csv").report, "", table.header_row
    )


def test_rows_are_those_of_the_spreadsheet_and_a_row_left_out_for_another_is_listed_too(report):
    listed = [(remark.kind, remark.row, remark.value) for remark in report.remarks]
    assert (RemarkKind.NO_REGION, 8, "Total") in listed
    assert (RemarkKind.DUPLICATE, 7, "Corse") in listed
    assert [one.message for one in report.remarks if one.row == 7] == ["Duplicate of Corse; only row 6 is used."]
    assert sum(kind is RemarkKind.NO_ROW for kind, _, _ in listed) == 16
    assert f"remarks: {len(listed)}." in report.facts()


def test_a_problem_of_the_survey_s_own_column_is_listed_under_its_heading(report):
    problems = report.report.with_problems([Problem(1, "moyens", "", "Figures read.")])
    assert "Row 4, column “Staff and money”: Figures read." in [
        one.in_place() for one in replace(report, report=problems).remarks
    ]


def test_kept_as_json_it_has_the_keys_of_every_report_and_comes_back_the_same(report, tmp_path):
    path = tmp_path / "a.gpkg.report.json"
    write_import_report(report, path)
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["survey_rows"] == 4
    assert [row["row"] for row in content["duplicate_rows"]] == [4]
    assert (content["header_row"], content["made_on"]) == (3, "2026-11-26")
    assert read_import_report(path) == report
    write_import_report(report, path)


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"survey_rows": 1}', "[" * 100_000, '{"edition": 1, "survey_rows": "x"}']
)
def test_a_file_that_is_no_report_is_refused_and_not_replaced(report, tmp_path, content):
    path = tmp_path / "b.report.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CtdError, match=r"b\.report\.json is not the report of an import"):
        read_import_report(path)
    if "edition" not in content:
        with pytest.raises(CtdError, match="is not a report of this plugin"):
            write_import_report(report, path)


def test_as_csv_and_html_no_text_is_a_formula_or_markup(report, tmp_path):
    evil = report.report.with_problems([Problem(1, "<b>", "=1+1", "<script>")])
    report = replace(report, report=evil)
    write_import_report(report, tmp_path / "a.csv.csv")
    assert "; =1+1;<script>" in (tmp_path / "a.csv.csv").read_text(encoding="utf-8-sig")
    write_import_report(report, tmp_path / "a.HTML")
    page = (tmp_path / "a.HTML").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "&lt;2027&gt;" in page
    with pytest.raises(CtdError, match="does not end in"):
        write_import_report(report, tmp_path / "a.txt")


def test_copied_it_is_one_line_a_remark(report):
    lines = remarks_text(report.remarks).split("\n")
    assert len(lines) == len(report.remarks) + 1
    assert {line.count("\t") for line in lines} == {4}


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_csv_begins_with_what_a_spreadsheet_takes_for_a_formula(report, tmp_path, sign):
    evil = report.report.with_problems([Problem(1, "statut", f"{sign}1+1", "x")])
    path = tmp_path / "report.csv"
    write_import_report(replace(report, report=evil), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file, delimiter=";") for cell in row]
    assert f" {sign}1+1" in cells
    assert not any(cell.startswith(sign) for cell in cells)
