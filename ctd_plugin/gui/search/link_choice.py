"""The links of a result that suit each command, and the services among which one can choose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ...catalogues.http.formats import DOCUMENT_FORMATS
from ...catalogues.records import Link, LinkKind, Record
from ...gis.add.add_layer import can_add, is_download
from ...gis.markup.addresses import safe_address
from ...i18n import number, titled, tr
from .labels import kind_name, short
from .result_items import SelectedResult

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
_MOST_OPTIONS = 15
_NAME_LENGTH = 60
_CONNECTIONS = {LinkKind.WMS: "WMS", LinkKind.WMTS: "WMS", LinkKind.WFS: "WFS"}


@dataclass(frozen=True)
class AddOption:
    """One way to bring the selection to the map: its name, the links, and whether they are files to download."""

    text: str
    links: tuple[tuple[Link, Record], ...]
    is_file: bool = False


def add_options(results: Sequence[SelectedResult]) -> tuple[list[AddOption], int]:
    """Return the ways to add the selected results, the default first, and how many of one result were left out.

    Of a single result each link is one; of several, each kind of link.
    """
    if len(results) == 1:
        [result] = results
        links = _ranked(result, _may_hold_layers)
        shown = links[:_MOST_OPTIONS]
        options = [_option(_named(link, result.record), [(link, result.record)]) for link in shown]
        return options, len(links) - len(shown)
    # One link of a kind for each data set, as the default is.
    by_kind: dict[str, dict[Record, Link]] = {}
    for result in results:
        for link in _ranked(result, _may_hold_layers):
            by_kind.setdefault(_option_text(link), {}).setdefault(result.record, link)
    total = number(len({result.record for result in results}))
    options = []
    for text, chosen in by_kind.items():
        count = tr("{option} ({count} of {total})").format(option=text, count=number(len(chosen)), total=total)
        options.append(_option(count, [(link, record) for record, link in chosen.items()]))
    return options, 0


def default_rule() -> str:
    """Return the rule by which a service is chosen where nothing else is said."""
    return tr("Default: features, then picture, then file")


def _may_hold_layers(link: Link) -> bool:
    return can_add(link) or (is_download(link) and link.format.lower() not in DOCUMENT_FORMATS)


def _option(text: str, links: Sequence[tuple[Link, Record]]) -> AddOption:
    return AddOption(text, tuple(links), is_file=links[0][0].kind is LinkKind.FILE)


def _option_text(link: Link) -> str:
    """Return the kind of a link and what QGIS makes of it."""
    kinds = {
        LinkKind.WFS: tr("features"),
        LinkKind.OGCAPI_FEATURES: tr("features"),
        LinkKind.WMS: tr("picture"),
        LinkKind.WMTS: tr("picture in tiles"),
        LinkKind.TMS: tr("tiles"),
        LinkKind.ARCGIS: tr("features or picture"),
        LinkKind.GEOJSON: tr("file, copied into the profile"),
        LinkKind.FILE: tr("file, downloaded to a folder"),
    }
    return f"{kind_name(link)} – {kinds[link.kind]}"


def _named(link: Link, record: Record) -> str:
    """Return the text of an option, with the name of its link where the record has several of its kind."""
    text = _option_text(link)
    alike = [other for other in record.links if other.kind is link.kind and other.format == link.format]
    name = short(link.title or link.layer, _NAME_LENGTH)
    return titled(text, name) if len(alike) > 1 and name else text


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
    return next(iter(_ranked(result, suits)), None)


def _ranked(result: SelectedResult, suits: Callable[[Link], bool]) -> list[Link]:
    """Return the links of a result that suit, the best first."""
    links: Iterable[Link] = result.record.links if result.link is None else (result.link,)
    # Few users are inside the State's network.
    return sorted(filter(suits, links), key=lambda link: (link.is_intranet, _BEST.index(link.kind)))
