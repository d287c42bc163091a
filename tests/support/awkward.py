"""Files as people really have them: each with what the reader is to make of it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import xlwt
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import A, LineBreak, P, S, Span, Tab

from tests.support.old_excel import compound_file

HEADER = ["region", "statut", "moyens"]
ROWS = [HEADER, ["Bretagne", "CTD existant", "3 ETP"], ["Corse", "Réflexion engagée", "1 M€ / an"]]
BOTH = {"53": "3 ETP", "94": "1 M€ / an"}


@dataclass(frozen=True)
class Awkward:
    """A file: how to write it, and either the sentence that refuses it or the means of each region in it.

    `reported` is what the report must contain besides.
    """

    name: str
    write: Callable[[Path], object]
    refused: str = ""
    means: dict[str, str] | None = None
    reported: str = ""


def text(content: str, encoding: str = "utf-8") -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content.encode(encoding))


def raw(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def lines(rows: Iterable[Iterable[str]], delimiter: str = ";", end: str = "\n") -> str:
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter, lineterminator=end).writerows(rows)
    return target.getvalue()


def xlsx(rows: list[list], change: Callable[[openpyxl.worksheet.worksheet.Worksheet], object] | None = None):
    def write(path: Path) -> None:
        book = openpyxl.Workbook()
        sheet = book.active
        for row in rows:
            sheet.append(row)
            for cell in sheet[sheet.max_row]:
                # A text that begins like a formula, as a spreadsheet stores it when a person types '=…
                if cell.data_type == "f":
                    cell.data_type = "s"
        if change:
            change(sheet)
        book.save(path)

    return write


def xls(rows: list[list], protect: bool = False):
    def write(path: Path) -> None:
        book = xlwt.Workbook()
        sheet = book.add_sheet("Enquête")
        sheet.protect = protect
        for y, row in enumerate(rows):
            for x, value in enumerate(row):
                style = xlwt.easyxf(num_format_str="DD/MM/YYYY") if isinstance(value, date) else xlwt.XFStyle()
                sheet.write(y, x, value, style)
        book.save(str(path))

    return write


def ods(rows: list[list]):
    """Write cells that are texts, or odfpy's own cells."""

    def write(path: Path) -> None:
        document = OpenDocumentSpreadsheet()
        table = Table(name="Enquête")
        for row in rows:
            line = TableRow()
            for value in row:
                line.addElement(value() if callable(value) else ods_cell(P(text=value)))
            table.addElement(line)
        document.spreadsheet.addElement(table)
        document.save(str(path))

    return write


def ods_cell(*content, **attributes) -> TableCell:
    cell = TableCell(valuetype="string", **attributes)
    for element in content:
        cell.addElement(element)
    return cell


def paragraph(*parts) -> P:
    element = P()
    for part in parts:
        element.addText(part) if isinstance(part, str) else element.addElement(part)
    return element


def parts(changes: dict[str, bytes | None], kind: Callable[[Path], object]):
    """Write a workbook and change parts of its zip: None leaves one out."""

    def write(path: Path) -> None:
        kind(path)
        with zipfile.ZipFile(path) as archive:
            content = {name: archive.read(name) for name in archive.namelist()}
        content.update(changes)
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in content.items():
                if data is not None:
                    archive.writestr(name, data)

    return write


def cut(kind: Callable[[Path], object], share: float):
    def write(path: Path) -> None:
        kind(path)
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])

    return write


def zipped(names: dict[str, bytes]):
    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in names.items():
                archive.writestr(name, content)

    return write


OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MERGED = [HEADER, ["Bretagne", "CTD existant", "3 ETP"], ["Corse", None, "1 M€ / an"]]
MERGED_FOUND = {"53": "3 ETP", "94": "1 M€ / an"}
WIDE = [[*HEADER, *(f"question {n}" for n in range(497))], [*ROWS[1], *(["x"] * 497)], [*ROWS[2], *(["y"] * 497)]]
LONG = "x" * 32_000

