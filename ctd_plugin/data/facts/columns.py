"""Columns that hold nothing but a figure ("ETP", "Budget annuel (k€)"): which they are and what their cells say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ...catalogues.registry import Platform
from ...text import one_line, words
from ..survey.reader import SurveyRow
from .extraction import facts_of_text, unread_number
from .fact import BUDGET, STAFF, Fact

FIGURE_COLUMNS = (STAFF, BUDGET)
"""What a column of figures can be, by the indicator of its facts."""

_STAFF_WORDS = {"etp", "etpt", "effectif", "effectifs", "agents", "fte", "staff"}
_BUDGET_WORDS = {"budget", "budgets", "cout", "couts", "cost", "costs"}
_BARE = re.compile(r"[\d\s\u00a0\u202f.,'’]+(?:(?:à|a|-|–|et)[\d\s\u00a0\u202f.,'’]+)?", re.IGNORECASE)
_MONEY_UNIT = re.compile(r"€|euros?\b|EUR\b|\bk\b|\bM\b", re.IGNORECASE)
# Nobody writes a whole budget in euros with less digits than this; it may be in thousands or millions as well.
_SURELY_EUROS = 10_000


def figure_column(heading: str) -> str | None:
    """Return the indicator that a heading announces, None where it announces no figure."""
    # A long heading is a question, and its answers are texts.
    parts = words(heading)[:6]
    if _STAFF_WORDS & set(parts):
        return STAFF
    return BUDGET if _BUDGET_WORDS & set(parts) else None


def column_facts(
    row: SurveyRow, headings: Mapping[str, str], platforms: tuple[Platform, ...] = ()
) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Return the facts of a row's columns of figures, and the numbers in them that are in doubt or none.

    `headings` maps an indicator to its column's heading. A cell is read as a text that its heading begins, so that the
    heading's words, unit and years count; a fact's quote is the heading and the cell.
    """
    facts: list[Fact] = []
    unread: list[Fact] = []
    for indicator, heading in headings.items():
        cell = one_line(row.cells.get(indicator, ""))
        if not cell:
            continue
        # As a French text would say it.
        quote = f"{heading}\u00a0: {cell}"
        read, numbers = facts_of_text(_as_text(heading, cell, indicator), row.region_code, platforms)
        told = [replace(fact, column=heading, quote=quote) for fact in read]
        facts.extend(fact for fact in told if fact.indicator in _INDICATORS[indicator])
        odd = [replace(number, column=heading, quote=quote) for number in numbers]
        if not odd and not any(fact.indicator == indicator for fact in told):
            odd = [unread_number(row.region_code, heading, quote, "")]
        unread.extend(odd)
    return tuple(facts), tuple(unread)


_INDICATORS = {STAFF: (STAFF,), BUDGET: (BUDGET, "programme_budget", "funding_share")}


def _as_text(heading: str, cell: str, indicator: str) -> str:
    """Return a heading and its cell as one clause: a bare number takes the heading's unit, or a year's euros."""
    if not _BARE.fullmatch(cell):
        return f"{heading} : {cell}"
    if indicator == STAFF:
        return f"{heading} : {cell} ETP"
    if _MONEY_UNIT.search(heading):
        return f"{heading} : {cell}"
    numbers = [int(digits) for digits in re.findall(r"\d+", re.sub(r"(?<=\d)[\s\u00a0\u202f'’](?=\d{3})", "", cell))]
    return f"{heading} : {cell} €" if numbers and min(numbers) >= _SURELY_EUROS else f"{heading} : {cell}"
