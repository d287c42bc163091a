"""The file of results: what is written of a check, read back, merged with another, and refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import jsonschema
import pytest

from ctd_plugin.catalogues.endpoint_checks import (
    SHIPPED_CHECKS,
    EndpointChecks,
    addresses_of,
    merged,
    read_checks,
    write_checks,
)
from ctd_plugin.catalogues.health import Clue, Health, Move, combined, key_of, platform_in_order
from ctd_plugin.catalogues.http.exchange import FailureReason
from ctd_plugin.catalogues.registry import Protocol, read_platforms
from ctd_plugin.errors import CtdError
from tests.support.paths import DATA
from tests.support.platform_lists import endpoint, platforms_file

SCHEMA = json.loads((DATA / "endpoint_checks.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
A, B = endpoint("https://a.example.org/wms"), endpoint("https://b.example.org/csw", Protocol.CSW)
MOVE = Move("https://new.example.org/wms", Clue.REDIRECT, "https://a.example.org/wms")


def on(day: int, reason: FailureReason | None = None, **more: object) -> Health:
    return Health(datetime(2026, 12, day, 12, tzinfo=UTC), reason, **more)


def checks(day: int, *healths: Health) -> EndpointChecks:
    return EndpointChecks(date(2026, 12, day), f"CTD {day}", dict(zip(map(key_of, (A, B)), healths, strict=False)))


@pytest.fixture
def platforms(tmp_path):
    return read_platforms(platforms_file(tmp_path, [A, B]) and tmp_path / "platforms.json")


def test_the_shipped_file_keeps_its_rules_and_names_no_address_that_the_registry_lacks():
    VALIDATOR.validate(json.loads(SHIPPED_CHECKS.read_text(encoding="utf-8")))
    shipped, registry = read_checks(), read_platforms()
    assert shipped.endpoints.keys() <= {key_of(one) for platform in registry for one in platform.endpoints}
    assert shipped.homepages.keys() <= {platform.homepage for platform in registry}


def test_what_is_written_is_read_back_and_says_nothing_of_who_asked(tmp_path):
    path = tmp_path / "checks.json"
    found = checks(
        3,
        on(3, server="GeoServer", version="1.3.0", count=12, seconds=1.5, moves=(MOVE,)),
        on(3, FailureReason.REFUSED, detail="403, “blocked: 192.0.2.7”", seconds=2.0, server="proxy01.region.fr"),
    )
    write_checks(path, found)
    content = path.read_text(encoding="ascii")
    VALIDATOR.validate(json.loads(content))
    assert "192.0.2.7" not in content
    assert "proxy01" not in content
    assert "12:00" not in content
    read = read_checks(path)
    answered, refused = (read.endpoints[key_of(one)] for one in (A, B))
    assert (answered.day, answered.count, answered.version, answered.server) == (
        date(2026, 12, 3),
        12,
        "1.3.0",
        "GeoServer",
    )
    assert answered.moves == (MOVE,)
    assert (refused.reason, refused.detail, refused.day) == (FailureReason.REFUSED, "403", date(2026, 12, 3))
    write_checks(path, read)
    assert path.read_text(encoding="ascii") == content


def test_what_servers_send_never_makes_a_file_that_is_refused(tmp_path):
    path = tmp_path / "checks.json"
    odd = Move("https://new.example.org/\u200b", Clue.PAGE, "https://a.example.org/")
    write_checks(path, checks(3, on(3, server="\ud800Tom\x00cat" + "x" * 900, count=1 << 60, moves=(odd, MOVE))))
    (health,) = read_checks(path).endpoints.values()
    assert health.server.startswith("Tomcat")
    assert (health.count, health.moves) == (None, (MOVE,))


def test_every_address_of_the_registry_can_be_in_the_file(tmp_path):
    keys, homepages = addresses_of(read_platforms())
    path = tmp_path / "checks.json"
    write_checks(
        path, EndpointChecks(date(2026, 12, 3), "", dict.fromkeys(keys, on(3)), dict.fromkeys(homepages, on(3)))
    )
    read = read_checks(path)
    assert (read.endpoints.keys(), read.homepages.keys()) == (keys, homepages)


def test_the_order_of_the_file_does_not_depend_on_that_of_the_check(tmp_path):
    path = tmp_path / "checks.json"
    write_checks(path, checks(3, on(3), on(3)))
    before = path.read_bytes()
    turned = dict(reversed(checks(3, on(3), on(3)).endpoints.items()))
    write_checks(path, EndpointChecks(date(2026, 12, 3), "CTD 3", turned))
    assert path.read_bytes() == before
    assert b"\r" not in before


def test_who_does_not_answer_today_keeps_its_last_answer_and_says_since_when(platforms):
    key = key_of(A)
    run = checks(1, on(1))
    for day, reason in ((3, FailureReason.TOO_SLOW), (5, FailureReason.NOT_FOUND)):
        run = merged(run, checks(day, on(day, reason)), platforms)
    health = run.endpoints[key]
    assert (health.reason, health.answered_on) == (FailureReason.NOT_FOUND, date(2026, 12, 1))
    assert (health.failing_since, health.day) == (date(2026, 12, 3), date(2026, 12, 5))
    again = merged(run, checks(7, on(7)), platforms).endpoints[key]
    assert (again.last_answer, again.first_failure) == (date(2026, 12, 7), None)
    assert (run.checked_on, run.made_with) == (date(2026, 12, 5), "CTD 5")


def test_an_older_file_that_is_sent_in_adds_its_answer_and_takes_nothing_away(platforms):
    here = checks(10, on(10, FailureReason.UNREACHABLE))
    health = merged(here, checks(5, on(5)), platforms)
    assert health.made_with == "CTD 10"
    assert health.endpoints[key_of(A)].answered_on == date(2026, 12, 5)
    assert health.endpoints[key_of(A)].first_failure == date(2026, 12, 10)


def test_a_run_of_some_platforms_leaves_the_results_of_the_others(platforms):
    both = merged(checks(1, on(1), on(1)), checks(3, on(3)), platforms)
    assert [both.endpoints[key_of(one)].day.day for one in (A, B)] == [3, 1]


def test_a_proxy_that_fails_says_nothing_about_the_service(platforms):
    after = merged(checks(1, on(1)), checks(3, on(3, FailureReason.PROXY), on(3, FailureReason.CANCELLED)), platforms)
    assert after.endpoints == checks(1, on(1)).endpoints


def test_an_address_that_the_registry_no_longer_has_is_left_out(platforms):
    gone = endpoint("https://old.example.org/wms")
    earlier = EndpointChecks(date(2026, 12, 1), "", {key_of(gone): on(1)}, {"https://old.example.org/": on(1)})
    assert not merged(earlier, EndpointChecks(), platforms)


def test_what_answered_comes_first_and_what_did_not_last():
    others = [endpoint(f"https://{name}.example.org") for name in "cd"]
    checked = {key_of(A): on(1, FailureReason.TOO_SLOW), key_of(others[1]): on(1, FailureReason.BUSY)}
    one = replace(read_platforms()[0], endpoints=(A, B, *others))
    assert platform_in_order(one, checked).endpoints == (others[1], B, others[0], A)
    assert platform_in_order(one, {}) is one


def test_of_two_at_the_same_moment_the_second_counts():
    assert combined(on(1, count=1), on(1, count=2)).count == 2
    assert combined(on(2, count=1), on(1, count=2)).count == 1


ENTRY = {"protocol": "wms", "url": "https://a.example.org", "state": "answers", "checked_on": "2026-12-03"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"url": "javascript:alert(1)"}, "endpoints, entry 1: the field “url” is wrong"),
        ({"url": "https://jeanne:secret@a.example.org"}, "“url”"),
        ({"url": "https://a.example.org/ b"}, "“url”"),
        ({"url": None}, "“url”"),
        ({"status": 1 << 40}, "“status”"),
        ({"protocol": "telex"}, "“protocol”"),
        ({"state": "well"}, "“state”"),
        ({"checked_on": "yesterday"}, "“checked_on”"),
        ({"checked_on": "2026-02-31"}, "“checked_on”"),
        ({"checked_on": "0001-01-01"}, "“checked_on”"),
        # Of a time zone in the east that is a day for which no computer has a time.
        ({"checked_on": "9999-12-31"}, "“checked_on”"),
        ({"answered_on": "9999-12-31"}, "“answered_on”"),
        ({"checked_on": None}, "“checked_on”"),
        ({"count": -1}, "“count”"),
        ({"count": True}, "“count”"),
        ({"count": 1e400}, "“count”"),
        ({"software": "a\u0000b"}, "“software”"),
        ({"software": "x" * 1000}, "“software”"),
        ({"moved_to": "https://b.example.org"}, "“moved_to”"),
        (
            {"moved_to": [{"url": "https://b.example.org", "clue": "guess", "source": "https://c.example.org"}]},
            "“clue”",
        ),
        (
            {"moved_to": 11 * [{"url": "https://b.example.org", "clue": "page", "source": "https://c.example.org"}]},
            "“moved_to”",
        ),
        ({"host": "pc-de-jeanne"}, "“host”"),
    ],
)
def test_a_file_that_breaks_a_rule_is_refused_in_a_sentence(tmp_path, change, words):
    path = tmp_path / "checks.json"
    content = {"checked_on": "2026-12-03", "made_with": "x", "endpoints": [ENTRY | change], "homepages": []}
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(CtdError) as error:
        read_checks(path)
    assert str(path) in str(error.value)
    assert words in str(error.value)
    assert str(error.value).endswith(".")
    assert not VALIDATOR.is_valid(content)


@pytest.mark.parametrize(
    "content", [b"", b"[", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b"{}", b'{"endpoints": ["a"]}']
)
def test_what_is_no_file_of_results_is_refused_in_a_sentence(tmp_path, content):
    path = tmp_path / "checks.json"
    path.write_bytes(content)
    with pytest.raises(CtdError, match="cannot be used"):
        read_checks(path)
    with pytest.raises(CtdError, match="cannot be used"):
        read_checks(tmp_path / "none.json")


def test_a_day_is_the_same_wherever_the_reader_is(tmp_path, monkeypatch):
    import time

    path = tmp_path / "checks.json"
    write_checks(path, checks(3, on(3)))
    try:
        for zone in ("Pacific/Tahiti", "Indian/Reunion", "Pacific/Wallis"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            health = read_checks(path).endpoints[key_of(A)]
            assert health.day == date(2026, 12, 3)
            # What the user checked that day is newer.
            own = Health((health.checked_at + timedelta(minutes=1)).astimezone(UTC), count=7)
            assert combined(own, health).count == 7
    finally:
        monkeypatch.undo()
        time.tzset()
