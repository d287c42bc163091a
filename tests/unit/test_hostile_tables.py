"""Tables that would freeze the reader, fill the memory, mislead it, or are damaged: read right, or refused."""

from __future__ import annotations

import random
import subprocess
import sys
import zipfile
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from ctd_plugin.data import survey as survey_module
from ctd_plugin.data import tables as tables_module
from ctd_plugin.data.cells import LONGEST_CELL
from ctd_plugin.data.columns import find_columns
from ctd_plugin.data.error_values import is_error_value
from ctd_plugin.data.merged import MergedRange, fill_merged
from ctd_plugin.data.survey import read_survey
from ctd_plugin.data.tables import Table, read_table
from ctd_plugin.errors import CtdError

from .awkward import HEADER, ROWS, cut, lines, ods, parts, text, xls, xlsx

SHEET = "xl/worksheets/sheet1.xml"
BOTH = {"53": "3 ETP", "94": "1 M€ / an"}


def read(path: Path) -> Table:
    return read_table(path, lambda header: len(find_columns(header)))


def means(path: Path) -> dict[str, str]:
    return {code: row.cells["moyens"] for code, row in read_survey(path).rows.items()}


def part_of(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def changed(path: Path, kind, part: str, old: str, new: str) -> Path:
    """Write a workbook with a piece of one of its parts replaced."""
    kind(path)
    content = part_of(path, part)
    assert old.encode() in content
    parts({part: content.replace(old.encode(), new.encode())}, kind)(path)
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(path.with_name("packed"), "w", zipfile.ZIP_DEFLATED) as to:
        for name in archive.namelist():
            to.writestr(name, archive.read(name))
    return path.with_name("packed").replace(path)


# Counts and spans

HUGE = 99_999_999_999_999


@pytest.mark.parametrize("place", ["number-rows-spanned", "number-columns-spanned"])
def test_a_span_of_an_ods_is_walked_by_what_exists(tmp_path, place):
    """Hardening 8: a cell that says to reach over 99,999,999,999,999 rows."""
    path = changed(
        *(tmp_path / "a.ods", ods(ROWS), "content.xml"),
        *("<table:table-cell", f'<table:table-cell table:{place}="{HUGE}"'),
    )
    assert means(path) == BOTH


@pytest.mark.parametrize("place", ["number-rows-repeated", "number-columns-repeated"])
def test_repeated_empty_cells_of_an_ods_cost_nothing(tmp_path, place):
    """Hardening 8: empty rows and cells are counted, never made."""
    row = f'<table:table-row table:{place}="{HUGE}"><table:table-cell table:{place}="{HUGE}"/></table:table-row>'
    path = changed(tmp_path / "a.ods", ods(ROWS), "content.xml", "</table:table>", row + "</table:table>")
    assert means(path) == BOTH


@pytest.mark.parametrize(
    ("rows", "columns"), [(HUGE, 1), (1, HUGE), (1_000_000, 16_384), (1, 16_384 + 1), (1_048_576, 30)]
)
def test_repeated_words_of_an_ods_are_refused_before_there_is_room_made_for_them(tmp_path, rows, columns):
    """Hardening 8: 200 bytes that say to be a billion cells."""
    cell = f'<table:table-cell table:number-columns-repeated="{columns}"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
    path = changed(tmp_path / "a.ods", ods(ROWS), "content.xml", "</table:table>", row + "</table:table>")
    with pytest.raises(CtdError, match=r"a\.ods has more cells than can be read here"):
        read_survey(path)


def test_repeated_rows_with_words_are_rows_with_numbers_of_their_own(tmp_path):
    row = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    said = '<table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>Corse</text:p></table:table-cell>'
    path = changed(
        *(tmp_path / "a.ods", ods(ROWS), "content.xml"),
        *("</table:table>", row + said + "</table:table-row></table:table>"),
    )
    assert [(number, cells[0]) for number, cells in read(path).rows] == [
        *((1, "Bretagne"), (2, "Corse"), (6, "Corse"), (7, "Corse"))
    ]


def test_merged_cells_of_a_million_rows_are_walked_by_what_exists(tmp_path):
    """Hardening 8: XLSX merges of a million rows, twenty thousand of them over the same cells."""
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
    """Hardening 8, the same in CSV: a row of one cell is made as wide as the header."""
    path = tmp_path / "a.csv"
    path.write_text(";".join(f"c{n}" for n in range(10_000)) + "\n" + "x;y\n" * 3_000, encoding="utf-8")
    with pytest.raises(CtdError, match=r"a\.csv has more cells than can be read here"):
        read_table(path)


def test_more_columns_than_a_spreadsheet_has_are_refused(tmp_path):
    text(";" * 20_000 + "region\n" + ";" * 20_000 + "x\n")(tmp_path / "a.csv")
    with pytest.raises(CtdError, match=r"a\.csv has 20001 columns; at most 16384 can be read"):
        read_table(tmp_path / "a.csv")


# Sizes


def test_a_manifest_that_swells_is_refused_before_it_is_unpacked(tmp_path):
    """Hardening 8: a part that is looked at before the rest is as large as it says."""
    path = changed(
        *(tmp_path / "a.ods", ods(ROWS), "META-INF/manifest.xml"),
        *("</manifest:manifest>", " " * 20_000_000 + "</manifest:manifest>"),
    )
    assert path.stat().st_size < 100_000
    with pytest.raises(CtdError, match=r"a\.ods unpacks to more than can be read here"):
        read_survey(path)


def test_a_tag_without_end_is_refused(tmp_path):
    """The parser of XML keeps a tag whole."""
    path = changed(
        *(tmp_path / "a.ods", ods(ROWS), "content.xml"),
        *("</office:spreadsheet>", '<text:p text:style-name="' + "x" * 40_000_000 + '"/></office:spreadsheet>'),
    )
    with pytest.raises(CtdError, match=r"a\.ods is damaged or no spreadsheet"):
        read_survey(path)


PEAK = """
import sys
from pathlib import Path
from ctd_plugin.data.survey import read_survey
def peak():
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
before = peak()
read_survey(Path(sys.argv[1]))
print(peak() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the peak of memory there")
@pytest.mark.parametrize("row", ["a;b", "53;CTD existant;l’un 😀", "{0:05};{1:05}"])
def test_a_csv_takes_about_ten_times_its_size_in_memory(tmp_path, row):
    """Hardening 9: 10 MB of CSV took 658 MB."""
    numbers = random.Random(1)
    size = 0
    with (tmp_path / "a.csv").open("w", encoding="utf-8") as stream:
        stream.write("region;statut;moyens\n")
        while size < 2_000_000:
            line = row.format(numbers.randrange(10**5), numbers.randrange(10**5)) + "\n"
            size += len(line.encode())
            stream.write(line)
        stream.write("Corse;CTD existant;x\n")
    told = subprocess.run(
        [sys.executable, "-c", PEAK, tmp_path / "a.csv"],
        *(),
        capture_output=True,
        check=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert int(told.stdout) * 1024 < 10 * size + 20_000_000


def test_the_report_of_a_table_with_very_many_rows_counts_what_it_does_not_list(tmp_path, monkeypatch):
    """Hardening 9: what became of a million rows is a million things to remember."""
    monkeypatch.setattr(survey_module, "_MOST_LISTED", 3)
    monkeypatch.setattr(survey_module, "MOST_TOLD", 2)
    monkeypatch.setattr(survey_module, "_MOST_REMEMBERED", 1)
    rows = [HEADER, *([name, "CTD existant", "x"] for name in ["53", "Québec", "1", "1", "1", "Namur"] * 2)]
    text(lines(rows))(tmp_path / "a.csv")
    report = read_survey(tmp_path / "a.csv").report
    assert [row.row for row in report.matched] == [1, 3]
    assert [row.row for row in report.unmatched_rows] == [2, 6, 8]
    assert [row.row for row in report.duplicate_rows] == [4, 5, 7]
    told = [(problem.row, problem.message) for problem in report.problems]
    assert [row for row, _ in told] == [0, 0, 0, 2, 3, 4, 5, 6]
    assert [message for row, message in told if row == 0] == [
        "4 rows are of no region; only the first 2 have a remark of their own.",
        "3 more remarks on rows like those are not told one by one.",
        "4 rows that speak for no region, or for one that has its row, are too many to be listed.",
    ]


def test_remarks_on_rows_are_told_one_by_one_up_to_a_number(tmp_path, monkeypatch):
    """Hardening 9, the same for rows of another length than the header."""
    monkeypatch.setattr(tables_module, "MOST_TOLD", 2)
    text("region;statut\n" + "Corse\n" * 5 + "Bretagne;CTD existant\n")(tmp_path / "a.csv")
    assert [(problem.row, problem.message[:24]) for problem in read_table(tmp_path / "a.csv").problems] == [
        (1, "The row has 1 cells but "),
        (2, "The row has 1 cells but "),
        (0, "3 more remarks on rows l"),
    ]


# Long cells


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.ods"])
def test_a_cell_longer_than_spreadsheets_allow_is_cut_and_told(tmp_path, name):
    """Hardening 7: no text without bounds reaches a regular expression."""
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
    assert problem.message == "The cell has more than 32767 characters; those after were left out."


def test_what_is_no_paragraph_costs_time_by_its_length_alone(tmp_path):
    """Hardening 7: runs of tabs without end, and of comments, in a row that never ends."""
    for piece in ("<text:tab ", "<text:tab/>", "<office:annotation>", "<text:span>", "<text:s text:c='99999'/>"):
        path = changed(tmp_path / "a.ods", ods(ROWS), "content.xml", "3 ETP", piece * 300_000)
        with suppress(CtdError):
            read_survey(path)


# Damaged files


@pytest.mark.parametrize("kind", [xlsx, ods, xls])
def test_a_workbook_damaged_anywhere_is_read_or_refused(tmp_path, kind):
    """Hardening 16: zlib.error, LZMAError and the like are told in one sentence."""
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
    """Hardening 16: no office packs so."""
    ods(ROWS)(tmp_path / "a.ods")
    with zipfile.ZipFile(tmp_path / "a.ods") as archive, zipfile.ZipFile(tmp_path / "b.ods", "w", method) as other:
        for name in archive.namelist():
            other.writestr(name, archive.read(name))
    with pytest.raises(CtdError, match=r"b\.ods is damaged or no spreadsheet"):
        read_survey(tmp_path / "b.ods")


def test_a_cell_longer_than_the_csv_reader_reads_is_told(tmp_path):
    """Hardening 16: csv.Error, field larger than field limit."""
    text("region;statut;moyens\nBretagne;CTD existant;x\nCorse;CTD existant;" + "x" * 200_000 + "\n")(
        tmp_path / "a.csv"
    )
    with pytest.raises(CtdError, match=r"a\.csv, row 2: a cell is too long to be read"):
        read_survey(tmp_path / "a.csv")


@pytest.mark.parametrize("first", ['sep="', "sep=", "sep=\r", 'sep=""', "sep=x", "sep= "])
def test_a_delimiter_that_can_be_none_is_not_believed(tmp_path, first):
    """Hardening 16: ValueError of a CSV that begins sep=" (a quotation mark that is never closed)."""
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


# What offices write


def test_empty_formatted_rows_to_the_end_of_the_sheet_are_nothing(tmp_path):
    """Hardening 19: LibreOffice writes them all, or the last alone after a gap."""
    styled = "".join(f'<row r="{n}" ht="12.8" hidden="false"><c r="A{n}" s="0"/></row>' for n in range(4, 50_000))
    last = '<row r="1048576" customFormat="false" ht="12.8"><c r="A1048576" s="0"/></row>'
    for rows in (styled + last, last, '<row r="1048576"/>'):
        path = changed(tmp_path / "a.xlsx", xlsx(ROWS), SHEET, "</sheetData>", rows + "</sheetData>")
        assert means(path) == BOTH
        assert read(path).problems == ()


def test_rows_far_apart_keep_their_numbers(tmp_path):
    """Hardening 19: a gap of more than GDAL bears."""
    row = '<row r="1000001"><c r="A1000001" t="inlineStr"><is><t>Mayotte</t></is></c></row>'
    path = changed(tmp_path / "a.xlsx", xlsx(ROWS), SHEET, "</sheetData>", row + "</sheetData>")
    assert read(path).rows[2] == (1_000_000, ("Mayotte", "", ""))


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_an_xlsx_may_leave_out_places_and_use_prefixes(tmp_path, prefix):
    """Other programs than Excel write no references, prefix each element, and say nothing of styles."""
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    rows = "".join(f"<row>{''.join(map(cell.format, row))}</row>" for row in ROWS)
    marked = f"<worksheet><sheetData>{rows}</sheetData></worksheet>".replace("<", f"<{prefix}")
    space = f'xmlns{":x" if prefix else ""}="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = marked.replace(f"<{prefix}/", f"</{prefix}").replace("worksheet>", f"worksheet {space}>", 1)
    parts({SHEET: sheet.encode(), "xl/styles.xml": None, "xl/sharedStrings.xml": None}, xlsx(ROWS))(tmp_path / "a.xlsx")
    assert means(tmp_path / "a.xlsx") == BOTH


def test_texts_that_cells_share_are_read_without_their_reading_aids(tmp_path):
    """Excel keeps each text once, in runs of formatted letters, with readings of East Asian ones beside them."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    shared = (
        f'<sst xmlns="{space}"><si><t>Corse</t></si><si><r><t>CTD </t></r><r><rPr><b/></rPr><t>existant</t></r>'
        '<rPh sb="0" eb="1"><t>aide</t></rPh></si><si/><si><t xml:space="preserve"> 1 _x000D_ ETP</t></si></sst>'
    )
    row = "".join(f'<c r="{place}2" t="s"><v>{index}</v></c>' for place, index in (("A", 0), ("B", 1), ("C", 3)))
    kind = xlsx([HEADER])
    kind(tmp_path / "a.xlsx")
    relations = "xl/_rels/workbook.xml.rels"
    sheet, related = part_of(tmp_path / "a.xlsx", SHEET), part_of(tmp_path / "a.xlsx", relations)
    relation = b'<Relationship Id="rS" Type="http://x/relationships/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    content = {
        SHEET: sheet.replace(b"</sheetData>", f'<row r="2">{row}</row></sheetData>'.encode()),
        relations: related.replace(b"</Relationships>", relation + b"</Relationships>"),
        "xl/sharedStrings.xml": shared.encode(),
    }
    parts(content, kind)(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx").rows[0][1] == ("Corse", "CTD existant", "1 \n ETP")
    content[SHEET] = content[SHEET].replace(b"<v>3</v>", b"<v>4</v>")
    parts(content, kind)(tmp_path / "b.xlsx")
    with pytest.raises(CtdError, match=r"b\.xlsx is damaged or no spreadsheet"):
        read(tmp_path / "b.xlsx")


def test_numbers_of_an_xlsx_are_those_that_a_person_sees(tmp_path):
    values = {
        "1": 1,
        "0.3": 0.1 + 0.2,
        "VRAI": True,
        "24/02/2025": date(2025, 2, 24),
        "24/02/2025 10:30:00": datetime(2025, 2, 24, 10, 30),
        "10:30:00": time(10, 30),
        "30:00:00": timedelta(hours=30),
        "01/01/1900": date(1900, 1, 1),
    }
    xlsx([[f"c{n}" for n in range(len(values))], list(values.values())])(tmp_path / "a.xlsx")
    assert read_table(tmp_path / "a.xlsx").rows[0][1] == tuple(values)


# Delimiters


@pytest.mark.parametrize(
    "content",
    [
        "région;statut;moyens\nBretagne;CTD existant;1,5,2,5,3,5\nCorse;Réflexion engagée;2,5,6,7,8\n",
        'région;statut;moyens\nBretagne;CTD existant;{"a": 1, "b": 2, "c": 3}\nCorse;Réflexion engagée;[1, 2]\n',
        "région : nom;statut : CTD : 2026;moyens : tous : par an\nBretagne;CTD existant;x\nCorse;Réflexion engagée;y\n",
        "région\tstatut\tmoyens\nBretagne\tCTD existant\ta;b;c;d;e\nCorse\tRéflexion engagée\ta,b,c,d,e\n",
        "région|statut|moyens\nBretagne|CTD existant|a;b,c;d,e;f\nCorse|Réflexion engagée|a;b,c;d\n",
        "nom, prénom;statut;moyens, en euros\nBretagne;CTD existant;1\nCorse;Réflexion engagée;2\n",
        "région,statut,moyens\nBretagne,CTD existant,a;b;c;d;e\nCorse,Réflexion engagée,a;b;c;d\n",
    ],
)
def test_the_heading_line_and_even_lines_decide_on_the_delimiter(tmp_path, content):
    """Hardening 20: what stands in cells or headings beats the real delimiter no longer."""
    text(content)(tmp_path / "a.csv")
    for table in (read(tmp_path / "a.csv"), read_table(tmp_path / "a.csv")):
        assert len(table.header) == 3
        assert [cells[1] for _, cells in table.rows] == ["CTD existant", "Réflexion engagée"]
        assert table.problems == ()


def test_an_empty_first_heading_of_a_table_with_tabs_keeps_its_place(tmp_path):
    text("\trégion\tstatut\n1\tBretagne\tCTD existant\n")(tmp_path / "a.tsv")
    assert read(tmp_path / "a.tsv").header == ("", "région", "statut")


# Errors of spreadsheets

ERRORS = [
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#NOM?",
    "#VALEUR!",
    "#NOMBRE!",
    "Err:502",
]


@pytest.mark.parametrize("error", [*ERRORS, "#NUL!", "#GETTING_DATA", "#SPILL!", "#¡VALOR!", "#WERT!", "Err :520"])
def test_an_error_value_is_known_in_any_language(error):
    """Hardening 26."""
    assert is_error_value(error)


@pytest.mark.parametrize("words", ["", "#", "#1", "N/A", "#ctd", "Err", "#N/A ou rien", "Erreur : 502", "#opendata!"])
def test_words_are_no_error_value(words):
    assert not is_error_value(words)


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.ods", "a.xls"])
def test_an_error_value_is_read_as_empty_and_told_with_row_and_column(tmp_path, name):
    """Hardening 26: « #N/A » became Nouvelle-Aquitaine."""
    rows = [HEADER, ROWS[1], ["#N/A", "CTD existant", "#REF!"]]
    kinds = {"a.csv": text(lines(rows)), "a.xlsx": xlsx(rows), "a.ods": ods(rows), "a.xls": xls(rows)}
    kinds[name](tmp_path / name)
    survey = read_survey(tmp_path / name)
    assert list(survey.rows) == ["53"]
    told = [(problem.row, problem.column, problem.value) for problem in survey.report.problems]
    assert told[:2] == [(2, "region", "#N/A"), (2, "moyens", "#REF!")]
    assert "“#N/A” is an error of the spreadsheet and was read as empty" in survey.report.problems[0].message


def test_the_error_of_a_formula_is_none_of_its_words(tmp_path):
    """Hardening 26: an XLSX says so by the type of the cell, an ODS keeps a number beside the words."""
    xlsx_path = changed(
        *(tmp_path / "a.xlsx", xlsx([HEADER, ["Corse", "CTD existant", 7]]), SHEET),
        *('t="n"><v>7</v>', 't="e"><f>B9</f><v>#INCONNU</v>'),
    )
    ods_path = changed(
        *(tmp_path / "a.ods", ods([HEADER, ["Corse", "CTD existant", "court"]]), "content.xml"),
        *("<text:p>court", '<text:p text:style-name="a">Err:502'),
    )
    for path in (xlsx_path, ods_path):
        assert means(path) == {"94": ""}


def test_an_old_workbook_cut_in_its_stream_is_refused(tmp_path):
    cut(xls(ROWS), 0.5)(tmp_path / "a.xls")
    with pytest.raises(CtdError, match=r"a\.xls is damaged or no spreadsheet"):
        read_survey(tmp_path / "a.xls")
