"""Links of records become layers that are drawn, and QGIS goes on meanwhile."""

from __future__ import annotations

import http.client
import json
import time
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsNetworkAccessManager,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QBuffer, QCoreApplication, QElapsedTimer, QEventLoop, QSize, Qt, QThread, QTimer
from qgis.PyQt.QtGui import QColor, QImage

from ctd_plugin.catalogues.records import Link, LinkKind, Record
from ctd_plugin.catalogues.services import ServiceLayer
from ctd_plugin.gis import adding, opening
from ctd_plugin.gis.adding import add_link, can_add, is_download
from ctd_plugin.gis.providers import layer_source
from tests.peers.faults import FAULTS, JSON, XML, Reply, dead_address, serving
from tests.peers.qgis_server import ACCENTED, AWKWARD, FILL, REGIONS, regions_project
from tests.peers.qgis_server import serving as qgis_serving

LIMIT = 20
FRANCE = QgsRectangle(-5, 42, 9, 51)
RECORD = Record(
    id="fr-regions",
    title="Régions de France",
    abstract="Les 18 régions.\nSelon l’INSEE & l’IGN.",
    organisation="CNIG",
    licence="Licence Ouverte 2.0",
    landing_page="https://example.org/dataset/regions",
    contact="Jeanne Dupont",
)


@pytest.fixture(scope="module")
def publisher(qgis_app, tmp_path_factory):
    """The address of QGIS Server with the regions."""
    folder = tmp_path_factory.mktemp("server")
    with qgis_serving(regions_project(folder), folder) as address:
        yield address


@pytest.fixture
def project(qgis_new_project):
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    yield project
    adding.stop()
    project.clear()
    assert not adding._under_way
    assert until(lambda: not opening._under_way)


@pytest.fixture(autouse=True)
def no_old_answers(qgis_app):
    """QGIS keeps answers on disk, and those of WFS for a minute in memory; addresses of an own port are all new."""
    QgsNetworkAccessManager.instance().cache().clear()


def until(condition, seconds=LIMIT):
    timer = QElapsedTimer()
    timer.start()
    while not condition():
        if timer.elapsed() > seconds * 1000:
            return False
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    return True


class Hearing:
    """What came of an adding."""

    def __init__(self, one):
        self.adding = one
        self.layers, self.choices, self.errors = [], [], []
        one.added.connect(self.layers.append)
        one.choice_needed.connect(self.choices.append)
        one.failed.connect(self.errors.append)

    @property
    def ended(self):
        return bool(self.layers or self.choices or self.errors)


def hear(link, project, record=RECORD, seconds=LIMIT):
    hearing = Hearing(add_link(link, record, project, seconds))
    assert until(lambda: hearing.ended)
    return hearing


def added(link, project, record=RECORD):
    hearing = hear(link, project, record)
    assert hearing.errors == []
    assert hearing.choices == []
    (layer,) = hearing.layers
    return layer


