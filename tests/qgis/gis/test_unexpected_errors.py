"""An unexpected error ends its task with a sentence, and leaves nothing running."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from qgis.core import QgsFeedback, QgsProcessingContext, QgsProcessingException

from ctd_plugin.algorithms.base import CtdAlgorithm
from ctd_plugin.catalogues.http.exchange import Request
from ctd_plugin.catalogues.plan import Catalogue
from ctd_plugin.catalogues.records import Link, LinkKind, Record, RecordPage
from ctd_plugin.catalogues.registry import Endpoint, Protocol
from ctd_plugin.errors import CtdError
from ctd_plugin.gis.add import add_layer, layer_loader
from ctd_plugin.gis.add import download as download_module
from ctd_plugin.gis.add.add_layer import AddLayerJob, add_link
from ctd_plugin.gis.add.download import DownloadJob, download, make_added_folder
from ctd_plugin.gis.background.background_job import run_in_background
from ctd_plugin.gis.catalogues import health_check
from ctd_plugin.gis.catalogues import search as searching
from ctd_plugin.gis.catalogues.search import CatalogueSearch, SearchState
from ctd_plugin.gis.network import exchange, file_download
from ctd_plugin.gis.network.client import run_exchanges
from ctd_plugin.gis.network.exchange import HttpExchange
from tests.peers.faults import FAULTS, JSON, XML, Reply, serving
from tests.support.added_layers import LIMIT, OLD_WMS, RECORD, fresh_project, until
from tests.support.jobs import running

pytestmark = pytest.mark.usefixtures("clean_network", "logged_errors")

POINT = b'{"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}}'


def broken(*_arguments, **_more):
    raise ZeroDivisionError("nobody thought of it")


@pytest.fixture
def project(qgis_new_project, profile):
    with fresh_project() as project:
        yield project


class Ended:
    """The signals of a job that adds or downloads, which must end."""

    def __init__(self, work):
        self.results, self.errors = [], []
        for signal in ("added", "done", "choice_needed"):
            if hasattr(work, signal):
                getattr(work, signal).connect(self.results.append)
        work.failed.connect(self.errors.append)
        assert until(lambda: self.results or self.errors)
        assert not running(AddLayerJob)
        assert not running(DownloadJob)
        assert not running(HttpExchange)


def download_of(server, target, folder):
    return Ended(download(Link(LinkKind.FILE, server.url(target), title="Plan"), folder, LIMIT))


@pytest.mark.parametrize(
    ("header", "value", "name"),
    [
        ("Content-Disposition", "attachment; filename*=idna''%ff", "a.csv"),
        ("Content-Disposition", "attachment; filename*=punycode''%ff", "a.csv"),
        ("Content-Disposition", "attachment; filename*=undefined''%ff; filename=b.csv", "b.csv"),
        ("Content-Disposition", "attachment; filename*=unicode_escape''%5Cud800.csv", "a.csv"),
        ("Content-Disposition", "attachment; filename*=" + "x" * 60_000, "a.csv"),
    ],
)
def test_headers_that_lie_end_with_a_file_under_a_safe_name(tmp_path, header, value, name):
    with serving({"/a.csv": Reply(b"a;b", headers=((header, value),))}) as server:
        ended = download_of(server, "/a.csv", tmp_path)
    assert ended.errors == []
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("length", ["9" * 5000, "9" * 25, "-1", "\xb2", "0x10", " ", "1,2"])
def test_a_length_that_lies_ends_the_download(tmp_path, length, raw_server):
    """Whatever Qt makes of it, the task has an end and nothing partial is left."""
    head = b"HTTP/1.1 200 OK\r\nContent-Length: " + length.encode("latin-1") + b"\r\nConnection: close\r\n\r\n"
    address = raw_server(head + b"a;b\n")
    ended = Ended(download(Link(LinkKind.FILE, f"{address}/a.csv", title="Plan"), tmp_path, LIMIT))
    assert [path.name for path in tmp_path.iterdir()] == [path.name for path in ended.results]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (file_download.FileDownload, "_build_request"),
        (file_download.FileDownload, "_write"),
        (file_download, "header"),
        (exchange, "failure"),
        (exchange, "header"),
        (download_module, "file_name"),
        (DownloadJob, "_on_bytes"),
        (DownloadJob, "_name_part"),
    ],
)
def test_a_download_whatever_breaks_ends_with_a_sentence_and_leaves_nothing(
    tmp_path, monkeypatch, logged_errors, place, name
):
    """An error is put at each boundary in turn."""
    monkeypatch.setattr(place, name, broken)
    with serving({"/a.csv": Reply(b"a;b\n" * 1000)}) as server:
        ended = download_of(server, "/a.csv", tmp_path)
    (sentence,) = ended.errors
    assert sentence.startswith("“Plan” was not downloaded: ")
    assert "ZeroDivisionError" in sentence
    assert list(tmp_path.iterdir()) == []
    assert "broken" in logged_errors[0]


def test_a_part_that_cannot_be_closed_is_removed_all_the_same(tmp_path):
    """A full share says so when a file is closed."""
    with serving({"/a.csv": FAULTS["slow"]}) as server:
        job = download(Link(LinkKind.FILE, server.url("/a.csv")), tmp_path, LIMIT)
        closing = job._part.close

        def close():
            closing()
            raise OSError(28, "No space left on device")

        job._part.close = close
        job.cancel()
    assert list(tmp_path.iterdir()) == []
    assert not running(DownloadJob)


def test_a_folder_that_no_system_takes_is_reported(tmp_path):
    ended = Ended(download(Link(LinkKind.FILE, "http://127.0.0.1:9/a.csv", title="Plan"), tmp_path / "a\0b", LIMIT))
    assert ended.errors


@pytest.mark.parametrize(
    ("place", "name", "kind"),
    [
        (add_layer, "request_capabilities", LinkKind.WMS),
        (add_layer, "match_layer", LinkKind.WMS),
        (add_layer, "layer_source", LinkKind.WMS),
        (layer_loader, "_make_crs", LinkKind.WMS),
        (layer_loader, "_make", LinkKind.WMS),
        (layer_loader, "_reason", LinkKind.WMS),
        (layer_loader, "_renew_crs", LinkKind.WMS),
        (add_layer, "set_layer_metadata", LinkKind.WMS),
        (add_layer, "file_source", LinkKind.GEOJSON),
        (add_layer, "set_layer_metadata", LinkKind.GEOJSON),
        (layer_loader, "_make", LinkKind.GEOJSON),
        (add_layer, "download", LinkKind.GEOJSON),
        (add_layer, "make_added_folder", LinkKind.GEOJSON),
    ],
)
def test_an_adding_whatever_breaks_ends_with_a_sentence_and_leaves_nothing(project, monkeypatch, place, name, kind):
    """An error is put at each boundary in turn."""
    monkeypatch.setattr(place, name, broken)
    with serving({"/a.geojson": Reply(POINT, 200, JSON)}) as server:
        server.replies["/wms"] = Reply(OLD_WMS.format(url=server.url("/wms?")).encode(), 200, XML)
        url = server.url("/wms" if kind is LinkKind.WMS else "/a.geojson")
        ended = Ended(add_link(Link(kind, url, "cadastre", title="x"), RECORD, project, LIMIT))
    (sentence,) = ended.errors
    assert sentence.startswith("“Régions de France” was not added: ")
    assert "ZeroDivisionError" in sentence
    assert project.mapLayers() == {}
    assert until(lambda: not running())
    monkeypatch.undo()
    assert not [path for path in Path(f"{make_added_folder()}").iterdir()]


@pytest.mark.parametrize("half", ["\ud83d", "a\udc00b"])
def test_a_name_with_half_a_character_ends_the_adding(project, half):
    """An OGC API id with half a surrogate, in JSON's escapes; Qt has no text for it."""
    answer = json.dumps({"collections": [{"id": half, "title": "x"}]}).encode()
    with serving({"/": Reply(answer, 200, JSON)}) as server:
        ended = Ended(add_link(Link(LinkKind.OGCAPI_FEATURES, server.url("/api"), ""), RECORD, project, LIMIT))
    assert ended.results == []
    assert project.mapLayers() == {}
    assert until(lambda: not running())


