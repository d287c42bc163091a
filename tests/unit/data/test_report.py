"""report.json: its exact shape, and that it never replaces a file that is no report."""

from __future__ import annotations

import json

import pytest

from ctd_plugin.data.report import Problem, Report, write_report
from ctd_plugin.data.survey.reader import read_survey
from ctd_plugin.errors import CtdError


@pytest.fixture
def report(tmp_path) -> Report:
    survey = tmp_path / "enquete.csv"
    survey.write_text(
        "region,statut\nBretagne,CTD existant\nBRE,CTD existant\nAlsace,CTD existant\nCorse,?\n",
        encoding="utf-8",
    )
    return read_survey(survey).report


def test_the_file_has_the_shape_that_scripts_rely_on(report, tmp_path):
    write_report(report, tmp_path / "report.json")
    content = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    problems = content.pop("problems")
    without_row = content.pop("regions_without_row")
    assert content == {
        "survey_rows": 4,
        "regions": 18,
        "matched": [
            {"row": 1, "value": "Bretagne", "region_code": "53", "how": "name"},
            {"row": 4, "value": "Corse", "region_code": "94", "how": "name"},
        ],
        "unmatched_rows": [{"row": 3, "value": "Alsace", "suggestions": ["Grand Est"]}],
        "duplicate_rows": [{"row": 2, "value": "BRE", "region_code": "53"}],
    }
    assert len(without_row) == 16
    assert not {"53", "94"} & set(without_row)
    assert [(p["row"], p["column"], p["value"]) for p in problems] == [
        (3, "region", "Alsace"),
        (4, "statut", "?"),
    ]
    assert all(set(problem) == {"row", "column", "value", "message"} for problem in problems)


def test_a_former_report_is_replaced_and_nothing_else_is_left(report, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    for _ in range(2):
        write_report(report, folder / "report.json")
    assert [path.name for path in folder.iterdir()] == ["report.json"]


@pytest.mark.parametrize("content", ["{}", "my notes", "[]"])
def test_a_file_of_somebody_elses_is_not_replaced(report, tmp_path, content):
    path = tmp_path / "report.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CtdError, match="is not a report of this plugin and was not replaced"):
        write_report(report, path)
    assert path.read_text(encoding="utf-8") == content


def test_a_missing_folder_is_named(report, tmp_path):
    with pytest.raises(CtdError, match=r"The folder .*absent does not exist"):
        write_report(report, tmp_path / "absent" / "report.json")


def test_a_problem_gives_its_row_and_column_as_far_as_it_has_them():
    assert Problem(0, "", "", "The file is odd.").in_place() == "The file is odd."
    assert Problem(3, "", "", "The row is short.").in_place() == "Row 3: The row is short."
    assert Problem(3, "statut", "", "It is odd.").in_place() == "Row 3, column “statut”: It is odd."
