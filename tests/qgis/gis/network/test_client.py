"""Conversations over QGIS's network access, with servers that behave and that do not."""

from __future__ import annotations

import resource
import subprocess
import sys
import threading
import time
from functools import partial

import pytest
from qgis.core import QgsFeedback, QgsNetworkAccessManager, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QEventLoop, QTimer
from qgis.PyQt.QtNetwork import QNetworkProxy

from ctd_plugin.catalogues.http.exchange import CatalogueError, FailureReason, Request, read_xml
from ctd_plugin.errors import CtdError
from ctd_plugin.gis.network import parser_thread
from ctd_plugin.gis.network.client import answers_to, ask, fetch, stop
from ctd_plugin.gis.network.exchange import LARGEST_ANSWER, under_way
from tests.peers.faults import FAULTS, MEGABYTE, Reply, bomb, dead_address, gzipped, serving, serving_apart
from tests.support import waiting
from tests.support.paths import ROOT

pytestmark = pytest.mark.usefixtures("clean_network")

LIMIT = 5
"""Seconds that a test's conversation may take; none should need them."""
until = partial(waiting.until, seconds=LIMIT)


def get(url, **more):
    return (yield Request(url, **more))


def one(conversation, seconds=LIMIT):
    (outcome,) = answers_to([conversation], seconds)
    return outcome


def trouble_of(outcome):
    assert isinstance(outcome.error, CatalogueError), outcome
    return outcome.error.reason


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


def test_qgis_says_who_asks():
    """Failure 26: a server may refuse a request without a User-Agent; ours is QGIS's own."""

    def picky(seen):
        return Reply(b"welcome" if "QGIS/" in seen.headers.get("User-Agent", "") else b"", 200)

    with serving({"/": picky}) as server:
        assert one(get(server.url("/"))).value.content == b"welcome"


@pytest.mark.parametrize(
    ("fault", "trouble"),
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
def test_a_fault_is_told_in_one_sentence(fault, trouble):
    """Failures 1, 8, 14: pages instead of data, exceptions with status 200, character sets and declarations."""

    def talk(url):
        return read_xml((yield Request(url))).tag

    with serving({"/": FAULTS[fault]}) as server:
        outcome = one(talk(server.url("/")))
    assert trouble_of(outcome) is trouble
    assert outcome.value is None
    assert "\n" not in str(outcome.error)
    assert len(str(outcome.error)) < 300
    assert "Traceback" not in str(outcome.error)


@pytest.mark.parametrize("fault", ["gzip", "other_charset", "lying_next"])
def test_what_is_merely_odd_is_read(fault):
    """Failure 14: packed answers, and other character sets that are declared."""

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


def test_a_redirect_is_followed_and_told():
    moved = Reply(b"", 301, headers=(("Location", "/here"),))
    with serving({"/there": moved, "/here": Reply(b"found")}) as server:
        answer = one(get(server.url("/there"))).value
        assert (answer.content, answer.url) == (b"found", server.url("/here"))


def test_a_user_name_in_an_address_is_not_told():
    """Failure 7: what is kept of an answer holds no credentials."""
    with serving({"/": Reply(b"found")}) as server:
        answer = one(get(server.url("/").replace("http://", "http://me:secret@"))).value
        assert answer.url == server.url("/")


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "file:///etc/passwd", "/relative", "", "http:///path", "http://"]
)
def test_only_http_and_https_are_asked(url):
    outcome = one(get(url))
    assert trouble_of(outcome) is FailureReason.UNREACHABLE
    assert "is not an http or https address" in str(outcome.error)


def test_a_dead_server_is_unreachable():
    """Failure 21."""
    assert trouble_of(one(get(dead_address()))) is FailureReason.UNREACHABLE


