"""CKAN, and what answers like it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlencode

from ..http.bbox import bbox_text, extent_of_geojson, extent_of_sides
from ..http.exchange import CatalogueError, Conversation, FailureReason, Request, Response
from ..http.formats import format_name
from ..http.json_values import (
    before,
    count,
    date,
    first_text,
    items,
    mapping,
    next_offset,
    offset,
    page,
    plain_words,
    prose,
    read_object,
    rows,
    said,
    text,
    web_page,
)
from ..records import Extent, Link, Query, Record, RecordPage
from ..services.link_types import distinct, names_service, recognised

MOST_A_PAGE = 1000


def search(url: str, query: Query) -> Conversation[RecordPage]:
    """Return a page of a catalogue's packages, given the site's address or any address of its API."""
    site = before(url, "api")
    start, limit = offset(query.cursor), min(query.limit, MOST_A_PAGE)
    asked = {"q": plain_words(query.words), "rows": str(limit), "start": str(start)}
    # CKAN knows no box across the antimeridian: then more is found, never less.
    if query.extent and len(query.extent.parts()) == 1:
        asked["ext_bbox"] = bbox_text(query.extent)
    parameters = urlencode({key: value for key, value in asked.items() if value})
    answer = yield Request(f"{site}/api/3/action/package_search?{parameters}", accept="application/json")
    return read_packages(answer, start, limit, lambda package: read_package(package, _landing_page(package, site)))


def read_packages(
    answer: Response, start: int, limit: int, read: Callable[[dict[str, Any]], Record | None]
) -> RecordPage:
    """Return the page in an answer of `package_search`; CatalogueError where it is none, or says that it failed."""
    body = read_object(answer)
    if body.get("success") is False:
        error = mapping(body.get("error"))
        refused = text(error.get("__type")) == "Authorization Error"
        raise CatalogueError(FailureReason.REFUSED if refused else FailureReason.EXCEPTION, said(body.get("error")))
    result = mapping(body.get("result"))
    found, matched = rows(result, "results"), count(result.get("count"))
    return page(found, read, matched=matched, cursor=next_offset(start, len(found), limit, matched))


def read_package(package: dict[str, Any], landing_page: str) -> Record | None:
    """Return the record of a package, None where it has neither an identifier nor a name."""
    name = first_text(package.get("id"), package.get("name"))
    if not name:
        return None
    others = extras(package)
    return Record(
        id=name,
        title=text(prose(package.get("title"))) or first_text(package.get("name"), name),
        abstract=prose(package.get("notes")),
        organisation=_organisation(package, others),
        modified=date(package.get("metadata_modified")),
        licence=first_text(package.get("license_title"), package.get("license_id")),
        extent=extent_of_geojson(package.get("spatial") or others.get("spatial")) or _box(others),
        links=distinct(_links(package, landing_page)),
        landing_page=landing_page,
        contact=first_text(package.get("maintainer_email"), package.get("author_email"), package.get("maintainer")),
    )


def extras(package: dict[str, Any]) -> dict[str, Any]:
    """Return what a package says beside CKAN's own fields, by key."""
    own = package.get("extras")
    pairs = map(mapping, items(own))
    return mapping(own) or {text(pair.get("key")): pair.get("value") for pair in pairs}


def _organisation(package: dict[str, Any], others: dict[str, Any]) -> str:
    """Return who publishes a package: in DKAN a group of it, which in CKAN is a theme and the last to be asked."""
    organisation = mapping(package.get("organization"))
    groups = [
        group.get(key)
        for group in map(mapping, items(package.get("groups")))
        for key in ("title", "display_name", "name")
    ]
    is_dkan = "organization" not in package
    return first_text(
        organisation.get("title"),
        organisation.get("name"),
        *(groups if is_dkan else ()),
        # What harvesters keep of DCAT.
        others.get("publisher_name"),
        package.get("author"),
        *groups,
    )


def _box(others: dict[str, Any]) -> Extent | None:
    """Return the box that the harvester of ISO records writes down, each side as a text."""
    names = ("west-long", "south-lat", "east-long", "north-lat")
    return extent_of_sides([text(others.get(f"bbox-{name}")) for name in names])


def _links(package: dict[str, Any], landing_page: str) -> Iterator[Link]:
    for resource in map(mapping, items(package.get("resources"))):
        formats = [text(resource.get(key)) for key in ("format", "mimetype")]
        yield from recognised(
            text(resource.get("url")),
            # A harvester keeps there what the metadata said.
            protocol=text(resource.get("resource_locator_protocol")),
            title=first_text(resource.get("name"), resource.get("description")),
            # People write anything there, where the program tells a media type.
            format=next((form for form in formats if format_name(form) or names_service(form)), first_text(*formats)),
            base=landing_page,
        )
    if (source := text(package.get("url"))) != landing_page:
        yield from recognised(source)


def _landing_page(package: dict[str, Any], site: str) -> str:
    # OneGeo Suite answers like CKAN from its index, which has no pages of its own.
    if "/indexer/" in site:
        return web_page(package.get("url"))
    return f"{site}/dataset/{quote(first_text(package.get('name'), package.get('id')), safe='')}"
