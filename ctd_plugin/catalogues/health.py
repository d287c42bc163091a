"""Health checks of platforms' endpoints: whether they work, and how many records or layers they have."""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlunsplit

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
from .http.urls import moved_url, resolve_url, without_credentials
from .http.xml_elements import local_name
from .records import Query
from .registry import Endpoint, Platform, Protocol
from .services.capabilities import layers_url, read_layers, request_wms

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_RDF_TYPE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}type"
_RDF_RESOURCE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"

_FEED_KEYS = {"@context", "@graph", "@id", "@type", "dataset", "dcat:dataset"}
"""One of these is in every DCAT feed in JSON."""
_FEED_ROOTS = {"RDF", "Catalog", "Dataset"}

ANSWERS = "answers"
"""The state of an endpoint that works; every other state is a `FailureReason`."""

# Words of pages that refuse access, also where their accents are lost.
_REFUSAL = re.compile(
    r"\binterdite?s?\b|\bacc.{1,2}s (est )?refus|\bnon autoris"
    r"|\bforbidden\b|\baccess (is )?denied\b|\bunauthori[sz]ed\b",
    re.IGNORECASE,
)
_VERSIONED = re.compile(
    rb"<(?:[\w.-]{1,40}:)?(?:WMS_Capabilities|WMT_MS_Capabilities|WFS_Capabilities|Capabilities|GetRecordsResponse)"
    rb"\s[^<>]{0,4000}?\bversion\s{0,5}=\s{0,5}[\"']([0-9.]{1,10})[\"']"
)
_LONGEST_START = 20_000
"""Bytes in which the root of an XML document begins."""


Key = tuple[Protocol, str]
"""What identifies an endpoint: its protocol and its address, as it may be stored and shown."""


class Clue(StrEnum):
    """What suggests that a service moved to an address; each was asked there, and answered."""

    REDIRECT = "redirect"
    """The old address redirects there for good."""
    PAGE = "page"
    """The portal's page names it."""
    PATH = "path"
    """It is at a usual path of the portal."""


@dataclass(frozen=True)
class Move:
    """An address to which a service seems to have moved; `source` is the address or page that leads there."""

    url: str
    clue: Clue
    source: str


@dataclass(frozen=True)
class Probed:
    """What a probe found: the number of records or layers, the version of the protocol, and where redirects led.

    None and "" where that is unknown.
    """

    count: int | None
    version: str = ""
    moved: str = ""


@dataclass(frozen=True)
class Health:
    """The result of a probe, with what earlier ones tell; `count` is that of records or layers, None if unknown.

    Of one that does not work, `answered_on` is the last day on which it did, and `failing_since` the first since then
    on which it did not, where these are known from earlier checks. `moves` are where it seems to have gone.
    """

    checked_at: datetime
    reason: FailureReason | None = None
    detail: str = ""
    count: int | None = None
    seconds: float = 0.0
    server: str = ""
    version: str = ""
    answered_on: date | None = None
    failing_since: date | None = None
    moves: tuple[Move, ...] = ()

    @property
    def day(self) -> date:
        """The day of the check, where the user is."""
        return self.checked_at.astimezone().date()

    @property
    def last_answer(self) -> date | None:
        """The last day on which it worked, None where it never did."""
        return self.day if self.is_alive else self.answered_on

    @property
    def first_failure(self) -> date | None:
        """The day since when it does not work, None where it does."""
        return None if self.is_alive else self.failing_since or self.day

    @property
    def is_alive(self) -> bool:
        """Whether the service works; one with too many requests at the moment does."""
        return self.reason in (None, FailureReason.BUSY)

    @property
    def state(self) -> str:
        """Return `answers` or the value of the failure reason."""
        return self.reason.value if self.reason else ANSWERS


@lru_cache(maxsize=4096)
def key_of(endpoint: Endpoint) -> Key:
    """Return the key of an endpoint, whose address is without name and password.

    The same service of two platforms has one key.
    """
    parts = resolve_url(endpoint.url)
    public, had_credentials = without_credentials(parts) if parts else (None, False)
    return endpoint.protocol, urlunsplit(public) if public and had_credentials else endpoint.url


