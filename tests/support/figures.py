"""Editions in memory whose regions have the figures that a test gives them."""

from __future__ import annotations

from ctd_plugin.data.facts.fact import BUDGET, Covers, Fact
from ctd_plugin.data.profile.edition_reader import EditionProfiles
from ctd_plugin.data.profile.region_profile import RegionProfile
from ctd_plugin.regions import REGION_NAMES


def amount(code, value, covers=Covers.UNKNOWN, indicator=BUDGET, value_max="", about=False):
    """Return a headline figure of a region."""
    return Fact(
        region_code=code,
        indicator=indicator,
        value=str(value),
        value_max=str(value_max),
        unit="EUR/year" if indicator == BUDGET else "FTE",
        scope="platform",
        covers=covers,
        about=about,
        payer="",
        headline=True,
        column="moyens",
        # Without digits: no figure is taken for a calculated one.
        quote="un montant",
        note="",
    )


def edition_with(*facts, population=1_000_000, about=None, statuses=None):
    """Return an edition of all regions, with the facts and, by code, the statuses."""
    profiles = [
        RegionProfile(
            code,
            name,
            population=population,
            surveyed=True,
            status=(statuses or {}).get(code),
            facts=tuple(fact for fact in facts if fact.region_code == code),
        )
        for code, name in REGION_NAMES.items()
    ]
    return EditionProfiles(tuple(profiles), about=about or {})
