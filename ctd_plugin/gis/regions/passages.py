"""The texts about the regions in which words are found, in the language in force."""

from __future__ import annotations

from collections.abc import Iterator

from ...catalogues.registry import Platform, PlatformStatus, Technology
from ...data.columns import SURVEY_COLUMNS
from ...data.facts.fact import payer_names
from ...data.fulltext import Group, Passage
from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.region_profile import RegionProfile
from ...i18n import tr
from ...regions import FORMER_REGIONS, REGION_ALIASES
from ..labels.fields import field_aliases
from ..labels.labels import carried_over
from ..labels.platforms import platform_status_phrases, technology_names

# A region's name has a passage of its own; who was interviewed is nobody's search.
_NOT_SEARCHED = {"region_code", "region", "repondant"}


def passages_of(edition: EditionProfiles) -> Iterator[Passage]:
    """Yield the passages of all regions, some of them empty: their names, platforms, payers and answers."""
    profiles, titles = edition.by_code.values(), field_aliases()
    yield from map(name_passage, profiles)
    for profile in profiles:
        yield from map(platform_passage, profile.platforms)
    for profile in profiles:
        yield _payers(profile, titles["funding_sources"])
    for profile in profiles:
        for column in SURVEY_COLUMNS:
            if column not in _NOT_SEARCHED:
                text = profile.cells.get(column, "").strip()
                yield Passage(
                    profile.code,
                    Group.ANSWER,
                    column,
                    carried_over(titles[column], profile.carried_from(column)),
                    text,
                )


def name_passage(profile: RegionProfile) -> Passage:
    """Return the passage of a region's name, which other names of today and of before 2016 find too."""
    former = [name for name, today in FORMER_REGIONS.values() if today == profile.code]
    names = (*REGION_ALIASES.get(profile.code, ()), *former, profile.code)
    title = field_aliases()["region_name"]
    return Passage(profile.code, Group.REGION, "region_name", title, profile.printed_name.strip(), names)


def platform_passage(platform: Platform) -> Passage:
    """Return the passage of a platform: its name, technology, state and address."""
    technology, status = platform.technology, platform.status
    shown = "" if technology is Technology.OTHER else technology_names().get(technology, technology)
    state = "" if status is PlatformStatus.ACTIVE else platform_status_phrases().get(status, "")
    text = " – ".join(filter(None, (platform.name.strip(), shown, state, platform.homepage.strip())))
    return Passage(platform.region, Group.PLATFORM, "name", tr("Platform"), text, (str(technology),))


def _payers(profile: RegionProfile, title: str) -> Passage:
    text = ", ".join(name for payer, name in payer_names().items() if payer in profile.payers)
    # The survey says FEDER in every language.
    also = (*profile.payers, *(["FEDER"] if "europe" in profile.payers else []))
    return Passage(profile.code, Group.PAYER, "funding_sources", title, text, also)
