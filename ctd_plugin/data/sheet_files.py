"""Writing workbooks of text with lists to choose from, which GDAL cannot: XLSX and ODS are zip files of XML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape as html_escape
from io import BytesIO
from string import ascii_uppercase
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

LONGEST_CELL = 32_767
"""Characters that spreadsheets allow in a cell."""
_LAST_ROW = 1000
"""The last row that offers its lists."""


@dataclass(frozen=True)
class TextSheet:
    """A sheet of text: the first row is its header, `widths` are in characters, `lists` offers values by column.

    A list is told by the name of the sheet and the column that hold its values below a header.
    """

    name: str
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    lists: Mapping[int, ListPlace] = field(default_factory=dict)


@dataclass(frozen=True)
class ListPlace:
    """Where the values of a list stand: sheet, column from 0, and how many they are."""

    sheet: str
    column: int
    count: int

    def cells(self) -> tuple[str, str]:
        letter = column_letters(self.column)
        return f"${letter}$2", f"${letter}${self.count + 1}"


def _escape(text: str) -> str:
    """Return a text as the content of an element."""
    return html_escape(text, quote=False)


def _quoted_attribute(text: str) -> str:
    """Return a text as an attribute's value with its quotation marks."""
    return f'"{html_escape(text)}"'


def column_letters(index: int) -> str:
    """Return the letters of a column counted from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = ascii_uppercase[rest] + letters
    return letters


def xlsx_file(sheets: Sequence[TextSheet]) -> bytes:
    """Return an XLSX with these sheets; every cell is text, whatever it looks like."""
    numbers = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES.format(
            sheets="".join(_CONTENT_TYPE.format(number=number) for number in numbers)
        ),
        "_rels/.rels": _RELATIONS.format(relations=_RELATION.format(id=1, kind="officeDocument", to="xl/workbook.xml")),
        "xl/workbook.xml": _WORKBOOK.format(
            sheets="".join(
                f'<sheet name={_quoted_attribute(sheet.name)} sheetId="{number}" r:id="rId{number}"/>'
                for number, sheet in zip(numbers, sheets, strict=True)
            )
        ),
        "xl/_rels/workbook.xml.rels": _RELATIONS.format(
            relations="".join(
                _RELATION.format(id=number, kind="worksheet", to=f"worksheets/sheet{number}.xml") for number in numbers
            )
            + _RELATION.format(id=len(sheets) + 1, kind="styles", to="styles.xml")
        ),
        "xl/styles.xml": _STYLES,
    }
    for number, sheet in zip(numbers, sheets, strict=True):
        parts[f"xl/worksheets/sheet{number}.xml"] = _worksheet(sheet)
    return _zipped(parts)


def ods_file(sheets: Sequence[TextSheet]) -> bytes:
    """Return an ODS with these sheets; every cell is text, whatever it looks like."""
    lists = {
        f"list{number}-{column}": place for number, sheet in enumerate(sheets) for column, place in sheet.lists.items()
    }
    widths = sorted({width for sheet in sheets for width in sheet.widths})
    content = _ODS_CONTENT.format(
        widths="".join(_ODS_WIDTH.format(width=width, centimetres=f"{width * 0.19:.2f}") for width in widths),
        lists="".join(_ods_list(name, place) for name, place in lists.items()),
        tables="".join(_ods_table(number, sheet) for number, sheet in enumerate(sheets)),
    )
    return _zipped({"mimetype": _ODS_TYPE, "META-INF/manifest.xml": _ODS_MANIFEST, "content.xml": content})


def _zipped(parts: Mapping[str, str]) -> bytes:
    """Return the parts as a zip file; the same parts give the same bytes."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in parts.items():
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            # A reader of ODS finds the type as the first bytes, unpacked.
            info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            archive.writestr(info, content.encode("utf-8"))
    return target.getvalue()


def _worksheet(sheet: TextSheet) -> str:
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" style="1" customWidth="1"/>'
        for place, width in enumerate(sheet.widths, start=1)
    )
    rows = "".join(
        f'<row r="{number}">{"".join(_xlsx_cells(number, cells))}</row>'
        for number, cells in enumerate(sheet.rows, start=1)
    )
    return _WORKSHEET.format(columns=columns, rows=rows, lists=_xlsx_lists(sheet))


def _xlsx_cells(number: int, cells: Sequence[str]) -> Iterator[str]:
    style = 2 if number == 1 else 1
    for place, text in enumerate(cells):
        if text:
            content = f'<is><t xml:space="preserve">{_xlsx_text(text)}</t></is>'
            yield f'<c r="{column_letters(place)}{number}" s="{style}" t="inlineStr">{content}</c>'


def _xlsx_text(text: str) -> str:
    # Spreadsheets read _x0041_ as A; a text that says so itself is told from that by an underscore spelt out.
    return _escape(re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text))


def _xlsx_lists(sheet: TextSheet) -> str:
    if not sheet.lists:
        return ""
    offered = []
    for column, place in sheet.lists.items():
        first, last = place.cells()
        letter = column_letters(column)
        offered.append(
            '<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" '
            f'sqref="{letter}2:{letter}{_LAST_ROW}">'
            f"<formula1>{_escape(_quoted(place.sheet))}!{first}:{last}</formula1></dataValidation>"
        )
    return f'<dataValidations count="{len(offered)}">{"".join(offered)}</dataValidations>'


