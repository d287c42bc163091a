"""OGC API Records, and ArcGIS Hub, which answers after a draft of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode, urljoin, urlsplit, urlunsplit

from ..http.bbox import bbox_text, extent_of_bbox, extent_of_geojson
from ..http.exchange import Conversation, Request
from ..http.json_values import (
    before,
    count,
    date,
    first_text,
    items,
    mapping,
    page,
    plain_words,
    prose,
    read_object,
    rows,
    text,
    web_page,
    without_records,
)
from ..records import Extent, Link, LinkKind, Query, Record, RecordPage
from ..services.link_types import distinct, names_service, recognise, recognised

MOST_A_PAGE = 100
PREFERRED_COLLECTIONS = ("dataset", "all", "metadata:main")
"""ArcGIS Hub's data sets before its documents and applications, its whole site, and pycsw's own; else the first."""

_HUB = "/api/search/v1"
_MAKERS = {"producer", "publisher", "owner", "licensor"}
_RECORDS = ("record", "records")
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


def search(url: str, query: Query) -> Conversation[RecordPage]:
    """Return a page of a catalogue's records, given the address of its API, of a collection or of its items."""
    asked = query.cursor
    if not asked:
        items_address = yield from _items_address(url)
        parameters = {"q": plain_words(query.words), "limit": str(min(query.limit, MOST_A_PAGE))}
        if query.extent:
            parameters["bbox"] = bbox_text(query.extent)
        asked = f"{items_address}?{urlencode({key: value for key, value in parameters.items() if value})}"
    answer = yield Request(asked, accept=_JSON)
    body = read_object(answer)
    features = rows(body, "features")
    cursor = _next(body, asked) if features else ""
    # As STAC wrote it before it took the other's word.
    matched = count(body.get("numberMatched", mapping(body.get("context")).get("matched")))
    return page(features, lambda row: _record(row, asked), matched=matched, cursor=cursor)


def _items_address(url: str) -> Conversation[str]:
    base = before(url, "collections")
    given = re.search(r"/collections/([^/?#]+)", url.partition("?")[0].partition("://")[2])
    if given:
        return f"{base}/collections/{given[1]}/items"
    answer = yield Request(f"{base}/collections", accept="application/json")
    found = [mapping(item) for item in rows(read_object(answer), "collections")]
    # A server of features and records has both kinds, and others that do not say, coverages above all; ArcGIS Hub
    # says nothing of any.
    told = [text(item.get("id")) for item in found if text(item.get("itemType")).lower() in _RECORDS]
    names = told or [text(item.get("id")) for item in found if not text(item.get("itemType"))]
    name = next((name for name in (*PREFERRED_COLLECTIONS, *names) if name and name in names), "")
    if not name:
        raise without_records()
    return f"{base}/collections/{quote(name, safe=':')}/items"


def _next(body: dict[str, Any], asked: str) -> str:
    """Return the address of the next page, on the same server by the same door; "" where there is none."""
    here = urlsplit(asked)
    for link in map(mapping, items(body.get("links"))):
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


def _record(feature: dict[str, Any], asked: str) -> Record | None:
    properties = mapping(feature.get("properties"))
    name = first_text(feature.get("id"), properties.get("id"))
    title = text(prose(properties.get("title")))
    if not (name or title):
        return None
    # Drafts of the standard had links among the properties.
    listed = (feature.get("links"), properties.get("links"), properties.get("associations"))
    found = [mapping(link) for links in listed for link in items(links)]
    contacts = [mapping(contact) for contact in items(properties.get("contacts"))]
    contacts += _providers(properties)
    return Record(
        id=name or title,
        title=title or first_text(properties.get("name"), name),
        abstract=prose(properties.get("description")) or prose(properties.get("snippet")),
        organisation=_organisation(properties, contacts),
        modified=first_text(*(date(properties.get(key)) for key in ("updated", "modified"))),
        licence=_licence(properties, found),
        extent=_extent(feature, properties),
        links=distinct(_links(feature, properties, found, asked)),
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


def _links(
    feature: dict[str, Any], properties: dict[str, Any], listed: list[dict[str, Any]], asked: str
) -> Iterator[Link]:
    # A record that is related is none of this one's layers.
    catalogue = recognise(asked.partition("?")[0])
    for link in listed:
        if text(link.get("rel")).lower() not in _OF_THE_API:
            for found in _of_link(link, link.get("href"), asked):
                if catalogue is not None and _leads_to(found) == _leads_to(catalogue):
                    yield replace(found, kind=LinkKind.PAGE, url=web_page(link.get("href"), asked), layer="")
                else:
                    yield found
    for template in map(mapping, items(feature.get("linkTemplates"))):
        # What a person would have to fill in leads nowhere as it is, but for the tiles that QGIS fills in.
        for found in _of_link(template, template.get("uriTemplate"), asked):
            is_whole = not re.search(r"\{|%7b", found.url + found.layer, re.IGNORECASE)
            if found.kind is LinkKind.TMS or (is_whole and found.kind is not LinkKind.PAGE):
                yield found
    # STAC: the files of an item.
    for name, asset in mapping(feature.get("assets")).items():
        told = mapping(asset)
        title, form = first_text(told.get("title"), name), text(told.get("type"))
        yield from recognised(text(told.get("href")), title=title, format=form, base=asked)
    # ArcGIS Hub: the service or the file that an item stands for.
    yield from recognised(
        text(properties.get("url")), title=text(properties.get("title")), format=text(properties.get("type"))
    )


def _of_link(link: dict[str, Any], address: object, base: str) -> Iterator[Link]:
    title = first_text(link.get("title"), link.get("description"))
    form, protocol = text(link.get("type")), text(link.get("protocol"))
    # The standard has no word for a service: some say it in the type of the answer, STAC in the relation.
    said = (form, text(link.get("rel")))
    protocol = protocol or next((words for words in said if names_service(words)), "")
    # Nor has it one for a layer. What has spaces reads as a title; layers are named without.
    named = title if " " not in title and not names_service(title) else ""
    layers = [link.get("wms:layers"), link.get("wmts:layer")]
    names = [found for item in layers for name in (items(item) or [item]) if (found := text(name))]
    for name in names or [first_text(link.get("name"), named)]:
        yield from recognised(text(address), protocol=protocol, name=name, title=title, format=form, base=base)


def _leads_to(link: Link) -> tuple[object, ...]:
    parts = urlsplit(link.url)
    return link.kind, parts.hostname, parts.path.rstrip("/"), link.layer


def _landing_page(links: list[dict[str, Any]], name: str, asked: str) -> str:
    for link in links:
        is_page = text(link.get("type")).startswith("text/html") and text(link.get("rel")).lower() in (
            "canonical",
            "alternate",
            "about",
        )
        if is_page and (address := web_page(link.get("href"), asked)):
            return address
    site, is_hub, _ = asked.partition(_HUB)
    return f"{site}/datasets/{quote(name, safe='')}" if is_hub and name else ""


def _providers(properties: dict[str, Any]) -> list[dict[str, Any]]:
    """Return who provides the data, as contacts, those who made it first (STAC, and drafts of the standard)."""
    told = [mapping(provider) for provider in items(properties.get("providers"))]
    told.sort(key=lambda provider: not _MAKERS.intersection(map(text, items(provider.get("roles")))))
    return [{"organization": provider.get("name"), **provider} for provider in told]


def _mails(contact: dict[str, Any]) -> Iterator[str]:
    mail = mapping(contact.get("contactInfo")).get("email")
    values = [mapping(mail).get("value") for mail in items(contact.get("emails"))]
    yield from filter(None, map(text, (*values, mail, *mapping(mail).values())))
