"""Health checks of platforms' endpoints: whether they work, and how many records or layers they have."""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from ..errors import CtdError
from ..i18n import tr
from .clients import SEARCHED, search
from .http.exchange import (
    CatalogueError,
    Conversation,
    FailureReason,
    Request,
    Response,
    check_status,
    read_json,
    read_xml,
    server_message,
)
from .http.xml_elements import local_name
from .records import Query
from .registry import Endpoint, Protocol
from .services.capabilities import layers_url, read_layers, request_wms

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_RDF_TYPE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}type"
_RDF_RESOURCE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"

ANSWERS = "answers"
"""The state of an endpoint that works; every other state is a `FailureReason`."""

# Words of pages that refuse access, also where their accents are lost.
_REFUSAL = re.compile(
    r"\binterdite?s?\b|\bacc.{1,2}s (est )?refus|\bnon autoris"
    r"|\bforbidden\b|\baccess (is )?denied\b|\bunauthori[sz]ed\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Health:
    """The result of a probe; `count` is the number of records or layers, None where it is unknown."""

    checked_at: datetime
    reason: FailureReason | None = None
    detail: str = ""
    count: int | None = None
    seconds: float = 0.0
    server: str = ""

    @property
    def is_alive(self) -> bool:
        """Whether the service works; one with too many requests at the moment does."""
        return self.reason in (None, FailureReason.BUSY)

    @property
    def state(self) -> str:
        """Return `answers` or the value of the failure reason."""
        return self.reason.value if self.reason else ANSWERS


def probe(endpoint: Endpoint) -> Conversation[int | None]:
    """Request the least that shows that an endpoint works: its capabilities, or one record.

    The conversation returns the number of records or layers, None where it is unknown, and raises CatalogueError
    where the endpoint does not work.
    """
    if endpoint.protocol in SEARCHED:
        return _uncached(_count_records(endpoint))
    if endpoint.protocol is Protocol.DCAT:
        return _uncached(_count_feed(endpoint))
    return _uncached(_count_service_layers(endpoint))


def _count_records(endpoint: Endpoint) -> Conversation[int | None]:
    page = yield from search(endpoint.protocol, endpoint.url, Query("", limit=1, any_order=True))
    return page.matched


def _count_service_layers(endpoint: Endpoint) -> Conversation[int | None]:
    read = partial(_count_layers, endpoint.protocol)
    if endpoint.protocol is Protocol.WMS:
        count, _ = yield from request_wms(endpoint.url, read, "VERSION=1.3.0")
        return count
    return read((yield Request(layers_url(endpoint.protocol, endpoint.url))))


def _count_layers(protocol: Protocol, response: Response) -> int:
    # Parsed first, for the most precise error.
    if protocol is Protocol.OGCAPI_FEATURES:
        read_json(response)
    else:
        read_xml(response)
    try:
        return len(read_layers(protocol, response.content))
    except CtdError as error:
        # XML or JSON of another kind.
        service = "OGC API Features" if protocol is Protocol.OGCAPI_FEATURES else protocol.upper()
        raise CatalogueError(FailureReason.UNREADABLE, tr("not {format}").format(format=service)) from error


def _count_feed(endpoint: Endpoint) -> Conversation[int | None]:
    """Return the number of data sets in a DCAT feed, in JSON or XML."""
    response = yield Request(endpoint.url)
    start = check_status(response).content[:100].decode("utf-8-sig", "replace").lstrip()
    if start.startswith(("{", "[")):
        return _count_datasets(read_json(response))
    # A feed without any may have them under another name: unknown.
    return sum(map(_is_dataset, read_xml(response).iter())) or None


def _is_dataset(element: Element) -> bool:
    """Whether an RDF element is a data set, by its name or its `rdf:type`."""
    types = [element.get(_RDF_TYPE)]
    types += [child.get(_RDF_RESOURCE) for child in element.iterchildren(_RDF_TYPE)]
    return local_name(element) == "Dataset" or any(map(_is_dataset_type, types))


def _is_dataset_type(name: object) -> bool:
    return isinstance(name, str) and re.split(r"[#/:]", name)[-1] == "Dataset"


def _count_datasets(feed: Any) -> int | None:  # noqa: ANN401  whatever JSON holds
    """Return the length of a feed's list `dataset`, else the number of JSON-LD nodes that are data sets."""
    if isinstance(feed, dict):
        values = (feed.get(key) for key in ("dataset", "dcat:dataset"))
        if datasets := next((value for value in values if isinstance(value, list)), None):
            return len(datasets)
    nodes = feed.get("@graph") if isinstance(feed, dict) else feed
    types = [node.get("@type") for node in nodes if isinstance(node, dict)] if isinstance(nodes, list) else []
    count = sum(any(map(_is_dataset_type, kind if isinstance(kind, list) else [kind])) for kind in types)
    return count or (0 if isinstance(feed, dict) and feed.get("dataset") == [] else None)


def _uncached(conversation: Conversation[int | None]) -> Generator[Request, Response, int | None]:
    """Hold a conversation without caches; a page that refuses access with status 200 raises that reason."""
    response = None
    try:
        request = next(conversation)
        while True:
            # A cached response says nothing about today.
            response = yield replace(request, fresh=True)
            request = conversation.send(response)
    except StopIteration as end:
        count: int | None = end.value
        return count
    except CatalogueError as error:
        if error.reason is FailureReason.UNREADABLE and response is not None and _is_refusal(response):
            raise CatalogueError(FailureReason.REFUSED, said=server_message(response)) from error
        raise


def _is_refusal(response: Response) -> bool:
    """Whether a response that could not be read is a page or a text that refuses access."""
    is_page = response.content_type.lower().startswith(("text/html", "text/plain"))
    return (is_page or b"<html" in response.content[:1000].lower()) and bool(_REFUSAL.search(server_message(response)))
