"""Columns that hold nothing but a figure ("ETP", "Budget annuel (k€)"): which they are and what their cells say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from .amounts import AmountKind, read_amounts
from .facts import BUDGET, STAFF, Fact
from .figures import facts_of_text, unread_number
from .survey import SurveyRow
from .text import one_line, words

FIGURE_COLUMNS = (STAFF, BUDGET)
"""What a column of figures can be, by the indicator of its facts."""

_STAFF_WORDS = {"etp", "etpt", "effectif", "effectifs", "agents", "fte", "staff"}
_BUDGET_WORDS = {"budget", "budgets", "cout", "couts", "cost", "costs"}
_MONEY_UNIT = re.compile(r"(?:M|k)?\s?(?:€|euros?\b|EUR\b)", re.IGNORECASE)
_BARE = re.compile(r"[\d\s\u00a0\u202f.,]+(?:(?:à|a|-|–|et)[\d\s\u00a0\u202f.,]+)?", re.IGNORECASE)


def figure_column(heading: str) -> str | None:
    """Return the indicator that a heading announces, None where it announces no figure."""
    # A long heading is a question, and its answers are texts.
    parts = words(heading)[:6]
    if _STAFF_WORDS & set(parts):
        return STAFF
    return BUDGET if _BUDGET_WORDS & set(parts) else None


def column_facts(row: SurveyRow, headings: Mapping[str, str]) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Return the facts of a row's columns of figures, and the cells in which none was found.

    `headings` maps an indicator to its column's heading, which tells the unit of a bare number. A fact's quote is the
    heading and the cell; the first of an indicator is the one to draw.
    """
    facts: list[Fact] = []
    unread: list[Fact] = []
    for indicator, heading in headings.items():
        cell = one_line(row.cells.get(indicator, ""))
        if not cell:
            continue
        kind = AmountKind.STAFF if indicator == STAFF else AmountKind.MONEY
        read, numbers = facts_of_text(_with_unit(cell, kind, heading), row.region_code)
        found = [fact for fact in read if fact.indicator == indicator]
        # As a French text would say it.
        quote = f"{heading}\u00a0: {cell}"
        if not found:
            value = next((fact.value for fact in (*numbers, *read)), "")
            unread.append(unread_number(row.region_code, heading, quote, value))
        for place, fact in enumerate(found):
            facts.append(replace(fact, headline=place == 0, column=heading, quote=quote))
    return tuple(facts), tuple(unread)


def _with_unit(cell: str, kind: AmountKind, heading: str) -> str:
    """Return a cell as a text says it: a bare number takes the unit of its column, and a budget column is a year's."""
    if read_amounts(cell).amounts or not _BARE.fullmatch(cell):
        return cell
    # Four digits without a unit would be a year; with their thousands apart they are a number.
    cell = re.sub(r"(?<![\d.,])\d{4,}", lambda digits: f"{int(digits[0]):,}".replace(",", " "), cell)
    if kind is AmountKind.STAFF:
        return f"{cell} ETP"
    unit = _MONEY_UNIT.search(heading)
    return f"{cell} {unit.group() if unit else '€'} / an"
