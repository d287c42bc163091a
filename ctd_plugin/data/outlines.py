"""Comparing regions that somebody drew with the outlines that come with the plugin: place, size and holes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import pi

import geopandas as gpd
import shapely
from pyproj import Geod
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from ..i18n import tr
from ..regions import REGION_NAMES
from .paths import REGIONS
from .report import Problem

OVERSEAS = ("01", "02", "03", "04", "06")
_GEOD = Geod(ellps="GRS80")
_WHOLE = 0.9
"""Share of the published area from which a region counts as whole: simplified coasts lose some of it."""
_NARROW = 0.02
"""Area of a hole by that of the circle with the same border, below which it is a sliver between two units."""


@lru_cache(maxsize=1)
def published() -> dict[str, BaseGeometry]:
    """Return the bundled outlines (EPSG:4326) by region code."""
    frame = gpd.read_file(REGIONS, layer="regions")
    return dict(zip(frame.region_code, frame.geometry, strict=True))


@lru_cache(maxsize=1)
def _published_km() -> dict[str, float]:
    return {code: square_km(shape) for code, shape in published().items()}


def square_km(shape: BaseGeometry) -> float:
    """Return the area on the ellipsoid of a shape in degrees."""
    return float(abs(_GEOD.geometry_area_perimeter(shape)[0])) / 1e6


def displaced(regions: gpd.GeoDataFrame, file: str) -> Iterator[Problem]:
    """Tell of the overseas regions (EPSG:4326) that are drawn elsewhere, as beside the mainland on many maps."""
    for code, shape in zip(regions.region_code, regions.geometry, strict=True):
        if code in OVERSEAS and not shapely.box(*published()[code].bounds).intersects(shapely.box(*shape.bounds)):
            message = tr(
                "{file} draws {region} at false coordinates, as maps do that move it near the mainland; "
                "take a layer that draws it in its place."
            )
            yield Problem(0, "region_code", code, message.format(file=file, region=REGION_NAMES[code]))


def unfinished(regions: gpd.GeoDataFrame, file: str) -> Iterator[Problem]:
    """Tell of the regions (EPSG:4326), united from units, that are too small or have holes which nobody owns."""
    for code, shape in zip(regions.region_code, regions.geometry, strict=True):
        name = REGION_NAMES[code]
        share = square_km(shape) / _published_km()[code]
        if share < _WHOLE:
            message = tr("{file}: the units of {region} make {percent} % of its area; the others are missing.")
            message = message.format(file=file, region=name, percent=_rounded(100 * share))
            yield Problem(0, "region_code", code, message)
    yield from _holes(regions, file)


def absent(regions: gpd.GeoDataFrame, file: str) -> Iterator[Problem]:
    """Tell which overseas regions are missing in a layer that draws the whole mainland."""
    drawn = set(regions.region_code)
    missing = [code for code in OVERSEAS if code not in drawn]
    if missing and drawn.issuperset(REGION_NAMES.keys() - set(OVERSEAS)):
        message = tr("{file} draws the mainland only; it lacks {regions}.")
        names = ", ".join(REGION_NAMES[code] for code in missing)
        yield Problem(0, "region_code", "", message.format(file=file, regions=names))


def _holes(regions: gpd.GeoDataFrame, file: str) -> Iterator[Problem]:
    tree = shapely.STRtree(regions.geometry.to_numpy())
    for code, shape in zip(regions.region_code, regions.geometry, strict=True):
        points = [(hole, hole.representative_point()) for hole in _rings(shape)]
        holes = [
            hole
            for hole, point in points
            if not len(tree.query(point, "within")) and not any(town.contains(point) for town in _abroad())
        ]
        if not holes:
            continue
        slivers = sum(1 for hole in holes if _is_sliver(hole))
        largest = max(holes, key=square_km)
        message = tr(
            "{file}, {region}: holes that no unit covers: {count}, of which slivers between borders: {slivers}; "
            "{area} km² in all, the largest near {place}."
        ).format(
            file=file,
            region=REGION_NAMES[code],
            count=len(holes),
            slivers=slivers,
            area=_rounded(sum(map(square_km, holes))),
            place=f"{largest.representative_point().y:.4f}, {largest.representative_point().x:.4f}",
        )
        yield Problem(0, "region_code", code, message)


def _rounded(number: float) -> str:
    return f"{number:.0f}" if number >= 10 else f"{number:.2g}"


@lru_cache(maxsize=1)
def _abroad() -> tuple[Polygon, ...]:
    """Return the holes of the published outlines that no region fills: a town of another country."""
    holes = [hole for shape in published().values() for hole in _rings(shape)]
    tree = shapely.STRtree(list(published().values()))
    return tuple(hole for hole in holes if not len(tree.query(hole.representative_point(), "within")))


def _rings(shape: BaseGeometry) -> list[Polygon]:
    return [Polygon(ring) for part in shapely.get_parts(shape) for ring in part.interiors]


def _is_sliver(hole: Polygon) -> bool:
    return bool(4 * pi * hole.area < _NARROW * hole.length**2)
