"""Writing the one GeoPackage that the map reads: a layer of regions and its tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from osgeo import gdal, ogr, osr

from ...errors import CtdError
from ...files import replacing, write_error
from ...i18n import tr
from ..about import GEOMETRY, is_made_by_plugin
from .tables import PackageTable


def check_target(path: Path) -> None:
    """Raise CtdError where `path` is an existing file that this plugin did not make: it must not be replaced."""
    if path.is_file() and not is_made_by_plugin(path):
        raise CtdError(
            tr("{file} was not created by this plugin and was not replaced; choose another name.").format(file=path)
        )


def write_geopackage(
    path: Path, tables: Sequence[PackageTable], made_on: date, before_each: Callable[[], None]
) -> None:
    """Write the tables into a new GeoPackage that replaces `path` whole, or not at all.

    `before_each` is called before each table and may raise to stop: then no file is written. The same
    tables and date give the same file.
    """
    check_target(path)
    with replacing(path) as beside:
        stamp = f"{made_on.isoformat()}T00:00:00.000Z"
        try:
            # Each of the three modules has its own setting; at the end of the block, QGIS's settings are restored.
            with (
                gdal.ExceptionMgr(),
                ogr.ExceptionMgr(),
                osr.ExceptionMgr(),
                gdal.config_options({"OGR_CURRENT_DATE": stamp}),
            ):
                _write(beside, tables, before_each)
        except RuntimeError as error:
            raise write_error(path, error) from error


def replace_tables(path: Path, tables: Sequence[PackageTable]) -> None:
    """Write tables into a GeoPackage that exists, in the place of those of the same names."""
    try:
        with (
            gdal.ExceptionMgr(),
            ogr.ExceptionMgr(),
            osr.ExceptionMgr(),
            gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE) as target,
        ):
            for table in tables:
                there = [target.GetLayer(index).GetName() for index in range(target.GetLayerCount())]
                if table.name in there:
                    target.DeleteLayer(there.index(table.name))
                target.StartTransaction()
                add_table(target, table)
                target.CommitTransaction()
    except RuntimeError as error:
        raise write_error(path, error) from error


def _write(path: Path, tables: Sequence[PackageTable], before_each: Callable[[], None]) -> None:
    with gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown) as target:
        for table in tables:
            before_each()
            target.StartTransaction()
            add_table(target, table)
            target.CommitTransaction()


_TYPES: dict[type, tuple[int, int]] = {
    str: (ogr.OFTString, ogr.OFSTNone),
    int: (ogr.OFTInteger64, ogr.OFSTNone),
    float: (ogr.OFTReal, ogr.OFSTNone),
    date: (ogr.OFTDate, ogr.OFSTNone),
    bool: (ogr.OFTInteger, ogr.OFSTBoolean),
}


def add_table(target: gdal.Dataset, table: PackageTable) -> None:
    """Add a table as a layer to an open dataset of any format."""
    if table.has_shapes:
        wgs84 = osr.SpatialReference()
        wgs84.ImportFromEPSG(4326)
        layer = target.CreateLayer(table.name, wgs84, ogr.wkbMultiPolygon)
    else:
        layer = target.CreateLayer(table.name, None, ogr.wkbNone)
    for name, kind in table.fields.items():
        definition = ogr.FieldDefn(name, _TYPES[kind][0])
        definition.SetSubType(_TYPES[kind][1])
        layer.CreateField(definition)
    for row in table.rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        for name in table.fields:
            _set(feature, name, row[name])
        shape = row.get(GEOMETRY)
        if shape is not None:
            feature.SetGeometry(ogr.ForceTo(ogr.CreateGeometryFromWkb(shape.wkb), layer.GetGeomType()))
        layer.CreateFeature(feature)


def _set(feature: ogr.Feature, name: str, value: object) -> None:
    if value is None or value == "":
        feature.SetFieldNull(name)
    elif isinstance(value, date):
        feature.SetField(name, value.year, value.month, value.day, 0, 0, 0.0, 0)
    elif isinstance(value, str):
        # Raises UnicodeEncodeError at a lone surrogate, and names it; GDAL's own error does not.
        value.encode()
        feature.SetField(name, str(value))
    else:
        feature.SetField(name, value)
