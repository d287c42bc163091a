"""Links that give no layer say why in one sentence, change nothing, and keep nobody waiting."""

from __future__ import annotations

import json
import time
from urllib.parse import quote

import pytest
from qgis.core import QgsApplication, QgsProject

from ctd_plugin.catalogues.records import LinkKind, Record
from ctd_plugin.catalogues.services.link_types import link_from_url
from ctd_plugin.gis.add import layer_loader
from ctd_plugin.gis.add.add_layer import add_link, can_add, is_download
from ctd_plugin.gis.add.added_files import added_files
from ctd_plugin.gis.add.download import make_added_folder
from ctd_plugin.gis.background.job import stop
from tests.peers.faults import FAULTS, HTML, JSON, XML, Reply, dead_address, serving
from tests.support.added_layers import (
    LIMIT,
    OLD_WMS,
    RECORD,
    AddLayerSignals,
    Heartbeat,
    added,
    fresh_project,
    is_drawn,
    link,
    picture,
    until,
    wait_for_signals,
)
from tests.support.jobs import running

SQUARE = [[[-5, 41], [-5, 52], [10, 52], [10, 41], [-5, 41]]]
EXTENT = {"xmin": -5, "ymin": 41, "xmax": 10, "ymax": 52, "spatialReference": {"wkid": 4326, "latestWkid": 4326}}
FIELDS = [{"name": "OBJECTID", "type": "esriFieldTypeOID", "alias": "OBJECTID"}]


@pytest.fixture
def project(qgis_new_project, profile):
    with fresh_project() as project:
        yield project


def of(value):
    return Reply(json.dumps(value).encode(), 200, JSON)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("401", "access denied"),
        ("403", "access denied"),
        ("404", "not found"),
        ("429", "too many requests"),
        ("500", "service error: 500"),
        ("login", "not from a WMS service"),
        ("exception", "L’index est fermé"),
        ("truncated", "cut off"),
        ("empty", "not from a WMS service"),
        ("redirects", "too many redirects"),
        ("large", "response too large"),
        ("dtd_bomb", "not from a WMS service"),
    ],
)
def test_a_service_that_does_not_answer_as_one_is_named_with_what_it_did(project, fault, words):
    with serving({"/wms": FAULTS[fault]}) as server:
        signals = wait_for_signals(link(LinkKind.WMS, server.url("/wms"), "x"), project)
    (sentence,) = signals.errors
    assert sentence.startswith("“Régions de France” was not added: ")
    assert words in sentence
    assert sentence.endswith("(127.0.0.1).")
    assert "\n" not in sentence
    assert "<" not in sentence
    assert project.mapLayers() == {}


@pytest.mark.parametrize("kind", [kind for kind in LinkKind if kind not in (LinkKind.FILE, LinkKind.PAGE)])
def test_what_cannot_be_reached_never_comes_into_the_project(project, tmp_path, kind):
    """An intranet host from outside is like this; a project with such a layer hangs on opening."""
    (sentence,) = wait_for_signals(link(kind, dead_address() + "/x", "x", title="Sans réponse"), project).errors
    assert "unreachable" in sentence
    assert "127.0.0.1" in sentence
    assert project.mapLayers() == {}
    assert list(make_added_folder().iterdir()) == []


def test_a_service_without_layers_says_so(project):
    with serving({"/wms": Reply(b"<WMS_Capabilities><Capability/></WMS_Capabilities>", 200, XML)}) as server:
        (sentence,) = wait_for_signals(link(LinkKind.WMS, server.url("/wms"), "x"), project).errors
    assert "unknown layer" in sentence


def test_a_service_that_is_too_slow_is_given_up_at_the_limit(project):
    with serving({"/wms": FAULTS["slow"]}) as server:
        started = time.monotonic()
        (sentence,) = wait_for_signals(link(LinkKind.WMS, server.url("/wms"), "x"), project, seconds=0.5).errors
        assert time.monotonic() - started < 2
    assert "timed out" in sentence


def stalling(url):
    """Return what answers the first request for capabilities, ours, and keeps QGIS's provider waiting."""
    requested = []

    def answer(seen):
        requested.append(seen)
        return Reply(OLD_WMS.format(url=url()).encode(), 200, XML) if len(requested) == 1 else FAULTS["slow"]

    return answer


def test_a_provider_that_a_server_keeps_waiting_is_given_up_at_the_limit_too(project):
    """QGIS's own limit is a minute, and it is no longer ours once the provider asks."""
    with serving({}) as server:
        server.replies["/wms"] = stalling(lambda: server.url("/wms?"))
        started = time.monotonic()
        heart = Heartbeat()
        (sentence,) = wait_for_signals(link(LinkKind.WMS, server.url("/wms"), "cadastre"), project, seconds=1).errors
        assert time.monotonic() - started < 4
        assert heart.longest < 1
        assert len(server.seen) == 2
    assert "no response within 1 s" in sentence
    assert project.mapLayers() == {}


