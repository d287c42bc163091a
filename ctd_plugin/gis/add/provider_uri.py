"""With which of QGIS's providers a layer of a service is opened, and how the provider is told."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsDataSourceUri

from ...catalogues.http.urls import invalid_url_error, split_url
from ...catalogues.records import LinkKind
from ...catalogues.services.arcgis import has_features
from ...catalogues.services.capabilities import ServiceLayer
from ...catalogues.services.tiles import VECTOR_TILES, WEB_MERCATOR
from ...errors import CtdError
from ...i18n import tr

GEOJSON = "GeoJSON:"
"""Before a path: GDAL reads it as GeoJSON or not at all."""

# After the map's own, in this order: any project can show these, and they fit the overseas regions too.
_CRS = (WEB_MERCATOR, "EPSG:4326", "CRS:84")
# What leaves the ground transparent comes first.
_FORMATS = ("image/png", "image/png8", "image/png; mode=8bit", "image/webp", "image/jpeg")
_ARCGIS_FORMATS = ("PNG32", "PNG24", "PNG", "JPG")
_DEEPEST_LEVEL, _DEEPEST_VECTOR_LEVEL = 22, 14
"""Of tiles that do not tell; those of features are mostly made to the 14th, which QGIS then draws further in."""
_SIGNS = re.compile("%(23|25|26|2B|3D)", re.IGNORECASE)
"""What means something else in an address once it is decoded: # % & + =."""


class LayerSource(NamedTuple):
    """What a layer of QGIS is made from."""

    uri: str
    provider: str
    type: Qgis.LayerType


def layer_source(kind: LinkKind, url: str, layer: ServiceLayer, crs: str = "") -> LayerSource:
    """Return with what QGIS opens a layer of a service; `crs` is that of the map, taken where the service has it.

    CtdError where that is not at an address of the web: QGIS would open a file of this computer, or of its network.
    """
    address = layer.name if kind is LinkKind.TMS else url
    if split_url(address) is None:
        raise invalid_url_error(address)
    if kind is LinkKind.WMS:
        asked = {"layers": layer.name, "styles": ""}
        return _raster("wms", url, asked, _best(_FORMATS, layer.formats), _best((crs, *_CRS), layer.crs))
    if kind is LinkKind.WMTS:
        grid, grid_crs = _grid(layer, crs)
        asked = {"layers": layer.name, "styles": layer.style, "tileMatrixSet": grid}
        return _raster("wms", url, asked, _best(_FORMATS, layer.formats), grid_crs)
    if kind is LinkKind.TMS:
        if _SIGNS.search(layer.name):
            # QGIS has no way to be told of them there, and would ask for something else.
            raise CtdError(tr("QGIS cannot ask for tiles at an address with encoded signs such as %26"))
        is_vector = VECTOR_TILES in layer.formats
        deepest = layer.deepest or (_DEEPEST_VECTOR_LEVEL if is_vector else _DEEPEST_LEVEL)
        uri = _encoded({"type": "xyz", "url": layer.name, "zmin": "0", "zmax": str(deepest)})
        if is_vector:
            return LayerSource(uri, "xyzvectortiles", Qgis.LayerType.VectorTile)
        return LayerSource(uri, "wms", Qgis.LayerType.Raster)
    if kind is LinkKind.ARCGIS:
        return _arcgis(url, layer)
    return _features("WFS" if kind is LinkKind.WFS else "OAPIF", url, layer)


def file_source(path: Path) -> LayerSource:
    """Return with what QGIS opens a GeoJSON file of a server, as GeoJSON or not at all."""
    return LayerSource(f"{GEOJSON}{path}", "ogr", Qgis.LayerType.Vector)


def _raster(provider: str, url: str, asked: dict[str, str], form: str, crs: str) -> LayerSource:
    # QGIS decodes an address once more than it encodes it, unless it is one of tiles: `a%26b` would become `a&b`.
    asked = {"crs": crs, "format": form, **asked, "url": url.replace("%", "%25")}
    if _SIGNS.search(url):
        # So it does with the address that the service gives for its pictures; ours is as good.
        asked |= {"IgnoreGetMapUrl": "1", "IgnoreGetFeatureInfoUrl": "1"}
    return LayerSource(_encoded(asked), provider, Qgis.LayerType.Raster)


def _encoded(parameters: dict[str, str]) -> str:
    """Return parameters as the WMS provider reads them."""
    source = QgsDataSourceUri()
    for name, value in parameters.items():
        source.setParam(name, value)
    return bytes(source.encodedUri()).decode()


def _grid(layer: ServiceLayer, crs: str) -> tuple[str, str]:
    by_crs = {grid_crs: grid for grid, grid_crs in reversed(layer.grids)}
    best = _best((crs, *_CRS), tuple(by_crs))
    return by_crs[best], best


def _arcgis(url: str, layer: ServiceLayer) -> LayerSource:
    # QGIS puts what it asks for behind the address as it is; ArcGIS has no use for parameters of one's own.
    url = url.partition("?")[0].rstrip("/")
    source = QgsDataSourceUri()
    source.setParam("crs", layer.crs[0] if layer.crs else WEB_MERCATOR)
    if has_features(url):
        source.setParam("url", f"{url}/{layer.name}")
        return LayerSource(source.uri(False), "arcgisfeatureserver", Qgis.LayerType.Vector)
    source.setParam("format", _best(_ARCGIS_FORMATS, layer.formats))
    source.setParam("layer", layer.name)
    source.setParam("url", url)
    return LayerSource(source.uri(False), "arcgismapserver", Qgis.LayerType.Raster)


def _features(provider: str, url: str, layer: ServiceLayer) -> LayerSource:
    source = QgsDataSourceUri()
    source.setParam("url", url)
    # OGC API Features has it in the path, into which QGIS puts it as it is.
    source.setParam("typename", layer.name if provider == "WFS" else quote(layer.name, safe=":"))
    if provider == "WFS":
        source.setParam("version", "auto")
        if layer.crs and _has_plain_axes(layer.crs[0]):
            source.setParam("IgnoreAxisOrientation", "1")
    source.setParam("pagingEnabled", "true")
    # Layers of whole regions are large: what is in view is asked for.
    source.setParam("restrictToRequestBBOX", "1")
    return LayerSource(source.uri(False), provider, Qgis.LayerType.Vector)


def _has_plain_axes(crs: str) -> bool:
    """Whether a service means east before north although the reference system has it the other way round.

    Servers that write `EPSG:4326` mean so, such as QGIS Server; those that write `urn:ogc:def:crs:EPSG::4326` do not.
    QGIS turns the axes of both, and would ask the former for what is elsewhere: the map would stay empty.
    """
    return crs.upper().startswith("EPSG:") and QgsCoordinateReferenceSystem(crs).hasAxisInverted()


def _best(wanted: tuple[str, ...], offered: tuple[str, ...]) -> str:
    found = next((value for value in wanted if value in offered), None)
    return found or (offered[0] if offered else next(value for value in wanted if value))
