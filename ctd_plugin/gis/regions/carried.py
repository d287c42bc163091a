"""How many of the answers on a map were carried over from an earlier edition, as nobody renewed them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from ...data.facts.fact import headline
from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.region_profile import RegionProfile
from ...i18n import plural, tr
from ..labels.labels import SHORT_NAMES

YearOf = Callable[[RegionProfile], str]
"""Returns the year from which what a map shows of a region was carried over, "" where it was not."""

_MOST_FINDINGS = 3


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
    """Yield a sentence for each year in parentheses on a map: how many answers were carried over from it, and whose."""
    for year, regions in sorted(_by_year(edition, year_of).items()):
        text = plural(
            len(regions),
            tr("({year}): {count} answer carried over from {year}, not renewed ({regions})."),
            tr("({year}): {count} answers carried over from {year}, not renewed ({regions})."),
        )
        # All of them: where there is no room, a label leaves the year out.
        yield text.format(count=len(regions), year=year, regions=", ".join(regions))


def old_statuses_note(edition: EditionProfiles, mark: str, codes: Collection[str]) -> Iterator[str]:
    """Yield what a mark beside another answer means: that the status of these regions was carried over."""
    by_year = _by_year(edition, lambda one: status_carried(one) if one.code in codes else "")
    for year, regions in sorted(by_year.items()):
        text = tr("{mark} status carried over from {year}, not renewed ({regions}).")
        yield text.format(mark=mark, year=year, regions=", ".join(regions))


def with_carried(findings: Sequence[str], edition: EditionProfiles, year_of: YearOf) -> list[str]:
    """Return what a map says, with the number of answers that were carried over, which takes the place of the third."""
    by_year = _by_year(edition, year_of)
    if not by_year:
        return list(findings)
    count = sum(map(len, by_year.values()))
    text = plural(
        count,
        tr("{count} of the answers shown is carried over from {years}: nobody renewed it."),
        tr("{count} of the answers shown are carried over from {years}: nobody renewed them."),
    )
    return [*findings[: _MOST_FINDINGS - 1], text.format(count=count, years=", ".join(sorted(by_year)))]


def _by_year(edition: EditionProfiles, year_of: YearOf) -> dict[str, list[str]]:
    """Return year → the names of the regions of which something was carried over from it."""
    names: dict[str, list[str]] = {}
    for profile in edition.profiles:
        if year := year_of(profile):
            names.setdefault(year, []).append(SHORT_NAMES.get(profile.code, profile.printed_name))
    return names
