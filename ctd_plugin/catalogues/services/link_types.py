"""The kind of service or file that a URL in a record leads to, from its protocol, URL, format and name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit, urlunsplit

from ...text import unaccented, words
from ..http.formats import DATA_FORMAT_NAMES, DATA_FORMATS, DOCUMENT_FORMATS, file_extension, format_name
from ..http.urls import percent_decoded, query_parameters, resolve_url, without_credentials, without_parameters
from ..records import Link, LinkKind

_TILE_AND_MAP_SERVICES = {"wms": LinkKind.WMS, "wfs": LinkKind.WFS, "wmts": LinkKind.WMTS, "tms": LinkKind.TMS}
_SERVICES = {
    **_TILE_AND_MAP_SERVICES,
    "webmapservice": LinkKind.WMS,
    "webfeatureservice": LinkKind.WFS,
    "webmaptileservice": LinkKind.WMTS,
    # Services without layers are shown as pages.
    **dict.fromkeys(("csw", "wcs", "wps", "sos"), LinkKind.PAGE),
}
_KINDS_WITH_LAYERS = (*_TILE_AND_MAP_SERVICES.values(), LinkKind.OGCAPI_FEATURES, LinkKind.ARCGIS)
_REQUESTS = {
    "getmap": LinkKind.WMS,
    "getfeatureinfo": LinkKind.WMS,
    "getlegendgraphic": LinkKind.WMS,
    "getfeature": LinkKind.WFS,
    "describefeaturetype": LinkKind.WFS,
    "getpropertyvalue": LinkKind.WFS,
    "gettile": LinkKind.WMTS,
}
_REQUEST_PARAMETERS = {
    *("service", "request", "version", "acceptversions", "updatesequence", "sections", "exceptions", "format"),
    *("layers", "layer", "styles", "style", "bbox", "width", "height", "crs", "srs", "transparent", "bgcolor", "tiled"),
    *("query_layers", "info_format", "feature_count", "i", "j", "x", "y"),
    *("typenames", "typename", "outputformat", "srsname", "maxfeatures", "count", "startindex", "resulttype"),
    *("propertyname", "sortby", "tilematrixset", "tilematrix", "tilerow", "tilecol"),
}
# With a filter GeoServer refuses the box of QGIS's own requests.
_FEATURE_PARAMETERS = _REQUEST_PARAMETERS | {"filter", "cql_filter", "featureid", "resourceid"}
_SERVICE_FORMATS = {"", "GML", "GEOJSON", "JSON"}
"""The usual formats of a feature service; a GetFeature in any other is a download."""
_ITEM_PARAMETERS = {"f", "limit", "offset", "startindex", "bbox", "bbox-crs", "crs", "datetime", "filter"}

_TEMPLATE = re.compile(r"(\{|%7b)z(\}|%7d)", re.IGNORECASE)
_ITEM = re.compile(r"/collections/[^/]+/items/[^/]+/?$")
_COLLECTION = re.compile(r"/collections/([^/]+?)(?:/items(?:/[^/]*)?)?/?$")
_FEATURES_API = re.compile(r"/ogc[-/]?(?:api[-/]?)?features(?:/v\d[^/]*)?/?$", re.IGNORECASE)
_COLLECTIONS = re.compile(r"/collections(?:\.json)?/?$", re.IGNORECASE)
# What stands before is searched apart: one pattern for both would take quadratic time.
_ARCGIS = re.compile(r"(/(?:map|feature|image)server)(?:/(\d+))?(?:/query)?/?$", re.IGNORECASE)
_EXPORT = re.compile(r"/exports/(\w+)/?$|/explore/dataset/[^/]+/download/?$", re.IGNORECASE)
_DATASET_PAGE = re.compile(r"/explore/dataset/[^/]+(?:/(?!download)[^/]*)?/?$", re.IGNORECASE)
_GEOSERVER = re.compile(r"/geoserver[^/]*/(?!(?:gwc|ogc)/)([^/]+)(?:/([^/]+))?/(?:wms|wfs|ows|wmts)/?$", re.IGNORECASE)


class _Hint(NamedTuple):
    """What a URL reveals about a link: its kind if known, and whether it is a service whose kind is still unknown."""

    kind: LinkKind | None = None
    is_service: bool = False


def link_from_url(
    url: str, *, protocol: str = "", name: str = "", title: str = "", format: str = "", base: str = ""
) -> Link | None:
    """Return the link for a URL in a record, resolved against `base`; None where it is no web URL.

    The URL of a service is the service's alone, with its own parameters (`MAP=…`). Its layer is in `layer`, from the
    URL or else from `name`, which may be a title: see `match_layer`. For ArcGIS it is the layer's number, for OGC API
    Features the collection.
    """
    whole = resolve_url(url, base)
    if whole is None:
        return None
    if not protocol.strip() and format.lower().startswith("ogc:"):
        # Some records have the protocol in place of the format.
        protocol = format
    parts, had_credentials = without_credentials(whole)
    params = query_parameters(parts.query)
    format_label = _link_format(parts.path, params, format, protocol, name)
    kind = _link_kind(parts, params, protocol, format, name, format_label)
    service, layer = _service_and_layer(kind, parts, params, name.strip())
    return Link(kind, urlunsplit(service), layer, title.strip() or name.strip(), format_label, had_credentials)


def links_from_url(
    url: str, *, protocol: str = "", name: str = "", title: str = "", format: str = "", base: str = ""
) -> Iterator[Link]:
    """Yield the link of `link_from_url`, and as a file too where it is a request for features in a file format."""
    link = link_from_url(url, protocol=protocol, name=name, title=title, format=format, base=base)
    if link is None:
        return
    yield link
    whole = resolve_url(url, base)
    if whole is None or link.kind not in (LinkKind.WFS, LinkKind.OGCAPI_FEATURES):
        return
    params = query_parameters(whole.query)
    is_request = params.get("request", "").lower() == "getfeature" or whole.path.rstrip("/").endswith("/items")
    format_label = format_name(params.get("outputformat") or params.get("f") or "")
    if is_request and format_label in DATA_FORMAT_NAMES and format_label not in _SERVICE_FORMATS:
        address = urlunsplit(without_credentials(whole)[0])
        yield replace(link, kind=LinkKind.FILE, url=address, layer="", format=format_label)


def names_service(text: str) -> bool:
    """Whether a text names a kind of service, as a protocol does."""
    return _kind_from_text(text) is not None


def distinct_links(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return links without duplicates; the first of each stays.

    Duplicates have the same kind, URL and layer; the same title, for a service without a layer; the same format, for
    files, since one URL may serve several.
    """
    first: dict[tuple[LinkKind, str, str, str], Link] = {}
    for link in links:
        layer = qualified_layer(link.url, link.layer)
        key = (link.kind, link.url.rstrip("?&/"), layer)
        if link.kind in _KINDS_WITH_LAYERS:
            first.setdefault((*key, "" if layer else unaccented(link.title)), link)
        elif link.kind is LinkKind.FILE:
            first.setdefault((*key, link.format), link)
        else:
            first.setdefault((*key, ""), link)
    with_format = {key[:3] for key in first if key[0] is LinkKind.FILE and key[3]}
    return tuple(link for key, link in first.items() if key[3] or key[:3] not in with_format)


