"""One file that came back: forms however they were saved, tables of every shape, and files that are none."""

from __future__ import annotations

import csv
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from odf.opendocument import load

from ctd_plugin.data.campaign.base import read_base
from ctd_plugin.data.campaign.collection import FileState
from ctd_plugin.data.campaign.returned_file import read_returned
from ctd_plugin.data.survey.reader import read_survey
from tests.support.old_excel import compound_file
from tests.support.returned_files import EARLIER, MADE_ON, fill, form, table


def read(path, **given):
    return read_returned(path, path.name, **given)


def only(path, **given):
    (answers,) = read(path, **given).answers
    return answers


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_form_that_is_filled_in_gives_its_new_answers(tmp_path, language):
    path = fill(
        form(tmp_path / "a.xlsx", language=language), {"moyens": "4 ETP", "pilotage": "Région"}, language=language
    )
    found = only(path)
    assert found.region_code == "53"
    assert found.answers == {"moyens": "4 ETP", "pilotage": "Région"}
    assert found.unchanged == {"statut", "contexte"}
    assert found.dates.template == MADE_ON
    assert found.dates.document == datetime(2026, 10, 1, 12)


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_a_form_that_nobody_touched_is_unchanged_whatever_its_name(tmp_path, suffix):
    path = form(tmp_path / f"RE_ enquête – Bretagne (2){suffix}")
    file = read(path)
    assert (file.state, file.problems) == (FileState.UNCHANGED, ())
    assert only(path).unchanged == set(EARLIER)
    assert only(path).answers == {}


@pytest.mark.parametrize("yes", ["oui", "Oui", "OUI ", "yes", "x", "X", "ok", "✓", "☑", "1"])
def test_a_box_makes_an_earlier_answer_a_new_one(tmp_path, yes):
    found = only(fill(form(tmp_path / "a.xlsx"), valid={"moyens": yes}))
    assert found.answers == {"moyens": EARLIER["moyens"]}
    assert found.confirmed == {"moyens"}
    assert found.unchanged == {"statut", "contexte"}


@pytest.mark.parametrize("no", ["non", "No", "0", " "])
def test_a_box_that_says_no_makes_none(tmp_path, no):
    found = read(fill(form(tmp_path / "a.xlsx"), valid={"moyens": no}))
    assert (found.state, found.problems) == (FileState.UNCHANGED, ())


def test_a_box_that_says_neither_is_told(tmp_path):
    found = read(fill(form(tmp_path / "a.xlsx"), valid={"moyens": "à vérifier"}))
    assert found.state is FileState.UNCHANGED
    assert any("à vérifier" in problem for problem in found.problems)


def test_one_box_confirms_all_answers(tmp_path):
    found = only(fill(form(tmp_path / "a.xlsx"), {"pilotage": "Région"}, {"all": "oui"}))
    assert found.answers == {**EARLIER, "pilotage": "Région"}
    assert found.confirmed == set(EARLIER)


def test_an_answer_that_was_removed_is_an_empty_one(tmp_path):
    assert only(fill(form(tmp_path / "a.xlsx"), {"moyens": None})).answers == {"moyens": ""}


def test_typography_and_white_space_make_no_new_answer(tmp_path):
    retyped = {"contexte": "Mission d'appui  de l'État,\n\"données\" et SGAR "}
    assert read(fill(form(tmp_path / "a.xlsx"), retyped)).state is FileState.UNCHANGED


def test_a_form_for_another_region_than_it_was_made_for_says_so(tmp_path):
    file = read(fill(form(tmp_path / "a.xlsx"), {"region": "Corse", "moyens": "1 ETP"}))
    assert file.answers[0].region_code == "94"
    assert file.answers[0].answers == {"moyens": "1 ETP"}
    assert any("Corse" in problem and "Bretagne" in problem for problem in file.problems)


