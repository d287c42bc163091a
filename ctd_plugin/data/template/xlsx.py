"""Writing an XLSX of text cells with drop-down lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..tables.cells import column_letters
from .sheets import HEAD, LAST_ROW, TextSheet, attribute, escape, quoted, zipped


def xlsx_file(sheets: Sequence[TextSheet]) -> bytes:
    """Return the bytes of an XLSX with these sheets; all cells are formatted as text."""
    numbers = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES.format(
            sheets="".join(_CONTENT_TYPE.format(number=number) for number in numbers)
        ),
        "_rels/.rels": _RELATIONS.format(relations=_RELATION.format(id=1, kind="officeDocument", to="xl/workbook.xml")),
        "xl/workbook.xml": _WORKBOOK.format(
            sheets="".join(
                f'<sheet name={attribute(sheet.name)} sheetId="{number}" r:id="rId{number}"/>'
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
    return zipped(parts)


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
    # Spreadsheets read _x0041_ as A; the underscore of such a text is escaped.
    return escape(re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text))


def _xlsx_lists(sheet: TextSheet) -> str:
    if not sheet.lists:
        return ""
    offered = []
    for column, place in sheet.lists.items():
        first, last = place.cells()
        letter = column_letters(column)
        offered.append(
            '<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" '
            f'sqref="{letter}2:{letter}{LAST_ROW}">'
            f"<formula1>{escape(quoted(place.sheet))}!{first}:{last}</formula1></dataValidation>"
        )
    return f'<dataValidations count="{len(offered)}">{"".join(offered)}</dataValidations>'


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CONTENT_TYPES = (
    f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_ML}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET_ML}.styles+xml"/>'
    "{sheets}</Types>"
)
_CONTENT_TYPE = '<Override PartName="/xl/worksheets/sheet{number}.xml" ' + f'ContentType="{_SHEET_ML}.worksheet+xml"/>'
_RELATIONS = f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">' + "{relations}</Relationships>"
_RELATION = '<Relationship Id="rId{id}" ' + f'Type="{_OFFICE}/relationships/' + '{kind}" Target="{to}"/>'
_WORKBOOK = (
    f'{HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships"><sheets>' + "{sheets}</sheets></workbook>"
)
_STYLES = (
    f'{HEAD}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFDCE9F4"/></patternFill></fill></fills>'
    "<borders><border/></borders>"
    '<cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    # Format 49 is “text”: what is typed into the cell stays as it is.
    '<cellXfs count="3"><xf/><xf numFmtId="49" applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="49" fontId="1" fillId="2" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_WORKSHEET = (
    f'{HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    "<cols>{columns}</cols><sheetData>{rows}</sheetData>{lists}</worksheet>"
)
