"""The links of a result that suit each command."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ...catalogues.records import Link, LinkKind
from ...gis.add.add_layer import can_add, is_download
from ..common.links import safe_address
from .results import SelectedResult

# Features can be queried, styled and exported, and QGIS requests those in view; pictures of a map come next.
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


def layer_link(result: SelectedResult) -> Link | None:
    """Return the link that is added to the map: the selected one, or the best of the record."""
    return _best(result, can_add)


def file_link(result: SelectedResult) -> Link | None:
    """Return the link whose file can be downloaded."""
    return _best(result, is_download)


def service_link(result: SelectedResult) -> Link | None:
    """Return the link to a service that can be saved among QGIS's connections."""
    return _best(result, lambda link: link.kind in _CONNECTIONS)


def connection_kind(link: Link) -> str:
    """Return the kind of QGIS's connection for a link of `service_link`."""
    return _CONNECTIONS[link.kind]


def page_address(result: SelectedResult) -> str:
    """Return the address of the page of the data set, "" where there is none."""
    record = result.record
    if result.link is not None and result.link.kind is LinkKind.PAGE:
        return result.link.url
    pages = (record.landing_page, *(link.url for link in record.links if link.kind is LinkKind.PAGE))
    return next((page for page in pages if page and safe_address(page)), "")


def address(result: SelectedResult) -> str:
    """Return the address that stands for a result: of its link, of its page, or of its best link."""
    if result.link is not None:
        return result.link.url
    best = _best(result, lambda _: True)
    return page_address(result) or (best.url if best else "")


def _best(result: SelectedResult, suits: Callable[[Link], bool]) -> Link | None:
    links: Iterable[Link] = result.record.links if result.link is None else (result.link,)
    # Few users are inside the State's network.
    return min(filter(suits, links), key=lambda link: (link.is_intranet, _BEST.index(link.kind)), default=None)
