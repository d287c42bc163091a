"""Loading a layer off the thread that shows windows: QGIS's providers wait for their servers while one is made.

The layer is made in a thread and moved to the main thread before other code sees it, as QGIS does with the
results of algorithms. The project is not touched here.
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
from qgis.PyQt.QtCore import QCoreApplication, Qt, QTimer
from qgis.PyQt.QtNetwork import QNetworkReply

from ...catalogues.http.html_text import plain_text
from ...causes import log_detail
from ...i18n import tr
from ..background.background_job import BackgroundJob
from ..background.thread_pool import ThreadPool
from ..unexpected_errors import unexpected_error
from .allowed_drivers import check_geojson
from .layer_metadata import without_tags
from .provider_uri import GEOJSON, LayerSource

LOADER_THREADS = ThreadPool("layers", 4)

_POLL_INTERVAL = 50
"""Milliseconds after which a thread looks whether the layer is still wanted."""
_USUAL_CRS = ("EPSG:2154", "EPSG:3857", "EPSG:4326", "OGC:CRS84", "CRS:84")


def load_layer(
    source: LayerSource, name: str, seconds: float, done: Callable[[QgsMapLayer | None, str], object]
) -> BackgroundJob:
    """Start to make a layer and return at once; for the main thread. The name is plain text.

    `done` is called there with the layer, which is valid, or with None and the reason in plain text ("" where the
    provider gives none). After `seconds`, or once the job is cancelled, the provider's requests are aborted.
    """

    def finish(loaded: tuple[QgsMapLayer, str]) -> None:
        layer, reason = loaded
        if layer.isValid():
            try:
                _renew_crs(layer)
            except Exception as error:
                fail(error)
                return
            done(layer, "")
        else:
            done(None, reason)

    def fail(error: BaseException) -> None:
        done(None, str(unexpected_error(error)))

    _make_crs(source)
    return BackgroundJob(lambda job: _load(job, source, without_tags(name), seconds), finish, fail, pool=LOADER_THREADS)


def _load(job: BackgroundJob, source: LayerSource, name: str, seconds: float) -> tuple[QgsMapLayer, str]:
    """Make the layer, in a thread, and return it with the reason why it is invalid."""
    started = time.monotonic()
    is_late = False

    def abort_late() -> None:
        nonlocal is_late
        is_late = time.monotonic() - started > seconds
        if is_late or job.is_cancelled:
            # Each thread has a manager of its own, and this one works for the provider alone.
            for reply in QgsNetworkAccessManager.instance().findChildren(QNetworkReply):
                if reply.isRunning():
                    reply.abort()

    # While a provider waits, it runs an event loop in this thread.
    timer = QTimer()
    timer.timeout.connect(abort_late, Qt.ConnectionType.DirectConnection)
    timer.start(_POLL_INTERVAL)
    layer = _make(source, name)
    timer.stop()
    reason = tr("no response within {seconds} s").format(seconds=f"{seconds:g}") if is_late else _reason(layer)
    layer.moveToThread(QCoreApplication.instance().thread())
    return layer, reason


def _make_crs(source: LayerSource) -> None:
    """Make the reference systems that a layer will need in this thread, before the layer makes them in its own.

    QGIS hands out each from a cache. One that was made in a thread works in no other thread once that one has ended,
    as QGIS's idle ones do after half a minute: layers would be drawn empty from then on.
    """
    named = (f"EPSG:{code}" for code in re.findall(r"\bEPSG(?::|%3A)(\d+)", source.uri))
    for name in {*_USUAL_CRS, *named}:
        QgsCoordinateReferenceSystem.fromOgcWmsCrs(name)


def _renew_crs(layer: QgsMapLayer) -> None:
    """Give a layer a reference system of this thread's, where it was made in its own all the same."""
    crs = layer.crs()
    QgsCoordinateTransform.invalidateCache()
    QgsCoordinateReferenceSystem.invalidateCache()
    renewed = QgsCoordinateReferenceSystem.fromOgcWmsCrs(crs.authid())
    layer.setCrs(renewed if renewed.isValid() else QgsCoordinateReferenceSystem.fromWkt(crs.toWkt()))


def _make(source: LayerSource, name: str) -> QgsMapLayer:
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
    """Return why a layer is invalid; what the provider says, in English or in a server's language, is logged."""
    if layer.isValid():
        return ""
    provider = layer.dataProvider()
    errors = [layer.error().summary(), provider.error().summary() if provider is not None else ""]
    text = next((text for error in errors if (text := " ".join(plain_text(error).split()))), "")
    if not text:
        return ""
    log_detail(text)
    return tr("QGIS cannot open the layer; see the QGIS log messages, tab CTD")
