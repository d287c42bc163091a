"""Writing an ODS of text cells with drop-down lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .sheets import HEAD, LAST_ROW, ListPlace, TextSheet, attribute, escape, quoted, zipped


def ods_file(sheets: Sequence[TextSheet]) -> bytes:
    """Return the bytes of an ODS with these sheets; all cells are formatted as text."""
    lists = {_list_name(number, place): place for number, sheet in enumerate(sheets) for place in _places(sheet)}
    widths = sorted({width for sheet in sheets for width in sheet.widths})
    content = _ODS_CONTENT.format(
        widths="".join(_ODS_WIDTH.format(width=width, centimetres=f"{width * 0.19:.2f}") for width in widths),
        lists="".join(_ods_list(name, place) for name, place in lists.items()),
        tables="".join(_ods_table(number, sheet) for number, sheet in enumerate(sheets)),
    )
    parts = {"mimetype": _ODS_TYPE, "META-INF/manifest.xml": _ODS_MANIFEST}
    return zipped({**parts, "content.xml": content, "styles.xml": _ODS_STYLES})


def _ods_list(name: str, place: ListPlace) -> str:
    first, last = place.cells()
    condition = f"of:cell-content-is-in-list([{'$' + quoted(place.sheet)}.{first}:.{last}])"
    return _ODS_LIST.format(name=name, condition=attribute(condition), base=attribute(f"{quoted(place.sheet)}.A1"))


def _ods_table(number: int, sheet: TextSheet) -> str:
    columns = "".join(
        f'<table:table-column table:style-name="w{width}" table:default-cell-style-name="text"/>'
        for width in sheet.widths
    )
    rows = "".join(
        f'<table:table-row table:style-name="row">{"".join(_ods_cells(number, sheet, row, cells))}</table:table-row>'
        for row, cells in enumerate(sheet.rows)
    )
    # Empty rows to fill in, with the lists.
    spare = LAST_ROW - len(sheet.rows) if sheet.lists else 0
    blank = "".join(_ods_cells(number, sheet, LAST_ROW, [""] * len(sheet.widths)))
    if spare > 0:
        rows += f'<table:table-row table:number-rows-repeated="{spare}">{blank}</table:table-row>'
    named = "hidden" if sheet.hidden else "form" if sheet.is_form else ""
    style = f' table:style-name="{named}"' if named else ""
    return f"<table:table table:name={attribute(sheet.name)}{style}>{columns}{rows}</table:table>"


def _places(sheet: TextSheet) -> dict[ListPlace, None]:
    return dict.fromkeys((*sheet.lists.values(), *sheet.cell_lists.values()))


def _list_name(number: int, place: ListPlace) -> str:
    return f"list{number}-{place.column}"


def _ods_cells(number: int, sheet: TextSheet, row: int, cells: Sequence[str]) -> Iterator[str]:
    for column, text in enumerate(cells):
        below = sheet.lists.get(column) if row > sheet.header else None
        place = sheet.cell_lists.get((row, column), below)
        validation = f' table:content-validation-name="{_list_name(number, place)}"' if place else ""
        named = sheet.style(row, column)
        style = "" if named == "text" else f' table:style-name="{named}"'
        if text:
            lines = "".join(f"<text:p>{_ods_text(line)}</text:p>" for line in text.split("\n"))
            yield f'<table:table-cell office:value-type="string"{style}{validation}>{lines}</table:table-cell>'
        else:
            yield f"<table:table-cell{style}{validation}/>"


def _ods_text(line: str) -> str:
    """Return a line as XML, with elements for tabs and repeated spaces."""
    text = escape(line).replace("\t", "<text:tab/>")
    return re.sub(r"(?<= ) +|^ +", lambda spaces: f'<text:s text:c="{len(spaces[0])}"/>', text)


_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_ODS_MANIFEST = (
    f'{HEAD}<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
# A form is printed across, as wide as the page.
_ODS_STYLES = (
    f'{HEAD}<office:document-styles xmlns:office="{_OASIS}:office:1.0" xmlns:style="{_OASIS}:style:1.0" '
    f'xmlns:fo="{_OASIS}:xsl-fo-compatible:1.0" office:version="1.2"><office:automatic-styles>'
    '<style:page-layout style:name="across"><style:page-layout-properties fo:page-width="29.7cm" '
    'fo:page-height="21cm" style:print-orientation="landscape" style:scale-to-X="1" style:scale-to-Y="0"/>'
    '</style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Default" '
    'style:page-layout-name="across"/><style:master-page style:name="Form" style:page-layout-name="across"/>'
    "</office:master-styles></office:document-styles>"
)
_BORDER = 'fo:border-bottom="0.5pt solid #c9ced6" fo:border-left="0.5pt solid #c9ced6"'


def _style(name: str, cell: str = "", *, border: str = _BORDER, text: str = "") -> str:
    """Return the style of a form's cells of text."""
    return (
        f'<style:style style:name="{name}" style:family="table-cell" style:data-style-name="N49">'
        f'<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" {cell} {border}/>'
        f"<style:text-properties {text}/></style:style>"
    )


_ODS_CONTENT = (
    f'{HEAD}<office:document-content xmlns:office="{_OASIS}:office:1.0" xmlns:table="{_OASIS}:table:1.0" '
    f'xmlns:text="{_OASIS}:text:1.0" xmlns:style="{_OASIS}:style:1.0" xmlns:number="{_OASIS}:datastyle:1.0" '
    f'xmlns:fo="{_OASIS}:xsl-fo-compatible:1.0" xmlns:of="{_OASIS}:of:1.2" office:version="1.2">'
    '<office:automatic-styles><number:text-style style:name="N49"><number:text-content/></number:text-style>'
    '<style:style style:name="text" style:family="table-cell" style:data-style-name="N49">'
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>'
    '<style:style style:name="header" style:family="table-cell" style:data-style-name="N49">'
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" fo:background-color="#dce9f4"/>'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    + _style("marked", 'fo:background-color="#fff6d9"')
    + _style("cell")
    + _style("label", text='fo:font-weight="bold"')
    + _style("note", text='fo:font-size="9pt" fo:color="#55606e"')
    + _style("title", border="", text='fo:font-weight="bold" fo:font-size="12pt"')
    + '<style:style style:name="row" style:family="table-row">'
    '<style:table-row-properties style:use-optimal-row-height="true"/></style:style>'
    '<style:style style:name="form" style:family="table" style:master-page-name="Form"/>'
    '<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/>'
    "</style:style>{widths}</office:automatic-styles>"
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
