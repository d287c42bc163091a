"""The check of the platforms against a server on this machine: what it finds, stores and shows."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QTimer

from ctd_plugin.catalogues.health import Health, key_of
from ctd_plugin.catalogues.http.exchange import FailureReason
from ctd_plugin.catalogues.registry import Protocol
from ctd_plugin.errors import CtdError
from ctd_plugin.gis.atlas.platforms_table import _Trust
from ctd_plugin.gis.catalogues.health_check import check_endpoints
from ctd_plugin.gis.catalogues.health_store import health_text, store_health, stored_health
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.regions.edition_cache import edition_of
from ctd_plugin.gui.region.page_html import PageState, endpoints, region_page
from tests.peers.faults import CSW_RECORD, FAULTS, JSON, XML, Crowd, Reply, dead_address, page, serving
from tests.support.event_loop import until
from tests.support.platform_lists import NOW, endpoint, platforms_file
from tests.support.service_responses import OLD_WMS, WFS, WMS

COLUMNS = [
    *("platform_id", "region_code", "name", "protocol", "url", "confidence"),
    *("state", "detail", "seconds", "records", "server", "checked_at"),
]


def old_wms(seen):
    """Answer as a server that knows WMS 1.1.1 alone."""
    return Reply(OLD_WMS.encode(), content_type=XML) if "VERSION=1.1.1" in seen.target else FAULTS["exception"]


@pytest.fixture
def server():
    answers = {
        # It lets its answers be kept for an hour.
        "/wms": Reply(WMS.encode(), content_type=XML, headers=(("Cache-Control", "public, max-age=3600"),)),
        "/old": old_wms,
        "/wfs": Reply(WFS.encode(), content_type=XML),
        "/api/collections": Reply(b'{"collections": [{"id": "communes"}, {"id": "routes"}]}', content_type=JSON),
        "/ods/": Reply(b'{"total_count": 12345, "results": []}', content_type=JSON),
        "/csw": Reply(CSW_RECORD.encode(), content_type=XML),
        "/refusal": page("403 - Accès interdit"),
        "/slow/": FAULTS["slow"],
        "/soon": Reply(WMS.encode(), content_type=XML, delay=0.5),
        "/crowd/": Crowd(Reply(WMS.encode(), content_type=XML), 0.05),
        **{f"/{name}": FAULTS[name] for name in ("login", "401", "403", "404", "429", "500", "large", "dtd_bomb")},
    }
    with serving(answers) as server:
        yield server


def run(parameters, feedback=None, context=None):
    algorithm = QgsApplication.processingRegistry().algorithmById("ctd:checkplatforms")
    context = context or QgsProcessingContext()
    parameters = {"TIMEOUT": 10, "OUTPUT": "memory:", **parameters}
    results, ok = algorithm.run(parameters, context, feedback or QgsProcessingFeedback(), {}, False)
    assert ok
    return context.takeResultLayer(results["OUTPUT"]) or QgsVectorLayer(results["OUTPUT"], "", "ogr")


def rows_of(layer):
    return [dict(zip(layer.fields().names(), feature.attributes(), strict=True)) for feature in layer.getFeatures()]


def test_every_service_gets_a_row_that_says_what_it_answered(provider, profile, server, tmp_path):
    expected = {
        server.url("/wms"): ("answers", 2),
        server.url("/old"): ("answers", 1),
        server.url("/wfs"): ("answers", 1),
        server.url("/api"): ("answers", 2),
        server.url("/ods"): ("answers", 12345),
        server.url("/csw"): ("answers", 1),
        server.url("/refusal"): ("refused", None),
        server.url("/login"): ("unreadable", None),
        server.url("/401"): ("refused", None),
        server.url("/403"): ("refused", None),
        server.url("/404"): ("not_found", None),
        server.url("/429"): ("busy", None),
        server.url("/500"): ("exception", None),
        server.url("/large"): ("too_large", None),
        server.url("/dtd_bomb"): ("unreadable", None),
        server.url("/slow/wms"): ("too_slow", None),
        dead_address(): ("unreachable", None),
    }
    protocols = {
        "/wfs": Protocol.WFS,
        "/api": Protocol.OGCAPI_FEATURES,
        "/ods": Protocol.OPENDATASOFT,
        "/csw": Protocol.CSW,
    }
    endpoints = [endpoint(url, protocols.get(urlsplit(url).path, Protocol.WMS)) for url in expected]
    layer = run({"PLATFORMS": platforms_file(tmp_path, endpoints), "TIMEOUT": 2})
    rows = rows_of(layer)
    assert layer.fields().names() == COLUMNS
    assert not layer.isSpatial()
    found = {row["url"]: (row["state"], row["records"] or None) for row in rows}
    assert found == expected
    assert [row["region_code"] for row in rows] == ["01"] * 9 + ["53"] * 8
    by_url = {row["url"]: row for row in rows}
    wms = by_url[server.url("/wms")]
    assert (wms["platform_id"], wms["name"], wms["protocol"], wms["confidence"]) == ("mine-0", "Mienne 0", "wms", "low")
    assert wms["server"] == "Faults/1.0"
    assert abs(wms["checked_at"].toSecsSinceEpoch() - time.time()) < 60
    assert 0 <= wms["seconds"] < 2 <= by_url[server.url("/slow/wms")]["seconds"] + 0.1
    assert by_url[server.url("/login")]["detail"].startswith("web page: “Connexion au portail")
    assert by_url[server.url("/refusal")]["detail"].startswith("“403 - Accès interdit")
    kept = stored_health()
    assert {url: (kept[(protocol, url)].state, kept[(protocol, url)].count) for protocol, url in kept} == expected


def test_the_slow_and_the_dead_cost_the_limit_once_and_not_each(provider, profile, server, tmp_path):
    """All are asked at the same time."""
    endpoints = [endpoint(server.url(f"/slow/{number}")) for number in range(6)] + [endpoint(server.url("/wms"))]
    started = time.monotonic()
    run({"PLATFORMS": platforms_file(tmp_path, endpoints), "TIMEOUT": 1})
    assert time.monotonic() - started < 3


def test_a_host_gets_no_more_than_six_requests_at_once(profile, server):
    endpoints = [endpoint(server.url(f"/crowd/{number}")) for number in range(24)]
    found = check_endpoints(endpoints, 20)
    assert all(health.is_alive for health in found.values())
    assert len(found) == 24
    assert 2 <= server.replies["/crowd/"].most <= 6


def test_a_service_of_two_platforms_is_checked_once_and_reported_twice(provider, profile, server, tmp_path):
    rows = rows_of(run({"PLATFORMS": platforms_file(tmp_path, [endpoint(server.url("/wms"))] * 2)}))
    assert [row["state"] for row in rows] == ["answers", "answers"]
    assert len(server.seen) == 1


def test_each_check_bypasses_the_cache(profile, server):
    for _ in range(3):
        check_endpoints([endpoint(server.url("/wms"))], 10)
    assert len(server.seen) == 3


def test_a_check_that_is_cancelled_ends_at_once_and_keeps_what_came_in(provider, profile, server, tmp_path):
    quick, slow = endpoint(server.url("/wms")), endpoint(server.url("/slow/wms"))
    before = Health(NOW, count=7)
    store_health({key_of(slow): before})
    feedback = QgsProcessingFeedback()
    feedback.progressChanged.connect(lambda percent: percent >= 50 and feedback.cancel())
    started = time.monotonic()
    rows = rows_of(run({"PLATFORMS": platforms_file(tmp_path, [quick, slow]), "TIMEOUT": 60}, feedback))
    assert time.monotonic() - started < 5
    assert [row["state"] for row in rows] == ["answers", "cancelled"]
    assert stored_health()[key_of(quick)].count == 2
    assert stored_health()[key_of(slow)] == before


def test_it_works_in_a_thread_while_the_window_lives_on(provider, profile, server, tmp_path):
    """Nothing waits on the GUI thread."""
    algorithm = QgsApplication.processingRegistry().algorithmById("ctd:checkplatforms")
    context, feedback, ended, beats = QgsProcessingContext(), QgsProcessingFeedback(), [], []
    parameters = {
        "PLATFORMS": platforms_file(tmp_path, [endpoint(server.url("/soon")), endpoint(server.url("/wms"))]),
        "TIMEOUT": 10,
        "OUTPUT": str(tmp_path / "out.csv"),
    }
    task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
    task.executed.connect(lambda ok, results: ended.append((ok, results)))
    heart = QTimer()
    heart.timeout.connect(lambda: beats.append(time.monotonic()))
    heart.start(10)
    QgsApplication.taskManager().addTask(task)
    assert until(lambda: ended)
    heart.stop()
    assert ended[0][0]
    assert len(rows_of(QgsVectorLayer(str(tmp_path / "out.csv"), "", "ogr"))) == 2
    assert max(second - first for first, second in pairwise(beats)) < 1


@pytest.mark.parametrize("ending", ["csv", "xlsx", "gpkg"])
def test_the_table_can_be_a_file_of_any_kind(provider, profile, server, tmp_path, ending):
    output = tmp_path / f"état.{ending}"
    endpoints = [endpoint(server.url("/wms")), endpoint(server.url("/404"))]
    run({"PLATFORMS": platforms_file(tmp_path, endpoints), "OUTPUT": str(output)})
    rows = rows_of(QgsVectorLayer(str(output), "", "ogr"))
    assert [(row["region_code"], row["state"], row["name"]) for row in rows] == [
        ("01", "answers", "Mienne 0"),
        ("53", "not_found", "Mienne 1"),
    ]


@pytest.mark.parametrize("content", ["{}", "[{}]", "[", ""])
def test_a_wrong_platforms_file_is_reported_in_a_sentence_that_names_it(provider, profile, tmp_path, content):
    file = tmp_path / "platforms.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=str(file)):
        run({"PLATFORMS": str(file)})


def test_platforms_without_any_address_give_an_empty_table_and_a_word(provider, profile, feedback, tmp_path):
    layer = run({"PLATFORMS": platforms_file(tmp_path, [])}, feedback)
    assert layer.featureCount() == 0
    assert feedback.warnings == ["These platforms have no service address to check."]


def test_a_name_and_password_in_an_address_are_used_but_neither_kept_nor_written(provider, profile, server, tmp_path):
    private = server.url("/wms").replace("http://", "http://me:s3cret@")
    (row,) = rows_of(run({"PLATFORMS": platforms_file(tmp_path, [endpoint(private)])}))
    assert (row["state"], row["url"]) == ("answers", server.url("/wms"))
    assert "s3cret" not in kept_file(profile).read_text(encoding="utf-8")
    assert stored_health()[key_of(endpoint(private))].count == 2


def test_without_a_network_the_table_says_so_and_nothing_known_is_lost(provider, profile, feedback, tmp_path):
    here = dead_address()
    dead = [endpoint(here), endpoint(here.replace("127.0.0.1", "localhost"))]
    before = {key_of(each): Health(NOW, count=3) for each in dead}
    store_health(before)
    rows = rows_of(run({"PLATFORMS": platforms_file(tmp_path, dead)}, feedback))
    assert [row["state"] for row in rows] == ["unreachable", "unreachable"]
    assert stored_health() == before
    (warning,) = feedback.warnings
    assert "check the network" in warning


def kept_file(profile):
    return profile / "ctd" / "health.json"


def test_results_are_read_back_as_they_were_and_older_ones_of_others_stay(profile):
    """Failures are remembered, until the next check of the same service."""
    first, second = endpoint("https://a.example.org/é"), endpoint("https://b.example.org", Protocol.CSW)
    store_health({key_of(first): Health(NOW, FailureReason.REFUSED, "Accès refusé", None, 1.25, "nginx")})
    store_health({key_of(second): Health(NOW, None, "", 12, 0.5, "")})
    store_health({key_of(second): Health(NOW, None, "", 13, 0.5, "")})
    assert stored_health() == {
        key_of(first): Health(NOW, FailureReason.REFUSED, "Accès refusé", None, 1.25, "nginx"),
        key_of(second): Health(NOW, None, "", 13, 0.5, ""),
    }
    assert [path.name for path in kept_file(profile).parent.iterdir()] == ["health.json"]


def test_the_stored_results_are_read_again_only_where_they_have_changed(profile, monkeypatch):
    """A click of the panel asks for them; two checks may end at the same moment with files of one size."""
    reads = []
    read_text = Path.read_text
    monkeypatch.setattr(Path, "read_text", lambda path, **how: reads.append(path.name) or read_text(path, **how))
    known = key_of(endpoint("https://a.example.org"))
    for count in range(10, 20):
        store_health({known: Health(NOW, None, "", count)})
        reads.clear()
        for _ in range(3):
            shown = stored_health()
            assert shown[known].count == count
            # What one of those who ask does with it is not seen by the others.
            shown.clear()
        assert reads == ["health.json"]


@pytest.mark.parametrize("content", [b"", b"[", b"{}", b"null", b"\xff\xfe", b"[" * 100_000, b'[{"state": "answers"}]'])
def test_a_damaged_file_is_as_if_nothing_was_checked_and_is_replaced_by_the_next_check(profile, content):
    kept_file(profile).parent.mkdir()
    kept_file(profile).write_bytes(content)
    assert stored_health() == {}
    store_health({key_of(endpoint("https://a.example.org")): Health(NOW)})
    assert len(stored_health()) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("protocol", "telex"),
        ("state", "well"),
        ("checked_at", "yesterday"),
        ("checked_at", None),
        ("count", "many"),
        ("seconds", None),
    ],
)
def test_a_damaged_entry_does_not_lose_the_others(profile, field, value):
    """Unknown, missing or null values."""
    for number in range(2):
        store_health({key_of(endpoint(f"https://{number}.example.org")): Health(NOW)})
    rows = json.loads(kept_file(profile).read_text(encoding="utf-8"))
    rows[0][field] = value
    kept_file(profile).write_text(json.dumps(rows), encoding="utf-8")
    assert [url for _, url in stored_health()] == ["https://1.example.org"]


def test_a_profile_that_cannot_be_written_is_reported(profile):
    (profile / "ctd").write_text("a file where the folder must be", encoding="utf-8")
    with pytest.raises(CtdError, match="cannot be created"):
        store_health({key_of(endpoint("https://a.example.org")): Health(NOW)})


@pytest.mark.parametrize(
    ("protocol", "health", "words"),
    [
        (Protocol.WMS, None, "not checked"),
        (Protocol.CSW, Health(NOW, None, "", 12345, 0.44), "answered on 24 November 2026 (12,345 records, 0.4 s)"),
        (Protocol.WMS, Health(NOW, None, "", 1, 2.0), "answered on 24 November 2026 (1 layer, 2 s)"),
        (Protocol.WFS, Health(NOW, None, "", 0, 2.0), "answered on 24 November 2026 (0 layers, 2 s)"),
        (Protocol.IDG_PROJECT, Health(NOW, None, "", 2, 2.0), "answered on 24 November 2026 (2 layers, 2 s)"),
        (Protocol.DCAT, Health(NOW, None, "", None, 2.0), "answered on 24 November 2026 (2 s)"),
        (Protocol.CSW, Health(NOW, FailureReason.BUSY), "answered on 24 November 2026 (too many requests, try later)"),
        (Protocol.CSW, Health(NOW, FailureReason.UNREACHABLE, "Host not found"), "unreachable on 24 November 2026"),
    ],
)
def test_one_line_shows_what_is_known_of_a_service(protocol, health, words):
    assert health_text(endpoint("https://a.example.org", protocol), health) == words


def test_the_panel_and_the_atlas_show_the_last_check_of_each_service(profile, bundled):
    project = QgsProject()
    profiles = edition_of(load_layers(project, bundled)).profiles
    profile = next(profile for profile in profiles if profile.code == "53")
    (_, first), *others = endpoints(profile)
    store_health({key_of(first): Health(NOW, None, "", 12345, 0.44)})
    words = health_text(first, stored_health()[key_of(first)])
    assert " (12,345 " in words
    page_ = region_page(profile, profiles, PageState(folded=()), {})
    assert page_.count(words) == 1
    assert f"confidence, {words}" not in page_
    assert page_.count("confidence, not checked") == len(others)
    platform = next(platform for platform in profile.platforms if first in platform.endpoints)
    notes = list(_Trust(platform.endpoints, stored_health()).notes())
    assert sum("answered on 24 November 2026" in note for note in notes) == 1
    project.clear()


def test_the_software_is_named_with_the_version_that_an_answer_has():
    content = f"<!-- MapServer version 8.0.1 -->\n{WMS.partition('?>')[2] or WMS}".encode()
    reply = Reply(content, content_type=XML, headers=(("X-Powered-By", "PHP/8.2"),))
    with serving({"/wms": reply}) as server:
        one = endpoint(server.url("/wms"))
        health = check_endpoints([one], 5)[key_of(one)]
    assert health.server == "MapServer 8.0.1, PHP/8.2, Faults/1.0"
