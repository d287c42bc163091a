"""The layers of tile services: what WMTS and TMS say of themselves."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlunsplit

from ..http.exchange import CatalogueError, FailureReason, Response, read_xml
from ..http.formats import DATA_FORMATS, file_extension
from ..http.html_text import bounded_line
from ..http.urls import filter_parameters, resolve_url, split_url
from ..http.xml_elements import element_text, local_name
from .capabilities import MOST_LAYERS, ServiceLayer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

WEB_MERCATOR = "EPSG:3857"
VECTOR_TILES = "application/vnd.mapbox-vector-tile"
"""The media type of tiles that hold features: a layer's only format where its tiles are no pictures."""
_VECTOR_ENDINGS = ("pbf", "mvt")
_PICTURE_ENDINGS = ("tif", "tiff", "jp2")
"""What of the formats of data is a picture too."""
_HALF_WORLD, _TOLERANCE = 20_037_508.34, 100.0
"""Metres from the middle of web Mercator to its edges, and how far from them an origin may lie."""
_MOST_LEVELS = 40
_WIDEST_PIXEL = 156_543.034
"""Metres of a pixel where the world is one tile of 256 pixels."""
# WMTS writes its own names; {s} is one of several hosts that serve the same tiles, {r} a finer picture.
_PLACEHOLDERS = (
    (r"\{(tilematrix|z|zoom)\}", "{z}"),
    (r"\{(tilecol|x)\}", "{x}"),
    (r"\{(tilerow|y)\}", "{y}"),
    (r"\{s\}", "a"),
    (r"\{r\}", ""),
)
_LONGEST_CRS = 500
"""Characters of a reference system, which may be an address; a longer text is none."""
_MERCATOR_CODES = ("EPSG:3857", "EPSG:900913", "EPSG:3785", "OSGEO:41001")


def wmts_url(url: str) -> str:
    """Return the address of a WMTS's capabilities, which QGIS's own provider asks for too."""
    parts = split_url(url)
    if parts is None or parts.path.lower().endswith(".xml"):
        return url
    own = filter_parameters(parts.query, lambda name: name not in ("service", "request", "version")).strip("&")
    query = "SERVICE=WMTS&REQUEST=GetCapabilities&VERSION=1.0.0"
    return urlunsplit((parts.scheme, parts.netloc, parts.path, f"{own}&{query}" if own else query, ""))


def read_wmts(response: Response) -> tuple[ServiceLayer, ...]:
    """Return the layers of a WMTS that have tiles in a grid whose reference system is told."""
    root = read_xml(response)
    if local_name(root) != "Capabilities":
        raise CatalogueError(FailureReason.UNREADABLE, local_name(root))
    contents = next(_children(root, "Contents"), root)
    # One pair a grid, which all its layers share.
    known = {}
    for grid in _children(contents, "TileMatrixSet"):
        if crs := short_crs(_text(grid, "SupportedCRS")):
            known[_text(grid, "Identifier")] = (_text(grid, "Identifier"), crs)
    return tuple(islice(_wmts_layers(contents, known), MOST_LAYERS))


def _wmts_layers(contents: Element, known: dict[str, tuple[str, str]]) -> Iterator[ServiceLayer]:
    for layer in _children(contents, "Layer"):
        name = _text(layer, "Identifier")
        names = (_text(link, "TileMatrixSet") for link in _children(layer, "TileMatrixSetLink"))
        grids = tuple(known[grid] for grid in dict.fromkeys(names) if grid in known)
        formats = tuple(dict.fromkeys(element_text(form) for form in _children(layer, "Format")))
        pictures = tuple(form for form in formats if not form.lower().startswith(("application/", "text/")))
        # QGIS draws no others: features, or the values at a place.
        if name and grids and (pictures or not formats):
            title = _text(layer, "Title") or name
            yield ServiceLayer(name, title, tuple(crs for _, crs in grids), pictures, grids, _default_style(layer))


def tile_template(url: str) -> str:
    """Return an address that stands for all tiles as QGIS writes it, with {z}, {x} and {y}; "" for any other."""
    text = re.sub(r"%7B(-?\w+)%7D", r"{\1}", url, flags=re.IGNORECASE)
    for pattern, place in _PLACEHOLDERS:
        text = re.sub(pattern, place, text, flags=re.IGNORECASE)
    return text if "{z}" in text and "{x}" in text and re.search(r"\{-?y\}", text) else ""


def template_layers(template: str, title: str, format: str = "") -> tuple[ServiceLayer, ...]:
    """Return the layer of a template's tiles; none where these are neither pictures nor vector tiles."""
    last = file_extension(_url_path(template))
    if last in _VECTOR_ENDINGS or format.lower() in _VECTOR_ENDINGS:
        return (ServiceLayer(template, title, (WEB_MERCATOR,), (VECTOR_TILES,)),)
    is_data = last in DATA_FORMATS and last not in _PICTURE_ENDINGS
    return () if is_data else (ServiceLayer(template, title, (WEB_MERCATOR,)),)


def tile_map_name(url: str) -> str:
    """Return the name of a tile map, which is the last folder of its address: `PLAN.IGN`, `ns:layer`."""
    folder = _url_path(url.partition("{z}")[0]).rstrip("/").rpartition("/")[2]
    # GeoServer's cache adds the grid and the format: ns:layer@EPSG%3A900913@png.
    return unquote(folder).partition("@")[0]


