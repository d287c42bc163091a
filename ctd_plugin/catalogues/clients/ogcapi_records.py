"""OGC API Records, and ArcGIS Hub, which answers after a draft of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode, urljoin, urlsplit, urlunsplit

from ..extents import bbox_text, extent_of_bbox, extent_of_geojson
from ..links import distinct, recognise
from ..records import Extent, Link, Page, Query, Record
from ..replies import Conversation, Request
from ..values import (
    before,
    count,
    date,
    first_text,
    items,
    mapping,
    page,
    prose,
    read_object,
    rows,
    text,
    web_page,
    without_records,
)

MOST_A_PAGE = 100
PREFERRED_COLLECTIONS = ("dataset", "all", "metadata:main")
"""ArcGIS Hub's data sets before its documents and applications, its whole site, and pycsw's own; else the first."""

_HUB = "/api/search/v1"
_JSON = "application/geo+json, application/json"
_OF_THE_API = {
    "self",
    "collection",
    "root",
    "parent",
    "up",
    "next",
    "prev",
    "alternate",
    "canonical",
    "license",
    "icon",
}
"""What links say that lead about the catalogue or describe the record, and not to the data."""


def search(url: str, query: Query) -> Conversation[Page]:
    """Return a page of a catalogue's records, given the address of its API, of a collection or of its items."""
    asked = query.cursor
    if not asked:
        items_address = yield from _items_address(url)
        parameters = {"q": query.words.strip(), "limit": str(min(query.limit, MOST_A_PAGE))}
        if query.extent:
            parameters["bbox"] = bbox_text(query.extent)
        asked = f"{items_address}?{urlencode({key: value for key, value in parameters.items() if value})}"
    answer = yield Request(asked, accept=_JSON)
    body = read_object(answer)
    features = rows(body, "features")
    cursor = _next(body, asked) if features else ""
    return page(features, lambda row: _record(row, asked), matched=count(body.get("numberMatched")), cursor=cursor)


def _items_address(url: str) -> Conversation[str]:
    base = before(url, "collections")
    given = re.search(r"/collections/([^/?#]+)", url.partition("?")[0].partition("://")[2])
    if given:
        return f"{base}/collections/{given[1]}/items"
    answer = yield Request(f"{base}/collections", accept="application/json")
    found = [mapping(item) for item in rows(read_object(answer), "collections")]
    # A server of features and records has both kinds; ArcGIS Hub does not say.
    names = [text(item.get("id")) for item in found if first_text(item.get("itemType"), "record") == "record"]
    name = next((name for name in (*PREFERRED_COLLECTIONS, *names) if name and name in names), "")
    if not name:
        raise without_records()
    return f"{base}/collections/{quote(name, safe=':')}/items"


def _next(body: dict[str, Any], asked: str) -> str:
    """Return the address of the next page, on the same server by the same door; "" where there is none."""
    here = urlsplit(asked)
    for link in map(mapping, items(body.get("links"))):
        href = link.get("href")
        if link.get("rel") != "next" or not isinstance(href, str):
            continue
        try:
            there = urlsplit(urljoin(asked, href))
        except ValueError:
            continue
        # Behind a proxy a server may write the scheme and the port that it has inside.
        following = urlunsplit((here.scheme, here.netloc, there.path, there.query, ""))
        if there.hostname == here.hostname and following != asked:
            return following
    return ""


def _record(feature: dict[str, Any], asked: str) -> Record | None:
    properties = mapping(feature.get("properties"))
    name = first_text(feature.get("id"), properties.get("id"))
    title = text(prose(properties.get("title")))
    if not (name or title):
        return None
    found = [mapping(link) for link in items(feature.get("links"))]
    contacts = [mapping(contact) for contact in items(properties.get("contacts"))]
    return Record(
        id=name or title,
        title=title or first_text(properties.get("name"), name),
        abstract=prose(properties.get("description")) or prose(properties.get("snippet")),
        organisation=_organisation(properties, contacts),
        modified=first_text(*(date(properties.get(key)) for key in ("updated", "modified"))),
        licence=_licence(properties, found),
        extent=_extent(feature, properties),
        links=distinct(filter(None, _links(found, properties, asked))),
        landing_page=_landing_page(found, name, asked),
        contact=next((mail for contact in contacts for mail in _mails(contact)), ""),
    )


def _organisation(properties: dict[str, Any], contacts: list[dict[str, Any]]) -> str:
    publisher = properties.get("publisher")
    return first_text(
        publisher,
        mapping(publisher).get("name"),
        *(contact.get("organization") for contact in contacts),
        *(contact.get("name") for contact in contacts),
        # ArcGIS Hub: whom the item thanks, else the account that it belongs to.
        properties.get("source"),
        properties.get("owner"),
    )


def _licence(properties: dict[str, Any], links: list[dict[str, Any]]) -> str:
    named = text(properties.get("license"))
    # ArcGIS Hub: the terms are written out where the licence is none of its list.
    is_named = named.lower() not in ("", "none", "custom")
    linked = (link for link in links if link.get("rel") == "license")
    return first_text(
        named if is_named else "",
        prose(properties.get("licenseInfo")),
        properties.get("rights"),
        *(first_text(link.get("title"), link.get("href")) for link in linked),
    )


def _extent(feature: dict[str, Any], properties: dict[str, Any]) -> Extent | None:
    own = properties.get("extent")
    boxes = items(mapping(mapping(own).get("spatial")).get("bbox"))
    return (
        extent_of_geojson(feature.get("geometry"))
        or extent_of_bbox(feature.get("bbox"))
        or extent_of_geojson(own)
        or extent_of_bbox(next(iter(boxes), None))
    )


def _links(links: list[dict[str, Any]], properties: dict[str, Any], asked: str) -> Iterator[Link | None]:
    for link in links:
        if text(link.get("rel")).lower() not in _OF_THE_API:
            yield recognise(
                text(link.get("href")),
                protocol=text(link.get("protocol")),
                name=text(link.get("name")),
                title=text(link.get("title")),
                format=text(link.get("type")),
                base=asked,
            )
    # ArcGIS Hub: the service or the file that an item stands for.
    yield recognise(
        text(properties.get("url")), title=text(properties.get("title")), format=text(properties.get("type"))
    )


def _landing_page(links: list[dict[str, Any]], name: str, asked: str) -> str:
    for link in links:
        is_page = text(link.get("type")).startswith("text/html") and link.get("rel") in (
            "canonical",
            "alternate",
            "about",
        )
        if is_page and (address := web_page(link.get("href"), asked)):
            return address
    site, is_hub, _ = asked.partition(_HUB)
    return f"{site}/datasets/{quote(name, safe='')}" if is_hub and name else ""


def _mails(contact: dict[str, Any]) -> Iterator[str]:
    for mail in items(contact.get("emails")):
        if found := text(mapping(mail).get("value")):
            yield found
