"""Servers that break HTTP: what comes of them is an outcome in time, and never half a file taken for a whole one."""

from __future__ import annotations

import gzip
import json
import random

import pytest

from ctd_plugin.catalogues.http.exchange import Request
from ctd_plugin.catalogues.records import Link, LinkKind
from ctd_plugin.gis.add.download import DownloadJob, download
from ctd_plugin.gis.network.client import run_exchanges
from ctd_plugin.gis.network.exchange import HttpExchange
from tests.support.added_layers import until
from tests.support.jobs import running

pytestmark = pytest.mark.usefixtures("clean_network")

OK = b"HTTP/1.1 200 OK\r\n"
BODY = json.dumps({"a": "x" * 3000}).encode()
PACKED = gzip.compress(BODY)


def length(number):
    return b"Content-Length: %d\r\n" % number


CLOSE, CHUNKED, GZIP = b"Connection: close\r\n", b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n"
CHUNK = b"%x\r\n" % len(BODY) + BODY + b"\r\n"
BROKEN = {
    "shorter than announced": (OK + length(len(BODY) + 100) + CLOSE + b"\r\n" + BODY, {}),
    "packed and cut, of a length": (OK + GZIP + length(len(PACKED)) + CLOSE + b"\r\n" + PACKED[:-20], {}),
    "packed and cut, of no length": (OK + GZIP + CLOSE + b"\r\n" + PACKED[:-20], {}),
    "packed and damaged": (OK + GZIP + CLOSE + b"\r\n" + PACKED[:20] + b"\xff" * 20 + PACKED[40:], {}),
    "packed with a wrong checksum": (OK + GZIP + CLOSE + b"\r\n" + PACKED[:-8] + b"\0" * 8, {}),
    "packed otherwise": (OK + b"Content-Encoding: br\r\n" + CLOSE + b"\r\n\x1b" + BODY, {}),
    "chunks without the last": (OK + CHUNKED + b"\r\n" + CHUNK, {}),
    "a chunk cut off": (OK + CHUNKED + b"\r\n" + CHUNK[:-100], {}),
    "chunks of no number": (OK + CHUNKED + b"\r\nzz\r\n" + BODY, {}),
    "a chunk of a negative number": (OK + CHUNKED + b"\r\n-5\r\n" + BODY, {}),
    "a chunk of a huge number": (OK + CHUNKED + b"\r\nffffffffffffffffff\r\n" + BODY, {}),
    "no end of the headers": (OK + b"X: y\r\n", {"stays_open": True}),
    "headers without end": (OK, {"again": True, "more": b"X-A: " + b"b" * 60 + b"\r\n"}),
    "a line without end": (b"HTTP/1.1 200 ", {"again": True, "more": b"O" * 60_000}),
    "interim answers without end": (b"HTTP/1.1 100 Continue\r\n\r\n", {"again": True}),
    "hints without end": (b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", {"again": True}),
    "nothing at all": (b"", {}),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.6\r\n", {}),
    "a status of letters": (b"HTTP/1.1 abc OK\r\n\r\n" + BODY, {}),
    "a status beyond all": (b"HTTP/1.1 99999 OK\r\n" + CLOSE + b"\r\n" + BODY, {}),
    "a status below all": (b"HTTP/1.1 000 OK\r\n" + CLOSE + b"\r\n" + BODY, {}),
    "a part nobody asked for": (
        b"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-9/100\r\n" + CLOSE + length(10) + b"\r\n" + BODY[:10],
        {},
    ),
    "nothing there": (b"HTTP/1.1 204 No Content\r\n" + CLOSE + b"\r\n", {}),
    "moved to nowhere": (b"HTTP/1.1 302 Found\r\n" + CLOSE + b"\r\n" + BODY, {}),
    "moved to what is no address": (b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n" + CLOSE + b"\r\n", {}),
    "moved to a file": (b"HTTP/1.1 302 Found\r\nLocation: file:///etc/hosts\r\n" + CLOSE + b"\r\n" + BODY, {}),
    "moved to a share": (b"HTTP/1.1 302 Found\r\nLocation: \\\\serveur\\a\r\n" + CLOSE + length(0) + b"\r\n", {}),
}


def serve(raw_server, name):
    piece, how = BROKEN[name]
    how = dict(how)
    more = how.pop("more", None)
    return raw_server(*(piece,) if more is None else (piece, more), pause=0.001, **how)


@pytest.mark.parametrize("name", BROKEN)
def test_a_download_ends_and_keeps_nothing_that_is_not_whole(tmp_path, raw_server, name):
    one = download(Link(LinkKind.FILE, f"{serve(raw_server, name)}/a.json", title="Plan"), tmp_path, 1)
    done, errors = [], []
    one.done.connect(done.append)
    one.failed.connect(errors.append)
    assert until(lambda: done or errors)
    assert done == []
    assert errors[0].startswith("“Plan” was not downloaded: ")
    assert list(tmp_path.iterdir()) == []
    assert not running(DownloadJob)
    assert not running(HttpExchange)


@pytest.mark.parametrize("name", BROKEN)
def test_a_conversation_ends_in_time_whatever_comes(raw_server, name):

    def talk(url):
        return (yield Request(url))

    (outcome,) = run_exchanges([talk(f"{serve(raw_server, name)}/a.json")], 1)
    assert outcome.seconds < 3
    assert outcome.error is not None or outcome.value.content != BODY or not 200 <= outcome.value.status < 300
    assert not running(HttpExchange)


WHOLE = {
    "a length": OK + length(len(BODY)) + b"\r\n" + BODY,
    "no length": OK + CLOSE + b"\r\n" + BODY,
    "packed": OK + GZIP + length(len(PACKED)) + b"\r\n" + PACKED,
    "packed, of no length": OK + GZIP + CLOSE + b"\r\n" + PACKED,
    "packed twice over": OK + GZIP + CLOSE + b"\r\n" + gzip.compress(BODY[:9]) + gzip.compress(BODY[9:]),
    "chunks": OK + CHUNKED + b"\r\n" + CHUNK + b"0\r\n\r\n",
    "after an interim answer": b"HTTP/1.1 100 Continue\r\n\r\n" + OK + length(len(BODY)) + b"\r\n" + BODY,
}


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_whole_is_kept(tmp_path, raw_server, name):
    one = download(Link(LinkKind.FILE, f"{raw_server(WHOLE[name])}/a.json"), tmp_path, 2)
    done, errors = [], []
    one.done.connect(done.append)
    one.failed.connect(errors.append)
    assert until(lambda: done or errors)
    assert errors == []
    assert done[0].read_bytes() == BODY


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_a_packed_file_is_whole_whatever_its_size(tmp_path, raw_server, more):
    """What is unpacked a megabyte at a time ends where a megabyte does, or not."""
    for body in (bytes(3 * 2**20 + more), random.Random(1).randbytes(2**20 + more)):
        packed = gzip.compress(body)
        answer = OK + GZIP + length(len(packed)) + b"\r\n" + packed
        one = download(Link(LinkKind.FILE, f"{raw_server(answer)}/a.bin"), tmp_path, 5)
        done, errors = [], []
        one.done.connect(done.append)
        one.failed.connect(errors.append)
        assert until(lambda done=done, errors=errors: done or errors)
        assert errors == []
        assert done[0].read_bytes() == body
