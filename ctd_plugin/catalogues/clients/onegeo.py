"""Client of OneGeo Suite: of its Elasticsearch index, or of its older sites' search over several catalogues."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from ..http.exchange import CatalogueError, Conversation, FailureReason, Request, Response
from ..http.json_values import (
    as_count,
    as_date,
    as_list,
    as_object,
    as_plain_text,
    as_text,
    base_url,
    first_text,
    page_url,
    read_json_object,
    required_list,
    without_operators,
)
from ..records import Link, Query, Record, RecordPage
from ..services.link_types import distinct_links, link_from_url, links_from_url
from .elastic import read_hits, request_hits
from .record_pages import cursor_offset, next_cursor, record_page

_FIELDS = ["data_and_metadata", "metadata-fr.title^5", "metadata-fr.abstract^3"]
_FORMAT_EXTENSIONS = {
    "GeoJSON": "geojson",
    "SHAPE-ZIP": "zip",
    "Shapefile (zip)": "zip",
    "CSV": "csv",
    "JSON": "json",
    "KML": "kml",
    "Excel non structuré": "xlsx",
    "Microsoft Excel": "xls",
}
"""The formats of its download service, and the extension of each in a URL."""
_MIN_SCORE = "1.2"
"""The value of OpenIG's own site: results with a lower score have no word of the query."""


def search(url: str, query: Query) -> Conversation[RecordPage]:
    """Return a page of a site's data sets; `url` is that of its search.

    The query's extent is not used: the API has no filter by extent.
    """
    if not url.partition("?")[0].rstrip("/").endswith("_search"):
        start, words = cursor_offset(query.cursor), without_operators(query.words)
        parameters = {"query": words, "from": start, "size": query.limit, "min_score": _MIN_SCORE}
        response = yield Request(f"{url}?{urlencode(parameters)}", accept="application/json")
        return _read_results(response, start, query.limit)
    site = base_url(url, "fr")
    response = yield from request_hits(
        url,
        query,
        _FIELDS,
        filters=[{"term": {"is_metadata": True}}, {"terms": {"type.keyword": ["dataset", "nonGeographicDataset"]}}],
        # A data set is in the index several times; the page and the number of matches take each once.
        collapse={"field": "uuid.keyword"},
        aggs={"records": {"cardinality": {"field": "uuid.keyword", "precision_threshold": 40_000}}},
        source=["uuid", "slug", "metadata-fr"],
        newest="metadata-fr.lastUpdateDate",
    )
    return read_hits(response, query, lambda source: _read_record(source, site))


def request_dataset(url: str, slug: str) -> Conversation[Record]:
    """Request one data set of a site by the name in its page's address; `url` is that of the site's index."""
    site = base_url(url, "fr")
    # Asked for both, as the type of the field is the index's own matter.
    terms = [{"term": {"slug.keyword": slug}}, {"term": {"slug": slug}}]
    body = {"size": 1, "query": {"bool": {"should": terms, "minimum_should_match": 1}}}
    response = yield Request(url, json.dumps(body).encode(), "application/json", accept="application/json")
    page = read_hits(response, Query("", limit=1), lambda source: _read_record(source, site))
    if not page.records:
        raise CatalogueError(FailureReason.NOT_FOUND)
    return page.records[0]


def _read_record(source: dict[str, Any], site: str) -> Record | None:
    metadata = as_object(source.get("metadata-fr"))
    uuid, slug = as_text(source.get("uuid")), as_text(source.get("slug"))
    if not metadata or not (uuid or slug):
        return None
    parties = list(map(as_object, as_list(metadata.get("responsibleParty"))))
    licence = metadata.get("license")
    page_address = f"{site}/explorer/fr/jeux-de-donnees/{quote(slug, safe='')}/info" if slug else ""
    return Record(
        id=uuid or slug,
        title=as_text(as_plain_text(metadata.get("title"))) or slug or uuid,
        abstract=as_plain_text(metadata.get("abstract")),
        organisation=first_text(*(party.get("organisationName") for party in parties)),
        modified=as_date(metadata.get("lastUpdateDate")),
        licence=first_text(licence, *as_object(licence).values(), *as_list(licence)),
        links=distinct_links(
            link for row in map(as_object, as_list(metadata.get("link"))) for link in _links(row, page_address or site)
        ),
        landing_page=page_address,
        contact=first_text(*(party.get("email") for party in parties)),
    )


def _links(row: dict[str, Any], base: str) -> Iterator[Link]:
    url, name, service = (as_text(row.get(key)) for key in ("url", "name", "service"))
    title = first_text(row.get("description"), name)
    formats = [as_text(one) for one in as_list(row.get("formats"))]
    extensions = [_FORMAT_EXTENSIONS[one] for one in formats if one in _FORMAT_EXTENSIONS] if formats else ["geojson"]
    if service != "WS" or not (url and name and extensions):
        yield from links_from_url(url, protocol=service, name=name, title=title, format=first_text(*formats), base=base)
        return
    for extension in dict.fromkeys(extensions):
        yield from links_from_url(f"{url.rstrip('/')}/{quote(name, safe='')}/all.{extension}", title=title, base=base)


def _read_results(response: Response, start: int, limit: int) -> RecordPage:
    body = read_json_object(response)
    found, matched = required_list(body, "results"), as_count(body.get("total"))
    return record_page(found, _read_result, matched=matched, cursor=next_cursor(start, len(found), limit, matched))


def _read_result(row: dict[str, Any]) -> Record | None:
    properties = as_object(row.get("properties"))
    title = as_text(as_plain_text(properties.get("title")))
    landing_page = _landing_page(properties, as_object(as_object(row.get("lineage")).get("source")))
    name = first_text(properties.get("id"), landing_page)
    if not name:
        return None
    addresses = [properties.get("uri"), *as_list(properties.get("links_href"))]
    return Record(
        id=name,
        title=title or name,
        abstract=as_plain_text(properties.get("description")),
        links=distinct_links(
            link for one in addresses if (link := link_from_url(as_text(one))) and link.url != landing_page
        ),
        landing_page=landing_page,
    )


def _landing_page(properties: dict[str, Any], source: dict[str, Any]) -> str:
    """Return the page of a record in the catalogue from which it was harvested."""
    name = quote(as_text(properties.get("id")), safe="")
    # OpenIG's index has the portal's URL with an empty port.
    site = as_text(source.get("uri")).rstrip("/").removesuffix(":")
    addresses = {"ckan": f"{site}/dataset/{name}", "opendatasoft": f"{site}/explore/dataset/{name}/information/"}
    own = addresses.get(as_text(source.get("protocol")), "") if name and site else ""
    candidates = (own, properties.get("uri"), *as_list(properties.get("links_href")))
    return next(filter(None, map(page_url, candidates)), "")
