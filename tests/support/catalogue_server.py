"""Catalogues to test against: responses written for the tests, given by hand or served on this machine."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from ctd_plugin.catalogues.http.exchange import Conversation, Request, Response
from ctd_plugin.catalogues.records import RecordPage

LOGIN = b"<!DOCTYPE html><html><head><title>Connexion</title></head><body>Mot de passe</body></html>"


def reply(body: Any, status: int = 200) -> Response:
    """Return a response in JSON."""
    return Response(status, json.dumps(body).encode(), "application/json")


def converse(conversation: Conversation[RecordPage], *responses: Response) -> tuple[list[Request], RecordPage]:
    """Return the requests of a client and its result, when it is given exactly these responses."""
    requests = [next(conversation)]
    for response in responses:
        try:
            requests.append(conversation.send(response))
        except StopIteration as end:
            assert len(requests) == len(responses), "a response was left over"
            return requests, end.value
    raise AssertionError(f"one more request was sent: {requests[-1].url}")


def parameters(request: Request) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(request.url).query))


@dataclass(frozen=True)
class ReceivedRequest:
    """A request as it came to a server: its path, its parameters and what it accepts."""

    path: str
    parameters: dict[str, str]
    accept: str


@dataclass
class LocalServer:
    """A server at `url`, and the requests that it received."""

    url: str
    requests: list[ReceivedRequest] = field(default_factory=list)


@contextmanager
def serving(answer: Callable[[ReceivedRequest], Response]) -> Iterator[LocalServer]:
    """Run a server on a free port of this machine whose responses the function returns."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            request = ReceivedRequest(unquote(parts.path), dict(parse_qsl(parts.query)), self.headers.get("Accept", ""))
            served.requests.append(request)
            given = answer(request)
            self.send_response(given.status)
            self.send_header("Content-Type", given.content_type)
            self.send_header("Content-Length", str(len(given.content)))
            self.end_headers()
            self.wfile.write(given.content)

        def log_message(self, *_arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served = LocalServer(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()


def ask(conversation: Conversation[RecordPage]) -> RecordPage:
    """Hold a conversation with a server over HTTP, and return what was read."""
    try:
        request = next(conversation)
        while True:
            request = conversation.send(_fetched(request))
    except StopIteration as end:
        return end.value


def _fetched(request: Request) -> Response:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    http_request = urllib.request.Request(request.url, data=request.body, headers={"Accept": request.accept})
    try:
        with opener.open(http_request, timeout=10) as response:
            return Response(response.status, response.read(), response.headers.get("Content-Type", ""), response.url)
    except urllib.error.HTTPError as error:
        with error:
            return Response(error.code, error.read(), error.headers.get("Content-Type", ""), error.url)
