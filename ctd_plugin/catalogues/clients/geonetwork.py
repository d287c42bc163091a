"""GeoNetwork 4: its search in JSON, which passes questions on to Elasticsearch."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from ...text import unaccented
from ..http.bbox import extent_from_geojson
from ..http.exchange import Conversation, Request
from ..http.html_text import plain_text
from ..http.json_values import as_date, as_list, as_object, as_text, base_url, first_text
from ..records import Link, Query, Record, RecordPage
from ..services.link_types import distinct_links, links_from_url
from .elastic import extent_query, read_hits, words_query
from .record_pages import cursor_offset

_FIELDS = ["resourceTitleObject.*^5", "tag.*^4", "resourceAbstractObject.*^3", "any.*", "uuid"]
# A record's whole ISO document would come too.
_SOURCE_FIELDS = [
    *("uuid", "metadataIdentifier", "resourceTitle*", "resourceAbstract*", "Org*", "contact*", "link", "geom"),
    *("license*", "MD_*Constraints*", "*DateForResource", "changeDate", "dateStamp"),
]
_DATES = ("revisionDateForResource", "publicationDateForResource", "creationDateForResource", "changeDate", "dateStamp")
_RIGHTS = (
    *("licenseObject", "license", "MD_LegalConstraintsUseLimitationObject"),
    *("MD_LegalConstraintsOtherConstraintsObject", "MD_ConstraintsUseLimitationObject"),
)


def search(url: str, query: Query) -> Conversation[RecordPage]:
    """Return a page of a catalogue's records, given its address or any address of its API."""
    site = base_url(url, "srv")
    start = cursor_offset(query.cursor)
    conditions: list[dict[str, Any]] = [{"term": {"isTemplate": "n"}}]
    if query.extent:
        conditions.append(extent_query("geom", query.extent))
    body = {
        "from": start,
        "size": query.limit,
        "track_total_hits": True,
        "query": {"bool": {"must": [words_query(query.words, _FIELDS)], "filter": conditions}},
        "_source": {"includes": _SOURCE_FIELDS},
    }
    response = yield Request(
        f"{site}/srv/api/search/records/_search",
        body=json.dumps(body).encode(),
        content_type="application/json",
        accept="application/json",
    )
    return read_hits(response, start, query.limit, lambda source: _read_record(source, site))


def _read_record(source: dict[str, Any], site: str) -> Record | None:
    uuid = first_text(source.get("uuid"), source.get("metadataIdentifier"))
    title = _localised_text(source, "resourceTitleObject", "resourceTitle")
    if not uuid:
        return None
    landing_page = f"{site}/srv/fre/catalog.search#/metadata/{quote(uuid, safe='')}"
    contacts = [*_values(source.get("contactForResource")), *_values(source.get("contact"))]
    return Record(
        id=uuid,
        title=as_text(title) or uuid,
        abstract=_localised_text(source, "resourceAbstractObject", "resourceAbstract"),
        organisation=as_text(
            _localised_text(source, "OrgForResourceObject", "OrgForResource", "OrgObject", "Org")
            or next(
                filter(
                    None, (_localised_text(as_object(one), "organisationObject", "organisation") for one in contacts)
                ),
                "",
            )
        ),
        modified=next((max(dates) for key in _DATES if (dates := list(_dates(source.get(key))))), ""),
        licence=_licence(source),
        extent=extent_from_geojson(source.get("geom")),
        links=distinct_links(
            link for item in _values(source.get("link")) for link in _links(as_object(item), landing_page)
        ),
        landing_page=landing_page,
        contact=first_text(*(as_object(one).get("email") for one in contacts)),
    )


def _links(link: dict[str, Any], landing_page: str) -> Iterator[Link]:
    name, description = (as_text(_localised_text(link, f"{key}Object", key)) for key in ("name", "description"))
    return links_from_url(
        _localised_text(link, "urlObject", "url"),
        protocol=as_text(link.get("protocol")),
        name=name,
        # What has spaces reads as a title; layers are named without.
        title=name if " " in name else description,
        format=as_text(link.get("mimeType")),
        base=landing_page,
    )


def _licence(source: dict[str, Any]) -> str:
    # The field for licences often holds how to quote the data, and the one for limits the licence.
    rights = [found for key in _RIGHTS for item in _values(source.get(key)) if (found := as_text(_in_french(item)))]
    return next(
        (one for one in rights if re.search(r"licen[cs]|etalab|odbl|cc.by", unaccented(one))), "".join(rights[:1])
    )


def _localised_text(source: dict[str, Any], *keys: str) -> str:
    """Return the first text under keys whose values are texts, texts by language, or lists of either."""
    found = (_in_french(item) for key in keys for item in _values(source.get(key)))
    return next(filter(None, found), "")


def _in_french(value: object) -> str:
    values = value if isinstance(value, dict) else {"default": value}
    texts = (values.get("langfre"), values.get("default"), *values.values())
    return next((plain_text(found) for found in texts if isinstance(found, str) and found.strip()), "")


def _dates(value: object) -> Iterator[str]:
    return (found for item in _values(value) if (found := as_date(item)))


def _values(value: object) -> list[Any]:
    return as_list(value) if isinstance(value, list) else [value]
