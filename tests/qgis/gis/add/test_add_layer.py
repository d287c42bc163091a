"""Links of records become layers that are drawn, and QGIS goes on meanwhile."""

from __future__ import annotations

import http.client
import time
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from qgis.core import QgsRectangle
from qgis.PyQt.QtCore import QThread

from ctd_plugin.catalogues.records import LinkKind, Record
from ctd_plugin.catalogues.services.capabilities import ServiceLayer
from ctd_plugin.gis.add.add_layer import add_link
from ctd_plugin.gis.add.provider_uri import layer_source
from tests.peers.faults import FAULTS, XML, Reply, serving
from tests.peers.qgis_server import ACCENTED, AWKWARD, REGIONS, regions_project
from tests.peers.qgis_server import serving as qgis_serving
from tests.support.added_layers import (
    LIMIT,
    OLD_WMS,
    RECORD,
    AddLayerSignals,
    Heartbeat,
    added,
    colours,
    fresh_project,
    is_drawn,
    link,
    picture,
    until,
    wait_for_signals,
)


@pytest.fixture(scope="module")
def publisher(qgis_app, tmp_path_factory):
    """The address of QGIS Server with the regions."""
    folder = tmp_path_factory.mktemp("server")
    with qgis_serving(regions_project(folder), folder) as address:
        yield address


@pytest.fixture
def project(qgis_new_project):
    with fresh_project() as project:
        yield project


def delayed(publisher, seconds, seen=None):
    """Return what passes a request on to QGIS Server so much later."""
    target = urlsplit(publisher)

    def answer(request):
        if seen is not None:
            seen.append(request.target)
        time.sleep(seconds)
        server = http.client.HTTPConnection(target.hostname, target.port, timeout=30)
        # The server tells its own address as the client called it.
        server.request("GET", request.target, headers={"Host": request.headers["Host"]})
        reply = server.getresponse()
        return Reply(reply.read(), reply.status, reply.headers["Content-Type"])

    return answer


SERVICES = {
    LinkKind.WMS: ("/", REGIONS),
    LinkKind.WFS: ("/", REGIONS),
    LinkKind.WMTS: ("/", REGIONS),
    LinkKind.OGCAPI_FEATURES: ("/wfs3", REGIONS),
}


@pytest.mark.parametrize("kind", SERVICES)
def test_a_layer_of_each_kind_of_service_is_drawn(publisher, project, kind):
    path, name = SERVICES[kind]
    layer = added(link(kind, publisher + path, name), project)
    assert layer.isValid()
    assert is_drawn(layer)
    assert project.layerTreeRoot().children()[0].layer() is layer


@pytest.mark.parametrize("kind", SERVICES)
def test_the_main_thread_goes_on_while_a_slow_service_answers(publisher, project, kind):
    """Each request takes a second, none of them on the main thread, where the layer lives."""
    path, name = SERVICES[kind]
    seen = []
    with serving({"/": delayed(publisher, 1, seen)}) as slow:
        signals = AddLayerSignals(add_link(link(kind, slow.url(path), name), RECORD, project, LIMIT))
        heart = Heartbeat()
        assert until(lambda: signals.ended)
        (layer,) = signals.layers
        print(kind, len(seen), "requests; the main thread was away for", round(heart.longest * 1000), "ms")
        assert len(seen) > 1
        assert heart.longest < 1
        assert layer.thread() is QThread.currentThread()
        assert layer.dataProvider().thread() == QThread.currentThread()


@pytest.mark.parametrize("kind", SERVICES)
def test_awkward_names_of_layers_reach_the_server_as_they_are(publisher, project, kind):
    """Accents, spaces, a plus sign, quotes and an ampersand."""
    path, _ = SERVICES[kind]
    # The names of WFS are those of XML; for WMTS QGIS Server does not find its own names with more than accents.
    name = ACCENTED if kind in (LinkKind.WFS, LinkKind.WMTS) else AWKWARD
    layer = added(link(kind, publisher + path, name), project)
    assert is_drawn(layer)


@pytest.mark.parametrize("kind", SERVICES)
def test_a_name_that_the_service_does_not_have_brings_its_layers_to_choose_from(publisher, project, kind):
    """The link has a name of its own; who chooses gets the layer chosen, under its title."""
    path, name = SERVICES[kind]
    signals = wait_for_signals(link(kind, publisher + path, "Limites administratives"), project)
    assert (signals.layers, signals.errors) == ([], [])
    (choice,) = signals.choices
    assert all(isinstance(layer, ServiceLayer) for layer in choice)
    assert name in [layer.name for layer in choice]
    assert project.mapLayers() == {}
    signals.job.choose(name)
    assert until(lambda: signals.layers)
    assert is_drawn(signals.layers[0])
    assert signals.layers[0].name() == name


def test_a_title_is_taken_for_the_name_of_its_layer(publisher, project):
    """A WFS link whose name is what people read, in other letters and with spaces."""
    layer = added(link(LinkKind.WFS, publisher + "/", "REGIONS COTIERES"), project)
    assert layer.dataProvider().uri().param("typename") == ACCENTED