@pytest.mark.parametrize("stage", [1, 2], ids=["while it asks", "while the provider asks"])
def test_cancelled_at_any_moment_nothing_comes_any_more(project, stage):
    """Also the thread that QGIS's provider waits in ends at once."""
    with serving({}) as server:
        server.replies["/wms"] = FAULTS["slow"] if stage == 1 else stalling(lambda: server.url("/wms?"))
        signals = AddLayerSignals(add_link(link(LinkKind.WMS, server.url("/wms"), "cadastre"), RECORD, project, LIMIT))
        assert until(lambda: len(server.seen) == stage)
        signals.job.cancel()
        signals.job.cancel()
        assert until(lambda: not running(), seconds=2)
        assert not signals.ended
    assert project.mapLayers() == {}


def test_an_unload_waits_only_a_moment_for_what_is_under_way(project):
    """The thread must have ended before Python does."""
    with serving({}) as server:
        server.replies["/wms"] = stalling(lambda: server.url("/wms?"))
        signals = AddLayerSignals(add_link(link(LinkKind.WMS, server.url("/wms"), "cadastre"), RECORD, project, LIMIT))
        assert until(lambda: len(server.seen) == 2)
        started = time.monotonic()
        stop()
        assert time.monotonic() - started < 1
        assert layer_loader.LOADER_THREADS.active_count == 0
        assert until(lambda: not running(), seconds=2)
        assert not signals.ended


def test_a_project_that_is_closed_gets_no_layer_and_the_user_is_informed(project):
    with serving({}) as server:
        server.replies["/wms"] = stalling(lambda: server.url("/wms?"))
        signals = AddLayerSignals(add_link(link(LinkKind.WMS, server.url("/wms"), "cadastre"), RECORD, project, LIMIT))
        assert until(lambda: len(server.seen) == 2)
        project.clear()
        (sentence,) = signals.errors
    assert "the project was closed" in sentence
    assert project.mapLayers() == {}


def test_names_and_passwords_of_an_address_are_neither_sent_nor_kept(project, tmp_path):
    """The link that is recognised has none any more, so the layer has none."""
    with serving({}) as server:
        server.replies["/wms"] = Reply(OLD_WMS.format(url=server.url("/wms?")).encode(), 200, XML)
        host = server.address.removeprefix("http://")
        found = link_from_url(f"http://jean:secret@{host}/wms?token=geheim", protocol="OGC:WMS", name="cadastre")
        assert found.credentials_removed
        added(found, project)
        assert not any("secret" in str(seen) or "geheim" in str(seen) for seen in server.seen)
        assert not any("Authorization" in seen.headers for seen in server.seen)
    file = tmp_path / "with_a_layer.qgs"
    project.write(str(file))
    text = file.read_text(encoding="utf-8")
    assert "cadastre" in text
    assert "secret" not in text
    assert "geheim" not in text


def arcgis(server):
    """Let a server answer as ArcGIS does, with one layer that covers France."""
    service = {
        "currentVersion": 10.91,
        "layers": [
            {"id": 7, "name": "Régions", "type": "Feature Layer"},
            {"id": 8, "name": "G", "type": "Group Layer"},
        ],
        "spatialReference": EXTENT["spatialReference"],
        "fullExtent": EXTENT,
        "mapName": "Carte",
        "supportedImageFormatTypes": "JPG,PNG24,PNG32",
        "capabilities": "Map,Query,Data",
    }
    layer = {
        **{"id": 7, "name": "Régions", "type": "Feature Layer", "geometryType": "esriGeometryPolygon"},
        **{"fields": FIELDS, "extent": EXTENT, "objectIdField": "OBJECTID", "capabilities": "Query"},
    }
    features = {
        **{"objectIdFieldName": "OBJECTID", "geometryType": "esriGeometryPolygon", "fields": FIELDS},
        "spatialReference": {"wkid": 4326},
        "features": [{"attributes": {"OBJECTID": 1}, "geometry": {"rings": SQUARE}}],
    }
    ids = {"objectIdFieldName": "OBJECTID", "objectIds": [1]}
    root = "/arcgis/rest/services/Régions"
    for kind in ("FeatureServer", "MapServer"):
        server.replies[f"{quote(root)}/{kind}"] = of(service)
        server.replies[f"{quote(root)}/{kind}/7"] = of(layer)
    server.replies[f"{quote(root)}/FeatureServer/7/query"] = lambda seen: of(
        ids if "returnIdsOnly" in seen.target else features
    )
    server.replies[f"{quote(root)}/MapServer/export"] = picture(60, 60)
    return server.url(root)


