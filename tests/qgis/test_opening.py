"""A layer that was made in a thread works on when that thread has ended."""

from __future__ import annotations

import threading

import pytest
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsPointXY,
    QgsProject,
)
from qgis.PyQt.QtCore import QThreadPool

from ctd_plugin.gis.opening import Opening
from ctd_plugin.gis.providers import Source
from tests.qgis.hearing import until

# Each is asked for by this file alone: QGIS keeps those that were asked for before.
URIS = {"told by its address": "Point?crs=EPSG:3943", "found by its provider": "Point?crs=IGNF:RGM04UTM38S"}


@pytest.mark.parametrize("uri", URIS.values(), ids=URIS)
def test_threads_to_come_know_the_reference_system_of_a_layer_made_in_one_that_has_ended(qgis_app, uri):
    """QGIS keeps a reference system for all, but bound to the thread that asked for it first."""
    opened, places = [], []
    Opening(Source(uri, "memory", Qgis.LayerType.Vector), "points", 5, lambda layer, reason: opened.append(layer))
    assert until(lambda: opened)
    (layer,) = opened

    def transform():
        degrees = QgsCoordinateReferenceSystem("EPSG:4326")
        try:
            places.append(
                QgsCoordinateTransform(layer.crs(), degrees, QgsProject()).transform(QgsPointXY(1.7e6, 2.2e6))
            )
        except QgsCsException as error:
            places.append(error)

    transform()
    # Ends the threads of the pool, as half a minute without work does.
    QThreadPool.globalInstance().waitForDone()
    thread = threading.Thread(target=transform)
    thread.start()
    thread.join()
    here, there = places
    assert isinstance(there, QgsPointXY)
    assert there == here
    assert abs(there.x()) <= 180