def test_a_layer_keeps_what_the_record_says_and_no_names_of_people(publisher, project, tmp_path):
    layer = added(link(LinkKind.WMS, publisher + "/", REGIONS, title="WMS des régions"), project)
    metadata = layer.metadata()
    assert layer.name() == "Régions de France"
    assert (metadata.identifier(), metadata.title()) == ("fr-regions", "Régions de France")
    assert metadata.abstract() == RECORD.abstract
    assert metadata.licenses() == ["Licence Ouverte 2.0"]
    assert metadata.rights() == ["CNIG"]
    assert [contact.organization for contact in metadata.contacts()] == ["CNIG"]
    assert [each.url for each in metadata.links()] == [RECORD.landing_page, publisher + "/"]
    assert layer.serverProperties().attribution() == "CNIG – Licence Ouverte 2.0"
    assert layer.serverProperties().attributionUrl() == RECORD.landing_page
    file = tmp_path / "with_a_layer.qgs"
    project.write(str(file))
    assert "Dupont" not in file.read_text(encoding="utf-8")


def test_several_links_of_one_record_are_added_side_by_side_each_under_its_own_name(publisher, project):
    """Two WMS and a WFS in one record; none replaces another, and names of one kind are told apart."""
    links = (
        link(LinkKind.WMS, publisher + "/", REGIONS),
        link(LinkKind.WMS, publisher + "/", AWKWARD),
        link(LinkKind.WFS, publisher + "/", REGIONS),
    )
    record = Record("x", "Trois", links=links)
    jobs = [AddLayerSignals(add_link(one, record, project, LIMIT)) for one in links]
    assert until(lambda: all(signals.ended for signals in jobs))
    layers = [signals.layers[0] for signals in jobs]
    assert [layer.name() for layer in layers] == [f"Trois – {REGIONS}", f"Trois – {AWKWARD}", "Trois"]
    assert set(project.mapLayers().values()) == set(layers)


def test_a_map_file_in_the_address_goes_with_every_request(publisher, project):
    """MAP= and what else belongs to the service; nothing of a request is asked for twice."""

    own = "MAP=/donn%C3%A9es/c%C3%B4tes.map&Key=a+b%2Fc"

    def answer(request):
        # QGIS Server would take MAP for its own project; here it tells its address as MapServer does, MAP included.
        query = request.target.partition("?")[2].replace("MAP=", "NOMAP=")
        reply = delayed(publisher, 0)(replace(request, target=f"/?{query}"))
        address = f"/cgi-bin/mapserv?{own}&".replace("&", "&amp;")
        return replace(reply, body=reply.body.replace(b'/?"', f'{address}"'.encode()))

    with serving({"/": answer}) as server:
        address = server.url(f"/cgi-bin/mapserv?{own}")
        layer = added(link(LinkKind.WMS, address, REGIONS), project)
        assert is_drawn(layer)
        requests = [parse_qsl(urlsplit(request.target).query) for request in server.seen]
    assert len(requests) >= 3
    for request in requests:
        assert [value for key, value in request if key == "MAP"] == ["/données/côtes.map"]
        assert [value for key, value in request if key == "Key"] == ["a b/c"]
        assert [key.upper() for key, _ in request].count("REQUEST") == 1


def test_a_wms_that_fails_at_the_newest_version_is_requested_in_the_older_one(project):
    def answer(request):
        query = {key.upper(): value for key, value in parse_qsl(urlsplit(request.target).query)}
        if query.get("VERSION") != "1.1.1":
            return FAULTS["500"]
        if query["REQUEST"] == "GetMap":
            assert query["SRS"] == "EPSG:4326"
            assert query["FORMAT"] == "image/png"
            return picture(int(query["WIDTH"]), int(query["HEIGHT"]))
        return Reply(OLD_WMS.format(url=server.url("/wms?")).encode(), 200, XML)

    with serving({"/wms": answer}) as server:
        layer = added(link(LinkKind.WMS, server.url("/wms"), "cadastre"), project)
        assert is_drawn(layer)


@pytest.mark.parametrize(
    ("template", "first"),
    [
        ("/tiles/{z}/{x}/{y}.png", "/tiles/"),
        ("/wmts/{TileMatrix}/{TileCol}/{TileRow}.png", "/wmts/"),
    ],
)
def test_tiles_are_drawn_from_a_template_without_a_request_for_the_capabilities(project, template, first):
    with serving({first: picture(256, 256)}) as server:
        layer = added(link(LinkKind.TMS, server.url(template)), project)
        assert is_drawn(layer)
        assert all(request.target.count("/") == 4 for request in server.seen)


TILE_MAP = """<TileMap version="1.0.0"><Title>Plan</Title><SRS>{srs}</SRS>
<TileFormat width="256" height="256" mime-type="image/png" extension="png"/><TileSets/></TileMap>"""


