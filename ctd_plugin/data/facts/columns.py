"""Columns of figures ("ETP", "Budget annuel (k€)"): recognising them and reading their cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from ...catalogues.registry import Platform
from ...text import one_line, words
from ..survey.reader import SurveyRow
from .extraction import facts_of_text, unread_number
from .fact import BUDGET, PROGRAMME, SHARE, STAFF, Fact

FIGURE_COLUMNS = (STAFF, BUDGET)
"""The indicators for which there are columns of figures."""

_STAFF_WORDS = {"etp", "etpt", "effectif", "effectifs", "agents", "fte", "staff"}
_BUDGET_WORDS = {"budget", "budgets", "cout", "couts", "cost", "costs"}
_BARE = re.compile(r"[\d\s\u00a0\u202f.,'’]+(?:(?:à|a|-|–|et)[\d\s\u00a0\u202f.,'’]+)?", re.IGNORECASE)
_MONEY_UNIT = re.compile(r"€|euros?\b|EUR\b|\bk\b|\bM\b", re.IGNORECASE)
# Smaller numbers without a unit may be thousands or millions of euros.
_SURELY_EUROS = 10_000


def figure_column(heading: str) -> str | None:
    """Return the indicator of a column of figures by its heading, None for other columns."""
    # A long heading is a question, and its answers are texts.
    parts = words(heading)[:6]
    if _STAFF_WORDS & set(parts):
        return STAFF
    return BUDGET if _BUDGET_WORDS & set(parts) else None


def column_facts(
    row: SurveyRow,
    headings: Mapping[str, str],
    platforms: tuple[Platform, ...] = (),
    covers: Mapping[str, str] = MappingProxyType({}),
) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Return the facts in a row's columns of figures, and the numbers that are in doubt or no figures.

    `headings` maps an indicator to the heading of its column. Heading and cell are read as one text, so that the words,
    unit and years of the heading count, and are the quote of the fact. `covers` maps an indicator to what all figures
    of its column cover, where the user decided that.
    """
    facts: list[Fact] = []
    unread: list[Fact] = []
    for indicator, heading in headings.items():
        cell = one_line(row.cells.get(indicator, ""))
        if not cell:
            continue
        # With the French spacing.
        quote = f"{heading}\u00a0: {cell}"
        read, numbers = facts_of_text(_as_text(heading, cell, indicator), row.region_code, platforms)
        decided = covers.get(indicator, "")
        own = [replace(fact, column=heading, quote=quote, covers=decided or fact.covers) for fact in read]
        facts.extend(fact for fact in own if fact.indicator in _INDICATORS[indicator])
        doubtful = [replace(number, column=heading, quote=quote, covers=decided or number.covers) for number in numbers]
        if not doubtful and not any(fact.indicator == indicator for fact in own):
            doubtful = [unread_number(row.region_code, heading, quote, "")]
        unread.extend(doubtful)
    return tuple(facts), tuple(unread)


_INDICATORS = {STAFF: (STAFF,), BUDGET: (BUDGET, PROGRAMME, SHARE)}


def _as_text(heading: str, cell: str, indicator: str) -> str:
    """Return a heading and its cell as one clause; a bare number gets the unit of its heading or indicator."""
    if not _BARE.fullmatch(cell):
        return f"{heading} : {cell}"
    if indicator == STAFF:
        return f"{heading} : {cell} ETP"
    if _MONEY_UNIT.search(heading):
        return f"{heading} : {cell}"
    numbers = [int(digits) for digits in re.findall(r"\d+", re.sub(r"(?<=\d)[\s\u00a0\u202f'’](?=\d{3})", "", cell))]
    return f"{heading} : {cell} €" if numbers and min(numbers) >= _SURELY_EUROS else f"{heading} : {cell}"
