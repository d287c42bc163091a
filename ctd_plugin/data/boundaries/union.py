"""The union of polygons that share borders: what is left of their edges when the shared ones are taken away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from .geometry import Shapes

_FEW = 128
_FANOUT = 4
_SAME = 1e-11
"""Relative difference in area between the union of units that fit and the units."""


@dataclass(frozen=True)
class United:
    """The union of polygons; `fits` is false where their borders overlap or do not share all vertices."""

    shape: BaseGeometry
    fits: bool


def unite(shapes: Shapes) -> United:
    """Return the union of valid polygons as a MultiPolygon.

    Where units fit, an edge between two of them is in both and no edge of the union: many times faster than the general
    union, which is left for the few units that do not fit. (The union of a coverage in GEOS is neither faster nor
    always valid: https://github.com/libgeos/geos/issues/889.) No union is taken that is not valid or not of the same
    area as its parts: the units are then halved by place twice, so that what is wrong does not slow down the others.
    """
    united = _unite(shapes)
    polygons = [part for part in shapely.get_parts(united.shape) if part.geom_type == "Polygon"]
    return United(shapely.multipolygons(polygons), united.fits)


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
    edges = _Edges(shapes)
    misfits = edges.misfits()
    outline = edges.outline(misfits)
    if outline is not None:
        if not misfits.any():
            return United(outline, True)
        # Of all at once, the outline would be united with a few of them at a time.
        return United(shapely.union(outline, shapely.union_all(shapes[misfits])), False)
    if len(shapes) <= _FANOUT:
        return United(shapely.union_all(shapes), False)
    parts = np.array_split(_by_place(shapes), _FANOUT)
    return United(shapely.union_all([_unite(part).shape for part in parts]), False)


class _Edges:
    """The edges of polygons, each told from the others by a number made of its ends, and the pairs that are shared."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._places, unit = shapely.get_coordinates(shapes, return_index=True)
        self._ends = ends = _hashed(self._places)
        # From one place to the next, but not from ring to ring, nor where a place is repeated.
        self._starts = np.flatnonzero(~_ring_ends(shapes, unit, ends)[:-1] & (ends[1:] != ends[:-1]))
        self._units = unit[self._starts]
        edges = ends[self._starts] + ends[self._starts + 1]
        order = np.argsort(edges)
        is_same = edges[order[1:]] == edges[order[:-1]]
        self._pairs = np.stack([order[1:][is_same], order[:-1][is_same]])

    def misfits(self) -> NDArray[np.bool_]:
        """Return which units do not fit those beside them, of the units that have an edge for themselves."""
        misfits = np.zeros(len(self._shapes), dtype=bool)
        # It came with version 2.1 and GEOS 3.12.
        if hasattr(shapely, "coverage_invalid_edges") and shapely.geos_version >= (3, 12, 0):
            outer = np.unique(self._units[self._are_alone(misfits)])
            misfits[outer] = ~shapely.is_empty(shapely.coverage_invalid_edges(self._shapes[outer]))
        return misfits

    def outline(self, left_out: NDArray[np.bool_]) -> BaseGeometry | None:
        """Return the union of all units but those left out, None where those do not fit after all."""
        kept = self._shapes[~left_out]
        faces = shapely.get_parts(shapely.polygonize(self._lines(self._starts[self._are_alone(left_out)])))
        # The others are holes.
        filled = np.unique(shapely.STRtree(kept).query(shapely.point_on_surface(faces), "intersects")[0])
        outline, area = shapely.multipolygons(faces[filled]), shapely.area(kept).sum()
        return outline if shapely.is_valid(outline) and abs(outline.area - area) <= _SAME * area else None

    def _lines(self, starts: NDArray[np.intp]) -> Shapes:
        """Return the edges that begin at some places as lines, each as long as no other line meets it."""
        _, meeting, times = np.unique(
            np.concatenate([self._ends[starts], self._ends[starts + 1]]), return_inverse=True, return_counts=True
        )
        begins = np.ones(len(starts), dtype=bool)
        begins[1:] = (starts[1:] != starts[:-1] + 1) | (times[meeting[1 : len(starts)]] > 2)
        line = np.cumsum(begins) - 1
        last = np.flatnonzero(np.append(begins, True)[1:])
        places = np.insert(starts, last + 1, starts[last] + 1)
        lines: Shapes = shapely.linestrings(self._places[places], indices=np.insert(line, last + 1, line[last]))
        return lines

    def _are_alone(self, left_out: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which edges are those of one unit alone, of the units that are not left out."""
        are_alone: NDArray[np.bool_] = ~left_out[self._units]
        are_alone[self._pairs[:, are_alone[self._pairs].all(axis=0)]] = False
        return are_alone


def _ring_ends(shapes: Shapes, unit: NDArray[np.intp], ends: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return which places end a ring; `unit` has the index of the shape of each."""
    lasts = np.append(np.flatnonzero(unit[1:] != unit[:-1]), len(unit) - 1)
    firsts = np.append(0, lasts[:-1] + 1)
    are_ends = np.zeros(len(unit), dtype=bool)
    are_ends[lasts] = True
    # Most shapes are one ring, which ends where it begins: the rings of the others are slow to make.
    others = unit[lasts[ends[firsts] != ends[lasts]]]
    if len(others):
        rings = shapely.get_rings(shapely.get_parts(shapes[others]))
        are_ends[np.flatnonzero(np.isin(unit, others))[np.cumsum(shapely.get_num_coordinates(rings)) - 1]] = True
    return are_ends


_FACTORS = np.array([0x9E3779B97F4A7C15, 0x165667B19E3779F9], dtype=np.uint64)
_MIXER = np.uint64(0xC2B2AE3D27D4EB4F)


def _hashed(places: NDArray[np.float64]) -> NDArray[np.uint64]:
    """Return a number for each place, the same for the same coordinates and hardly ever for others."""
    # Zero has two signs. Round numbers differ in their first bits alone, which products only move further up.
    bits = (places + 0.0).view(np.uint64)
    bits ^= bits >> np.uint64(32)
    bits *= _FACTORS
    bits ^= bits >> np.uint64(29)
    hashed: NDArray[np.uint64] = bits.sum(axis=1, dtype=np.uint64) * _MIXER
    return hashed ^ (hashed >> np.uint64(32))
