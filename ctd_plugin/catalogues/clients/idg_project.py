"""QGIS projects that a platform publishes for the IDG plugin: their layers are its offer, read as a list.

The project is never opened as one: QGIS would ask every server of it, and wait for those that are gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ...i18n import tr
from ...text import truncated, unaccented
from ...zip_reader import ZipError, ZipReader, ZipTooLarge
from ..http.bbox import extent_from_bbox
from ..http.exchange import CatalogueError, Conversation, FailureReason, Request, Response, check_status, read_xml
from ..http.html_text import LONGEST_LINE, LONGEST_MARKUP, bounded_line, plain_text
from ..http.json_values import page_url, without_operators
from ..http.xml_elements import local_name
from ..records import Extent, Link, Query, Record, RecordPage
from ..services.link_types import distinct_links, link_from_url
from .record_pages import cursor_offset, next_cursor, read_records

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_UNPACKED = 50_000_000
"""Bytes of a project once unpacked: ten times the largest that is published."""
MOST_LAYERS = 20_000
"""Layers of a project; QGIS itself would not open more."""

_PROTOCOLS = {"wfs": "OGC:WFS", "oapif": "OGC API - Features", "arcgisfeatureserver": "ESRI:REST"}
_PROTOCOLS["arcgismapserver"] = _PROTOCOLS["arcgisfeatureserver"]
"""Providers whose sources read `url='…' typename='…'`, and the protocol of each."""
_FILE_PROVIDERS = ("ogr", "gdal", "delimitedtext", "copc")
_CREDENTIAL_KEYS = {"user", "username", "password", "authcfg"}
# Each letter is looked at once: a name begins where none goes on, and quotes that are not closed end with the source.
_SOURCE_PARAMETER = re.compile(r"(?<!\w)(\w++)=(?:'((?:[^'\\]|\\.)*+)(?:'|\\?\Z)|(\S*+))", re.DOTALL)
_ELEMENTS = {
    *("qgis", "layer-tree-group", "layer-tree-layer", "projectlayers", "maplayer", "id", "provider", "datasource"),
    *("layername", "resourceMetadata", "links", "link", "abstract", "contact", "organization", "email", "license"),
    *("rights", "wgs84extent", "xmin", "ymin", "xmax", "ymax"),
}
"""The elements that are read; most of a project is how its layers are drawn."""
_METADATA_LINKS = ("metadata", "metadonnees", "metadonnee")
"""The names by which the IDG plugin knows the link to a layer's record."""


@dataclass(frozen=True)
class _ProjectLayer:
    """A layer of the tree: where it stands in it, and what the project says of it (None where it says nothing)."""

    id: str
    name: str
    groups: str
    provider: str
    source: str
    details: Element | None


def search(url: str, query: Query) -> Conversation[RecordPage]:
    """Return a page of the layers that hold all the words, given a project's address (.qgz or .qgs).

    A layer that does not say where it lies is kept whatever the extent.
    """
    response = yield Request(url)
    root = read_xml(replace(response, content=_project_xml(check_status(response))), _ELEMENTS)
    if local_name(root) != "qgis":
        raise _not_a_project_error()
    start, matched = cursor_offset(query.cursor), 0
    part: list[_ProjectLayer] = []
    for number, layer in enumerate(_layers(root), 1):
        if number > MOST_LAYERS:
            raise CatalogueError(FailureReason.TOO_LARGE)
        if _matches(_record(layer, ()), query):
            matched += 1
            if start < matched <= start + query.limit:
                part.append(layer)
    records, unread = read_records(part, _linked_record)
    return RecordPage(records, matched, unread, next_cursor(start, len(part), query.limit, matched))


def _linked_record(layer: _ProjectLayer) -> Record | None:
    """Return the record of a layer with its links; None where it lies nowhere on the web."""
    link = _source_link(layer)
    return _record(layer, _links(layer, link)) if link else None


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
    return CatalogueError(FailureReason.UNREADABLE, tr("something that is not a QGIS project"))


def _layers(root: Element) -> Iterator[_ProjectLayer]:
    details = {_text(layer, "id"): layer for layer in root.iterfind("projectlayers/maplayer")}
    waiting: list[tuple[Element, str]] = [(child, "") for child in reversed(root.findall("layer-tree-group"))]
    while waiting:
        node, groups = waiting.pop()
        name = bounded_line(node.get("name", ""))
        if local_name(node) == "layer-tree-group":
            # One text for all layers of a group, however deep it lies.
            inside = truncated(" › ".join(filter(None, (groups, name))), LONGEST_LINE)
            waiting += [(child, inside) for child in reversed(node)]
        elif local_name(node) == "layer-tree-layer":
            layer = details.get(node.get("id", ""))
            # What the tree says of the source has lost whether there was a password.
            provider = _text(layer, "provider") or node.get("providerKey", "")
            source = _source(layer) or node.get("source", "")[:LONGEST_MARKUP]
            yield _ProjectLayer(node.get("id", ""), name or _text(layer, "layername"), groups, provider, source, layer)


