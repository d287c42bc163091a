"""Which catalogues a search asks, and within what extent: those of the platforms, else the national one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..i18n import tr
from ..regions import REGION_NAMES
from .clients import SEARCHED
from .records import Extent
from .registry import Confidence, Endpoint, Platform, PlatformStatus, Protocol

NATIONAL_ID = "geoplateforme"
NATIONAL_NAME = "Géoplateforme"
NATIONAL_URL = "https://data.geopf.fr/csw"
"""The catalogue of the Géoplateforme (IGN): a CSW that is read by GET alone.

Source: the Géoplateforme's list of its endpoints, and geOrchestra's configuration of MapStore (2026-06). Not called.
"""

GEOGRAPHIC_PROTOCOLS = (Protocol.CSW, Protocol.GEONETWORK, Protocol.OGCAPI_RECORDS)
"""The doors to a platform's catalogue of maps and layers, the best first.

They open on the same records. CSW comes first because it is what harvesters and viewers are seen to use on these
platforms; most GeoNetwork addresses that public sources give are those of single records.
"""
OPEN_DATA_PROTOCOLS = (Protocol.OPENDATASOFT, Protocol.ONEGEO, Protocol.DATA4CITIZEN, Protocol.CKAN)
"""The doors to a platform's open data, the best first.

A portal's own interface comes before the CKAN behind it or beside it: OneGeo tells which layers of which service a
data set is, and Data4Citizen answers on the host that people know.
"""

_CONFIDENCES = tuple(Confidence)


@dataclass(frozen=True)
class Catalogue:
    """One catalogue to ask: `region` is the code that its results are grouped under, `extent` what to ask it within.

    `id` is unique in a plan and the same in every search: that of the platform, with `.open-data` for its second
    catalogue; `geoplateforme-06` for the national catalogue asked about Mayotte.
    """

    id: str
    name: str
    platform_id: str
    region: str
    protocol: Protocol
    url: str
    extent: Extent | None


def plan(
    platforms: Sequence[Platform],
    regions: Sequence[str],
    extent: Extent | None,
    region_extents: Mapping[str, Extent],
) -> tuple[Catalogue, ...]:
    """Return the catalogues to ask about the regions (their codes; all 18 where none is given), region by region.

    - An active platform is asked once for its geographic catalogue and once for its open data, each through its best
      endpoint: the surest, then the first in the order above. An endpoint of low confidence is asked only where its
      platform has none better, a QGIS project only where its platform has nothing else.
    - The same address on two platforms is asked once, for the first.
    - A region left without any catalogue is looked up in the national one, within the region's extent and the map's.
      It is left out where the two do not meet, and asked without a filter where neither is known.
    """
    planned: list[Catalogue] = []
    taken: set[tuple[Protocol, str]] = set()
    for region in dict.fromkeys(regions or REGION_NAMES):
        own = [p for p in platforms if p.region == region and p.status is PlatformStatus.ACTIVE]
        catalogues = [catalogue for platform in own for catalogue in _platform_catalogues(platform, extent)]
        for catalogue in catalogues:
            door = (catalogue.protocol, _url_key(catalogue.url))
            if door not in taken:
                taken.add(door)
                planned.append(catalogue)
        if not catalogues:
            planned += _national_catalogues(region, extent, region_extents.get(region))
    return tuple(planned)


def _platform_catalogues(platform: Platform, extent: Extent | None) -> Iterator[Catalogue]:
    doors = _chosen_endpoints(platform.endpoints)
    names = [platform.name]
    if len(doors) > 1:
        both = (tr("{name} (maps and layers)"), tr("{name} (open data)"))
        names = [name.format(name=platform.name) for name in both]
    for door, name, ending in zip(doors, names, ("", ".open-data"), strict=False):
        yield Catalogue(
            id=platform.id + ending,
            name=name,
            platform_id=platform.id,
            region=platform.region,
            protocol=door.protocol,
            url=door.url,
            extent=extent,
        )


def _chosen_endpoints(endpoints: Iterable[Endpoint]) -> list[Endpoint]:
    known = [endpoint for endpoint in endpoints if endpoint.protocol in SEARCHED]
    known = [endpoint for endpoint in known if endpoint.confidence is not Confidence.LOW] or known
    return [
        *_best_endpoint(known, GEOGRAPHIC_PROTOCOLS),
        *_best_endpoint(known, OPEN_DATA_PROTOCOLS),
    ] or _best_endpoint(known, (Protocol.IDG_PROJECT,))


def _best_endpoint(endpoints: Iterable[Endpoint], protocols: Sequence[Protocol]) -> list[Endpoint]:
    """Return the best endpoint that speaks one of the protocols, if any; of equals, the one listed first."""
    shelf = [endpoint for endpoint in endpoints if endpoint.protocol in protocols]
    shelf.sort(key=lambda e: (_CONFIDENCES.index(e.confidence), _is_federated(e), protocols.index(e.protocol)))
    return shelf[:1]


def _is_federated(endpoint: Endpoint) -> bool:
    """Whether an endpoint searches other platforms too, which answer for themselves; of OneGeo the older sites do."""
    return endpoint.protocol is Protocol.ONEGEO and not endpoint.url.partition("?")[0].rstrip("/").endswith("/_search")


def _url_key(url: str) -> str:
    return url.partition("://")[2].rstrip("/?").lower()


def _national_catalogues(region: str, extent: Extent | None, region_extent: Extent | None) -> list[Catalogue]:
    within = extent or region_extent
    if extent and region_extent:
        within = intersection(extent, region_extent)
        if within is None:
            return []
    return [
        Catalogue(
            id=f"{NATIONAL_ID}-{region}",
            name=f"{NATIONAL_NAME} – {REGION_NAMES.get(region, region)}",
            platform_id=NATIONAL_ID,
            region=region,
            protocol=Protocol.CSW,
            url=NATIONAL_URL,
            extent=within,
        )
    ]


def intersection(one: Extent, two: Extent) -> Extent | None:
    """Return what two boxes share, None where they do not meet.

    A box across the antimeridian and one around the world share two pieces; the box of both crosses it too.
    """
    if one.west <= one.east and two.west > two.east:
        one, two = two, one
    sides = [[piece for part in two.parts() if (piece := _box_intersection(side, part))] for side in one.parts()]
    pieces = [piece for side in sides for piece in side]
    if not pieces:
        return None
    # One group of pieces, or those on either side of the antimeridian.
    first, last = next(side for side in sides if side), next(side for side in reversed(sides) if side)
    return Extent(
        min(piece.west for piece in first),
        min(piece.south for piece in pieces),
        max(piece.east for piece in last),
        max(piece.north for piece in pieces),
    )


def _box_intersection(one: Extent, two: Extent) -> Extent | None:
    if not one.intersects(two):
        return None
    return Extent(
        max(one.west, two.west), max(one.south, two.south), min(one.east, two.east), min(one.north, two.north)
    )
