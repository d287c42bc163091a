"""How many of the answers on a map were carried over from an earlier edition, as nobody renewed them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...data.facts.fact import headline
from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.region_profile import RegionProfile
from ...i18n import plural, tr
from ...text import listed

YearOf = Callable[[RegionProfile], str]
"""Returns the year from which what a map shows of a region was carried over, "" where it was not."""

_MOST_NAMED = 6


def status_carried(profile: RegionProfile) -> str:
    """Return the year of a status that was carried over."""
    return profile.carried_from("statut") if profile.status else ""


def date_carried(profile: RegionProfile) -> str:
    """Return the year of the answer on the date of a CTD that was carried over."""
    return profile.carried_from("date_ctd") if profile.ctd_date_text else ""


def figure_carried(indicator: str) -> YearOf:
    """Return what gives the year of a figure of an indicator that was carried over."""

    def year_of(profile: RegionProfile) -> str:
        fact = headline(profile.facts, indicator)
        return fact.carried_from if fact else ""

    return year_of


def payers_carried(profile: RegionProfile) -> str:
    """Return the year of payers that were carried over."""
    return profile.payers_carried


def carried_notes(edition: EditionProfiles, year_of: YearOf) -> Iterator[str]:
    """Yield a sentence for each earlier edition: how many of the answers that a map shows are its own, and of whom."""
    names: dict[str, list[str]] = {}
    for profile in edition.profiles:
        if year := year_of(profile):
            names.setdefault(year, []).append(profile.printed_name)
    for year, regions in sorted(names.items()):
        text = plural(
            len(regions),
            tr("Includes {count} answer carried over from {year}, not renewed: {regions}."),
            tr("Includes {count} answers carried over from {year}, not renewed: {regions}."),
        )
        yield text.format(count=len(regions), year=year, regions=listed(regions, _MOST_NAMED))
