"""The provider and URI with which QGIS opens a layer of a service."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
"""The prefix of a path that GDAL reads as GeoJSON or not at all."""

# After the map's own, in this order: any project can show these, and they fit the overseas regions too.
_CRS = (WEB_MERCATOR, "EPSG:4326", "CRS:84")
# What leaves the ground transparent comes first.
_FORMATS = ("image/png", "image/png8", "image/png; mode=8bit", "image/webp", "image/jpeg")
_ARCGIS_FORMATS = ("PNG32", "PNG24", "PNG", "JPG")
_DEEPEST_LEVEL, _DEEPEST_VECTOR_LEVEL = 22, 14
"""Of tiles whose levels are not known; vector tiles mostly end at the 14th, which QGIS then draws further in."""
_SIGNS = re.compile("%(23|25|26|2B|3D)", re.IGNORECASE)
"""Encoded characters that mean something else in an address once they are decoded: # % & + =."""


class LayerSource(NamedTuple):
    """The arguments of a layer's constructor."""

    uri: str
    provider: str
    type: Qgis.LayerType


def layer_source(kind: LinkKind, url: str, layer: ServiceLayer, crs: str = "", authcfg: str = "") -> LayerSource:
    """Return the source of a layer of a service; `crs` is that of the map, used where the service has it.

    `authcfg` is the id of QGIS's authentication configuration for the service.

    CtdError where it is not at an http or https address: QGIS would open a file of this computer, or of its network.
    """
    address = layer.name if kind is LinkKind.TMS else url
    if split_url(address) is None:
        raise invalid_url_error(address)
    if kind is LinkKind.WMS:
        parameters = {"layers": layer.name, "styles": ""}
        return _raster(url, parameters, _best(_FORMATS, layer.formats), _best((crs, *_CRS), layer.crs), authcfg)
    if kind is LinkKind.WMTS:
        grid, grid_crs = _grid(layer, crs)
        parameters = {"layers": layer.name, "styles": layer.style, "tileMatrixSet": grid}
        return _raster(url, parameters, _best(_FORMATS, layer.formats), grid_crs, authcfg)
    if kind is LinkKind.TMS:
        if _SIGNS.search(layer.name):
            # QGIS decodes them there, and would request something else.
            raise CtdError(tr("QGIS does not support tile addresses with encoded characters such as %26"))
        is_vector = VECTOR_TILES in layer.formats
        deepest = layer.deepest or (_DEEPEST_VECTOR_LEVEL if is_vector else _DEEPEST_LEVEL)
        uri = _encoded({"type": "xyz", "url": layer.name, "zmin": "0", "zmax": str(deepest)}, authcfg)
        if is_vector:
            return LayerSource(uri, "xyzvectortiles", Qgis.LayerType.VectorTile)
        return LayerSource(uri, "wms", Qgis.LayerType.Raster)
    if kind is LinkKind.ARCGIS:
        return _arcgis(url, layer, authcfg)
    return _features("WFS" if kind is LinkKind.WFS else "OAPIF", url, layer, authcfg)


def file_source(path: Path) -> LayerSource:
    """Return the source of a downloaded GeoJSON file, which is opened as GeoJSON or not at all."""
    return LayerSource(f"{GEOJSON}{path}", "ogr", Qgis.LayerType.Vector)


def _raster(url: str, parameters: dict[str, str], image_format: str, crs: str, authcfg: str) -> LayerSource:
    # QGIS decodes an address once more than it encodes it, unless it is one of tiles: `a%26b` would become `a&b`.
    parameters = {"crs": crs, "format": image_format, **parameters, "url": url.replace("%", "%25")}
    if _SIGNS.search(url):
        # So it does with the GetMap address in the capabilities; ours is as good.
        parameters |= {"IgnoreGetMapUrl": "1", "IgnoreGetFeatureInfoUrl": "1"}
    return LayerSource(_encoded(parameters, authcfg), "wms", Qgis.LayerType.Raster)


def _encoded(parameters: dict[str, str], authcfg: str) -> str:
    """Return the URI of the WMS provider for these parameters."""
    source = _uri(authcfg)
    for name, value in parameters.items():
        source.setParam(name, value)
    return bytes(source.encodedUri()).decode()


def _uri(authcfg: str) -> QgsDataSourceUri:
    source = QgsDataSourceUri()
    if authcfg:
        source.setAuthConfigId(authcfg)
    return source


def _grid(layer: ServiceLayer, crs: str) -> tuple[str, str]:
    by_crs = {grid_crs: grid for grid, grid_crs in reversed(layer.grids)}
    best = _best((crs, *_CRS), tuple(by_crs))
    return by_crs[best], best


def _arcgis(url: str, layer: ServiceLayer, authcfg: str) -> LayerSource:
    # QGIS appends its requests to the address as it is; ArcGIS has no use for other parameters.
    url = url.partition("?")[0].rstrip("/")
    source = _uri(authcfg)
    source.setParam("crs", layer.crs[0] if layer.crs else WEB_MERCATOR)
    if has_features(url):
        source.setParam("url", f"{url}/{layer.name}")
        return LayerSource(source.uri(False), "arcgisfeatureserver", Qgis.LayerType.Vector)
    source.setParam("format", _best(_ARCGIS_FORMATS, layer.formats))
    source.setParam("layer", layer.name)
    source.setParam("url", url)
    return LayerSource(source.uri(False), "arcgismapserver", Qgis.LayerType.Raster)


def _features(provider: str, url: str, layer: ServiceLayer, authcfg: str) -> LayerSource:
    source = _uri(authcfg)
    source.setParam("url", url)
    # OGC API Features has it in the path, where QGIS does not encode it.
    source.setParam("typename", layer.name if provider == "WFS" else quote(layer.name, safe=":"))
    if provider == "WFS":
        source.setParam("version", "auto")
        if layer.crs and _has_plain_axes(layer.crs[0]):
            source.setParam("IgnoreAxisOrientation", "1")
    source.setParam("pagingEnabled", "true")
    # Layers of whole regions are large: what is in view is requested.
    source.setParam("restrictToRequestBBOX", "1")
    return LayerSource(source.uri(False), provider, Qgis.LayerType.Vector)


def _has_plain_axes(crs: str) -> bool:
    """Whether a service means east before north although the reference system has it the other way round.

    Servers that write `EPSG:4326` mean so, such as QGIS Server; those that write `urn:ogc:def:crs:EPSG::4326` do not.
    QGIS swaps the axes of both, and would request another place from the former: the map would stay empty.
    """
    return crs.upper().startswith("EPSG:") and QgsCoordinateReferenceSystem(crs).hasAxisInverted()


def _best(wanted: Sequence[str], offered: Sequence[str]) -> str:
    best = next((value for value in wanted if value in offered), None)
    return best or (offered[0] if offered else next(value for value in wanted if value))
