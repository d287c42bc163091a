"""QGIS projects that a platform publishes for the IDG plugin: their layers are its offer, read as a list.

The project is never opened as one: QGIS would ask every server of it, and wait for those that are gone.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ...i18n import tr
from ..extents import extent_of_bbox
from ..links import distinct, recognise
from ..records import Extent, Link, Page, Query, Record
from ..replies import Answer, CatalogueError, Conversation, Request, Trouble, checked, read_xml, tag
from ..text import folded, plain_text
from ..values import next_offset, offset, plain_words, web_page

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_UNPACKED = 50_000_000
"""Bytes of a project once unpacked: ten times the largest that is published."""

_WORDED = {"wfs": "OGC:WFS", "oapif": "OGC API - Features", "arcgisfeatureserver": "ESRI:REST"}
_WORDED["arcgismapserver"] = _WORDED["arcgisfeatureserver"]
"""Providers whose sources read `url='…' typename='…'`, and the protocol of each."""
_FILES = ("ogr", "gdal", "delimitedtext", "copc")
_CREDENTIALS = {"user", "username", "password", "authcfg"}
_PART = re.compile(r"(\w+)=(?:'((?:[^'\\]|\\.)*)'|(\S*))")
_METADATA_LINKS = ("metadata", "metadonnees", "metadonnee")
"""The names by which the IDG plugin knows the link to a layer's record."""


@dataclass(frozen=True)
class _Layer:
    """A layer of the tree: where it stands in it, and what the project says of it (None where it says nothing)."""

    id: str
    name: str
    groups: tuple[str, ...]
    provider: str
    source: str
    details: Element | None


def search(url: str, query: Query) -> Conversation[Page]:
    """Return a page of the layers that hold all the words, given a project's address (.qgz or .qgs).

    A layer that does not say where it lies is kept whatever the extent.
    """
    answer = yield Request(url)
    root = read_xml(replace(answer, content=_unpacked(checked(answer))))
    if tag(root) != "qgis":
        raise _no_project()
    found = [
        (record, link) for layer in _layers(root) if _matches(record := _record(layer, link := _link(layer)), query)
    ]
    start = offset(query.cursor)
    part = found[start : start + query.limit]
    readable = tuple(record for record, link in part if link)
    cursor = next_offset(start, len(part), query.limit, len(found))
    return Page(readable, len(found), len(part) - len(readable), cursor)


def _unpacked(answer: Answer) -> bytes:
    if not answer.content.startswith(b"PK"):
        return answer.content
    try:
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            name = next(name for name in archive.namelist() if name.lower().endswith(".qgs"))
            with archive.open(name) as project:
                # What the archive says of its own size may be a lie.
                content = project.read(MOST_UNPACKED + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, StopIteration, RuntimeError) as error:
        raise _no_project() from error
    if len(content) > MOST_UNPACKED:
        raise CatalogueError(Trouble.TOO_LARGE)
    return content


def _no_project() -> CatalogueError:
    return CatalogueError(Trouble.UNREADABLE, tr("something that is not a QGIS project"))


def _layers(root: Element) -> Iterator[_Layer]:
    details = {_text(layer, "id"): layer for layer in root.iterfind("projectlayers/maplayer")}
    waiting: list[tuple[Element, tuple[str, ...]]] = [
        (child, ()) for child in reversed(root.findall("layer-tree-group"))
    ]
    while waiting:
        node, groups = waiting.pop()
        name = " ".join(node.get("name", "").split())
        if tag(node) == "layer-tree-group":
            inside = (*groups, name) if name else groups
            waiting += [(child, inside) for child in reversed(node)]
        elif tag(node) == "layer-tree-layer":
            layer = details.get(node.get("id", ""))
            # What the tree says of the source has lost whether there was a password.
            provider = _text(layer, "provider") or node.get("providerKey", "")
            source = _text(layer, "datasource") or node.get("source", "")
            yield _Layer(node.get("id", ""), name or _text(layer, "layername"), groups, provider, source, layer)


def _record(layer: _Layer, link: Link | None) -> Record:
    details = layer.details
    pages, more = [], []
    for other in details.iterfind("resourceMetadata/links/link") if details is not None else ():
        address = other.get("url", "")
        if folded(other.get("name", "")).strip() in _METADATA_LINKS:
            pages.append(web_page(address))
        else:
            more.append(recognise(address))
    abstract = plain_text(_text(details, "resourceMetadata/abstract") or _text(details, "abstract"))
    return Record(
        id=layer.id,
        title=layer.name or layer.id,
        # The groups are how the platform sorts its offer, and often say more than the layer does.
        abstract="\n".join(filter(None, (" › ".join(layer.groups), abstract))),
        organisation=_text(details, "resourceMetadata/contact/organization"),
        licence=_text(details, "resourceMetadata/license") or _text(details, "resourceMetadata/rights"),
        extent=_extent(details),
        links=distinct(filter(None, (link, *more))),
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
    return " ".join((element.findtext(path) or "").split()) if element is not None else ""
