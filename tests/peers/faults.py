"""A local server with the replies of a test, and with every fault that catalogues show.

    with serving({"/csw": Reply(b"<xml/>"), "/slow": FAULTS["slow"]}) as server:
        server.url("/csw?request=GetRecords")
        server.seen  # the requests, in order

`serving_apart` puts servers in a process of their own, for measurements.
"""

from __future__ import annotations

import gzip
import multiprocessing
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from urllib.parse import urlsplit

MEGABYTE = 1024 * 1024
HTML, XML, JSON = "text/html; charset=utf-8", "application/xml", "application/json"


@dataclass(frozen=True)
class Reply:
    """A response: sent `delay` seconds later, with `pause` seconds between two bytes, and cut after `cut` bytes."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/plain"
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = 0.0
    pause: float = 0.0
    cut: int | None = None
    times: int = 1
    """How often the body is sent, for large responses."""


@dataclass(frozen=True)
class Seen:
    """A request that was received; `target` is its path with the query."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        return urlsplit(self.target).path


Responder = Reply | Callable[[Seen], Reply]
"""A reply, or the function that returns it for a request."""


@dataclass
class Server:
    """A running server: its address, its replies by path, and the requests that it received.

    A path that ends in a slash stands for all that begin with it and have no entry of their own.
    """

    address: str
    replies: dict[str, Responder]
    seen: list[Seen] = field(default_factory=list)

    def url(self, target: str) -> str:
        return self.address + target


class Crowd:
    """Answers after a moment, and counts how many wait for it at the same time."""

    def __init__(self, reply: Reply, seconds: float) -> None:
        self.most, self._now, self._lock = 0, 0, threading.Lock()
        self._reply, self._seconds = reply, seconds

    def __call__(self, _seen: Seen) -> Reply:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(self._seconds)
        with self._lock:
            self._now -= 1
        return self._reply


def dead_address() -> str:
    """Return an address at which no program listens while the tests run."""
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    _taken.append(taken)
    return f"http://127.0.0.1:{taken.getsockname()[1]}"


_taken: list[socket.socket] = []
"""Bound without listening: connections are refused, and no other process of the tests is given the port."""