def test_what_is_chosen_but_not_offered_ends_the_adding(project):
    two = OLD_WMS.replace("<Layer><Name>", "<Layer><Name>autre</Name><Title>Autre</Title></Layer><Layer><Name>")
    with serving({}) as server:
        server.replies["/wms"] = Reply(two.format(url=server.url("/wms?")).encode(), 200, XML)
        one = add_link(Link(LinkKind.WMS, server.url("/wms"), "rien"), RECORD, project, LIMIT)
        offered, errors = [], []
        one.choice_needed.connect(offered.append)
        one.failed.connect(errors.append)
        assert until(lambda: offered)
        one.choose("pas offert")
    assert errors
    assert not running(AddLayerJob)


def test_addresses_that_python_cannot_part_end_the_adding(project):
    """ValueError of urlsplit, also while the failure itself is told."""
    for url in ("http://[::1", "http://[v1.x]/", "http://a]b/", "http://\ud800.fr/", "http:\\\\host/"):
        for kind in (LinkKind.WMS, LinkKind.WMTS, LinkKind.TMS, LinkKind.ARCGIS, LinkKind.GEOJSON):
            ended = Ended(add_link(Link(kind, url, "x", title="x"), Record("x", "x"), project, LIMIT))
            assert ended.errors
    assert project.mapLayers() == {}


