"""What is said of a data package as a whole, in the language of its metadata."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from ..about import MADE_WITH


@dataclass(frozen=True)
class Licence:
    """A licence: its SPDX identifier, its name and the address of its text."""

    name: str
    title: str
    address: str


LICENCE_OUVERTE = Licence(
    "etalab-2.0", "Licence Ouverte 2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence"
)


@dataclass(frozen=True)
class NamedExtent:
    """A part of the country and its extent in degrees."""

    name: str
    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True)
class PublishedFile:
    """A file of the package: its name, what it is, and its format with that format's standard and media type."""

    name: str
    title: str
    format: str
    version: str
    media_type: str


@dataclass(frozen=True)
class Publication:
    """What is said of a data package; texts without a value are "".

    `edition` is the name that people read, `source_edition` that in the data. `organisation` publishes it, `contact` is
    its e-mail address, `address` the one under which the files will be put. `licence` is that of the whole, None where
    each source keeps its own: `terms` are those. `resolution` is the usual length of a segment of the boundaries in
    metres. `period` is that of the interviews, its first and last day.
    """

    title: str
    abstract: str
    purpose: str
    lineage: str
    edition: str
    source_edition: str
    made_on: date
    today: date
    language: str
    organisation: str
    contact: str
    address: str
    licence: Licence | None
    sources: tuple[str, ...]
    terms: tuple[str, ...]
    keywords: tuple[str, ...]
    boxes: tuple[NamedExtent, ...]
    resolution: float | None
    period: tuple[date, date] | None
    files: tuple[PublishedFile, ...] = ()

    @property
    def identifier(self) -> UUID:
        """The same whenever the same organisation publishes the same edition: catalogues then replace its record."""
        return uuid5(NAMESPACE_URL, f"{MADE_WITH}/{self.source_edition}/{self.organisation}")

    @property
    def urn(self) -> str:
        """The identifier as an address."""
        return self.identifier.urn

    def url(self, file: str) -> str:
        """Return the address of a file, "" where it is not known where the files will be put."""
        return f"{self.address.rstrip('/')}/{file}" if self.address else ""
