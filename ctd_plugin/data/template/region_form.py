"""The form for one region: a question in each row, the earlier answer beside it, and a box "still valid"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ...i18n import language, tr
from ...regions import PRINTED_NAMES, REGION_NAMES
from ...text import words
from ..columns import ANSWER_COLUMNS, COLUMN_LABELS
from ..survey.status import PRINTED_LABELS
from .marker import marker_sheet
from .sheets import ListPlace, TextSheet
from .survey_template import column_notes, lists_sheet, write_sheets

_NOT_PREFILLED = ("date_entretien",)
"""Of this year's interview."""
_WIDTHS = (30, 100, 15, 46)
_ANSWER, _VALID = 1, 2


@dataclass(frozen=True)
class FormContent:
    """What a form is filled with: the region, its earlier answers by column, and their year ("" without any)."""

    region_code: str
    cells: Mapping[str, str]
    year: str = ""

    @property
    def prefilled(self) -> dict[str, str]:
        """The earlier answers that the form shows."""
        texts = {column: self.cells.get(column, "") for column in ANSWER_COLUMNS if column not in _NOT_PREFILLED}
        return {column: text for column, text in texts.items() if text.strip()}


def form_name(region_code: str, suffix: str) -> str:
    """Return the name of a region's form, which sorts by code and is valid on every system."""
    return f"enquete-ctd-{region_code}-{'-'.join(words(REGION_NAMES[region_code]))}{suffix}"


def write_form(path: Path, content: FormContent, code: str, made_on: date) -> None:
    """Write the form of a region as XLSX or ODS, by the suffix of `path`, in the language `code` ("fr" or "en").

    Raises CtdError where the file cannot be written, or an answer is longer than a cell can be.
    """
    row = {"region": PRINTED_NAMES[content.region_code], **content.prefilled}
    with language(code):
        lists = lists_sheet({tr("Still valid?"): [tr("yes")]})
        marker = marker_sheet(content.year, made_on, {content.region_code: content.prefilled})
        sheets = [_form_sheet(content, COLUMN_LABELS[code], lists.name), lists, marker]
    write_sheets(path, [row], sheets, code)


def _form_sheet(content: FormContent, labels: Mapping[str, str], lists: str) -> TextSheet:
    name, notes, earlier = PRINTED_NAMES[content.region_code], column_notes(), content.prefilled
    title = tr("Survey on regional data committees (CTD): {region}").format(region=name)
    rows = [
        [tr("Form"), title, "", ""],
        [tr("Instructions"), "\n".join(_instructions(content)), "", ""],
        [tr("Topic"), tr("Answer"), tr("Still valid?"), tr("What is expected")],
    ]
    header = len(rows) - 1
    cell_lists: dict[tuple[int, int], ListPlace] = {}
    marked: set[tuple[int, int]] = set()
    yes = ListPlace(lists, 2, 1)
    if earlier:
        marked.add((len(rows), _VALID))
        hint = tr("If nothing has changed since {year}, choose “yes” on the right.").format(year=content.year)
        cell_lists[len(rows), _VALID] = yes
        rows.append([tr("All answers are still valid"), hint, "", ""])
    cell_lists[len(rows), _ANSWER] = ListPlace(lists, 0, len(REGION_NAMES))
    rows.append([labels["region"], name, "", ""])
    for column in ANSWER_COLUMNS:
        if column == "statut":
            cell_lists[len(rows), _ANSWER] = ListPlace(lists, 1, len(PRINTED_LABELS))
        if column in earlier:
            marked |= {(len(rows), _ANSWER), (len(rows), _VALID)}
            cell_lists[len(rows), _VALID] = yes
        rows.append([labels[column], earlier.get(column, ""), "", notes[column]])
    return TextSheet(
        tr("Answers"), rows, _WIDTHS, cell_lists=cell_lists, header=header, marked=frozenset(marked), is_form=True
    )


def _instructions(content: FormContent) -> list[str]:
    lines = [tr("Write each answer in the column “Answer”; a cell may contain several lines.")]
    if content.prefilled:
        year = content.year
        lines += [
            tr("Yellow cells hold the answer of {year}: correct it where it has changed.").format(year=year),
            tr("Where it has not changed, choose “yes” in the column “Still valid?”."),
            tr("An answer that is left as it is, without “yes”, counts as not renewed."),
            tr("Empty a cell to withdraw its answer."),
        ]
    return [*lines, tr("Return the file under any name, as XLSX or ODS.")]
