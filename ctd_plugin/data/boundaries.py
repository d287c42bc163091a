"""Regional boundaries: any polygon layer of the 18 regions, brought to one clean shape a region."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from osgeo import gdal, ogr
from shapely.geometry.base import BaseGeometry

from ..errors import CtdError
from ..i18n import tr
from ..regions import REGION_NAMES
from .columns import find_columns
from .contents import GEOMETRY
from .matching import Refusal, identify, is_former, match_region
from .paths import REGIONS
from .report import Problem
from .text import one_line

CRS = "EPSG:4326"


@dataclass(frozen=True)
class Boundaries:
    """The regions' shapes; `frame` has region_code and geometry (EPSG:4326), one row a region drawn.

    Problems are counted from 1 by feature, in the layer's order.
    """

    frame: gpd.GeoDataFrame
    problems: tuple[Problem, ...]

    def join(self, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the records, one a region, with the region's shape or None under GEOMETRY."""
        # As objects: pandas would turn whole numbers beside an empty value into floats.
        table = pd.DataFrame(records, dtype=object)
        joined = self.frame.merge(table, on="region_code", how="right")
        return [{**row, GEOMETRY: row[GEOMETRY] or None} for row in joined.to_dict("records")]


def read_boundaries(path: Path = REGIONS, layer: str | None = None) -> Boundaries:
    """Read the regions' polygons from a vector file, whatever its format, reference system and field names.

    Without `layer`, the one called `regions`, else the first with polygons, is read. CtdError where it
    cannot be read, has no polygons, no reference system, no field that tells the region, or draws the regions
    of before 2016. Features of no region and without a shape are left out, pieces of one region are merged,
    invalid shapes are mended, each with a problem.
    """
    frame = _read(path, layer)
    if frame.crs is None:
        message = tr("{file} does not say its coordinate reference system; set it and save the layer again.")
        raise CtdError(message.format(file=path.name))
    key = find_key(frame.drop(columns=frame.geometry.name), path.name)
    values = [_text(value) for value in frame[key]]
    _refuse_former(values, path.name)
    problems: list[Problem] = []
    kept: list[dict[str, Any]] = []
    for number, (value, geometry) in enumerate(zip(values, frame.geometry, strict=True), start=1):
        match = match_region(value, None)
        if isinstance(match, Refusal):
            message = tr("{file}: {problem}").format(file=path.name, problem=match.message)
            problems.append(Problem(number, key, value, message))
            continue
        shape, oddity = _clean(geometry)
        if oddity:
            message = tr("{file}, {region}: {problem}")
            message = message.format(file=path.name, region=REGION_NAMES[match.region_code], problem=oddity)
            problems.append(Problem(number, key, value, message))
        if shape is not None:
            kept.append({"region_code": match.region_code, GEOMETRY: shape})
    if not kept:
        raise CtdError(tr("{file} has no usable polygon of any region.").format(file=path.name))
    pieces = gpd.GeoDataFrame(kept, geometry=GEOMETRY, crs=frame.crs)
    problems.extend(_merge_problems(pieces, key, path.name))
    return Boundaries(_to_regions(pieces, path.name), tuple(problems))


@dataclass(frozen=True)
class Populations:
    """The inhabitants of each region by code, and the source line of the figures."""

    of: dict[str, int]
    source: str


def read_populations() -> Populations:
    """Return the populations of the bundled boundaries; they serve whatever boundaries are drawn."""
    table = gpd.read_file(REGIONS, layer="regions", ignore_geometry=True)
    of = {code: int(count) for code, count in zip(table.region_code, table.population, strict=True)}
    return Populations(of, "; ".join(dict.fromkeys(table.population_source)))


def _read(path: Path, layer: str | None) -> gpd.GeoDataFrame:
    if not path.exists():
        raise CtdError(tr("The file {file} does not exist; check its name and folder.").format(file=path))
    try:
        name = layer or _main_layer(path)
        frame = gpd.read_file(path, layer=name)
    except (RuntimeError, ValueError, OSError) as error:
        message = tr("{file} cannot be read as a vector layer ({reason}); choose another file.")
        raise CtdError(message.format(file=path.name, reason=one_line(str(error)))) from error
    types = set(frame.geom_type.dropna()) if isinstance(frame, gpd.GeoDataFrame) else set()
    if not isinstance(frame, gpd.GeoDataFrame) or (types and not types & _WITH_POLYGONS):
        message = tr("{file} holds no polygons ({found}); choose a layer of regional boundaries.")
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


def find_key(table: pd.DataFrame, file: str) -> str:
    """Return the field that tells the region: the one with most codes or names of regions, at least half.

    Between equals a field whose name says so wins, then one with names: a running number looks like a code.
    """
    ranks = {field: _rank(str(field), [_text(value) for value in table[field]]) for field in table.columns}
    best = max(ranks, key=lambda field: ranks[field], default=None)
    if best is None or ranks[best][0] == 0 or ranks[best][0] * 2 < len(table):
        message = tr("{file} has no field with codes or names of regions; its fields are: {fields}.")
        raise CtdError(message.format(file=file, fields=", ".join(map(str, table.columns))))
    return str(best)


def _rank(field: str, values: list[str]) -> tuple[int, bool, bool]:
    known = [value for value in values if identify(value)]
    return len(known), bool(find_columns((field,))), not any(value[:1].isdigit() for value in known)


def _text(value: object) -> str:
    """Return a field's value as a person would write it: 53 for 53.0, nothing for null."""
    if value is None or pd.isna(value):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _refuse_former(values: list[str], file: str) -> None:
    former = [value for value in values if is_former(identify(value) or "")]
    if former:
        message = tr("{file} draws regions of before 2016 ({names}…); use a layer of today's 18 regions.")
        raise CtdError(message.format(file=file, names=", ".join(former[:3])))


def _clean(geometry: BaseGeometry | None) -> tuple[BaseGeometry | None, str]:
    """Return a valid two-dimensional shape of polygons, or None, and what was odd about it."""
    if geometry is None or geometry.is_empty:
        return None, tr("the feature has no shape and was left out.")
    shape, oddity = shapely.force_2d(geometry), ""
    if not shape.is_valid:
        reason = shapely.is_valid_reason(shape)
        oddity = tr("the shape was invalid ({reason}) and was mended.").format(reason=reason)
        shape = shapely.make_valid(shape)
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape, oddity
    parts = shapely.get_parts(shapely.get_parts(shape))
    polygons = shapely.union_all([part for part in parts if part.geom_type == "Polygon"])
    if polygons.is_empty:
        return None, tr("the shape is no polygon but a {type} and was left out.").format(type=geometry.geom_type)
    return polygons, oddity


def _merge_problems(pieces: gpd.GeoDataFrame, key: str, file: str) -> Iterator[Problem]:
    for code, count in pieces.region_code.value_counts(sort=False).items():
        if count > 1:
            message = tr("{file}: {count} features are {region} and were merged into one.")
            message = message.format(file=file, count=count, region=REGION_NAMES[code])
            yield Problem(0, key, code, message)


def _to_regions(pieces: gpd.GeoDataFrame, file: str) -> gpd.GeoDataFrame:
    """Merge the pieces of each region and bring them to EPSG:4326."""
    if pieces.region_code.duplicated().any():
        pieces = pieces.dissolve("region_code", as_index=False)
    regions = pieces.to_crs(CRS)
    west, south, east, north = regions.total_bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        message = tr("{file} has coordinates outside its reference system {crs}; set the right one and save it.")
        raise CtdError(message.format(file=file, crs=pieces.crs.to_string()))
    return regions