@pytest.mark.parametrize("fault", ["slow", "dripping"])
def test_nobody_escapes_the_limit(fault):
    """Failure 21: neither a silent server nor one that sends a byte now and then."""
    with serving({"/": FAULTS[fault]}) as server:
        outcome = one(get(server.url("/")), 0.5)
    assert trouble_of(outcome) is FailureReason.TOO_SLOW
    assert "0.5 s" in str(outcome.error)
    assert 0.45 < outcome.seconds < 1


def test_the_limit_holds_for_all_requests_of_a_conversation_together():
    """Failure 21."""

    def talk(url):
        for number in range(100):
            yield Request(f"{url}{number}")

    with serving({"/": Reply(b"", delay=0.2)}) as server:
        outcome = one(talk(server.url("/")), 0.7)
        assert trouble_of(outcome) is FailureReason.TOO_SLOW
        assert outcome.seconds < 1.2
        assert 2 <= len(server.seen) <= 5


def test_an_answer_that_came_in_time_is_read_even_when_reading_takes_longer():
    def talk(url):
        answer = yield Request(url)
        time.sleep(0.6)
        return answer.content

    with serving({"/": Reply(b"whole")}) as server:
        assert one(talk(server.url("/")), 0.5).value == b"whole"


def test_we_give_up_before_qgis_complains():
    """Failure 6: QGIS's own limit, where it is the shorter, would put a warning on the window."""
    manager = QgsNetworkAccessManager.instance()
    limit = manager.timeout()
    complaints = []
    manager.requestTimedOut.connect(complaints.append)
    QgsNetworkAccessManager.setTimeout(600)
    try:
        with serving({"/": FAULTS["slow"]}) as server:
            outcome = one(get(server.url("/")))
    finally:
        QgsNetworkAccessManager.setTimeout(limit)
        manager.requestTimedOut.disconnect(complaints.append)
    assert trouble_of(outcome) is FailureReason.TOO_SLOW
    assert outcome.seconds < 0.7
    assert complaints == []


def test_no_setting_of_qgis_is_changed():
    """Failure 6."""

    def settings():
        stored = QgsSettings()
        return {key: stored.value(key) for key in stored.allKeys()}

    before = settings()
    with serving({"/": Reply(b"x"), "/slow": FAULTS["slow"]}) as server:
        answers_to([get(server.url("/")), get(server.url("/slow"))], 0.3)
    assert settings() == before


@pytest.mark.parametrize("reply", [FAULTS["large"], bomb()], ids=["large", "bomb"])
def test_an_answer_without_end_fills_no_memory(reply):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with serving({"/": reply}) as server:
        outcome = one(get(server.url("/")), 20)
    assert trouble_of(outcome) in (FailureReason.TOO_LARGE, FailureReason.UNREADABLE)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown < 5 * LARGEST_ANSWER / MEGABYTE


@pytest.mark.parametrize("packing", [lambda reply: reply, gzipped], ids=["plain", "gzip"])
def test_a_long_answer_comes_in_whole_and_its_progress_is_told(packing):
    body = b"".join(b"%08d" % number for number in range(1_000_000))
    told, outcomes = [], []
    with serving({"/": packing(Reply(body))}) as server:
        ask(get(server.url("/")), LIMIT, outcomes.append, on_progress=told.append)
        assert until(lambda: outcomes)
    assert outcomes[0].value.content == body
    assert told == sorted(told)
    assert told[-1] == len(body)
    assert len(told) >= 2


def test_all_are_asked_at_the_same_time_and_answered_in_the_order_of_asking():
    with serving({"/": lambda seen: Reply(seen.target.encode(), delay=0.6 - int(seen.target[1:]) / 10)}) as server:
        started = time.monotonic()
        outcomes = answers_to([get(server.url(f"/{number}")) for number in range(5)], LIMIT)
        assert time.monotonic() - started < 1.2
    assert [outcome.value.content for outcome in outcomes] == [b"/0", b"/1", b"/2", b"/3", b"/4"]


