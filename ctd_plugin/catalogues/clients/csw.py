"""Client of CSW 2.0.2: GetRecords by GET and by POST, in ISO or Dublin Core records."""

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
from .record_pages import MOST_RECORDS, read_one, read_records

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_REQUESTS = 3
"""Requests of one search, with another method or schema after each that fails."""
_XML = "application/xml"
_ISO_ELEMENTS = ("MD_Metadata", "MI_Metadata", "FC_FeatureCatalogue")
_RECORD_ELEMENTS = (*_ISO_ELEMENTS, "Record", "SummaryRecord", "BriefRecord")
_FINAL_STATUSES = {401, 404, 410, 429, 502, 503, 504}
"""Statuses that no other method or schema would change; it may change a firewall's 403 for a filter in a URL."""


class _RequestMethod(StrEnum):
    """The HTTP method and query language of a request, in the order of trying.

    A Filter by GET first, with `*` as its wildcard: GeoNetwork 4 failed at the `%` of CQL until 2025, Esri's
    Geoportal ignores it, and the national catalogue, a GeoNetwork, takes no POST. CQL by GET is for servers without
    POST behind firewalls that refuse XML in a URL.
    """

    GET = "get"
    POST = "post"
    CQL = "cql"


class _Schema(StrEnum):
    """The schema of the records: ISO 19139 has all links, Dublin Core is the one that every server must have."""

    ISO = "iso"
    DUBLIN_CORE = "dc"


_TYPE_NAMES = {_Schema.ISO: "gmd:MD_Metadata", _Schema.DUBLIN_CORE: "csw:Record"}
_DATES = {_Schema.ISO: "apiso:Modified", _Schema.DUBLIN_CORE: "dct:modified"}
"""The property of a record's date: pycsw wants the prefix, GeoNetwork ignores it."""
_PARAMETERS = {
    *("service", "version", "request", "resulttype", "elementsetname", "outputschema", "typenames"),
    *("startposition", "maxrecords", "constraintlanguage", "constraint_language_version", "constraint", "sortby", "id"),
}
_OUTPUT_SCHEMAS = {
    _Schema.ISO: "http://www.isotc211.org/2005/gmd",
    _Schema.DUBLIN_CORE: "http://www.opengis.net/cat/csw/2.0.2",
}


@dataclass(frozen=True)
class _Attempt:
    """A method and schema to request the records from position `start`, the first being 1; sorted by date or not."""

    method: _RequestMethod = _RequestMethod.GET
    schema: _Schema = _Schema.ISO
    start: int = 1
    is_sorted: bool = False

    def cursor(self) -> str:
        """Return the cursor of this position, with the method, schema and order that the server accepts."""
        return f"{self.method}:{self.schema}:{self.start}" + (":sorted" if self.is_sorted else "")


def search(url: str, query: Query) -> Conversation[RecordPage]:
    """Return a page of a CSW's records that hold each word and intersect the extent.

    Raises CatalogueError where no attempt succeeds: a server's exception report before mere statuses.
    """
    attempt: _Attempt | None = _parse_cursor(query)
    sent: list[Request] = []
    failures: list[tuple[bool, CatalogueError]] = []
    while attempt:
        request = _request(url, query, attempt)
        # The one without sorting is a request more.
        if len(sent) == MOST_REQUESTS + query.is_newest_first or request in sent:
            break
        sent.append(request)
        response = yield request
        try:
            return _read_page(response, query, attempt, base=response.url or url)
        except CatalogueError as error:
            is_report = error.reason is FailureReason.EXCEPTION and (
                response.status == 200 or _has_exception_report(response)
            )
            failures.append((is_report, error))
        # Later pages are requested as the first was.
        attempt = _next_attempt(attempt, response) if not query.cursor else None
    raise max(failures, key=lambda failure: failure[0])[1]


def request_record(url: str, identifier: str) -> Conversation[Record]:
    """Request one record of a CSW by its identifier, in ISO; NOT_FOUND where it has none of that name."""
    schema = _Schema.ISO
    parameters = {
        "service": "CSW",
        "version": "2.0.2",
        "request": "GetRecordById",
        "elementSetName": "full",
        "outputSchema": _OUTPUT_SCHEMAS[schema],
        "id": identifier,
    }
    response = yield Request(_get_url(url, parameters), accept=_XML)
    return read_record(response)


