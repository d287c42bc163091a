"""The user's decisions on the columns, regions and statuses of a survey, each for a text of its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...text import one_line
from ..columns import find_columns, names_of

UNUSED = ""
"""A column, region or status that is left out by decision."""


@dataclass(frozen=True)
class RowChoice:
    """The row chosen for a region: its number from 1 below the header, and how it writes the region."""

    row: int
    written: str


@dataclass(frozen=True)
class Decisions:
    """Decisions, which override what the reader would choose."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Name of a file's column → column of the survey, indicator of a figure, or UNUSED."""
    regions: Mapping[str, str] = field(default_factory=dict)
    """How rows write a region (`written_region`) → region code, or UNUSED."""
    rows: Mapping[str, RowChoice] = field(default_factory=dict)
    """Region code → the row to use where there are several."""
    statuses: Mapping[str, str] = field(default_factory=dict)
    """Text of a status cell, on one line → status, or UNUSED."""
    covers: Mapping[str, str] = field(default_factory=dict)
    """Indicator of a column of figures → what all its figures cover, where their words need not say it."""


def written_region(code: str | None, name: str | None) -> str:
    """Return the code cell and the name cell of a row's region on one line."""
    return one_line(f"{code or ''} {name or ''}")


def decided_columns(header: tuple[str, ...], decisions: Decisions) -> dict[str, int]:
    """Return column of the survey → index in a header: as decided, and else as recognised by the heading."""
    names = names_of(header)
    decided = {target: names.index(name) for name, target in decisions.columns.items() if name in names}
    free = {
        column: index
        for column, index in find_columns(header).items()
        if column not in decided and names[index] not in decisions.columns
    }
    decided.pop(UNUSED, None)
    return {**free, **decided}
