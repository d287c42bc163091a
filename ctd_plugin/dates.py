"""Dates as the current language writes them: in figures, or in words with the month by its name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .i18n import current_language, tr


def short_date(day: date) -> str:
    """Return a date in figures, such as "24/02/2025" in French."""
    return tr("{year}-{month}-{day}").format(year=day.year, month=f"{day.month:02}", day=f"{day.day:02}")


def long_date(day: int, month: int, year: int | None = None) -> str:
    """Return a day in words, such as "6 October 2025"; without its year where that is None."""
    # In French the first of a month is an ordinal number.
    number = "1er" if day == 1 and current_language() == "fr" else str(day)
    return " ".join([number, month_names()[month - 1], *([str(year)] if year else [])])


def month_names() -> list[str]:
    """Return the names of the twelve months."""
    return [
        *(tr("January"), tr("February"), tr("March"), tr("April"), tr("May"), tr("June")),
        *(tr("July"), tr("August"), tr("September"), tr("October"), tr("November"), tr("December")),
    ]


def month_text(day: date) -> str:
    """Return the month of a day with its year, such as "February 2025"."""
    return f"{month_names()[day.month - 1]} {day.year}"


def period_text(days: Sequence[date]) -> str:
    """Return the months of some days, as they end a sentence: "between February and December 2025"."""
    first, last = min(days), max(days)
    if (first.year, first.month) == (last.year, last.month):
        return tr("in {month}").format(month=month_text(first))
    start = month_text(first) if first.year != last.year else month_names()[first.month - 1]
    return tr("between {first} and {last}").format(first=start, last=month_text(last))
