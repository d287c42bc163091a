"""What a survey has of staff and budgets that no map shows: columns that were not read, and figures in doubt."""

from __future__ import annotations

from collections.abc import Iterable

from .columns import figure_column
from .fact import BUDGET, IN_DOUBT, STAFF, UNREAD, UNREAD_COLUMNS, Fact, headline

_UNITS = {"FTE": STAFF, "EUR/year": BUDGET, "EUR": BUDGET}


def left_out(headings: Iterable[str], doubtful: Iterable[Fact], facts: Iterable[Fact]) -> dict[str, str]:
    """Return what table `about` says of figures that were left out, by field; nothing where all were read.

    `headings` are those of the columns that were left out, `doubtful` the numbers taken for no figure, `facts` the
    figures of the edition: a region that has one to show is not in doubt.
    """
    about: dict[str, list[str]] = {}
    for heading in headings:
        if indicator := figure_column(heading):
            about.setdefault(UNREAD_COLUMNS[indicator], []).append(heading)
    shown = {(fact.region_code, fact.indicator) for fact in facts if headline([fact], fact.indicator)}
    for number in doubtful:
        found = _indicator(number)
        if found and (number.region_code, found) not in shown:
            codes = about.setdefault(IN_DOUBT[found], [])
            codes.extend([number.region_code] if number.region_code not in codes else [])
    return {field: ", ".join(texts) for field, texts in about.items()}


def _indicator(number: Fact) -> str | None:
    """Return whether a number in doubt is one of staff or money, None where it is neither."""
    if number.indicator != UNREAD:
        return None
    # The quote of a column of figures begins with its heading, which may have a year.
    is_number = any(letter.isdigit() for letter in number.quote.removeprefix(number.column))
    return _UNITS.get(number.unit) or (figure_column(number.column) if is_number else None)
