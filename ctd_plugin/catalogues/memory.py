"""The last results, kept in a file of the user's, so that they can be searched offline."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from .plan import Catalogue
from .records import Extent, Record

Tell = Callable[[str], object]


def remember(
    path: Path, catalogue: Catalogue, records: Iterable[Record], when: datetime, tell: Tell = lambda _: None
) -> None:
    """Keep the records that a catalogue gave; `tell` is given a sentence where they cannot be kept. Never raises."""
    raise NotImplementedError


def recall(
    path: Path,
    catalogues: Iterable[Catalogue],
    words: str,
    extent: Extent | None,
    limit: int,
    tell: Tell = lambda _: None,
) -> list[tuple[str, Record, datetime]]:
    """Return (id of the catalogue, record, when it gave it) of those that hold all the words. Never raises."""
    raise NotImplementedError
