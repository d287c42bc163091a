"""Client of OGC API Records, of STAC, and of ArcGIS Hub, which has a draft of the standard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode, urljoin, urlsplit, urlunsplit

from ..http.bbox import bbox_text, extent_from_bbox, extent_from_geojson
from ..http.exchange import Conversation, Request
from ..http.json_values import (
    as_count,
    as_date,
    as_list,
    as_object,
    as_plain_text,
    as_text,
    base_url,
    first_text,
    no_records_error,
    page_url,
    read_json_object,
    required_list,
    without_operators,
)
from ..records import Extent, Link, LinkKind, Query, Record, RecordPage
from ..services.link_types import distinct_links, link_from_url, links_from_url, names_service
from .record_pages import check_type, read_one, record_page, request_sorted

MOST_A_PAGE = 100
PREFERRED_COLLECTIONS = ("dataset", "all", "metadata:main")
"""Collections to search alone: ArcGIS Hub's data sets, else its whole site, else pycsw's own; else those of records."""
_MOST_COLLECTIONS = 20
_AND = "\n"
"""Between the addresses of a cursor: the next page, "" for none, and the collections that were not searched yet."""

_HUB = "/api/search/v1"
_SORTING, _SORTING_OF_HUB = "sortby=-updated", "sortBy=-properties.modified"
_PRODUCER_ROLES = {"producer", "publisher", "owner", "licensor"}
_RECORD_TYPES = ("record", "records")
_JSON = "application/geo+json, application/json"
_PAGE_RELATIONS = ("canonical", "alternate", "about")
_API_RELATIONS = {
    *("self", "collection", "root", "parent", "up", "next", "prev", "alternate", "canonical", "license", "icon")
}
"""Relations of links to other parts of the API or about the record, not to the data."""


def search(url: str, query: Query) -> Conversation[RecordPage]:
    """Return a page of a catalogue's records; `url` is that of its API, of a collection or of its items.

    Several collections of records are searched one after the other; how many records match is then not known.
    """
    is_several = _AND in query.cursor
    following, *others = query.cursor.split(_AND)
    pending = [address for address in others if address]
    if not query.cursor:
        addresses = yield from _items_urls(url)
        is_several = len(addresses) > 1
        parameters = {"q": without_operators(query.words), "limit": str(min(query.limit, MOST_A_PAGE))}
        if query.extent:
            parameters["bbox"] = bbox_text(query.extent)
        words = urlencode({key: value for key, value in parameters.items() if value})
        pending = [f"{address}?{words}" for address in addresses]
    features: list[Any] = []
    while (following or pending) and not features:
        # The address of a next page has the order of the first of its collection.
        is_sorted = query.is_newest_first and not following
        items_url = following or pending.pop(0)
        by_date = f"&{_SORTING_OF_HUB if _HUB in items_url else _SORTING}" if is_sorted else ""
        requests = [Request(f"{items_url}{more}", accept=_JSON) for more in (by_date, "")]
        response = yield from request_sorted(*requests)
        body = read_json_object(response)
        features = required_list(body, "features")
        following = _next_url(body, items_url) if features else ""
    if is_several:
        cursor = _AND.join((following, *pending, "")) if following or pending else ""
        return record_page(features, lambda row: _read_record(row, items_url), cursor=cursor)
    # Older STAC has the number in `context`.
    matched = as_count(body.get("numberMatched", as_object(body.get("context")).get("matched")))
    return record_page(features, lambda row: _read_record(row, items_url), matched=matched, cursor=following)


def request_item(url: str) -> Conversation[Record]:
    """Request one record by its address; CatalogueError for a feature, which is no record of a data set."""
    response = yield Request(url, accept=_JSON)
    item = read_json_object(response)
    properties = as_object(item.get("properties"))
    if not first_text(properties.get("title"), properties.get("name")):
        raise no_records_error()
    items_url = (response.url or url).partition("?")[0].rpartition("/")[0]
    return read_one(item, lambda feature: _read_record(feature, items_url))


def _items_urls(url: str) -> Conversation[list[str]]:
    """Return the addresses of the records of the collections to search."""
    base = base_url(url, "collections")
    match = re.search(r"/collections/([^/?#]+)", url.partition("?")[0].partition("://")[2])
    if match:
        return [f"{base}/collections/{match[1]}/items"]
    response = yield Request(f"{base}/collections", accept="application/json")
    found = [as_object(item) for item in required_list(read_json_object(response), "collections")]
    # A server of features and records has collections of both types, and some without; ArcGIS Hub has no types.
    typed = [as_text(item.get("id")) for item in found if as_text(item.get("itemType")).lower() in _RECORD_TYPES]
    names = typed or [as_text(item.get("id")) for item in found if not as_text(item.get("itemType"))]
    names = [name for name in names if name]
    if not names:
        raise no_records_error()
    preferred = [name for name in PREFERRED_COLLECTIONS if name in names]
    # Those of pycsw and the Hub are parts of one another; of untyped ones only the first is surely of records.
    chosen = preferred[:1] or (names[:_MOST_COLLECTIONS] if typed else names[:1])
    return [f"{base}/collections/{quote(name, safe=':')}/items" for name in chosen]


def _next_url(body: dict[str, Any], current: str) -> str:
    """Return the URL of the next page, with the scheme, host and port of this page; "" where there is none."""
    here = urlsplit(current)
    for link in map(as_object, as_list(body.get("links"))):
        href = link.get("href")
        # A link for POST (STAC) has a body of its own, without which it is the same page again.
        if link.get("rel") != "next" or not isinstance(href, str) or first_text(link.get("method"), "GET") != "GET":
            continue
        try:
            there = urlsplit(urljoin(current, href))
        except ValueError:
            continue
        # Behind a proxy a server may write its inner scheme and port.
        following = urlunsplit((here.scheme, here.netloc, there.path, there.query, ""))
        if there.hostname == here.hostname and following != current:
            return following
    return ""


def _read_record(feature: dict[str, Any], items_url: str) -> Record | None:
    properties = as_object(feature.get("properties"))
    name = first_text(feature.get("id"), properties.get("id"))
    title = as_text(as_plain_text(properties.get("title")))
    if not (name or title):
        return None
    check_type(as_text(properties.get("type")))
    # Drafts of the standard had links among the properties.
    listed = (feature.get("links"), properties.get("links"), properties.get("associations"))
    found = [as_object(link) for links in listed for link in as_list(links)]
    contacts = [as_object(contact) for contact in as_list(properties.get("contacts"))]
    contacts += _providers(properties)
    return Record(
        id=name or title,
        title=title or first_text(properties.get("name"), name),
        abstract=as_plain_text(properties.get("description")) or as_plain_text(properties.get("snippet")),
        organisation=_organisation(properties, contacts),
        modified=first_text(*(as_date(properties.get(key)) for key in ("updated", "modified"))),
        licence=_licence(properties, found),
        extent=_extent(feature, properties),
        links=distinct_links(_links(feature, properties, found, items_url)),
        landing_page=_landing_page(found, name, items_url),
        contact=next((mail for contact in contacts for mail in _emails(contact)), ""),
    )


def _organisation(properties: dict[str, Any], contacts: list[dict[str, Any]]) -> str:
    publisher = properties.get("publisher")
    return first_text(
        publisher,
        as_object(publisher).get("name"),
        *(contact.get("organization") for contact in contacts),
        *(contact.get("name") for contact in contacts),
        # ArcGIS Hub: the item's credits, else its owner's account.
        properties.get("source"),
        properties.get("owner"),
    )


def _licence(properties: dict[str, Any], links: list[dict[str, Any]]) -> str:
    named = as_text(properties.get("license"))
    # ArcGIS Hub: for other licences than those of its list the terms are in `licenseInfo`.
    is_named = named.lower() not in ("", "none", "custom")
    linked = (link for link in links if link.get("rel") == "license")
    return first_text(
        named if is_named else "",
        as_plain_text(properties.get("licenseInfo")),
        properties.get("rights"),
        *(first_text(link.get("title"), link.get("href")) for link in linked),
    )


def _extent(feature: dict[str, Any], properties: dict[str, Any]) -> Extent | None:
    own = properties.get("extent")
    boxes = as_list(as_object(as_object(own).get("spatial")).get("bbox"))
    return (
        extent_from_geojson(feature.get("geometry"))
        or extent_from_bbox(feature.get("bbox"))
        or extent_from_geojson(own)
        or extent_from_bbox(next(iter(boxes), None))
    )


def _links(
    feature: dict[str, Any], properties: dict[str, Any], listed: list[dict[str, Any]], items_url: str
) -> Iterator[Link]:
    # Links to other records of the catalogue are pages, not layers of this one.
    catalogue = link_from_url(items_url.partition("?")[0])
    for link in listed:
        if as_text(link.get("rel")).lower() not in _API_RELATIONS:
            for found in _links_from(link, link.get("href"), items_url):
                if catalogue is not None and _target(found) == _target(catalogue):
                    yield replace(found, kind=LinkKind.PAGE, url=page_url(link.get("href"), items_url), layer="")
                else:
                    yield found
    for template in map(as_object, as_list(feature.get("linkTemplates"))):
        # A template is of no use where a person would have to fill it in; QGIS fills in those of tiles.
        for found in _links_from(template, template.get("uriTemplate"), items_url):
            is_whole = not re.search(r"\{|%7b", found.url + found.layer, re.IGNORECASE)
            if found.kind is LinkKind.TMS or (is_whole and found.kind is not LinkKind.PAGE):
                yield found
    # STAC: the files of an item.
    for name, member in as_object(feature.get("assets")).items():
        asset = as_object(member)
        title, media_type = first_text(asset.get("title"), name), as_text(asset.get("type"))
        yield from links_from_url(as_text(asset.get("href")), title=title, format=media_type, base=items_url)
    # ArcGIS Hub: the service or file of an item.
    yield from links_from_url(
        as_text(properties.get("url")), title=as_text(properties.get("title")), format=as_text(properties.get("type"))
    )


def _links_from(link: dict[str, Any], address: object, base: str) -> Iterator[Link]:
    title = first_text(link.get("title"), link.get("description"))
    media_type, protocol = as_text(link.get("type")), as_text(link.get("protocol"))
    # The standard has no member for a kind of service: some have it in the media type, STAC in the relation.
    candidates = (media_type, as_text(link.get("rel")))
    protocol = protocol or next((text for text in candidates if names_service(text)), "")
    # Nor has it one for a layer: a title without spaces may be its name.
    named = title if " " not in title and not names_service(title) else ""
    layers = [link.get("wms:layers"), link.get("wmts:layer")]
    names = [text for item in layers for name in (as_list(item) or [item]) if (text := as_text(name))]
    for name in names or [first_text(link.get("name"), named)]:
        yield from links_from_url(
            as_text(address), protocol=protocol, name=name, title=title, format=media_type, base=base
        )


def _target(link: Link) -> tuple[object, ...]:
    parts = urlsplit(link.url)
    return link.kind, parts.hostname, parts.path.rstrip("/"), link.layer


def _landing_page(links: list[dict[str, Any]], name: str, items_url: str) -> str:
    for link in links:
        is_page = as_text(link.get("type")).startswith("text/html")
        if (
            is_page
            and as_text(link.get("rel")).lower() in _PAGE_RELATIONS
            and (address := page_url(link.get("href"), items_url))
        ):
            return address
    site, is_hub, _ = items_url.partition(_HUB)
    return f"{site}/datasets/{quote(name, safe='')}" if is_hub and name else ""


def _providers(properties: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the providers as contacts, the producers first (STAC, and drafts of the standard)."""
    providers = [as_object(provider) for provider in as_list(properties.get("providers"))]
    providers.sort(key=lambda provider: not _PRODUCER_ROLES.intersection(map(as_text, as_list(provider.get("roles")))))
    return [{"organization": provider.get("name"), **provider} for provider in providers]


def _emails(contact: dict[str, Any]) -> Iterator[str]:
    email = as_object(contact.get("contactInfo")).get("email")
    values = [as_object(item).get("value") for item in as_list(contact.get("emails"))]
    yield from filter(None, map(as_text, (*values, email, *as_object(email).values())))
