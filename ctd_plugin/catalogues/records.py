"""What catalogues are asked for and what they hold, in one shape whatever their API."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

PAGE_SIZE = 20


class LinkKind(StrEnum):
    """What a link leads to; the values stand in the results of `ctd:searchcatalogues`."""

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
        """Return one box, or the two on either side of the antimeridian."""
        if self.west <= self.east:
            return (self,)
        return Extent(self.west, self.south, 180.0, self.north), Extent(-180.0, self.south, self.east, self.north)

    def intersects(self, other: Extent) -> bool:
        """Whether two boxes share a point."""
        return any(
            one.west <= two.east and two.west <= one.east and one.south <= two.north and two.south <= one.north
            for one in self.parts()
            for two in other.parts()
        )


@dataclass(frozen=True)
class Link:
    """One address of a record; `layer` is a name for requests where there is one, `title` what a person reads.

    Credentials in an address are taken out, and `credentials_removed` says so.
    """

    kind: LinkKind
    url: str
    layer: str = ""
    title: str = ""
    format: str = ""
    credentials_removed: bool = False

    @property
    def is_intranet(self) -> bool:
        """Whether the host answers inside the State's own network only."""
        return (urlsplit(self.url).hostname or "").endswith(".rie.gouv.fr")


@dataclass(frozen=True)
class Record:
    """One data set of a catalogue; what it does not say is empty, and `modified` is an ISO date where it is one."""

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
    """What to look for: words as a person types them, and where; `cursor` is that of the page before, "" at first."""

    words: str
    extent: Extent | None = None
    limit: int = PAGE_SIZE
    cursor: str = ""


@dataclass(frozen=True)
class RecordPage:
    """A part of what a catalogue found.

    `matched` is what it says to hold in all, None where it does not say; `unread` counts the records that could not
    be read; `cursor` leads to the next page and is empty on the last.
    """

    records: tuple[Record, ...]
    matched: int | None = None
    unread: int = 0
    cursor: str = ""