def _quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"


def _ods_list(name: str, place: ListPlace) -> str:
    first, last = place.cells()
    condition = f"of:cell-content-is-in-list([{'$' + _quoted(place.sheet)}.{first}:.{last}])"
    return _ODS_LIST.format(
        name=name, condition=_quoted_attribute(condition), base=_quoted_attribute(f"{_quoted(place.sheet)}.A1")
    )


def _ods_table(number: int, sheet: TextSheet) -> str:
    columns = "".join(
        f'<table:table-column table:style-name="w{width}" table:default-cell-style-name="text"/>'
        for width in sheet.widths
    )
    rows = "".join(
        f"<table:table-row>{''.join(_ods_cells(number, sheet, cells, header=place == 0))}</table:table-row>"
        for place, cells in enumerate(sheet.rows)
    )
    # Rows to fill in, which offer the lists too.
    spare = _LAST_ROW - len(sheet.rows) if sheet.lists else 0
    blank = "".join(_ods_cells(number, sheet, [""] * len(sheet.widths), header=False))
    if spare > 0:
        rows += f'<table:table-row table:number-rows-repeated="{spare}">{blank}</table:table-row>'
    return f"<table:table table:name={_quoted_attribute(sheet.name)}>{columns}{rows}</table:table>"


def _ods_cells(number: int, sheet: TextSheet, cells: Sequence[str], *, header: bool) -> Iterator[str]:
    for column, text in enumerate(cells):
        offered = column in sheet.lists and not header
        validation = f' table:content-validation-name="list{number}-{column}"' if offered else ""
        style = ' table:style-name="header"' if header else ""
        if text:
            lines = "".join(f"<text:p>{_ods_text(line)}</text:p>" for line in text.split("\n"))
            yield f'<table:table-cell office:value-type="string"{style}{validation}>{lines}</table:table-cell>'
        else:
            yield f"<table:table-cell{style}{validation}/>"


def _ods_text(line: str) -> str:
    """Return a line as ODS writes it: white space but single spaces has elements of its own."""
    text = _escape(line).replace("\t", "<text:tab/>")
    return re.sub(r"(?<= ) +|^ +", lambda spaces: f'<text:s text:c="{len(spaces[0])}"/>', text)


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_ML}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET_ML}.styles+xml"/>'
    "{sheets}</Types>"
)
_CONTENT_TYPE = '<Override PartName="/xl/worksheets/sheet{number}.xml" ' + f'ContentType="{_SHEET_ML}.worksheet+xml"/>'
_RELATIONS = f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">' + "{relations}</Relationships>"
_RELATION = '<Relationship Id="rId{id}" ' + f'Type="{_OFFICE}/relationships/' + '{kind}" Target="{to}"/>'
_WORKBOOK = (
    f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships"><sheets>' + "{sheets}</sheets></workbook>"
)
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFDCE9F4"/></patternFill></fill></fills>'
    "<borders><border/></borders>"
    '<cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    # Format 49 is “text”: what is typed into the cell stays as it was typed.
    '<cellXfs count="3"><xf/><xf numFmtId="49" applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="49" fontId="1" fillId="2" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_WORKSHEET = (
    f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    "<cols>{columns}</cols><sheetData>{rows}</sheetData>{lists}</worksheet>"
)
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_ODS_MANIFEST = (
    f'{_HEAD}<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_ODS_CONTENT = (
    f'{_HEAD}<office:document-content xmlns:office="{_OASIS}:office:1.0" xmlns:table="{_OASIS}:table:1.0" '
    f'xmlns:text="{_OASIS}:text:1.0" xmlns:style="{_OASIS}:style:1.0" xmlns:number="{_OASIS}:datastyle:1.0" '
    f'xmlns:fo="{_OASIS}:xsl-fo-compatible:1.0" xmlns:of="{_OASIS}:of:1.2" office:version="1.2">'
    '<office:automatic-styles><number:text-style style:name="N49"><number:text-content/></number:text-style>'
    '<style:style style:name="text" style:family="table-cell" style:data-style-name="N49">'
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>'
    '<style:style style:name="header" style:family="table-cell" style:data-style-name="N49">'
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" fo:background-color="#dce9f4"/>'
    '<style:text-properties fo:font-weight="bold"/></style:style>{widths}</office:automatic-styles>'
    "<office:body><office:spreadsheet><table:content-validations>{lists}</table:content-validations>"
    "{tables}</office:spreadsheet></office:body></office:document-content>"
)
_ODS_WIDTH = (
    '<style:style style:name="w{width}" style:family="table-column">'
    '<style:table-column-properties style:column-width="{centimetres}cm"/></style:style>'
)
_ODS_LIST = (
    '<table:content-validation table:name="{name}" table:condition={condition} table:allow-empty-cell="true" '
    'table:base-cell-address={base}><table:error-message table:message-type="warning" table:display="true"/>'
    "</table:content-validation>"
)
