"""Which catalogues a search asks, and with what extent: the platforms' own, and the national one where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..i18n import tr
from ..regions import REGION_NAMES
from .clients import SEARCHED
from .records import Extent
from .registry import Confidence, Endpoint, Platform, PlatformStatus, Protocol

NATIONAL_ID = "geoplateforme"
NATIONAL_NAME = "Géoplateforme"
NATIONAL_URL = "https://data.geopf.fr/csw"
"""The catalogue of the Géoplateforme (IGN), a CSW read by GET alone.

Source: its public list of endpoints and the configuration of geOrchestra's MapStore (June 2026). It was not called.
"""


@dataclass(frozen=True)
class Catalogue:
    """One catalogue to ask: `region` is the code of the region that its results stand under, `extent` the filter.

    `id` is unique in a plan and the same from one search to the next.
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
    """Return the catalogues to ask."""
    raise NotImplementedError
