"""The form of one region: a sheet with a question in each row and its answer beside it, read as a row of a survey."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ...text import fold
from ..columns import SURVEY_COLUMNS, find_columns, is_still_valid_heading
from ..tables.reader import Table

_QUESTIONS = ("rubrique", "question", "topic")
_ANSWERS = ("reponse", "votrereponse", "answer")
_ALL_STARTS = ("touteslesreponses", "allanswers")
_YES = ("oui", "o", "yes", "y", "x", "ok", "vrai", "true", "1", "tous", "toutes")
_TICKS = ("✓", "✔", "☑", "☒")
"""A cross alone says yes or no, as its writer meant it."""
_LEAST_LABELS = 4
"""The labels of columns, one below the other, that make a form of a sheet without a header."""
_MOST_ROWS = 200
"""The rows of a form without a header: a longer table is another one."""


@dataclass(frozen=True)
class Form:
    """The form of one region as a table of one row, whose columns are called as the survey's.

    `valid` are the columns whose earlier answer is declared still valid, `doubtful` the words that say neither yes
    nor no.
    """

    table: Table
    valid: frozenset[str] = frozenset()
    doubtful: tuple[str, ...] = field(default=())


def is_form_header(header: tuple[str, ...]) -> bool:
    """Whether a line is the header of a form: a column of questions, and one of answers beside it."""
    folded = [fold(cell) for cell in header]
    return any(cell in _QUESTIONS for cell in folded) and _answer_place(folded) is not None


def known_columns(header: tuple[str, ...]) -> int:
    """Return how many columns of a header are known; that of a form counts as a whole survey's."""
    return len(SURVEY_COLUMNS) if is_form_header(header) else len(find_columns(header))


def means_yes(text: str) -> bool:
    """Whether a cell says yes, or is ticked; not where it says more than that, such as "☐ oui ☑ non"."""
    return fold(text) in _YES or text.strip() in _TICKS


def read_form(table: Table) -> Form | None:
    """Return the form in a table, None where it is an ordinary table."""
    folded = [fold(cell) for cell in table.header]
    if is_form_header(table.header):
        questions = next(place for place, cell in enumerate(folded) if cell in _QUESTIONS)
        answers = _answer_place(folded) or 0
        valid = next((place for place, cell in enumerate(table.header) if is_still_valid_heading(cell)), None)
        return _form(table, [cells for _, cells in table.rows], questions, answers, valid)
    is_survey = len(find_columns(table.header)) >= _LEAST_LABELS
    if is_survey or len(table.rows) > _MOST_ROWS or folded[0] in ("colonne", "sheetcolumn"):
        return None
    lines = [table.header, *(cells for _, cells in table.rows)]
    for place in range(len(table.header) - 1):
        labels = {column for cells in lines if (column := _column(cells[place]))}
        if len(labels) >= _LEAST_LABELS:
            return _form(table, lines, place, place + 1, None)
    return None


def _answer_place(folded: list[str]) -> int | None:
    return next((place for place, cell in enumerate(folded) if cell in _ANSWERS), None)


def _form(table: Table, lines: list[tuple[str, ...]], questions: int, answers: int, valid: int | None) -> Form:
    texts: dict[str, str] = {}
    ticked: set[str] = set()
    doubtful: list[str] = []
    is_all_valid = False
    for cells in lines:
        tick = cells[valid] if valid is not None else ""
        if fold(cells[questions]).startswith(_ALL_STARTS):
            is_all_valid = means_yes(cells[answers]) or means_yes(tick)
            continue
        column = _column(cells[questions])
        if column is None:
            continue
        # A question that was copied, or a heading that means the same: no answer is lost.
        parts = dict.fromkeys(filter(None, (texts.get(column, ""), cells[answers])))
        texts[column] = "\n".join(parts)
        if means_yes(tick):
            ticked.add(column)
        elif tick and fold(tick) not in ("non", "no", "n", "0", "faux", "false"):
            doubtful.append(tick)
    columns = [column for column in SURVEY_COLUMNS if column in texts]
    row = tuple(texts[column] for column in columns)
    made = replace(table, header=tuple(columns), rows=((1, row),) if any(row) else ())
    return Form(made, frozenset(columns if is_all_valid else ticked), tuple(doubtful))


def _column(label: str) -> str | None:
    # Beside the label, a note may stand on the next line.
    return next((column for column in find_columns((label.split("\n")[0],)) if column in SURVEY_COLUMNS), None)
