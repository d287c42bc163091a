"""Loading a layer off the thread that shows windows: QGIS's providers wait for their servers while one is made.

The layer is made in a thread and handed to the main thread before anybody else knows of it, as QGIS does with the
outcome of algorithms. The project is not touched here. The threads are this module's own and live as long as QGIS: of
a crowd of QGIS's tasks one is sometimes never started, and its idle threads end with the reference systems they made.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsMapLayer,
    QgsNetworkAccessManager,
    QgsRasterLayer,
    QgsVectorLayer,
    QgsVectorTileLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, QTimer, pyqtSignal, pyqtSlot
from qgis.PyQt.QtNetwork import QNetworkReply

from ...catalogues.http.html_text import plain_text
from ...i18n import tr
from ..background.thread_pool import ThreadPool
from ..unexpected_errors import unexpected_error
from .allowed_drivers import check_geojson
from .provider_uri import GEOJSON, LayerSource

_PULSE = 50
"""Milliseconds after which a thread looks whether what a server keeps it waiting for is still wanted."""
_USUAL_CRS = ("EPSG:2154", "EPSG:3857", "EPSG:4326", "OGC:CRS84", "CRS:84")

_under_way: set[LayerLoader] = set()
_threads = ThreadPool(4)


class LayerLoader(QObject):
    """Makes one layer; `done` is told the layer, or None and why, in the main thread, unless it was stopped."""

    _ready = pyqtSignal()

    def __init__(
        self, source: LayerSource, name: str, seconds: float, done: Callable[[QgsMapLayer | None, str], None]
    ) -> None:
        super().__init__()
        self._source = source
        self._name = name
        self._seconds = seconds
        self._done: Callable[[QgsMapLayer | None, str], None] | None = done
        self._layer: QgsMapLayer | None = None
        self._reason = ""
        self._is_late = False
        self._ready.connect(self._hand_over)
        _know_crs(source)
        _under_way.add(self)
        _threads.start(self._make)

    def stop(self) -> None:
        """End it; what it waits for is given up, and nothing is told any more."""
        self._done = None

    def _make(self) -> None:
        """Make the layer, in a thread, and tell the main thread whatever came of it."""
        try:
            self._make_or_give_up()
        except Exception as error:
            self._layer, self._reason = None, str(unexpected_error(error))
        self._ready.emit()

    def _make_or_give_up(self) -> None:
        started = time.monotonic()
        # While a provider waits, it runs an event loop in this thread.
        pulse = QTimer()
        pulse.timeout.connect(lambda: self._give_up(started), Qt.ConnectionType.DirectConnection)
        pulse.start(_PULSE)
        if self._done is not None:
            layer = _made(self._source, self._name)
            self._reason = _reason(layer)
            layer.moveToThread(QCoreApplication.instance().thread())
            self._layer = layer
        pulse.stop()

    @pyqtSlot()
    def _hand_over(self) -> None:
        done, self._done = self._done, None
        layer, self._layer = self._layer, None
        _under_way.discard(self)
        if done is None:
            return
        if layer is not None and layer.isValid():
            try:
                _renew_crs(layer)
            except Exception as error:
                layer, self._reason = None, str(unexpected_error(error))
            done(layer, self._reason)
        elif self._is_late:
            done(None, tr("no answer within {seconds} s").format(seconds=f"{self._seconds:g}"))
        else:
            done(None, self._reason)

    def _give_up(self, started: float) -> None:
        self._is_late = time.monotonic() - started > self._seconds
        if self._is_late or self._done is None:
            # Each thread has a manager of its own, and this one works for the provider alone.
            for reply in QgsNetworkAccessManager.instance().findChildren(QNetworkReply):
                if reply.isRunning():
                    reply.abort()


def stop() -> None:
    """Stop all and wait a moment until their threads have left Python, which may be about to end."""
    for opening in list(_under_way):
        opening.stop()
    _threads.wait()


def _know_crs(source: LayerSource) -> None:
    """Make the reference systems that a layer will ask for in this thread, before it does so in its own.

    QGIS hands out each from a cache. One that was made in a thread works in no new thread once that one has ended,
    as idle ones do after half a minute: layers would be drawn empty from then on, whoever asked for it first.
    """
    named = (f"EPSG:{code}" for code in re.findall(r"\bEPSG(?::|%3A)(\d+)", source.uri))
    for name in {*_USUAL_CRS, *named}:
        QgsCoordinateReferenceSystem.fromOgcWmsCrs(name)


def _renew_crs(layer: QgsMapLayer) -> None:
    """Give a layer a reference system of this thread's, where it was made in its own all the same."""
    crs = layer.crs()
    QgsCoordinateTransform.invalidateCache()
    QgsCoordinateReferenceSystem.invalidateCache()
    made = QgsCoordinateReferenceSystem.fromOgcWmsCrs(crs.authid())
    layer.setCrs(made if made.isValid() else QgsCoordinateReferenceSystem.fromWkt(crs.toWkt()))


def _made(source: LayerSource, name: str) -> QgsMapLayer:
    # A reference system that is not known must not bring up a window from here.
    if source.type == Qgis.LayerType.Raster:
        raster = QgsRasterLayer.LayerOptions()
        raster.skipCrsValidation = True
        return QgsRasterLayer(source.uri, name, source.provider, raster)
    if source.type == Qgis.LayerType.VectorTile:
        return QgsVectorTileLayer(source.uri, name)
    if source.uri.startswith(GEOJSON):
        check_geojson(Path(source.uri.removeprefix(GEOJSON)))
    vector = QgsVectorLayer.LayerOptions()
    vector.skipCrsValidation = True
    return QgsVectorLayer(source.uri, name, source.provider, vector)


def _reason(layer: QgsMapLayer) -> str:
    """Return what the provider says is wrong, without markup."""
    if layer.isValid():
        return ""
    provider = layer.dataProvider()
    errors = [layer.error().summary(), provider.error().summary() if provider is not None else ""]
    return next((text for error in errors if (text := " ".join(plain_text(error).split()))), "")
