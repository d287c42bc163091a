"""What several catalogues answer, made one list: each data set once, the best first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from .plan import Catalogue
from .records import LinkKind, Record


@dataclass(frozen=True)
class Found:
    """One data set: `catalogues` are the ids of all that hold it, the best first, and `region` is that of the best."""

    record: Record
    catalogues: tuple[str, ...]
    region: str


class Merged:
    """The records of a search, added as catalogues answer."""

    def add(self, catalogue: Catalogue, records: Iterable[Record]) -> None:
        """Take the records of a catalogue; those it gave before are taken once."""
        raise NotImplementedError

    def found(self, words: str) -> list[Found]:
        """Return all data sets so far, those that answer the words best first."""
        raise NotImplementedError


def with_kinds(found: Iterable[Found], kinds: Collection[LinkKind]) -> list[Found]:
    """Return the data sets that have links of these kinds, with those links alone; all of them where none is named."""
    raise NotImplementedError