def test_a_tms_is_drawn_from_what_it_says_of_itself(project):
    answers = {
        "/tms/1.0.0": Reply(
            b'<TileMapService><TileMaps><TileMap title="Plan" srs="EPSG:900913" href="/tms/1.0.0/plan"/>'
            b'<TileMap title="Lambert" srs="EPSG:2154" href="/tms/1.0.0/l93"/></TileMaps></TileMapService>',
            200,
            XML,
        ),
        "/tms/1.0.0/plan": Reply(TILE_MAP.format(srs="EPSG:900913").encode(), 200, XML),
        "/tms/1.0.0/l93": Reply(TILE_MAP.format(srs="EPSG:2154").encode(), 200, XML),
        "/tms/1.0.0/plan/": picture(256, 256),
    }
    with serving(answers) as server:
        assert is_drawn(added(link(LinkKind.TMS, server.url("/tms/1.0.0")), project))
        (sentence,) = wait_for_signals(link(LinkKind.TMS, server.url("/tms/1.0.0/l93")), project).errors
        assert "unknown layer" in sentence


def test_a_tms_that_lists_several_maps_lets_the_user_choose(project):
    maps = "".join(f'<TileMap title="{name}" srs="EPSG:3857" href="/{name}"/>' for name in "ab")
    with serving({"/tms": Reply(f"<TileMapService><TileMaps>{maps}</TileMaps></TileMapService>".encode())}) as server:
        server.replies["/b"] = Reply(TILE_MAP.format(srs="EPSG:3857").encode())
        server.replies["/b/"] = picture(256, 256)
        signals = wait_for_signals(link(LinkKind.TMS, server.url("/tms"), "Orthophoto"), project)
        (choice,) = signals.choices
        signals.job.choose(choice[1].name)
        assert until(lambda: signals.layers)
        assert is_drawn(signals.layers[0])


@pytest.mark.parametrize(
    ("crs", "offered", "taken"),
    [
        ("EPSG:2154", ("EPSG:4326", "EPSG:2154"), "EPSG:2154"),
        ("EPSG:2154", ("EPSG:4326", "EPSG:3857"), "EPSG:3857"),
        ("", ("EPSG:2154", "CRS:84"), "CRS:84"),
        ("EPSG:2154", ("EPSG:27572",), "EPSG:27572"),
        ("EPSG:2154", (), "EPSG:2154"),
    ],
)
def test_a_map_is_requested_in_the_projects_system_or_else_in_one_that_fits_anywhere(crs, offered, taken):
    formats = ("image/jpeg", "image/gif", "image/png")
    wms = layer_source(LinkKind.WMS, "https://a.fr/wms", ServiceLayer("x", "x", offered, formats), crs).uri
    assert f"crs={taken}&" in wms
    assert "format=image/png&" in wms
    if offered:
        grids = tuple((f"grid {system}", system) for system in offered)
        tiles = ServiceLayer("x", "x", offered, ("image/jpeg",), grids)
        wmts = layer_source(LinkKind.WMTS, "https://a.fr/wmts", tiles, crs).uri
        assert f"tileMatrixSet=grid%20{taken}" in wmts
        assert "format=image/jpeg&" in wmts


@pytest.mark.parametrize("kind", [LinkKind.WFS, LinkKind.OGCAPI_FEATURES])
def test_of_features_what_is_in_view_is_requested(publisher, project, kind):
    path, name = SERVICES[kind]
    seen = []
    with serving({"/": delayed(publisher, 0, seen)}) as server:
        layer = added(link(kind, server.url(path), name), project)
        seen.clear()
        colours(layer, QgsRectangle(-5, 47.5, -1.5, 48.7))
    assert seen
    assert all("bbox=" in request.lower() for request in seen)


def test_two_services_of_a_data_set_have_names_of_their_own(publisher, project):
    for kind in (LinkKind.WMS, LinkKind.WFS):
        added(link(kind, f"{publisher}/", REGIONS), project)
    names = sorted(layer.name() for layer in project.mapLayers().values())
    assert names == ["Régions de France (WFS)", "Régions de France (WMS)"]


def test_a_service_that_is_not_understood_here_is_left_to_qgis(publisher, project):
    """Its first answer is an error, the following ones are those of QGIS Server."""
    pass_on = delayed(publisher, 0)
    with serving({"/": FAULTS["500"]}) as server:
        found = link(LinkKind.WMS, server.url("/"), REGIONS)
        job = wait_for_signals(found, project).job
        assert job.can_try_unchecked
        server.replies["/"] = pass_on
        signals = AddLayerSignals(add_link(found, RECORD, project, LIMIT, is_checked=False))
        assert until(lambda: signals.ended)
        [layer] = signals.layers
        assert is_drawn(layer)
    # QGIS could do no better with a server that is not there, or without the name of a layer.
    gone = server.url("/")
    assert not wait_for_signals(link(LinkKind.WMS, gone, REGIONS), project).job.can_try_unchecked
    with serving({"/": FAULTS["500"]}) as server:
        assert not wait_for_signals(link(LinkKind.WMS, server.url("/")), project).job.can_try_unchecked