@pytest.mark.parametrize(
    ("kind", "number", "provider"),
    [
        ("FeatureServer", "7", "arcgisfeatureserver"),
        ("MapServer", "7", "arcgismapserver"),
        ("MapServer", "", "arcgismapserver"),
    ],
)
def test_layers_of_arcgis_are_drawn(project, kind, number, provider):
    with serving({}) as server:
        layer = added(link(LinkKind.ARCGIS, f"{arcgis(server)}/{kind}", number), project)
        assert layer.providerType() == provider
        assert layer.crs().authid() == "EPSG:4326"
        assert is_drawn(layer)


def test_arcgis_that_wants_a_token_is_said_to_refuse(project):
    error = {"error": {"code": 499, "message": "Token Required", "details": []}}
    with serving({"/FeatureServer": of(error)}) as server:
        (sentence,) = wait_for_signals(link(LinkKind.ARCGIS, server.url("/FeatureServer"), "0"), project).errors
    assert "access denied: “Token Required”" in sentence


GEOJSON = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"nom": "Île"}, "geometry": {"type": "Polygon", "coordinates": SQUARE}}
    ],
}


def test_geojson_is_fetched_through_qgis_kept_in_the_profile_and_drawn(project):
    with serving({"/exports/geojson": of(GEOJSON)}) as server:
        found = link(LinkKind.GEOJSON, server.url("/exports/geojson"), title="Îles", format="GEOJSON")
        layer = added(found, project)
        assert [seen.method for seen in server.seen] == ["GET"]
    assert is_drawn(layer)
    assert layer.source() == f"GeoJSON:{make_added_folder() / 'Îles.geojson'}"
    assert [feature["nom"] for feature in layer.getFeatures()] == ["Île"]
    assert layer.name() == RECORD.title


def test_a_file_on_its_way_is_in_use_and_not_deleted(project):
    found = link(LinkKind.GEOJSON, dead_address() + "/a.geojson", title="a")
    coming = add_link(found, RECORD, project, 5)
    assert [file.is_used for file in added_files(project)] == [True]
    coming.cancel()
    assert added_files(project) == []


@pytest.mark.parametrize("body", [FAULTS["login"].body, b'{"type": "FeatureCollection", "features": ['])
def test_a_file_that_is_no_geojson_is_neither_added_nor_kept(project, body):
    with serving({"/a.geojson": Reply(body, 200, HTML)}) as server:
        (sentence,) = wait_for_signals(link(LinkKind.GEOJSON, server.url("/a.geojson"), title="a"), project).errors
    assert sentence.startswith("“Régions de France” was not added: ")
    assert list(make_added_folder().iterdir()) == []
    assert project.mapLayers() == {}


def test_an_empty_answer_is_no_file(project):
    with serving({"/a.geojson": Reply(b"", 200, HTML)}) as server:
        (sentence,) = wait_for_signals(link(LinkKind.GEOJSON, server.url("/a.geojson"), title="a"), project).errors
    assert sentence.startswith("“a” was not downloaded: ")
    assert list(make_added_folder().iterdir()) == []
    assert project.mapLayers() == {}


def test_a_hundred_layers_made_in_threads_live_and_die_on_the_main_thread(project):
    """Many at once, some cancelled in the midst, all drawn and removed; QGIS must live."""
    with serving({}) as server:
        server.replies["/wms"] = lambda seen: (
            picture(60, 60)
            if "GetMap" in seen.target
            else Reply(OLD_WMS.format(url=server.url("/wms?")).encode(), 200, XML)
        )
        arcgis_url = arcgis(server)
        links = [
            link(LinkKind.WMS, server.url("/wms"), "cadastre"),
            link(LinkKind.ARCGIS, f"{arcgis_url}/FeatureServer", "7"),
        ] * 50
        jobs = [AddLayerSignals(add_link(one, Record("x", "x"), project, LIMIT)) for one in links]
        for signals in jobs[::10]:
            signals.job.cancel()
        kept = [signals for number, signals in enumerate(jobs) if number % 10]
        assert until(lambda: all(signals.ended for signals in kept))
        layers = [signals.layers[0] for signals in kept]
        assert len(project.mapLayers()) == len(layers) == 90
        assert all(is_drawn(layer) for layer in layers[:10])
        jobs.clear()
        kept.clear()
        layers.clear()
        project.clear()
        QgsApplication.processEvents()
    assert QgsProject.instance().mapLayers() == {}


def test_each_kind_of_link_is_added_or_downloaded_or_opened_as_a_page():
    kinds = {kind: (can_add(link(kind, "x")), is_download(link(kind, "x"))) for kind in LinkKind}
    assert kinds.pop(LinkKind.PAGE) == (False, False)
    assert kinds.pop(LinkKind.FILE) == (False, True)
    assert kinds.pop(LinkKind.GEOJSON) == (True, True)
    assert set(kinds.values()) == {(True, False)}
