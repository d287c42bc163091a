"""Tables that would freeze the reader, fill the memory, mislead it, or are damaged: read right, or refused."""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from ctd_plugin.data.survey import region_rows
from ctd_plugin.data.survey.reader import read_survey
from ctd_plugin.data.tables import reader as tables_module
from ctd_plugin.data.tables.cells import LONGEST_CELL
from ctd_plugin.data.tables.merged_cells import MergedRange, fill_merged
from ctd_plugin.data.tables.reader import read_table
from ctd_plugin.errors import CtdError
from tests.support.awkward import HEADER, ROWS, lines, ods, text, xls, xlsx
from tests.support.changed_workbooks import BOTH, SHEET, changed, means, read
from tests.support.paths import ROOT

# Counts and spans

HUGE = 99_999_999_999_999


@pytest.mark.parametrize("place", ["number-rows-spanned", "number-columns-spanned"])
def test_a_span_of_an_ods_is_walked_by_what_exists(tmp_path, place):
    """A cell that says to reach over 99,999,999,999,999 rows."""
    path = changed(
        *(tmp_path / "a.ods", ods(ROWS), "content.xml"),
        *("<table:table-cell", f'<table:table-cell table:{place}="{HUGE}"'),
    )
    assert means(path) == BOTH


@pytest.mark.parametrize("place", ["number-rows-repeated", "number-columns-repeated"])
def test_repeated_empty_cells_of_an_ods_cost_nothing(tmp_path, place):
    """Empty rows and cells are counted, never made."""
    row = f'<table:table-row table:{place}="{HUGE}"><table:table-cell table:{place}="{HUGE}"/></table:table-row>'
    path = changed(tmp_path / "a.ods", ods(ROWS), "content.xml", "</table:table>", row + "</table:table>")
    assert means(path) == BOTH


@pytest.mark.parametrize(
    ("rows", "columns"), [(HUGE, 1), (1, HUGE), (1_000_000, 16_384), (1, 16_384 + 1), (1_048_576, 30)]
)
def test_repeated_words_of_an_ods_are_refused_before_there_is_room_made_for_them(tmp_path, rows, columns):
    """200 bytes that say to be a billion cells."""
    cell = f'<table:table-cell table:number-columns-repeated="{columns}"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
    path = changed(tmp_path / "a.ods", ods(ROWS), "content.xml", "</table:table>", row + "</table:table>")
    with pytest.raises(CtdError, match=r"a\.ods has too many cells"):
        read_survey(path)


def test_repeated_rows_with_words_are_rows_with_numbers_of_their_own(tmp_path):
    row = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    corse = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>Corse</text:p></table:table-cell>'
    )
    path = changed(
        *(tmp_path / "a.ods", ods(ROWS), "content.xml"),
        *("</table:table>", row + corse + "</table:table-row></table:table>"),
    )
    assert [(number, cells[0]) for number, cells in read(path).rows] == [
        *((1, "Bretagne"), (2, "Corse"), (6, "Corse"), (7, "Corse"))
    ]


def test_merged_cells_of_a_million_rows_are_walked_by_what_exists(tmp_path):
    """XLSX merges of a million rows, twenty thousand of them over the same cells."""
    ranges = '<mergeCell ref="B2:B1048576"/>' + '<mergeCell ref="A1:A1048576"/>' * 20_000
    path = changed(
        *(tmp_path / "a.xlsx", xlsx([HEADER, ROWS[1], ["Corse", None, "1 M€ / an"]]), SHEET),
        *("</sheetData>", f"</sheetData><mergeCells>{ranges}</mergeCells>"),
    )
    table = read(path)
    assert [cells[1] for _, cells in table.rows] == ["CTD existant", "CTD existant"]
    assert any("B2:B1048576" in problem.message for problem in table.problems)


def test_merged_cells_that_overlap_are_filled_once():
    rows = [(number, ["x" if number == 0 else ""]) for number in range(1000)]
    assert fill_merged(rows, [MergedRange(0, 0, 10**15)] * 50_000) == [MergedRange(0, 0, 10**15)]
    assert all(cells == ["x"] for _, cells in rows)


def test_columns_of_a_sheet_are_those_that_have_words(tmp_path):
    """A word in the last column of a sheet is no reason to refuse it."""
    cell = '<c r="{}2" t="inlineStr"><is><t>loin</t></is></c></row>'
    path = changed(
        tmp_path / "a.xlsx", xlsx([HEADER, ROWS[1]]), SHEET, "</row></sheetData>", cell.format("XFD") + "</sheetData>"
    )
    table = read(path)
    assert len(table.header) == 16_384
    assert table.rows[0][1][-1] == "loin"


