"""OneGeo Suite: its Elasticsearch index, or the search of its older sites over several catalogues."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from ..http.exchange import Conversation, Request, Response
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
    text,
    web_page,
)
from ..records import Link, Query, Record, RecordPage
from ..services.link_types import distinct, recognise, recognised
from .elastic import read_hits, words_query

_FIELDS = ["data_and_metadata", "metadata-fr.title^5", "metadata-fr.abstract^3"]
_ENDINGS = {
    "GeoJSON": "geojson",
    "SHAPE-ZIP": "zip",
    "Shapefile (zip)": "zip",
    "CSV": "csv",
    "JSON": "json",
    "KML": "kml",
    "Excel non structuré": "xlsx",
    "Microsoft Excel": "xls",
}
"""The formats of its download service, and how the address of each ends."""
_LEAST_SCORE = "1.2"
"""What OpenIG's own site asks of a result: below it come records that have no word of the question."""


def search(url: str, query: Query) -> Conversation[RecordPage]:
    """Return a page of a site's data sets, given the address of its search.

    It cannot be asked by place, so the query's extent is not used.
    """
    start = offset(query.cursor)
    if not url.partition("?")[0].rstrip("/").endswith("_search"):
        asked = {"query": plain_words(query.words), "from": start, "size": query.limit, "min_score": _LEAST_SCORE}
        answer = yield Request(f"{url}?{urlencode(asked)}", accept="application/json")
        return _read_results(answer, start, query.limit)
    site = before(url, "fr")
    types = ["dataset", "nonGeographicDataset"]
    conditions = [{"term": {"is_metadata": True}}, {"terms": {"type.keyword": types}}]
    body = {
        "from": start,
        "size": query.limit,
        "track_total_hits": True,
        "query": {"bool": {"must": [words_query(query.words, _FIELDS)], "filter": conditions}},
        # A data set lies in the index several times; both the page and the count take each once.
        "collapse": {"field": "uuid.keyword"},
        "aggs": {"records": {"cardinality": {"field": "uuid.keyword", "precision_threshold": 40_000}}},
        "_source": ["uuid", "slug", "metadata-fr"],
    }
    content = json.dumps(body).encode()
    answer = yield Request(url, body=content, content_type="application/json", accept="application/json")
    return read_hits(answer, start, query.limit, lambda source: _record(source, site))


def _record(source: dict[str, Any], site: str) -> Record | None:
    metadata = mapping(source.get("metadata-fr"))
    uuid, slug = text(source.get("uuid")), text(source.get("slug"))
    if not metadata or not (uuid or slug):
        return None
    parties = list(map(mapping, items(metadata.get("responsibleParty"))))
    licence = metadata.get("license")
    page_address = f"{site}/explorer/fr/jeux-de-donnees/{quote(slug, safe='')}/info" if slug else ""
    return Record(
        id=uuid or slug,
        title=text(prose(metadata.get("title"))) or slug or uuid,
        abstract=prose(metadata.get("abstract")),
        organisation=first_text(*(party.get("organisationName") for party in parties)),
        modified=date(metadata.get("lastUpdateDate")),
        licence=first_text(licence, *mapping(licence).values(), *items(licence)),
        links=distinct(
            found for link in map(mapping, items(metadata.get("link"))) for found in _links(link, page_address or site)
        ),
        landing_page=page_address,
        contact=first_text(*(party.get("email") for party in parties)),
    )


def _links(link: dict[str, Any], base: str) -> Iterator[Link]:
    url, name, service = (text(link.get(key)) for key in ("url", "name", "service"))
    title = first_text(link.get("description"), name)
    formats = [text(one) for one in items(link.get("formats"))]
    endings = [_ENDINGS[one] for one in formats if one in _ENDINGS] if formats else ["geojson"]
    if service != "WS" or not (url and name and endings):
        yield from recognised(url, protocol=service, name=name, title=title, format=first_text(*formats), base=base)
        return
    for ending in dict.fromkeys(endings):
        yield from recognised(f"{url.rstrip('/')}/{quote(name, safe='')}/all.{ending}", title=title, base=base)


def _read_results(answer: Response, start: int, limit: int) -> RecordPage:
    body = read_object(answer)
    found, matched = rows(body, "results"), count(body.get("total"))
    return page(found, _result, matched=matched, cursor=next_offset(start, len(found), limit, matched))


def _result(row: dict[str, Any]) -> Record | None:
    properties = mapping(row.get("properties"))
    title = text(prose(properties.get("title")))
    landing_page = _landing_page(properties, mapping(mapping(row.get("lineage")).get("source")))
    name = first_text(properties.get("id"), landing_page)
    if not name:
        return None
    addresses = [properties.get("uri"), *items(properties.get("links_href"))]
    return Record(
        id=name,
        title=title or name,
        abstract=prose(properties.get("description")),
        links=distinct(link for one in addresses if (link := recognise(text(one))) and link.url != landing_page),
        landing_page=landing_page,
    )


def _landing_page(properties: dict[str, Any], source: dict[str, Any]) -> str:
    """Return the page of a record in the catalogue that it was harvested from."""
    name = quote(text(properties.get("id")), safe="")
    # OpenIG's index writes the portal's address with an empty port.
    site = text(source.get("uri")).rstrip("/").removesuffix(":")
    addresses = {"ckan": f"{site}/dataset/{name}", "opendatasoft": f"{site}/explore/dataset/{name}/information/"}
    own = addresses.get(text(source.get("protocol")), "") if name and site else ""
    candidates = (own, properties.get("uri"), *items(properties.get("links_href")))
    return next(filter(None, map(web_page, candidates)), "")