def test_a_form_saved_as_csv_is_compared_with_the_earlier_edition(tmp_path):
    source = openpyxl.load_workbook(fill(form(tmp_path / "a.xlsx"), {"pilotage": "Région\net État"})).worksheets[0]
    path = tmp_path / "a.csv"
    with path.open("w", encoding="cp1252", newline="") as stream:
        lines = ([cell.replace("\u202f", " ") if cell else "" for cell in row] for row in source.values)
        csv.writer(stream, delimiter=";").writerows(lines)
    base = read_base(table(tmp_path / "2025.csv", [["region", *EARLIER], ["Bretagne", *EARLIER.values()]]))
    found = only(path, base=base)
    assert found.answers == {"pilotage": "Région\net État"}
    assert found.unchanged == set(EARLIER)


@pytest.mark.parametrize("rows", [slice(2, None), slice(3, None)], ids=["without the titles", "without the header"])
def test_a_form_is_known_without_what_stands_above_it(tmp_path, rows):
    book = openpyxl.load_workbook(fill(form(tmp_path / "a.xlsx"), {"moyens": "4 ETP"}))
    book.worksheets[0].delete_rows(1, rows.start)
    book.save(tmp_path / "b.xlsx")
    assert only(tmp_path / "b.xlsx").answers == {"moyens": "4 ETP"}


def test_a_form_can_be_imported_as_a_survey(tmp_path):
    row = read_survey(fill(form(tmp_path / "a.xlsx"), {"moyens": "4 ETP"})).rows["53"]
    assert row.cells["moyens"] == "4 ETP"
    assert row.status == "considering"


def test_two_forms_in_one_workbook_are_two_regions(tmp_path):
    book = openpyxl.load_workbook(fill(form(tmp_path / "a.xlsx", earlier={}), {"moyens": "4 ETP"}))
    second = book.copy_worksheet(book.worksheets[0])
    for row in second.iter_rows(max_col=2):
        if row[0].value == "Région":
            row[1].value = "Normandie"
    book.save(tmp_path / "b.xlsx")
    found = read(tmp_path / "b.xlsx")
    assert found.regions == ("53", "28")
    assert {one.id for one in found.answers} == {"b.xlsx"}


def test_each_sheet_with_columns_of_the_survey_is_read_and_none_is_said_to_be_ignored(tmp_path):
    path = table(tmp_path / "a.xlsx", [["region", "statut", "pilotage"], ["Bretagne", "CTD existant", "SGAR"]])
    book = openpyxl.load_workbook(path)
    for row in (["region", "statut"], ["Guyane", "Réflexion engagée"]):
        (book["B"] if "B" in book.sheetnames else book.create_sheet("B")).append(row)
    book.save(path)
    found = read(path)
    assert found.regions == ("53", "03")
    assert found.problems == ()


def test_two_rows_of_one_region_are_two_answers(tmp_path):
    rows = [["Région", "Statut", "Moyens"], ["Bretagne", "", "3 ETP"], ["Corse", "", "1"], ["bretagne", "", "4 ETP"]]
    found = read(table(tmp_path / "a.csv", rows))
    assert [(one.region_code, one.answers["moyens"], one.row) for one in found.answers] == [
        ("53", "3 ETP", 1),
        ("94", "1", 2),
        ("53", "4 ETP", 3),
    ]
    assert len({one.id for one in found.answers}) == 3


def test_a_table_needs_no_column_for_the_status(tmp_path):
    file = read(table(tmp_path / "a.csv", [["REG", "Moyens et budget"], ["53", "3 ETP"]]))
    assert file.answers[0].answers == {"moyens": "3 ETP"}
    assert file.problems == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Réponse Bretagne v2.csv", "53"),
        ("CTD_ile_de_france_FINAL (1).csv", "11"),
        ("provence-alpes-cote-d-azur.csv", "93"),
        ("AURA-retour.csv", "84"),
        ("enquete 2026.csv", ""),
        ("bretagne et corse.csv", ""),
        ("Pays de la Loire, réponses.csv", "52"),
    ],
)
def test_a_region_that_only_the_name_tells_is_proposed_and_not_assumed(tmp_path, name, expected):
    path = table(tmp_path / name, [["Statut", "Moyens"], ["CTD existant", "3 ETP"]])
    file = read(path)
    assert (file.state, file.answers, file.proposed_region) == (FileState.NO_REGION, (), expected)
    decided = read(path, region="53")
    assert decided.answers[0].answers == {"statut": "CTD existant", "moyens": "3 ETP"}
    assert decided.answers[0].region_code == "53"