def test_short_rows_below_a_wide_header_are_refused_where_they_would_fill_the_memory(tmp_path):
    """The same in CSV: a row of one cell is made as wide as the header."""
    path = tmp_path / "a.csv"
    path.write_text(";".join(f"c{n}" for n in range(10_000)) + "\n" + "x;y\n" * 3_000, encoding="utf-8")
    with pytest.raises(CtdError, match=r"a\.csv has too many cells"):
        read_table(path)


def test_more_columns_than_a_spreadsheet_has_are_refused(tmp_path):
    text(";" * 20_000 + "region\n" + ";" * 20_000 + "x\n")(tmp_path / "a.csv")
    with pytest.raises(CtdError, match=r"a\.csv has 20001 columns; the maximum is 16384"):
        read_table(tmp_path / "a.csv")


# Sizes


def test_a_manifest_that_swells_is_refused_before_it_is_unpacked(tmp_path):
    """A part that is looked at before the rest is as large as it says."""
    path = changed(
        *(tmp_path / "a.ods", ods(ROWS), "META-INF/manifest.xml"),
        *("</manifest:manifest>", " " * 20_000_000 + "</manifest:manifest>"),
    )
    assert path.stat().st_size < 100_000
    with pytest.raises(CtdError, match=r"a\.ods is too large once uncompressed"):
        read_survey(path)


def test_a_tag_without_end_is_refused(tmp_path):
    """The parser of XML keeps a tag whole."""
    path = changed(
        *(tmp_path / "a.ods", ods(ROWS), "content.xml"),
        *("</office:spreadsheet>", '<text:p text:style-name="' + "x" * 40_000_000 + '"/></office:spreadsheet>'),
    )
    with pytest.raises(CtdError, match=r"a\.ods is damaged or not a spreadsheet"):
        read_survey(path)


