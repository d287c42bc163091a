"""Writing tables as the sheets of one spreadsheet, for people who work with neither QGIS nor GeoPackages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from osgeo import gdal, ogr

from ...errors import CtdError
from ...files import write_error
from ...i18n import tr
from .geopackage import add_table
from .tables import PackageTable

_DRIVERS = {".xlsx": "XLSX", ".ods": "ODS"}


def write_spreadsheet(path: Path, tables: Sequence[PackageTable]) -> None:
    """Write each table into a sheet, its fields as the first row; `path` is a new .xlsx or .ods file.

    Text stays text, whatever it looks like: "01" is no number and "=1+1" no formula. Raises CtdError where
    the file cannot be written.
    """
    driver = gdal.GetDriverByName(_DRIVERS[path.suffix])
    if driver is None:
        raise CtdError(
            tr("{name} cannot be written: the GDAL driver for this format is missing.").format(name=path.name)
        )
    try:
        with gdal.ExceptionMgr(), ogr.ExceptionMgr(), driver.Create(str(path), 0, 0, 0, gdal.GDT_Unknown) as target:
            for table in tables:
                add_table(target, _without_formulas(table))
    except (RuntimeError, UnicodeEncodeError) as error:
        raise write_error(path.name, error) from error


def _without_formulas(table: PackageTable) -> PackageTable:
    """Return the table with a space before the one beginning that GDAL takes for a formula in ODS."""
    rows = [
        {name: f" {value}" if str(value).startswith("of:=") else value for name, value in row.items()}
        for row in table.rows
    ]
    return replace(table, rows=rows)
