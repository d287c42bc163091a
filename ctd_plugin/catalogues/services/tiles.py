"""The layers of tile services: WMTS, TMS, and URL templates of tiles."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlunsplit

from ..http.exchange import CatalogueError, FailureReason, Response, read_xml
from ..http.formats import DATA_FORMATS, file_extension
from ..http.html_text import bounded_line
from ..http.urls import replace_parameters, resolve_url, split_url
from ..http.xml_elements import child_text, children, element_text, local_name
from .capabilities import MOST_LAYERS, REQUEST_PARAMETERS, ServiceLayer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

WEB_MERCATOR = "EPSG:3857"
VECTOR_TILES = "application/vnd.mapbox-vector-tile"
"""The media type of vector tiles, the only format of a layer of them."""
_VECTOR_EXTENSIONS = ("pbf", "mvt")
_PICTURE_EXTENSIONS = ("tif", "tiff", "jp2")
"""Data formats that are pictures too."""
_HALF_WORLD, _TOLERANCE = 20_037_508.34, 100.0
"""Metres from the centre of web Mercator to its edges, and how far from them an origin may lie."""
_MOST_LEVELS = 40
_WIDEST_PIXEL = 156_543.034
"""Metres per pixel where the world is one tile of 256 pixels."""
# WMTS has its own names; {s} is one of several hosts that serve the same tiles, {r} a finer picture.
_PLACEHOLDERS = (
    (r"\{(tilematrix|z|zoom)\}", "{z}"),
    (r"\{(tilecol|x)\}", "{x}"),
    (r"\{(tilerow|y)\}", "{y}"),
    (r"\{s\}", "a"),
    (r"\{r\}", ""),
)
_LONGEST_CRS = 500
"""Characters of a reference system, which may be a URL."""
_MERCATOR_CODES = ("EPSG:3857", "EPSG:900913", "EPSG:3785", "OSGEO:41001")


def wmts_url(url: str) -> str:
    """Return the URL of a WMTS's capabilities, which QGIS's provider takes too."""
    parts = split_url(url)
    if parts is None or parts.path.lower().endswith(".xml"):
        return url
    return replace_parameters(parts, REQUEST_PARAMETERS, "SERVICE=WMTS&REQUEST=GetCapabilities&VERSION=1.0.0")


def read_wmts(response: Response) -> tuple[ServiceLayer, ...]:
    """Return the layers of a WMTS that have a tile matrix set with a known reference system, and pictures."""
    root = read_xml(response)
    if local_name(root) != "Capabilities":
        raise CatalogueError(FailureReason.UNREADABLE, said=local_name(root))
    contents = next(children(root, "Contents"), root)
    # One pair for each grid, which all its layers share.
    grids = {}
    for matrix_set in children(contents, "TileMatrixSet"):
        if crs := short_crs(child_text(matrix_set, "SupportedCRS")):
            name = child_text(matrix_set, "Identifier")
            grids[name] = (name, crs)
    return tuple(islice(_wmts_layers(contents, grids), MOST_LAYERS))


def _wmts_layers(contents: Element, known_grids: dict[str, tuple[str, str]]) -> Iterator[ServiceLayer]:
    for layer in children(contents, "Layer"):
        name = child_text(layer, "Identifier")
        names = (child_text(link, "TileMatrixSet") for link in children(layer, "TileMatrixSetLink"))
        grids = tuple(known_grids[grid] for grid in dict.fromkeys(names) if grid in known_grids)
        formats = tuple(dict.fromkeys(map(element_text, children(layer, "Format"))))
        pictures = tuple(one for one in formats if not one.lower().startswith(("application/", "text/")))
        # QGIS draws no others: features, or the values at a point.
        if name and grids and (pictures or not formats):
            title = child_text(layer, "Title") or name
            yield ServiceLayer(name, title, tuple(crs for _, crs in grids), pictures, grids, _default_style(layer))


def tile_template(url: str) -> str:
    """Return a URL template of tiles with QGIS's placeholders {z}, {x} and {y}; "" for any other URL."""
    template = re.sub(r"%7B(-?\w+)%7D", r"{\1}", url, flags=re.IGNORECASE)
    for pattern, placeholder in _PLACEHOLDERS:
        template = re.sub(pattern, placeholder, template, flags=re.IGNORECASE)
    return template if "{z}" in template and "{x}" in template and re.search(r"\{-?y\}", template) else ""


def template_layers(template: str, title: str, format: str = "") -> tuple[ServiceLayer, ...]:
    """Return the layer of a template's tiles; none where these are neither pictures nor vector tiles."""
    extension = file_extension(_url_path(template))
    if extension in _VECTOR_EXTENSIONS or format.lower() in _VECTOR_EXTENSIONS:
        return (ServiceLayer(template, title, (WEB_MERCATOR,), (VECTOR_TILES,)),)
    is_data = extension in DATA_FORMATS and extension not in _PICTURE_EXTENSIONS
    return () if is_data else (ServiceLayer(template, title, (WEB_MERCATOR,)),)


def tile_map_name(url: str) -> str:
    """Return the name of a tile map, the last folder of its URL: `PLAN.IGN`, `ns:layer`."""
    folder = _url_path(url.partition("{z}")[0]).rstrip("/").rpartition("/")[2]
    # GeoServer's cache adds the grid and the format: ns:layer@EPSG%3A900913@png.
    return unquote(folder).partition("@")[0]


