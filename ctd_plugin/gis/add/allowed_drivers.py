"""Downloaded files as layers: opened only by drivers that read the file and nothing that it points to.

GDAL identifies a file by its content, whatever its name. Some formats name other files, which may be the user's own, or
addresses, which GDAL requests by itself: past QGIS's proxy, authentication and limits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from osgeo import gdal
from qgis.core import QgsProviderRegistry, QgsProviderSublayerDetails

from ...errors import CtdError
from ...i18n import tr

_VECTORS = {
    *("GeoJSON", "GeoJSONSeq", "TopoJSON", "ESRIJSON", "JSONFG", "ESRI Shapefile", "GPKG", "FlatGeobuf"),
    *("CSV", "XLSX", "XLS", "ODS", "KML", "LIBKML", "GML", "GPX", "GeoRSS", "MapML", "JML"),
    *("DXF", "CAD", "DGN", "MapInfo File", "Geoconcept", "EDIGEO", "Interlis 1", "Interlis 2", "S57"),
    *("Parquet", "Arrow", "SQLite", "OpenFileGDB", "MBTiles", "PMTiles", "MVT", "netCDF", "PDF"),
}
_RASTERS = {
    *("GTiff", "COG", "GPKG", "MBTiles", "JP2OpenJPEG", "JP2ECW", "JP2KAK", "JP2MrSID", "ECW", "MrSID"),
    *("PNG", "JPEG", "GIF", "BMP", "WEBP", "PDF", "AAIGrid", "XYZ", "EHdr", "ENVI", "HFA", "DTED", "SRTMHGT"),
    *("GSAG", "GSBG", "GS7BG", "USGSDEM", "netCDF", "HDF5", "GRIB"),
}
_KINDS = (("ogr", gdal.OF_VECTOR, _VECTORS), ("gdal", gdal.OF_RASTER, _RASTERS))
_JSON = {"GeoJSON", "GeoJSONSeq", "TopoJSON", "ESRIJSON", "JSONFG"}
_POINT_CLOUDS = (".las", ".laz")
_ARCHIVES = {".zip": "/vsizip/", ".tgz": "/vsitar/", ".tar": "/vsitar/", ".gz": "/vsigzip/", ".7z": "/vsi7z/"}
_MAX_MEMBERS = 1000

_CHUNK = 4 * 1024 * 1024
_LONGEST_CRS = 4096
"""Bytes in which a reference system is written out."""
_HINTS = (b"crs", *(rf"\u00{code}".encode() for code in ("43", "52", "53", "63", "72", "73")))
_CRS = re.compile(rb"""["'](?:c|\\u00[46]3)(?:r|\\u00[57]2)(?:s|\\u00[57]3)["']""", re.IGNORECASE)
_OBJECT = re.compile(rb"\s*:\s*(?=\{)")
_NO_OBJECT = re.compile(rb"""\s*(?:[],}]|:\s*(?:null|true|false|["\[\d-]))""")


def check_geojson(path: Path) -> None:
    """Raise CtdError for a file that is not GeoJSON, or whose reference system lies at an address."""
    with path.open("rb") as file:
        start = file.read(1024).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"{"):
        raise CtdError(tr("the response is not GeoJSON"))
    if _names_crs_elsewhere(str(path)):
        raise CtdError(_elsewhere())


def sublayers(path: Path) -> list[QgsProviderSublayerDetails]:
    """Return the layers that QGIS finds in a file, also inside an archive; or none.

    CtdError where it would have to read other files or addresses for them.
    """
    registry = QgsProviderRegistry.instance()
    if path.suffix.lower() in _POINT_CLOUDS:
        return registry.querySublayers(str(path))
    members = _members(path)
    found, is_refused = [], False
    with gdal.quiet_errors():
        for provider, flag, drivers in _KINDS:
            named = {member: driver.ShortName for member in members if (driver := gdal.IdentifyDriverEx(member, flag))}
            crs_elsewhere = (_names_crs_elsewhere(member) for member, driver in named.items() if driver in _JSON)
            if not drivers.issuperset(named.values()) or (flag == gdal.OF_VECTOR and any(crs_elsewhere)):
                is_refused = True
            elif named:
                found += registry.providerMetadata(provider).querySublayers(str(path))
    if is_refused and not found:
        raise CtdError(_elsewhere())
    return found


def _elsewhere() -> str:
    return tr("the file refers to other files or addresses, which is not allowed")


def _members(path: Path) -> list[str]:
    """Return GDAL's paths of the files in an archive; for any other file its own."""
    prefix = _ARCHIVES.get("".join(path.suffixes[-2:]).lower(), _ARCHIVES.get(path.suffix.lower()))
    if path.name.lower().endswith(".tar.gz"):
        prefix = "/vsitar/"
    if prefix is None:
        return [str(path)]
    inside = f"{prefix}{path}"
    if prefix == "/vsigzip/":
        return [inside]
    with gdal.quiet_errors():
        names = gdal.ReadDirRecursive(inside) or []
    if len(names) > _MAX_MEMBERS:
        raise CtdError(tr("the archive holds more than {count} files; extract it first").format(count=_MAX_MEMBERS))
    return [f"{inside}/{name}" for name in names if not name.endswith("/")]


def _names_crs_elsewhere(path: str) -> bool:
    """Whether a JSON file has a `crs` that is a link: GDAL would request its address."""
    with gdal.quiet_errors():
        return any(_is_elsewhere(text) for text in _after_crs(path))


def _after_crs(path: str) -> Iterator[bytes]:
    """Yield the text that follows each `crs` in a file."""
    file = gdal.VSIFOpenL(path, "rb")
    if file is None:
        return
    try:
        text = b""
        while True:
            chunk = bytes(gdal.VSIFReadL(1, _CHUNK, file) or b"")
            text += chunk
            lowered = text.lower()
            if any(hint in lowered for hint in _HINTS):
                for match in _CRS.finditer(text):
                    # A match that is cut off here is found again in the next round, in whole.
                    if not chunk or match.end() + _LONGEST_CRS <= len(text):
                        yield text[match.end() :][:_LONGEST_CRS]
            if not chunk:
                return
            text = text[-_LONGEST_CRS - 32 :]
    finally:
        gdal.VSIFCloseL(file)


def _is_elsewhere(text: bytes) -> bool:
    """Whether what follows a `crs` is a link to a reference system, or cannot be seen not to be one."""
    if _NO_OBJECT.match(text):
        return False
    match = _OBJECT.match(text)
    if match is None:
        return True
    kinds: list[str] = []

    def keep_kind(pairs: list[tuple[str, object]]) -> None:
        kinds.extend(str(value).lower() for key, value in pairs if key.lower() == "type")

    try:
        json.JSONDecoder(object_pairs_hook=keep_kind).raw_decode(text[match.end() :].decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return True
    return not {"link", "url"}.isdisjoint(kinds)
