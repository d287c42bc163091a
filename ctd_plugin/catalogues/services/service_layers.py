"""The layers of the service behind a link, and which of them the link means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from ...text import unaccented
from ..http.exchange import Conversation, Request, Response, check_status
from ..records import Link, LinkKind
from ..registry import Protocol
from .arcgis import arcgis_url, read_arcgis
from .capabilities import ServiceLayer, layers_url, read_layers, request_wms, service_url
from .link_types import qualified_layer
from .tiles import read_tms, read_wmts, template_layers, tile_map_name, tile_template, wmts_url

_MOST_DESCRIPTIONS = 3
"""TMS documents that are requested in turn: a list of tile maps, the one of the link, and one more that it links to."""


@dataclass(frozen=True)
class Capabilities:
    """The layers of a service, and the URL for QGIS's provider."""

    url: str
    layers: tuple[ServiceLayer, ...]


def request_capabilities(link: Link) -> Conversation[Capabilities]:
    """Request the layers of a link's service; the conversation raises CtdError where they cannot be read."""
    if link.kind is LinkKind.WMS:
        return (yield from _wms(link.url))
    if link.kind is LinkKind.WMTS:
        address = wmts_url(link.url)
        return Capabilities(address, read_wmts((yield Request(address))))
    if link.kind is LinkKind.TMS:
        return (yield from _tms(link))
    if link.kind is LinkKind.ARCGIS:
        response = yield Request(arcgis_url(link.url))
        return Capabilities(link.url.rstrip("/"), read_arcgis(response, link.url))
    protocol = Protocol(link.kind)
    layers = read_layers(protocol, check_status((yield Request(layers_url(protocol, link.url)))).content)
    return Capabilities(service_url(protocol, link.url), layers)


def match_layer(link: Link, layers: Sequence[ServiceLayer]) -> ServiceLayer | None:
    """Return the one layer that a link means, None where that is not certain.

    The exact name comes first, then the name with the workspace of a GeoServer's URL or without one, then without
    case, accents and spaces, then the title. A link without a name means the only layer, or the one of its own title.
    """
    wanted = link.layer
    if not wanted:
        whole = [layer for layer in layers if not layer.name]
        if whole or len(layers) == 1:
            return (whole or list(layers))[0]
        wanted = link.title
    is_tms = link.kind is LinkKind.TMS
    if is_tms and len(layers) == 1 and tile_template(layers[0].name):
        # The URL is that of these tiles alone, whatever their name.
        return layers[0]
    qualified = qualified_layer(link.url, wanted)

    def name_of(layer: ServiceLayer) -> str:
        return tile_map_name(layer.name) if is_tms else layer.name

    tests: tuple[Callable[[ServiceLayer], bool], ...] = (
        lambda layer: name_of(layer) == wanted,
        lambda layer: name_of(layer) == qualified,
        lambda layer: _without_workspace(name_of(layer)) == _without_workspace(wanted),
        lambda layer: _comparable(_without_workspace(name_of(layer))) == _comparable(_without_workspace(wanted)),
        lambda layer: unaccented(layer.title) == unaccented(wanted),
    )
    for test in tests:
        matches = [layer for layer in layers if test(layer)]
        if matches:
            return matches[0] if len({layer.name for layer in matches}) == 1 else None
    return None


def _without_workspace(name: str) -> str:
    return name.rpartition(":")[2]


def _comparable(text: str) -> str:
    # Underscores stand for spaces, which names may not have.
    return unaccented(text).replace("_", " ")


def _wms(url: str) -> Conversation[Capabilities]:
    layers, version = yield from request_wms(url, _wms_layers)
    parts = urlsplit(service_url(Protocol.WMS, url))
    # QGIS requests the version in the URL.
    query = "&".join(filter(None, (parts.query, version)))
    return Capabilities(urlunsplit(parts._replace(query=query)), layers)


def _wms_layers(response: Response) -> tuple[ServiceLayer, ...]:
    return read_layers(Protocol.WMS, check_status(response).content)


def _tms(link: Link) -> Conversation[Capabilities]:
    template = tile_template(link.url)
    if template:
        return Capabilities(link.url, template_layers(template, link.title or link.url, link.format))
    url = link.url
    for _ in range(_MOST_DESCRIPTIONS):
        layers = read_tms((yield Request(url)), url)
        meant = match_layer(link, layers)
        if meant is None or tile_template(meant.name):
            return Capabilities(url, layers)
        url = meant.name
    # A list that links to lists without end.
    return Capabilities(url, ())
