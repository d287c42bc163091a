"""The year by which an edition is called where its answers stand beside newer ones."""

from __future__ import annotations

import re

from ...text import truncated
from ..survey.interview_dates import interview_period
from .edition import Edition

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LONGEST = 24
"""Of a name in the place of a year, which must fit on a map."""


def edition_year(edition: Edition) -> str:
    """Return the year of an edition: that of its first interviews, else the last in its name, else of its file."""
    period = interview_period(edition.name)
    if period:
        return str(period.first[0])
    for text in (edition.name, edition.file.name):
        if years := _YEAR.findall(text):
            return str(years[-1])
    return str(edition.made_on.year) if edition.made_on else truncated(edition.name, _LONGEST)