def read_record(response: Response) -> Record:
    """Return the first record in a response to GetRecordById, or that is one itself, in ISO or Dublin Core."""
    root = read_xml(response)
    element = root if local_name(root) in _RECORD_ELEMENTS else next(root.iterchildren("*"), None)
    if element is None:
        raise CatalogueError(FailureReason.NOT_FOUND)
    return read_one(element, lambda one: _read_record(one, response.url))


def _parse_cursor(query: Query) -> _Attempt:
    if not query.cursor:
        return _Attempt(is_sorted=query.is_newest_first)
    method, schema, start, *order = query.cursor.split(":")
    return _Attempt(_RequestMethod(method), _Schema(schema), int(start), bool(order))


def _has_exception_report(response: Response) -> bool:
    return b"ExceptionReport" in response.content


def _next_attempt(attempt: _Attempt, response: Response) -> _Attempt | None:
    if response.status in _FINAL_STATUSES:
        return None
    if attempt.is_sorted:
        # Servers refuse to sort by a property that they lack, in whatever words.
        return replace(attempt, is_sorted=False)
    refuses_schema = _has_exception_report(response) and re.search(
        rb"outputschema|typename", response.content, re.IGNORECASE
    )
    if refuses_schema and attempt.schema is _Schema.ISO:
        return replace(attempt, schema=_Schema.DUBLIN_CORE)
    methods = list(_RequestMethod)
    following = methods[methods.index(attempt.method) + 1 :]
    return replace(attempt, method=following[0]) if following else None


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
    if attempt.is_sorted:
        parameters["sortBy"] = f"{_DATES[attempt.schema]}:D"
    if attempt.method is _RequestMethod.POST:
        return Request(_get_url(url, {}), _post_body(parameters, ogc_filter(words, query.extent)), _XML, accept=_XML)
    is_cql = attempt.method is _RequestMethod.CQL
    constraint = cql_text(words, query.extent) if is_cql else ogc_filter(words, query.extent)
    if constraint:
        parameters |= {
            "constraintLanguage": "CQL_TEXT" if is_cql else "FILTER",
            "constraint_language_version": "1.1.0",
            "constraint": constraint,
        }
    return Request(_get_url(url, parameters), accept=_XML)


def _get_url(url: str, parameters: dict[str, str]) -> str:
    """Return the endpoint with its own parameters (`MAP=…`) and these in place of those of another request."""
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
    # Not the attribute numberOfRecordsReturned, which may be wrong; further records come with the next page.
    elements = list(islice(results.iterchildren("*"), MOST_RECORDS))
    if not elements and matched and attempt.start == 1:
        message = tr("{matched} records announced, but none returned")
        raise CatalogueError(FailureReason.EXCEPTION, message.format(matched=matched))
    following = _next_position(results, matched, len(elements), query.limit, attempt.start)
    found = read_records(elements, lambda element: _read_record(element, base))
    cursor = replace(attempt, start=following).cursor() if following else ""
    return RecordPage(found.records, matched, found.unread, cursor, found.left_out)


def _read_record(element: Element, base: str) -> Record | None:
    name = local_name(element)
    if name in _ISO_ELEMENTS:
        return iso.read_record(element, base)
    if name in _RECORD_ELEMENTS:
        return dublin_core.read_record(element, base)
    return None


def _next_position(results: Element, matched: int | None, returned: int, limit: int, start: int) -> int | None:
    """Return the start of the next page; None after the last, or where `nextRecord` does not lead forward.

    A `nextRecord` beyond the end of the requested page is taken for that end, so that no record is left out.
    """
    following = _count(results.get("nextRecord"))
    if following is None:
        following = start + returned if matched is not None else 0
    following = min(following, start + max(limit, returned, 1))
    is_beyond = matched is not None and following > matched
    return None if not returned or following <= start or is_beyond else following


def _count(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"\s*[0-9]{1,12}\s*", text) else None
