"""Dates as the current language writes them: in figures, or in words with the month by its name."""

from __future__ import annotations

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
