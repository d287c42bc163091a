"""The signals and layers of add_link, drawn layers, and a check that the main thread stays responsive."""

from __future__ import annotations

import time
from contextlib import contextmanager

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsNetworkAccessManager,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QBuffer, QEventLoop, QSize, Qt, QTimer
from qgis.PyQt.QtGui import QColor, QImage
from qgis.PyQt.QtWidgets import QApplication

from ctd_plugin.catalogues.records import Link, Record
from ctd_plugin.gis.add.add_layer import AddLayerJob, add_link
from ctd_plugin.gis.background.job import stop
from tests.peers.faults import Reply
from tests.peers.qgis_server import FILL
from tests.support.event_loop import until
from tests.support.jobs import running

LIMIT = 20
OLD_WMS = """<?xml version="1.0"?>
<!DOCTYPE WMT_MS_Capabilities SYSTEM "http://127.0.0.1:9/capabilities_1_1_1.dtd">
<WMT_MS_Capabilities version="1.1.1"><Service><Name>OGC:WMS</Name><Title>Ancien</Title>
<OnlineResource xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{url}"/></Service><Capability><Request>
<GetCapabilities><Format>application/vnd.ogc.wms_xml</Format></GetCapabilities>
<GetMap><Format>image/jpeg</Format><Format>image/png</Format><DCPType><HTTP><Get>
<OnlineResource xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{url}"/></Get></HTTP></DCPType></GetMap>
</Request>
<Layer><Title>Tout</Title><SRS>EPSG:4326 EPSG:2154</SRS>
<LatLonBoundingBox minx="-5" miny="41" maxx="10" maxy="52"/>
<Layer><Name>cadastre</Name><Title>Cadastre</Title></Layer></Layer></Capability></WMT_MS_Capabilities>"""
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


@contextmanager
def fresh_project():
    """Yield QGIS's project; at the end nothing must be under way any more."""
    # QGIS keeps answers on disk, and a port may come back.
    QgsNetworkAccessManager.instance().cache().clear()
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    # A window left by other tests would draw the same layers at the same time, and QGIS's WFS provider, which asks for
    # the features in view only, gives up one of two downloads.
    canvases = [widget for widget in QApplication.allWidgets() if isinstance(widget, QgsMapCanvas)]
    for canvas in canvases:
        canvas.freeze(True)
    yield project
    for canvas in canvases:
        canvas.freeze(False)
    stop()
    project.clear()
    assert not running(AddLayerJob)
    assert until(lambda: not running())


class AddLayerSignals:
    """The signals of a job that adds a layer."""

    def __init__(self, one):
        self.job = one
        self.layers, self.choices, self.errors = [], [], []
        one.added.connect(self.layers.append)
        one.choice_needed.connect(self.choices.append)
        one.failed.connect(self.errors.append)

    @property
    def ended(self):
        return bool(self.layers or self.choices or self.errors)


def wait_for_signals(link, project, record=RECORD, seconds=LIMIT):
    signals = AddLayerSignals(add_link(link, record, project, seconds))
    assert until(lambda: signals.ended)
    return signals


def added(link, project, record=RECORD):
    signals = wait_for_signals(link, project, record)
    assert signals.errors == []
    assert signals.choices == []
    (layer,) = signals.layers
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


def picture(width, height):
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(FILL))
    content = QBuffer()
    content.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(content, "PNG")
    return Reply(bytes(content.data()), 200, "image/png")
