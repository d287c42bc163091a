"""The survey and the report that a campaign gives."""

from __future__ import annotations

import json

import pytest

from ctd_plugin.data.campaign.collect import collect
from ctd_plugin.data.campaign.output import campaign_report, check_campaign_report, write, write_campaign_report
from ctd_plugin.data.columns import CARRIED, SURVEY_COLUMNS
from ctd_plugin.data.survey.reader import read_survey
from ctd_plugin.data.tables.reader import read_table
from ctd_plugin.errors import CtdError
from ctd_plugin.regions import REGION_NAMES
from tests.support.returned_files import collected, fill, form, table


@pytest.fixture
def collection(tmp_path):
    """Two regions; of one, a person is named, and one answer is carried over."""
    folder = tmp_path / "retours"
    folder.mkdir()
    answers = {"pilotage": "Zoé Quimerch,\n« Région » ; =1+1", "repondant": "Zoé Quimerch"}
    fill(form(folder / "a.xlsx"), answers)
    table(folder / "b.csv", [["region", "statut"], ["Corse", "CTD existant"]])
    (folder / "c.pdf").write_bytes(b"%PDF")
    base = table(tmp_path / "2025.csv", [["region", "statut", "moyens"], ["Bretagne", "Réflexion engagée", "3 ETP"]])
    return collected(folder, base)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_survey_is_read_back_as_it_is(tmp_path, collection, suffix):
    path = tmp_path / f"survey{suffix}"
    write(collection, path, personal=True)
    assert read_table(path).header == (*SURVEY_COLUMNS, CARRIED)
    survey = read_survey(path)
    assert survey.rows["53"].cells["pilotage"] == "Zoé Quimerch,\n« Région » ; =1+1"
    assert survey.rows["53"].cells["repondant"] == "Zoé Quimerch"
    assert survey.rows["53"].carried == {"statut": "2025", "moyens": "2025"}
    assert survey.rows["94"].carried == {}
    assert not survey.unread


def test_nobody_is_named_unless_wanted(tmp_path, collection):
    for suffix in (".csv", ".xlsx"):
        write(collection, tmp_path / f"survey{suffix}")
        row = read_survey(tmp_path / f"survey{suffix}").rows["53"]
        assert (row.cells["repondant"], "Quimerch" in row.cells["pilotage"]) == ("", False)
    assert "Quimerch" not in json.dumps(campaign_report(collection), ensure_ascii=False)


def test_the_report_tells_of_each_file(tmp_path, collection):
    write_campaign_report(collection, tmp_path / "report.json")
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    first, second, third = report["files"]
    assert (first["file"], first["state"]) == ("a.xlsx", "taken")
    assert first["regions"][0] | {"date": "", "dated_by": ""} == {
        "region_code": "53",
        "region": "Bretagne",
        "sheet": "Réponses" if first["regions"][0]["sheet"] == "Réponses" else "Answers",
        "row": 1,
        "date": "",
        "dated_by": "",
        "taken": ["pilotage", "repondant"],
        "not_taken": [],
        "still_valid": [],
        "emptied": [],
        "unchanged": ["contexte", "moyens", "statut"],
    }
    assert second["regions"][0]["taken"] == ["statut"]
    assert report["unreadable"] == [{"file": "c.pdf", "message": third["message"]}]
    assert report["regions_answered"] == ["53", "94"]
    assert report["regions_missing"] == [code for code in REGION_NAMES if code not in ("53", "94")]
    assert report["carried_over"] == {"53": {"statut": "2025", "moyens": "2025"}}
    assert report["base"] == "2025.csv"


def test_a_file_that_is_no_such_report_is_kept(tmp_path, collection):
    (tmp_path / "other.json").write_text('{"a": 1}')
    with pytest.raises(CtdError, match="was not replaced"):
        check_campaign_report(tmp_path / "other.json")
    write_campaign_report(collection, tmp_path / "report.json")
    write_campaign_report(collection, tmp_path / "report.json")


def test_nothing_is_written_of_nothing_or_under_another_ending(tmp_path, collection):
    (tmp_path / "none").mkdir()
    with pytest.raises(CtdError, match="None of the 0 files has an answer"):
        write(collect([tmp_path / "none"]), tmp_path / "survey.csv")
    with pytest.raises(CtdError, match=r"does not end in \.csv or \.xlsx"):
        write(collection, tmp_path / "survey.ods")
    assert not list(tmp_path.glob("survey*"))
