"""The columns that a join adds to features: those of the table as text, and the status of a survey."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...i18n import tr
from ...regions import PRINTED_NAMES
from ..columns import find_columns
from ..report import Problem
from ..survey.personal_names import NameMask, read_personal_names, respondent_names
from ..survey.reader import SurveyRow, status_message
from ..survey.status import read_status
from ..tables.reader import Table
from .join import Join

STATUS = "status"


@dataclass(frozen=True)
class JoinedColumns:
    """The headings of the added columns, and their texts by index of the row, None for empty cells."""

    headings: tuple[str, ...]
    texts: Mapping[int, list[str | None]]
    problems: tuple[Problem, ...]
    mask: NameMask


def joined_columns(joined: Join, table: Table, personal: bool) -> JoinedColumns:
    """Return the columns of the table for the rows that a join uses.

    Respondents are left out and personal names masked unless `personal`. From the status of a survey, a column
    `status` is added with none, considering, prefiguration or established.
    """
    kept = [index for index, heading in enumerate(table.header) if heading and (personal or not _is_personal(heading))]
    status_column = find_columns(table.header).get("statut")
    mask = NameMask() if personal else _mask(joined, table)
    headings = [table.header[index] for index in kept]
    if status_column is not None:
        headings.append(STATUS)
        written = table.column(status_column)
        statuses = {value: read_status(value) for value in set(written)}
    columns = [table.column(index) for index in kept]
    numbers = table.numbers()
    texts: dict[int, list[str | None]] = {}
    problems = [*_unnamed_column_problems(table)]
    for index, label in joined.labels.items():
        row: list[str | None] = [column[index] or None for column in columns]
        if mask.names:
            row = [text and mask.apply(text, label) for text in row]
        if status_column is not None:
            value = written[index]
            row.append(statuses[value])
            if statuses[value] is None:
                place = PRINTED_NAMES.get(label, label) if joined.is_regional else label
                problems.append(
                    Problem(numbers[index], table.header[status_column], value, status_message(value, place))
                )
        texts[index] = row
    return JoinedColumns(tuple(headings), texts, tuple(problems), mask)


def _is_personal(heading: str) -> bool:
    return "repondant" in find_columns((heading,))


def _mask(joined: Join, table: Table) -> NameMask:
    """Return the names to mask: those in the column of respondents and, for regions, those of the bundled edition."""
    known = read_personal_names() if joined.is_regional else ()
    column = find_columns(table.header).get("repondant")
    if column is None:
        return NameMask(known)
    texts = {heading: index for index, heading in enumerate(table.header) if heading and index != column}
    rows = (
        # Also of rows that are not joined, because the report quotes them.
        SurveyRow(
            number,
            joined.labels.get(index, ""),
            None,
            None,
            {**{heading: cells[place] for heading, place in texts.items()}, "repondant": cells[column]},
        )
        for index, (number, cells) in enumerate(table.rows)
    )
    return NameMask((*known, *respondent_names(rows)))


def _unnamed_column_problems(table: Table) -> Iterator[Problem]:
    for index, heading in enumerate(table.header):
        if not heading and any(cells[index] for _, cells in table.rows):
            message = tr("Column {number} has no heading and was ignored.").format(number=index + 1)
            yield Problem(0, "", "", message)
