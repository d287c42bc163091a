"""The catalogues to search for a region, with extents: those of its platforms, else the national one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ..i18n import tr
from ..regions import PRINTED_NAMES
from .clients import GEOGRAPHIC_PROTOCOLS, OPEN_DATA_PROTOCOLS, SEARCHED
from .health import Health, Key, health_rank
from .http.urls import address_key
from .records import Extent
from .registry import Confidence, Endpoint, Platform, PlatformStatus, Protocol

NATIONAL_ID = "geoplateforme"
NATIONAL_NAME = "Géoplateforme"
NATIONAL_URL = "https://data.geopf.fr/csw"
"""The catalogue of the Géoplateforme (IGN): a CSW that is read by GET alone.

Source: the Géoplateforme's list of its endpoints, and geOrchestra's configuration of MapStore (2026-06). Not called.
"""

_CONFIDENCES = tuple(Confidence)


@dataclass(frozen=True)
class Catalogue:
    """A catalogue to search within `extent`; its results are grouped under `region`, a code.

    `id` is unique in a plan and the same in every search: that of the platform, with `.open-data` for its second
    catalogue; `geoplateforme-06` for the national catalogue about Mayotte.
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
    checked: Mapping[Key, Health] = MappingProxyType({}),
) -> tuple[Catalogue, ...]:
    """Return the catalogues to search for the regions (their codes; all 18 where none is given), region by region.

    - Of an active platform, its geographic catalogue and its open data, each at its best endpoint: one that answered
      when it was checked, else one that was not checked; of these the one of highest confidence, then the first in the
      order above. One of low confidence that was not seen to answer is taken only where its platform has none better,
      or the better ones of its kind did not answer; one that did not answer, where there is no other of its kind; a
      QGIS project only where its platform has nothing else.
    - A URL that two platforms share is searched once, for the first.
    - For a region without any catalogue, the national one, within the region's extent and the map's `extent`. It is
      left out where the two do not intersect, and has no extent where neither is known.
    """
    planned: list[Catalogue] = []
    seen: set[tuple[Protocol, str]] = set()
    for region in dict.fromkeys(regions or PRINTED_NAMES):
        own = [platform for platform in platforms if platform.region == region]
        catalogues = [catalogue for platform in own for catalogue in catalogues_of(platform, extent, checked)]
        for catalogue in catalogues:
            key = (catalogue.protocol, address_key(catalogue.url).lower())
            if key not in seen:
                seen.add(key)
                planned.append(catalogue)
        if not catalogues:
            planned += _national_catalogues(region, extent, region_extents.get(region))
    return tuple(planned)


def catalogues_of(
    platform: Platform, extent: Extent | None = None, checked: Mapping[Key, Health] = MappingProxyType({})
) -> tuple[Catalogue, ...]:
    """Return the catalogues of one platform, as `plan` chooses them; none where it is not active."""
    return tuple(_platform_catalogues(platform, extent, checked)) if platform.status is PlatformStatus.ACTIVE else ()


def _platform_catalogues(
    platform: Platform, extent: Extent | None, checked: Mapping[Key, Health]
) -> Iterator[Catalogue]:
    endpoints = _chosen_endpoints(platform.endpoints, checked)
    names = [platform.name]
    if len(endpoints) > 1:
        both = (tr("{name} (maps and layers)"), tr("{name} (open data)"))
        names = [name.format(name=platform.name) for name in both]
    for endpoint, name, suffix in zip(endpoints, names, ("", ".open-data"), strict=False):
        yield Catalogue(
            id=platform.id + suffix,
            name=name,
            platform_id=platform.id,
            region=platform.region,
            protocol=endpoint.protocol,
            url=endpoint.url,
            extent=extent,
        )


def _chosen_endpoints(endpoints: Iterable[Endpoint], checked: Mapping[Key, Health]) -> list[Endpoint]:
    searched = [endpoint for endpoint in endpoints if endpoint.protocol in SEARCHED]
    # Of low confidence are those that nobody has seen answer.
    sure = [one for one in searched if one.confidence is not Confidence.LOW or health_rank(one, checked) == 0]
    candidates = sure if any(health_rank(one, checked) < 2 for one in sure) else searched

    def best_of(protocols: Sequence[Protocol]) -> Endpoint | None:
        best = _best_endpoint(candidates, protocols, checked)
        # Another may answer where the surest does not.
        return _best_endpoint(searched, protocols, checked) if best and health_rank(best, checked) == 2 else best

    best = map(best_of, (GEOGRAPHIC_PROTOCOLS, OPEN_DATA_PROTOCOLS))
    project = best_of((Protocol.IDG_PROJECT,))
    return [endpoint for endpoint in best if endpoint] or ([project] if project else [])


def _best_endpoint(
    endpoints: Iterable[Endpoint], protocols: Sequence[Protocol], checked: Mapping[Key, Health]
) -> Endpoint | None:
    """Return the best endpoint with one of the protocols; of equals, the one listed first."""
    candidates = [endpoint for endpoint in endpoints if endpoint.protocol in protocols]

    def rank(endpoint: Endpoint) -> tuple[int, int, bool, int]:
        confidence = _CONFIDENCES.index(endpoint.confidence)
        health = health_rank(endpoint, checked)
        return health, confidence, _is_federated(endpoint), protocols.index(endpoint.protocol)

    return min(candidates, key=rank, default=None)


def _is_federated(endpoint: Endpoint) -> bool:
    """Whether an endpoint searches other platforms too, which have their own; older OneGeo sites do."""
    return endpoint.protocol is Protocol.ONEGEO and not endpoint.url.partition("?")[0].rstrip("/").endswith("/_search")


def _national_catalogues(region: str, extent: Extent | None, region_extent: Extent | None) -> list[Catalogue]:
    within = extent or region_extent
    if extent and region_extent:
        within = intersection(extent, region_extent)
        if within is None:
            return []
    return [
        Catalogue(
            id=f"{NATIONAL_ID}-{region}",
            name=f"{NATIONAL_NAME} – {PRINTED_NAMES.get(region, region)}",
            platform_id=NATIONAL_ID,
            region=region,
            protocol=Protocol.CSW,
            url=NATIONAL_URL,
            extent=within,
        )
    ]


def intersection(one: Extent, two: Extent) -> Extent | None:
    """Return the intersection of two extents, None where they share nothing.

    An extent across the antimeridian and one around the world share two parts; their extent crosses it too.
    """
    if one.west <= one.east and two.west > two.east:
        one, two = two, one
    sides = [[box for part in two.parts() if (box := _box_intersection(side, part))] for side in one.parts()]
    boxes = [box for side in sides for box in side]
    if not boxes:
        return None
    # One group of boxes, or those on either side of the antimeridian.
    first, last = next(side for side in sides if side), next(side for side in reversed(sides) if side)
    return Extent(
        min(box.west for box in first),
        min(box.south for box in boxes),
        max(box.east for box in last),
        max(box.north for box in boxes),
    )


def _box_intersection(one: Extent, two: Extent) -> Extent | None:
    if not one.intersects(two):
        return None
    return Extent(
        max(one.west, two.west), max(one.south, two.south), min(one.east, two.east), min(one.north, two.north)
    )
