"""The README of a data package: what it is, its files and fields, its rules, and how to publish it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...dates import long_date
from ...i18n import plural, titled, tr
from ...regions import PRINTED_NAMES
from ..survey.personal_names import MASK
from .datapackage import DESCRIPTOR, description_of, type_of
from .dcat import DCAT
from .described import Breach, DescribedTable
from .example import EXAMPLE, SCHEMA
from .metadata import METADATA
from .personal_data import ADDRESS_MASK, PHONE_MASK
from .publication import Publication

README = "README.md"

_SPACE = re.compile(r"[ \t\r\n\v\f\u2028\u2029]+")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


@dataclass(frozen=True)
class Remarks:
    """What was masked or left out, and what does not fit: all that a reader must know and no table shows."""

    names_masked: int = 0
    addresses_masked: int = 0
    phones_masked: int = 0
    web_addresses_left_out: int = 0
    broken: Sequence[Breach] = ()
    displaced: Sequence[str] = ()
    without_shape: Sequence[str] = ()


def readme_of(publication: Publication, tables: Sequence[DescribedTable], remarks: Remarks) -> str:
    """Return the README as Markdown, in the language in force."""
    parts = [
        [f"# {plain(publication.title)}", plain(publication.abstract), *_signature(publication)],
        [_heading(tr("Files")), _files(publication)],
        [_heading(tr("How to read the data")), _list(_rules())],
        [_heading(tr("Left out and masked")), _list(left_out_lines(remarks))],
        [_heading(tr("Licence and citation")), *_licence(publication)],
        [_heading(tr("Before publishing")), _list(_steps(publication))],
        [_heading(tr("Fields")), *(block for table in tables for block in _table(table))],
    ]
    return "\n\n".join(block for part in parts for block in part) + "\n"


def plain(text: str) -> str:
    """Return a text in one line that Markdown shows as it is, with its no-break spaces."""
    return _SPECIAL.sub(r"\\\1", _SPACE.sub(" ", text).strip())


def _heading(text: str) -> str:
    return f"## {text}"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _signature(publication: Publication) -> list[str]:
    made = publication.made_on
    lines = [
        titled(tr("Publisher"), plain(publication.organisation)) if publication.organisation else "",
        titled(tr("Contact"), plain(publication.contact)) if publication.contact else "",
        titled(tr("Created on"), long_date(made.day, made.month, made.year)),
        titled(tr("Identifier"), f"`{publication.identifier}`"),
    ]
    return [_list(filter(None, lines))]


def _files(publication: Publication) -> str:
    named = {
        **{file.name: file.title for file in publication.files},
        METADATA: tr("Metadata in ISO 19139 (INSPIRE), for GeoNetwork, pycsw and geo-catalogues"),
        DCAT: tr("Metadata in DCAT-AP (JSON-LD), for open-data portals"),
        SCHEMA: tr("Schema of the survey alone, for those who fill in the next edition"),
        EXAMPLE: tr("A table that is valid by this schema; its answers are invented"),
    }
    rows = [[f"`{name}`", plain(title)] for name, title in named.items()]
    return _markdown_table([tr("File"), tr("Content")], rows)


def _rules() -> Iterator[str]:
    yield tr(
        "CSV: UTF-8 without byte order mark, commas, decimal points, ISO dates; quotation marks around texts with a "
        "comma or a line break."
    )
    yield tr("Excel: Data → From Text/CSV, encoding 65001 (UTF-8), region codes as text.")
    yield tr("An empty cell is “no answer”. 0 means that the region states that it has no budget or no staff.")
    yield tr("Figures compare only where they cover the same (`staff_covers`, `budget_covers`, `covers`).")
    yield tr("`about`, `staff_about`, `budget_about` mark figures that are approximate or were calculated.")
    yield tr("A value with a year in `…_carried`, `carried_from` or `reprises` comes from that earlier edition.")
    yield tr(
        "A space stands before a text that begins with an equals, plus, minus or at sign, so that no spreadsheet takes "
        "it for a formula."
    )
    yield tr("Codes are explained below and in the schemas; tables are linked by `region_code` and `platform_id`.")
    yield tr("regions.geojson: WGS 84, longitude then latitude, six decimals (RFC 7946).")


def left_out_lines(remarks: Remarks) -> Iterator[str]:
    """Yield what was masked or left out, and what does not fit, a sentence each."""
    yield tr("Respondents (column `repondant`) are in no file.")
    names = plural(
        remarks.names_masked,
        tr("Names of persons in the answers: {count} is masked ({mask})."),
        tr("Names of persons in the answers: {count} are masked ({mask})."),
    )
    yield names.format(count=remarks.names_masked, mask=MASK)
    addresses = plural(
        remarks.addresses_masked,
        tr("E-mail addresses that may be a person’s: {count} is masked ({mask}). Functional addresses are kept."),
        tr("E-mail addresses that may be a person’s: {count} are masked ({mask}). Functional addresses are kept."),
    )
    yield addresses.format(count=remarks.addresses_masked, mask=ADDRESS_MASK)
    if remarks.phones_masked:
        phones = tr("Telephone numbers masked ({mask}): {count}.")
        yield phones.format(count=remarks.phones_masked, mask=PHONE_MASK)
    if remarks.web_addresses_left_out:
        private = tr("Web addresses with a user name or a person’s e-mail address, left out: {count}.")
        yield private.format(count=remarks.web_addresses_left_out)
    if remarks.without_shape:
        yield titled(tr("Regions without a boundary in the layer"), _regions(remarks.without_shape))
    if remarks.displaced:
        displaced = tr("The boundary layer displaces these regions (inset coordinates), which stay where it has them")
        yield titled(displaced, _regions(remarks.displaced))
    for breach in remarks.broken:
        rule = tr("Values of {field} outside the schema, whose rule is left out: {values}.")
        values = ", ".join(map(plain, filter(None, breach.values))) or tr("empty")
        yield rule.format(field=f"`{breach.table}.{breach.field}`", values=values)


def _regions(codes: Iterable[str]) -> str:
    return ", ".join(PRINTED_NAMES.get(code, code) for code in codes)


def _licence(publication: Publication) -> Iterator[str]:
    licence = publication.licence
    if licence:
        text = tr("The publisher puts the whole under {licence}.")
        yield text.format(licence=f"[{licence.title}]({licence.address})")
    else:
        yield tr("No licence was chosen for the whole: each source keeps its own.")
    yield titled(tr("Sources"), "").rstrip()
    yield _list(map(plain, publication.sources))
    if publication.terms:
        yield titled(tr("Terms of the sources"), "").rstrip()
        yield _list(map(plain, publication.terms))
    made = publication.made_on
    cited = [publication.organisation, publication.title, long_date(made.day, made.month, made.year)]
    yield titled(tr("To cite"), plain(", ".join(filter(None, cited))) + ".")


def _steps(publication: Publication) -> Iterator[str]:
    name = f"`{METADATA}`"
    if not publication.organisation:
        yield tr("Complete the publisher: {file} has no organisation, which INSPIRE requires.").format(file=name)
    if not publication.contact:
        yield tr("Complete the contact: {file} has no e-mail address, which INSPIRE requires.").format(file=name)
    if not publication.address:
        links = tr(
            "Complete the links: {file} has no address of the files. Create the package again with their address, or "
            "add it in the catalogue."
        )
        yield links.format(file=name)
    if not publication.licence:
        yield tr("Choose a licence with the owner of the survey, or state the terms of each source.")
    yield tr("Check: `frictionless validate {file}`.").format(file=DESCRIPTOR)
    yield tr("data.gouv.fr: create a dataset and add all files, {file} as documentation.").format(file=name)
    geonetwork = tr(
        "GeoNetwork: import {file} (Contribute → Import new records); it replaces a record of its identifier."
    )
    yield geonetwork.format(file=name)
    yield tr("pycsw: load {file} with `pycsw-admin.py`.").format(file=name)


def _table(table: DescribedTable) -> list[str]:
    rows = [[f"`{one.name}`", plain(one.title), type_of(one), plain(description_of(one))] for one in table.fields]
    fields = _markdown_table([tr("Field"), tr("Title"), tr("Type"), tr("Content")], rows)
    return [f"### {table.file} – {plain(table.title)}", plain(table.description), fields]


def _markdown_table(headings: list[str], rows: list[list[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
