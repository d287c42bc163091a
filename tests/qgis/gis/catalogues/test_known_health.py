"""The results that come with the plugin, beside those of the user's own checks, wherever an address is shown."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import processing
import pytest
from qgis.core import QgsProject

from ctd_plugin.catalogues.endpoint_checks import EndpointChecks, write_checks
from ctd_plugin.catalogues.health import Clue, Health, Move, key_of
from ctd_plugin.catalogues.http.exchange import FailureReason
from ctd_plugin.catalogues.registry import Protocol
from ctd_plugin.gis.atlas.platforms_table import _Trust
from ctd_plugin.gis.catalogues import known_health as module
from ctd_plugin.gis.catalogues.health_store import health_text, store_health
from ctd_plugin.gis.catalogues.known_health import known_health, shipped_checks, shipped_problem
from ctd_plugin.gis.catalogues.own_platforms import with_own
from ctd_plugin.gis.opendata.tables import open_tables
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.regions.edition_cache import edition_of
from ctd_plugin.gis.regions.sections import check_text, endpoint_texts
from ctd_plugin.gis.themes.platform_health import draw_health
from ctd_plugin.gui.region.page_html import PageState, endpoints, region_page
from ctd_plugin.i18n import language
from tests.peers.faults import serving
from tests.peers.portal import package, reply
from tests.support.platform_lists import endpoint, platforms_file

DAY = datetime(2026, 12, 3, 12, tzinfo=UTC)


@pytest.fixture
def shipped(monkeypatch, tmp_path, profile):
    """Return a function that makes the plugin come with these results."""
    path = tmp_path / "endpoint_checks.json"
    monkeypatch.setattr(module, "SHIPPED_CHECKS", path)

    def ship(results):
        write_checks(path, EndpointChecks(date(2026, 12, 3), "CTD", results))

    ship.path = path
    return ship


@pytest.fixture
def brittany(profile, bundled):
    project = QgsProject()
    layers = load_layers(project, bundled)
    edition = edition_of(layers)
    yield layers, edition, next(one for one in edition.profiles if one.code == "53")
    project.clear()


def test_until_somebody_has_checked_everything_looks_as_without(shipped, brittany):
    shipped({})
    _, edition, region = brittany
    assert with_own(edition) is edition
    assert check_text(region.platforms, known_health()) == "Addresses not checked"
    assert shipped_problem() == ""


def test_what_answered_is_said_with_its_day_instead_of_the_confidence(shipped, brittany):
    layers, edition, region = brittany
    known = endpoints(region)
    answered, failed = known[-1][1], known[0][1]
    results = {
        key_of(answered): Health(DAY, count=12),
        key_of(failed): Health(DAY, FailureReason.NOT_FOUND, "404", answered_on=date(2026, 5, 1)),
    }
    shipped(results)
    found = known_health()
    assert endpoint_texts(answered, found).trust.startswith("answered on 3 December 2026 (12 ")
    text = "not found on 3 December 2026 (last answered on 1 May 2026)"
    assert endpoint_texts(failed, found).trust == text
    assert check_text(region.platforms, found).startswith("1 address out of 2 answered on 3 December 2026, ")
    page = region_page(region, edition.profiles, PageState(folded=()), {})
    assert text in page
    assert "answered on 3 December 2026 (12 " in page
    notes = " ".join(_Trust([endpoint for _, endpoint in known], found).notes())
    assert "answered on 3 December 2026" in notes
    assert "not found on 3 December 2026" in notes
    drawing = draw_health(layers)
    assert drawing.dated == "checked on 2026-12-03"
    assert drawing.texts["53"] == "1/2"
    with language("fr"):
        assert "2026" in check_text(region.platforms, found)


def test_the_open_data_have_the_days_of_the_last_check_and_answer_where_there_was_one(shipped, brittany):
    _, edition, region = brittany
    (_, answered), *_, (_, failed) = endpoints(region)
    shipped({})
    fields = [field.name for field in open_tables(edition).by_name["endpoints"].fields]
    assert not {"checked_on", "answered_on"} & set(fields)
    shipped({key_of(answered): Health(DAY), key_of(failed): Health(DAY, FailureReason.TOO_SLOW)})
    table = open_tables(edition).by_name["endpoints"]
    assert [field.name for field in table.fields] == [*fields, "checked_on", "answered_on"]
    assert all(field.title and field.description for field in table.fields)
    rows = {row["url"]: (row["checked_on"], row["answered_on"]) for row in table.rows}
    assert (rows[answered.url], rows[failed.url]) == ((DAY.date(), DAY.date()), (DAY.date(), None))
    assert set(rows.values()) == {(DAY.date(), DAY.date()), (DAY.date(), None), (None, None)}


def test_results_of_a_wrong_clock_do_not_count_for_ever(shipped, brittany):
    one = key_of(endpoints(brittany[2])[0][1])
    shipped({})
    store_health({one: Health(DAY.replace(year=2099), count=1)})
    store_health({one: Health(DAY, count=2)})
    assert known_health()[one].count == 2
    store_health({one: Health(DAY.replace(hour=11), count=3)})
    assert known_health()[one].count == 2


def test_what_answered_comes_first_in_the_panel(shipped, brittany):
    _, edition, region = brittany
    platform = max(region.platforms, key=lambda one: len(one.endpoints))
    shipped(
        {key_of(platform.endpoints[-1]): Health(DAY), key_of(platform.endpoints[0]): Health(DAY, FailureReason.BUSY)}
    )
    shown = next(one for one in with_own(edition).profiles if one.code == "53")
    (now,) = [one for one in shown.platforms if one.id == platform.id]
    assert now.endpoints[:2] == (platform.endpoints[0], platform.endpoints[-1])
    assert set(now.endpoints) == set(platform.endpoints)


@pytest.mark.parametrize(("hour", "day", "reason"), [(9, 3, "too_slow"), (23, 4, "too_slow"), (12, 1, None)])
def test_of_two_checks_the_newer_one_counts(shipped, brittany, hour, day, reason):
    one = endpoints(brittany[2])[0][1]
    shipped({key_of(one): Health(DAY)})
    store_health({key_of(one): Health(datetime(2026, 12, day, hour, tzinfo=UTC), FailureReason.TOO_SLOW)})
    assert known_health()[key_of(one)].reason == reason


def test_a_proxy_that_keeps_the_user_from_a_service_takes_nothing_from_what_is_known(shipped, brittany):
    one = endpoints(brittany[2])[0][1]
    shipped({key_of(one): Health(DAY)})
    store_health({key_of(one): Health(DAY.replace(day=5), FailureReason.PROXY)})
    assert known_health()[key_of(one)].is_alive


def test_an_address_that_has_changed_since_has_no_result(shipped, brittany):
    one = endpoints(brittany[2])[0][1]
    shipped({key_of(one): Health(DAY)})
    moved = replace(one, url="https://new.example.org/csw")
    assert "not checked" in endpoint_texts(moved, known_health()).trust
    assert (
        check_text([replace(brittany[2].platforms[0], endpoints=(moved,))], known_health()) == "Addresses not checked"
    )


@pytest.mark.parametrize("content", [b"", b"[]", b'{"endpoints": [{"url": "x"}]}'])
def test_a_damaged_file_is_named_in_one_sentence_and_ignored(shipped, brittany, content):
    one = endpoints(brittany[2])[0][1]
    shipped.path.write_bytes(content)
    store_health({key_of(one): Health(DAY, count=3)})
    assert str(shipped.path) in shipped_problem()
    assert not shipped_checks()
    assert known_health() == {key_of(one): Health(DAY, count=3)}
    shipped({})
    assert shipped_problem() == ""


def test_where_a_service_moved_stays_known_when_the_users_own_check_fails_too(shipped, brittany):
    one = endpoints(brittany[2])[0][1]
    move = Move("https://new.example.org/csw", Clue.PAGE, "https://portal.example.org/")
    shipped({key_of(one): Health(DAY, FailureReason.NOT_FOUND, moves=(move,))})
    store_health({key_of(one): Health(DAY.replace(day=9), FailureReason.UNREACHABLE)})
    health = known_health()[key_of(one)]
    assert (health.moves, health.first_failure) == ((move,), date(2026, 12, 3))
    words = health_text(one, health)
    assert words == "unreachable on 9 December 2026 (failing since 3 December 2026)"


def test_a_search_asks_what_answered_rather_than_what_public_sources_support(shipped, provider, tmp_path):
    with serving({"/a/": reply([package("eau", "Eau")]), "/b/": reply([package("eau", "Eau")])}) as server:
        both = [endpoint(server.url(f"/{name}/"), Protocol.CKAN) for name in "ab"]
        platforms = Path(platforms_file(tmp_path, [both[0], both[0], both[1]]))
        rows = json.loads(platforms.read_text(encoding="utf-8"))[:1]
        rows[0]["endpoints"][0]["confidence"] = "high"
        platforms.write_text(json.dumps(rows), encoding="utf-8")
        for reason, asked in ((None, "/a/"), (FailureReason.TOO_SLOW, "/b/")):
            shipped({key_of(both[0]): Health(DAY, reason)})
            server.seen.clear()
            parameters = {"QUERY": "eau", "PLATFORMS": str(platforms), "OUTPUT": "memory:"}
            processing.run("ctd:searchcatalogues", parameters)
            assert {seen.path[:3] for seen in server.seen} == {asked}
