"""Dates, months and periods in words, in the language in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...i18n import tr


def month_names() -> tuple[str, ...]:
    """Return the names of the twelve months."""
    return (
        tr("January"),
        tr("February"),
        tr("March"),
        tr("April"),
        tr("May"),
        tr("June"),
        tr("July"),
        tr("August"),
        tr("September"),
        tr("October"),
        tr("November"),
        tr("December"),
    )


def short_date(value: date) -> str:
    """Return a date in numbers, as a label on a map has room for: "24/02/2025"."""
    return value.strftime("%d/%m/%Y")


def month_text(value: date) -> str:
    """Return the month of a date with its year: "February 2025"."""
    return tr("{month} {year}").format(month=month_names()[value.month - 1], year=value.year)


def period_text(days: Sequence[date]) -> str:
    """Return the months of some days, as they end a sentence: "between February and December 2025"."""
    first, last = min(days), max(days)
    if (first.year, first.month) == (last.year, last.month):
        return tr("in {month}").format(month=month_text(first))
    start = month_text(first) if first.year != last.year else month_names()[first.month - 1]
    return tr("between {first} and {last}").format(first=start, last=month_text(last))
