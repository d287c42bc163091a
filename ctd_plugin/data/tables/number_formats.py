"""The number formats of spreadsheets: which of them show a number as a date or a time."""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import Enum


class NumberKind(Enum):
    """What the number of a cell means by its format."""

    OTHER = 0
    DATE = 1
    TIME = 2
    DATE_TIME = 3
    DURATION = 4


# Built-in formats, which files refer to by number only: 14 to 22, 45 to 47, and East Asian dates.
BUILT_IN = dict.fromkeys(map(str, (*range(14, 18), *range(27, 32), 36, *range(50, 55), 57, 58)), "d/m/y")
BUILT_IN |= dict.fromkeys(map(str, (*range(18, 22), *range(32, 36), 45, 47, 55, 56)), "h:mm:ss")
BUILT_IN |= {"22": "d/m/y h:mm", "46": "[h]:mm:ss"}
_NO_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.|AM/PM|A/P', re.IGNORECASE | re.DOTALL)


def kind_of(code: str) -> NumberKind:
    """Return the kind of a format code such as "d/m/yyyy"."""
    code = code[:1000].partition(";")[0].lower()
    if re.search(r"\[(?:h+|m+|s+)\]", code):
        return NumberKind.DURATION
    marks = set(_NO_FORMAT.sub("", code))
    if marks & {"0", "#", "?"} and "s" not in marks:
        return NumberKind.OTHER
    has_time = bool(marks & {"h", "s"})
    has_date = bool(marks & {"d", "y"}) or ("m" in marks and not has_time)
    if has_date:
        return NumberKind.DATE_TIME if has_time else NumberKind.DATE
    return NumberKind.TIME if has_time else NumberKind.OTHER


_DAY_SECONDS, _LAST_DAY = 86_400, 2_958_465


def boolean_text(value: bool) -> str:
    """Return a truth value as a French spreadsheet shows it."""
    return "VRAI" if value else "FAUX"


def number_text(value: float, kind: NumberKind, *, is_1904: bool = False) -> str:
    """Return a number as a French spreadsheet shows it, a date or a time by its kind."""
    if kind is NumberKind.OTHER or not 0 <= value <= _LAST_DAY:
        return f"{value:.15g}"
    days, seconds = divmod(round(value * _DAY_SECONDS), _DAY_SECONDS)
    minutes, second = divmod(seconds, 60)
    if kind is NumberKind.DURATION:
        return f"{24 * days + minutes // 60:02}:{minutes % 60:02}:{second:02}"
    hour = f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"
    if kind is NumberKind.TIME or (days == 0 and seconds and not is_1904):
        return hour
    # Spreadsheets count 29 February 1900, which did not exist.
    start = date(1904, 1, 1) if is_1904 else date(1899, 12, 30 if days > 60 else 31)
    try:
        day = f"{start + timedelta(days):%d/%m/%Y}"
    except OverflowError:
        return f"{value:.15g}"
    return f"{day} {hour}" if kind is NumberKind.DATE_TIME and seconds else day
