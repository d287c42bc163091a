"""Coordinate reference systems and transformations with GDAL alone.

pyproj, which geopandas uses, crashes in a QGIS thread that uses it for the second time (pyproj 3.7,
https://github.com/pyproj4/pyproj/issues/1509), and the package `data` works without QGIS.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from osgeo import ogr, osr
from shapely.geometry.base import BaseGeometry

from ...errors import CtdError
from ...i18n import tr

DEGREES = "EPSG:4326"
_EQUAL_AREA = "EPSG:6933"
"""Lambert cylindrical equal-area projection of the whole ellipsoid."""
_LARGEST_COORDINATE = 1e9
"""Larger than any on Earth; PROJ would normalise such longitudes of Web Mercator in an endless loop."""


def reference_system(definition: str) -> osr.SpatialReference:
    """Return the system of a code or WKT, with east before north; use it only in the thread that made it."""
    with osr.ExceptionMgr():
        crs = osr.SpatialReference()
        crs.SetFromUserInput(definition)
        crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return crs


def crs_name(crs: osr.SpatialReference) -> str:
    """Return the name of a reference system for a sentence: EPSG:2154."""
    authority, code = crs.GetAuthorityName(None), crs.GetAuthorityCode(None)
    return f"{authority}:{code}" if authority and code else str(crs.GetName())


def to_degrees(shapes: Sequence[BaseGeometry], crs: osr.SpatialReference, file: str) -> list[BaseGeometry]:
    """Return shapes in EPSG:4326; raises CtdError where their coordinates are outside their reference system."""
    if not (np.abs(shapely.total_bounds(shapes)) < _LARGEST_COORDINATE).all():
        raise misplaced_error(file, crs)
    try:
        moved = transformed(shapes, crs, reference_system(DEGREES))
    except RuntimeError as error:
        raise misplaced_error(file, crs) from error
    west, south, east, north = shapely.total_bounds(moved)
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise misplaced_error(file, crs)
    return moved


def square_km(shapes: Sequence[BaseGeometry]) -> NDArray[np.float64]:
    """Return the ellipsoidal areas, in km², of shapes in EPSG:4326."""
    moved = transformed(shapes, reference_system(DEGREES), reference_system(_EQUAL_AREA))
    return np.array([shape.area / 1e6 for shape in moved])


def missing_crs_error(file: str) -> CtdError:
    """Return the error on a layer without a reference system."""
    message = tr("{file} has no coordinate reference system; set it and save the layer again.")
    return CtdError(message.format(file=file))


def misplaced_error(file: str, crs: osr.SpatialReference) -> CtdError:
    """Return the error on a layer whose coordinates are outside its reference system."""
    message = tr(
        "{file} has coordinates outside the valid area of its CRS {crs}; assign the right CRS and save the layer again."
    )
    return CtdError(message.format(file=file, crs=crs_name(crs)))


def transformed(
    shapes: Sequence[BaseGeometry], source: osr.SpatialReference, target: osr.SpatialReference
) -> list[BaseGeometry]:
    """Return shapes transformed to another system; raises RuntimeError where that is impossible."""
    moved = []
    with ogr.ExceptionMgr(), osr.ExceptionMgr():
        transformation = osr.CoordinateTransformation(source, target)
        for shape in shapes:
            other = ogr.CreateGeometryFromWkb(shape.wkb)
            other.Transform(transformation)
            moved.append(shapely.from_wkb(bytes(other.ExportToWkb(ogr.wkbNDR))))
    return moved
