"""Which technologies the platforms of the regions run on, who runs these, and the small maps that show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from ...catalogues.registry import Operator, Platform, PlatformStatus, Technology
from ...data.profile.region_profile import RegionProfile

MOST_PANELS = 6
"""How many small maps a page has room for."""

# A file of the user's own may also have codes that are not known.
_NAMED = [technology for technology in Technology if technology is not Technology.OTHER]


class Use(StrEnum):
    """Who runs the platforms of a region that have a technology in common."""

    PARTNERS = "partners"
    STATE = "state"
    BOTH = "both"
    RETIRED = "retired"


@dataclass(frozen=True)
class TechnologyPanel:
    """One technology, or several rare ones together: region code → who uses it there."""

    id: str
    technologies: tuple[Technology, ...]
    uses: Mapping[str, Use]

    @property
    def count(self) -> int:
        """Return in how many regions a platform in service has one of the technologies."""
        return sum(use is not Use.RETIRED for use in self.uses.values())


@dataclass(frozen=True)
class TechnologyUse:
    """The data platforms of the regions by what they run on."""

    profiles: Sequence[RegionProfile]

    @cached_property
    def by_technology(self) -> Mapping[Technology, Mapping[str, Use]]:
        """Return each technology with who uses it where, that of most regions first."""
        found = {technology: self._uses({technology}) for technology in _NAMED}
        used = [technology for technology, uses in found.items() if uses]
        # Equals keep the order of the registry.
        used.sort(key=lambda technology: -_in_service(found[technology]))
        return {technology: found[technology] for technology in used}

    @cached_property
    def panels(self) -> Sequence[TechnologyPanel]:
        """Return a panel for each technology; the least used share the last where there are too many."""
        used = list(self.by_technology)
        alone = used if len(used) <= MOST_PANELS else used[: MOST_PANELS - 1]
        panels = [TechnologyPanel(each.value, (each,), self.by_technology[each]) for each in alone]
        rest = tuple(used[len(alone) :])
        return [*panels, TechnologyPanel("others", rest, self._uses(set(rest)))] if rest else panels

    @cached_property
    def leaders(self) -> Sequence[Technology]:
        """Return the technologies that most regions have in service; none where no technology is in service."""
        counts = {technology: _in_service(uses) for technology, uses in self.by_technology.items()}
        most = max(counts.values(), default=0)
        return [technology for technology, count in counts.items() if count == most > 0]

    def count(self, technology: Technology) -> int:
        """Return in how many regions a technology is in service."""
        return _in_service(self.by_technology[technology])

    @property
    def most(self) -> int:
        """Return in how many regions the leaders are in service."""
        return self.count(self.leaders[0]) if self.leaders else 0

    @property
    def of_other_technology(self) -> Mapping[str, int]:
        """Return region code → its platforms in service whose technology is none of those known."""
        return self._counted(lambda each: each.is_active and set(each.technologies).isdisjoint(_NAMED))

    @property
    def planned(self) -> Mapping[str, int]:
        """Return region code → its planned platforms."""
        return self._counted(lambda each: each.status is PlatformStatus.PLANNED)

    @property
    def without_platform(self) -> Sequence[str]:
        """Return the codes of the regions that no platform, planned or retired ones neither, is known of."""
        return [profile.code for profile in self.profiles if not profile.data_platforms]

    def technologies_of(self, code: str) -> Mapping[Technology, Use]:
        """Return a region's technologies with who uses them, those of most regions first."""
        return {technology: uses[code] for technology, uses in self.by_technology.items() if code in uses}

    def _uses(self, technologies: set[Technology]) -> dict[str, Use]:
        uses = {profile.code: _use(_with(profile.data_platforms, technologies)) for profile in self.profiles}
        return {code: use for code, use in uses.items() if use}

    def _counted(self, counts_one: Callable[[Platform], bool]) -> Mapping[str, int]:
        counts = {profile.code: sum(map(counts_one, profile.data_platforms)) for profile in self.profiles}
        return {code: count for code, count in counts.items() if count}


def _with(platforms: Iterable[Platform], technologies: set[Technology]) -> list[Platform]:
    return [platform for platform in platforms if not technologies.isdisjoint(platform.technologies)]


def _use(platforms: Sequence[Platform]) -> Use | None:
    """Return who runs some platforms of a region; a planned platform is no use yet."""
    by_state = {each.operator is Operator.ETAT for each in platforms if each.is_active}
    if by_state:
        return Use.BOTH if len(by_state) == 2 else Use.STATE if True in by_state else Use.PARTNERS
    return Use.RETIRED if any(each.status is PlatformStatus.RETIRED for each in platforms) else None


def _in_service(uses: Mapping[str, Use]) -> int:
    return sum(use is not Use.RETIRED for use in uses.values())
