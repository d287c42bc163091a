"""Requests and responses of catalogues with Elasticsearch's search API."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from ..http.exchange import Conversation, Request, Response
from ..http.json_values import as_count, as_object, read_json_object, required_list, without_operators
from ..records import Extent, Query, Record, RecordPage
from .record_pages import cursor_offset, next_cursor, record_page, request_sorted

RESULT_WINDOW = 10_000
"""Elasticsearch's `max_result_window`: it refuses pages beyond, however many records match."""


def request_hits(
    url: str,
    query: Query,
    fields: list[str],
    *,
    filters: list[dict[str, Any]],
    source: object,
    newest: str,
    **options: dict[str, Any],
) -> Conversation[Response]:
    """Request a page of the records that hold all the query's words; without words of all, the newest first.

    `fields` are searched, `filters` must match too, `source` names the members of each record to return, `newest` the
    one with its date; `options` are further members of the request's body.
    """
    words = without_operators(query.words)
    matches: dict[str, Any] = {"match_all": {}}
    if words:
        matches = {"query_string": {"query": words, "fields": fields, "default_operator": "AND"}}
    body = {
        "from": cursor_offset(query.cursor),
        "size": query.limit,
        "track_total_hits": True,
        "query": {"bool": {"must": [matches], "filter": filters}},
        **options,
        "_source": source,
    }
    # A field that an index lacks is no error with a type; one of another type is.
    by_date = {"sort": [{newest: {"order": "desc", "unmapped_type": "date"}}]} if query.is_newest_first else {}
    return request_sorted(_request(url, body | by_date), _request(url, body))


def _request(url: str, body: dict[str, Any]) -> Request:
    return Request(url, json.dumps(body).encode(), "application/json", accept="application/json")


def extent_query(field: str, extent: Extent) -> dict[str, Any]:
    """Return the filter for records that intersect an extent, also on both sides of the antimeridian."""
    boxes = [
        {"type": "envelope", "coordinates": [[part.west, part.north], [part.east, part.south]]}
        for part in extent.parts()
    ]
    shapes = [{"geo_shape": {field: {"shape": box, "relation": "intersects"}}} for box in boxes]
    return shapes[0] if len(shapes) == 1 else {"bool": {"should": shapes, "minimum_should_match": 1}}


def read_hits(response: Response, query: Query, read: Callable[[dict[str, Any]], Record | None]) -> RecordPage:
    """Return the page in a response; `read` takes the `_source` of each hit. Raise CatalogueError without hits.

    The number of matches is in `aggregations.records` where the request had it, else in `hits.total`, of three forms.
    """
    body = read_json_object(response)
    hits = as_object(body.get("hits"))
    found = required_list(hits, "hits")
    total = hits.get("total")
    matched = as_count(as_object(as_object(body.get("aggregations")).get("records")).get("value"))
    if matched is None:
        matched = as_count(total["value"] if isinstance(total, dict) and "value" in total else total)
    cursor = next_cursor(cursor_offset(query.cursor), len(found), query.limit, matched)
    is_within = cursor_offset(cursor) + query.limit <= RESULT_WINDOW
    sources = [as_object(hit).get("_source") for hit in found]
    return record_page(sources, read, matched=matched, cursor=cursor if is_within else "")
