"""From a survey that was read to the profiles of its regions, with the names of persons hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ...catalogues.registry import Platform
from ...regions import REGION_NAMES
from ...text import EMAIL
from ..columns import SURVEY_COLUMNS
from ..facts.fact import Fact, named_payers
from ..survey.email_addresses import is_functional
from ..survey.personal_names import NameMask
from ..survey.reader import SurveyRow
from .region_change import RegionChange
from .region_profile import RegionProfile


def survey_columns(personal: bool) -> list[str]:
    """Return the survey's columns, without the respondents unless `personal` data is wanted."""
    return [column for column in SURVEY_COLUMNS if personal or column != "repondant"]


def survey_profile(
    code: str,
    population: int | None,
    row: SurveyRow | None,
    facts: Iterable[Fact],
    platforms: Iterable[Platform],
    mask: NameMask,
    personal: bool = False,
    change: RegionChange | None = None,
) -> RegionProfile:
    """Return the profile of one region from its row of a survey, None where it has none.

    `facts` and `platforms` may be those of all regions.
    """
    carried = row.carried if row else {}
    masked = (masked_fact(fact, mask) for fact in facts if fact.region_code == code)
    own = tuple(carried_fact(fact, carried) for fact in masked)
    profile = RegionProfile(
        code,
        REGION_NAMES[code],
        population=population,
        payers=tuple(named_payers(own)),
        platforms=tuple(masked_platform(platform, mask) for platform in platforms if platform.region == code),
        facts=own,
        change=change,
    )
    if row is None:
        return profile
    cells = {column: mask.apply(row.cells.get(column, ""), code) for column in survey_columns(personal)}
    return replace(
        profile,
        surveyed=True,
        status=row.status,
        ctd_date=row.ctd_date,
        ctd_date_text=cells["date_ctd"],
        contact=_contact(row, mask),
        cells={**cells, "region_code": code},
        carried=carried,
    )


def carried_fact(fact: Fact, carried: Mapping[str, str]) -> Fact:
    """Return a fact with the year of the earlier edition that its answer was carried over from, if it was."""
    year = carried.get(fact.column, "")
    return replace(fact, carried_from=year) if year else fact


def masked_fact(fact: Fact, mask: NameMask) -> Fact:
    """Return a fact with the names in its texts hidden."""

    def masked(text: str) -> str:
        return mask.apply(text, fact.region_code)

    return replace(fact, quote=masked(fact.quote), note=masked(fact.note), note_fr=masked(fact.note_fr))


def masked_platform(platform: Platform, mask: NameMask) -> Platform:
    """Return a platform with the names in its quote hidden."""
    return replace(platform, survey_quote=mask.apply(platform.survey_quote, platform.region))


_LOCAL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@")
"""What begins like an address, though it may end early: dupont@brz."""


def _contact(row: SurveyRow, mask: NameMask) -> str:
    """Return the e-mail addresses of the contact cell, or its text where it gives none.

    With names to hide, a person's address is no contact, nor is one that may be a person's.
    """
    cell = row.cells.get("contact", "")
    addresses = list(dict.fromkeys(EMAIL.findall(cell)))
    if mask.names and any(not is_functional(local) for local in _LOCAL.findall(cell)) and not addresses:
        return ""
    if addresses and mask.names:
        addresses = [address for address in addresses if is_functional(address) and not mask.is_personal(address)]
        return ", ".join(addresses)
    return ", ".join(addresses) or mask.apply(cell, row.region_code)
