"""The union of polygons that share borders: as a coverage where it is valid, else the general one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from .geometry import Shapes

_FEW = 128
"""Units that are tried as one coverage: of more, one bad border would spoil too much work."""
_FANOUT = 4
_SAME = 1e-11
"""Relative difference in area between the union of a valid coverage and its parts."""


@dataclass(frozen=True)
class United:
    """The union of polygons; `fits` is false where their borders overlap or do not share all vertices."""

    shape: BaseGeometry
    fits: bool


def unite(shapes: Shapes) -> United:
    """Return the union of valid polygons as a MultiPolygon.

    The union of a coverage only removes shared borders and is many times faster than the general union. It is used
    where its result is valid and of the same area as its parts. Units are grouped by neighbourhood, so that a few bad
    ones do not slow down the others.
    """
    united = _unite(_by_place(shapes))
    return United(_multi(united.shape), united.fits)


def _by_place(shapes: Shapes) -> Shapes:
    """Return the shapes sorted so that neighbours mostly follow one another: by rows, in alternating directions."""
    bounds = shapely.bounds(shapes)
    x, y = (bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2
    rows = max(1, round(np.sqrt(len(shapes) / _FEW)))
    row = np.argsort(np.argsort(y)) * rows // len(shapes)
    order = np.lexsort((np.where(row % 2, -x, x), row))
    ordered: Shapes = shapes[order]
    return ordered


def _unite(shapes: Shapes) -> United:
    if len(shapes) <= _FEW:
        whole = _coverage(shapes)
        if whole is not None:
            return United(whole, True)
        if len(shapes) <= _FANOUT:
            return United(shapely.union_all(shapes), False)
    groups = [_unite(group) for group in np.array_split(shapes, _FANOUT)]
    parts = np.array([group.shape for group in groups], dtype=object)
    whole, fits = _coverage(parts), all(group.fits for group in groups)
    return United(whole, fits) if whole is not None else United(shapely.union_all(parts), False)


def _coverage(shapes: Shapes) -> BaseGeometry | None:
    """Return the union of shapes as a coverage, None where they are no valid coverage."""
    try:
        union = shapely.coverage_union_all(shapes)
    except shapely.GEOSException:
        return None
    area = shapely.area(shapes).sum()
    return union if shapely.is_valid(union) and abs(union.area - area) <= _SAME * area else None


def _multi(shape: BaseGeometry) -> BaseGeometry:
    polygons = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return shapely.multipolygons(polygons)