@contextmanager
def serving(replies: Mapping[str, Responder]) -> Iterator[Server]:
    """Serve these replies by path on a free port while the block runs; other paths are 404."""
    closed = threading.Event()
    listening = _Listening(("127.0.0.1", 0), _handler(server := Server("", dict(replies)), closed))
    server.address = f"http://127.0.0.1:{listening.server_port}"
    thread = threading.Thread(target=listening.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        closed.set()
        listening.shutdown()
        listening.server_close()
        listening.hang_up()
        thread.join()


@contextmanager
def serving_apart(*servers: Mapping[str, Reply]) -> Iterator[list[str]]:
    """Serve from another process, each server on a port of its own, and yield their addresses.

    A client opens six connections to one server at most; the platforms are many servers.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(servers, theirs), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


def _serve(servers: Sequence[Mapping[str, Reply]], pipe: Connection) -> None:
    with ExitStack() as stack:
        pipe.send([stack.enter_context(serving(replies)).address for replies in servers])
        threading.Event().wait()


class _Listening(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)
        self._connections: set[socket.socket] = set()

    def process_request(self, request: socket.socket, address: object) -> None:
        self._connections.add(request)
        super().process_request(request, address)

    def shutdown_request(self, request: socket.socket) -> None:
        self._connections.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """End the connections that clients keep open."""
        for connection in list(self._connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, _request: object, _address: object) -> None:
        """Say nothing: in many tests a client hangs up."""


def _handler(server: Server, closed: threading.Event) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version, sys_version = "Faults/1.0", ""

        def respond(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            seen = Seen(self.command, self.path, dict(self.headers), self.rfile.read(length))
            server.seen.append(seen)
            responder = _responder_for(server.replies, seen.path)
            self.send(responder if isinstance(responder, Reply) else responder(seen))

        do_GET = do_POST = respond  # noqa: N815

        def send(self, reply: Reply) -> None:
            if closed.wait(reply.delay):
                return
            self.send_response(reply.status)
            for name, value in (("Content-Type", reply.content_type), *reply.headers):
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body) * reply.times))
            self.end_headers()
            with suppress(OSError):
                for part in _parts(reply):
                    self.wfile.write(part)
                    if reply.pause and closed.wait(reply.pause):
                        break
            if reply.cut is not None:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def _parts(reply: Reply) -> Iterator[bytes]:
    body = reply.body if reply.cut is None else reply.body[: reply.cut]
    if reply.pause:
        return (bytes([byte]) for byte in body)
    return (body for _ in range(reply.times))


def _responder_for(replies: Mapping[str, Responder], path: str) -> Responder:
    if path in replies:
        return replies[path]
    under = [begin for begin in replies if begin.endswith("/") and path.startswith(begin)]
    return replies[max(under, key=len)] if under else FAULTS["404"]


def gzipped(reply: Reply) -> Reply:
    """Return a reply compressed with gzip."""
    headers = (*reply.headers, ("Content-Encoding", "gzip"))
    return Reply(gzip.compress(reply.body), reply.status, reply.content_type, headers)


def page(title: str, status: int = 200, **more: object) -> Reply:
    """Return a web page."""
    body = f"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    return Reply(body.encode(), status, HTML, **more)


@lru_cache
def bomb(megabytes: int = 400) -> Reply:
    """Return a small response that decompresses to many megabytes."""
    packing = zlib.compressobj(9, wbits=31)
    body = b"".join(packing.compress(bytes(MEGABYTE)) for _ in range(megabytes)) + packing.flush()
    return Reply(body, 200, XML, (("Content-Encoding", "gzip"),))


_EXCEPTION = """<?xml version="1.0" encoding="UTF-8"?>
<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows" version="1.0.0">
  <ows:Exception exceptionCode="NoApplicableCode">
    <ows:ExceptionText>L’index est fermé</ows:ExceptionText>
  </ows:Exception>
</ows:ExceptionReport>"""
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{_LAUGHS}]><x>&l9;</x>'
_OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'
_CSW = """<?xml version="1.0" encoding="{encoding}"?>
<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <csw:SearchResults numberOfRecordsMatched="{matched}" numberOfRecordsReturned="1" nextRecord="{next}">
    <csw:Record><dc:identifier>forets</dc:identifier><dc:title>Forêts</dc:title></csw:Record>
  </csw:SearchResults>
</csw:GetRecordsResponse>"""
CSW_RECORD = _CSW.format(encoding="UTF-8", matched=1, next=0)
"""A response to GetRecords with one Dublin Core record."""

FAULTS: dict[str, Reply] = {
    "slow": Reply(b"<late/>", content_type=XML, delay=60),
    "dripping": Reply(b"<drip/>" * 1000, content_type=XML, pause=0.05),
    "401": page("Authentification requise", 401, headers=(("WWW-Authenticate", 'Basic realm="prive"'),)),
    "403": page("Accès interdit", 403),
    "404": page("Page introuvable", 404),
    "429": Reply(b'{"errorcode": 10002, "reset_time": "2026-01-01T00:00:00Z"}', 429, JSON),
    "500": page("java.lang.NullPointerException at org.fao.geonet.Engine.run(Engine.java:42)", 500),
    "login": page("Connexion au portail"),
    "exception": Reply(_EXCEPTION.encode(), 200, XML),
    "truncated": Reply(CSW_RECORD.encode(), 200, XML, cut=200),
    "truncated_text": Reply(CSW_RECORD.encode()[:200], 200, XML),
    "large": Reply(b"x" * MEGABYTE, 200, XML, times=50),
    "gzip": gzipped(Reply(CSW_RECORD.encode(), 200, XML)),
    "not_gzip": Reply(b"plain", 200, XML, (("Content-Encoding", "gzip"),)),
    "redirects": Reply(b"", 302, HTML, (("Location", "?again"),)),
    "to_a_file": Reply(b"", 302, HTML, (("Location", "file:///etc/passwd"),)),
    "wrong_charset": Reply(CSW_RECORD.encode("iso-8859-15"), 200, "text/xml; charset=UTF-8"),
    "other_charset": Reply(_CSW.format(encoding="ISO-8859-15", matched=1, next=0).encode("iso-8859-15"), 200, XML),
    "dtd_bomb": Reply(_BOMB.encode(), 200, XML),
    "outside_entity": Reply(_OUTSIDE.encode(), 200, XML),
    "nulls": Reply(
        b'{"total_count": null, "results": null, "result": null, "hits": null, "features": null}', 200, JSON
    ),
    "lying_next": Reply(_CSW.format(encoding="UTF-8", matched=3, next=1).encode(), 200, XML),
    "empty": Reply(b"", 200, XML),
}
"""The faults by name; a dead server is `dead_address`, a small response that decompresses to a large one is `bomb`."""