def colours(layer, extent=FRANCE, crs="EPSG:4326"):
    """Draw a layer and return the colours of the picture with how often they come."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem(crs))
    settings.setExtent(extent)
    settings.setOutputSize(QSize(60, 60))
    settings.setBackgroundColor(Qt.GlobalColor.white)
    job = QgsMapRendererParallelJob(settings)
    loop = QEventLoop()
    job.finished.connect(loop.quit)
    job.start()
    loop.exec()
    image = job.renderedImage()
    assert job.errors() == []
    found = {}
    for x in range(image.width()):
        for y in range(image.height()):
            name = image.pixelColor(x, y).name()
            found[name] = found.get(name, 0) + 1
    return found


def fill(layer):
    """Return the colour that a layer of regions is drawn in: for features QGIS takes one at random."""
    return FILL if isinstance(layer, QgsRasterLayer) else layer.renderer().symbol().color().name()


def is_drawn(layer):
    # France covers some half of the picture; a third of that are outlines where QGIS chose the symbol.
    return colours(layer).get(fill(layer), 0) > 400


def link(kind, url, layer="", **more):
    return Link(kind, url, layer, **more)


def delayed(publisher, seconds, seen=None):
    """Return what passes a request on to QGIS Server so much later."""
    target = urlsplit(publisher)

    def answer(asked):
        if seen is not None:
            seen.append(asked.target)
        time.sleep(seconds)
        server = http.client.HTTPConnection(target.hostname, target.port, timeout=30)
        # The server tells its own address as the client called it.
        server.request("GET", asked.target, headers={"Host": asked.headers["Host"]})
        reply = server.getresponse()
        return Reply(reply.read(), reply.status, reply.headers["Content-Type"])

    return answer


class Heartbeat:
    """Measures for how long the main thread did not handle events."""

    def __init__(self):
        self.longest = 0.0
        self._last = time.monotonic()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(5)

    def _beat(self):
        now = time.monotonic()
        self.longest = max(self.longest, now - self._last)
        self._last = now


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
    """Failures 2 and 3: each request takes half a second, none of them on the main thread, where the layer lives."""
    path, name = SERVICES[kind]
    seen = []
    with serving({"/": delayed(publisher, 0.5, seen)}) as slow:
        hearing = Hearing(add_link(link(kind, slow.url(path), name), RECORD, project, LIMIT))
        heart = Heartbeat()
        assert until(lambda: hearing.ended)
        (layer,) = hearing.layers
        print(kind, len(seen), "requests; the main thread was away for", round(heart.longest * 1000), "ms")
        assert len(seen) > 1
        assert heart.longest < 0.25
        assert layer.thread() is QThread.currentThread()
        assert layer.dataProvider().thread() == QThread.currentThread()


@pytest.mark.parametrize("kind", SERVICES)
def test_awkward_names_of_layers_reach_the_server_as_they_are(publisher, project, kind):
    """Failure 19: accents, spaces, a plus sign, quotes and an ampersand."""
    path, _ = SERVICES[kind]
    # The names of WFS are those of XML; for WMTS QGIS Server does not find its own names with more than accents.
    name = ACCENTED if kind in (LinkKind.WFS, LinkKind.WMTS) else AWKWARD
    layer = added(link(kind, publisher + path, name), project)
    assert is_drawn(layer)


@pytest.mark.parametrize("kind", SERVICES)
def test_a_name_that_the_service_does_not_have_brings_its_layers_to_choose_from(publisher, project, kind):
    """Failure 16: the link has a name of its own; who chooses gets the layer chosen, under its title."""
    path, name = SERVICES[kind]
    hearing = hear(link(kind, publisher + path, "Limites administratives"), project)
    assert (hearing.layers, hearing.errors) == ([], [])
    (choice,) = hearing.choices
    assert all(isinstance(layer, ServiceLayer) for layer in choice)
    assert name in [layer.name for layer in choice]
    assert project.mapLayers() == {}
    hearing.adding.choose(name)
    assert until(lambda: hearing.layers)
    assert is_drawn(hearing.layers[0])
    assert hearing.layers[0].name() == name


def test_a_title_is_taken_for_the_name_of_its_layer(publisher, project):
    """Failure 16: a WFS link whose name is what people read, in other letters and with spaces."""
    layer = added(link(LinkKind.WFS, publisher + "/", "REGIONS COTIERES"), project)
    assert layer.dataProvider().uri().param("typename") == ACCENTED


def test_a_layer_keeps_what_the_record_says_and_no_names_of_people(publisher, project):
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
    project.write(str(project_file := QgsApplication.qgisSettingsDirPath() + "with_a_layer.qgs"))
    with open(project_file, encoding="utf-8") as file:  # noqa: PTH123
        assert "Dupont" not in file.read()


def test_several_links_of_one_record_are_added_side_by_side_each_under_its_own_name(publisher, project):
    """Failure 17: two WMS and a WFS in one record; none replaces another, and names of one kind are told apart."""
    links = (
        link(LinkKind.WMS, publisher + "/", REGIONS),
        link(LinkKind.WMS, publisher + "/", AWKWARD),
        link(LinkKind.WFS, publisher + "/", REGIONS),
    )
    record = Record("x", "Trois", links=links)
    hearings = [Hearing(add_link(one, record, project, LIMIT)) for one in links]
    assert until(lambda: all(hearing.ended for hearing in hearings))
    layers = [hearing.layers[0] for hearing in hearings]
    assert [layer.name() for layer in layers] == [f"Trois – {REGIONS}", f"Trois – {AWKWARD}", "Trois"]
    assert set(project.mapLayers().values()) == set(layers)


def test_a_map_file_in_the_address_goes_with_every_request(publisher, project):
    """Failure 18: MAP= and what else belongs to the service; nothing of a request is asked for twice."""
    seen = []
    with serving({"/": delayed(publisher, 0, seen)}) as server:
        address = server.url("/cgi-bin/mapserv?MAP=/données/côtes.map&Key=a+b%2Fc")
        # QGIS Server would take MAP for its own project file.
        server.answers["/"] = lambda asked: delayed(publisher, 0)(
            replace(asked, target="/?" + asked.target.partition("?")[2].replace("MAP=", "NOMAP="))
        )
        layer = added(link(LinkKind.WMS, address, REGIONS), project)
        assert is_drawn(layer)
        requests = [parse_qsl(urlsplit(asked.target).query) for asked in server.seen]
    assert len(requests) >= 3
    for request in requests:
        assert [value for key, value in request if key == "MAP"] == ["/données/côtes.map"]
        assert [value for key, value in request if key == "Key"] == ["a b/c"]
        assert [key.upper() for key, _ in request].count("REQUEST") == 1


OLD_WMS = """<?xml version="1.0"?>
<!DOCTYPE WMT_MS_Capabilities SYSTEM "http://127.0.0.1:9/capabilities_1_1_1.dtd">
<WMT_MS_Capabilities version="1.1.1"><Service><Name>OGC:WMS</Name><Title>Ancien</Title>
<OnlineResource xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{url}"/></Service><Capability><Request>
<GetCapabilities><Format>application/vnd.ogc.wms_xml</Format></GetCapabilities>
<GetMap><Format>image/jpeg</Format><Format>image/png</Format><DCPType><HTTP><Get>
<OnlineResource xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{url}"/></Get></HTTP></DCPType></GetMap></Request>
<Layer><Title>Tout</Title><SRS>EPSG:4326 EPSG:2154</SRS>
<LatLonBoundingBox minx="-5" miny="41" maxx="10" maxy="52"/>
<Layer><Name>cadastre</Name><Title>Cadastre</Title></Layer></Layer></Capability></WMT_MS_Capabilities>"""


def picture(width, height):
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(FILL))
    content = QBuffer()
    content.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(content, "PNG")
    return Reply(bytes(content.data()), 200, "image/png")


def test_a_wms_that_fails_at_the_newest_version_is_asked_in_the_older_one(project):
    def answer(asked):
        query = {key.upper(): value for key, value in parse_qsl(urlsplit(asked.target).query)}
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
def test_tiles_are_drawn_from_a_template_without_asking_what_there_is(project, template, first):
    with serving({first: picture(256, 256)}) as server:
        layer = added(link(LinkKind.TMS, server.url(template)), project)
        assert is_drawn(layer)
        assert all(asked.target.count("/") == 4 for asked in server.seen)


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
        (sentence,) = hear(link(LinkKind.TMS, server.url("/tms/1.0.0/l93")), project).errors
        assert "no such layer" in sentence
