"""What a person decided about the columns, regions and statuses of a survey's file, each by the words of the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...text import one_line
from ..columns import find_columns, names_of

UNUSED = ""
"""In place of a column, a region or a status: left out on purpose."""


@dataclass(frozen=True)
class RowChoice:
    """Which of a region's rows counts: its number from 1 below the header, and how it names the region."""

    row: int
    written: str


@dataclass(frozen=True)
class Decisions:
    """What is not decided here is decided by the reader."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Name of a file's column → column of the survey, indicator of a figure, or UNUSED."""
    regions: Mapping[str, str] = field(default_factory=dict)
    """What a row's cells say of its region (`written_region`) → region code, or UNUSED."""
    rows: Mapping[str, RowChoice] = field(default_factory=dict)
    """Region code → the row that counts where several speak for it."""
    statuses: Mapping[str, str] = field(default_factory=dict)
    """What a status cell says, on one line → status, or UNUSED."""


def written_region(code: str | None, name: str | None) -> str:
    """Return what the two cells of a row say of its region, on one line."""
    return one_line(f"{code or ''} {name or ''}")


def decided_columns(header: tuple[str, ...], decisions: Decisions) -> dict[str, int]:
    """Return column → index in a header: as decided by name, and else as known by the heading."""
    names = names_of(header)
    decided = {target: names.index(name) for name, target in decisions.columns.items() if name in names}
    free = {
        column: index
        for column, index in find_columns(header).items()
        if column not in decided and names[index] not in decisions.columns
    }
    decided.pop(UNUSED, None)
    return {**free, **decided}