def test_one_that_fails_takes_no_other_with_it():
    """Failures 12, 21."""
    with serving({"/": Reply(b"good"), "/slow": FAULTS["slow"]}) as server:
        urls = [server.url("/slow"), dead_address(), server.url("/")]
        outcomes = answers_to([get(url) for url in urls], 0.5)
    assert [trouble_of(outcome) for outcome in outcomes[:2]] == [FailureReason.TOO_SLOW, FailureReason.UNREACHABLE]
    assert outcomes[2].value.content == b"good"


def test_no_question_no_answer():
    assert answers_to([], LIMIT) == []


def test_a_fault_in_a_client_is_named_and_logged(qgis_app, unforeseen_errors):
    logged = []
    log = qgis_app.messageLog()

    def keep(message, tag, _level):
        logged.append((tag, message))

    log.messageReceived.connect(keep)

    def talk(url):
        answer = yield Request(url)
        return {}[answer.content]

    with serving({"/": Reply(b"key")}) as server:
        outcome = one(talk(server.url("/")))
    QCoreApplication.processEvents()
    log.messageReceived.disconnect(keep)
    assert isinstance(outcome.error, CtdError)
    assert "KeyError: b'key'" in str(outcome.error)
    assert [tag for tag, message in logged if "KeyError" in message and "Traceback" in message] == ["CTD"]


def test_reading_is_done_in_another_thread_one_turn_at_a_time():
    """Failure 2: parsing on the GUI thread would freeze QGIS."""
    running, most, threads = set(), [], set()

    def talk(number, url):
        for _ in range(3):
            running.add(number)
            most.append(len(running))
            threads.add(threading.current_thread().ident)
            time.sleep(0.01)
            running.remove(number)
            yield Request(url)

    with serving({"/": Reply(b"x")}) as server:
        outcomes = answers_to([talk(number, server.url("/")) for number in range(6)], LIMIT)
    assert all(outcome.error is None for outcome in outcomes)
    assert threading.current_thread().ident not in threads
    assert set(most) == {1}
    assert len(threads) == 1


def test_windows_are_served_while_answers_are_read():
    """Failure 2: the event loop is never held for long, though much is parsed."""
    body = b"<r>" + b"<e a='1'>text</e>" * 40_000 + b"</r>"
    gaps, last = [], [time.monotonic()]

    def tick():
        gaps.append(time.monotonic() - last[0])
        last[0] = time.monotonic()

    def talk(url):
        root = read_xml((yield Request(url)))
        return sum(len(element.text or "") for _ in range(5) for element in root.iter())

    timer = QTimer()
    timer.timeout.connect(tick)
    timer.start(5)
    with serving_apart({"/": Reply(body, content_type="application/xml")}) as (address,):
        last[0] = time.monotonic()
        outcomes = answers_to([talk(address) for _ in range(6)], 20)
    timer.stop()
    assert {outcome.value for outcome in outcomes} == {5 * 4 * 40_000}
    assert len(gaps) > 10
    # Python alone decides how long one thread waits for the other; on a busy machine now and then for longer.
    assert sorted(gaps)[-2] < 0.5


def test_cancelled_at_once_and_never_heard_of_again():
    """Failure 4."""
    closed, outcomes = [], []

    def talk(url):
        try:
            yield Request(url)
        finally:
            closed.append(url)

    with serving({"/": FAULTS["slow"]}) as server:
        askings = [ask(talk(server.url("/")), LIMIT, outcomes.append) for _ in range(10)]
        assert until(lambda: len(server.seen) >= 6)
        started = time.monotonic()
        for asking in askings:
            asking.cancel()
            asking.cancel()
        assert time.monotonic() - started < 0.5
        assert until(lambda: len(closed) == 10)
        stop()
        QCoreApplication.processEvents()
    assert outcomes == []


