"""The layers that a map service offers: how to ask WMS, WFS and OGC API Features, and what they answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar, overload
from urllib.parse import urlencode, urlunsplit

from ...errors import CtdError
from ...i18n import tr
from ..http.exchange import CatalogueError, Conversation, FailureReason, Request, Response, read_json, read_xml
from ..http.html_text import LONGEST_LINE, bounded_line
from ..http.urls import filter_parameters, split_url
from ..http.xml_elements import element_text, local_name
from ..registry import Protocol

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAP_SERVICES = (Protocol.WMS, Protocol.WFS, Protocol.OGCAPI_FEATURES)
MOST_LAYERS = 5000
"""Layers that are read of a service; QGIS's tree would not show more in a usable way."""

_Read = TypeVar("_Read")

_REQUEST_PARAMETERS = {"service", "request", "version"}
_OLD_WMS = "VERSION=1.1.1"
# A server that answered, but not as it should, may do better when asked in another version.
_RETRY_REASONS = (FailureReason.EXCEPTION, FailureReason.UNREADABLE, FailureReason.NOT_FOUND)


class ReferenceSystems(Sequence[str]):
    """The reference systems of a layer, each once: those of the group that it lies in, then its own.

    The group's are not copied: servers list thousands, and have thousands of layers.
    """

    def __init__(self, own: tuple[str, ...] = (), above: ReferenceSystems | None = None) -> None:
        self._own = own
        self._above = above

    def __iter__(self) -> Iterator[str]:
        parts = []
        group: ReferenceSystems | None = self
        while group:
            parts.append(group._own)
            group = group._above
        return iter(dict.fromkeys(system for part in reversed(parts) for system in part))

    def __contains__(self, system: object) -> bool:
        return any(system == one for one in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return bool(self._own) or bool(self._above)

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...

    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        return tuple(self)[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Iterable) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


@dataclass(frozen=True)
class ServiceLayer:
    """One layer: the name that requests use, its title, and what the service says of it.

    `crs` are its reference systems as the service writes them, the usual one first; `formats` those of its images.
    For WMTS, `grids` are its tile matrix sets with the reference system of each, `style` the one it is drawn in. For
    TMS, `deepest` is the last level of its tiles, 0 where it is not told.
    """

    name: str
    title: str
    crs: Sequence[str] = ()
    formats: tuple[str, ...] = ()
    grids: tuple[tuple[str, str], ...] = ()
    style: str = ""
    deepest: int = 0


def service_url(protocol: Protocol, url: str) -> str:
    """Return the address that QGIS's own provider wants: without a request's parameters, or the API's first page.

    What is no address of the web stays as it is, here and in `layers_address`; nobody asks for it.
    """
    parts = split_url(url)
    if parts is None:
        return url
    if protocol is Protocol.OGCAPI_FEATURES:
        path = parts.path.rstrip("/")
        for ending in ("/collections.json", "/collections"):
            path = path.removesuffix(ending)
        query = filter_parameters(parts.query, lambda name: name != "f")
        return urlunsplit((parts.scheme, parts.netloc, path, query, ""))
    return urlunsplit((parts.scheme, parts.netloc, parts.path, _vendor_parameters(parts.query), ""))


def layers_url(protocol: Protocol, url: str) -> str:
    """Return the address that lists the layers of a service."""
    parts = split_url(url)
    if parts is None:
        return url
    if protocol is Protocol.OGCAPI_FEATURES:
        base = split_url(service_url(protocol, url))
        # A list given by its whole address is asked for as it is given.
        if base is None or parts.path.rstrip("/").endswith(("/collections", "/collections.json")):
            return url
        query = f"{base.query}&f=json".lstrip("&")
        return urlunsplit((base.scheme, base.netloc, f"{base.path}/collections", query, ""))
    query = urlencode({"SERVICE": protocol.upper(), "REQUEST": "GetCapabilities"})
    own = _vendor_parameters(parts.query)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, f"{own}&{query}" if own else query, ""))


def request_wms(url: str, read: Callable[[Response], _Read], version: str = "") -> Conversation[tuple[_Read, str]]:
    """Ask a WMS for its layers, and where it fails in version 1.1.1, the only one that old servers know.

    `version` is the parameter to ask with first, "" for whatever version the server likes. The conversation returns
    what `read` makes of the answer, and the parameter that it took; it raises the first failure where both fail.
    """
    address = layers_url(Protocol.WMS, url)
    try:
        return read((yield Request(f"{address}&{version}".rstrip("&")))), version
    except CtdError as error:
        if isinstance(error, CatalogueError) and error.reason not in _RETRY_REASONS:
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
    return tuple(islice(found, MOST_LAYERS))