CORPUS = [
    # Empty, or nothing to read.
    Awkward("vide.csv", raw(b""), refused="is empty"),
    Awkward("blancs.csv", text(" \n \n\t\n"), refused="is empty"),
    Awkward("marque.csv", raw(b"\xef\xbb\xbf"), refused="is empty"),
    Awkward("délimiteurs.csv", text(";;;\n;;;\n"), refused="is empty|no column"),
    Awkward("titres.csv", text("region;statut;moyens\n"), refused="has a header but no rows"),
    Awkward("vide.xlsx", xlsx([]), refused="is empty"),
    Awkward("vide.xls", xls([]), refused="is empty"),
    Awkward("vide.ods", ods([]), refused="is empty"),
    Awkward("titres.xlsx", xlsx([HEADER]), refused="has a header but no rows"),
    # No table.
    Awkward("prose.txt", text("Bonjour à tous,\nvoici l’enquête.\n"), refused="single column|no column|is truncated"),
    Awkward("page.html", text("<html><body><p>Bretagne</p></body></html>"), refused="single column|no column"),
    Awkward("image.csv", raw(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256))), refused="is not a text file"),
    Awkward("autre.zip", zipped({"a.txt": b"a"}), refused="is not a text file"),
    Awkward("lettre.docx", zipped({"word/document.xml": b"<w/>"}), refused="is not a text file"),
    Awkward("sans-région.csv", text("nom du fichier;statut\nx;CTD existant\n"), refused="has no column “region”"),
    Awkward("sans-statut.csv", text("region;moyens\nBretagne;3 ETP\n"), refused="has no column “statut”"),
    # The name says something else.
    Awkward("classeur.csv", xlsx(ROWS), means=BOTH),
    Awkward("texte.xlsx", text(lines(ROWS)), means=BOTH),
    Awkward("ancien.xlsx", xls(ROWS), means=BOTH),
    Awkward("libre.xls", ods(ROWS), means=BOTH),
    Awkward("sans-suffixe", text(lines(ROWS)), means=BOTH),
    # Encodings and delimiters.
    Awkward("latin.csv", text(lines(ROWS), "cp1252"), means=BOTH, reported="was read as Windows-1252"),
    Awkward("utf16.csv", text(lines(ROWS), "utf-16"), means=BOTH),
    Awkward("marqué.csv", text(lines(ROWS), "utf-8-sig"), means=BOTH),
    Awkward("tabulations.tsv", text(lines(ROWS, "\t")), means=BOTH),
    Awkward("mac.csv", text(lines(ROWS, end="\r")), means=BOTH),
    Awkward("sep.csv", text("sep=|\r\n" + lines(ROWS, "|", "\r\n")), means=BOTH),
    Awkward(
        "virgules.csv",
        text(lines([HEADER, ["Bretagne", "CTD existant", "2,5 ETP; env"]], ",")),
        means={"53": "2,5 ETP; env"},
    ),
    Awkward(
        "retours.csv",
        text(lines([HEADER, ["Corse", "CTD existant", 'un\n"deux"\n\ntrois']])),
        means={"94": 'un\n"deux"\n\ntrois'},
    ),
    # Damaged or locked.
    Awkward(
        "coupé.csv",
        text('region;statut;moyens\nBretagne;CTD existant;"3 ETP'),
        refused="a quotation mark is not closed",
    ),
    Awkward("guillemet.csv", text('region;statut\nCorse;"CTD "existant"\n'), refused="quotation mark inside a cell"),
    Awkward("coupé.xlsx", cut(xlsx(ROWS), 0.6), refused="is damaged or not a spreadsheet"),
    Awkward("coupé.xls", cut(xls(ROWS), 0.3), refused="is damaged or not a spreadsheet|is empty"),
    Awkward("coupé.ods", cut(ods(ROWS), 0.5), refused="is damaged or not a spreadsheet"),
    Awkward(
        "feuille-perdue.xlsx", parts({"xl/worksheets/sheet1.xml": None}, xlsx(ROWS)), refused="is damaged|is empty"
    ),
    Awkward(
        "feuille-abîmée.xlsx",
        parts({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}, xlsx(ROWS)),
        refused="is damaged|is empty",
    ),
    Awkward(
        "contenu-abîmé.ods",
        parts({"content.xml": b"<office:document-content"}, ods(ROWS)),
        refused="is damaged|is empty",
    ),
    Awkward(
        "secret.xlsx",
        raw(compound_file("EncryptedPackage", bytes(600))),
        refused="is password-protected",
    ),
    Awkward(
        "secret.ods",
        zipped({"content.xml": b"\x8f", "META-INF/manifest.xml": b"<encryption-data/>"}),
        refused="is password-protected",
    ),
    Awkward(
        "bombe.xlsx",
        parts(
            {
                "xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "'
                + b"x" * 999
                + b'"><!ENTITY c "'
                + b"&b;" * 999
                + b'">]><workbook>&c;</workbook>'
            },
            xlsx(ROWS),
        ),
        refused="is damaged|is empty",
    ),
    # What workbooks carry besides their cells.
    Awkward("macros.xlsm", parts({"xl/vbaProject.bin": OLD_OFFICE + b"Sub Auto_Open()"}, xlsx(ROWS)), means=BOTH),
    Awkward("protégé.xls", xls(ROWS, protect=True), means=BOTH),
    Awkward(
        "commenté.ods",
        ods([HEADER, [lambda: ods_cell(Annotation(), P(text="Corse")), "CTD existant", "x"]]),
        means={"94": "x"},
    ),
    Awkward(
        "note.ods", ods([HEADER, [lambda: ods_cell(noted(), P(text="Corse")), "CTD existant", "x"]]), means={"94": "x"}
    ),
    Awkward(
        "habillé.ods",
        ods([HEADER, ["Corse", "CTD existant", lambda: ods_cell(branded())]]),
        means={"94": "deux  mots\tlien\nsuite"},
    ),
    # Merged cells.
    Awkward(
        "fusion.xlsx", xlsx(MERGED, lambda sheet: sheet.merge_cells("B2:B3")), means=MERGED_FOUND, reported="B2:B3"
    ),
    Awkward(
        "fusion.ods",
        ods(
            [
                HEADER,
                ["Bretagne", lambda: ods_cell(P(text="CTD existant"), numberrowsspanned="2"), "3 ETP"],
                ["Corse", CoveredTableCell, "1 M€ / an"],
            ]
        ),
        means=MERGED_FOUND,
        reported="B2:B3",
    ),
    Awkward(
        "titre-fusionné.xlsx",
        xlsx([["Enquête 2026", None, None], *ROWS], lambda sheet: sheet.merge_cells("A1:C1")),
        means=BOTH,
        reported="above the header, was ignored",
    ),
    # Cells that are more than they seem.
    Awkward(
        "formules.csv",
        text(lines([HEADER, ["Corse", "CTD existant", "=cmd|'/c calc'!A1"], ["Bretagne", "CTD existant", "@SUM(A1)"]])),
        means={"94": "=cmd|'/c calc'!A1", "53": "@SUM(A1)"},
    ),
    Awkward(
        "formules.xlsx",
        xlsx([HEADER, ["Corse", "CTD existant", "=1+1"], ["Bretagne", "CTD existant", "+33 2"]]),
        means={"94": "=1+1", "53": "+33 2"},
    ),
    Awkward(
        "formules.ods",
        ods([HEADER, ["Corse", "CTD existant", "of:=1+1"], ["Bretagne", "CTD existant", "-1"]]),
        means={"94": "of:=1+1", "53": "-1"},
    ),
    Awkward(
        "contrôle.csv",
        text(lines([HEADER, ["Corse", "CTD existant", "a\x07b\x1fc" + "d" * 900]])),
        means={"94": "abc" + "d" * 900},
        reported="characters removed (2)",
    ),
    Awkward(
        "échappés.xlsx",
        parts({}, xlsx([HEADER, ["Corse", "CTD existant", "a_x000D_\nb_x0007_"]])),
        means={"94": "a\nb"},
        reported="characters removed (1)",
    ),
    Awkward("long.csv", text(lines([HEADER, ["Corse", "CTD existant", LONG]])), means={"94": LONG}),
    Awkward("long.xlsx", xlsx([HEADER, ["Corse", "CTD existant", LONG]]), means={"94": LONG}),
    Awkward("long.ods", ods([HEADER, ["Corse", "CTD existant", LONG]]), means={"94": LONG}),
    Awkward("long.xls", xls([HEADER, ["Corse", "CTD existant", LONG]]), means={"94": LONG}),
    Awkward(
        "long-nom.csv",
        text(lines([HEADER, [LONG, "CTD existant", "x"], *ROWS[1:]])),
        means=BOTH,
        reported="is not a region",
    ),
    # Wide, tall, ragged.
    Awkward("large.csv", text(lines(WIDE)), means=BOTH, reported="question 496"),
    Awkward("large.xlsx", xlsx(WIDE), means=BOTH, reported="question 496"),
    Awkward(
        "court.csv",
        text(lines([HEADER, ["Bretagne", "CTD existant"], ROWS[2]])),
        means={"53": "", "94": "1 M€ / an"},
        reported="has 2 cells and the header 3",
    ),
    Awkward(
        "débordé.csv",
        text(lines([HEADER, [*ROWS[1], "", "de trop"], ROWS[2]])),
        means=BOTH,
        reported="has 5 cells and the header 3",
    ),
    Awkward(
        "doubles.csv",
        text(lines([["region", "statut", "moyens", "moyens"], ["Corse", "CTD existant", "1", "2"]])),
        means={"94": "1"},
        reported="Column “moyens” ignored",
    ),
    Awkward(
        "nombres.xlsx",
        xlsx([["code", *HEADER[1:]], [1, "CTD existant", 2.5], ["02", "CTD existant", 1_000_000]]),
        means={"01": "2.5", "02": "1000000"},
        reported="The code “1” was read as 01",
    ),
    Awkward("dates.xls", xls([HEADER, ["Corse", "CTD existant", date(2026, 3, 1)]]), means={"94": "01/03/2026"}),
    Awkward(
        "inconnus.csv",
        text(lines([HEADER, ["666", "CTD existant", "x"], ["???", "CTD existant", "y"], ROWS[2]])),
        means={"94": "1 M€ / an"},
        reported="“666” is not a region",
    ),
]


def noted() -> Annotation:
    note = Annotation()
    note.addElement(P(text="Guyane ? à vérifier <avant> jeudi"))
    return note


def branded() -> P:
    return paragraph(
        Span(text="deux "),
        S(c=1),
        "mots",
        Tab(),
        A(href="https://exemple.fr/?a=1>2", type="simple", text="lien"),
        LineBreak(),
        "suite",
    )
