"""The check of a whole registry, as `make endpoints` runs it, with servers on this machine that show every fault."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from ctd_plugin.catalogues.endpoint_checks import read_checks
from ctd_plugin.catalogues.health import Clue
from ctd_plugin.catalogues.registry import Protocol, read_platforms
from tests.peers.faults import CSW_RECORD, FAULTS, HTML, JSON, XML, Crowd, Reply, dead_address, page, serving
from tests.support.paths import DATA, ROOT
from tests.support.platform_lists import endpoint, platforms_file
from tests.support.service_responses import WFS, WMS
from tools.endpoints import main

pytestmark = pytest.mark.usefixtures("clean_network")

CSW = Reply(CSW_RECORD.replace("<csw:GetRecordsResponse", '<csw:GetRecordsResponse version="2.0.2"').encode(), 200, XML)
MAP = Reply(WMS.encode(), content_type=XML)


def moved(to, status=301):
    """Redirect to another server, with path and query as they are."""
    return lambda seen: Reply(b"", status, HTML, (("Location", to() + seen.target),))


@pytest.fixture
def run(tmp_path, capsys):
    """Return a function that runs the program over endpoints, and returns its exit code, results and output."""
    output = tmp_path / "checks.json"

    def start(*endpoints, homepages=("", ""), more=(), seconds=1):
        registry = Path(platforms_file(tmp_path, endpoints))
        rows = json.loads(registry.read_text(encoding="utf-8"))
        for row, homepage in zip(rows, homepages, strict=True):
            row["homepage"] = homepage
        registry.write_text(json.dumps(rows), encoding="utf-8")
        arguments = ["--registry", str(registry), "--output", str(output), "--seconds", str(seconds), *more]
        code = main(arguments)
        said = capsys.readouterr()
        return code, read_checks(output) if output.exists() else None, said.out + said.err

    start.output = output
    return start


def by_path(results):
    return {url.split("/", 3)[3]: health for (_, url), health in results.endpoints.items()}


def test_each_service_is_told_by_what_it_answered(run):
    replies = {
        "/wms": MAP,
        "/wfs": Reply(WFS.encode(), content_type=XML),
        "/csw": CSW,
        "/slow/": FAULTS["slow"],
        **{f"/{name}": FAULTS[name] for name in ("login", "401", "404", "429", "500", "large")},
    }
    with serving(replies) as server:
        kinds = {"wfs": Protocol.WFS, "csw": Protocol.CSW, "404": Protocol.CSW, "login": Protocol.CSW}
        names = ("wms", "wfs", "csw", "login", "401", "404", "429", "500", "large", "slow/wms")
        asked = [endpoint(server.url(f"/{name}"), kinds.get(name, Protocol.WMS)) for name in names]
        asked += [endpoint(f"{dead_address()}/dead"), endpoint(f"{server.address.replace('http', 'https')}/tls")]
        code, results, said = run(*asked, homepages=(server.url("/"), server.url("/wms")))
    found = by_path(results)
    states = {path: health.state for path, health in found.items()}
    assert code == 0
    assert states == {
        **dict.fromkeys(("wms", "wfs", "csw", "429"), "answers"),
        **{"login": "unreadable", "401": "refused", "404": "not_found", "500": "exception", "large": "too_large"},
        **{"slow/wms": "too_slow", "dead": "unreachable", "tls": "unreachable"},
    }
    assert (found["401"].detail, found["404"].detail, found["csw"].version) == ("401", "404", "2.0.2")
    assert (found["wms"].version, found["wms"].server, found["wms"].count) == ("1.3.0", "Faults/1.0", 2)
    assert found["wms"].day == results.checked_on == date.today()
    assert [health.state for health in results.homepages.values()] == ["not_found", "answers"]
    assert "4 of 12 services answered, 1 of 2 home pages." in said
    assert "Guadeloupe – Mienne 0 (mine-0), home page: not found (404)" in said


def test_no_host_is_asked_more_than_two_things_at_once(run):
    crowd = Crowd(MAP, 0.02)
    with serving({"/crowd/": crowd}) as server:
        _, results, _ = run(*(endpoint(server.url(f"/crowd/{number}")) for number in range(6)), seconds=30)
    assert all(health.is_alive for health in results.endpoints.values())
    assert crowd.most == 2


def test_a_permanent_redirect_is_proposed_and_a_temporary_one_is_not(run):
    with serving({"/wms": MAP, "/other/wms": MAP}) as new:
        replies = {
            "/wms": moved(lambda: new.address.replace("127.0.0.1", "localhost")),
            "/other/wms": moved(lambda: new.address, 302),
            "/page": Reply(b"", 301, HTML, (("Location", new.address + "/accueil"),)),
        }
        with serving(replies) as old:
            asked = [endpoint(old.url("/wms")), endpoint(old.url("/other/wms")), endpoint(old.url("/page"))]
            _, results, said = run(*asked)
    found = by_path(results)
    (move,) = found["wms"].moves
    assert (move.url, move.clue) == (new.url("/wms").replace("127.0.0.1", "localhost"), Clue.REDIRECT)
    assert move.source == old.url("/wms")
    assert found["wms"].is_alive
    assert found["other/wms"].is_alive
    assert not found["other/wms"].moves
    assert found["page"].state == "not_found"
    line = next(line for line in said.splitlines() if line.startswith("    to   {"))
    entry = json.loads(line.removeprefix("    to   "))
    assert (entry["protocol"], entry["url"], entry["confidence"]) == ("wms", move.url, "high")
    assert entry["evidence"].endswith(f"permanent redirect from {old.url('/wms')}")
    assert entry["evidence_fr"]
    assert not [one for one in read_platforms(DATA / "platforms.json") if move.url in str(one)]


def test_a_portal_that_names_another_address_or_has_the_service_at_a_usual_path_is_asked(run):
    names = '<html><title>P</title><a href="{}/geoserver/eau/wms">x</a><a href="/carto/wfs">y</a></html>'
    with serving({"/geoserver/eau/wms": MAP}) as elsewhere:
        there = elsewhere.address.replace("127.0.0.1", "localhost")
        replies = {
            "/": Reply(names.format(there).encode(), 200, HTML),
            "/carto/wfs": Reply(WFS.encode(), content_type=XML),
            "/geonetwork/srv/fre/csw": CSW,
            "/api/3/action/package_search": Reply(
                b'{"success": true, "result": {"count": 3, "results": []}}', 200, JSON
            ),
        }
        with serving(replies) as portal:
            old = [
                endpoint(portal.url("/old/wms")),
                endpoint(portal.url("/fine/csw"), Protocol.CSW),
                endpoint(portal.url("/old/csw"), Protocol.CSW),
                endpoint(portal.url("/fine/wms")),
                endpoint(portal.url("/old/wfs"), Protocol.WFS),
            ]
            _, results, said = run(*old, homepages=(portal.url("/"), ""))
    moves = {
        path: [(one.url, one.clue, one.source) for one in health.moves] for path, health in by_path(results).items()
    }
    home = portal.url("/")
    assert moves["old/wms"] == [(f"{there}/geoserver/eau/wms", Clue.PAGE, home)]
    assert moves["old/wfs"] == [(portal.url("/carto/wfs"), Clue.PAGE, home)]
    assert moves["old/csw"] == [(portal.url("/geonetwork/srv/fre/csw"), Clue.PATH, home)]
    assert f"CKAN: {home}" in said


def test_a_home_page_on_another_host_is_looked_at_too(run):
    with serving({"/": page("Nouveau portail"), "/geonetwork/srv/fre/csw": CSW}) as new:
        there = new.address.replace("127.0.0.1", "localhost")
        replies = {"/": Reply(b"", 301, HTML, (("Location", f"{there}/"),))}
        with serving(replies) as old:
            _, results, said = run(endpoint(old.url("/csw"), Protocol.CSW), homepages=(old.url("/"), ""))
    (health,), (home,) = results.endpoints.values(), results.homepages.values()
    assert [move.url for move in health.moves] == [f"{there}/geonetwork/srv/fre/csw"]
    assert [move.url for move in home.moves] == [f"{there}/"]
    assert f"    to   {there}/" in said


def test_a_second_run_keeps_the_last_answer_and_leaves_the_platforms_that_were_not_asked(run):
    with serving({"/wms": MAP, "/csw": CSW}) as server:
        asked = [endpoint(server.url("/wms")), endpoint(server.url("/csw"), Protocol.CSW)]
        run(*asked)
        content = json.loads(run.output.read_text(encoding="utf-8"))
        for one in content["endpoints"]:
            one["checked_on"] = one["answered_on"] = "2026-01-02"
        run.output.write_text(json.dumps(content), encoding="utf-8")
        server.replies["/wms"] = FAULTS["404"]
        server.replies["/"] = page("Portail")
        _, results, said = run(*asked, homepages=(server.url("/"), ""), more=("--only", "01"))
    found = by_path(results)
    assert (found["wms"].answered_on, found["wms"].first_failure) == (date(2026, 1, 2), date.today())
    assert found["csw"].day == date(2026, 1, 2)
    assert "WMS: not found (404), last answered on 2026-01-02" in said


def test_where_nothing_answers_nothing_is_written(run):
    code, results, said = run(endpoint(f"{dead_address()}/wms"))
    assert (code, results) == (1, None)
    assert said.splitlines()[-1].startswith("Nothing answered, so there may be no network:")
    run.output.write_text("mine", encoding="utf-8")
    assert main(["--only", "99", "--output", str(run.output)]) == 1
    assert run.output.read_text(encoding="utf-8") == "mine"


def test_ctrl_c_leaves_the_earlier_file_as_it_was(run):
    replies = {"/wms": MAP, "/slow/": lambda _seen: os.kill(os.getpid(), signal.SIGINT) or FAULTS["slow"]}
    with serving(replies) as server:
        asked = [endpoint(server.url("/wms")), endpoint(server.url("/slow/wms"))]
        run(asked[0])
        before = run.output.read_bytes()
        code, _, said = run(*asked, seconds=30)
    assert code == 130
    assert said.splitlines()[-1].startswith("Cancelled: ")
    assert run.output.read_bytes() == before


def test_a_file_that_was_sent_in_is_merged_without_asking_anybody(run, tmp_path):
    with serving({"/wms": MAP}) as server:
        asked = [endpoint(server.url("/wms"))]
        run(*asked)
        sent = tmp_path / "sent.json"
        content = json.loads(run.output.read_text(encoding="utf-8"))
        run.output.unlink()
        content["endpoints"] += [content["endpoints"][0] | {"url": "https://intranet.example.org/wms"}]
        sent.write_text(json.dumps(content), encoding="utf-8")
        count = len(server.seen)
        code, results, said = run(*asked, more=("--merge", str(sent)))
        assert len(server.seen) == count
        assert (code, list(by_path(results))) == (0, ["wms"])
        assert "Left out, as platforms.json does not have them: https://intranet.example.org/wms" in said
        sent.write_text("[]", encoding="utf-8")
        code, _, said = run(*asked, more=("--merge", str(sent)))
    assert code == 1
    assert said.startswith(f"The results of checks in {sent} cannot be used:")


def test_a_file_from_the_future_is_refused_as_no_later_check_would_count(run, tmp_path):
    sent = tmp_path / "sent.json"
    entry = {"protocol": "wms", "url": "https://a.example.org/wms", "state": "answers", "checked_on": "2999-12-31"}
    for checked_on, entries in (("2999-12-31", []), ("2026-01-01", [entry])):
        content = {"checked_on": checked_on, "made_with": "", "endpoints": entries, "homepages": []}
        sent.write_text(json.dumps(content), encoding="utf-8")
        code, results, said = run(endpoint(entry["url"]), more=("--merge", str(sent)))
        assert (code, results) == (1, None)
        assert said == f"The results in {sent} are from the future: the clock of their sender was wrong.\n"


def test_the_summary_is_of_what_was_asked_and_its_evidence_of_what_is_known(run):
    """An address that was found by an earlier run did not answer today, as far as this one knows."""
    with serving({"/": page("Portail"), "/csw": CSW, "/geonetwork/srv/fre/csw": CSW}) as server:
        homepages = (server.url("/"), "")
        asked = [endpoint(server.url("/old/csw"), Protocol.CSW), endpoint(server.url("/csw"), Protocol.CSW)]
        _, results, said = run(*asked, homepages=homepages)
        assert "1 of 2 services answered" in said
        assert [move.url for move in by_path(results)["old/csw"].moves] == [server.url("/geonetwork/srv/fre/csw")]
        del server.replies["/geonetwork/srv/fre/csw"]
        _, results, said = run(*asked, homepages=homepages, more=("--only", "mine-0"))
    assert by_path(results)["old/csw"].moves
    assert "0 of 1 services answered" in said
    (line,) = [line for line in said.splitlines() if line.startswith("    to   {")]
    assert json.loads(line.removeprefix("    to   "))["evidence"] == f"usual path of the portal {server.url('/')}"


def test_a_feed_of_any_kind_on_another_host_is_not_proposed(run):
    with serving({"/dcat.json": Reply(b'{"@id": "x"}', content_type=JSON), "/geoserver/wms": MAP}) as elsewhere:
        there = elsewhere.address.replace("127.0.0.1", "localhost")
        links = f'<html><a href="{there}/catalog.rdf">a</a><a href="{there}/geoserver/wms">b</a></html>'
        with serving({"/": Reply(links.encode(), 200, HTML)}) as portal:
            old = [endpoint(portal.url("/old/dcat"), Protocol.DCAT), endpoint(portal.url("/old/wms"))]
            _, results, _ = run(*old, homepages=(portal.url("/"), portal.url("/")))
    assert not by_path(results)["old/dcat"].moves
    assert [move.url for move in by_path(results)["old/wms"].moves] == [f"{there}/geoserver/wms"]


def test_the_program_asks_through_the_proxy_of_the_system(tmp_path):
    """It starts QGIS itself, with a profile of its own."""
    output = tmp_path / "checks.json"
    beyond = "https://plateforme.invalid/wms"
    registry = platforms_file(tmp_path, [endpoint("http://plateforme.invalid/wms"), endpoint(beyond)])
    with serving({"/wms": MAP}) as proxy:
        result = subprocess.run(
            [sys.executable, "-m", "tools.endpoints", "--registry", registry, "--output", str(output)],
            cwd=ROOT,
            env={
                **os.environ,
                "http_proxy": proxy.address,
                "https_proxy": proxy.address,
                "PYTHONPATH": "/usr/share/qgis/python",
            },
            capture_output=True,
            text=True,
            timeout=60,
        )
        (asked, *_) = proxy.seen
    assert asked.target.startswith("http://plateforme.invalid/wms?")
    assert result.returncode == 0, result.stderr
    assert "1 of 1 services answered" in result.stdout
    assert [health.state for health in read_checks(output).endpoints.values()] == ["answers"]
    assert f"The proxy did not reach these, which says nothing about them; their earlier results stay:\n  {beyond}" in (
        result.stdout
    )
