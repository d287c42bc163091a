"""Clients of catalogues, one module an API; `search(url, query)` of each is a conversation that returns a page."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from ..http.exchange import Conversation
from ..records import Query, RecordPage
from ..registry import Protocol

SEARCHED = {
    Protocol.CSW: "csw",
    Protocol.GEONETWORK: "geonetwork",
    Protocol.OPENDATASOFT: "opendatasoft",
    Protocol.CKAN: "ckan",
    Protocol.OGCAPI_RECORDS: "ogcapi_records",
    Protocol.ONEGEO: "onegeo",
    Protocol.DATA4CITIZEN: "data4citizen",
    Protocol.IDG_PROJECT: "idg_project",
}
"""The protocols that can be searched, and the client module of each."""


def search(protocol: Protocol, url: str, query: Query) -> Conversation[RecordPage]:
    """Return the conversation that searches a catalogue for a page of records; it raises CatalogueError."""
    client: Callable[[str, Query], Conversation[RecordPage]]
    client = import_module(f".{SEARCHED[protocol]}", __package__).search
    return client(url, query)
