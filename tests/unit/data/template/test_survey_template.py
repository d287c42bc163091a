"""The spreadsheet to fill in: what is in it, and that nothing is lost on its way out and back."""

from __future__ import annotations

import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from odf.opendocument import load
from odf.table import ContentValidation, TableCell

from ctd_plugin.data.columns import COLUMN_LABELS, SURVEY_COLUMNS, find_columns
from ctd_plugin.data.editions import edition
from ctd_plugin.data.paths import SURVEY
from ctd_plugin.data.survey.reader import read_survey
from ctd_plugin.data.survey.status import PRINTED_LABELS
from ctd_plugin.data.tables.cells import column_letters
from ctd_plugin.data.template.survey_template import (
    TemplateContent,
    column_notes,
    template_rows,
    write_rows,
    write_template,
)
from ctd_plugin.errors import CtdError
from ctd_plugin.i18n import language
from ctd_plugin.regions import REGION_NAMES

EACH_KIND = pytest.mark.parametrize("ending", [".xlsx", ".ods"])
EACH_LANGUAGE = pytest.mark.parametrize("code", ["fr", "en"])

# Whatever a person may type into a cell; readers leave out white space around it.
CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"), include_characters="\n\t"), max_size=60
).map(lambda text: "\n".join(text.split("\n")).strip())


def texts(path):
    return {code: dict(row.cells) for code, row in read_survey(path).rows.items()}


@EACH_KIND
@EACH_LANGUAGE
def test_the_bundled_survey_comes_back_as_it_is(tmp_path, ending, code):
    path = tmp_path / f"modèle{ending}"
    write_template(path, TemplateContent.BUNDLED, code, personal=True)
    assert texts(path) == texts(SURVEY)


@EACH_KIND
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(CELLS, min_size=1, max_size=6))
@example(cells=["=1+1", "+33 6", "@SUM(A1)", "-5", "007", '"quoted"', "'01"])
@example(cells=["a  b   c", "un\n\ndeux", "x\ty", "_x0041_", "<b>&amp;</b>", "]]>"])
@example(cells=["24/02/2025", "1e5", "VRAI", "1,5", "of:=1", "{=A1}", "msoxl:=1"])
def test_no_text_is_lost_or_taken_for_anything_else(tmp_path, ending, cells):
    free = SURVEY_COLUMNS[3:]
    row = {
        "region_code": "01",
        "region": "Guadeloupe",
        "statut": "CTD existant",
        **dict(zip(free, cells, strict=False)),
    }
    path = tmp_path / f"modèle{ending}"
    write_rows(path, [row], "fr")
    back = texts(path)["01"]
    assert {column: back[column] for column in row} == row


@EACH_KIND
def test_what_xml_cannot_hold_never_makes_a_file_that_cannot_be_read(tmp_path, ending):
    path = tmp_path / f"modèle{ending}"
    write_rows(path, [{"region": "Corse", "statut": "CTD existant", "moyens": "a\0b\x1fc\uffffd"}], "fr")
    assert texts(path)["94"]["moyens"] == "abcd"


@EACH_KIND
def test_the_longest_cell_comes_back_and_a_longer_one_is_reported(tmp_path, ending):
    path = tmp_path / f"modèle{ending}"
    row = {"region": "Corse", "statut": "CTD existant", "moyens": "é" * 32_767}
    write_rows(path, [row], "fr")
    assert texts(path)["94"]["moyens"] == row["moyens"]
    before = path.read_bytes()
    with pytest.raises(CtdError, match=r"of Corse exceeds the limit of 32767 characters per cell"):
        write_rows(path, [{**row, "moyens": "x" * 32_768}], "fr")
    assert path.read_bytes() == before


@EACH_KIND
@EACH_LANGUAGE
def test_without_leave_no_respondent_and_no_name_is_in_it(tmp_path, ending, code):
    path = tmp_path / f"modèle{ending}"
    write_template(path, TemplateContent.BUNDLED, code)
    content = str(texts(path))
    assert [name for name in ("Lemoine", "Julien Dario", "Bideguin", "Xavier De Neeff") if name in content] == []
    assert {cells["repondant"] for cells in texts(path).values()} == {""}


def test_without_any_name_to_mask_respondents_are_left_out_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(edition, "read_personal_names", tuple)
    path = tmp_path / "survey.csv"
    path.write_text("region;statut;repondant\nBretagne;CTD existant;un agent\n", encoding="utf-8")
    assert edition.masking((read_survey(path),), False).names == ()
    assert [template_rows(read_survey(path), personal)["53"]["repondant"] for personal in (False, True)] == [
        "",
        "un agent",
    ]


@EACH_KIND
@EACH_LANGUAGE
def test_an_empty_template_has_the_18_regions_and_headings_that_are_known_in_both_languages(tmp_path, ending, code):
    path = tmp_path / f"modèle{ending}"
    write_template(path, TemplateContent.EMPTY, code)
    survey = read_survey(path)
    assert {code: row.cells["region"] for code, row in survey.rows.items()} == REGION_NAMES
    assert {row.status for row in survey.rows.values()} == {None}
    assert tuple(find_columns(tuple(COLUMN_LABELS[code].values()))) == SURVEY_COLUMNS


@EACH_LANGUAGE
def test_excels_reader_finds_the_lists_to_choose_from_and_text_cells(tmp_path, code):
    path = tmp_path / "modèle.xlsx"
    write_template(path, TemplateContent.EMPTY, code)
    book = openpyxl.load_workbook(path)
    survey, notes, lists = book.worksheets
    offered = {str(v.sqref): v.formula1 for v in survey.data_validations.dataValidation}
    assert offered == {"B2:B1000": f"'{lists.title}'!$A$2:$A$19", "C2:C1000": f"'{lists.title}'!$B$2:$B$5"}
    assert [cell.value for cell in lists["A"][1:]] == list(REGION_NAMES.values())
    assert [cell.value for cell in lists["B"][1:5]] == list(PRINTED_LABELS.values())
    assert survey.freeze_panes == "A2"
    assert survey["A2"].value == "01"
    assert {survey[f"{column_letters(i)}2"].number_format for i in (0, 1)} == {"@"}
    with language(code):
        assert [row[1].value for row in notes.iter_rows(min_row=2, max_row=22)] == list(column_notes().values())


def test_libreoffices_format_has_the_lists_too(tmp_path):
    path = tmp_path / "modèle.ods"
    write_template(path, TemplateContent.EMPTY, "fr")
    document = load(path)
    conditions = [v.getAttribute("condition") for v in document.getElementsByType(ContentValidation)]
    assert len(conditions) == 2
    assert all(condition.startswith("of:cell-content-is-in-list([$'") for condition in conditions)
    named = {cell.getAttribute("contentvalidationname") for cell in document.getElementsByType(TableCell)}
    assert named == {None, "list0-0", "list0-1"}
    with zipfile.ZipFile(path) as archive:
        assert archive.infolist()[0].filename == "mimetype"


def test_the_same_template_has_the_same_bytes(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_template(tmp_path / name, TemplateContent.BUNDLED, "fr")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_another_ending_is_reported(tmp_path):
    with pytest.raises(CtdError, match=r"modèle\.csv does not end in \.xlsx or \.ods"):
        write_template(tmp_path / "modèle.csv", TemplateContent.EMPTY, "fr")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_lettered_as_in_a_spreadsheet(index, letters):
    assert column_letters(index) == letters
