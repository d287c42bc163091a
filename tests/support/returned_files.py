"""Files as regions return them: forms filled in, tables of their own, at a given age."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl

from ctd_plugin.data.campaign.base import read_base
from ctd_plugin.data.campaign.collect import collect
from ctd_plugin.data.campaign.collection import CampaignDecisions, Collection
from ctd_plugin.data.columns import COLUMN_LABELS
from ctd_plugin.data.template.region_form import FormContent, write_form

_PROPERTIES = "docProps/core.xml"
MADE_ON = date(2026, 9, 1)
EARLIER = {
    "statut": "Réflexion engagée",
    "contexte": "Mission d’appui de l’État, « données » et SGAR",
    "moyens": "3 ETP dont 2 Région",
}


def form(path: Path, code: str = "53", earlier: Mapping[str, str] = EARLIER, language: str = "fr") -> Path:
    """Write the form of a region, filled with earlier answers of 2025."""
    write_form(path, FormContent(code, earlier, "2025"), language, MADE_ON)
    return path


def fill(
    path: Path,
    answers: Mapping[str, str | None] | None = None,
    valid: Mapping[str, str] | None = None,
    saved: datetime | None = None,
    language: str = "fr",
) -> Path:
    """Fill a form in as a spreadsheet program does: answers and boxes by column, "all" for the box of all."""
    labels = COLUMN_LABELS[language]
    named = {labels[column]: text for column, text in (answers or {}).items()}
    ticked = {labels.get(column, column): text for column, text in (valid or {}).items()}
    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows(max_col=3):
        label = row[0].value or ""
        if label in named:
            row[1].value = named[label]
        if label in ticked or ("all" in ticked and label.casefold().startswith(("toutes", "all answers"))):
            row[2].value = ticked.get(label, ticked.get("all"))
    book.save(path)
    document_dated(path, saved or datetime(2026, 10, 1, 12))
    if saved:
        aged(path, saved)
    return path


def table(path: Path, rows: Sequence[Sequence[str]], saved: datetime | None = None, title: str = "Feuille1") -> Path:
    """Write rows, the header first, as CSV or XLSX; the date is the file's, and the document's of an XLSX."""
    if path.suffix == ".csv":
        path.write_text("\n".join(";".join(row) for row in rows) + "\n", encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        book.worksheets[0].title = title
        for row in rows:
            book.worksheets[0].append(list(row))
        book.save(path)
        if saved:
            document_dated(path, saved)
    if saved:
        aged(path, saved)
    return path


def document_dated(path: Path, day: datetime) -> None:
    """Set the date in the properties of an XLSX, for which its library takes the time of saving."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    stamp = f"{day.isoformat()}Z".encode()
    parts[_PROPERTIES] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, parts[_PROPERTIES])
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def aged(path: Path, day: datetime) -> None:
    os.utime(path, (day.timestamp(), day.timestamp()))


def cells(collection: Collection, code: str = "53") -> dict[str, str]:
    """Return the texts that are written for a region."""
    row = collection.rows.get(code)
    return {column: text for column, text in row.cells.items() if text} if row else {}


def states(collection: Collection) -> dict[str, str]:
    return {file.name: file.state.value for file in collection.files}


def collected(folder: Path, base: Path | None = None, **decisions: Mapping) -> Collection:
    return collect([folder], read_base(base) if base else None, CampaignDecisions(**decisions))
