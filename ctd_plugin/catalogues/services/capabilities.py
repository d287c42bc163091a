"""The layers of a WMS, WFS or OGC API Features service: the requests for them, and their responses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar, overload
from urllib.parse import urlencode

from ...errors import CtdError
from ...i18n import tr
from ..http.exchange import CatalogueError, Conversation, FailureReason, Request, Response, read_json, read_xml
from ..http.html_text import LONGEST_LINE, bounded_line
from ..http.urls import replace_parameters, split_url
from ..http.xml_elements import child_text, children, element_text, local_name
from ..registry import Protocol

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAP_SERVICES = (Protocol.WMS, Protocol.WFS, Protocol.OGCAPI_FEATURES)
MOST_LAYERS = 100_000
"""Layers that are read of a service, far more than any has; who shows them says where there are so many."""
REQUEST_PARAMETERS = {"service", "request", "version"}

_Result = TypeVar("_Result")

_OLD_WMS = "VERSION=1.1.1"
# Failures after which another version may succeed.
_RETRY_REASONS = (FailureReason.EXCEPTION, FailureReason.UNREADABLE, FailureReason.NOT_FOUND)


class ReferenceSystems(Sequence[str]):
    """The reference systems of a layer, each once: those inherited from its parent layer, then its own.

    The inherited ones are not copied: servers list thousands, and have thousands of layers.
    """

    def __init__(self, own: tuple[str, ...] = (), parent: ReferenceSystems | None = None) -> None:
        self._own = own
        self._parent = parent

    def __iter__(self) -> Iterator[str]:
        parts = []
        layer: ReferenceSystems | None = self
        while layer:
            parts.append(layer._own)
            layer = layer._parent
        return iter(dict.fromkeys(crs for part in reversed(parts) for crs in part))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return bool(self._own) or bool(self._parent)

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...

    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Iterable) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


@dataclass(frozen=True)
class ServiceLayer:
    """A layer of a service: the name for requests, and the title.

    `crs` are its reference systems as the service writes them, the default first; `formats` those of its images. For
    WMTS, `grids` are pairs of tile matrix set and reference system, `style` the default style. For TMS, `deepest` is
    the last zoom level, 0 where it is unknown.
    """

    name: str
    title: str
    crs: Sequence[str] = ()
    formats: tuple[str, ...] = ()
    grids: tuple[tuple[str, str], ...] = ()
    style: str = ""
    deepest: int = 0


def service_url(protocol: Protocol, url: str) -> str:
    """Return the URL for QGIS's provider: without parameters of a request, or the landing page of an OGC API.

    What is no web URL stays as it is, here and in `layers_url`; it is never requested.
    """
    parts = split_url(url)
    if parts is None:
        return url
    if protocol is Protocol.OGCAPI_FEATURES:
        path = parts.path.rstrip("/")
        for suffix in ("/collections.json", "/collections"):
            path = path.removesuffix(suffix)
        return replace_parameters(parts._replace(path=path), {"f"})
    return replace_parameters(parts, REQUEST_PARAMETERS)


def layers_url(protocol: Protocol, url: str) -> str:
    """Return the URL of the list of layers: GetCapabilities, or the collections of an OGC API."""
    parts = split_url(url)
    if parts is None:
        return url
    if protocol is Protocol.OGCAPI_FEATURES:
        base = split_url(service_url(protocol, url))
        # The URL of the list itself stays as it is.
        if base is None or parts.path.rstrip("/").endswith(("/collections", "/collections.json")):
            return url
        return replace_parameters(base._replace(path=f"{base.path}/collections"), (), "f=json")
    query = urlencode({"SERVICE": protocol.upper(), "REQUEST": "GetCapabilities"})
    return replace_parameters(parts, REQUEST_PARAMETERS, query)


def request_wms(url: str, read: Callable[[Response], _Result], version: str = "") -> Conversation[tuple[_Result, str]]:
    """Request the capabilities of a WMS; where that fails, in version 1.1.1, the only one that old servers know.

    `version` is the first request's parameter, "" for the server's own choice. The conversation returns what `read`
    makes of the response, and the parameter that it took; it raises the first error where both requests fail.
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
    """Return the layers in the content of a response; raise CtdError where it is not one of such a service."""
    if protocol is Protocol.OGCAPI_FEATURES:
        layers = _collections(content)
    elif protocol is Protocol.WMS:
        layers = _wms_layers(_xml(content, "WMS", ("WMS_Capabilities", "WMT_MS_Capabilities")))
    else:
        layers = _feature_types(_xml(content, "WFS", ("WFS_Capabilities",)))
    return tuple(islice(layers, MOST_LAYERS))