PEAK = """
import sys
from pathlib import Path
from ctd_plugin.data.survey.reader import read_survey
def peak():
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
before = peak()
read_survey(Path(sys.argv[1]))
print(peak() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the peak of memory there")
@pytest.mark.parametrize("row", ["a;b", "53;CTD existant;l’un 😀", "{0:05};{1:05}"])
def test_a_csv_takes_about_ten_times_its_size_in_memory(tmp_path, row):
    """10 MB of CSV took 658 MB."""
    numbers = random.Random(1)
    size = 0
    with (tmp_path / "a.csv").open("w", encoding="utf-8") as stream:
        stream.write("region;statut;moyens\n")
        while size < 2_000_000:
            line = row.format(numbers.randrange(10**5), numbers.randrange(10**5)) + "\n"
            size += len(line.encode())
            stream.write(line)
        stream.write("Corse;CTD existant;x\n")
    reported = subprocess.run(
        [sys.executable, "-c", PEAK, tmp_path / "a.csv"],
        *(),
        capture_output=True,
        check=True,
        text=True,
        cwd=ROOT,
    )
    assert int(reported.stdout) * 1024 < 10 * size + 20_000_000


def test_the_report_of_a_table_with_very_many_rows_counts_what_it_does_not_list(tmp_path, monkeypatch):
    """A report on a million rows has a million entries."""
    monkeypatch.setattr(region_rows, "_MOST_LISTED", 3)
    monkeypatch.setattr(region_rows, "MOST_REPORTED", 2)
    monkeypatch.setattr(region_rows, "_MOST_REMEMBERED", 1)
    rows = [HEADER, *([name, "CTD existant", "x"] for name in ["53", "Québec", "1", "1", "1", "Namur"] * 2)]
    text(lines(rows))(tmp_path / "a.csv")
    report = read_survey(tmp_path / "a.csv").report
    assert [row.row for row in report.matched] == [1, 3]
    assert [row.row for row in report.unmatched_rows] == [2, 6, 8]
    assert [row.row for row in report.duplicate_rows] == [4, 5, 7]
    reported = [(problem.row, problem.message) for problem in report.problems]
    assert [row for row, _ in reported] == [0, 0, 0, 2, 3, 4, 5, 6]
    assert [message for row, message in reported if row == 0] == [
        "4 rows match no region; only the first 2 are listed.",
        "3 more similar remarks are not listed.",
        "4 rows without a region, or duplicating one, are too many to be listed.",
    ]


def test_remarks_on_rows_are_reported_one_by_one_up_to_a_number(tmp_path, monkeypatch):
    """The same for rows of another length than the header."""
    monkeypatch.setattr(tables_module, "MOST_REPORTED", 2)
    text("region;statut\n" + "Corse\n" * 5 + "Bretagne;CTD existant\n")(tmp_path / "a.csv")
    assert [(problem.row, problem.message[:24]) for problem in read_table(tmp_path / "a.csv").problems] == [
        (1, "The row has 1 cells and "),
        (2, "The row has 1 cells and "),
        (0, "3 more similar remarks a"),
    ]


# Long cells


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.ods"])
def test_a_cell_longer_than_spreadsheets_allow_is_cut_and_reported(tmp_path, name):
    """No text without bounds reaches a regular expression."""
    long = "x" * 100_000
    rows = [[*HEADER], ["Bretagne", "CTD existant", "3 ETP"], ["Corse", "CTD existant", "court"]]
    path = tmp_path / name
    kind = {"a.csv": text(lines(rows)), "a.xlsx": xlsx(rows), "a.ods": ods(rows)}[name]
    kind(path)
    if name == "a.csv":
        path.write_text(path.read_text(encoding="utf-8").replace("court", long), encoding="utf-8")
    else:
        part = {"a.xlsx": SHEET, "a.ods": "content.xml"}[name]
        changed(path, kind, part, "court", long)
    table = read(path)
    assert table.rows[1][1][2] == "x" * LONGEST_CELL
    (problem,) = table.problems
    assert (problem.row, problem.column) == (2, "moyens")
    assert problem.message == "The cell has more than 32767 characters; the rest was ignored."


def test_what_is_no_paragraph_costs_time_by_its_length_alone(tmp_path):
    """Runs of tabs without end, and of comments, in a row that never ends."""
    for piece in ("<text:tab ", "<text:tab/>", "<office:annotation>", "<text:span>", "<text:s text:c='99999'/>"):
        path = changed(tmp_path / "a.ods", ods(ROWS), "content.xml", "3 ETP", piece * 300_000)
        with suppress(CtdError):
            read_survey(path)


# Damaged files


@pytest.mark.parametrize("kind", [xlsx, ods, xls])
def test_a_workbook_damaged_anywhere_is_read_or_refused(tmp_path, kind):
    """zlib.error, LZMAError and the like are reported in one sentence."""
    path = tmp_path / "a"
    kind(ROWS)(path)
    whole = path.read_bytes()
    places = random.Random(7)
    for _ in range(400):
        content = bytearray(whole)
        for _ in range(places.randrange(1, 4)):
            content[places.randrange(len(content))] = places.randrange(256)
        path.write_bytes(content)
        with suppress(CtdError):
            read_survey(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_workbook_packed_in_another_way_is_refused(tmp_path, method):
    """No office packs so."""
    ods(ROWS)(tmp_path / "a.ods")
    with zipfile.ZipFile(tmp_path / "a.ods") as archive, zipfile.ZipFile(tmp_path / "b.ods", "w", method) as other:
        for name in archive.namelist():
            other.writestr(name, archive.read(name))
    with pytest.raises(CtdError, match=r"b\.ods is damaged or not a spreadsheet"):
        read_survey(tmp_path / "b.ods")


@pytest.fixture
def limited_csv():
    """Set the limit that Python's CSV reader has by itself: another plugin or a tool may have raised it."""
    former = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(former)


@pytest.mark.usefixtures("limited_csv")
def test_a_cell_longer_than_the_csv_reader_reads_is_reported(tmp_path):
    """csv.Error, field larger than field limit."""
    long = "x" * 200_000
    text(f"region;statut;moyens\nBretagne;CTD existant;x\nCorse;CTD existant;{long}\n")(tmp_path / "a.csv")
    with pytest.raises(CtdError, match=r"a\.csv, row 2: a cell is too long to be read"):
        read_survey(tmp_path / "a.csv")
    csv.field_size_limit(10**6)
    assert means(tmp_path / "a.csv")["94"] == "x" * LONGEST_CELL


@pytest.mark.parametrize("first", ['sep="', "sep=", "sep=\r", 'sep=""', "sep=x", "sep= "])
def test_a_delimiter_that_can_be_none_is_not_believed(tmp_path, first):
    """ValueError of a CSV that begins sep=" (a quotation mark that is never closed)."""
    text(first + "\n" + lines(ROWS))(tmp_path / "a.csv")
    try:
        assert means(tmp_path / "a.csv") == BOTH
    except CtdError as error:
        assert "quotation mark" in str(error)  # noqa: PT017  either is right


def test_a_refusal_is_one_sentence_however_long_the_headings(tmp_path):
    text(f"{'a' * 5000};" + ";".join(f"colonne {n}" for n in range(300)) + "\n" + ";" * 300 + "x\n")(tmp_path / "a.csv")
    with pytest.raises(CtdError, match="has no column “region”") as refusal:
        read_survey(tmp_path / "a.csv")
    assert len(str(refusal.value)) < 400
    assert "and 289 more" in str(refusal.value)
