"""What the service behind a link offers, and which of its layers the link means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from ..http.exchange import Conversation, Request, Response, checked
from ..http.html_text import folded
from ..records import Link, LinkKind
from ..registry import Protocol
from .arcgis import arcgis_address, read_arcgis
from .capabilities import ServiceLayer, ask_wms, base_address, layers_address, read_layers
from .link_types import qualified_layer
from .tiles import read_tms, read_wmts, template_layers, tile_map_name, tile_template, wmts_address

_MOST_DESCRIPTIONS = 3
"""That are asked for in turn: a list of tile maps, the one that is meant, and one more that it may lead to."""


@dataclass(frozen=True)
class Offer:
    """The layers of a service, and the address at which QGIS asks for them."""

    url: str
    layers: tuple[ServiceLayer, ...]


def ask_offer(link: Link) -> Conversation[Offer]:
    """Ask the service of a link what it offers; the conversation raises CtdError where it does not tell."""
    if link.kind is LinkKind.WMS:
        return (yield from _wms(link.url))
    if link.kind is LinkKind.WMTS:
        address = wmts_address(link.url)
        return Offer(address, read_wmts((yield Request(address))))
    if link.kind is LinkKind.TMS:
        return (yield from _tms(link))
    if link.kind is LinkKind.ARCGIS:
        answer = yield Request(arcgis_address(link.url))
        return Offer(link.url.rstrip("/"), read_arcgis(answer, link.url))
    protocol = Protocol(link.kind)
    layers = read_layers(protocol, checked((yield Request(layers_address(protocol, link.url)))).content)
    return Offer(base_address(protocol, link.url), layers)


def named_layer(link: Link, layers: Sequence[ServiceLayer]) -> ServiceLayer | None:
    """Return the one layer that a link means, None where that is not certain.

    The name as it is comes first, then with the workspace of a GeoServer's address or without one, then whatever its
    case, accents and spaces, then as a title. A link without a name means the only layer, or that of its own title.
    """
    wanted = link.layer
    if not wanted:
        whole = [layer for layer in layers if not layer.name]
        if whole or len(layers) == 1:
            return (whole or list(layers))[0]
        wanted = link.title
    is_tms = link.kind is LinkKind.TMS
    if is_tms and len(layers) == 1 and tile_template(layers[0].name):
        # The address describes these tiles and no others, whatever they are called.
        return layers[0]
    qualified = qualified_layer(link.url, wanted)

    def own(layer: ServiceLayer) -> str:
        return tile_map_name(layer.name) if is_tms else layer.name

    tests: tuple[Callable[[ServiceLayer], bool], ...] = (
        lambda layer: own(layer) == wanted,
        lambda layer: own(layer) == qualified,
        lambda layer: _local(own(layer)) == _local(wanted),
        lambda layer: _alike(_local(own(layer))) == _alike(_local(wanted)),
        lambda layer: folded(layer.title) == folded(wanted),
    )
    for is_meant in tests:
        found = [layer for layer in layers if is_meant(layer)]
        if found:
            return found[0] if len({layer.name for layer in found}) == 1 else None
    return None


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _alike(text: str) -> str:
    # Names that may have no spaces are written with underscores.
    return folded(text).replace("_", " ")


def _wms(url: str) -> Conversation[Offer]:
    layers, version = yield from ask_wms(url, _wms_layers)
    parts = urlsplit(base_address(Protocol.WMS, url))
    # QGIS asks for the version that the address has.
    query = "&".join(filter(None, (parts.query, version)))
    return Offer(urlunsplit(parts._replace(query=query)), layers)


def _wms_layers(answer: Response) -> tuple[ServiceLayer, ...]:
    return read_layers(Protocol.WMS, checked(answer).content)


def _tms(link: Link) -> Conversation[Offer]:
    template = tile_template(link.url)
    if template:
        return Offer(link.url, template_layers(template, link.title or link.url, link.format))
    url = link.url
    for _ in range(_MOST_DESCRIPTIONS):
        layers = read_tms((yield Request(url)), url)
        meant = named_layer(link, layers)
        if meant is None or tile_template(meant.name):
            return Offer(url, layers)
        url = meant.name
    # A list that leads to lists for ever describes nothing.
    return Offer(url, ())