def qualified_layer(url: str, layer: str) -> str:
    """Return a layer's name with the workspace in a GeoServer's URL; unchanged for other URLs.

    The URL of a single layer (`…/geoserver/workspace/layer/ows`) gives the name where `layer` is empty.
    """
    match = _GEOSERVER.search(urlsplit(url).path)
    if not match:
        return layer
    names = (layer or percent_decoded(match[2] or "")).split(",")
    return ",".join(name if ":" in name or not name else f"{percent_decoded(match[1])}:{name}" for name in names)


def _link_kind(
    parts: SplitResult, params: dict[str, str], protocol: str, format: str, name: str, format_label: str
) -> LinkKind:
    by_address = _hint_from_url(parts, params, format_label)
    # A name with the word of a service proves little: "WMS user guide".
    is_open = by_address.is_service or not protocol.strip()
    by_name = (
        next((_TILE_AND_MAP_SERVICES[word] for word in words(name) if word in _TILE_AND_MAP_SERVICES), None)
        if is_open
        else None
    )
    kind = _kind_from_text(protocol) or by_address.kind or _kind_from_text(format) or by_name
    if kind:
        return kind
    if by_address.is_service:
        # GeoServer's /ows serves maps and features; its WFS may be switched off.
        return LinkKind.WMS
    if format_label == "GEOJSON":
        return LinkKind.GEOJSON
    is_download = {"download", "telechargement", "telecharger"} & {*words(protocol)} or _EXPORT.search(parts.path)
    return LinkKind.FILE if format_label in DATA_FORMAT_NAMES or is_download else LinkKind.PAGE


def _kind_from_text(text: str) -> LinkKind | None:
    named = words(text)
    together = "".join(named)
    if "feat" in together.partition("ogcapi")[2] or "ogcfeat" in together or "oapif" in together:
        return LinkKind.OGCAPI_FEATURES
    if "ogcapi" in together:
        return LinkKind.PAGE
    if "arcgis" in together or "esrirest" in together or together.partition("esri")[2].endswith(("server", "service")):
        return LinkKind.ARCGIS
    return next((_SERVICES[word] for word in named if word in _SERVICES), None)


