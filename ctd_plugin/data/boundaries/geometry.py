"""Cleaning polygons: two-dimensional, valid, in one reference system."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from osgeo import osr
from shapely.geometry.base import BaseGeometry

from ...i18n import tr
from .crs import crs_name, misplaced_error

Shapes = NDArray[np.object_]
"""Array of shapely geometries or None."""

THREADS = min(os.cpu_count() or 1, 8)

_DEGREES = (-180, -90, 180, 90)
_LEEWAY = 0.01
"""Degrees by which rounding may exceed the bounds of the world."""


@dataclass(frozen=True)
class CheckedShapes:
    """Shapes, and whether each is valid."""

    shapes: Shapes
    are_valid: NDArray[np.bool_]


def checked(batches: Iterable[Shapes]) -> CheckedShapes:
    """Return shapes that come in batches, each of which is checked while the next ones are made.

    In threads, because shapely releases the interpreter's lock.
    """
    shapes: list[Shapes] = [np.empty(0, dtype=object)]
    with ThreadPoolExecutor(THREADS) as pool:
        checks = []
        for batch in batches:
            shapes.append(batch)
            checks.append(pool.submit(shapely.is_valid, batch))
        are_valid = [np.empty(0, dtype=bool), *(check.result() for check in checks)]
    return CheckedShapes(np.concatenate(shapes), np.concatenate(are_valid))


def clean_polygons(given: CheckedShapes, crs: osr.SpatialReference, file: str) -> tuple[Shapes, dict[int, str]]:
    """Return valid two-dimensional polygons or None, and index → a sentence on each that was repaired or left out.

    `file` is the name of the layer in messages. Raises CtdError where most are outside the reference system.
    """
    shapes = given.shapes
    flat = shapely.force_2d(shapes) if shapely.has_z(shapes).any() else shapes.copy()
    remarks: dict[int, str] = {}
    _drop_foreign_coordinates(flat, crs, file, remarks)
    is_polygon = np.isin(shapely.get_type_id(flat), _POLYGONS)
    is_good = is_polygon & given.are_valid & ~shapely.is_empty(flat)
    for index in map(int, np.flatnonzero(~is_good)):
        if index not in remarks:
            flat[index], remarks[index] = _repaired(flat[index])
    return flat, {int(index): remarks[index] for index in sorted(remarks) if remarks[index]}


_POLYGONS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


def _drop_foreign_coordinates(flat: Shapes, crs: osr.SpatialReference, file: str, remarks: dict[int, str]) -> None:
    """Set to None the features with coordinates of another system: metres among degrees, or degrees among metres.

    Such features were pasted from a layer of another reference system.
    """
    bounds = shapely.bounds(flat)
    west, south, east, north = _DEGREES
    with np.errstate(invalid="ignore"):
        fits_degrees = (
            (bounds[:, 0] >= west - _LEEWAY)
            & (bounds[:, 1] >= south - _LEEWAY)
            & (bounds[:, 2] <= east + _LEEWAY)
            & (bounds[:, 3] <= north + _LEEWAY)
        )
    has_shape = ~np.isnan(bounds[:, 0])
    foreign = has_shape & (~fits_degrees if crs.IsGeographic() else fits_degrees)
    if foreign.any() and foreign.sum() * 2 > has_shape.sum():
        raise misplaced_error(file, crs)
    for index in np.flatnonzero(foreign):
        flat[index] = None
        message = tr("the geometry is in another CRS than that of the layer, {crs}, and was ignored.")
        remarks[int(index)] = message.format(crs=crs_name(crs))


def _repaired(shape: BaseGeometry | None) -> tuple[BaseGeometry | None, str]:
    """Return the valid polygons of a shape, or None, and what was wrong with it, "" if nothing was."""
    if shape is None or shape.is_empty:
        return None, tr("the feature has no geometry and was ignored.")
    mended, remark = shape, ""
    if not shape.is_valid:
        remark = tr("the geometry was invalid ({reason}) and was fixed.").format(reason=_invalidity(shape))
        mended = shapely.make_valid(shape)
    polygons = _polygons(mended)
    if polygons.is_empty:
        return None, tr("the geometry is not a polygon ({type}) and was ignored.").format(type=shape.geom_type)
    return polygons, remark


def _invalidity(shape: BaseGeometry) -> str:
    """Return what is wrong with a shape, and where: GEOS says it in English, "Ring Self-intersection[1.5 45]"."""
    kind, _, place = shapely.is_valid_reason(shape).partition("[")
    name = tr("self-intersection") if "self-intersection" in kind.lower() else tr("geometry error")
    return tr("{error} at {place}").format(error=name, place=place.rstrip("]")) if place else name


def _polygons(shape: Any) -> BaseGeometry:  # noqa: ANN401
    """Return the polygons of a shape, or of those in a collection."""
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.union_all([part for part in parts if part.geom_type == "Polygon"])
