"""The headline figures of the survey, as maps draw and write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...data.facts.fact import Scope, headline
from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.figure import Figure, headline_figure
from ...i18n import plural, tr
from ...regions import REGION_NAMES

_CLASSES = 3


def headline_figures(edition: EditionProfiles, indicator: str) -> dict[str, Figure]:
    """Return region code → the one figure that maps draw for an indicator such as STAFF or BUDGET, in code order.

    Figures of regions that the layer of regions lacks are left to `undrawn_figures`.
    """
    figures = {profile.code: headline_figure(profile.facts, indicator) for profile in edition.profiles}
    return {code: figure for code, figure in figures.items() if figure}


def undrawn_figures(edition: EditionProfiles, indicator: str) -> Iterator[str]:
    """Yield a sentence that counts and names the regions whose figure no map can draw, as the layer lacks them."""
    codes = [profile.code for profile in edition.undrawn if headline(profile.facts, indicator)]
    if codes:
        text = plural(
            len(codes),
            tr("{count} figure not shown (region missing from the layer): {regions}."),
            tr("{count} figures not shown (regions missing from the layer): {regions}."),
        )
        yield text.format(count=len(codes), regions=", ".join(REGION_NAMES.get(code, code) for code in codes))


@dataclass(frozen=True)
class Range:
    """A class of amounts: its lowest and highest value."""

    low: float
    high: float


def equal_classes(values: Sequence[float]) -> list[Range]:
    """Return at most three classes of about as many values each; equal values are never parted.

    Eight to twelve values of unlike size fill them all, which equal intervals would not.
    """
    ordered = sorted(values)
    ranges: list[Range] = []
    start = 0
    for part in range(1, _CLASSES + 1):
        end = round(len(ordered) * part / _CLASSES)
        while start < end < len(ordered) and ordered[end] == ordered[end - 1]:
            end += 1
        if end > start:
            ranges.append(Range(ordered[start], ordered[end - 1]))
            start = end
    return ranges


def scopes_of(figures: Mapping[str, Figure]) -> list[Scope]:
    """Return the scopes that occur, in their order of preference."""
    used = {figure.scope for figure in figures.values()}
    return [scope for scope in Scope if scope in used]
