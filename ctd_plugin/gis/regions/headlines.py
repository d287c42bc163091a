"""The headline figures of the survey, as maps draw and write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qgis.core import QgsFeature

from ...data.facts.fact import Scope
from ...i18n import plural, tr
from ...regions import REGION_NAMES
from ..project.layers import CtdLayers


@dataclass(frozen=True)
class Figure:
    """One region's staff (FTE) or yearly budget (EUR): value, upper end of a range, and what it counts."""

    value: float
    value_max: float | None
    scope: Scope


def headline_figures(layers: CtdLayers, indicator: str) -> dict[str, Figure]:
    """Return region code → the one figure that maps draw for `staff_fte` or `annual_budget`, in code order.

    Figures of regions that the layer of regions lacks are left to `undrawn_figures`.
    """
    drawn = _drawn_codes(layers)
    return {
        row["region_code"]: Figure(
            float(row["value"]), float(row["value_max"]) if row["value_max"] else None, Scope(row["scope"])
        )
        for row in _headlines(layers, indicator)
        if row["region_code"] in drawn
    }


def undrawn_figures(layers: CtdLayers, indicator: str) -> Iterator[str]:
    """Yield a sentence that counts and names the regions whose figure no map can draw, as the layer lacks them."""
    drawn = _drawn_codes(layers)
    codes = [row["region_code"] for row in _headlines(layers, indicator) if row["region_code"] not in drawn]
    if codes:
        text = plural(
            len(codes),
            tr("{count} figure is of a region that the layer lacks, and not drawn: {regions}."),
            tr("{count} figures are of regions that the layer lacks, and not drawn: {regions}."),
        )
        yield text.format(count=len(codes), regions=", ".join(REGION_NAMES.get(code, code) for code in codes))


def _headlines(layers: CtdLayers, indicator: str) -> list[QgsFeature]:
    rows = [row for row in layers.tables["facts"].getFeatures() if row["indicator"] == indicator and row["headline"]]
    return sorted(rows, key=lambda row: row["region_code"])


def _drawn_codes(layers: CtdLayers) -> set[str]:
    return {region["region_code"] for region in layers.regions.getFeatures()}


@dataclass(frozen=True)
class Range:
    """A class of amounts: its lowest and highest value."""

    low: float
    high: float


def equal_classes(values: Sequence[float], count: int = 3) -> list[Range]:
    """Return at most `count` classes of about as many values each; equal values are never parted.

    Eight to twelve values of unlike size fill them all, which equal intervals would not.
    """
    ordered = sorted(values)
    ranges: list[Range] = []
    start = 0
    for part in range(1, count + 1):
        end = round(len(ordered) * part / count)
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
