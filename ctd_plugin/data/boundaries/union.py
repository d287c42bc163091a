"""The union of polygons that share borders: what is left of their edges when the shared ones are taken away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from .geometry import Shapes

_SAME = 1e-11
"""Relative difference between areas that are the same."""


@dataclass(frozen=True)
class United:
    """The union of polygons; `fits` is false where their borders overlap or do not share all vertices."""

    shape: BaseGeometry
    fits: bool


def unite(shapes: Shapes) -> United:
    """Return the union of valid polygons as a MultiPolygon, many times faster than the general union.

    An edge with a unit on either side is none of the union's. The others are the outline where all units fit; where
    some do not, they cross, and part the land into faces, each in none, one or several of the units.
    """
    edges = _outer_edges(shapes)
    noded = shapely.union_all(edges)
    faces = shapely.get_parts(shapely.polygonize([noded]))
    tree = shapely.STRtree(shapes)
    times = np.bincount(tree.query(_inner_points(faces, tree), "intersects")[0], minlength=len(faces))
    if not _are_close((times * shapely.area(faces)).sum(), shapely.area(shapes).sum()):
        # Rounded coordinates of crossings may part what was one face.
        return United(_multipolygon(shapely.union_all(shapes)), False)
    fits = _count_edges(noded) == _count_edges(edges) and bool(times.max() == 1)
    return United(_multipolygon(_union_of_faces(faces[times > 0])), fits)


def _inner_points(faces: Shapes, tree: shapely.STRtree) -> Shapes:
    """Return a point in each face that is on no border of a unit."""
    points: Shapes = shapely.point_on_surface(faces)
    # Those of grids are: there, a point in one of the units beside it.
    face, unit = tree.query(points, "touches")
    points[face] = shapely.point_on_surface(shapely.intersection(faces[face], tree.geometries[unit]))
    return points


def _union_of_faces(faces: Shapes) -> BaseGeometry:
    """Return the union of polygons that do not overlap.

    GEOS does not always give a valid one of a coverage: https://github.com/libgeos/geos/issues/889.
    """
    union = shapely.coverage_union_all(faces)
    is_right = shapely.is_valid(union) and _are_close(union.area, shapely.area(faces).sum())
    return union if is_right else shapely.union_all(faces)


def _multipolygon(shape: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(shape)
    return shapely.multipolygons(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])


def _are_close(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME * other


def _count_edges(lines: BaseGeometry | Shapes) -> int:
    parts = shapely.get_parts(lines)
    return int(shapely.get_num_coordinates(parts).sum()) - len(parts)


def _outer_edges(shapes: Shapes) -> Shapes:
    """Return the edges of polygons that have not as many of them on one side as on the other, each once.

    They come as lines, each as long as no other meets it.
    """
    places, unit = shapely.get_coordinates(shapes, return_index=True)
    ends = _hashed(places)
    lasts, are_holes = _rings(shapes, unit, ends)
    is_left = np.repeat(_are_counterclockwise(places, lasts) ^ are_holes, np.diff(lasts, prepend=-1))
    # From one place to the next, but not from ring to ring, nor where a place is repeated.
    is_edge = ends[1:] != ends[:-1]
    is_edge[lasts[:-1]] = False
    starts = np.flatnonzero(is_edge)
    edges = ends[starts] + ends[starts + 1]
    sides = np.where((ends[starts] < ends[starts + 1]) ^ is_left[starts], 1, -1)
    order = np.argsort(edges)
    firsts = np.flatnonzero(np.append(True, np.diff(edges[order]) != 0))
    outer = order[firsts[np.add.reduceat(sides[order], firsts) != 0]]
    return _lines(places, ends, np.sort(starts[outer]))


def _lines(places: NDArray[np.float64], ends: NDArray[np.uint64], starts: NDArray[np.intp]) -> Shapes:
    """Return the edges that begin at some places as lines, each as long as no other meets it."""
    _, meeting, times = np.unique(
        np.concatenate([ends[starts], ends[starts + 1]]), return_inverse=True, return_counts=True
    )
    begins = np.ones(len(starts), dtype=bool)
    begins[1:] = (starts[1:] != starts[:-1] + 1) | (times[meeting[1 : len(starts)]] > 2)
    line = np.cumsum(begins) - 1
    last = np.flatnonzero(np.append(begins, True)[1:])
    along = np.insert(starts, last + 1, starts[last] + 1)
    lines: Shapes = shapely.linestrings(places[along], indices=np.insert(line, last + 1, line[last]))
    return lines


def _rings(
    shapes: Shapes, unit: NDArray[np.intp], ends: NDArray[np.uint64]
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return the last place of each ring, and whether it is a hole; `unit` has the index of the shape of each place."""
    lasts = np.append(np.flatnonzero(np.diff(unit)), len(unit) - 1)
    firsts = np.append(0, lasts[:-1] + 1)
    # Most shapes are one ring, which ends where it begins: the rings of the others are slow to make.
    others = unit[lasts[ends[firsts] != ends[lasts]]]
    rings, part = shapely.get_rings(shapely.get_parts(shapes[others]), return_index=True)
    own = np.flatnonzero(np.isin(unit, others))[np.cumsum(shapely.get_num_coordinates(rings)) - 1]
    lasts = np.union1d(lasts, own)
    are_holes = np.zeros(len(lasts), dtype=bool)
    are_holes[np.searchsorted(lasts, own)] = np.diff(part, prepend=-1) == 0
    return lasts, are_holes


def _are_counterclockwise(places: NDArray[np.float64], lasts: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return whether each ring is."""
    x, y = (places[:, axis] - places[0, axis] for axis in (0, 1))
    areas = np.append(x[:-1] * y[1:] - x[1:] * y[:-1], 0.0)
    areas[lasts] = 0
    are: NDArray[np.bool_] = np.add.reduceat(areas, np.append(0, lasts[:-1] + 1)) > 0
    return are


def _hashed(places: NDArray[np.float64]) -> NDArray[np.uint64]:
    """Return a number for each place, the same for the same coordinates and hardly ever for others."""
    # Zero has two signs. Round numbers differ in their first bits alone, which products only move further up.
    x, y = ((places[:, axis] + 0.0).view(np.uint64) for axis in (0, 1))
    x ^= x >> np.uint64(32)
    y ^= y >> np.uint64(32)
    x *= np.uint64(0x9E3779B97F4A7C15)
    y *= np.uint64(0x165667B19E3779F9)
    x ^= x >> np.uint64(29)
    y ^= y >> np.uint64(29)
    x += y
    x *= np.uint64(0xC2B2AE3D27D4EB4F)
    hashed: NDArray[np.uint64] = x ^ (x >> np.uint64(32))
    return hashed