def _vendor_parameters(query: str) -> str:
    return filter_parameters(query, lambda name: name not in _REQUEST_PARAMETERS).strip("&")


def _wrong_service_error(service: str) -> CtdError:
    return CtdError(
        tr("The answer is not that of a {service} service; open the address in a browser.").format(service=service)
    )


def _xml(content: bytes, service: str, roots: tuple[str, ...]) -> Element:
    try:
        root = read_xml(Response(200, content))
    except CatalogueError as error:
        if error.reason in (FailureReason.EXCEPTION, FailureReason.TOO_LARGE):
            raise
        raise _wrong_service_error(service) from error
    if local_name(root) not in roots:
        raise _wrong_service_error(service)
    return root


def _children(element: Element, *tags: str) -> Iterator[Element]:
    return (child for child in element if local_name(child) in tags)


def _first_text(element: Element, name: str) -> str:
    return next((element_text(child) for child in _children(element, name)), "")


class _InternPool:
    """Gives equal lists of names as one and the same, and so the names in them."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._lists: dict[tuple[str, ...], tuple[str, ...]] = {}

    def __call__(self, names: Iterable[str]) -> tuple[str, ...]:
        found = tuple(dict.fromkeys(self._names.setdefault(name, name) for name in names))
        return self._lists.setdefault(found, found)


def _wms_layers(root: Element) -> Iterator[ServiceLayer]:
    capability = next(_children(root, "Capability"), root)
    formats = tuple(
        element_text(form)
        for request in _children(capability, "Request")
        for get_map in _children(request, "GetMap")
        for form in _children(get_map, "Format")
    )
    # A stack, not a recursion: a server decides how deep its layers are nested.
    shared = _InternPool()
    waiting: list[tuple[Element, ReferenceSystems]] = [
        (layer, ReferenceSystems()) for layer in reversed(list(_children(capability, "Layer")))
    ]
    while waiting:
        layer, inherited = waiting.pop()
        own = shared(name for child in _children(layer, "CRS", "SRS") for name in (child.text or "").split())
        crs = ReferenceSystems(own, inherited) if own else inherited
        name = _first_text(layer, "Name")
        if name:
            yield ServiceLayer(name, _first_text(layer, "Title") or name, crs, formats)
        waiting += [(child, crs) for child in reversed(list(_children(layer, "Layer")))]


def _feature_types(root: Element) -> Iterator[ServiceLayer]:
    shared = _InternPool()
    for types in _children(root, "FeatureTypeList"):
        for feature_type in _children(types, "FeatureType"):
            name = _first_text(feature_type, "Name")
            # WFS 2.0, 1.1 and 1.0 have a word each.
            systems = _children(feature_type, "DefaultCRS", "DefaultSRS", "SRS", "OtherCRS", "OtherSRS")
            crs = shared(text for system in systems if (text := element_text(system)))
            if name:
                yield ServiceLayer(name, _first_text(feature_type, "Title") or name, crs)


def _collections(content: bytes) -> Iterator[ServiceLayer]:
    try:
        collections = read_json(Response(200, content))["collections"]
        rows = [(row["id"], row.get("title"), _item_type(row)) for row in collections]
    except CatalogueError as error:
        raise error if error.reason is FailureReason.TOO_LARGE else _wrong_service_error("OGC API Features") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise _wrong_service_error("OGC API Features") from error
    for name, title, kind in rows:
        # A name stays as the service writes it, or it would be another; no address takes a longer one.
        if isinstance(name, str) and 0 < len(name) <= LONGEST_LINE and kind == "feature":
            yield ServiceLayer(name, bounded_line(title) if isinstance(title, str) and title.strip() else name)


def _item_type(collection: dict[str, Any]) -> object:
    """Return what a collection holds: features where it does not say, unless it links to something else alone.

    Coverages, tiles and maps have relations of their own, and no items.
    """
    links = collection.get("links")
    relations = {str(link.get("rel")) for link in links if isinstance(link, dict)} if isinstance(links, list) else set()
    is_other = "items" not in relations and any("/def/rel/ogc/1.0/" in relation for relation in relations)
    return collection.get("itemType", "" if is_other else "feature")
