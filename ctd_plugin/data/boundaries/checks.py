"""Checking the regions of a layer against the bundled outlines: their place, area and holes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import pi

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from ...i18n import tr
from ...regions import PRINTED_NAMES
from ..report import Problem
from .bundled import read_bundled_regions
from .crs import square_km

Outlines = Mapping[str, BaseGeometry]
"""Region code → shape in EPSG:4326."""

OVERSEAS = ("01", "02", "03", "04", "06")
_WHOLE = 0.9
"""Share of the bundled area from which on a region is complete: simplified coasts lose some of it."""
_NARROW = 0.02
"""Compactness, area by that of a circle of the same perimeter, below which a hole is a sliver."""


@lru_cache(maxsize=1)
def bundled_shapes() -> dict[str, BaseGeometry]:
    """Return the bundled shapes in EPSG:4326 by region code."""
    return {code: shapely.from_wkb(shape.wkb) for code, shape in read_bundled_regions().shapes.items()}


@lru_cache(maxsize=1)
def _bundled_km() -> dict[str, float]:
    return dict(zip(bundled_shapes(), square_km(list(bundled_shapes().values())), strict=True))


def displacement_problems(drawn: Outlines, file: str) -> Iterator[Problem]:
    """Yield a problem for each overseas region that is drawn elsewhere, as near the mainland on many maps."""
    for code, shape in drawn.items():
        if code in OVERSEAS and not shapely.box(*bundled_shapes()[code].bounds).intersects(shapely.box(*shape.bounds)):
            message = tr("{file}: {region} is displaced (inset coordinates); use a layer with its true position.")
            yield Problem(0, "region_code", code, message.format(file=file, region=PRINTED_NAMES[code]))


def coverage_problems(drawn: Outlines, file: str) -> Iterator[Problem]:
    """Yield a problem for each region, dissolved from units, that is too small or has unexpected holes."""
    for code, area in zip(drawn, square_km(list(drawn.values())), strict=True):
        name = PRINTED_NAMES[code]
        share = area / _bundled_km()[code]
        if share < _WHOLE:
            message = tr("{file}: the units of {region} cover {percent} % of its area; others are missing.")
            message = message.format(file=file, region=name, percent=_rounded(100 * share))
            yield Problem(0, "region_code", code, message)
    yield from _holes(drawn, file)


def absence_problems(drawn: Outlines, file: str) -> Iterator[Problem]:
    """Yield a problem where a layer has all regions of the mainland, but not all overseas."""
    missing = [code for code in OVERSEAS if code not in drawn]
    if missing and drawn.keys() >= PRINTED_NAMES.keys() - set(OVERSEAS):
        message = tr("{file} covers the mainland only; missing: {regions}.")
        names = ", ".join(PRINTED_NAMES[code] for code in missing)
        yield Problem(0, "region_code", "", message.format(file=file, regions=names))


def _holes(drawn: Outlines, file: str) -> Iterator[Problem]:
    tree = shapely.STRtree(list(drawn.values()))
    for code, shape in drawn.items():
        points = [(hole, hole.representative_point()) for hole in _rings(shape)]
        holes = [
            hole
            for hole, point in points
            if not len(tree.query(point, "within")) and not any(town.contains(point) for town in _foreign_enclaves())
        ]
        if not holes:
            continue
        slivers = sum(4 * pi * hole.area < _NARROW * hole.length**2 for hole in holes)
        areas = square_km(holes)
        largest = holes[areas.argmax()].representative_point()
        message = tr(
            "{file}, {region}: holes between units: {count}, of which slivers: {slivers}; {area} km² in all, the "
            "largest near {place}."
        ).format(
            file=file,
            region=PRINTED_NAMES[code],
            count=len(holes),
            slivers=slivers,
            area=_rounded(areas.sum()),
            place=f"{largest.y:.4f}, {largest.x:.4f}",
        )
        yield Problem(0, "region_code", code, message)


def _rounded(number: float) -> str:
    return f"{number:.0f}" if number >= 10 else f"{number:.2g}"


@lru_cache(maxsize=1)
def _foreign_enclaves() -> tuple[Polygon, ...]:
    """Return the holes of the bundled outlines that no region fills: the enclaves of another country."""
    holes = [hole for shape in bundled_shapes().values() for hole in _rings(shape)]
    tree = shapely.STRtree(list(bundled_shapes().values()))
    return tuple(hole for hole in holes if not len(tree.query(hole.representative_point(), "within")))


def _rings(shape: BaseGeometry) -> list[Polygon]:
    return [Polygon(ring) for part in shapely.get_parts(shape) for ring in part.interiors]