def test_cancelled_before_it_began_or_while_it_reads():
    """Failure 4."""
    reading_now, go_on, closed, outcomes = threading.Event(), threading.Event(), threading.Event(), []

    def talk(url):
        try:
            yield Request(url)
            reading_now.set()
            go_on.wait(LIMIT)
            yield Request(url)
        finally:
            closed.set()

    with serving({"/": Reply(b"x")}) as server:
        ask(get(server.url("/")), LIMIT, outcomes.append).cancel()
        asking = ask(talk(server.url("/")), LIMIT, outcomes.append)
        assert until(reading_now.is_set)
        asking.cancel()
        go_on.set()
        assert closed.wait(LIMIT)
        QCoreApplication.processEvents()
        assert len(server.seen) == 1
    assert outcomes == []


def test_stopping_ends_what_is_under_way_and_leaves_no_thread():
    """Failure 4: the plugin is unloaded, or QGIS closed, in the midst of a search."""
    outcomes = []

    def talk(url):
        answer = yield Request(url)
        time.sleep(0.2)
        return answer

    with serving({"/": Reply(b"x"), "/slow": FAULTS["slow"]}) as server:
        for path in ("/", "/slow") * 5:
            ask(talk(server.url(path)), LIMIT, outcomes.append)
        assert until(lambda: len(server.seen) >= 6)
        stop()
        assert parser_thread._pool.activeThreadCount() == 0
        assert not under_way
        QCoreApplication.processEvents()
        assert outcomes == []
        # And it can be taken up again, as after a reload.
        assert one(get(server.url("/"))).value.content == b"x"


@pytest.mark.parametrize("moment", ["asked", "reading"])
def test_qgis_closes_in_the_midst(moment, tmp_path):
    """Failure 4: no crash and no thread left over, in a process of its own that ends as QGIS does."""
    code = f"""
import time
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QTimer
application = QgsApplication([], True)
application.initQgis()
from ctd_plugin.catalogues.http.exchange import Request
from ctd_plugin.gis.network.client import ask
from tests.peers.faults import FAULTS, Reply, serving

def talk(url):
    try:
        yield Request(url)
        if {moment == "reading"}:
            QTimer.singleShot(0, application.quit)
            for _ in range(300):
                time.sleep(0.001)
        yield Request(url)
    finally:
        print("closed", flush=True)

with serving({{"/": Reply(b"x"), "/slow": FAULTS["slow"]}}) as server:
    for number in range(8):
        ask(talk(server.url("/slow" if {moment == "asked"} else "/")), 30, print)
    QTimer.singleShot(300, application.quit)
    application.exec()
    application.exitQgis()
print("ended", flush=True)
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert run.returncode == 0, run.stderr
    lines = run.stdout.splitlines()
    assert lines[-1] == "ended"
    assert lines.count("closed") >= 6
    assert not any("Outcome" in line for line in lines)


def in_a_thread(work):
    """Do work in a thread while events are handled here, as Processing does; return what it gave."""
    given = []
    thread = threading.Thread(target=lambda: given.append(work()))
    thread.start()
    assert until(lambda: not thread.is_alive(), seconds=10)
    thread.join()
    return given[0]


def test_it_works_in_the_background_too():
    with serving({"/": Reply(b"x"), "/slow": FAULTS["slow"]}) as server:
        urls = [server.url("/"), server.url("/slow"), dead_address()]
        outcomes = in_a_thread(lambda: answers_to([get(url) for url in urls], 0.5))
    assert outcomes[0].value.content == b"x"
    assert [trouble_of(outcome) for outcome in outcomes[1:]] == [FailureReason.TOO_SLOW, FailureReason.UNREACHABLE]


@pytest.mark.parametrize("run", [lambda work: work(), in_a_thread], ids=["here", "in the background"])
def test_an_algorithm_is_cancelled_at_once_and_keeps_what_it_has(run):
    feedback, progress = QgsFeedback(), []
    feedback.progressChanged.connect(progress.append)
    feedback.progressChanged.connect(lambda: feedback.cancel())
    started = time.monotonic()
    with serving({"/": Reply(b"x"), "/slow": FAULTS["slow"]}) as server:
        urls = [server.url("/slow"), server.url("/")]
        outcomes = run(lambda: answers_to([get(url) for url in urls], LIMIT, feedback))
    assert time.monotonic() - started < 2
    assert trouble_of(outcomes[0]) is FailureReason.CANCELLED
    assert outcomes[1].value.content == b"x"
    QCoreApplication.processEvents()
    assert progress == [50]


def test_what_is_cancelled_beforehand_asks_nobody():
    feedback = QgsFeedback()
    feedback.cancel()
    with serving({"/": Reply(b"x")}) as server:
        assert trouble_of(answers_to([get(server.url("/"))], LIMIT, feedback)[0]) is FailureReason.CANCELLED
        assert server.seen == []


@pytest.mark.parametrize("is_cancelled", [False, True])
def test_the_clock_stands_still_while_qgis_asks_for_a_password(is_cancelled):
    """Failure 5: QGIS's authentication applies; a reply taken away while its window is open would crash QGIS."""
    outcomes, asked = [], []
    manager = QgsNetworkAccessManager.instance()

    def window(_request_id, realm):
        loop = QEventLoop()
        if is_cancelled:
            QTimer.singleShot(100, asking.cancel)
        QTimer.singleShot(700, loop.quit)
        loop.exec()
        asked.append(realm)

    with serving({"/": FAULTS["401"]}) as server:
        asking = ask(get(server.url("/")), 0.4, outcomes.append)
        # QGIS opens its window after it has told of it; so does this one, which comes after ours.
        manager.requestRequiresAuth.connect(window)
        try:
            assert until(lambda: asked and (outcomes or is_cancelled))
        finally:
            manager.requestRequiresAuth.disconnect(window)
        QCoreApplication.processEvents()
    assert asked == ["prive"]
    assert [outcome.value.status for outcome in outcomes] == ([] if is_cancelled else [401])


