"""Writing the regions of IGN's WFS to a GeoPackage, with their source and the date."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import numpy as np
import shapely
from osgeo import gdal, ogr

from ...errors import CtdError
from ...i18n import tr
from ...regions import PRINTED_NAMES, REGION_NAMES
from ...text import cell_text
from ..about import GEOMETRY, MADE_WITH
from ..package.geopackage import write_geopackage
from ..package.tables import PackageTable
from ..report import Problem
from .checks import displacement_problems
from .crs import DEGREES, reference_system
from .geometry import checked
from .regroup import Features, regroup, unreadable_layer_error

LICENCE = "Licence Ouverte 2.0"
_REGIONS = {"region_code": str, "region_name": str, "source": str, "fetched_on": date}
_ABOUT = {"sources": str, "licences": str, "made_on": date, "made_with": str}


def write_ign_regions(geojson: bytes, type_name: str, day: date, path: Path) -> tuple[Problem, ...]:
    """Write the regions of a WFS response to a GeoPackage and return problems with them.

    `geojson` is the response for the feature type `type_name` on `day`. Raises CtdError where it has no regions, or
    displaced ones: the axes of its coordinates are swapped.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        response = Path(folder) / f"{type_name.replace(':', '-')}.geojson"
        response.write_bytes(geojson)
        regions = regroup(_features(response))
        shapes = {region.code: region.degrees for region in sorted(regions.drawn, key=lambda region: region.code)}
        for problem in displacement_problems(shapes, response.name):
            raise CtdError(problem.message)
    source = f"IGN – {type_name}"
    rows = [
        {"region_code": code, "region_name": REGION_NAMES[code], "source": source, "fetched_on": day, GEOMETRY: shape}
        for code, shape in shapes.items()
    ]
    about = {"sources": source, "licences": LICENCE, "made_on": day, "made_with": MADE_WITH}
    tables = [PackageTable("regions", _REGIONS, rows, has_shapes=True), PackageTable("about", _ABOUT, [about])]
    write_geopackage(path, tables, day, before_each=lambda: None)
    return (*regions.problems, *_missing(shapes, source))


def _features(response: Path) -> Features:
    """Read GeoJSON in EPSG:4326, without geopandas, whose pyproj works in the main thread only."""
    try:
        with gdal.ExceptionMgr(), ogr.ExceptionMgr(), gdal.OpenEx(str(response), gdal.OF_VECTOR) as source:
            layer = source.GetLayer(0)
            names = [field.GetName() for field in layer.schema]
            rows, shapes = [], []
            for feature in layer:
                rows.append([cell_text(feature.GetField(name)) for name in names])
                shape = feature.GetGeometryRef()
                shapes.append(None if shape is None else bytes(shape.ExportToWkb(ogr.wkbNDR)))
    except RuntimeError as error:
        raise unreadable_layer_error(response.name, error) from error
    columns = {name: [row[index] for row in rows] for index, name in enumerate(names)}
    given = checked([shapely.from_wkb(np.array(shapes, dtype=object), on_invalid="ignore")])
    return Features(columns, given, reference_system(DEGREES), response.name)


def _missing(codes: Iterable[str], source: str) -> list[Problem]:
    drawn = set(codes)
    missing = [name for code, name in PRINTED_NAMES.items() if code not in drawn]
    if not missing:
        return []
    message = tr("{file} has no boundary for {region}, which will be missing from the maps; add it to the layer.")
    return [Problem(0, "region_code", "", message.format(file=source, region=", ".join(missing)))]