def _links(layer: _ProjectLayer, link: Link) -> tuple[Link, ...]:
    return distinct_links(
        found
        for found in (link, *(link_from_url(url) for url, is_page in _metadata_links(layer) if not is_page))
        if found
    )


def _metadata_links(layer: _ProjectLayer) -> Iterator[tuple[str, bool]]:
    """Yield the addresses that the metadata of a layer have, and of each whether it is that of its record."""
    if layer.details is not None:
        for other in layer.details.iterfind("resourceMetadata/links/link"):
            name = unaccented(bounded_line(other.get("name", "")))
            yield bounded_line(other.get("url", "")), name in _METADATA_LINKS


def _record(layer: _ProjectLayer, links: tuple[Link, ...]) -> Record:
    details = layer.details
    abstract = _plain_text(details, "resourceMetadata/abstract") or _plain_text(details, "abstract")
    # The page is looked for where there are links to show with it.
    pages = (page_url(url) for url, is_page in _metadata_links(layer) if links and is_page)
    return Record(
        id=layer.id,
        title=layer.name or layer.id,
        # The groups are how the platform sorts its offer, and often say more than the layer does.
        abstract="\n".join(filter(None, (layer.groups, abstract))),
        organisation=_text(details, "resourceMetadata/contact/organization"),
        licence=_text(details, "resourceMetadata/license") or _text(details, "resourceMetadata/rights"),
        extent=_extent(details),
        links=links,
        landing_page=next(filter(None, pages), ""),
        contact=_text(details, "resourceMetadata/contact/email"),
    )


def _matches(record: Record, query: Query) -> bool:
    held = unaccented(f"{record.title}\n{record.abstract}\n{record.organisation}")
    is_there = not query.extent or not record.extent or record.extent.intersects(query.extent)
    return is_there and all(word in held for word in unaccented(without_operators(query.words)).split())


def _source_link(layer: _ProjectLayer) -> Link | None:
    """Return the link that a source of QGIS leads to; None for a file, a data base or what else is no web address."""
    provider = layer.provider.lower()
    if provider in _FILE_PROVIDERS:
        address = re.search(r"https?://[^|{}]+", layer.source)
        # `/vsizip//vsicurl/https://…/a.zip/b.shp` is a file within the archive that is downloaded.
        whole = re.sub(r"(\.zip)/.*", r"\1", address[0], flags=re.IGNORECASE) if address else ""
        return link_from_url(whole, protocol="WWW:DOWNLOAD", title=layer.name)
    if provider == "wms":
        parts = [(key, unquote(value)) for key, _, value in (part.partition("=") for part in layer.source.split("&"))]
        values = dict(reversed(parts))
        is_tiles, is_matrix = values.get("type") == "xyz", "tileMatrixSet" in values
        protocol = "TMS" if is_tiles else "OGC:WMTS" if is_matrix else "OGC:WMS"
        # QGIS reads several layers from the last to the first.
        name = ",".join(value for key, value in reversed(parts) if key == "layers")
    elif provider in _PROTOCOLS:
        quoted = (
            (key, re.sub(r"\\(.)", r"\1", text) or bare) for key, text, bare in _SOURCE_PARAMETER.findall(layer.source)
        )
        values = dict(quoted)
        protocol, name = _PROTOCOLS[provider], values.get("typename") or values.get("layer", "")
    else:
        return None
    # Older projects write the bare address of a request.
    link = link_from_url(values.get("url") or layer.source, protocol=protocol, name=name, title=layer.name)
    had_credentials = any(values.get(key) for key in _CREDENTIAL_KEYS)
    return replace(link, credentials_removed=True) if link and had_credentials else link


def _extent(details: Element | None) -> Extent | None:
    corners = [_text(details, f"wgs84extent/{name}") for name in ("xmin", "ymin", "xmax", "ymax")]
    try:
        box = [float(corner) for corner in corners]
    except ValueError:
        return None
    # QGIS writes zeros for a layer whose server did not answer.
    return extent_from_bbox(box) if any(box) else None


def _text(element: Element | None, path: str) -> str:
    return bounded_line(_find_text(element, path))


def _plain_text(element: Element | None, path: str) -> str:
    # QGIS writes no paragraphs there: line breaks are those of the file.
    return plain_text(" ".join(truncated(_find_text(element, path), LONGEST_MARKUP).split()))


def _source(element: Element | None) -> str:
    return " ".join(_find_text(element, "datasource")[:LONGEST_MARKUP].split())


def _find_text(element: Element | None, path: str) -> str:
    found = element.find(path) if element is not None else None
    return found.text or "" if found is not None else ""
