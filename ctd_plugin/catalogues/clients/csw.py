"""CSW 2.0.2: asking a catalogue for its records by GET and by POST, and the pages that it answers with."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from ...i18n import tr
from ..http.exchange import CatalogueError, Conversation, FailureReason, Request, Response, read_xml
from ..http.urls import replace_parameters, split_url
from ..http.xml_elements import local_name
from ..records import Query, Record, RecordPage
from . import dublin_core, iso
from .csw_filter import cql_text, filter_words, ogc_filter
from .record_pages import MOST_RECORDS, read_records

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_REQUESTS = 3
"""Requests of one search: a server that refuses one way of asking is asked in another, but not for ever."""
_XML = "application/xml"
_FINAL_STATUSES = {401, 404, 410, 429, 502, 503, 504}
"""Statuses that another way of asking would not change; a firewall's 403 for a filter in an address, it may."""


class _RequestMethod(StrEnum):
    """How a server is asked, in the order of trying.

    A Filter first, with `*` for its wildcard: GeoNetwork 4 failed at the `%` of CQL until 2025, Esri's Geoportal
    ignores it, and the national catalogue, a GeoNetwork, takes no POST. CQL is for GET-only servers or firewalls
    that refuse XML in an address.
    """

    GET = "get"
    POST = "post"
    CQL = "cql"


class _Schema(StrEnum):
    """The records that are asked for: ISO 19139 has all links, Dublin Core is what every server must have."""

    ISO = "iso"
    DUBLIN_CORE = "dc"


_TYPE_NAMES = {_Schema.ISO: "gmd:MD_Metadata", _Schema.DUBLIN_CORE: "csw:Record"}
_PARAMETERS = {
    *("service", "version", "request", "resulttype", "elementsetname", "outputschema", "typenames"),
    *("startposition", "maxrecords", "constraintlanguage", "constraint_language_version", "constraint"),
}
_OUTPUT_SCHEMAS = {
    _Schema.ISO: "http://www.isotc211.org/2005/gmd",
    _Schema.DUBLIN_CORE: "http://www.opengis.net/cat/csw/2.0.2",
}


@dataclass(frozen=True)
class _Attempt:
    """One way of asking for the records from `start` on, the first being 1."""

    way: _RequestMethod = _RequestMethod.GET
    schema: _Schema = _Schema.ISO
    start: int = 1

    def cursor(self) -> str:
        """Return what leads to this place again, in the way that the server has understood."""
        return f"{self.way}:{self.schema}:{self.start}"


def search(url: str, query: Query) -> Conversation[RecordPage]:
    """Ask a CSW for the records that hold each word and meet the extent.

    Raises CatalogueError where no way of asking leads to records: the server's own words before mere statuses.
    """
    attempt: _Attempt | None = _parse_cursor(query.cursor)
    asked: list[Request] = []
    troubles: list[tuple[bool, CatalogueError]] = []
    while attempt:
        request = _request(url, query, attempt)
        if len(asked) == MOST_REQUESTS or request in asked:
            break
        asked.append(request)
        response = yield request
        try:
            return _read_page(response, query, attempt, base=response.url or url)
        except CatalogueError as error:
            is_report = error.reason is FailureReason.EXCEPTION and (
                response.status == 200 or _has_exception_report(response)
            )
            troubles.append((is_report, error))
        # A later page is asked for as the first was.
        attempt = _next_attempt(attempt, response) if not query.cursor else None
    raise max(troubles, key=lambda reason: reason[0])[1]


def _parse_cursor(cursor: str) -> _Attempt:
    if not cursor:
        return _Attempt()
    way, schema, start = cursor.split(":")
    return _Attempt(_RequestMethod(way), _Schema(schema), int(start))


def _has_exception_report(response: Response) -> bool:
    return b"ExceptionReport" in response.content


def _next_attempt(attempt: _Attempt, response: Response) -> _Attempt | None:
    if response.status in _FINAL_STATUSES:
        return None
    refuses_schema = _has_exception_report(response) and re.search(
        rb"outputschema|typename", response.content, re.IGNORECASE
    )
    if refuses_schema and attempt.schema is _Schema.ISO:
        return replace(attempt, schema=_Schema.DUBLIN_CORE)
    ways = list(_RequestMethod)
    following = ways[ways.index(attempt.way) + 1 :]
    return replace(attempt, way=following[0]) if following else None