def get(url):
    return (yield Request(url))


@pytest.mark.parametrize("name", ["_send", "_on_finished", "_build_request"])
def test_a_conversation_whose_slot_breaks_has_an_outcome(monkeypatch, name):
    if name == "_on_finished":
        monkeypatch.setattr(exchange, "Response", broken)
    else:
        monkeypatch.setattr(exchange.HttpExchange, name, broken)
    with serving({"/": Reply(b"x")}) as server:
        (outcome,) = run_exchanges([get(server.url("/"))], LIMIT)
    assert isinstance(outcome.error, CtdError)
    assert "ZeroDivisionError" in str(outcome.error)


def test_a_callback_that_breaks_on_its_outcome_is_logged_and_nothing_is_left(logged_errors):
    with serving({"/": Reply(b"x")}) as server:
        exchange.HttpExchange(get(server.url("/")), LIMIT, broken)
        assert until(lambda: logged_errors)
    assert not running(HttpExchange)


@pytest.mark.parametrize(
    "request_",
    [Request("http://\ud800/"), Request("http://127.0.0.1:9/", accept="\ud800"), Request("http://[::1"), "no request"],
    ids=["address", "header", "bracket", "kind"],
)
def test_a_request_that_cannot_be_sent_has_an_outcome(request_):

    def talk():
        return (yield request_)

    (outcome,) = run_exchanges([talk()], LIMIT)
    assert isinstance(outcome.error, CtdError)


CATALOGUE = Catalogue("a", "A", "a", "53", Protocol.CSW, "http://127.0.0.1:9/", None)


def searched(monkeypatch, page):
    def one_page(_catalogue, _query):
        yield from ()
        return page

    monkeypatch.setattr(searching, "search_page", one_page)
    search, finished = CatalogueSearch([CATALOGUE], "x", seconds=LIMIT), []
    search.finished.connect(lambda: finished.append(True))
    search.start()
    assert until(lambda: finished)
    return search.states["a"]


@pytest.mark.parametrize("page", [RecordPage((), "x"), RecordPage(None, 1), "no page"])
def test_a_search_whose_page_makes_no_sense_ends(monkeypatch, page):
    state = searched(monkeypatch, page)
    assert state.status in (SearchState.FAILED, SearchState.ANSWERED)


def test_a_search_that_cannot_merge_what_came_says_so(monkeypatch):
    monkeypatch.setattr(searching.MergedRecords, "add", broken)
    state = searched(monkeypatch, RecordPage((Record("x", "x"),), 1))
    assert state.status is SearchState.FAILED
    assert "ZeroDivisionError" in str(state.error)


@pytest.mark.parametrize("broken_one", ["slot", "health", "probe"])
def test_a_check_that_breaks_ends(monkeypatch, broken_one):
    """The window would say for ever that it asks."""
    results, ended = [], []
    if broken_one == "health":
        monkeypatch.setattr(health_check, "Health", broken)
    if broken_one == "probe":
        monkeypatch.setattr(health_check, "probe", lambda _: get(3))
    take = broken if broken_one == "slot" else lambda key, health: results.append(health)
    endpoints = [Endpoint(Protocol.CSW, f"http://127.0.0.1:9/{n}", "high", "") for n in range(2)]
    one = health_check.HealthCheck(endpoints, LIMIT, take, ended.append)
    assert until(lambda: ended)
    assert ended[0] is not None or results
    one.cancel()


def test_work_in_the_background_that_breaks_is_reported_in_a_sentence(qgis_app):
    with pytest.raises(CtdError, match="ZeroDivisionError"):
        run_in_background(broken, QgsFeedback())
    with pytest.raises(CtdError, match="ZeroDivisionError"):
        run_in_background(lambda here: here.on_main(broken), QgsFeedback())
    assert until(lambda: not running())


def test_an_algorithm_that_breaks_is_reported_in_a_sentence(feedback):

    class Broken(CtdAlgorithm):
        process = broken

    with pytest.raises(QgsProcessingException, match="ZeroDivisionError"):
        Broken().processAlgorithm({}, QgsProcessingContext(), feedback)
