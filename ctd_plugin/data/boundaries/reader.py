"""Reading regional boundaries from any polygon layer: one valid shape for each region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from osgeo import gdal, ogr

from ...databases import standalone_file
from ...errors import CtdError
from ...files import missing_error
from ...i18n import tr
from ...text import cell_text
from ..about import GEOMETRY
from ..paths import REGIONS
from ..report import Problem
from .crs import DEGREES, missing_crs_error, reference_system
from .generalise import generalise
from .geometry import THREADS, checked
from .outlines import Shape
from .regroup import Features, regroup, unreadable_layer_error


@dataclass(frozen=True)
class Boundaries:
    """The shapes of the regions: `frame` has a row with region_code and geometry (EPSG:4326) for each one drawn.

    The rows of problems are the features, counted from 1 in the layer's order.
    """

    frame: gpd.GeoDataFrame
    problems: tuple[Problem, ...]

    def join(self, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return records, each with a `region_code`, with the region's shape or None under the key GEOMETRY."""
        # As objects: pandas would turn whole numbers beside an empty value into floats.
        table = pd.DataFrame(records, dtype=object)
        joined = self.frame.merge(table, on="region_code", how="right")
        return [{**row, GEOMETRY: row[GEOMETRY] or None} for row in joined.to_dict("records")]

    @cached_property
    def outlines(self) -> Mapping[str, Shape] | None:
        """The generalised outlines, None where the installed shapely cannot make them."""
        return generalise(dict(zip(self.frame.region_code, self.frame.geometry, strict=True)))


def read_boundaries(path: Path = REGIONS) -> Boundaries:
    """Read the polygons of the regions from a vector file of any format, reference system and field names.

    The layer `regions` is read, else the first with polygons. Departments, communes and other units are dissolved to
    regions. Features without a region or shape are left out, parts of one region are merged and invalid shapes
    repaired, each with a problem. Raises CtdError where the file cannot be read, has no polygons, no reference system
    or no field that identifies the region, or draws the regions before 2016.
    """
    frame = _read(path)
    if frame.crs is None:
        raise missing_crs_error(path.name)
    table = frame.drop(columns=frame.geometry.name)
    columns = {
        str(name): ["" if pd.isna(value) else cell_text(value) for value in table[name]] for name in table.columns
    }
    crs = reference_system(frame.crs.to_wkt())
    given = checked(np.array_split(frame.geometry.to_numpy(), THREADS))
    regions = regroup(Features(columns, given, crs, path.name))
    codes, shapes = [region.code for region in regions.drawn], [region.degrees for region in regions.drawn]
    return Boundaries(gpd.GeoDataFrame({"region_code": codes}, geometry=shapes, crs=DEGREES), regions.problems)


def _read(path: Path) -> gpd.GeoDataFrame:
    if not path.exists():
        raise missing_error(path)
    try:
        # Opened read-only, GDAL refuses a GeoPackage with a journal, and may ignore a write-ahead log.
        with standalone_file(path) as file:
            frame = gpd.read_file(file, layer=_main_layer(file))
    except (RuntimeError, ValueError, OSError) as error:
        raise unreadable_layer_error(path.name, error) from error
    types = set(frame.geom_type.dropna()) if isinstance(frame, gpd.GeoDataFrame) else set()
    if not isinstance(frame, gpd.GeoDataFrame) or (types and not types & _WITH_POLYGONS):
        message = tr("{file} has no polygons ({found}); choose a layer of regional boundaries.")
        raise CtdError(message.format(file=path.name, found=", ".join(sorted(types)) or tr("a table")))
    return frame


_WITH_POLYGONS = {"Polygon", "MultiPolygon", "GeometryCollection"}


def _main_layer(path: Path) -> str:
    """Return the name of layer `regions`, else of the first with polygons, else of the first."""
    with gdal.ExceptionMgr(), ogr.ExceptionMgr(), gdal.OpenEx(str(path), gdal.OF_VECTOR) as source:
        layers = [source.GetLayer(index) for index in range(source.GetLayerCount())]
        types = {layer.GetName(): ogr.GT_Flatten(layer.GetGeomType()) for layer in layers}
    if "regions" in types:
        return "regions"
    polygons = [name for name, kind in types.items() if kind in (ogr.wkbPolygon, ogr.wkbMultiPolygon)]
    return str(next(iter(polygons or types)))
