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
from ...zip_reader import ZipError, ZipReader, ZipTooLarge
from ..http.bbox import extent_of_bbox
from ..http.exchange import CatalogueError, Conversation, FailureReason, Request, Response, checked, read_xml, tag
from ..http.html_text import LONGEST_LINE, LONGEST_MARKUP, folded, one_line, plain_text, shortened
from ..http.json_values import next_offset, offset, plain_words, read_each, web_page
from ..records import Extent, Link, Query, Record, RecordPage
from ..services.link_types import distinct, recognise

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_UNPACKED = 50_000_000
"""Bytes of a project once unpacked: ten times the largest that is published."""
MOST_LAYERS = 20_000
"""Layers of a project; QGIS itself would not open more."""

_WORDED = {"wfs": "OGC:WFS", "oapif": "OGC API - Features", "arcgisfeatureserver": "ESRI:REST"}
_WORDED["arcgismapserver"] = _WORDED["arcgisfeatureserver"]
"""Providers whose sources read `url='…' typename='…'`, and the protocol of each."""
_FILES = ("ogr", "gdal", "delimitedtext", "copc")
_CREDENTIALS = {"user", "username", "password", "authcfg"}
# Each letter is looked at once: a name begins where none goes on, and quotes that are not closed end with the source.
_PART = re.compile(r"(?<!\w)(\w++)=(?:'((?:[^'\\]|\\.)*+)(?:'|\\?\Z)|(\S*+))", re.DOTALL)
_READ = {
    *("qgis", "layer-tree-group", "layer-tree-layer", "projectlayers", "maplayer", "id", "provider", "datasource"),
    *("layername", "resourceMetadata", "links", "link", "abstract", "contact", "organization", "email", "license"),
    *("rights", "wgs84extent", "xmin", "ymin", "xmax", "ymax"),
}
"""The elements that are read; most of a project is how its layers are drawn."""
_METADATA_LINKS = ("metadata", "metadonnees", "metadonnee")
"""The names by which the IDG plugin knows the link to a layer's record."""


@dataclass(frozen=True)
class _Layer:
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
    answer = yield Request(url)
    root = read_xml(replace(answer, content=_unpacked(checked(answer))), _READ)
    if tag(root) != "qgis":
        raise _no_project()
    start, matched = offset(query.cursor), 0
    part: list[_Layer] = []
    for number, layer in enumerate(_layers(root), 1):
        if number > MOST_LAYERS:
            raise CatalogueError(FailureReason.TOO_LARGE)
        if _matches(_record(layer, ()), query):
            matched += 1
            if start < matched <= start + query.limit:
                part.append(layer)
    records, unread = read_each(part, _linked)
    return RecordPage(records, matched, unread, next_offset(start, len(part), query.limit, matched))


def _linked(layer: _Layer) -> Record | None:
    """Return the record of a layer with its links; None where it lies nowhere on the web."""
    link = _link(layer)
    return _record(layer, _links(layer, link)) if link else None


def _unpacked(answer: Response) -> bytes:
    if not answer.content.startswith(b"PK"):
        return answer.content
    try:
        with ZipReader(answer.content) as archive:
            name = next((name for name in archive.names if name.lower().endswith(".qgs")), "")
            return archive.read(name, MOST_UNPACKED)
    except ZipTooLarge as error:
        raise CatalogueError(FailureReason.TOO_LARGE) from error
    except ZipError as error:
        raise _no_project() from error


def _no_project() -> CatalogueError:
    return CatalogueError(FailureReason.UNREADABLE, tr("something that is not a QGIS project"))


def _layers(root: Element) -> Iterator[_Layer]:
    details = {_text(layer, "id"): layer for layer in root.iterfind("projectlayers/maplayer")}
    waiting: list[tuple[Element, str]] = [(child, "") for child in reversed(root.findall("layer-tree-group"))]
    while waiting:
        node, groups = waiting.pop()
        name = one_line(node.get("name", ""))
        if tag(node) == "layer-tree-group":
            # One text for all layers of a group, however deep it lies.
            inside = shortened(" › ".join(filter(None, (groups, name))), LONGEST_LINE)
            waiting += [(child, inside) for child in reversed(node)]
        elif tag(node) == "layer-tree-layer":
            layer = details.get(node.get("id", ""))
            # What the tree says of the source has lost whether there was a password.
            provider = _text(layer, "provider") or node.get("providerKey", "")
            source = _source(layer) or node.get("source", "")[:LONGEST_MARKUP]
            yield _Layer(node.get("id", ""), name or _text(layer, "layername"), groups, provider, source, layer)