def combined(one: Health, two: Health) -> Health:
    """Return the newer of two results of an endpoint, with what the older tells of its last answer and first failure.

    Of two at the same moment the second is taken.
    """
    old, new = (two, one) if one.checked_at > two.checked_at else (one, two)
    answers = [day for day in (old.last_answer, new.last_answer) if day]
    answered = max(answers, default=None)
    if new.is_alive:
        return replace(new, answered_on=None, failing_since=None)
    failures = [day for day in (old.first_failure, new.first_failure) if day and not (answered and day < answered)]
    first = min(failures, default=new.day)
    since = first if first < new.day else None
    return replace(new, answered_on=answered, failing_since=since, moves=new.moves or old.moves)


def platform_in_order(platform: Platform, checked: Mapping[Key, Health]) -> Platform:
    """Return a platform with the endpoints that answered first, those that did not last, else in their order."""
    endpoints = tuple(sorted(platform.endpoints, key=lambda endpoint: health_rank(endpoint, checked)))
    return platform if endpoints == platform.endpoints else replace(platform, endpoints=endpoints)


def health_rank(endpoint: Endpoint, checked: Mapping[Key, Health]) -> int:
    """Return 0 for an endpoint that answered, 1 for one that was not checked, 2 for one that did not answer."""
    health = checked.get(key_of(endpoint))
    return 1 if health is None else 0 if health.is_alive else 2


def probe(endpoint: Endpoint) -> Conversation[Probed]:
    """Request the least that shows that an endpoint works: its capabilities, or one record.

    The conversation raises CatalogueError where the endpoint does not work.
    """
    if endpoint.protocol in SEARCHED:
        return _observed(endpoint, _count_records(endpoint))
    if endpoint.protocol is Protocol.DCAT:
        return _observed(endpoint, _count_feed(endpoint))
    return _observed(endpoint, _count_service_layers(endpoint))


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
        raise _not_of(protocol) from error


def _count_feed(endpoint: Endpoint) -> Conversation[int | None]:
    """Return the number of data sets in a DCAT feed, in JSON or XML."""
    response = yield Request(endpoint.url)
    start = check_status(response).content[:100].decode("utf-8-sig", "replace").lstrip()
    if start.startswith(("{", "[")):
        feed = read_json(response)
        if isinstance(feed, dict) and not _FEED_KEYS & feed.keys():
            # JSON of another kind, such as an error.
            raise _not_of(Protocol.DCAT)
        return _count_datasets(feed)
    root = read_xml(response)
    if local_name(root) not in _FEED_ROOTS:
        raise _not_of(Protocol.DCAT)
    # A feed without any may have them under another name: unknown.
    return sum(map(_is_dataset, root.iter())) or None


def _not_of(protocol: Protocol) -> CatalogueError:
    """Return the error about XML or JSON of another kind."""
    service = "OGC API Features" if protocol is Protocol.OGCAPI_FEATURES else protocol.upper()
    return CatalogueError(FailureReason.UNREADABLE, tr("not {format}").format(format=service))


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


def _observed(endpoint: Endpoint, conversation: Conversation[int | None]) -> Generator[Request, Response, Probed]:
    """Hold a conversation, and note the version and the redirects of its responses.

    A page that refuses access with status 200 raises that reason.
    """
    response, moved = None, ""
    try:
        request = next(conversation)
        while True:
            response = yield replace(request, traced=True)
            moved = moved_url(endpoint.url, request.url, response.moved) if response.moved else ""
            request = conversation.send(response)
    except StopIteration as end:
        return Probed(end.value, _version(response) if response else "", moved)
    except CatalogueError as error:
        if error.reason is FailureReason.UNREADABLE and response is not None and _is_refusal(response):
            raise CatalogueError(FailureReason.REFUSED, said=server_message(response)) from error
        raise


def _version(response: Response) -> str:
    """Return the version of its protocol that a response in XML says, "" where it says none."""
    match = _VERSIONED.search(response.content[:_LONGEST_START])
    return match[1].decode("ascii") if match else ""


def _is_refusal(response: Response) -> bool:
    """Whether a response that could not be read is a page or a text that refuses access."""
    is_page = response.content_type.lower().startswith(("text/html", "text/plain"))
    return (is_page or b"<html" in response.content[:1000].lower()) and bool(_REFUSAL.search(server_message(response)))
