"""Clients of catalogues, one module an API; `search(url, query)` of each is a conversation that returns a page."""

from __future__ import annotations

from collections.abc import Callable
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


def search(protocol: Protocol, url: str, query: Query) -> Conversation[RecordPage]:
    """Return the conversation that searches a catalogue for a page of records; it raises CatalogueError."""
    client: Callable[[str, Query], Conversation[RecordPage]]
    client = import_module(f".{protocol.replace('-', '_')}", __package__).search
    return client(url, query)
