"""The layers of tile services: what WMTS and TMS say of themselves."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlunsplit

from .addresses import joined, kept_parameters, split_url
from .parsing import own_text
from .replies import Answer, CatalogueError, Trouble, read_xml, tag
from .services import MOST_LAYERS, ServiceLayer
from .text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

WEB_MERCATOR = "EPSG:3857"
# WMTS writes its own names; {s} is one of several hosts that serve the same tiles, {r} a finer picture.
_PLACES = (
    (r"\{(tilematrix|z|zoom)\}", "{z}"),
    (r"\{(tilecol|x)\}", "{x}"),
    (r"\{(tilerow|y)\}", "{y}"),
    (r"\{s\}", "a"),
    (r"\{r\}", ""),
)
_LONGEST_CRS = 500
"""Characters of a reference system, which may be an address; a longer text is none."""
_MERCATOR_CODES = ("EPSG:3857", "EPSG:900913", "EPSG:3785", "OSGEO:41001")


def wmts_address(url: str) -> str:
    """Return the address of a WMTS's capabilities, which QGIS's own provider asks for too."""
    parts = split_url(url)
    if parts is None or parts.path.lower().endswith(".xml"):
        return url
    own = kept_parameters(parts.query, lambda name: name not in ("service", "request", "version")).strip("&")
    query = "SERVICE=WMTS&REQUEST=GetCapabilities&VERSION=1.0.0"
    return urlunsplit((parts.scheme, parts.netloc, parts.path, f"{own}&{query}" if own else query, ""))


def read_wmts(answer: Answer) -> tuple[ServiceLayer, ...]:
    """Return the layers of a WMTS that have tiles in a grid whose reference system is told."""
    root = read_xml(answer)
    if tag(root) != "Capabilities":
        raise CatalogueError(Trouble.UNREADABLE, tag(root))
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
        if name and grids:
            formats = tuple(dict.fromkeys(own_text(form) for form in _children(layer, "Format")))
            title = _text(layer, "Title") or name
            yield ServiceLayer(name, title, tuple(crs for _, crs in grids), formats, grids, _style(layer))


def tile_template(url: str) -> str:
    """Return an address that stands for all tiles as QGIS writes it, with {z}, {x} and {y}; "" for any other."""
    text = re.sub(r"%7B(-?\w+)%7D", r"{\1}", url, flags=re.IGNORECASE)
    for pattern, place in _PLACES:
        text = re.sub(pattern, place, text, flags=re.IGNORECASE)
    return text if "{z}" in text and "{x}" in text and re.search(r"\{-?y\}", text) else ""


def read_tms(answer: Answer, url: str) -> tuple[ServiceLayer, ...]:
    """Return the tile maps that a TMS lists, each by its address, or the one that it describes, by its tiles'.

    Those that are not in web Mercator are left out: QGIS draws no others.
    """
    root = read_xml(answer)
    if tag(root) == "TileMap":
        if not _is_mercator(_text(root, "SRS")):
            return ()
        form = next(_children(root, "TileFormat"), None)
        extension = "png" if form is None else form.get("extension") or "png"
        title = _text(root, "Title") or _text(root, "Abstract") or url
        return (ServiceLayer(f"{url.rstrip('/')}/{{z}}/{{x}}/{{-y}}.{extension}", title, (WEB_MERCATOR,)),)
    found = [
        (joined(url, one_line(element.get("href", ""))), one_line(element.get("title", "")), element.get("srs", ""))
        for element in islice((one for one in root.iter("{*}TileMap") if one.get("href")), MOST_LAYERS)
    ]
    if tag(root) != "TileMapService" and not found:
        raise CatalogueError(Trouble.UNREADABLE, tag(root))
    # The braces of an address that stands for all tiles are no part of one that Python takes.
    return tuple(ServiceLayer(href, title or href, (one_line(srs),)) for href, title, srs in found if _is_mercator(srs))


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


def _style(layer: Element) -> str:
    styles = list(_children(layer, "Style"))
    usual = [style for style in styles if style.get("isDefault") == "true"]
    return next((_text(style, "Identifier") for style in [*usual, *styles]), "")


def _children(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if tag(child) == name)


def _text(element: Element, name: str) -> str:
    return next((own_text(child) for child in _children(element, name)), "")