def _url_path(url: str) -> str:
    parts = split_url(url)
    return parts.path if parts else ""


def read_tms(response: Response, url: str) -> tuple[ServiceLayer, ...]:
    """Return the tile maps that a TMS lists, each by its address, or the one that it describes, by its tiles'.

    Those that QGIS would draw elsewhere than they belong, or not at all, are left out: other reference systems than
    web Mercator, grids of their own, tiles of another kind.
    """
    root = read_xml(response)
    if local_name(root) == "TileMap":
        return _read_tile_map(root, url)
    found = [
        (resolve_url(bounded_line(one.get("href", "")), url), bounded_line(one.get("title", "")), one.get("srs", ""))
        for one in islice((one for one in root.iter("{*}TileMap") if one.get("href")), MOST_LAYERS)
    ]
    if local_name(root) != "TileMapService" and not found:
        raise CatalogueError(FailureReason.UNREADABLE, local_name(root))
    listed = [(urlunsplit(parts), title) for parts, title, srs in found if parts and _is_mercator(srs)]
    return tuple(ServiceLayer(href, title or href, (WEB_MERCATOR,)) for href, title in listed)


def _read_tile_map(root: Element, url: str) -> tuple[ServiceLayer, ...]:
    sets = [element for each in _children(root, "TileSets") for element in _children(each, "TileSet")]
    form = next(_children(root, "TileFormat"), None)
    told = (
        {} if form is None else {name: (form.get(name) or "").strip() for name in ("extension", "mime-type", "width")}
    )
    width = _number(told.get("width")) or 256.0
    levels = [(_number(each.get("order")), _number(each.get("units-per-pixel"))) for each in sets]
    row = _row_placeholder(root)
    if (
        not _is_mercator(_text(root, "SRS"))
        or not row
        or not all(_is_standard_level(*level, width) for level in levels)
    ):
        return ()
    title = _text(root, "Title") or _text(root, "Abstract") or url
    parts = _tile_url(url, f"{{z}}/{{x}}/{row}.{told.get('extension') or 'png'}")
    is_vector = re.search(r"vector-tile|protobuf", told.get("mime-type", ""), re.IGNORECASE)
    layers = template_layers(urlunsplit(parts), title, "mvt" if is_vector else "") if parts else ()
    deepest = max((int(order) for order, _ in levels if order is not None and 0 <= order <= _MOST_LEVELS), default=0)
    return tuple(replace(layer, deepest=deepest) for layer in layers)


def _tile_url(url: str, tile: str) -> SplitResult | None:
    """Return the address of a tile beside a description, or below one that is not a file of its own."""
    parts = resolve_url(url)
    if parts is None:
        return None
    folder = parts.path.rpartition("/")[0] if parts.path.lower().endswith(".xml") else parts.path.rstrip("/")
    return resolve_url(urlunsplit(parts._replace(path=f"{folder}/{tile}", fragment="")))


def _row_placeholder(root: Element) -> str:
    """Return how the rows of tiles are counted: from the south, or from the north where the origin lies there.

    Empty where the origin is none of these corners of the world, and no profile says that the grid is the usual one
    (GDAL writes the corner of the data there).
    """
    origin = next(_children(root, "Origin"), None)
    x, y = (None, None) if origin is None else (_number(origin.get(axis)) for axis in ("x", "y"))
    if x is None or y is None:
        return "{-y}"
    if abs(x + _HALF_WORLD) > _TOLERANCE or abs(abs(y) - _HALF_WORLD) > _TOLERANCE:
        profiles = {(each.get("profile") or "").lower() for each in _children(root, "TileSets")}
        return "{-y}" if profiles & {"mercator", "global-mercator"} else ""
    return "{y}" if y > 0 else "{-y}"


def _is_standard_level(order: float | None, pixel: float | None, width: float) -> bool:
    """Whether a level has the number that QGIS gives to it."""
    if order is None or pixel is None or not 0 <= order <= _MOST_LEVELS:
        return order is None or pixel is None
    usual = _WIDEST_PIXEL * 256 / width / 2**order
    return abs(pixel - usual) < usual / 100


def _number(text: str | None) -> float | None:
    try:
        return float((text or "")[:40])
    except ValueError:
        return None


def short_crs(text: str) -> str:
    """Return `EPSG:2154` for any way in which services write it, such as `urn:ogc:def:crs:EPSG::2154`; or ""."""
    text = text.strip().upper() if len(text) <= _LONGEST_CRS else ""
    # CRS84 is EPSG:4326 in the order in which maps have their axes.
    if re.search(r"\bCRS:?84$", text):
        return "EPSG:4326"
    authority = re.search(r"\b(EPSG|ESRI|IGNF)\W", text)
    code = re.split(r"\W", text[authority.end() :])[-1] if authority else ""
    return f"{authority[1]}:{code}" if authority and code else ""


def _is_mercator(srs: str) -> bool:
    return short_crs(srs) in _MERCATOR_CODES or srs.upper() in _MERCATOR_CODES


def _default_style(layer: Element) -> str:
    styles = list(_children(layer, "Style"))
    usual = [style for style in styles if style.get("isDefault") == "true"]
    return next((_text(style, "Identifier") for style in [*usual, *styles]), "")


def _children(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if local_name(child) == name)


def _text(element: Element, name: str) -> str:
    return next((element_text(child) for child in _children(element, name)), "")
