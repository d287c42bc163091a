"""What the reader makes of surveys as people save them, and what it says of those it cannot read."""

from __future__ import annotations

from datetime import date

import pytest

from ctd_plugin.data import paths
from ctd_plugin.data.columns import SURVEY_COLUMNS
from ctd_plugin.data.survey.reader import read_survey
from ctd_plugin.data.survey.status import PRINTED_LABELS, Status, read_status
from ctd_plugin.errors import CtdError
from ctd_plugin.regions import REGION_NAMES


@pytest.fixture
def survey_of(tmp_path):
    """Write a survey and read it."""

    def read(content, encoding="utf-8"):
        path = tmp_path / "enquete.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return read_survey(path)

    return read


SMALL = "region,statut\nBretagne,CTD existant\nÎle-de-France,Réflexion engagée\n"


def messages(survey):
    return [(problem.row, problem.column, problem.message) for problem in survey.report.problems]


def test_the_bundled_survey_is_read_without_any_problem():
    survey = read_survey(paths.SURVEY)
    assert set(survey.rows) == set(REGION_NAMES)
    assert survey.report.survey_rows == len(survey.report.matched) == 18
    assert survey.report.problems == survey.report.unmatched_rows == survey.report.duplicate_rows == ()
    assert all(tuple(row.cells) == SURVEY_COLUMNS and row.status for row in survey.rows.values())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", ":", "^", "~"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_usual_delimiter_encoding_and_line_end_is_read(survey_of, delimiter, encoding, line_end):
    survey = survey_of(SMALL.replace(",", delimiter).replace("\n", line_end), encoding)
    assert {code: row.status for code, row in survey.rows.items()} == {
        "53": Status.ESTABLISHED,
        "11": Status.CONSIDERING,
    }
    assert messages(survey) == []


def test_the_delimiter_that_a_file_names_itself_is_taken(survey_of):
    assert set(survey_of("sep=;\r\n" + SMALL.replace(",", ";")).rows) == {"53", "11"}


def test_titles_above_the_header_are_left_out_and_reported(survey_of):
    survey = survey_of("Enquête CTD 2026;;\n\nmise à jour en mars;;\nregion;statut;moyens\nBretagne;CTD existant;x\n")
    assert survey.rows["53"].row == 1
    assert messages(survey) == [
        (0, "", "“Enquête CTD 2026”, above the header, was ignored."),
        (0, "", "“mise à jour en mars”, above the header, was ignored."),
    ]


def test_windows_1252_is_read_and_reported(survey_of):
    survey = survey_of(SMALL, "cp1252")
    assert set(survey.rows) == {"53", "11"}
    assert messages(survey) == [
        (
            0,
            "",
            "enquete.csv is not UTF-8 and was read as Windows-1252; check the accents, or save it as UTF-8.",
        )
    ]


def test_delimiters_inside_quoted_headings_do_not_mislead(survey_of):
    survey = survey_of('region;statut;"a, b, c, d"\nBretagne;CTD existant;x\n')
    assert survey.rows["53"].status is Status.ESTABLISHED


@pytest.mark.parametrize(
    "header",
    ["CODE INSEE;Statut", "insee_reg;STATUT CTD", "Nom de la région;Status", "Région ;Statut du CTD"],
)
def test_headings_are_known_in_other_words(survey_of, header):
    value = "53" if "insee" in header.lower() else "Bretagne"
    assert survey_of(f"{header}\n{value};CTD existant\n").rows["53"].status is Status.ESTABLISHED


def test_the_surveys_own_heading_goes_before_others(survey_of):
    survey = survey_of("nom,region,statut\nMarie,Bretagne,CTD existant\n")
    assert list(survey.rows) == ["53"]
    assert messages(survey) == [(0, "nom", "Column “nom” ignored: not a survey column.")]


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CtdError, match=r"The file .*absent\.csv does not exist"):
        read_survey(tmp_path / "absent.csv")


def test_a_folder_is_not_a_survey(tmp_path):
    with pytest.raises(CtdError, match="is a folder; choose a CSV file"):
        read_survey(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\n"])
def test_an_empty_file_is_reported(survey_of, content):
    with pytest.raises(CtdError, match=r"enquete\.csv is empty"):
        survey_of(content)


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"region\0,statut",
        b"r\xe9gion\x81;statut\n",
    ],
)
def test_a_file_that_is_not_text_is_reported_with_what_to_do(survey_of, content):
    with pytest.raises(CtdError, match=r"enquete\.csv is not a text file; open it in a spreadsheet and save it as CSV"):
        survey_of(content)


def test_a_single_column_is_reported(survey_of):
    with pytest.raises(CtdError, match=r"enquete\.csv has a single column \(“region statut”\); separate cells"):
        survey_of("region statut\nBretagne CTD existant\n")


def test_a_header_alone_is_reported(survey_of):
    with pytest.raises(CtdError, match="has a header but no row"):
        survey_of("region,statut\n\n,\n")


def test_a_missing_region_column_is_reported_with_the_columns_found(survey_of):
    with pytest.raises(CtdError, match="has no column “region” or “region_code”; its columns are: statut, contexte"):
        survey_of("statut,contexte\nCTD existant,x\n")


def test_a_missing_status_column_is_reported_with_the_columns_found(survey_of):
    with pytest.raises(CtdError, match="has no column “statut”; its columns are: region, contexte"):
        survey_of("region,contexte\nBretagne,x\n")


