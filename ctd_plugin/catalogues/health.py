"""Whether an endpoint of a platform answers as it should, and how much it holds."""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from ..errors import CtdError
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
"""The state of an endpoint that answers as it should; every other state is a `FailureReason`."""

# What pages that refuse access say, also where their accents are lost.
_REFUSAL = re.compile(
    r"\binterdite?s?\b|\bacc.{1,2}s (est )?refus|\bnon autoris"
    r"|\bforbidden\b|\baccess (is )?denied\b|\bunauthori[sz]ed\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Health:
    """What a probe found and when; `count` is the number of records or layers, None where it is not said."""

    checked_at: datetime
    reason: FailureReason | None = None
    detail: str = ""
    count: int | None = None
    seconds: float = 0.0
    server: str = ""

    @property
    def is_alive(self) -> bool:
        """Whether the service answers; one that has too many requests for the moment does."""
        return self.reason in (None, FailureReason.BUSY)

    @property
    def state(self) -> str:
        """Return `answers` or the value of the trouble."""
        return self.reason.value if self.reason else ANSWERS


def probe(endpoint: Endpoint) -> Conversation[int | None]:
    """Ask an endpoint for as little as shows that it works: its capabilities, or one record.

    The conversation returns how many records or layers there are, None where the endpoint does not say. It raises
    CatalogueError where the endpoint does not answer as it should.
    """
    if endpoint.protocol in SEARCHED:
        return _uncached(_count_records(endpoint))
    if endpoint.protocol is Protocol.DCAT:
        return _uncached(_count_feed(endpoint))
    return _uncached(_count_service_layers(endpoint))


def _count_records(endpoint: Endpoint) -> Conversation[int | None]:
    page = yield from search(endpoint.protocol, endpoint.url, Query("", limit=1))
    return page.matched


def _count_service_layers(endpoint: Endpoint) -> Conversation[int | None]:
    read = partial(_count_layers, endpoint.protocol)
    if endpoint.protocol is Protocol.WMS:
        count, _ = yield from request_wms(endpoint.url, read, "VERSION=1.3.0")
        return count
    return read((yield Request(layers_url(endpoint.protocol, endpoint.url))))


def _count_layers(protocol: Protocol, response: Response) -> int:
    # Read for its own sake first, which tells most precisely what is wrong.
    if protocol is Protocol.OGCAPI_FEATURES:
        read_json(response)
    else:
        read_xml(response)
    try:
        return len(read_layers(protocol, response.content))
    except CtdError as error:
        raise CatalogueError(FailureReason.UNREADABLE, server_message(response)) from error


def _count_feed(endpoint: Endpoint) -> Conversation[int | None]:
    """Read a list of datasets in DCAT, which is written in JSON or in XML."""
    response = yield Request(endpoint.url)
    start = check_status(response).content[:100].decode("utf-8-sig", "replace").lstrip()
    if start.startswith(("{", "[")):
        return _count_datasets(read_json(response))
    # One without any may hold them under another name.
    return sum(map(_is_dataset, read_xml(response).iter())) or None


def _is_dataset(element: Element) -> bool:
    """Whether an element of RDF is a data set: by its name, or by a type that it is given."""
    types = [element.get(_RDF_TYPE)]
    types += [child.get(_RDF_RESOURCE) for child in element.iterchildren(_RDF_TYPE)]
    return local_name(element) == "Dataset" or any(map(_is_dataset_type, types))


def _is_dataset_type(name: object) -> bool:
    return isinstance(name, str) and re.split(r"[#/:]", name)[-1] == "Dataset"


def _count_datasets(feed: Any) -> int | None:  # noqa: ANN401  whatever JSON holds
    """Return the length of the list `dataset` that such feeds have, else how many nodes of JSON-LD are data sets."""
    if isinstance(feed, dict):
        lists = (feed.get(key) for key in ("dataset", "dcat:dataset"))
        if datasets := next((found for found in lists if isinstance(found, list)), None):
            return len(datasets)
    nodes = feed.get("@graph") if isinstance(feed, dict) else feed
    types = [node.get("@type") for node in nodes if isinstance(node, dict)] if isinstance(nodes, list) else []
    counted = sum(any(map(_is_dataset_type, kind if isinstance(kind, list) else [kind])) for kind in types)
    return counted or (0 if isinstance(feed, dict) and feed.get("dataset") == [] else None)


def _uncached(conversation: Conversation[int | None]) -> Generator[Request, Response, int | None]:
    """Pass a conversation on, past all caches; where it ends at a page that refuses access with status 200, say so."""
    response = None
    try:
        request = next(conversation)
        while True:
            # An answer that was kept would not tell whether the service works today.
            response = yield replace(request, fresh=True)
            request = conversation.send(response)
    except StopIteration as end:
        count: int | None = end.value
        return count
    except CatalogueError as error:
        if error.reason is FailureReason.UNREADABLE and response is not None and _is_refusal(response):
            raise CatalogueError(FailureReason.REFUSED, server_message(response)) from error
        raise


def _is_refusal(response: Response) -> bool:
    """Whether an answer that is no service's is a page or a text that refuses access."""
    is_page = response.content_type.lower().startswith(("text/html", "text/plain"))
    return (is_page or b"<html" in response.content[:1000].lower()) and bool(_REFUSAL.search(server_message(response)))
