"""The formats of files: what they are called in addresses, in words and in media types, and a short name for each."""

from __future__ import annotations

import re
from urllib.parse import unquote

DATA = {
    "geojson": "GEOJSON",
    "geo+json": "GEOJSON",
    "shp": "SHP",
    "shape": "SHP",
    "shapefile": "SHP",
    "gpkg": "GPKG",
    "geopackage": "GPKG",
    "csv": "CSV",
    "xlsx": "XLSX",
    "excel": "XLSX",
    "xls": "XLS",
    "ods": "ODS",
    "zip": "ZIP",
    "7z": "7Z",
    "rar": "RAR",
    "gz": "GZ",
    "tgz": "TGZ",
    "tar": "TAR",
    "json": "JSON",
    "topojson": "TOPOJSON",
    "kml": "KML",
    "kmz": "KMZ",
    "gml": "GML",
    "gpx": "GPX",
    "dxf": "DXF",
    "dwg": "DWG",
    "tab": "TAB",
    "mif": "MIF",
    "fgb": "FGB",
    "flatgeobuf": "FGB",
    "parquet": "PARQUET",
    "geoparquet": "PARQUET",
    "sqlite": "SQLITE",
    "mbtiles": "MBTILES",
    "tif": "TIFF",
    "tiff": "TIFF",
    "geotiff": "TIFF",
    "jp2": "JP2",
    "ecw": "ECW",
    "asc": "ASC",
    "las": "LAS",
    "laz": "LAZ",
    "nc": "NETCDF",
    "netcdf": "NETCDF",
    "txt": "TXT",
}
READ = {
    "pdf": "PDF",
    "html": "HTML",
    "htm": "HTML",
    "png": "PNG",
    "jpg": "JPEG",
    "jpeg": "JPEG",
    "gif": "GIF",
    "webp": "WEBP",
    "svg": "SVG",
    "doc": "DOC",
    "docx": "DOCX",
    "odt": "ODT",
}
"""What is read or looked at in a browser: no data to add to a map."""

_PACKED = ("zip", "gz", "7z")


def ending(path: str) -> str:
    """Return the ending of a file's name, in lower case and without the dot; "shp" for `communes.shp.zip`."""
    before, last = ["", "", *unquote(path).rpartition("/")[2].lower().split(".")[1:]][-2:]
    return before if last in _PACKED and before in DATA else last


def format_name(words: str) -> str:
    """Return the short name of the format that words name, as an ending, in prose or as a media type; or ""."""
    text = words.lower()
    for word in re.findall(r"[a-z0-9+]+", text):
        if word in DATA:
            return DATA[word]
    return READ.get(text.rpartition("/")[2], "")
