"""Reader of the data set that a web page describes for search engines, in schema.org's JSON-LD or in DCAT's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from ..clients.record_pages import read_one
from ..http.bbox import extent_from_texts
from ..http.exchange import Response, check_status
from ..http.html_text import LONGEST_MARKUP
from ..http.json_values import as_list, as_object, as_plain_text, as_text, first_text, page_url
from ..http.parser import ParseError, parse_json
from ..records import Extent, Link, Record
from ..services.link_types import distinct_links, links_from_url

_SCRIPT = re.compile(rb"<script[^>]{0,200}ld\+json[^>]{0,200}>(.*?)</script", re.DOTALL | re.IGNORECASE)
_MOST_SCRIPTS = 20
_MOST_NODES = 1000


def read_page(response: Response) -> Record | None:
    """Return the first data set that a page describes, None where it describes none."""
    content = check_status(response).content[: 4 * LONGEST_MARKUP]
    for script in islice(_SCRIPT.finditer(content), _MOST_SCRIPTS):
        try:
            nodes = parse_json(script[1])
        except ParseError:
            continue
        for node in islice(_nodes(nodes), _MOST_NODES):
            kinds = node.get("@type")
            if any(as_text(kind).rpartition(":")[2] == "Dataset" for kind in (as_list(kinds) or [kinds])):
                return read_one(node, lambda dataset: _read_dataset(dataset, response.url))
    return None


def _nodes(value: object) -> Iterator[dict[str, Any]]:
    for node in as_list(value) or [value]:
        yield as_object(node)
        yield from map(as_object, as_list(as_object(node).get("@graph")))


def _read_dataset(node: dict[str, Any], base: str) -> Record | None:
    title = _text(node, "name", "title")
    if not title:
        return None
    publishers = (_object(node.get(key)) for key in ("publisher", "creator", "author", "provider"))
    return Record(
        id=first_text(_text(node, "@id", "identifier", "url"), base),
        title=title,
        abstract=as_plain_text(first_text(node.get("description"), node.get("abstract"))),
        organisation=first_text(*(name for one in publishers for name in (one.get("name"), one.get("legalName")))),
        modified=_text(node, "dateModified", "datePublished", "modified", "issued"),
        licence=first_text(_text(node, "license"), _object(node.get("license")).get("name")),
        extent=_extent(node),
        links=distinct_links(_links(node, base)),
        landing_page=page_url(first_text(node.get("url"), base), base),
    )


def _links(node: dict[str, Any], base: str) -> Iterator[Link]:
    listed = node.get("distribution") or node.get("dcat:distribution")
    for item in map(as_object, as_list(listed) or [listed]):
        yield from links_from_url(
            _text(item, "contentUrl", "downloadURL", "accessURL", "url"),
            title=_text(item, "name", "title", "description"),
            format=_text(item, "encodingFormat", "fileFormat", "format", "mediaType"),
            base=base,
        )


def _extent(node: dict[str, Any]) -> Extent | None:
    """Return the extent of `spatialCoverage`, whose box is "south west north east"."""
    geo = _object(_object(node.get("spatialCoverage")).get("geo"))
    sides = re.split(r"[\s,]+", as_text(geo.get("box")).strip())
    return extent_from_texts([sides[1], sides[0], sides[3], sides[2]]) if len(sides) == 4 else None


def _object(value: object) -> dict[str, Any]:
    return as_object(next(iter(as_list(value)), None) if isinstance(value, list) else value)


def _text(node: dict[str, Any], *names: str) -> str:
    """Return the first value under the names, also with DCAT's prefixes, and of an object `@value` or `@id`."""
    values = (node.get(f"{prefix}{name}") for name in names for prefix in ("", "dct:", "dcat:", "schema:"))
    singles = (next(iter(value), None) if isinstance(value, list) else value for value in values)
    return first_text(*(part for one in singles for part in (one, *map(as_object(one).get, ("@value", "@id")))))