def _hint_from_url(parts: SplitResult, params: dict[str, str], format_label: str) -> _Hint:
    """Return the hint of the request's parameters, else of the file extension, else of the path."""
    path, request = parts.path.lower(), params.get("request", "").lower()
    if params.get("service"):
        return _Hint(_SERVICES.get(params["service"].lower(), LinkKind.PAGE))
    if request in _REQUESTS:
        return _Hint(_REQUESTS[request])
    if _TEMPLATE.search(path) or _TEMPLATE.search(parts.query):
        return _Hint(LinkKind.TMS)
    collections = _COLLECTIONS.search(path)
    if _FEATURES_API.search(path) or (collections and "ogc" in path[: collections.start()]):
        return _Hint(LinkKind.OGCAPI_FEATURES)
    is_service = request == "getcapabilities" or file_extension(params.get("map", "")) in ("map", "qgs", "qgz")
    if not is_service and (file_extension(path) in DOCUMENT_FORMATS or _DATASET_PAGE.search(path)):
        return _Hint(LinkKind.PAGE)
    if not is_service and file_extension(path) in DATA_FORMATS:
        # An archive of GeoJSON is a file to download like any other.
        is_geojson = path.endswith(".geojson") or (path.endswith(".json") and format_label == "GEOJSON")
        return _Hint(LinkKind.GEOJSON if is_geojson else LinkKind.FILE)
    if _ITEM.search(path):
        # A single feature or record is no layer.
        return _Hint(LinkKind.PAGE)
    if _COLLECTION.search(path):
        return _Hint(LinkKind.OGCAPI_FEATURES)
    if _arcgis(path):
        return _Hint(LinkKind.ARCGIS)
    return _hint_from_path(path, is_service)


def _hint_from_path(path: str, is_service: bool) -> _Hint:
    # The last folder that names a service counts: …/wms-data/wfs, …/MapServer/WMSServer.
    for folder in reversed(path.split("/")):
        word = re.sub(r"\.(php|ashx|cgi|exe|fcgi)$|-[rv]$|server$", "", folder)
        if word in _TILE_AND_MAP_SERVICES or word == "csw":
            return _Hint(_SERVICES[word])
        is_service = is_service or word in ("ows", "wxs", "mapserv", "qgis_mapserv")
    return _Hint(LinkKind.ARCGIS if "/rest/services" in path else None, is_service)


def _link_format(path: str, params: dict[str, str], format: str, protocol: str, name: str) -> str:
    """Return the short name of the format in `format`, else in the URL, the request, the protocol or the name."""
    export = _EXPORT.search(path)
    request = params.get("outputformat") or params.get("format") or ""
    sources = (format, file_extension(path), (export and export[1]) or "", request, protocol, file_extension(name))
    found = [name for source in sources if (name := format_name(source))]
    # Portals give a file the format HTML where they mean the page about it.
    own = (known for names in (DATA_FORMATS.values(), DATA_FORMAT_NAMES) for known in found if known in names)
    return next(own, "".join(found[:1]))


def _service_and_layer(
    kind: LinkKind, parts: SplitResult, params: dict[str, str], name: str
) -> tuple[SplitResult, str]:
    """Return the URL of the service alone, and the layer."""
    if kind in (LinkKind.WMS, LinkKind.WFS, LinkKind.WMTS):
        dropped = _FEATURE_PARAMETERS if kind is LinkKind.WFS else _REQUEST_PARAMETERS
        named = next((params[key] for key in ("layers", "typenames", "typename", "layer") if params.get(key)), "")
        layer = name if not named or name in named.split(",") else named
        service = parts._replace(query=without_parameters(parts.query, dropped), fragment="")
        return service, layer or qualified_layer(urlunsplit(parts), "")
    if kind is LinkKind.OGCAPI_FEATURES:
        match = _COLLECTION.search(parts.path)
        path = parts.path[: match.start()] if match else re.sub(r"/collections(\.json)?/?$", "", parts.path)
        query = without_parameters(parts.query, _ITEM_PARAMETERS)
        layer = percent_decoded(match[1].replace("+", "%2B")) if match else name
        return parts._replace(path=path, query=query, fragment=""), layer
    if kind is LinkKind.ARCGIS:
        path, number = _arcgis(parts.path) or (parts.path, "")
        number = number or (name if name.isdecimal() else "")
        return parts._replace(path=path, query="", fragment=""), number
    if kind is LinkKind.TMS:
        # A template is the URL of one layer, whatever its name.
        return parts, "" if _TEMPLATE.search(urlunsplit(parts)) else name
    return parts, ""


def _arcgis(path: str) -> tuple[str, str] | None:
    """Return the path of an ArcGIS service and the number of a layer, "" where there is none; None for other paths."""
    match = _ARCGIS.search(path)
    if not match or "/rest/services/" not in path[: match.start()].lower():
        return None
    return path[: match.start()] + match[1], match[2] or ""
