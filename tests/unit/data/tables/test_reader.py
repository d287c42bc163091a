"""What offices and people write into tables: values, gaps, delimiters, errors of formulas."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from ctd_plugin.data.survey.reader import read_survey
from ctd_plugin.data.tables.cells import is_error_value
from ctd_plugin.data.tables.reader import read_table
from ctd_plugin.errors import CtdError
from tests.support.awkward import HEADER, ROWS, cut, lines, ods, parts, text, xls, xlsx
from tests.support.changed_workbooks import BOTH, SHEET, changed, means, part_of, read

# What offices write


def test_empty_formatted_rows_to_the_end_of_the_sheet_are_nothing(tmp_path):
    """LibreOffice writes them all, or the last alone after a gap."""
    styled = "".join(f'<row r="{n}" ht="12.8" hidden="false"><c r="A{n}" s="0"/></row>' for n in range(4, 50_000))
    last = '<row r="1048576" customFormat="false" ht="12.8"><c r="A1048576" s="0"/></row>'
    for rows in (styled + last, last, '<row r="1048576"/>'):
        path = changed(tmp_path / "a.xlsx", xlsx(ROWS), SHEET, "</sheetData>", rows + "</sheetData>")
        assert means(path) == BOTH
        assert read(path).problems == ()


def test_rows_far_apart_keep_their_numbers(tmp_path):
    """A gap of more than GDAL bears."""
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
    with pytest.raises(CtdError, match=r"b\.xlsx is damaged or not a spreadsheet"):
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
    """What stands in cells or headings beats the real delimiter no longer."""
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
    assert is_error_value(error)


@pytest.mark.parametrize("words", ["", "#", "#1", "N/A", "#ctd", "Err", "#N/A ou rien", "Erreur : 502", "#opendata!"])
def test_words_are_no_error_value(words):
    assert not is_error_value(words)


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.ods", "a.xls"])
def test_an_error_value_is_read_as_empty_and_reported_with_row_and_column(tmp_path, name):
    """« #N/A » became Nouvelle-Aquitaine."""
    rows = [HEADER, ROWS[1], ["#N/A", "CTD existant", "#REF!"]]
    kinds = {"a.csv": text(lines(rows)), "a.xlsx": xlsx(rows), "a.ods": ods(rows), "a.xls": xls(rows)}
    kinds[name](tmp_path / name)
    survey = read_survey(tmp_path / name)
    assert list(survey.rows) == ["53"]
    reported = [(problem.row, problem.column, problem.value) for problem in survey.report.problems]
    assert reported[:2] == [(2, "region", "#N/A"), (2, "moyens", "#REF!")]
    assert "“#N/A” is a spreadsheet error and was read as empty" in survey.report.problems[0].message


def test_the_error_of_a_formula_is_none_of_its_words(tmp_path):
    """An XLSX says so by the type of the cell, an ODS keeps a number beside the words."""
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
    with pytest.raises(CtdError, match=r"a\.xls is damaged or not a spreadsheet"):
        read_survey(tmp_path / "a.xls")


@pytest.mark.parametrize(
    ("text", "header_row"),
    [("a;b\n1;2\n", 1), ("\n\na;b\n1;2\n", 3), ("sep=;\na;b\n1;2\n", 1), ("Titre;\n\na;b\n1;2\n", 3)],
)
def test_the_row_of_the_header_is_that_of_a_spreadsheet_program(tmp_path, text, header_row):
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    assert (
        read_table(path, count_known=lambda header: sum(name in ("a", "b") for name in header)).header_row == header_row
    )