def _request(url: str, query: Query, attempt: _Attempt) -> Request:
    words = filter_words(query.words)
    limit = max(1, query.limit)
    parameters = {
        "service": "CSW",
        "version": "2.0.2",
        "request": "GetRecords",
        "resultType": "results",
        "elementSetName": "full",
        "outputSchema": _OUTPUT_SCHEMAS[attempt.schema],
        "typeNames": _TYPE_NAMES[attempt.schema],
        "startPosition": str(attempt.start),
        "maxRecords": str(limit),
    }
    if attempt.way is _RequestMethod.POST:
        return Request(_get_url(url, {}), _post_body(parameters, ogc_filter(words, query.extent)), _XML, accept=_XML)
    is_cql = attempt.way is _RequestMethod.CQL
    constraint = cql_text(words, query.extent) if is_cql else ogc_filter(words, query.extent)
    if constraint:
        parameters |= {
            "constraintLanguage": "CQL_TEXT" if is_cql else "FILTER",
            "constraint_language_version": "1.1.0",
            "constraint": constraint,
        }
    return Request(_get_url(url, parameters), accept=_XML)


def _get_url(url: str, parameters: dict[str, str]) -> str:
    """Return the endpoint with its own parameters (`MAP=…`), less those of a request that was pasted with it."""
    parts = split_url(url)
    if parts is None:
        return url
    return replace_parameters(parts, _PARAMETERS, urlencode(parameters, quote_via=quote))


def _post_body(parameters: dict[str, str], constraint: str) -> bytes:
    condition = f'<csw:Constraint version="1.1.0">{constraint}</csw:Constraint>' if constraint else ""
    names = ("service", "version", "resultType", "outputSchema", "startPosition", "maxRecords")
    attributes = " ".join(f'{name}="{parameters[name]}"' for name in names)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<csw:GetRecords xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" xmlns:gmd="http://www.isotc211.org/2005/gmd"'
        f' {attributes}><csw:Query typeNames="{parameters["typeNames"]}">'
        f"<csw:ElementSetName>{parameters['elementSetName']}</csw:ElementSetName>{condition}"
        "</csw:Query></csw:GetRecords>"
    ).encode()


def _read_page(response: Response, query: Query, attempt: _Attempt, base: str) -> RecordPage:
    results = next((child for child in read_xml(response) if local_name(child) == "SearchResults"), None)
    if results is None:
        raise CatalogueError(FailureReason.UNREADABLE, tr("XML without a list of records"))
    matched = _count(results.get("numberOfRecordsMatched"))
    # Some say to return others than they do: what is there counts.
    # More than are read at once come with the next page.
    given = list(islice(results.iterchildren("*"), MOST_RECORDS))
    if not given and matched and attempt.start == 1:
        message = tr("{matched} records found, but none given")
        raise CatalogueError(FailureReason.EXCEPTION, message.format(matched=matched))
    following = _next_position(results, matched, len(given), query.limit, attempt.start)
    records, unread = read_records(given, lambda element: _read_record(element, base))
    cursor = replace(attempt, start=following).cursor() if following else ""
    return RecordPage(records, matched, unread, cursor)


def _read_record(element: Element, base: str) -> Record | None:
    name = local_name(element)
    if name in ("MD_Metadata", "MI_Metadata"):
        return iso.read_record(element, base)
    if name in ("Record", "SummaryRecord", "BriefRecord"):
        return dublin_core.read_record(element, base)
    return None


def _next_position(results: Element, matched: int | None, given: int, limit: int, start: int) -> int | None:
    """Return where the next page starts; None where this one is the last, or where the server leads round in circles.

    A server that jumps over records it was asked for is not followed further than it was asked.
    """
    following = _count(results.get("nextRecord"))
    if following is None:
        following = start + given if matched is not None else 0
    following = min(following, start + max(limit, given, 1))
    beyond = matched is not None and following > matched
    return None if not given or following <= start or beyond else following


def _count(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"\s*[0-9]{1,12}\s*", text) else None
