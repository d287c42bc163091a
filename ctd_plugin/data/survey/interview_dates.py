"""The dates of interviews: days as surveys write them, often without their year, which the edition's period gives."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ...dates import long_date
from ...text import one_line, unaccented

# In French and in English, whatever language is in force.
_MONTHS = (
    ("janvier", "january"),
    ("fevrier", "february"),
    ("mars", "march"),
    ("avril", "april"),
    ("mai", "may"),
    ("juin", "june"),
    ("juillet", "july"),
    ("aout", "august"),
    ("septembre", "september"),
    ("octobre", "october"),
    ("novembre", "november"),
    ("decembre", "december"),
)
_SHORTEST_MONTH = 3
_WEEKDAYS = (
    *("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
)
_CENTURY = 2000
"""Of years of two digits."""
_LEAP_YEAR = 2000
"""For a 29 February without its year."""

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[ t]00:00(?::00)?)?")
_FIGURES = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})(?:[/.-](?P<year>\d{4}|\d{2}))?")
_NAMED = re.compile(r"(?P<day>\d{1,2})(?:er|st|nd|rd|th)?[ /.-]*(?P<name>[a-z]+)\.?(?:[ /.,-]+(?P<year>\d{4}|\d{2}))?")
_NAME_FIRST = re.compile(r"(?P<name>[a-z]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<year>\d{4}))?")
_MONTH_AND_YEAR = re.compile(r"\b([a-z]{3,})\.?(?: ?(\d{4})\b)?")


class WrittenDay(NamedTuple):
    """A day; `year` is None where it is not written."""

    day: int
    month: int
    year: int | None


@dataclass(frozen=True)
class InterviewPeriod:
    """The months of an edition's interviews, the first and the last, each as year and month."""

    first: tuple[int, int]
    last: tuple[int, int]

    def year_of(self, month: int) -> int | None:
        """Return the year of a month; None where the period has none of it, or several."""
        years = [year for year in range(self.first[0], self.last[0] + 1) if self.first <= (year, month) <= self.last]
        return years[0] if len(years) == 1 else None


def interview_period(edition: str) -> InterviewPeriod | None:
    """Return the period that the name of an edition gives, such as "entretiens octobre 2025 – janvier 2026"."""
    text = unaccented(edition)
    if not re.search(r"\b(entretiens?|interviews?)\b", text):
        return None
    months = [
        (month, match[2]) for match in _MONTH_AND_YEAR.finditer(text) if (month := month_number(match[1], whole=True))
    ]
    if not 1 <= len(months) <= 2 or not months[-1][1]:
        return None
    # “octobre – décembre 2025” names the year once.
    first, last = ((int(year or months[-1][1]), month) for month, year in (months[0], months[-1]))
    return InterviewPeriod(first, last) if first <= last else None


def interview_date(written: str, period: InterviewPeriod | None) -> str:
    """Return the date of an interview in words, with its year where that is certain; as written where it is no day."""
    if certain := certain_day(written, period):
        return long_date(certain.day, certain.month, certain.year)
    found = read_day(written)
    # A day that its year does not have is none.
    if found is None or _year_of(found, period):
        return one_line(written)
    return long_date(found.day, found.month)


def certain_day(written: str, period: InterviewPeriod | None) -> date | None:
    """Return the day of an interview, its year that which is written or the period's; None where it is not certain."""
    found = read_day(written)
    year = found and _year_of(found, period)
    if not found or not year or found.day > monthrange(year, found.month)[1]:
        return None
    return date(year, found.month, found.day)


def _year_of(day: WrittenDay, period: InterviewPeriod | None) -> int | None:
    return day.year or (period.year_of(day.month) if period else None)


def read_day(written: str) -> WrittenDay | None:
    """Return the day that a text is, in figures or with the month's name; None where it is anything else."""
    text = unaccented(one_line(written)).strip(" .")
    first, _, rest = text.partition(" ")
    if first.strip(",.") in _WEEKDAYS:
        text = rest
    text = text.removeprefix("le ")
    for pattern in (_ISO, _FIGURES, _NAMED, _NAME_FIRST):
        match = pattern.fullmatch(text)
        if match is not None:
            return _day(match.groupdict())
    return None


def _day(parts: dict[str, str | None]) -> WrittenDay | None:
    month = month_number(parts["name"] or "") if "name" in parts else int(parts["month"] or 0)
    day, year = int(parts["day"] or 0), int(parts["year"]) if parts["year"] else None
    if year is not None and year < _CENTURY // 10:
        year += _CENTURY
    if not month or not 1 <= month <= 12 or not 1 <= day <= monthrange(year or _LEAP_YEAR, month)[1]:
        return None
    return WrittenDay(day, month, year)


def month_number(word: str, *, whole: bool = False) -> int | None:
    """Return the number of the month of which a word is the name, or begins it so that no other begins alike."""
    if len(word) < _SHORTEST_MONTH:
        return None
    found = [
        number
        for number, names in enumerate(_MONTHS, start=1)
        if any(name == word if whole else name.startswith(word) for name in names)
    ]
    return found[0] if len(found) == 1 else None
