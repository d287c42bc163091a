"""Spreadsheets as people save them, written by other libraries than the one that reads them."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table as OdfTable
from odf.table import TableCell, TableRow
from odf.text import P

from ctd_plugin.data.columns import find_columns
from ctd_plugin.data.survey.reader import read_survey
from ctd_plugin.data.survey.status import Status
from ctd_plugin.data.tables import cells, workbook_reader
from ctd_plugin.data.tables.reader import Table, read_table
from ctd_plugin.errors import CtdError
from tests.support.old_excel import compound_file, workbook_5

ROWS = [
    ["code_reg", "région", "statut", "date_ctd", "moyens"],
    ["01", "Guadeloupe", "CTD existant", date(2025, 2, 24), 1.5],
    [53, "Bretagne", "Réflexion\nengagée", "en 2026", "=cmd|'/c calc'!A1"],
    ["94", "Corse", None, None, "x" * 9_000],
]


def write_xlsx(path: Path, sheets: dict[str, list[list]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
            for cell in sheet[sheet.max_row]:
                # A text that begins like a formula, as a spreadsheet stores it when a person types '=…
                if cell.data_type == "f":
                    cell.data_type = "s"
    book.save(path)
    return path


def write_xls(path: Path, sheets: dict[str, list[list]]) -> Path:
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for index, row in enumerate(rows):
            for column, value in enumerate(row):
                style = (
                    xlwt.easyxf(num_format_str="DD/MM/YYYY") if isinstance(value, date) else xlwt.Style.default_style
                )
                sheet.write(index, column, value, style)
    book.save(str(path))
    return path


def write_ods(path: Path, sheets: dict[str, list[list]]) -> Path:
    document = OpenDocumentSpreadsheet()
    for name, rows in sheets.items():
        table = OdfTable(name=name)
        for row in rows:
            line = TableRow()
            for value in row:
                line.addElement(_ods_cell(value))
            table.addElement(line)
        document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


def _ods_cell(value: object) -> TableCell:
    if value is None:
        return TableCell()
    if isinstance(value, date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat())
    elif isinstance(value, int | float):
        cell = TableCell(valuetype="float", value=str(value))
    else:
        cell = TableCell(valuetype="string")
    for line in str(value).split("\n"):
        cell.addElement(P(text=line))
    return cell


WRITERS = {".xlsx": write_xlsx, ".xls": write_xls, ".ods": write_ods}
EACH_KIND = pytest.mark.parametrize("kind", WRITERS)


def known(header: tuple[str, ...]) -> int:
    return len(find_columns(header))


def read(path: Path, sheet: str | None = None) -> Table:
    return read_table(path, known, sheet)


@EACH_KIND
def test_cells_come_as_a_person_sees_them(tmp_path, kind):
    table = read(WRITERS[kind](tmp_path / f"enquete{kind}", {"Enquête": ROWS}))
    assert table.header == tuple(ROWS[0])
    (_, first), (_, second), (_, third) = table.rows
    assert first == ("01", "Guadeloupe", "CTD existant", "24/02/2025", "1.5")
    assert second == ("53", "Bretagne", "Réflexion\nengagée", "en 2026", "=cmd|'/c calc'!A1")
    assert third == ("94", "Corse", "", "", "x" * 9_000)
    assert table.problems == ()


@EACH_KIND
def test_titles_blank_lines_and_other_sheets_do_not_hide_the_survey(tmp_path, kind):
    sheets = {"Lisez-moi": [["Bonjour"], ["à tous"]], "Enquête 2026": [["Titre"], [None], *ROWS], "Vide": []}
    path = WRITERS[kind](tmp_path / f"enquete{kind}", sheets)
    survey = read_survey(path)
    assert survey.rows["53"].status is Status.CONSIDERING
    assert (survey.rows["01"].row, survey.rows["01"].ctd_date) == (1, date(2025, 2, 24))
    assert [problem.message for problem in survey.report.problems[:2]] == [
        "Sheet read: “Enquête 2026”; sheets ignored: Lisez-moi.",
        "“Titre”, above the header, was ignored.",
    ]
    # GDAL hands out only the sheets that have cells.
    assert read(path).sheets[:2] == ("Lisez-moi", "Enquête 2026")
    assert read(path, "Enquête 2026").rows == read(path).rows


@EACH_KIND
def test_a_sheet_that_is_not_there_or_empty_is_reported(tmp_path, kind):
    path = WRITERS[kind](tmp_path / f"enquete{kind}", {"Enquête": ROWS, "Blanc": [[" "]]})
    with pytest.raises(CtdError, match="has no sheet “Autre”; its sheets are: Enquête, Blanc"):
        read(path, "Autre")
    with pytest.raises(CtdError, match="sheet “Blanc” is empty"):
        read(path, "Blanc")


@pytest.mark.parametrize("kind", [".xlsx", ".ods"])
def test_the_longest_cell_that_spreadsheets_allow_is_read_whole(tmp_path, kind):
    rows = [["region", "statut"], ["53", "x" * 32_767]]
    assert read(WRITERS[kind](tmp_path / f"e{kind}", {"E": rows})).rows[0][1][1] == "x" * 32_767


@EACH_KIND
def test_a_workbook_with_nothing_in_it_is_reported(tmp_path, kind):
    with pytest.raises(CtdError, match="is empty; choose another file"):
        read(WRITERS[kind](tmp_path / f"enquete{kind}", {"Feuille": []}))


@EACH_KIND
@pytest.mark.parametrize("ending", [".csv", ".txt", ".ods", ".xlsx", ".xls", ""])
def test_the_ending_of_the_name_does_not_matter(tmp_path, kind, ending):
    path = WRITERS[kind](tmp_path / f"enquete{kind}", {"Enquête": ROWS}).rename(tmp_path / f"renommée{ending}")
    assert len(read(path).rows) == 3


@EACH_KIND
def test_a_file_cut_anywhere_is_refused_and_left_as_it_was(tmp_path, kind):
    whole = WRITERS[kind](tmp_path / f"enquete{kind}", {"Enquête": ROWS}).read_bytes()
    cut = tmp_path / f"cut{kind}"
    for length in (9, len(whole) // 3, len(whole) // 2):
        cut.write_bytes(whole[:length])
        with pytest.raises(CtdError, match=r"cut\.\w+ (is damaged or not a spreadsheet|is empty)"):
            read(cut)
        assert cut.read_bytes() == whole[:length]


def test_a_workbook_with_macros_is_read_and_its_macros_are_not(tmp_path):
    path = write_xlsx(tmp_path / "enquete.xlsm", {"Enquête": ROWS})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macros")
    assert len(read(path).rows) == 3


def test_a_formula_counts_by_the_value_that_was_saved_with_it(tmp_path):
    path = write_xlsx(tmp_path / "enquete.xlsx", {"Enquête": [["region", "statut", "moyens"], ["53", "x", 7]]})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"<v>7</v>", b"<f>3+4</f><v>7</v>")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert read(path).rows[0][1][2] == "7"


def test_a_time_keeps_its_hour_and_only_midnight_is_a_day(tmp_path):
    rows = [["region", "statut", "date_ctd"], ["53", "x", datetime(2025, 2, 24)], ["94", "x", "2025-02-24 10:30:00"]]
    table = read(write_ods(tmp_path / "e.ods", {"E": rows}))
    assert [cells[2] for _, cells in table.rows] == ["24/02/2025", "2025-02-24 10:30:00"]


@pytest.mark.parametrize("kind", [".xlsx", ".ods"])
def test_a_password_is_reported(tmp_path, kind):
    path = tmp_path / f"locked{kind}"
    if kind == ".xlsx":
        path.write_bytes(compound_file("EncryptedPackage", bytes(1024)))
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("content.xml", b"\x8f\x01")
            archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    with pytest.raises(CtdError, match=r"locked\.\w+ is password-protected"):
        read(path)


def test_a_small_file_that_swells_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook_reader, "MOST_UNPACKED", 1000)
    with pytest.raises(CtdError, match="is too large once uncompressed"):
        read(write_xlsx(tmp_path / "e.xlsx", {"E": ROWS}))


def test_more_cells_than_can_be_read_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(cells, "MOST_CELLS", 10)
    with pytest.raises(CtdError, match="has too many cells"):
        read(write_xlsx(tmp_path / "e.xlsx", {"E": ROWS}))


def test_another_zip_is_no_table(tmp_path):
    with zipfile.ZipFile(tmp_path / "autre.zip", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(CtdError, match=r"autre\.zip is not a text file"):
        read(tmp_path / "autre.zip")


def test_a_sheet_of_a_text_file_is_reported(tmp_path):
    (tmp_path / "e.csv").write_text("region;statut\n53;CTD existant\n", encoding="utf-8")
    with pytest.raises(CtdError, match="is not a spreadsheet and has no sheet"):
        read(tmp_path / "e.csv", "Enquête")


def merged_xls(path: Path, *ranges: tuple[int, int, int, int]) -> Path:
    """Write an XLS whose second column is merged over these rows and columns."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("E")
    for column, words in enumerate(("région", "statut", "moyens")):
        sheet.write(0, column, words)
    for row, region in enumerate(("Bretagne", "Corse", "Normandie"), start=1):
        sheet.write(row, 0, region)
    for bounds in ranges:
        sheet.write_merge(*bounds, "CTD existant")
    book.save(str(path))
    return path


