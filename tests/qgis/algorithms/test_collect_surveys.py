"""`ctd:collectsurveys`, and the forms that `ctd:exporttemplate` writes for it."""

from __future__ import annotations

import json
import shutil

import openpyxl
import pytest
from qgis.core import QgsProcessingException, QgsSettings

from ctd_plugin.data.paths import SURVEY
from ctd_plugin.data.survey.reader import read_survey
from ctd_plugin.regions import REGION_NAMES

pytestmark = pytest.mark.usefixtures("provider", "profile")


@pytest.fixture
def forms(tmp_path):
    """Return a function that writes forms for some regions with the algorithm, and returns their folder."""
    import processing

    def make(*codes, **parameters):
        folder = tmp_path / "forms"
        given = {"OUTPUT_FOLDER": str(folder), "REGIONS": ",".join(codes), "LANGUAGE": "fr"}
        processing.run("ctd:exporttemplate", given | parameters)
        return folder

    return make


@pytest.fixture
def collected(tmp_path, feedback):
    """Return a function that runs the algorithm and returns its report."""
    import processing

    def run(given, **parameters):
        outputs = {"OUTPUT": str(tmp_path / "survey.csv"), "REPORT": str(tmp_path / "report.json")}
        result = processing.run("ctd:collectsurveys", {"INPUT": given, **outputs, **parameters}, feedback=feedback)
        return json.loads((tmp_path / "report.json").read_text(encoding="utf-8")) | {"OUTPUT": result["OUTPUT"]}

    return run


def answer(path, **texts):
    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows():
        if row[0].value in texts:
            row[1].value = texts[row[0].value]
    book.save(path)


def test_forms_are_written_filled_in_and_collected(forms, collected, tmp_path, feedback):
    folder = forms("53", "94")
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["enquete-ctd-53-bretagne.xlsx", "enquete-ctd-94-corse.xlsx"]
    answer(folder / names[0], Contexte="Nouveau contexte")
    (folder / "sub").mkdir()
    shutil.move(folder / names[0], folder / "sub" / "Copie de réponse (2).xlsx")
    report = collected(str(folder))
    assert report["regions_answered"] == ["53"]
    assert report["regions_missing"] == [code for code in REGION_NAMES if code != "53"]
    states = {file["file"]: file["state"] for file in report["files"]}
    assert states == {"enquete-ctd-94-corse.xlsx": "unchanged", "sub/Copie de réponse (2).xlsx": "taken"}
    row = read_survey(tmp_path / "survey.csv").rows["53"]
    assert {c: t for c, t in row.cells.items() if t} == {
        "region_code": "53",
        "region": "Bretagne",
        "contexte": "Nouveau contexte",
    }
    assert any("enquete-ctd-94-corse.xlsx – Returned without a new answer." in text for text in feedback.warnings)


@pytest.mark.parametrize("as_given", [lambda paths: paths, lambda paths: ";".join(paths)], ids=["list", "text"])
def test_it_takes_files_and_folders_however_they_are_given(forms, collected, as_given):
    folder = forms("53", "94")
    for path in folder.iterdir():
        answer(path, Contexte="Nouveau")
    report = collected(as_given([str(path) for path in folder.iterdir()]))
    assert report["regions_answered"] == ["53", "94"]


def test_an_earlier_edition_fills_what_nobody_answered_and_an_earlier_output_is_none_of_the_input(forms, collected):
    folder = forms("53")
    answer(folder / "enquete-ctd-53-bretagne.xlsx", Contexte="Nouveau")
    output = {"OUTPUT": str(folder / "result.xlsx"), "REPORT": str(folder / "result.json")}
    for _ in range(2):
        import processing

        processing.run("ctd:collectsurveys", {"INPUT": [str(folder)], "BASE": str(SURVEY), **output})
    report = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    assert [file["file"] for file in report["files"]] == ["enquete-ctd-53-bretagne.xlsx"]
    rows = read_survey(folder / "result.xlsx").rows
    assert set(rows) == set(REGION_NAMES)
    assert rows["53"].carried["objectifs"] == "2025"
    assert "contexte" not in rows["53"].carried
    assert rows["94"].carried["statut"] == "2025"


def test_nobody_is_named_unless_personal_data_are_kept(forms, collected, tmp_path):
    folder = forms("53")
    answer(
        folder / "enquete-ctd-53-bretagne.xlsx",
        Contexte="Zoé Quimerch a relancé la démarche.",
        Répondant="Zoé Quimerch",
    )
    report = collected(str(folder))
    assert "Quimerch" not in (tmp_path / "survey.csv").read_text(encoding="utf-8") + json.dumps(report)
    QgsSettings().setValue("ctd/personal_data", True)
    report = collected(str(folder))
    assert read_survey(tmp_path / "survey.csv").rows["53"].cells["repondant"] == "Zoé Quimerch"


def test_without_an_answer_the_report_is_written_and_no_survey(forms, collected, tmp_path):
    folder = forms("53")
    with pytest.raises(QgsProcessingException, match="None of the 1 files has an answer"):
        collected(str(folder))
    assert not (tmp_path / "survey.csv").exists()
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["files"][0]["state"] == "unchanged"


def test_a_filled_form_is_not_replaced(forms):
    folder = forms("53")
    forms("53")
    answer(folder / "enquete-ctd-53-bretagne.xlsx", Contexte="Nouveau")
    with pytest.raises(QgsProcessingException, match="is not an unfilled form"):
        forms("53")


def test_a_template_needs_a_file_or_a_folder(forms):
    with pytest.raises(QgsProcessingException, match="Choose the file of the template"):
        forms("53", OUTPUT_FOLDER="")