def test_a_file_cut_inside_a_quoted_cell_names_the_row(survey_of):
    with pytest.raises(CtdError, match="ends within row 2: a quotation mark is not closed"):
        survey_of('region,statut\nBretagne,CTD existant\nCorse,"Réflexion\n')


def test_a_stray_quotation_mark_names_the_row(survey_of):
    with pytest.raises(CtdError, match="row 2: a quotation mark inside a cell is not doubled"):
        survey_of('region,statut\nBretagne,CTD existant\nCorse,"Réflexion" engagée\nMayotte,x\n')


def test_a_file_cut_inside_its_last_row_names_the_row(survey_of):
    with pytest.raises(CtdError, match="is truncated: its last row, 2, has 1 cells of 2"):
        survey_of("region,statut\nBretagne,CTD existant\nCor")


@pytest.mark.parametrize("length", range(2000, 34000, 3001))
def test_the_bundled_survey_cut_anywhere_is_refused(survey_of, length):
    with pytest.raises(CtdError, match=r"enquete\.csv (ends within row|is truncated: its last row,) \d"):
        survey_of(paths.SURVEY.read_bytes()[:length])


def test_rows_of_other_lengths_than_the_header_are_reported(survey_of):
    survey = survey_of("region,statut,moyens\nBretagne,CTD existant\nCorse,CTD existant,a,b\nMayotte,CTD existant,c,\n")
    assert survey.rows["53"].cells["moyens"] == ""
    assert messages(survey) == [
        (1, "", "The row has 2 cells and the header 3; check the delimiters."),
        (2, "", "The row has 4 cells and the header 3; check the delimiters."),
    ]
    assert survey.report.problems[1].value == "b"


def test_blank_rows_are_passed_over_but_counted(survey_of):
    survey = survey_of("region,statut\n\n,\nBretagne,CTD existant\n\n")
    assert survey.report.survey_rows == 1
    assert survey.rows["53"].row == 3


def test_an_unknown_status_is_reported_and_the_region_kept_without(survey_of):
    survey = survey_of("region,statut\nBretagne,Peut-être\nCorse,\n")
    assert survey.rows["53"].status is survey.rows["94"].status is None
    (unknown, empty) = survey.report.problems
    assert (unknown.row, unknown.column, unknown.value) == (1, "statut", "Peut-être")
    assert "“Peut-être” is not a known status: Bretagne has no status; use one of: Pas de" in unknown.message
    assert (empty.row, empty.column, empty.value) == (2, "statut", "")
    assert "Corse has no status; use one of" in empty.message


@pytest.mark.parametrize(
    ("written", "status"),
    [
        *((label, status) for status, label in PRINTED_LABELS.items()),
        *((status.value, status) for status in Status),
        ("ctd EXISTANT ", Status.ESTABLISHED),
        ("Reflexion engagee", Status.CONSIDERING),
        ("Pas de démarche CTD \nconnue", Status.NONE),
        ("En préfiguration", Status.PREFIGURATION),
        ("CTD inexistant", None),
    ],
)
def test_statuses_are_known_in_the_surveys_words_and_by_identifier(written, status):
    assert read_status(written) is status


def test_unknown_empty_and_former_regions_are_unmatched_and_reported(survey_of):
    survey = survey_of("region,statut\nQuébec,CTD existant\n,CTD existant\nAlsace,CTD existant\n")
    assert survey.rows == {}
    assert [(row.row, row.value, row.suggestions) for row in survey.report.unmatched_rows] == [
        (1, "Québec", ()),
        (2, "", ()),
        (3, "Alsace", ("Grand Est",)),
    ]
    assert messages(survey) == [
        (1, "region", "“Québec” is not a region; use one of the 18 names or Insee codes."),
        (2, "region", "Region missing; give its name or its Insee code."),
        (
            3,
            "region",
            "“Alsace” is the former region Alsace, part of Grand Est since 2016; use Grand Est.",
        ),
    ]


def test_of_two_rows_for_a_region_the_first_is_kept(survey_of):
    survey = survey_of("code,statut\n53,CTD existant\nBRE,Réflexion engagée\n")
    assert survey.rows["53"].status is Status.ESTABLISHED
    assert [(row.row, row.value, row.region_code) for row in survey.report.duplicate_rows] == [(2, "BRE", "53")]


def test_a_code_without_its_zero_is_read_and_reported_at_its_place(survey_of):
    survey = survey_of("code_insee;region;statut\n2;Martinique;CTD existant\n")
    assert list(survey.rows) == ["02"]
    assert messages(survey) == [(1, "code_insee", "The code “2” was read as 02 (Martinique).")]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("24/02/2025", date(2025, 2, 24)),
        ("2025-02-24", date(2025, 2, 24)),
        ("2025-02-24 00:00:00", date(2025, 2, 24)),
        ("en 2026", None),
        ("printemps 2026 (optimiste)", None),
        ("", None),
    ],
)
def test_only_a_full_date_is_a_date(survey_of, written, expected):
    survey = survey_of(f"region,statut,date_ctd\nBretagne,CTD existant,{written}\n")
    assert survey.rows["53"].ctd_date == expected
    assert messages(survey) == []


def test_an_impossible_date_is_reported(survey_of):
    survey = survey_of("region,statut,date_ctd\nBretagne,CTD existant,31/02/2025\n")
    assert survey.rows["53"].ctd_date is None
    assert messages(survey) == [(1, "date_ctd", "“31/02/2025” is not a valid date; correct it.")]