def _url_path(url: str) -> str:
    parts = split_url(url)
    return parts.path if parts else ""


def read_tms(response: Response, url: str) -> tuple[ServiceLayer, ...]:
    """Return the tile maps that a TMS lists, named by their URLs, or the one that it describes, named by its template.

    Those that QGIS would draw in a wrong place, or not at all, are left out: other reference systems than web
    Mercator, grids of their own, tiles of another kind.
    """
    root = read_xml(response)
    if local_name(root) == "TileMap":
        return _read_tile_map(root, url)
    found = [
        (resolve_url(bounded_line(one.get("href", "")), url), bounded_line(one.get("title", "")), one.get("srs", ""))
        for one in islice((one for one in root.iter("{*}TileMap") if one.get("href")), MOST_LAYERS)
    ]
    if local_name(root) != "TileMapService" and not found:
        raise CatalogueError(FailureReason.UNREADABLE, said=local_name(root))
    listed = [(urlunsplit(parts), title) for parts, title, srs in found if parts and _is_mercator(srs)]
    return tuple(ServiceLayer(href, title or href, (WEB_MERCATOR,)) for href, title in listed)


def _read_tile_map(root: Element, url: str) -> tuple[ServiceLayer, ...]:
    sets = [tile_set for parent in children(root, "TileSets") for tile_set in children(parent, "TileSet")]
    tile_format = next(children(root, "TileFormat"), None)
    attributes = {} if tile_format is None else {name: value.strip() for name, value in tile_format.items()}
    width = _number(attributes.get("width")) or 256.0
    levels = [(_number(one.get("order")), _number(one.get("units-per-pixel"))) for one in sets]
    row = _row_placeholder(root)
    is_mercator = _is_mercator(child_text(root, "SRS"))
    if not is_mercator or not row or not all(_is_standard_level(*level, width) for level in levels):
        return ()
    title = child_text(root, "Title") or child_text(root, "Abstract") or url
    parts = _tile_url(url, f"{{z}}/{{x}}/{row}.{attributes.get('extension') or 'png'}")
    is_vector = re.search(r"vector-tile|protobuf", attributes.get("mime-type", ""), re.IGNORECASE)
    layers = template_layers(urlunsplit(parts), title, "mvt" if is_vector else "") if parts else ()
    deepest = max((int(order) for order, _ in levels if order is not None and 0 <= order <= _MOST_LEVELS), default=0)
    return tuple(replace(layer, deepest=deepest) for layer in layers)


def _tile_url(url: str, tile: str) -> SplitResult | None:
    """Return the URL of a tile beside a description that is an XML file, below any other."""
    parts = resolve_url(url)
    if parts is None:
        return None
    folder = parts.path.rpartition("/")[0] if parts.path.lower().endswith(".xml") else parts.path.rstrip("/")
    return resolve_url(urlunsplit(parts._replace(path=f"{folder}/{tile}", fragment="")))


def _row_placeholder(root: Element) -> str:
    """Return the placeholder of rows: {-y} counts from the south, {y} from the north, where the origin lies there.

    Empty where the origin is no western corner of the world, and no profile says that the grid is the standard one
    (GDAL writes the corner of the data there).
    """
    origin = next(children(root, "Origin"), None)
    x, y = (None, None) if origin is None else (_number(origin.get(axis)) for axis in ("x", "y"))
    if x is None or y is None:
        return "{-y}"
    if abs(x + _HALF_WORLD) > _TOLERANCE or abs(abs(y) - _HALF_WORLD) > _TOLERANCE:
        profiles = {(one.get("profile") or "").lower() for one in children(root, "TileSets")}
        return "{-y}" if profiles & {"mercator", "global-mercator"} else ""
    return "{y}" if y > 0 else "{-y}"


def _is_standard_level(order: float | None, pixel: float | None, width: float) -> bool:
    """Whether a zoom level has the number that QGIS expects for its metres per pixel; unknown ones do."""
    if order is None or pixel is None or not 0 <= order <= _MOST_LEVELS:
        return order is None or pixel is None
    standard = _WIDEST_PIXEL * 256 / width / 2**order
    return abs(pixel - standard) < standard / 100


def _number(text: str | None) -> float | None:
    try:
        return float((text or "")[:40])
    except ValueError:
        return None


def short_crs(text: str) -> str:
    """Return `EPSG:2154` for any notation of services, such as `urn:ogc:def:crs:EPSG::2154`; "" for no code."""
    text = text.strip().upper() if len(text) <= _LONGEST_CRS else ""
    # CRS84 is EPSG:4326 with longitudes first.
    if re.search(r"\bCRS:?84$", text):
        return "EPSG:4326"
    authority = re.search(r"\b(EPSG|ESRI|IGNF)\W", text)
    code = re.split(r"\W", text[authority.end() :])[-1] if authority else ""
    return f"{authority[1]}:{code}" if authority and code else ""


def _is_mercator(srs: str) -> bool:
    return short_crs(srs) in _MERCATOR_CODES or srs.upper() in _MERCATOR_CODES


def _default_style(layer: Element) -> str:
    styles = list(children(layer, "Style"))
    default = [style for style in styles if style.get("isDefault") == "true"]
    return next((child_text(style, "Identifier") for style in [*default, *styles]), "")
