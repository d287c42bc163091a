"""Queries, records and links of catalogues, the same for every API."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

PAGE_SIZE = 20


class LinkKind(StrEnum):
    """What a link leads to; the values are part of the results of `ctd:searchcatalogues`."""

    WMS = "wms"
    WFS = "wfs"
    WMTS = "wmts"
    TMS = "tms"
    OGCAPI_FEATURES = "ogcapi-features"
    ARCGIS = "arcgis"
    GEOJSON = "geojson"
    FILE = "file"
    PAGE = "page"


@dataclass(frozen=True)
class Extent:
    """A box in degrees (EPSG:4326); where `west` is greater than `east` it crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    def parts(self) -> tuple[Extent, ...]:
        """Return the extent itself, or its two parts on either side of the antimeridian."""
        if self.west <= self.east:
            return (self,)
        return Extent(self.west, self.south, 180.0, self.north), Extent(-180.0, self.south, self.east, self.north)

    def intersects(self, other: Extent) -> bool:
        """Whether two extents share a point."""
        return any(
            one.west <= two.east and two.west <= one.east and one.south <= two.north and two.south <= one.north
            for one in self.parts()
            for two in other.parts()
        )


@dataclass(frozen=True)
class Link:
    """A URL of a record; `layer` is the name for requests, "" where there is none, `title` what users read.

    Credentials in the URL are removed, and `credentials_removed` says so.
    """

    kind: LinkKind
    url: str
    layer: str = ""
    title: str = ""
    format: str = ""
    credentials_removed: bool = False

    @property
    def is_intranet(self) -> bool:
        """Whether the host is reachable in the State's own network only."""
        return (urlsplit(self.url).hostname or "").endswith(".rie.gouv.fr")


@dataclass(frozen=True)
class Record:
    """A data set of a catalogue; unknown fields are empty, and `modified` is an ISO date if possible."""

    id: str
    title: str
    abstract: str = ""
    organisation: str = ""
    modified: str = ""
    licence: str = ""
    extent: Extent | None = None
    links: tuple[Link, ...] = ()
    landing_page: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Query:
    """A search: words as typed, an extent, and the cursor of the previous page, "" for the first page.

    Without words the newest records come first, as far as the catalogue can sort; `any_order` leaves it the choice.
    """

    words: str
    extent: Extent | None = None
    limit: int = PAGE_SIZE
    cursor: str = ""
    any_order: bool = False

    @property
    def is_newest_first(self) -> bool:
        """Whether the newest records are to come first: nothing else says which are the best."""
        return not self.words.strip() and not self.any_order


@dataclass(frozen=True)
class RecordPage:
    """A page of the records that a catalogue found.

    `matched` is the number of all that match, None where the catalogue does not say; `unread` counts those that could
    not be read, `left_out` those that are no data (templates, harvesters, feature catalogues), `elsewhere` those whose
    known extent lies outside the query's; `cursor` is for the next page, "" on the last.
    """

    records: tuple[Record, ...]
    matched: int | None = None
    unread: int = 0
    cursor: str = ""
    left_out: int = 0
    elsewhere: int = 0

    @property
    def received(self) -> int:
        """The number of records that the catalogue sent, whatever became of them."""
        return len(self.records) + self.unread + self.left_out + self.elsewhere