def test_a_form_whose_region_was_removed_is_proposed_too(tmp_path):
    path = fill(form(tmp_path / "Bretagne.xlsx"), {"region": None, "moyens": "4 ETP"})
    assert (read(path).state, read(path).proposed_region) == (FileState.NO_REGION, "53")
    assert only(path, region="53").answers == {"moyens": "4 ETP"}


def test_what_is_no_table_has_one_sentence(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "b.xlsx").write_bytes(b"PK\3\4broken")
    (tmp_path / "c.xlsx").write_bytes(b"")
    table(tmp_path / "d.csv", [["nom", "prix"], ["vis", "2"]])
    (tmp_path / "e.xlsx").write_bytes(compound_file("EncryptedPackage", b"\0" * 100))
    for path in sorted(tmp_path.iterdir()):
        file = read(path)
        assert file.state is FileState.UNREADABLE
        assert path.name in file.message
        assert file.message.count("\n") == 0


def test_a_truncated_workbook_is_unreadable(tmp_path):
    content = form(tmp_path / "a.xlsx").read_bytes()
    (tmp_path / "b.xlsx").write_bytes(content[: len(content) // 2])
    assert read(tmp_path / "b.xlsx").state is FileState.UNREADABLE


def test_a_day_without_its_year_is_the_last_before_the_file_was_saved(tmp_path):
    for saved, expected in ((datetime(2026, 10, 8), date(2026, 10, 6)), (datetime(2027, 1, 8), date(2026, 10, 6))):
        path = fill(form(tmp_path / "a.xlsx"), {"moyens": "1", "date_entretien": "06-oct"}, saved=saved)
        assert only(path).dates.interview == expected


def test_who_was_interviewed_when_is_no_answer(tmp_path):
    assert read(fill(form(tmp_path / "a.xlsx"), {"date_entretien": "06/10/2026"})).state is FileState.UNCHANGED


def test_a_table_of_all_regions_has_answers_only_where_a_row_differs_from_the_earlier_edition(tmp_path):
    rows = [["region", "statut", "moyens"], ["Bretagne", "CTD existant", "3 ETP"], ["Corse", "CTD existant", "1 ETP"]]
    base = read_base(table(tmp_path / "2025.csv", rows))
    rows[1][2] = "4 ETP"
    found = {one.region_code: one for one in read(table(tmp_path / "new.csv", rows), base=base).answers}
    assert found["53"].answers == {"statut": "CTD existant", "moyens": "4 ETP"}
    assert (found["94"].answers, found["94"].unchanged) == ({}, {"statut", "moyens"})


def test_answers_that_were_carried_over_before_are_not_new(tmp_path):
    rows = [["region", "statut", "moyens", "reprises"], ["Bretagne", "CTD existant", "3 ETP", "moyens : 2025"]]
    found = only(table(tmp_path / "a.csv", rows))
    assert (found.answers, found.unchanged) == ({"statut": "CTD existant"}, {"moyens"})


def test_a_notes_sheet_is_named_and_a_sheet_of_the_template_is_not(tmp_path):
    book = openpyxl.load_workbook(fill(form(tmp_path / "a.xlsx"), {"moyens": "4 ETP"}))
    book.create_sheet("Notes").append(["à", "revoir"])
    book["Notes"].append(["un", "deux"])
    book.save(tmp_path / "b.xlsx")
    (problem,) = read(tmp_path / "b.xlsx").problems
    assert "Notes" in problem


def test_the_marker_is_hidden_in_both_formats(tmp_path):
    book = openpyxl.load_workbook(form(tmp_path / "a.xlsx"))
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "visible", "hidden"]
    load(form(tmp_path / "a.ods"))
    with zipfile.ZipFile(tmp_path / "a.ods") as archive:
        assert b'table:name="ctd-modele" table:style-name="hidden"' in archive.read("content.xml")
