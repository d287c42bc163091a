"""What the catalogues that answer as Elasticsearch does have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..http.exchange import Response
from ..http.json_values import as_count, as_object, read_json_object, required_list, without_operators
from ..records import Extent, Record, RecordPage
from .record_pages import next_cursor, record_page

RESULT_WINDOW = 10_000
"""Elasticsearch refuses to look further than so many records: the pages end there, short of what it says to hold."""


def words_query(words: str, fields: list[str]) -> dict[str, Any]:
    """Return the query for records that hold all the words, whatever signs a person types; for all without words."""
    asked = without_operators(words)
    if not asked:
        return {"match_all": {}}
    return {"query_string": {"query": asked, "fields": fields, "default_operator": "AND"}}


def extent_query(field: str, extent: Extent) -> dict[str, Any]:
    """Return the query for records that meet an extent, on either side of the antimeridian where it crosses it."""
    boxes = [
        {"type": "envelope", "coordinates": [[part.west, part.north], [part.east, part.south]]}
        for part in extent.parts()
    ]
    meets = [{"geo_shape": {field: {"shape": box, "relation": "intersects"}}} for box in boxes]
    return meets[0] if len(meets) == 1 else {"bool": {"should": meets, "minimum_should_match": 1}}


def read_hits(
    response: Response, start: int, limit: int, read: Callable[[dict[str, Any]], Record | None]
) -> RecordPage:
    """Return the page in an answer, each record read from its `_source`; CatalogueError where it has no hits.

    `aggregations.records`, where it was asked for, counts records; `hits.total` counts them under three spellings.
    """
    body = read_json_object(response)
    hits = as_object(body.get("hits"))
    found = required_list(hits, "hits")
    total = hits.get("total")
    counted = as_object(as_object(body.get("aggregations")).get("records")).get("value")
    matched = as_count(counted)
    if matched is None:
        matched = as_count(total["value"] if isinstance(total, dict) and "value" in total else total)
    cursor = next_cursor(start, len(found), limit, matched)
    is_within = bool(cursor) and int(cursor) + limit <= RESULT_WINDOW
    sources = [as_object(hit).get("_source") for hit in found]
    return record_page(sources, read, matched=matched, cursor=cursor if is_within else "")
