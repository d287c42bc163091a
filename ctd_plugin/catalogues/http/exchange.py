"""Requests and the answers to them, and what can go wrong with an answer, in one vocabulary.

A conversation with a server is a generator: it yields each `Request`, is sent the `Response`, and returns what it has
read. Who drives it brings the transport, so nothing here opens a connection.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Generator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from ...errors import CtdError
from ...i18n import tr
from .html_text import one_line, plain_text
from .parser import EntityError, MemoryLimitError, ParseError, parse_json, parse_xml, text_content

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_Read = TypeVar("_Read")
_QUOTED_LENGTH = 200
"""Characters of a server's own words that a message quotes."""


class FailureReason(StrEnum):
    """Why a server gave nothing; one vocabulary for the search and for the health check."""

    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    NOT_FOUND = "not_found"
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    BUSY = "busy"
    UNREADABLE = "unreadable"
    EXCEPTION = "exception"
    NO_SUCH_LAYER = "no_such_layer"
    CANCELLED = "cancelled"


class CatalogueError(CtdError):
    """A server that did not give what was asked for: `trouble` says why, `detail` quotes its own words if any."""

    def __init__(self, reason: FailureReason, detail: str = "") -> None:
        self.reason = reason
        self.detail = one_line(detail)[:_QUOTED_LENGTH]
        label = failure_labels()[reason]
        # As the language in force writes a colon.
        super().__init__(tr("{title}: {value}").format(title=label, value=self.detail) if self.detail else label)


@dataclass(frozen=True)
class Request:
    """One request over http or https: GET, or POST where there is a `body`; a `fresh` one no cache may answer."""

    url: str
    body: bytes | None = None
    content_type: str = ""
    accept: str = ""
    fresh: bool = False


@dataclass(frozen=True)
class Response:
    """What a server answered, errors included: `url` is where redirects led, `server` names its software."""

    status: int
    content: bytes
    content_type: str = ""
    url: str = ""
    server: str = ""


Conversation = Generator[Request, Response, _Read]


def failure_labels() -> dict[FailureReason, str]:
    """Return what each trouble is called in the language in force."""
    return {
        FailureReason.UNREACHABLE: tr("unreachable"),
        FailureReason.REFUSED: tr("refused"),
        FailureReason.NOT_FOUND: tr("not found"),
        FailureReason.TOO_SLOW: tr("too slow"),
        FailureReason.TOO_LARGE: tr("too large"),
        FailureReason.BUSY: tr("too many requests, try later"),
        FailureReason.UNREADABLE: tr("not what such a service answers"),
        FailureReason.EXCEPTION: tr("error of the service"),
        FailureReason.NO_SUCH_LAYER: tr("no such layer"),
        FailureReason.CANCELLED: tr("cancelled"),
    }


def check_status(response: Response) -> Response:
    """Return an answer whose status is a success; raise CatalogueError for any other."""
    status = response.status
    if status in (401, 403):
        raise CatalogueError(FailureReason.REFUSED, str(status))
    if status in (404, 410):
        raise CatalogueError(FailureReason.NOT_FOUND, str(status))
    if status == 429:
        raise CatalogueError(FailureReason.BUSY)
    if not 200 <= status < 300:
        raise CatalogueError(FailureReason.EXCEPTION, f"{status} {server_message(response)}")
    return response


def server_message(response: Response) -> str:
    """Return the start of an answer as a person reads it, without markup."""
    return plain_text(response.content[:4000].decode("utf-8", "replace"))[:_QUOTED_LENGTH]


def read_json(response: Response) -> Any:  # noqa: ANN401  whatever JSON holds
    """Return the JSON of a successful answer; CatalogueError where it is none, and what came instead.

    No text in it has halves of characters, and a number that is none on a computer is null.
    """
    content = check_status(response).content
    try:
        return parse_json(content)
    except MemoryLimitError as error:
        raise CatalogueError(FailureReason.TOO_LARGE) from error
    except ParseError as error:
        raise _unreadable_error(response, "JSON") from error


def read_xml(response: Response, kept: Collection[str] = ()) -> Element:
    """Return the root of a successful XML answer, with the elements of the names in `kept`, with all where it is empty.

    CatalogueError where it is no XML, declares entities, or is an exception report, whose text is told. Comments and
    processing instructions are left out. Nothing outside the answer is read: no DTD, no entity, no network.
    """
    content = check_status(response).content
    try:
        root = parse_xml(content, kept)
    except EntityError as error:
        words = tr("XML with declarations of entities, which are never read")
        raise CatalogueError(FailureReason.UNREADABLE, words) from error
    except MemoryLimitError as error:
        raise CatalogueError(FailureReason.TOO_LARGE) from error
    except ParseError as error:
        raise _unreadable_error(response, "XML") from error
    if local_name(root).lower() == "html":
        raise _unreadable_error(response, "XML")
    if local_name(root) in ("ExceptionReport", "ServiceExceptionReport"):
        raise CatalogueError(FailureReason.EXCEPTION, text_content(root, " "))
    return root


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _unreadable_error(response: Response, expected: str) -> CatalogueError:
    is_page = "html" in response.content_type.lower() or re.match(
        rb"\s*(<!doctype\s+html|<html)", response.content[:500], re.IGNORECASE
    )
    if not response.content.strip():
        came = tr("an empty answer")
    elif is_page:
        came = tr("a web page: {words}").format(words=server_message(response)[:80])
    else:
        came = tr("something that is not {format}").format(format=expected)
    return CatalogueError(FailureReason.UNREADABLE, came)