@pytest.fixture
def behind():
    """Return a function that puts QGIS behind a proxy, for the time of the test."""
    manager = QgsNetworkAccessManager.instance()
    before = manager.fallbackProxy(), manager.excludeList(), manager.noProxyList()

    def go_behind(address):
        host, port = address.removeprefix("http://").split(":")
        manager.setFallbackProxyAndExcludes(QNetworkProxy(QNetworkProxy.ProxyType.HttpProxy, host, int(port)), [], [])

    yield go_behind
    manager.setFallbackProxyAndExcludes(*before)


def test_the_proxy_of_qgis_is_used(behind):
    """Failure 5."""
    with serving({"/": Reply(b"x")}) as server:
        behind(server.address)
        assert one(get("http://example.invalid/")).value.content == b"x"
        assert server.seen[0].target == "http://example.invalid/"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_refuses_is_named(behind, scheme):
    """Failure 5."""
    dead = dead_address()
    behind(dead)
    outcome = one(get(f"{scheme}://example.invalid/"))
    assert trouble_of(outcome) is FailureReason.UNREACHABLE
    assert f"(through the proxy {dead.removeprefix('http://')} of QGIS’s network options)" in str(outcome.error)
    asks = Reply(b"", 407, headers=(("Proxy-Authenticate", 'Basic realm="proxy"'),))
    with serving({"/": asks}) as server:
        behind(server.address)
        outcome = one(get("http://example.invalid/"))
    assert trouble_of(outcome) is FailureReason.UNREACHABLE
    assert "through the proxy" in str(outcome.error)


def test_fetching_gives_the_content_or_says_why_not():
    with serving({"/": Reply(b"content"), "/403": FAULTS["403"]}) as server:
        assert in_a_thread(lambda: fetch(server.url("/"), LIMIT)) == b"content"
        with pytest.raises(CtdError, match=r"^No answer: refused: 403 \(http://127.0.0.1"):
            fetch(server.url("/403"), LIMIT)