def _wrong_service_error(service: str) -> CtdError:
    return CtdError(
        tr("The response is not from a {service} service; open the address in a browser.").format(service=service)
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


class _InternPool:
    """Returns equal tuples of names, and equal names in them, as the same objects, to save memory."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._lists: dict[tuple[str, ...], tuple[str, ...]] = {}

    def __call__(self, names: Iterable[str]) -> tuple[str, ...]:
        found = tuple(dict.fromkeys(self._names.setdefault(name, name) for name in names))
        return self._lists.setdefault(found, found)


def _wms_layers(root: Element) -> Iterator[ServiceLayer]:
    capability = next(children(root, "Capability"), root)
    formats = tuple(
        element_text(image_format)
        for request in children(capability, "Request")
        for get_map in children(request, "GetMap")
        for image_format in children(get_map, "Format")
    )
    # A stack, not a recursion: a server decides how deep its layers are nested.
    intern = _InternPool()
    pending: list[tuple[Element, ReferenceSystems]] = [
        (layer, ReferenceSystems()) for layer in reversed(list(children(capability, "Layer")))
    ]
    while pending:
        layer, inherited = pending.pop()
        own = intern(name for child in children(layer, "CRS", "SRS") for name in (child.text or "").split())
        crs = ReferenceSystems(own, inherited) if own else inherited
        name = child_text(layer, "Name")
        if name:
            yield ServiceLayer(name, child_text(layer, "Title") or name, crs, formats)
        pending += [(child, crs) for child in reversed(list(children(layer, "Layer")))]


def _feature_types(root: Element) -> Iterator[ServiceLayer]:
    intern = _InternPool()
    for types in children(root, "FeatureTypeList"):
        for feature_type in children(types, "FeatureType"):
            name = child_text(feature_type, "Name")
            # The names of WFS 2.0, 1.1 and 1.0.
            systems = children(feature_type, "DefaultCRS", "DefaultSRS", "SRS", "OtherCRS", "OtherSRS")
            crs = intern(text for system in systems if (text := element_text(system)))
            if name:
                yield ServiceLayer(name, child_text(feature_type, "Title") or name, crs)


def _collections(content: bytes) -> Iterator[ServiceLayer]:
    try:
        collections = read_json(Response(200, content))["collections"]
        rows = [(row["id"], row.get("title"), _item_type(row)) for row in collections]
    except CatalogueError as error:
        raise error if error.reason is FailureReason.TOO_LARGE else _wrong_service_error("OGC API Features") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise _wrong_service_error("OGC API Features") from error
    for name, title, kind in rows:
        # A name must stay as the service writes it; one that is longer than a URL is useless.
        if isinstance(name, str) and 0 < len(name) <= LONGEST_LINE and kind == "feature":
            yield ServiceLayer(name, bounded_line(title) if isinstance(title, str) and title.strip() else name)


def _item_type(collection: dict[str, Any]) -> object:
    """Return the item type of a collection, "feature" by default, "" where it has only links to something else.

    Coverages, tiles and maps have link relations of their own, and no items.
    """
    links = collection.get("links")
    relations = {str(link.get("rel")) for link in links if isinstance(link, dict)} if isinstance(links, list) else set()
    is_other = "items" not in relations and any("/def/rel/ogc/1.0/" in relation for relation in relations)
    return collection.get("itemType", "" if is_other else "feature")
