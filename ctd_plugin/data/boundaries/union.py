"""Uniting units that share their borders: as a coverage where they fit, one by one only where they do not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from .geometry import Shapes

_FEW = 128
"""Units that are tried as one coverage: more, and one bad border spoils the work on many good ones."""
_FANOUT = 4
_SAME = 1e-11
"""Share of an area by which a union of a clean coverage may differ from the sum of its parts."""


@dataclass(frozen=True)
class United:
    """The union of some units; `fits` is false where some of their borders overlap or do not meet vertex by vertex."""

    shape: BaseGeometry
    fits: bool


def unite(shapes: Shapes) -> United:
    """Return the union of valid polygons, as a MultiPolygon.

    The union of a coverage only drops the borders that two units share vertex by vertex, and is many times faster
    than that of any polygons. It is taken where it proves right: valid, and as large as its parts together. A few bad
    units are met in groups of neighbours, so that they do not slow down the rest.
    """
    united = _unite(_by_place(shapes))
    return United(_multi(united.shape), united.fits)


def _by_place(shapes: Shapes) -> Shapes:
    """Return the shapes in an order in which neighbours mostly follow one another: rows of tiles, back and forth."""
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
    """Return the union of a coverage, or None where the shapes are none."""
    try:
        union = shapely.coverage_union_all(shapes)
    except shapely.GEOSException:
        return None
    area = shapely.area(shapes).sum()
    return union if shapely.is_valid(union) and abs(union.area - area) <= _SAME * area else None


def _multi(shape: BaseGeometry) -> BaseGeometry:
    polygons = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return shapely.multipolygons(polygons)
