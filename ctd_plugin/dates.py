"""Dates as the current language writes them: in figures, or in words with the month by its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from .i18n import current_language, tr

SURVEY_DAY = r"\b(\d\d)/(\d\d)/(\d{4})\b"
"""The regular expression of a day as the survey, which is in French, writes it in figures."""


def date_format() -> str:
    """Return how dates in figures are written, as Qt and QGIS's expressions name it."""
    return tr("yyyy-MM-dd")


def short_date(day: date) -> str:
    """Return a date in figures: "2025-02-24", in French "24/02/2025"."""
    return date_format().replace("yyyy", f"{day:%Y}").replace("MM", f"{day:%m}").replace("dd", f"{day:%d}")


def survey_date(words: str) -> str:
    """Return a date in the words of the survey, a day in figures written as all others are."""
    return re.sub(SURVEY_DAY, rewritten_day(), words)


def rewritten_day() -> str:
    """Return what replaces a `SURVEY_DAY`, in Python and in QGIS's expressions."""
    return date_format().replace("yyyy", r"\3").replace("MM", r"\2").replace("dd", r"\1")


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
