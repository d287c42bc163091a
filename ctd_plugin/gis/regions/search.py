"""Search of regions by words in their answers and by filters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from qgis.core import QgsProject

from ...data.fulltext import AnswerIndex, Group, Hit, Passage
from ...data.profile.edition_reader import EditionProfiles, read_geopackage
from ...data.profile.region_profile import RegionProfile
from ...i18n import current_language
from ...regions import codes_by_name
from ..project.layers import find_layers
from ..user_profile import working_copy
from .edition_cache import edition_of
from .passages import passages_of

NO_ANSWER = "no_answer"
"""The choice of the regions whose status the survey leaves open."""

# Who pays is what a filter is for: a region "says FEDER" only where the survey does.
_SEARCHED = (Group.REGION, Group.PLATFORM, Group.ANSWER)


@dataclass(frozen=True)
class SearchIndex:
    """The regions by their names, their passages, and the full-text index over them; any thread may search it.

    `edition` is the name of the survey's edition as its file has it.
    """

    regions: Mapping[str, RegionProfile]
    passages: tuple[Passage, ...]
    fulltext: AnswerIndex
    edition: str = ""


class RegionSearch:
    """The index of the project's layers, or of the bundled survey where they are not loaded; main thread only."""

    def __init__(self) -> None:
        self._bundled: EditionProfiles | None = None

    def index(self) -> SearchIndex:
        """Return the index, made anew where the layers or the language have changed.

        CtdError where the bundled survey cannot be copied to the user's profile or read there.
        """
        layers = find_layers(QgsProject.instance())
        if layers is not None:
            return _index(edition_of(layers), current_language())
        if self._bundled is None:
            self._bundled = read_geopackage(working_copy())
        return _index(self._bundled, current_language())


@lru_cache(maxsize=4)
def _index(edition: EditionProfiles, _language: str) -> SearchIndex:
    # The passages are in the language in force.
    passages = tuple(passage for passage in passages_of(edition) if passage.text)
    regions = {code: edition.by_code[code] for code in codes_by_name(edition.by_code)}
    return SearchIndex(regions, passages, AnswerIndex(passages), edition.about.get("edition", ""))


@dataclass(frozen=True)
class RegionFilter:
    """What the regions shown must have in common; empty texts and None let all pass."""

    status: str = ""
    technology: str = ""
    payer: str = ""
    has_budget: bool | None = None
    has_staff: bool | None = None

    def passes(self, region: RegionProfile) -> bool:
        """Whether a region has all that the filter requires."""
        return (
            self.status in ("", region.status.value if region.status else NO_ANSWER)
            and (not self.technology or self.technology in region.technologies)
            and (not self.payer or self.payer in region.payers)
            and self.has_budget in (None, region.budget is not None)
            and self.has_staff in (None, region.staff is not None)
        )


@dataclass(frozen=True)
class FoundRegion:
    """A region that is left, with its hits in the survey's order."""

    region: RegionProfile
    hits: tuple[Hit, ...]


def find(index: SearchIndex, query: str, region_filter: RegionFilter) -> list[FoundRegion]:
    """Return the regions that pass the filter and, where words are looked for, contain them; by their names."""
    regions = [region for region in index.regions.values() if region_filter.passes(region)]
    if query.strip():
        hits = _by_region(index.fulltext.search(query, _SEARCHED))
        return [FoundRegion(region, tuple(hits[region.code])) for region in regions if region.code in hits]
    reasons = _by_region([Hit(passage) for passage in index.passages if _is_reason(passage, region_filter)])
    return [FoundRegion(region, tuple(reasons.get(region.code, ()))) for region in regions]


def _is_reason(passage: Passage, region_filter: RegionFilter) -> bool:
    if passage.group is Group.PLATFORM:
        return region_filter.technology in passage.also
    required = {
        "funding_sources": bool(region_filter.payer),
        "date_ctd": bool(region_filter.status),
        "moyens": bool(region_filter.has_budget or region_filter.has_staff),
    }
    return required.get(passage.field, False)


def _by_region(hits: list[Hit]) -> dict[str, list[Hit]]:
    found = defaultdict(list)
    for hit in hits:
        found[hit.passage.code].append(hit)
    return dict(found)