def _links(layer: _Layer, link: Link) -> tuple[Link, ...]:
    return distinct(
        found for found in (link, *(recognise(url) for url, is_page in _addresses(layer) if not is_page)) if found
    )


def _addresses(layer: _Layer) -> Iterator[tuple[str, bool]]:
    """Yield the addresses that the metadata of a layer have, and of each whether it is that of its record."""
    if layer.details is not None:
        for other in layer.details.iterfind("resourceMetadata/links/link"):
            name = folded(one_line(other.get("name", "")))
            yield one_line(other.get("url", "")), name in _METADATA_LINKS


def _record(layer: _Layer, links: tuple[Link, ...]) -> Record:
    details = layer.details
    abstract = _prose(details, "resourceMetadata/abstract") or _prose(details, "abstract")
    # The page is looked for where there are links to show with it.
    pages = (web_page(url) for url, is_page in _addresses(layer) if links and is_page)
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
    held = folded(f"{record.title}\n{record.abstract}\n{record.organisation}")
    is_there = not query.extent or not record.extent or record.extent.meets(query.extent)
    return is_there and all(word in held for word in folded(plain_words(query.words)).split())


def _link(layer: _Layer) -> Link | None:
    """Return the link that a source of QGIS leads to; None for a file, a data base or what else is no web address."""
    provider = layer.provider.lower()
    if provider in _FILES:
        address = re.search(r"https?://[^|{}]+", layer.source)
        # `/vsizip//vsicurl/https://…/a.zip/b.shp` is a file within the archive that is downloaded.
        whole = re.sub(r"(\.zip)/.*", r"\1", address[0], flags=re.IGNORECASE) if address else ""
        return recognise(whole, protocol="WWW:DOWNLOAD", title=layer.name)
    if provider == "wms":
        parts = [(key, unquote(value)) for key, _, value in (part.partition("=") for part in layer.source.split("&"))]
        values = dict(reversed(parts))
        is_tiles, is_matrix = values.get("type") == "xyz", "tileMatrixSet" in values
        protocol = "TMS" if is_tiles else "OGC:WMTS" if is_matrix else "OGC:WMS"
        # QGIS reads several layers from the last to the first.
        name = ",".join(value for key, value in reversed(parts) if key == "layers")
    elif provider in _WORDED:
        quoted = ((key, re.sub(r"\\(.)", r"\1", text) or bare) for key, text, bare in _PART.findall(layer.source))
        values = dict(quoted)
        protocol, name = _WORDED[provider], values.get("typename") or values.get("layer", "")
    else:
        return None
    # Older projects write the bare address of a request.
    link = recognise(values.get("url") or layer.source, protocol=protocol, name=name, title=layer.name)
    had_credentials = any(values.get(key) for key in _CREDENTIALS)
    return replace(link, credentials_removed=True) if link and had_credentials else link


def _extent(details: Element | None) -> Extent | None:
    corners = [_text(details, f"wgs84extent/{name}") for name in ("xmin", "ymin", "xmax", "ymax")]
    try:
        box = [float(corner) for corner in corners]
    except ValueError:
        return None
    # QGIS writes zeros for a layer whose server did not answer.
    return extent_of_bbox(box) if any(box) else None


def _text(element: Element | None, path: str) -> str:
    return one_line(_raw(element, path))


def _prose(element: Element | None, path: str) -> str:
    # QGIS writes no paragraphs there: line breaks are those of the file.
    return plain_text(" ".join(shortened(_raw(element, path), LONGEST_MARKUP).split()))


def _source(element: Element | None) -> str:
    return " ".join(_raw(element, "datasource")[:LONGEST_MARKUP].split())


def _raw(element: Element | None, path: str) -> str:
    found = element.find(path) if element is not None else None
    return found.text or "" if found is not None else ""
