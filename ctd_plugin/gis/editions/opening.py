"""What is done before an edition is opened: it is looked at, and copied where it must not be opened in its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ...data.editions.summary import EditionSummary, read_summary
from ..project.datasource import DataSource, Schema
from ..sharing.postgis import Database
from .database import schema_summary
from .local_copy import profile_copy, reason_for_copy
from .place import EditionPlace


@dataclass(frozen=True)
class ReadyEdition:
    """The source to open, what it is where that is known, and why it is a copy, "" where it is none."""

    source: DataSource
    summary: EditionSummary | None = None
    why_copied: str = ""


def prepare_edition(source: DataSource, database: Database | None) -> ReadyEdition:
    """Return what to open for a source; CtdError, in one sentence, where it cannot be. Call it in a job."""
    if isinstance(source, Schema):
        # Without its database, the layers tell what that refuses.
        return ReadyEdition(source, schema_summary(database, source.name) if database else None)
    summary, reason = read_summary(source), reason_for_copy(source)
    return ReadyEdition(profile_copy(source) if reason else source, summary, reason)


def place_summary(place: EditionPlace, database: Database | None) -> EditionSummary:
    """Return what the edition at a place is; `database` is that of its connection. Call it in a job."""
    return schema_summary(database, place.schema) if database else read_summary(Path(place.file))