def test_merged_cells_of_an_xls_have_their_words_in_each_row(tmp_path):
    table = read(merged_xls(tmp_path / "a.xls", (1, 2, 1, 1), (3, 3, 1, 2)))
    assert [cells[1] for _, cells in table.rows] == ["CTD existant"] * 3
    reported = [problem.message for problem in table.problems]
    assert reported == ["Merged cells: their text was copied to each row (1: B2:B3)."]


def test_cells_merged_across_one_row_alone_are_nothing_to_tell(tmp_path):
    assert read(merged_xls(tmp_path / "a.xls", (1, 1, 1, 2), (2, 2, 1, 2))).problems == ()


def test_a_small_old_workbook_is_read(tmp_path):
    """A file below 4 kB keeps its cells in another place, and Excel 5 keeps them in another way."""
    rows = [["région", "statut"], ["Bretagne", "CTD existant"], ["Corse", "Réflexion engagée"]]
    (tmp_path / "a.xls").write_bytes(compound_file("Book", workbook_5(rows)))
    table = read(tmp_path / "a.xls")
    assert [table.header, *(cells for _, cells in table.rows)] == list(map(tuple, rows))
    assert table.sheet == "Enquête"


def test_texts_of_an_xls_that_go_on_in_further_records_are_whole(tmp_path):
    """Records hold 8 kB: a text may be cut anywhere, and go on in characters of another width."""
    texts = [f"{number} " + letter * 3_000 for number, letter in enumerate("aé’œz😀b" * 4)]
    rows = [["region", "statut"], *([text, "x"] for text in texts)]
    table = read(write_xls(tmp_path / "a.xls", {"E": rows}))
    assert [cells[0] for _, cells in table.rows] == texts


