"""What can be done with a result: which of a record's links suits which command."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ...catalogues.records import Link, LinkKind
from ...gis.add.add_layer import can_add, is_download
from ..common.links import safe_address
from .results import Chosen

# Features can be queried, styled and exported, and QGIS asks for those in view; pictures of a map come next.
_BEST = (
    LinkKind.WFS,
    LinkKind.OGCAPI_FEATURES,
    LinkKind.WMS,
    LinkKind.WMTS,
    LinkKind.ARCGIS,
    LinkKind.TMS,
    LinkKind.GEOJSON,
    LinkKind.FILE,
    LinkKind.PAGE,
)
_CONNECTIONS = {LinkKind.WMS: "WMS", LinkKind.WMTS: "WMS", LinkKind.WFS: "WFS"}


def layer_link(chosen: Chosen) -> Link | None:
    """Return the link that becomes a layer: the one pointed at, or the best of the record."""
    return _best(chosen, can_add)


def file_link(chosen: Chosen) -> Link | None:
    """Return the link whose file can be kept."""
    return _best(chosen, is_download)


def service_link(chosen: Chosen) -> Link | None:
    """Return the link to a service that QGIS can keep among its connections."""
    return _best(chosen, lambda link: link.kind in _CONNECTIONS)


def connection_kind(link: Link) -> str:
    """Return the kind of connection that QGIS keeps for a service."""
    return _CONNECTIONS[link.kind]


def page_address(chosen: Chosen) -> str:
    """Return the address of the page that tells of the data set, "" where there is none."""
    record = chosen.record
    if chosen.link is not None and chosen.link.kind is LinkKind.PAGE:
        return chosen.link.url
    pages = (record.landing_page, *(link.url for link in record.links if link.kind is LinkKind.PAGE))
    return next((page for page in pages if page and safe_address(page)), "")


def address(chosen: Chosen) -> str:
    """Return the address that stands for a result: of its link, of its page, or of its best link."""
    if chosen.link is not None:
        return chosen.link.url
    best = _best(chosen, lambda _: True)
    return page_address(chosen) or (best.url if best else "")


def _best(chosen: Chosen, suits: Callable[[Link], bool]) -> Link | None:
    links: Iterable[Link] = chosen.record.links if chosen.link is None else (chosen.link,)
    # Inside the State's network few users are.
    return min(filter(suits, links), key=lambda link: (link.is_intranet, _BEST.index(link.kind)), default=None)
