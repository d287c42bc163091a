"""The layers that a map service offers: how to ask WMS, WFS and OGC API Features, and what they answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode, urlsplit, urlunsplit

from ..errors import CtdError
from ..i18n import tr
from .addresses import kept_parameters
from .registry import Protocol
from .replies import Answer, CatalogueError, Conversation, Request, Trouble, read_xml, tag

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAP_SERVICES = (Protocol.WMS, Protocol.WFS, Protocol.OGCAPI_FEATURES)
MOST_LAYERS = 5000
"""Layers that are read of a service; QGIS's tree would not show more in a usable way."""

_Read = TypeVar("_Read")

_ASKED = {"service", "request", "version"}
_OLD_WMS = "VERSION=1.1.1"
# A server that answered, but not as it should, may do better when asked in another version.
_WORTH_AN_OLDER_VERSION = (Trouble.EXCEPTION, Trouble.UNREADABLE, Trouble.NOT_FOUND)


@dataclass(frozen=True)
class ServiceLayer:
    """One layer: the name that requests use, its title, and what the service says of it.

    `crs` are its reference systems as the service writes them, the usual one first; `formats` those of its images.
    For WMTS, `grids` are its tile matrix sets with the reference system of each, `style` the one it is drawn in. For
    TMS, `deepest` is the last level of its tiles, 0 where it is not told.
    """

    name: str
    title: str
    crs: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    grids: tuple[tuple[str, str], ...] = ()
    style: str = ""
    deepest: int = 0


def base_address(protocol: Protocol, url: str) -> str:
    """Return the address that QGIS's own provider wants: without a request's parameters, or the API's first page."""
    parts = urlsplit(url)
    if protocol is Protocol.OGCAPI_FEATURES:
        path = parts.path.rstrip("/")
        for ending in ("/collections.json", "/collections"):
            path = path.removesuffix(ending)
        query = kept_parameters(parts.query, lambda name: name != "f")
        return urlunsplit((parts.scheme, parts.netloc, path, query, ""))
    return urlunsplit((parts.scheme, parts.netloc, parts.path, _own_parameters(parts.query), ""))


def layers_address(protocol: Protocol, url: str) -> str:
    """Return the address that lists the layers of a service."""
    if protocol is Protocol.OGCAPI_FEATURES:
        # A list given by its whole address is asked for as it is given.
        if urlsplit(url).path.rstrip("/").endswith(("/collections", "/collections.json")):
            return url
        base = urlsplit(base_address(protocol, url))
        query = f"{base.query}&f=json".lstrip("&")
        return urlunsplit((base.scheme, base.netloc, f"{base.path}/collections", query, ""))
    parts = urlsplit(url)
    query = urlencode({"SERVICE": protocol.upper(), "REQUEST": "GetCapabilities"})
    own = _own_parameters(parts.query)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, f"{own}&{query}" if own else query, ""))


def ask_wms(url: str, read: Callable[[Answer], _Read], version: str = "") -> Conversation[tuple[_Read, str]]:
    """Ask a WMS for its layers, and where it fails in version 1.1.1, the only one that old servers know.

    `version` is the parameter to ask with first, "" for whatever version the server likes. The conversation returns
    what `read` makes of the answer, and the parameter that it took; it raises the first failure where both fail.
    """
    address = layers_address(Protocol.WMS, url)
    try:
        return read((yield Request(f"{address}&{version}".rstrip("&")))), version
    except CtdError as error:
        if isinstance(error, CatalogueError) and error.trouble not in _WORTH_AN_OLDER_VERSION:
            raise
        first = error
    try:
        return read((yield Request(f"{address}&{_OLD_WMS}"))), _OLD_WMS
    except CtdError:
        raise first from None


def read_layers(protocol: Protocol, content: bytes) -> tuple[ServiceLayer, ...]:
    """Return the layers in an answer, in its order; raises CtdError where it is not what such a service answers."""
    if protocol is Protocol.OGCAPI_FEATURES:
        found = _collections(content)
    elif protocol is Protocol.WMS:
        found = _wms_layers(_xml(content, "WMS", ("WMS_Capabilities", "WMT_MS_Capabilities")))
    else:
        found = _feature_types(_xml(content, "WFS", ("WFS_Capabilities",)))
    return tuple(layer for layer, _ in zip(found, range(MOST_LAYERS), strict=False))


def _own_parameters(query: str) -> str:
    return kept_parameters(query, lambda name: name not in _ASKED).strip("&")


def _wrong(service: str) -> CtdError:
    return CtdError(
        tr("The answer is not that of a {service} service; open the address in a browser.").format(service=service)
    )


def _xml(content: bytes, service: str, roots: tuple[str, ...]) -> Element:
    try:
        root = read_xml(Answer(200, content))
    except CatalogueError as error:
        if error.trouble is Trouble.EXCEPTION:
            raise
        raise _wrong(service) from error
    if tag(root) not in roots:
        raise _wrong(service)
    return root


def _children(element: Element, *tags: str) -> Iterator[Element]:
    return (child for child in element if tag(child) in tags)


def _first_text(element: Element, name: str) -> str:
    return next((" ".join((child.text or "").split()) for child in _children(element, name)), "")


def _wms_layers(root: Element) -> Iterator[ServiceLayer]:
    capability = next(_children(root, "Capability"), root)
    formats = tuple(
        (form.text or "").strip()
        for request in _children(capability, "Request")
        for get_map in _children(request, "GetMap")
        for form in _children(get_map, "Format")
    )
    # A stack, not a recursion: a server decides how deep its layers are nested.
    waiting: list[tuple[Element, tuple[str, ...]]] = [
        (layer, ()) for layer in reversed(list(_children(capability, "Layer")))
    ]
    while waiting:
        layer, inherited = waiting.pop()
        own = (name for child in _children(layer, "CRS", "SRS") for name in (child.text or "").split())
        crs = tuple(dict.fromkeys((*inherited, *own)))
        name = _first_text(layer, "Name")
        if name:
            yield ServiceLayer(name, _first_text(layer, "Title") or name, crs, formats)
        waiting += [(child, crs) for child in reversed(list(_children(layer, "Layer")))]


def _feature_types(root: Element) -> Iterator[ServiceLayer]:
    for types in _children(root, "FeatureTypeList"):
        for feature_type in _children(types, "FeatureType"):
            name = _first_text(feature_type, "Name")
            # WFS 2.0, 1.1 and 1.0 have a word each.
            systems = _children(feature_type, "DefaultCRS", "DefaultSRS", "SRS", "OtherCRS", "OtherSRS")
            crs = tuple(text for system in systems if (text := (system.text or "").strip()))
            if name:
                yield ServiceLayer(name, _first_text(feature_type, "Title") or name, crs)


def _collections(content: bytes) -> Iterator[ServiceLayer]:
    try:
        collections = json.loads(content)["collections"]
        rows = [(row["id"], row.get("title"), _item_type(row)) for row in collections]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _wrong("OGC API Features") from error
    for name, title, kind in rows:
        if isinstance(name, str) and name and kind == "feature":
            yield ServiceLayer(name, title if isinstance(title, str) and title.strip() else name)


def _item_type(collection: dict[str, Any]) -> object:
    """Return what a collection holds: features where it does not say, unless it links to something else alone.

    Coverages, tiles and maps have relations of their own, and no items.
    """
    links = collection.get("links")
    relations = {str(link.get("rel")) for link in links if isinstance(link, dict)} if isinstance(links, list) else set()
    is_other = "items" not in relations and any("/def/rel/ogc/1.0/" in relation for relation in relations)
    return collection.get("itemType", "" if is_other else "feature")
