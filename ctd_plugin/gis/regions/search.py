"""Which regions a search and a filter leave, and the passages that show why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ...data.fulltext import Group, Hit, Passage
from .passages import RegionFacts, SearchedAnswers

NO_ANSWER = "no_answer"
"""The choice of the regions whose status the survey leaves open."""

# Who pays is what a filter is for: a region "says FEDER" only where the survey does.
_SEARCHED = (Group.REGION, Group.PLATFORM, Group.ANSWER)


@dataclass(frozen=True)
class RegionFilter:
    """What the regions shown must have in common; empty texts and None let all pass."""

    status: str = ""
    technology: str = ""
    payer: str = ""
    has_budget: bool | None = None
    has_staff: bool | None = None

    def passes(self, region: RegionFacts) -> bool:
        return (
            self.status in ("", region.status.value if region.status else NO_ANSWER)
            and (not self.technology or self.technology in region.technologies)
            and (not self.payer or self.payer in region.payers)
            and self.has_budget in (None, region.has_budget)
            and self.has_staff in (None, region.has_staff)
        )


@dataclass(frozen=True)
class FoundRegion:
    """A region that is left, with its hits in the survey's order."""

    region: RegionFacts
    hits: tuple[Hit, ...]


def find(answers: SearchedAnswers, query: str, chosen: RegionFilter) -> list[FoundRegion]:
    """Return the regions that pass the filter and, where words are looked for, contain them; in code order."""
    regions = [region for region in answers.regions.values() if chosen.passes(region)]
    if query.strip():
        hits = _by_region(answers.index.search(query, _SEARCHED))
        return [FoundRegion(region, tuple(hits[region.code])) for region in regions if region.code in hits]
    reasons = _by_region([Hit(passage) for passage in answers.passages if _is_reason(passage, chosen)])
    return [FoundRegion(region, tuple(reasons.get(region.code, ()))) for region in regions]


def _is_reason(passage: Passage, chosen: RegionFilter) -> bool:
    if passage.group is Group.PLATFORM:
        return chosen.technology in passage.also
    asked = {
        "funding_sources": bool(chosen.payer),
        "date_ctd": bool(chosen.status),
        "moyens": bool(chosen.has_budget or chosen.has_staff),
    }
    return asked.get(passage.field, False)


def _by_region(hits: list[Hit]) -> dict[str, list[Hit]]:
    found = defaultdict(list)
    for hit in hits:
        found[hit.passage.code].append(hit)
    return dict(found)
