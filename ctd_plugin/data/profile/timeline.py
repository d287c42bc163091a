"""The dates of a region's CTD on a line of time: firm days, and spans for what is planned or not quite certain."""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from ...text import one_line, unaccented
from ..survey.interview_dates import certain_day, month_number
from .region_profile import RegionProfile

_CTD_DATE = "ctd_date"
"""The indicator of a full date; a fact has it as year-month-day."""


class EventKind(StrEnum):
    """What happened or is planned."""

    CTD = "ctd"
    INTERVIEW = "interview"


@dataclass(frozen=True)
class Event:
    """Something between two days, which are the same for a day that is known. `written` is the survey's text.

    `carried_from` is the year of the earlier edition that it was carried over from, "" where it is new.
    """

    kind: EventKind
    first: date
    last: date
    written: str
    carried_from: str = ""

    @property
    def is_firm(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last


def events_of(profile: RegionProfile) -> list[Event]:
    """Return the dates of a region's CTD and of its interview, the earliest first.

    A date that is not wholly understood is no event: a wrong place on the line would be worse than none.
    """
    carried = profile.carried_from("date_ctd")
    days = _ctd_days(profile)
    events = {Event(EventKind.CTD, day, day, profile.written_date, carried) for day in days}
    if not events and (span := written_span(profile.cells.get("date_ctd", ""))):
        events.add(Event(EventKind.CTD, *span, profile.written_date, carried))
    if day := certain_day(profile.cells.get("date_entretien", ""), profile.interview_period):
        events.add(Event(EventKind.INTERVIEW, day, day, profile.interview_date, profile.carried_from("date_entretien")))
    return sorted(events, key=lambda event: (event.first, event.last, event.kind))


def _ctd_days(profile: RegionProfile) -> list[date]:
    days = []
    for fact in profile.facts:
        if fact.indicator == _CTD_DATE:
            with suppress(ValueError):
                days.append(date.fromisoformat(fact.value))
    return days or ([profile.ctd_date] if profile.ctd_date else [])


# In French and in English, without accents. Winter is of two years, and so of none.
_SEASONS = {
    "printemps": (3, 6),
    "spring": (3, 6),
    "ete": (6, 9),
    "summer": (6, 9),
    "automne": (9, 12),
    "autumn": (9, 12),
}
_PARTS = {"debut": (1, 4), "early": (1, 4), "mi": (5, 8), "mid": (5, 8), "fin": (9, 12), "late": (9, 12)}
_LEADING = r"(?:(?:en|a|au|pour|vers|courant|cours|de|du|le|la|in|for|the|of|during|horizon|annee|year) |[ld]')*"
_REMARK = re.compile(r"\([^()]*\)")
_YEAR = r"(?P<year>20\d\d)"
_PATTERNS = tuple(
    re.compile(_LEADING + pattern)
    for pattern in (
        _YEAR,
        rf"{_YEAR} ?(?:-|–|/|a|ou|or|to) ?(?P<until>20\d\d)",
        rf"(?P<word>[a-z]+)[ -]{_LEADING}{_YEAR}",
        rf"(?P<word>[a-z]+) ?(?:-|–|/|a|ou|or|to) ?(?P<last_word>[a-z]+) {_LEADING}{_YEAR}",
        rf"(?:(?P<count>[1-4])(?:er|e|eme|st|nd|rd|th)? (?P<unit>trimestre|semestre|quarter|half)) {_LEADING}{_YEAR}",
        rf"(?P<letter>[tsqh])(?P<count>[1-4])[ -]{_LEADING}{_YEAR}",
        rf"(?P<month>0?[1-9]|1[0-2])/{_YEAR}",
    )
)
_UNITS = {"trimestre": 3, "quarter": 3, "t": 3, "q": 3, "semestre": 6, "half": 6, "s": 6, "h": 6}


@lru_cache(maxsize=200)
def written_span(written: str) -> tuple[date, date] | None:
    """Return the first and the last day that a horizon such as "printemps 2026 (optimiste)" may mean.

    None where any of its words outside a parenthesis is not understood.
    """
    text = one_line(_REMARK.sub(" ", unaccented(written))).strip(" .,;:")
    for pattern in _PATTERNS:
        match = pattern.fullmatch(text)
        if match and (span := _span({name: value for name, value in match.groupdict().items() if value})):
            return span
    return None


def _span(parts: dict[str, str]) -> tuple[date, date] | None:
    year = int(parts["year"])
    until = int(parts.get("until", year))
    months: tuple[int, int] | None = (1, 12)
    if "word" in parts:
        months = _months(parts["word"])
        if "last_word" in parts and months:
            last = _months(parts["last_word"])
            months = (months[0], last[1]) if last else None
    elif "count" in parts:
        length = _UNITS[parts.get("unit", parts.get("letter", ""))]
        end = int(parts["count"]) * length
        months = (end - length + 1, end) if end <= 12 else None
    elif "month" in parts:
        months = (int(parts["month"]), int(parts["month"]))
    if months is None or (year, months[0]) > (until, months[1]):
        return None
    return date(year, months[0], 1), date(until, months[1], monthrange(until, months[1])[1])


def _months(word: str) -> tuple[int, int] | None:
    """Return the first and the last month of a season, a part of a year, or a month by its name."""
    if word in _SEASONS or word in _PARTS:
        return _SEASONS.get(word) or _PARTS[word]
    month = month_number(word)
    return (month, month) if month else None
