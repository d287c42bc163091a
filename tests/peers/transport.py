"""A transport for tests: drives a conversation with a server on this machine over plain HTTP."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import TypeVar

from ctd_plugin.catalogues.http.exchange import Conversation, Request, Response

_Result = TypeVar("_Result")
_MOST_BYTES = 60_000_000


def converse(conversation: Conversation[_Result], timeout: float = 10, asked: list[Request] | None = None) -> _Result:
    """Return the result of a conversation; each request is sent in turn, and added to `asked` if given."""
    try:
        request = next(conversation)
        while True:
            if asked is not None:
                asked.append(request)
            request = conversation.send(send(request, timeout))
    except StopIteration as end:
        return end.value


def send(request: Request, timeout: float = 10) -> Response:
    """Return the response to a request, also to one that failed."""
    headers = {"Accept": request.accept, "Content-Type": request.content_type, "User-Agent": "ctd-tests"}
    headers = {name: value for name, value in headers.items() if value}
    wanted = urllib.request.Request(request.url, request.body, headers)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(wanted, timeout=timeout) as response:
            return _to_response(response)
    except urllib.error.HTTPError as error:
        with error:
            return _to_response(error)


def _to_response(response) -> Response:
    kind, server = response.headers.get("Content-Type", ""), response.headers.get("Server", "")
    return Response(response.status, response.read(_MOST_BYTES), kind, response.url, server)
