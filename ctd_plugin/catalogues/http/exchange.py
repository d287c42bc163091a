"""HTTP requests and responses without I/O, and the reasons why a request fails.

A conversation with a server is a generator: it yields each `Request`, is sent its `Response`, and returns what it has
read. Its caller brings the transport, so nothing here opens a connection.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Generator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from ...causes import log_detail
from ...errors import CtdError
from ...i18n import titled, tr
from .html_text import bounded_line, plain_text
from .parser import EntityError, MemoryLimitError, ParseError, parse_json, parse_xml
from .xml_elements import local_name, text_content

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_Result = TypeVar("_Result")
_TECHNICAL = re.compile(
    r"\b(?:java|javax|org|com|net|fr)\.[a-z]\w*\.\w+|\b[A-Z]\w*(?:Exception|Error)\b *(?:[:(]|$)|Traceback \(most"
    r"|\bat [\w.$]+\(|\bSQLSTATE\b|\bORA-\d{5}|\bpsycopg\d?\b|\b[Ss]tack ?trace\b"
    # Objects and lists in JSON.
    r"|^[\[{] ?[\"{\[]"
    # Error pages of Tomcat, nginx and Apache, which say in English what the status says.
    r"|^HTTP Status \d{3}\b|^\d{3} [A-Z][\w -]{2,40}\b(?:nginx|openresty|Apache)"
)
"""What programs write of their own failures: traces of Java and Python, databases, web servers."""
_QUOTED_LENGTH = 200
"""Characters of a server's own words that a message quotes."""


class FailureReason(StrEnum):
    """Why a request failed; one vocabulary for the search and for the health check."""

    UNREACHABLE = "unreachable"
    PROXY = "proxy"
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
    """A request that failed: `reason` says why, `detail` more of it, with the server's own words (`said`) quoted."""

    def __init__(self, reason: FailureReason, detail: str = "", *, said: str = "") -> None:
        self.reason = reason
        # A server speaks its own language: what it says is shown as a quotation, never as a sentence of ours.
        words = bounded_line(said)
        if _TECHNICAL.search(words):
            # What a program writes for its developers tells a user nothing, in whatever language.
            log_detail(words)
            quotation = tr("internal error of the server")
        else:
            quotation = tr("“{words}”").format(words=words[:_QUOTED_LENGTH]) if words else ""
        self.detail = ", ".join(filter(None, (detail[:_QUOTED_LENGTH], quotation)))
        label = failure_labels()[reason]
        super().__init__(titled(label, self.detail) if self.detail else label)


@dataclass(frozen=True)
class Request:
    """One HTTP request: GET, or POST where there is a `body`.

    Redirects are followed to hosts in the domain `within` only, to any where it is "". Those of a `traced` one are
    followed one by one, to know where permanent ones lead.
    """

    url: str
    body: bytes | None = None
    content_type: str = ""
    accept: str = ""
    within: str = ""
    traced: bool = False


@dataclass(frozen=True)
class Response:
    """A server's response, errors included: `url` is the address after redirects, `server` names its software.

    `location` is where a redirect leads that was not followed; `moved` where permanent ones alone had led, of a traced
    request.
    """

    status: int
    content: bytes
    content_type: str = ""
    url: str = ""
    server: str = ""
    location: str = ""
    moved: str = ""


Conversation = Generator[Request, Response, _Result]


def failure_labels() -> dict[FailureReason, str]:
    """Return the label of each failure reason in the current language."""
    return {
        FailureReason.UNREACHABLE: tr("unreachable"),
        FailureReason.PROXY: tr("proxy error"),
        FailureReason.REFUSED: tr("access denied"),
        FailureReason.NOT_FOUND: tr("not found"),
        FailureReason.TOO_SLOW: tr("timed out"),
        FailureReason.TOO_LARGE: tr("response too large"),
        FailureReason.BUSY: tr("too many requests, try later"),
        FailureReason.UNREADABLE: tr("unexpected response"),
        FailureReason.EXCEPTION: tr("service error"),
        FailureReason.NO_SUCH_LAYER: tr("unknown layer"),
        FailureReason.CANCELLED: tr("cancelled"),
    }


def check_status(response: Response) -> Response:
    """Return the response if its status is a success; raise CatalogueError for any other."""
    status = response.status
    if status in (401, 403):
        raise CatalogueError(FailureReason.REFUSED, str(status))
    if status in (404, 410):
        raise CatalogueError(FailureReason.NOT_FOUND, str(status))
    if status == 429:
        raise CatalogueError(FailureReason.BUSY)
    if not 200 <= status < 300:
        raise CatalogueError(FailureReason.EXCEPTION, str(status), said=server_message(response))
    return response


def server_message(response: Response) -> str:
    """Return the start of a response's body as plain text."""
    return plain_text(response.content[:4000].decode("utf-8", "replace"))[:_QUOTED_LENGTH]


def read_json(response: Response) -> Any:  # noqa: ANN401  whatever JSON holds
    """Return the JSON of a successful response, as `parse_json` does.

    Raises CatalogueError where the status or the content is another; its message says what came instead.
    """
    content = check_status(response).content
    try:
        return parse_json(content)
    except MemoryLimitError as error:
        raise CatalogueError(FailureReason.TOO_LARGE) from error
    except ParseError as error:
        raise _unreadable_error(response, "JSON") from error


def read_xml(response: Response, names: Collection[str] = ()) -> Element:
    """Return the root of a successful XML response, as `parse_xml` does; with `names`, of these elements alone.

    Raises CatalogueError where it is no XML, declares entities, or is an exception report, whose text is quoted.
    """
    content = check_status(response).content
    try:
        root = parse_xml(content, names)
    except EntityError as error:
        detail = tr("XML with a DTD or entities, refused for security")
        raise CatalogueError(FailureReason.UNREADABLE, detail) from error
    except MemoryLimitError as error:
        raise CatalogueError(FailureReason.TOO_LARGE) from error
    except ParseError as error:
        raise _unreadable_error(response, "XML") from error
    if local_name(root).lower() == "html":
        raise _unreadable_error(response, "XML")
    if local_name(root) in ("ExceptionReport", "ServiceExceptionReport"):
        raise CatalogueError(FailureReason.EXCEPTION, said=text_content(root, " "))
    return root


def _unreadable_error(response: Response, expected: str) -> CatalogueError:
    is_page = "html" in response.content_type.lower() or re.match(
        rb"\s*(<!doctype\s+html|<html)", response.content[:500], re.IGNORECASE
    )
    if not response.content.strip():
        detail = tr("empty response")
    elif is_page:
        detail = tr("web page: “{words}”").format(words=bounded_line(server_message(response))[:80])
    else:
        detail = tr("not {format}").format(format=expected)
    return CatalogueError(FailureReason.UNREADABLE, detail)
