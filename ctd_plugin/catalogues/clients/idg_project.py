"""Client of the QGIS projects that platforms publish for the IDG plugin: their layers are the records.

The project is never opened in QGIS, which would connect to each of its servers and wait for those that are gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ...i18n import tr
from ...text import one_line, truncated, unaccented
from ...zip_reader import ZipError, ZipReader, ZipTooLarge
from ..http.bbox import extent_from_texts
from ..http.exchange import CatalogueError, Conversation, FailureReason, Request, Response, check_status, read_xml
from ..http.html_text import LONGEST_LINE, LONGEST_MARKUP, bounded_line, plain_text
from ..http.json_values import page_url, without_operators
from ..http.xml_elements import local_name
from ..records import Link, Query, Record, RecordPage
from ..services.link_types import distinct_links, link_from_url
from .record_pages import cursor_offset, next_cursor, read_records

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_UNPACKED = 50_000_000
"""Bytes of an unzipped project: ten times the largest that is published."""
MOST_LAYERS = 20_000
"""Layers of a project; QGIS itself would not open more."""

_PROTOCOLS = {"wfs": "OGC:WFS", "oapif": "OGC API - Features", "arcgisfeatureserver": "ESRI:REST"}
_PROTOCOLS["arcgismapserver"] = _PROTOCOLS["arcgisfeatureserver"]
"""QGIS's providers whose sources read `url='…' typename='…'`, and the protocol of each."""
_FILE_PROVIDERS = ("ogr", "gdal", "delimitedtext", "copc")
_CREDENTIAL_KEYS = {"user", "username", "password", "authcfg"}
# Linear: a name begins at a word's start only, and quotes that are not closed end with the source.
_SOURCE_PARAMETER = re.compile(r"(?<!\w)(\w++)=(?:'((?:[^'\\]|\\.)*+)(?:'|\\?\Z)|(\S*+))", re.DOTALL)
_ELEMENTS = {
    *("qgis", "layer-tree-group", "layer-tree-layer", "projectlayers", "maplayer", "id", "provider", "datasource"),
    *("layername", "resourceMetadata", "links", "link", "abstract", "contact", "organization", "email", "license"),
    *("rights", "wgs84extent", "xmin", "ymin", "xmax", "ymax"),
}
"""The elements that are read; most of a project is how its layers are drawn."""
_METADATA_LINK_NAMES = ("metadata", "metadonnees", "metadonnee")
"""The names that the IDG plugin gives the link to a layer's record."""


@dataclass(frozen=True)
class _ProjectLayer:
    """A layer of the layer tree; `details` is its `maplayer` element, `groups` the names of its groups."""

    id: str
    name: str
    groups: str
    provider: str
    source: str
    details: Element | None


def search(url: str, query: Query) -> Conversation[RecordPage]:
    """Return a page of the layers that hold all the words; `url` is that of a project (.qgz or .qgs).

    Layers without an extent match any query's.
    """
    response = yield Request(url)
    root = read_xml(replace(response, content=_project_xml(check_status(response))), _ELEMENTS)
    if local_name(root) != "qgis":
        raise _not_a_project_error()
    start, matched = cursor_offset(query.cursor), 0
    on_page: list[_ProjectLayer] = []
    for number, layer in enumerate(_layers(root), 1):
        if number > MOST_LAYERS:
            raise CatalogueError(FailureReason.TOO_LARGE)
        if _matches(_record(layer, ()), query):
            matched += 1
            if start < matched <= start + query.limit:
                on_page.append(layer)
    found = read_records(on_page, _linked_record)
    return RecordPage(found.records, matched, found.unread, next_cursor(start, len(on_page), query.limit, matched))


def _linked_record(layer: _ProjectLayer) -> Record | None:
    """Return the record of a layer with its links; None where its source is not on the web."""
    link = _source_link(layer)
    others = (link_from_url(url) for url, is_page in _metadata_links(layer) if not is_page)
    return _record(layer, distinct_links(filter(None, (link, *others)))) if link else None


def _project_xml(response: Response) -> bytes:
    if not response.content.startswith(b"PK"):
        return response.content
    try:
        with ZipReader(response.content) as archive:
            name = next((name for name in archive.names if name.lower().endswith(".qgs")), "")
            return archive.read(name, MOST_UNPACKED)
    except ZipTooLarge as error:
        raise CatalogueError(FailureReason.TOO_LARGE) from error
    except ZipError as error:
        raise _not_a_project_error() from error


def _not_a_project_error() -> CatalogueError:
    return CatalogueError(FailureReason.UNREADABLE, tr("not a QGIS project"))


