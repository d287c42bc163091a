"""OGC API Records, and ArcGIS Hub, which answers after a draft of it."""

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
from .record_pages import record_page

MOST_A_PAGE = 100
PREFERRED_COLLECTIONS = ("dataset", "all", "metadata:main")
"""ArcGIS Hub's data sets before its documents and applications, its whole site, and pycsw's own; else the first."""

_HUB = "/api/search/v1"
_PRODUCER_ROLES = {"producer", "publisher", "owner", "licensor"}
_RECORD_TYPES = ("record", "records")
_JSON = "application/geo+json, application/json"
_API_RELATIONS = {
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


def search(url: str, query: Query) -> Conversation[RecordPage]:
    """Return a page of a catalogue's records, given the address of its API, of a collection or of its items."""
    asked = query.cursor
    if not asked:
        items_address = yield from _items_url(url)
        parameters = {"q": without_operators(query.words), "limit": str(min(query.limit, MOST_A_PAGE))}
        if query.extent:
            parameters["bbox"] = bbox_text(query.extent)
        asked = f"{items_address}?{urlencode({key: value for key, value in parameters.items() if value})}"
    response = yield Request(asked, accept=_JSON)
    body = read_json_object(response)
    features = required_list(body, "features")
    cursor = _next_url(body, asked) if features else ""
    # As STAC wrote it before it took the other's word.
    matched = as_count(body.get("numberMatched", as_object(body.get("context")).get("matched")))
    return record_page(features, lambda row: _read_record(row, asked), matched=matched, cursor=cursor)


def _items_url(url: str) -> Conversation[str]:
    base = base_url(url, "collections")
    given = re.search(r"/collections/([^/?#]+)", url.partition("?")[0].partition("://")[2])
    if given:
        return f"{base}/collections/{given[1]}/items"
    response = yield Request(f"{base}/collections", accept="application/json")
    found = [as_object(item) for item in required_list(read_json_object(response), "collections")]
    # A server of features and records has both kinds, and others that do not say, coverages above all; ArcGIS Hub
    # says nothing of any.
    told = [as_text(item.get("id")) for item in found if as_text(item.get("itemType")).lower() in _RECORD_TYPES]
    names = told or [as_text(item.get("id")) for item in found if not as_text(item.get("itemType"))]
    name = next((name for name in (*PREFERRED_COLLECTIONS, *names) if name and name in names), "")
    if not name:
        raise no_records_error()
    return f"{base}/collections/{quote(name, safe=':')}/items"


def _next_url(body: dict[str, Any], asked: str) -> str:
    """Return the address of the next page, on the same server by the same door; "" where there is none."""
    here = urlsplit(asked)
    for link in map(as_object, as_list(body.get("links"))):
        href = link.get("href")
        # What is to be asked by POST (STAC) has a body of its own, and would be the same page again.
        if link.get("rel") != "next" or not isinstance(href, str) or first_text(link.get("method"), "GET") != "GET":
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


def _read_record(feature: dict[str, Any], asked: str) -> Record | None:
    properties = as_object(feature.get("properties"))
    name = first_text(feature.get("id"), properties.get("id"))
    title = as_text(as_plain_text(properties.get("title")))
    if not (name or title):
        return None
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
        links=distinct_links(_links(feature, properties, found, asked)),
        landing_page=_landing_page(found, name, asked),
        contact=next((mail for contact in contacts for mail in _emails(contact)), ""),
    )


def _organisation(properties: dict[str, Any], contacts: list[dict[str, Any]]) -> str:
    publisher = properties.get("publisher")
    return first_text(
        publisher,
        as_object(publisher).get("name"),
        *(contact.get("organization") for contact in contacts),
        *(contact.get("name") for contact in contacts),
        # ArcGIS Hub: whom the item thanks, else the account that it belongs to.
        properties.get("source"),
        properties.get("owner"),
    )


