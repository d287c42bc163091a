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
                f'<sheet name={attribute(sheet.name)} sheetId="{number}"{_HIDDEN * sheet.hidden} r:id="rId{number}"/>'
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
        f'<row r="{index + 1}"{_row_height(sheet, index)}>{"".join(_xlsx_cells(sheet, index))}</row>'
        for index in range(len(sheet.rows))
    )
    # Above the header of a form stand instructions, which would take half of a small screen.
    frozen = "" if sheet.is_form else _FROZEN
    page = _LANDSCAPE if sheet.is_form else ""
    fit = _FIT if sheet.is_form else ""
    return _WORKSHEET.format(fit=fit, frozen=frozen, columns=columns, rows=rows, lists=_xlsx_lists(sheet), page=page)


def _row_height(sheet: TextSheet, index: int) -> str:
    height = sheet.height(index)
    # Without `customHeight`: the row grows with what is typed into it.
    return "" if height is None else f' ht="{height:g}"'


def _xlsx_cells(sheet: TextSheet, index: int) -> Iterator[str]:
    for place, text in enumerate(sheet.rows[index]):
        style = _STYLE_NUMBERS[sheet.style(index, place)]
        reference = f"{column_letters(place)}{index + 1}"
        if text:
            content = f'<is><t xml:space="preserve">{_xlsx_text(text)}</t></is>'
            yield f'<c r="{reference}" s="{style}" t="inlineStr">{content}</c>'
        elif style != _STYLE_NUMBERS["text"]:
            yield f'<c r="{reference}" s="{style}"/>'


def _xlsx_text(text: str) -> str:
    # Spreadsheets read _x0041_ as A; the underscore of such a text is escaped.
    return escape(re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text))


def _xlsx_lists(sheet: TextSheet) -> str:
    places = {}
    for column, place in sheet.lists.items():
        letter = column_letters(column)
        places[f"{letter}{sheet.header + 2}:{letter}{LAST_ROW}"] = place
    for (row, column), place in sheet.cell_lists.items():
        places[f"{column_letters(column)}{row + 1}"] = place
    if not places:
        return ""
    offered = []
    for cells, place in places.items():
        first, last = place.cells()
        offered.append(
            '<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" '
            f'sqref="{cells}">'
            f"<formula1>{escape(quoted(place.sheet))}!{first}:{last}</formula1></dataValidation>"
        )
    return f'<dataValidations count="{len(offered)}">{"".join(offered)}</dataValidations>'


_HIDDEN = ' state="hidden"'
# The places of the formats below.
_STYLE_NUMBERS = {"text": 1, "header": 2, "marked": 3, "label": 4, "cell": 5, "note": 6, "title": 7}
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


def _format(font: int = 0, fill: int = 0, border: int = 0) -> str:
    """Return the format of a cell; number format 49 is “text”: what is typed into the cell stays as it is."""
    return (
        f'<xf numFmtId="49" fontId="{font}" fillId="{fill}" borderId="{border}" applyNumberFormat="1" applyFont="1" '
        'applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    )


_STYLES = (
    f'{HEAD}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="4"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font>'
    '<font><sz val="10"/><color rgb="FF55606E"/><name val="Calibri"/></font>'
    '<font><b/><sz val="12"/><name val="Calibri"/></font></fonts>'
    '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFDCE9F4"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFF6D9"/></patternFill></fill></fills>'
    '<borders count="2"><border/><border><left style="thin"><color rgb="FFC9CED6"/></left><right/><top/>'
    '<bottom style="thin"><color rgb="FFC9CED6"/></bottom></border></borders>'
    '<cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="8"><xf/>'
    + _format()
    + _format(font=1, fill=2)
    + _format(fill=3, border=1)
    + _format(font=1, border=1)
    + _format(border=1)
    + _format(font=2, border=1)
    + _format(font=3)
    + "</cellXfs>"
    '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_WORKSHEET = (
    f'{HEAD}<worksheet xmlns="{_MAIN}">' + "{fit}" + '<sheetViews><sheetView workbookViewId="0">'
    "{frozen}</sheetView></sheetViews>"
    "<cols>{columns}</cols><sheetData>{rows}</sheetData>{lists}{page}</worksheet>"
)
_FROZEN = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
_FIT = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
_LANDSCAPE = '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
