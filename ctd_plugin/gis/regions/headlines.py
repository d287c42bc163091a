"""The headline figures of the survey, as maps draw and write them."""

from __future__ import annotations

from collections.abc import Iterator

from ...data.facts.fact import IN_DOUBT, UNREAD_COLUMNS, headline
from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.figure import Figure, headline_figure
from ...i18n import plural, tr
from ...regions import PRINTED_NAMES


def headline_figures(edition: EditionProfiles, indicator: str) -> dict[str, Figure]:
    """Return region code → the one figure that maps draw for an indicator such as STAFF or BUDGET, in code order.

    Figures of regions that the layer of regions lacks are left to `undrawn_figures`.
    """
    figures = {profile.code: headline_figure(profile.facts, indicator) for profile in edition.profiles}
    return {code: figure for code, figure in figures.items() if figure}


def undrawn_figures(edition: EditionProfiles, indicator: str) -> Iterator[str]:
    """Yield a sentence that counts and names the regions whose figure no map can show, as the layer lacks them."""
    codes = [profile.code for profile in edition.undrawn if headline(profile.facts, indicator)]
    if codes:
        text = plural(
            len(codes),
            tr("{count} figure not shown (region missing from the layer): {regions}."),
            tr("{count} figures not shown (regions missing from the layer): {regions}."),
        )
        yield text.format(count=len(codes), regions=", ".join(PRINTED_NAMES.get(code, code) for code in codes))


def unread_column(edition: EditionProfiles, indicator: str) -> str:
    """Return the heading of the survey's column of an indicator that was not read, "" where there is none."""
    return edition.about.get(UNREAD_COLUMNS[indicator], "")


def regions_in_doubt(edition: EditionProfiles, indicator: str) -> list[str]:
    """Return the names of the regions whose figure was not understood whole, and so is not shown."""
    codes = edition.about.get(IN_DOUBT[indicator], "").split(", ")
    return [PRINTED_NAMES.get(code, code) for code in codes if code]
