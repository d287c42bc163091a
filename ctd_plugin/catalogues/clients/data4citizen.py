"""Client of Data4Citizen, a portal that passes on a CKAN's packages with URLs of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from ..http.exchange import CatalogueError, Conversation, FailureReason, Request
from ..http.json_values import as_list, as_object, as_text, base_url, first_text, without_operators
from ..records import Query, Record, RecordPage
from .ckan import MOST_A_PAGE, extras, read_package, read_packages
from .record_pages import cursor_offset

_TABLES = ("CSV", "XLS", "XLSX")


def search(url: str, query: Query) -> Conversation[RecordPage]:
    """Return a page of data sets; `url` is the portal's or any of its API's.

    The query's extent is not used: the portal can filter by extent only inside one data set.
    """
    portal = base_url(url, "d4c")
    start, limit = cursor_offset(query.cursor), min(query.limit, MOST_A_PAGE)
    words = without_operators(query.words)
    # The parameters are a segment of the path, whose separators cannot be in the words, escaped or not.
    parameters = f"start={start}&rows={limit}" + (f"&q={quote(words, safe='')}" if words else "")
    response = yield Request(f"{portal}/d4c/api/datasets/2.0/search/{parameters}", accept="application/json")
    return read_packages(response, start, limit, lambda package: _read_record(package, portal))


def request_dataset(url: str, name: str) -> Conversation[Record]:
    """Request one data set of a portal by its name or identifier: the search with that name, which it must bear."""
    portal = base_url(url, "d4c")
    response = yield Request(
        f"{portal}/d4c/api/datasets/2.0/search/start=0&rows=20&q={quote(without_operators(name), safe='')}",
        accept="application/json",
    )
    page = read_packages(response, 0, 20, lambda row: _read_record(row, portal) if name in _names(row) else None)
    if not page.records:
        raise CatalogueError(FailureReason.NOT_FOUND)
    return page.records[0]


def _names(package: dict[str, Any]) -> tuple[str, str]:
    return as_text(package.get("name")), as_text(package.get("id"))


def _read_record(package: dict[str, Any], portal: str) -> Record | None:
    name = first_text(package.get("name"), package.get("id"))
    given = map(as_object, as_list(package.get("resources")))
    resources = [whole for resource in given for whole in _with_url(resource, package, name, portal)]
    landing_page = f"{portal}/visualisation/information/?id={quote(name, safe='')}"
    return read_package({**package, "resources": resources}, landing_page)


def _with_url(resource: dict[str, Any], package: dict[str, Any], name: str, portal: str) -> Iterator[dict[str, Any]]:
    """Yield a resource with the URL that the portal leaves out; a table with geometries as GeoJSON too."""
    key = quote(as_text(resource.get("id")), safe="")
    if as_text(resource.get("url")) or not key:
        yield resource
    elif as_text(resource.get("format")).upper() not in _TABLES:
        path = f"d4c/api/datasets/1.0/{quote(name, safe='')}/alternative_exports/{key}/"
        yield {**resource, "url": f"{portal}/{path}"}
    else:
        formats = ("geojson", "csv") if "geo" in _features(package) else ("csv",)
        for extension in formats:
            address = f"{portal}/d4c/api/records/2.0/downloadfile/format={extension}&resource_id={key}"
            yield {**resource, "format": extension, "url": address}


def _features(package: dict[str, Any]) -> list[Any]:
    listed = as_list(as_object(package.get("metas")).get("features"))
    return listed or as_text(extras(package).get("features")).split(",")
