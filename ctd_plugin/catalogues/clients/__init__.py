"""Clients of catalogues, one module an API; `search(url, query)` of each is a conversation that returns a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from ..http.exchange import Conversation
from ..records import Query, RecordPage
from ..registry import Protocol

GEOGRAPHIC_PROTOCOLS = (Protocol.CSW, Protocol.GEONETWORK, Protocol.OGCAPI_RECORDS)
"""The protocols of a platform's catalogue of maps and layers, the best first.

They lead to the same records. CSW comes first because harvesters and viewers use it on these platforms; most
GeoNetwork URLs in public sources are those of single records.
"""
OPEN_DATA_PROTOCOLS = (Protocol.OPENDATASOFT, Protocol.ONEGEO, Protocol.DATA4CITIZEN, Protocol.CKAN)
"""The protocols of a platform's open data, the best first.

A portal's own API comes before the CKAN behind it or beside it: OneGeo has the layers of each data set, and
Data4Citizen the public host name.
"""
SEARCHED = (*GEOGRAPHIC_PROTOCOLS, *OPEN_DATA_PROTOCOLS, Protocol.IDG_PROJECT)
"""The protocols that can be searched; the client of each is the module of its name."""
_WITHOUT_EXTENTS = (Protocol.OPENDATASOFT, Protocol.ONEGEO, Protocol.DATA4CITIZEN)
"""The APIs that have no filter by extent: they can only filter inside one data set, or not at all."""


def search(protocol: Protocol, url: str, query: Query) -> Conversation[RecordPage]:
    """Return the conversation that searches a catalogue for a page of records; it raises CatalogueError.

    Records whose known extent lies outside the query's are counted, not returned, also where the catalogue did not
    filter them; those without an extent stay.
    """
    client: Callable[[str, Query], Conversation[RecordPage]]
    client = import_module(f".{protocol.replace('-', '_')}", __package__).search
    page = yield from client(url, query)
    extent = query.extent
    if extent is None:
        return page
    records = tuple(record for record in page.records if record.extent is None or record.extent.intersects(extent))
    return replace(page, records=records, elsewhere=len(page.records) - len(records))


def filters_extent(protocol: Protocol, url: str = "") -> bool:
    """Whether a catalogue can be asked for the records of an extent; otherwise its records are filtered here alone."""
    is_onegeo = protocol is Protocol.CKAN and "/indexer/" in url
    return protocol in SEARCHED and protocol not in _WITHOUT_EXTENTS and not is_onegeo
