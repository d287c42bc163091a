"""What an edition in a GeoPackage is, told before it is opened."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ...databases import is_database
from ...errors import CtdError
from ...files import missing_error, read_error
from ...i18n import tr
from ..about import MADE_WITH, is_made_by_plugin
from ..profile.edition_reader import EditionProfiles, read_profiles
from ..profile.rows import TABLES, Tables, read_rows
from ..survey.interview_dates import interview_period

SUFFIX = ".gpkg"
_YEAR = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True)
class EditionSummary:
    """An edition: its name, the day on which it was made, and how many regions it has and how many answered."""

    name: str
    made_on: date | None
    regions: int
    answers: int
    compared_with: str = ""
    """The earlier edition that it tells the changes from."""


def is_edition(path: Path) -> bool:
    """Whether a file says that it is an edition; it may be damaged all the same. Quick, and reads only."""
    return path.suffix.lower() == SUFFIX and is_database(path) and is_made_by_plugin(path)


def read_summary(path: Path) -> EditionSummary:
    """Return what the edition in a file is; raises CtdError, in one sentence, where it cannot be opened."""
    if not path.exists():
        raise missing_error(path)
    try:
        tables = read_rows(path) if path.is_file() and is_database(path) else {}
    except OSError as error:
        raise read_error(path, error) from error
    except sqlite3.Error as error:
        message = tr("{file} is damaged and cannot be read: restore it from a backup.")
        raise CtdError(message.format(file=path)) from error
    return summary_of(tables, str(path))


def summary_of(tables: Tables, place: str) -> EditionSummary:
    """Return the same from the rows of an edition's tables; `place` is what messages call it."""
    about = next(iter(tables.get("about", ())), {})
    if not str(about.get("made_with") or "").startswith(MADE_WITH):
        message = tr("{file} is not an edition of the survey: choose a GeoPackage created by this plugin.")
        raise CtdError(message.format(file=place))
    missing = [name for name in TABLES if name not in tables]
    read = read_profiles(tables)
    if missing or read.misfits:
        message = tr(
            "{file} was created by another version of the plugin ({detail}): update the plugin, or build the edition "
            "again from its survey."
        )
        raise CtdError(message.format(file=place, detail=missing[0] if missing else _misfit(read)))
    changes = next(iter(read.changes.values()), None)
    return EditionSummary(
        name=read.about.get("edition", ""),
        made_on=day_of(read.about.get("made_on", "")),
        regions=len(read.profiles),
        answers=sum(profile.surveyed for profile in read.everywhere),
        compared_with=changes.edition_before if changes else "",
    )


def moment_of(name: str, made_on: date | None) -> tuple[int, int]:
    """Return the year and month that an edition is of: that of its last interviews, else its name, else its making."""
    period = interview_period(name)
    if period is not None:
        return period.last
    years = [int(year) for year in _YEAR.findall(name)]
    if years:
        return max(years), 12
    return (made_on.year, made_on.month) if made_on else (0, 0)


def _misfit(read: EditionProfiles) -> str:
    misfit = read.misfits[0]
    return f"{misfit.table}.{misfit.field}" + (f" = {misfit.value}" if misfit.value else "")


def day_of(text: str) -> date | None:
    """Return a day as an edition states it, None where it states none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