def _layers(root: Element) -> Iterator[_ProjectLayer]:
    details = {_text(layer, "id"): layer for layer in root.iterfind("projectlayers/maplayer")}
    pending: list[tuple[Element, str]] = [(child, "") for child in reversed(root.findall("layer-tree-group"))]
    while pending:
        node, groups = pending.pop()
        name = bounded_line(node.get("name", ""))
        if local_name(node) == "layer-tree-group":
            # One string for all layers of a group, however deep it is nested.
            path = truncated(" › ".join(filter(None, (groups, name))), LONGEST_LINE)
            pending += [(child, path) for child in reversed(node)]
        elif local_name(node) == "layer-tree-layer":
            layer = details.get(node.get("id", ""))
            # The source in the layer tree is without the password, which must be reported.
            provider = _text(layer, "provider") or node.get("providerKey", "")
            source = (
                one_line(_find_text(layer, "datasource")[:LONGEST_MARKUP]) or node.get("source", "")[:LONGEST_MARKUP]
            )
            yield _ProjectLayer(node.get("id", ""), name or _text(layer, "layername"), groups, provider, source, layer)


def _metadata_links(layer: _ProjectLayer) -> Iterator[tuple[str, bool]]:
    """Yield the URLs in the metadata of a layer, each with whether it is that of the layer's record."""
    if layer.details is not None:
        for link in layer.details.iterfind("resourceMetadata/links/link"):
            name = unaccented(bounded_line(link.get("name", "")))
            yield bounded_line(link.get("url", "")), name in _METADATA_LINK_NAMES


def _record(layer: _ProjectLayer, links: tuple[Link, ...]) -> Record:
    details = layer.details
    abstract = _plain_text(details, "resourceMetadata/abstract") or _plain_text(details, "abstract")
    # The page is needed only where there are links to show with it.
    pages = (page_url(url) for url, is_page in _metadata_links(layer) if links and is_page)
    return Record(
        id=layer.id,
        title=layer.name or layer.id,
        # The groups are the platform's own categories, and often say more than the layer does.
        abstract="\n".join(filter(None, (layer.groups, abstract))),
        organisation=_text(details, "resourceMetadata/contact/organization"),
        licence=_text(details, "resourceMetadata/license") or _text(details, "resourceMetadata/rights"),
        extent=extent_from_texts([_text(details, f"wgs84extent/{name}") for name in ("xmin", "ymin", "xmax", "ymax")]),
        links=links,
        landing_page=next(filter(None, pages), ""),
        contact=_text(details, "resourceMetadata/contact/email"),
    )


def _matches(record: Record, query: Query) -> bool:
    text = unaccented(f"{record.title}\n{record.abstract}\n{record.organisation}")
    is_inside = not query.extent or not record.extent or record.extent.intersects(query.extent)
    return is_inside and all(word in text for word in unaccented(without_operators(query.words)).split())


def _source_link(layer: _ProjectLayer) -> Link | None:
    """Return the link for the source of a QGIS layer; None for files, databases and whatever else is no web URL."""
    provider = layer.provider.lower()
    if provider in _FILE_PROVIDERS:
        address = re.search(r"https?://[^|{}]+", layer.source)
        # `/vsizip//vsicurl/https://…/a.zip/b.shp` is a file in the archive to download.
        whole = re.sub(r"(\.zip)/.*", r"\1", address[0], flags=re.IGNORECASE) if address else ""
        return link_from_url(whole, protocol="WWW:DOWNLOAD", title=layer.name)
    if provider == "wms":
        parts = [(key, unquote(value)) for key, _, value in (part.partition("=") for part in layer.source.split("&"))]
        values = dict(reversed(parts))
        is_tiles, is_matrix = values.get("type") == "xyz", "tileMatrixSet" in values
        protocol = "TMS" if is_tiles else "OGC:WMTS" if is_matrix else "OGC:WMS"
        # QGIS draws several layers from the last to the first.
        name = ",".join(value for key, value in reversed(parts) if key == "layers")
    elif provider in _PROTOCOLS:
        quoted = (
            (key, re.sub(r"\\(.)", r"\1", text) or bare) for key, text, bare in _SOURCE_PARAMETER.findall(layer.source)
        )
        values = dict(quoted)
        protocol, name = _PROTOCOLS[provider], values.get("typename") or values.get("layer", "")
    else:
        return None
    # Older projects have the bare URL of a request.
    link = link_from_url(values.get("url") or layer.source, protocol=protocol, name=name, title=layer.name)
    had_credentials = any(values.get(key) for key in _CREDENTIAL_KEYS)
    return replace(link, credentials_removed=True) if link and had_credentials else link


def _text(element: Element | None, path: str) -> str:
    return bounded_line(_find_text(element, path))


def _plain_text(element: Element | None, path: str) -> str:
    # QGIS has no paragraphs there: line breaks are those of the file.
    return plain_text(one_line(truncated(_find_text(element, path), LONGEST_MARKUP)))


def _find_text(element: Element | None, path: str) -> str:
    found = element.find(path) if element is not None else None
    return found.text or "" if found is not None else ""
