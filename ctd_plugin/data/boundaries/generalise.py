"""Outlines for pages of the whole country: the regions' shapes simplified, neighbours along one common border."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from .crs import DEGREES, reference_system, transformed

_MAINLAND_CRS = "EPSG:2154"
_OVERSEAS_CRS = {"01": "EPSG:5490", "02": "EPSG:5490", "03": "EPSG:2972", "04": "EPSG:2975", "06": "EPSG:4471"}

_MAINLAND_SCALE = 6_500_000
"""Of the map of the mainland on A4: 1 to so much."""
_INSET_MM = (30, 27)
"""The box of an overseas region on A4."""
_TOLERANCE_MM = 1600 / _MAINLAND_SCALE * 1000
"""What is simplified away on the page, a quarter of a millimetre: 1.6 km on the map of the mainland."""
_DOT_MM2 = 0.1
"""The area on the page of an islet that is left out: a third of a millimetre wide."""


def generalise(shapes: Mapping[str, BaseGeometry]) -> dict[str, BaseGeometry] | None:
    """Return the outlines of regions in EPSG:4326, each simplified for the scale at which its territory is printed.

    None where shapely cannot simplify shapes that share borders: that came with version 2.1 and GEOS 3.12.
    """
    if not hasattr(shapely, "coverage_simplify") or shapely.geos_version < (3, 12, 0):
        return None
    codes = [code for code, shape in shapes.items() if shape is not None and not shape.is_empty]
    mainland = [code for code in codes if code not in _OVERSEAS_CRS]
    outlines: dict[str, BaseGeometry] = {}
    for territory in [mainland, *([code] for code in codes if code in _OVERSEAS_CRS)]:
        if territory:
            simplified = _simplified(territory, [shapes[code] for code in territory])
            outlines.update(zip(territory, simplified, strict=True))
    return {code: outlines[code] for code in codes}


def _simplified(codes: Sequence[str], shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    crs, degrees = reference_system(_OVERSEAS_CRS.get(codes[0], _MAINLAND_CRS)), reference_system(DEGREES)
    projected = transformed(shapes, degrees, crs)
    west, south, east, north = shapely.total_bounds(projected)
    is_inset = codes[0] in _OVERSEAS_CRS
    width, height = _INSET_MM
    metres_per_mm = max((east - west) / width, (north - south) / height) if is_inset else _MAINLAND_SCALE / 1000
    tolerance = _TOLERANCE_MM * metres_per_mm
    kept = _without_islets(_as_coverage(projected, tolerance), _DOT_MM2 * metres_per_mm**2)
    simplified = shapely.coverage_simplify(kept, tolerance)
    return transformed([_multipolygon(shape) for shape in simplified], crs, degrees)


def _as_coverage(shapes: Sequence[BaseGeometry], tolerance: float) -> list[BaseGeometry]:
    """Return shapes that share every vertex of their common borders, which those of a user's layer may not do."""
    if shapely.coverage_is_valid(list(shapes)):
        return list(shapes)
    # To the metre: what differs by less is the same border. The lines of all, cut where they meet, make faces.
    lines = shapely.union_all(shapely.boundary(list(shapes)), grid_size=1)
    faces = shapely.get_parts(shapely.polygonize([lines]))
    tree, owners = shapely.STRtree(list(shapes)), np.full(len(faces), -1)
    for face, region in zip(*tree.query(shapely.point_on_surface(faces), "within")[:, ::-1].tolist(), strict=True):
        owners[face] = region
    # Between two regions, a gap too narrow for the page goes to one of them.
    gaps = np.flatnonzero((owners < 0) & shapely.is_empty(shapely.buffer(faces, -tolerance / 2)))
    for gap, region in zip(*tree.query(faces[gaps], "dwithin", distance=1)[:, ::-1].tolist(), strict=True):
        owners[gaps[gap]] = region
    united = [shapely.coverage_union_all(faces[owners == index]) for index in range(len(shapes))]
    return [shape if face.is_empty else face for face, shape in zip(united, shapes, strict=True)]


def _without_islets(shapes: Sequence[BaseGeometry], smallest: float) -> list[BaseGeometry]:
    """Return shapes without the parts smaller than `smallest`, but for those that touch another, and the largest."""
    parts, owners = shapely.get_parts(list(shapes), return_index=True)
    areas = shapely.area(parts)
    touching, _ = (index := shapely.STRtree(parts).query(parts, "intersects"))[:, index[0] != index[1]]
    is_kept = areas >= smallest
    is_kept[touching] = True
    for owner in range(len(shapes)):
        own = np.flatnonzero(owners == owner)
        is_kept[own[areas[own].argmax()]] = True
    return [_multipolygon(shapely.multipolygons(parts[is_kept & (owners == owner)])) for owner in range(len(shapes))]


def _multipolygon(shape: BaseGeometry) -> MultiPolygon:
    """Return the polygons of a shape in one order, so that two builds are alike."""
    parts = shapely.get_parts(shapely.normalize(shape))
    return MultiPolygon([part for part in parts if isinstance(part, Polygon)])
