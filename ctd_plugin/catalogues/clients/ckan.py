"""Client of CKAN's `package_search`, which other portals have too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlencode

from ..http.bbox import bbox_text, extent_from_geojson, extent_from_texts
from ..http.exchange import CatalogueError, Conversation, FailureReason, Request, Response
from ..http.formats import format_name
from ..http.json_values import (
    as_count,
    as_date,
    as_list,
    as_object,
    as_plain_text,
    as_text,
    base_url,
    error_message,
    first_text,
    page_url,
    read_json_object,
    required_list,
    without_operators,
)
from ..records import Extent, Link, Query, Record, RecordPage
from ..services.link_types import distinct_links, links_from_url, names_service
from .record_pages import check_type, cursor_offset, next_cursor, read_one, record_page, request_sorted

MOST_A_PAGE = 1000


def search(url: str, query: Query) -> Conversation[RecordPage]:
    """Return a page of packages; `url` is the site's or any of its API's."""
    site = base_url(url, "api")
    start, limit = cursor_offset(query.cursor), min(query.limit, MOST_A_PAGE)
    parameters = {"q": without_operators(query.words), "rows": str(limit), "start": str(start)}
    # CKAN knows no box across the antimeridian: then it finds more, never less.
    if query.extent and len(query.extent.parts()) == 1:
        parameters["ext_bbox"] = bbox_text(query.extent)
    by_date = {"sort": "metadata_modified desc"} if query.is_newest_first else {}
    requests = (_request(site, parameters | by_date), _request(site, parameters))
    response = yield from request_sorted(*requests)
    return read_packages(response, start, limit, lambda package: read_package(package, _landing_page(package, site)))


def request_package(url: str, name: str) -> Conversation[Record]:
    """Request one package of a site by its name or identifier; `url` is the site's or any of its API's."""
    site = base_url(url, "api")
    response = yield Request(f"{site}/api/3/action/package_show?{urlencode({'id': name})}", accept="application/json")
    body = _successful(response)
    return read_one(as_object(body.get("result")), lambda package: read_package(package, _landing_page(package, site)))


def _request(site: str, parameters: dict[str, str]) -> Request:
    search_query = urlencode({key: value for key, value in parameters.items() if value})
    return Request(f"{site}/api/3/action/package_search?{search_query}", accept="application/json")


def read_packages(
    response: Response, start: int, limit: int, read: Callable[[dict[str, Any]], Record | None]
) -> RecordPage:
    """Return the page in a response of `package_search`; raise CatalogueError where it is none, or an error."""
    body = _successful(response)
    result = as_object(body.get("result"))
    found, matched = required_list(result, "results"), as_count(result.get("count"))
    return record_page(found, read, matched=matched, cursor=next_cursor(start, len(found), limit, matched))


def _successful(response: Response) -> dict[str, Any]:
    body = read_json_object(response)
    if body.get("success") is False:
        error = as_object(body.get("error"))
        refused = as_text(error.get("__type")) == "Authorization Error"
        raise CatalogueError(
            FailureReason.REFUSED if refused else FailureReason.EXCEPTION, said=error_message(body.get("error"))
        )
    return body


def read_package(package: dict[str, Any], landing_page: str) -> Record | None:
    """Return the record of a package, None where it has neither an identifier nor a name."""
    name = first_text(package.get("id"), package.get("name"))
    if not name:
        return None
    check_type(as_text(package.get("type")))
    others = extras(package)
    return Record(
        id=name,
        title=as_text(as_plain_text(package.get("title"))) or first_text(package.get("name"), name),
        abstract=as_plain_text(package.get("notes")),
        organisation=_organisation(package, others),
        modified=as_date(package.get("metadata_modified")),
        licence=first_text(package.get("license_title"), package.get("license_id")),
        extent=extent_from_geojson(package.get("spatial") or others.get("spatial")) or _harvested_extent(others),
        links=distinct_links(_links(package, landing_page)),
        landing_page=landing_page,
        contact=first_text(package.get("maintainer_email"), package.get("author_email"), package.get("maintainer")),
    )


def extras(package: dict[str, Any]) -> dict[str, Any]:
    """Return the extra fields of a package by key."""
    own = package.get("extras")
    pairs = map(as_object, as_list(own))
    return as_object(own) or {as_text(pair.get("key")): pair.get("value") for pair in pairs}


def _organisation(package: dict[str, Any], others: dict[str, Any]) -> str:
    """Return the publisher of a package: in DKAN one of its groups, which in CKAN are themes and come last."""
    organisation = as_object(package.get("organization"))
    groups = [
        group.get(key)
        for group in map(as_object, as_list(package.get("groups")))
        for key in ("title", "display_name", "name")
    ]
    is_dkan = "organization" not in package
    return first_text(
        organisation.get("title"),
        organisation.get("name"),
        *(groups if is_dkan else ()),
        # From harvested DCAT.
        others.get("publisher_name"),
        package.get("author"),
        *groups,
    )


def _harvested_extent(others: dict[str, Any]) -> Extent | None:
    """Return the extent that the harvester of ISO records writes, each side as a text."""
    names = ("west-long", "south-lat", "east-long", "north-lat")
    return extent_from_texts([as_text(others.get(f"bbox-{name}")) for name in names])


def _links(package: dict[str, Any], landing_page: str) -> Iterator[Link]:
    for resource in map(as_object, as_list(package.get("resources"))):
        formats = [as_text(resource.get(key)) for key in ("format", "mimetype")]
        yield from links_from_url(
            as_text(resource.get("url")),
            # From harvested ISO metadata.
            protocol=as_text(resource.get("resource_locator_protocol")),
            title=first_text(resource.get("name"), resource.get("description")),
            # The format is free text, the media type the server's.
            format=next((one for one in formats if format_name(one) or names_service(one)), first_text(*formats)),
            base=landing_page,
        )
    if (source := as_text(package.get("url"))) != landing_page:
        yield from links_from_url(source)


def _landing_page(package: dict[str, Any], site: str) -> str:
    # OneGeo Suite's index has CKAN's API, but no pages.
    if "/indexer/" in site:
        return page_url(package.get("url"))
    return f"{site}/dataset/{quote(first_text(package.get('name'), package.get('id')), safe='')}"
