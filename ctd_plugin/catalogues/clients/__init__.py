"""One module an API, each with `search(url, query)`: a conversation that returns a page of records."""

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
"""The protocols that can be searched, and the module that speaks each."""


def search(protocol: Protocol, url: str, query: Query) -> Conversation[RecordPage]:
    """Begin a search of a catalogue; the conversation raises CatalogueError where it cannot be read."""
    client: Callable[[str, Query], Conversation[RecordPage]]
    client = import_module(f".{SEARCHED[protocol]}", __package__).search
    return client(url, query)