def test_values_of_an_xls_are_those_that_a_person_sees(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("E")
    for column, (value, form) in enumerate(
        [
            (1, "General"),
            (1.1, "General"),
            (-3, "General"),
            (1e20, "General"),
            (12345678.25, "General"),
            (True, "General"),
            (45712, "DD/MM/YYYY"),
            (45712.4375, 'D MMM YYYY "à" HH:MM'),
            (0.4375, "HH:MM"),
            (1.25, "[h]:mm"),
            (0.5, "0 %"),
        ]
    ):
        sheet.write(0, column, f"c{column}")
        sheet.write(1, column, value, xlwt.easyxf(num_format_str=form))
    book.save(str(tmp_path / "a.xls"))
    assert read(tmp_path / "a.xls").rows[0][1] == (
        *("1", "1.1", "-3", "1e+20", "12345678.25", "VRAI"),
        *("24/02/2025", "24/02/2025 10:30:00", "10:30:00", "30:00:00", "0.5"),
    )


def test_an_old_workbook_without_its_filling_is_read(tmp_path):
    """Some programs do not fill the last sector, or write the name of the stream in capitals."""
    content = compound_file("BOOK", workbook_5([["région", "statut"], ["Bretagne", "CTD existant"]]))
    (tmp_path / "a.xls").write_bytes(content[:-100])
    assert read(tmp_path / "a.xls").rows[0][1] == ("Bretagne", "CTD existant")


@pytest.mark.parametrize("size", [8, 40, 511, 512, 600, 1500, 2048])
def test_a_small_old_workbook_cut_anywhere_is_refused(tmp_path, size):
    content = compound_file("Book", workbook_5([["region", "statut"], ["Corse", "x" * 600]]))
    (tmp_path / "a.xls").write_bytes(content[:size])
    with pytest.raises(CtdError, match=r"a\.xls is damaged or not a spreadsheet"):
        read(tmp_path / "a.xls")


def test_chains_and_places_of_an_old_workbook_that_lead_nowhere_are_refused(tmp_path):
    """Each of the numbers that lead through the file may be wrong."""
    content = compound_file("Book", workbook_5([["region", "statut"], ["Corse", "x"]]))
    for place in (*range(24, 80, 2), *range(512, 1024, 4), *range(1024, len(content), 4)):
        for wrong in (b"\0\0", b"\1\0", b"\xff\xff"):
            (tmp_path / "a.xls").write_bytes(content[:place] + wrong + content[place + 2 :])
            with suppress(CtdError):
                read(tmp_path / "a.xls")