def _licence(properties: dict[str, Any], links: list[dict[str, Any]]) -> str:
    named = as_text(properties.get("license"))
    # ArcGIS Hub: the terms are written out where the licence is none of its list.
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
    feature: dict[str, Any], properties: dict[str, Any], listed: list[dict[str, Any]], asked: str
) -> Iterator[Link]:
    # A record that is related is none of this one's layers.
    catalogue = link_from_url(asked.partition("?")[0])
    for link in listed:
        if as_text(link.get("rel")).lower() not in _API_RELATIONS:
            for found in _links_from(link, link.get("href"), asked):
                if catalogue is not None and _target(found) == _target(catalogue):
                    yield replace(found, kind=LinkKind.PAGE, url=page_url(link.get("href"), asked), layer="")
                else:
                    yield found
    for template in map(as_object, as_list(feature.get("linkTemplates"))):
        # What a person would have to fill in leads nowhere as it is, but for the tiles that QGIS fills in.
        for found in _links_from(template, template.get("uriTemplate"), asked):
            is_whole = not re.search(r"\{|%7b", found.url + found.layer, re.IGNORECASE)
            if found.kind is LinkKind.TMS or (is_whole and found.kind is not LinkKind.PAGE):
                yield found
    # STAC: the files of an item.
    for name, asset in as_object(feature.get("assets")).items():
        told = as_object(asset)
        title, form = first_text(told.get("title"), name), as_text(told.get("type"))
        yield from links_from_url(as_text(told.get("href")), title=title, format=form, base=asked)
    # ArcGIS Hub: the service or the file that an item stands for.
    yield from links_from_url(
        as_text(properties.get("url")), title=as_text(properties.get("title")), format=as_text(properties.get("type"))
    )


def _links_from(link: dict[str, Any], address: object, base: str) -> Iterator[Link]:
    title = first_text(link.get("title"), link.get("description"))
    form, protocol = as_text(link.get("type")), as_text(link.get("protocol"))
    # The standard has no word for a service: some say it in the type of the answer, STAC in the relation.
    said = (form, as_text(link.get("rel")))
    protocol = protocol or next((words for words in said if names_service(words)), "")
    # Nor has it one for a layer. What has spaces reads as a title; layers are named without.
    named = title if " " not in title and not names_service(title) else ""
    layers = [link.get("wms:layers"), link.get("wmts:layer")]
    names = [found for item in layers for name in (as_list(item) or [item]) if (found := as_text(name))]
    for name in names or [first_text(link.get("name"), named)]:
        yield from links_from_url(as_text(address), protocol=protocol, name=name, title=title, format=form, base=base)


def _target(link: Link) -> tuple[object, ...]:
    parts = urlsplit(link.url)
    return link.kind, parts.hostname, parts.path.rstrip("/"), link.layer


def _landing_page(links: list[dict[str, Any]], name: str, asked: str) -> str:
    for link in links:
        is_page = as_text(link.get("type")).startswith("text/html") and as_text(link.get("rel")).lower() in (
            "canonical",
            "alternate",
            "about",
        )
        if is_page and (address := page_url(link.get("href"), asked)):
            return address
    site, is_hub, _ = asked.partition(_HUB)
    return f"{site}/datasets/{quote(name, safe='')}" if is_hub and name else ""


def _providers(properties: dict[str, Any]) -> list[dict[str, Any]]:
    """Return who provides the data, as contacts, those who made it first (STAC, and drafts of the standard)."""
    told = [as_object(provider) for provider in as_list(properties.get("providers"))]
    told.sort(key=lambda provider: not _PRODUCER_ROLES.intersection(map(as_text, as_list(provider.get("roles")))))
    return [{"organization": provider.get("name"), **provider} for provider in told]


def _emails(contact: dict[str, Any]) -> Iterator[str]:
    mail = as_object(contact.get("contactInfo")).get("email")
    values = [as_object(mail).get("value") for mail in as_list(contact.get("emails"))]
    yield from filter(None, map(as_text, (*values, mail, *as_object(mail).values())))
