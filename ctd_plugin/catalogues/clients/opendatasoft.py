"""Client of Opendatasoft's Explore API, 2.1 or an older version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from ..http.bbox import extent_from_geojson, extent_from_texts
from ..http.exchange import Conversation, Request, Response
from ..http.json_values import (
    as_count,
    as_date,
    as_list,
    as_object,
    as_plain_text,
    as_text,
    base_url,
    first_text,
    read_json_object,
    required_list,
    without_operators,
)
from ..records import Extent, Link, Query, Record, RecordPage
from ..services.link_types import distinct_links, links_from_url
from .record_pages import cursor_offset, next_cursor, read_one, record_page, request_sorted

VERSIONS = ("2.1", "2.0", "1.0")
"""From the newest: a server answers 404 to one that it does not know."""
MOST_A_PAGE = 100
RESULT_WINDOW = 10_000
"""Data sets: the server refuses to page further, whatever it says to hold."""


def search(url: str, query: Query) -> Conversation[RecordPage]:
    """Return a page of a portal's data sets; `url` is the portal's or any of its API's.

    The query's extent is not used: only the records of a data set can be filtered by extent.
    """
    portal = base_url(url, "api")
    # The cursor has the version of the API that answered, with which the next page is requested at once.
    known, _, offset = query.cursor.rpartition(":")
    start = cursor_offset(offset)
    limit = min(query.limit, MOST_A_PAGE, RESULT_WINDOW - start)
    newest = query.is_newest_first
    versions = (known,) if known in VERSIONS else VERSIONS
    for version in versions:
        response = yield from request_sorted(
            *(_request(portal, version, query.words, start, limit, is_sorted) for is_sorted in (newest, False))
        )
        if response.status != 404:
            break
    return _read_page(response, portal, version, start, limit)


def request_dataset(url: str, name: str) -> Conversation[Record]:
    """Request one data set of a portal by its name; `url` is the portal's or any of its API's."""
    portal = base_url(url, "api")
    identifier = quote(name, safe="@")
    for version in VERSIONS:
        path = f"explore/v{version}/catalog/datasets" if version != "1.0" else "datasets/1.0"
        response = yield Request(f"{portal}/api/{path}/{identifier}/".rstrip("/"), accept="application/json")
        if response.status != 404:
            break
    return read_one(read_json_object(response), lambda row: _read_record(row, portal, version))


def _request(portal: str, version: str, words: str, start: int, limit: int, is_newest_first: bool) -> Request:
    if version == "1.0":
        parameters = {"q": without_operators(words), "rows": str(limit), "start": str(start)}
        # Without a minus it sorts in descending order.
        sorting = {"sort": "modified"}
        path = "/api/datasets/1.0/search/"
    else:
        parameters = {"where": _where_clause(words, version), "limit": str(limit), "offset": str(start)}
        sorting = {"order_by": "modified desc"}
        path = f"/api/explore/v{version}/catalog/datasets"
    parameters |= sorting if is_newest_first else {}
    address = f"{portal}{path}?{urlencode({key: value for key, value in parameters.items() if value})}"
    return Request(address, accept="application/json")


def _where_clause(words: str, version: str) -> str:
    if not words.strip():
        return ""
    literal = '"{}"'.format(" ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"'))
    return literal if version == "2.0" else f"search({literal})"


def _read_page(response: Response, portal: str, version: str, start: int, limit: int) -> RecordPage:
    body = read_json_object(response)
    found = required_list(body, "results", "datasets")
    matched = as_count(body.get("total_count", body.get("nhits")))
    following = next_cursor(start, len(found), limit, matched)
    cursor = f"{version}:{following}" if following and cursor_offset(following) < RESULT_WINDOW else ""
    return record_page(found, lambda row: _read_record(row, portal, version), matched=matched, cursor=cursor)


def _read_record(row: dict[str, Any], portal: str, version: str) -> Record | None:
    # Version 2.0 wraps each data set, and version 1 has no metadata templates.
    dataset = as_object(row.get("dataset")) or row
    name = first_text(dataset.get("dataset_id"), dataset.get("datasetid"))
    if not name:
        return None
    metas = as_object(dataset.get("metas"))
    default = as_object(metas.get("default")) or metas
    # Version 1 has the templates of other standards apart.
    others = {**as_object(dataset.get("interop_metas")), **metas}
    dcat, inspire = as_object(others.get("dcat")), as_object(others.get("inspire"))
    return Record(
        id=name,
        title=as_text(as_plain_text(default.get("title"))) or name,
        abstract=as_plain_text(default.get("description")),
        organisation=first_text(default.get("publisher"), dcat.get("creator")),
        modified=as_date(default.get("modified")),
        licence=first_text(default.get("license"), default.get("license_url")),
        extent=extent_from_geojson(default.get("geographic_area"))
        or _inspire_extent(inspire)
        or extent_from_geojson(default.get("bbox")),
        links=distinct_links(_links(dataset, default, name, portal, version)),
        landing_page=f"{portal}/explore/dataset/{quote(name, safe='@')}/",
        contact=first_text(dcat.get("contact_email"), inspire.get("contact_email"), dcat.get("contact_name")),
    )


def _inspire_extent(inspire: dict[str, Any]) -> Extent | None:
    """Return the extent of the INSPIRE template, whose sides are numbers or texts."""
    names = ("westbound_longitude", "southbound_latitude", "eastbound_longitude", "northbound_latitude")
    return extent_from_texts([as_text(inspire.get(f"extend_bounding_box_{name}")) for name in names])


def _links(dataset: dict[str, Any], default: dict[str, Any], name: str, portal: str, version: str) -> Iterator[Link]:
    identifier = quote(name, safe="@")
    if version == "1.0":
        files = f"{portal}/api/datasets/1.0/{identifier}"
        export, formats = f"{portal}/api/records/1.0/download/?dataset={identifier}&format=", ("geojson", "csv", "xls")
    else:
        files = f"{portal}/api/explore/v{version}/catalog/datasets/{identifier}"
        export, formats = f"{files}/exports/", ("geojson", "csv", "xlsx")
    # Data sets without records have nothing to export: only files and texts.
    if dataset.get("has_records") is not False:
        for extension in formats if "geo" in as_list(dataset.get("features")) else formats[1:]:
            yield from links_from_url(export + extension, format=extension)
    for kind in ("attachments", "alternative_exports"):
        for attached in map(as_object, as_list(dataset.get(kind))):
            address, key = as_text(attached.get("url")), as_text(attached.get("id"))
            if key and not address.startswith(("http:", "https:")):
                # `odsfile://` is the portal's own store, whose files have endpoints.
                address = f"{files}/{kind}/{quote(key, safe='')}"
            yield from links_from_url(
                address, title=as_text(attached.get("title")), format=as_text(attached.get("mimetype"))
            )
    yield from links_from_url(as_text(default.get("references")))
