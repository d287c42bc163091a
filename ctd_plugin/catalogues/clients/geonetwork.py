"""Client of GeoNetwork 4's search in JSON, which passes requests on to Elasticsearch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from ...text import unaccented
from ..http.bbox import extent_from_geojson
from ..http.exchange import Conversation
from ..http.html_text import plain_text
from ..http.json_values import as_date, as_list, as_object, as_text, base_url, first_text
from ..records import Link, Query, Record, RecordPage
from ..services.link_types import distinct_links, links_from_url
from .elastic import extent_query, read_hits, request_hits
from .record_pages import check_type

_FIELDS = ["resourceTitleObject.*^5", "tag.*^4", "resourceAbstractObject.*^3", "any.*", "uuid"]
# Without it the response has the whole ISO document of each record.
_SOURCE_FIELDS = [
    *("uuid", "metadataIdentifier", "resourceTitle*", "resourceAbstract*", "Org*", "contact*", "link", "geom"),
    *("license*", "MD_*Constraints*", "*DateForResource", "changeDate", "dateStamp"),
    *("resourceType", "isTemplate"),
]
_DATES = ("revisionDateForResource", "publicationDateForResource", "creationDateForResource", "changeDate", "dateStamp")
_RIGHTS = (
    *("licenseObject", "license", "MD_LegalConstraintsUseLimitationObject"),
    *("MD_LegalConstraintsOtherConstraintsObject", "MD_ConstraintsUseLimitationObject"),
)

_TEMPLATES = ("y", "s", "t")
"""Codes of templates, of sub-templates and of templates of these."""


def search(url: str, query: Query) -> Conversation[RecordPage]:
    """Return a page of a catalogue's records; `url` is the catalogue's or any of its API's."""
    site = base_url(url, "srv")
    filters: list[dict[str, Any]] = [{"term": {"isTemplate": "n"}}]
    if query.extent:
        filters.append(extent_query("geom", query.extent))
    search_url = f"{site}/srv/api/search/records/_search"
    response = yield from request_hits(
        search_url, query, _FIELDS, filters=filters, source={"includes": _SOURCE_FIELDS}, newest="changeDate"
    )
    return read_hits(response, query, lambda source: _read_record(source, site))


def _read_record(source: dict[str, Any], site: str) -> Record | None:
    uuid = first_text(source.get("uuid"), source.get("metadataIdentifier"))
    title = _localised_text(source, "resourceTitleObject", "resourceTitle")
    if not uuid:
        return None
    # Servers behind a façade may ignore the filter.
    template = "template" if as_text(source.get("isTemplate")) in _TEMPLATES else ""
    check_type(*map(as_text, _values(source.get("resourceType"))), template)
    landing_page = f"{site}/srv/fre/catalog.search#/metadata/{quote(uuid, safe='')}"
    contacts = [*_values(source.get("contactForResource")), *_values(source.get("contact"))]
    return Record(
        id=uuid,
        title=as_text(title) or uuid,
        abstract=_localised_text(source, "resourceAbstractObject", "resourceAbstract"),
        organisation=first_text(
            _localised_text(source, "OrgForResourceObject", "OrgForResource", "OrgObject", "Org"),
            *(_localised_text(as_object(one), "organisationObject", "organisation") for one in contacts),
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
        # A name with spaces is a title, not that of a layer.
        title=name if " " in name else description,
        format=as_text(link.get("mimeType")),
        base=landing_page,
    )


def _licence(source: dict[str, Any]) -> str:
    # The field for licences often holds the citation, and the one for limits of use the licence.
    rights = [text for key in _RIGHTS for item in _values(source.get(key)) if (text := as_text(_in_french(item)))]
    return next(
        (one for one in rights if re.search(r"licen[cs]|etalab|odbl|cc.by", unaccented(one))), "".join(rights[:1])
    )


def _localised_text(source: dict[str, Any], *keys: str) -> str:
    """Return the first text under the keys, whose values are texts, texts by language, or lists of either."""
    texts = (_in_french(item) for key in keys for item in _values(source.get(key)))
    return next(filter(None, texts), "")


def _in_french(value: object) -> str:
    values = value if isinstance(value, dict) else {"default": value}
    texts = (values.get("langfre"), values.get("default"), *values.values())
    return next((plain_text(text) for text in texts if isinstance(text, str) and text.strip()), "")


def _dates(value: object) -> Iterator[str]:
    return (date for item in _values(value) if (date := as_date(item)))


def _values(value: object) -> list[Any]:
    return as_list(value) if isinstance(value, list) else [value]
