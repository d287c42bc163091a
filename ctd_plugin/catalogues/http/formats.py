"""File formats: a short name for each, from file extensions, media types and words."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import unquote

from ...text import unaccented

DATA_FORMATS = {
    "geojson": "GEOJSON",
    "shp": "SHP",
    "shape": "SHP",
    "shapefile": "SHP",
    "shapefiles": "SHP",
    "gpkg": "GPKG",
    "geopackage": "GPKG",
    "csv": "CSV",
    "xlsx": "XLSX",
    "excel": "XLSX",
    "xlsm": "XLSM",
    "xls": "XLS",
    "ods": "ODS",
    "calc": "ODS",
    "tsv": "TSV",
    "zip": "ZIP",
    "7z": "7Z",
    "rar": "RAR",
    "gz": "GZ",
    "gzip": "GZ",
    "bz2": "BZ2",
    "xz": "XZ",
    "tgz": "TGZ",
    "tar": "TAR",
    "json": "JSON",
    "geojsonl": "GEOJSONSEQ",
    "geojsonseq": "GEOJSONSEQ",
    "ndjson": "NDJSON",
    "jsonl": "NDJSON",
    "fgjson": "JSON",
    "topojson": "TOPOJSON",
    "kml": "KML",
    "kmz": "KMZ",
    "gml": "GML",
    "gpx": "GPX",
    "dxf": "DXF",
    "dwg": "DWG",
    "tab": "TAB",
    "mapinfo": "TAB",
    "mif": "MIF",
    "gdb": "GDB",
    "fgdb": "GDB",
    "fgb": "FGB",
    "flatgeobuf": "FGB",
    "parquet": "PARQUET",
    "geoparquet": "PARQUET",
    "sqlite": "SQLITE",
    "sqlite3": "SQLITE",
    "spatialite": "SQLITE",
    "mbtiles": "MBTILES",
    "pmtiles": "PMTILES",
    "pbf": "PBF",
    "tif": "TIFF",
    "tiff": "TIFF",
    "geotiff": "TIFF",
    "cog": "TIFF",
    "jp2": "JP2",
    "ecw": "ECW",
    "asc": "ASC",
    "las": "LAS",
    "laz": "LAZ",
    "laszip": "LAZ",
    "copc": "LAZ",
    "nc": "NETCDF",
    "netcdf": "NETCDF",
    "h5": "HDF5",
    "hdf5": "HDF5",
    "grib2": "GRIB",
    "grib": "GRIB",
    "txt": "TXT",
}
DOCUMENT_FORMATS = {
    "pdf": "PDF",
    "html": "HTML",
    "htm": "HTML",
    "xhtml": "HTML",
    "png": "PNG",
    "jpg": "JPEG",
    "jpeg": "JPEG",
    "gif": "GIF",
    "webp": "WEBP",
    "svg": "SVG",
    "doc": "DOC",
    "docx": "DOCX",
    "odt": "ODT",
    "ppt": "PPT",
    "pptx": "PPTX",
    "odp": "ODP",
    "jsonld": "JSON-LD",
    "ldjson": "JSON-LD",
}
"""Documents and pictures, which are no data to add to a map."""

_SPREADSHEET = "TABLEUR"
"""What French portals call a spreadsheet of any format; no file extension follows from it."""
DATA_FORMAT_NAMES = frozenset((*DATA_FORMATS.values(), _SPREADSHEET))

# Media types in which no format is named, or another one.
_MEDIA_TYPES = {
    "spreadsheetml.sheet": "XLSX",
    "ms-excel.sheet.macroenabled": "XLSM",
    "vnd.ms-excel": "XLS",
    "opendocument.spreadsheet": "ODS",
    "tab-separated-values": "TSV",
    "opendocument.text": "ODT",
    "opendocument.presentation": "ODP",
    "wordprocessingml.document": "DOCX",
    "presentationml.presentation": "PPTX",
    "application/msword": "DOC",
    "vnd.ms-powerpoint": "PPT",
    "vnd.mapbox-vector-tile": "MVT",
}
_SPREADSHEET_WORDS = re.compile(r"\b(?:tableurs?|classeurs?|spreadsheets?|feuilles? de calculs?)\b")
_COMPRESSED = ("zip", "gz", "7z")
_LONGEST = 300
"""Characters that are read of what should be a word or a media type."""
_SHORTEST_COMPOUND = 6
"""Characters of names that portals write as two words: geo json, JSON-LD."""


def file_extension(path: str) -> str:
    """Return the extension of a file name, in lower case and without the dot; "shp" for `communes.shp.zip`."""
    before, last = ["", "", *unquote(path).rpartition("/")[2].lower().split(".")[1:]][-2:]
    return before if last in _COMPRESSED and before in DATA_FORMATS else last


def format_name(words: str) -> str:
    """Return the short name of the format in a file extension, a media type or a few words; "" where there is none."""
    text = unaccented(words[:_LONGEST])
    if "/" in text:
        # What follows a plus sign is the encoding of a format: GPX is XML, a GeoPackage SQLite.
        text = re.sub(r"([a-z0-9]+)\+([a-z0-9-]+)", _without_suffix, text)
    if named := next((name for part, name in _MEDIA_TYPES.items() if part in text), ""):
        return named
    parts = re.findall(r"[a-z0-9]+", text)
    for first, second in pairwise([*parts, ""]):
        both = first + second
        if second and len(both) >= _SHORTEST_COMPOUND and (both in DATA_FORMATS or both in DOCUMENT_FORMATS):
            return DATA_FORMATS.get(both) or DOCUMENT_FORMATS[both]
        if first in DATA_FORMATS:
            return DATA_FORMATS[first]
    if _SPREADSHEET_WORDS.search(text):
        return _SPREADSHEET
    return DOCUMENT_FORMATS.get(text.partition(";")[0].rpartition("/")[2].strip(" ."), "")


def _without_suffix(media_type: re.Match[str]) -> str:
    name, suffix = media_type[1], media_type[2].replace("-", "")
    return name + suffix if name + suffix in {**DATA_FORMATS, **DOCUMENT_FORMATS} else name
