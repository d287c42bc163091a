"""Conversations over QGIS's network access, with servers that behave and that do not."""

from __future__ import annotations

import time

import pytest

from ctd_plugin.catalogues.http.exchange import FailureReason, Request, read_xml
from ctd_plugin.errors import CtdError
from ctd_plugin.gis.network.client import fetch, run_exchanges
from tests.peers.faults import FAULTS, Reply, dead_address, serving
from tests.support.conversations import LIMIT, get, in_a_thread, one, reason_of

pytestmark = pytest.mark.usefixtures("clean_network")


def test_a_conversation_of_several_requests_gives_what_it_read():
    with serving({"/": lambda seen: Reply(f"{seen.method} {seen.target} {seen.body.decode()}".encode())}) as server:

        def talk():
            first = yield Request(server.url("/one?a=b%20c"), accept="application/json")
            second = yield Request(server.url("/two"), b"<body/>", "application/xml")
            return first.content, second.content

        outcome = one(talk())
        assert outcome.value == (b"GET /one?a=b%20c ", b"POST /two <body/>")
        assert outcome.error is None
        assert outcome.server == "Faults/1.0"
        assert 0 < outcome.seconds < LIMIT
        assert server.seen[0].headers["Accept"] == "application/json"
        assert server.seen[1].headers["Content-Type"] == "application/xml"


def test_qgis_sends_its_user_agent():
    """A server may refuse a request without a User-Agent; ours is QGIS's own."""

    def picky(seen):
        return Reply(b"welcome" if "QGIS/" in seen.headers.get("User-Agent", "") else b"", 200)

    with serving({"/": picky}) as server:
        assert one(get(server.url("/"))).value.content == b"welcome"


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("401", FailureReason.REFUSED),
        ("403", FailureReason.REFUSED),
        ("404", FailureReason.NOT_FOUND),
        ("429", FailureReason.BUSY),
        ("500", FailureReason.EXCEPTION),
        ("login", FailureReason.UNREADABLE),
        ("exception", FailureReason.EXCEPTION),
        ("truncated", FailureReason.UNREADABLE),
        ("truncated_text", FailureReason.UNREADABLE),
        ("large", FailureReason.TOO_LARGE),
        ("not_gzip", FailureReason.UNREADABLE),
        ("redirects", FailureReason.UNREACHABLE),
        ("to_a_file", FailureReason.UNREACHABLE),
        ("wrong_charset", FailureReason.UNREADABLE),
        ("dtd_bomb", FailureReason.UNREADABLE),
        ("outside_entity", FailureReason.UNREADABLE),
        ("empty", FailureReason.UNREADABLE),
    ],
)
def test_a_fault_is_reported_in_one_sentence(fault, reason):
    """Pages instead of data, exceptions with status 200, character sets and declarations."""

    def talk(url):
        return read_xml((yield Request(url))).tag

    with serving({"/": FAULTS[fault]}) as server:
        outcome = one(talk(server.url("/")))
    assert reason_of(outcome) is reason
    assert outcome.value is None
    assert "\n" not in str(outcome.error)
    assert len(str(outcome.error)) < 300
    assert "Traceback" not in str(outcome.error)


@pytest.mark.parametrize("fault", ["gzip", "other_charset", "lying_next"])
def test_what_is_merely_odd_is_read(fault):
    """Packed answers, and other character sets that are declared."""

    def talk(url):
        return "".join(read_xml((yield Request(url))).itertext())

    with serving({"/": FAULTS[fault]}) as server:
        assert "Forêts" in one(talk(server.url("/"))).value


def test_the_status_of_an_error_is_for_the_conversation_to_judge():
    def talk(url):
        answer = yield Request(url)
        return answer.status, b"java.lang" in answer.content

    with serving({"/": FAULTS["500"]}) as server:
        assert one(talk(server.url("/"))).value == (500, True)


def test_a_redirect_is_followed_and_reported():
    moved = Reply(b"", 301, headers=(("Location", "/here"),))
    with serving({"/there": moved, "/here": Reply(b"found")}) as server:
        answer = one(get(server.url("/there"))).value
        assert (answer.content, answer.url) == (b"found", server.url("/here"))


def test_a_user_name_in_an_address_is_not_reported():
    """What is kept of an answer holds no credentials."""
    with serving({"/": Reply(b"found")}) as server:
        answer = one(get(server.url("/").replace("http://", "http://me:secret@"))).value
        assert answer.url == server.url("/")


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "file:///etc/passwd", "/relative", "", "http:///path", "http://"]
)
def test_only_http_and_https_are_requested(url):
    outcome = one(get(url))
    assert reason_of(outcome) is FailureReason.UNREACHABLE
    assert "is not an http or https address" in str(outcome.error)


def test_a_dead_server_is_unreachable():
    assert reason_of(one(get(dead_address()))) is FailureReason.UNREACHABLE


def test_all_are_requested_at_the_same_time_and_returned_in_their_order():
    with serving({"/": lambda seen: Reply(seen.target.encode(), delay=0.6 - int(seen.target[1:]) / 10)}) as server:
        started = time.monotonic()
        outcomes = run_exchanges([get(server.url(f"/{number}")) for number in range(5)], LIMIT)
        assert time.monotonic() - started < 1.2
    assert [outcome.value.content for outcome in outcomes] == [b"/0", b"/1", b"/2", b"/3", b"/4"]


def test_one_that_fails_takes_no_other_with_it():
    with serving({"/": Reply(b"good"), "/slow": FAULTS["slow"]}) as server:
        urls = [server.url("/slow"), dead_address(), server.url("/")]
        outcomes = run_exchanges([get(url) for url in urls], 0.5)
    assert [reason_of(outcome) for outcome in outcomes[:2]] == [FailureReason.TOO_SLOW, FailureReason.UNREACHABLE]
    assert outcomes[2].value.content == b"good"


def test_no_question_no_answer():
    assert run_exchanges([], LIMIT) == []


def test_it_works_in_the_background_too():
    with serving({"/": Reply(b"x"), "/slow": FAULTS["slow"]}) as server:
        urls = [server.url("/"), server.url("/slow"), dead_address()]
        outcomes = in_a_thread(lambda: run_exchanges([get(url) for url in urls], 0.5))
    assert outcomes[0].value.content == b"x"
    assert [reason_of(outcome) for outcome in outcomes[1:]] == [FailureReason.TOO_SLOW, FailureReason.UNREACHABLE]


def test_fetching_gives_the_content_or_says_why_not():
    with serving({"/": Reply(b"content"), "/403": FAULTS["403"]}) as server:
        assert in_a_thread(lambda: fetch(server.url("/"), LIMIT)) == b"content"
        with pytest.raises(CtdError, match=r"^No response: access denied: 403 \(http://127.0.0.1"):
            fetch(server.url("/403"), LIMIT)
