"""QGIS Server publishing the plugin's own regions as WMS, WFS, WMTS and OGC API Features, on this machine only.

    project = regions_project(folder)
    with serving(project, folder) as address:
        f"{address}/?SERVICE=WMS&REQUEST=GetCapabilities"
        f"{address}/wfs3/collections.json"

It is the development server that comes with QGIS Server (Debian: `qgis-server`). The project is written with PyQGIS,
so a QgsApplication must run.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from qgis.core import QgsCoordinateReferenceSystem, QgsFillSymbol, QgsProject, QgsSingleSymbolRenderer, QgsVectorLayer

from ctd_plugin.data.paths import GEOPACKAGE

REGIONS = "regions"
AWKWARD = "Régions + « côtes » d'Outre-mer & îles"
"""The name of a layer with all that breaks requests where it is not encoded, and its title."""
ACCENTED = "Régions_côtières"
"""As awkward as the name of a WFS may be, which is one of XML's: accents, but neither spaces nor quotes."""
FILL = "#ff0000"
_STARTS_WITHIN = 30
"""Seconds; it takes one."""


def regions_project(folder: Path) -> Path:
    """Write the project to serve, with a copy of the plugin's GeoPackage, into a folder."""
    geopackage = folder / "ctd.gpkg"
    shutil.copyfile(GEOPACKAGE, geopackage)
    project = QgsProject()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    layers = [_layer(geopackage, name) for name in (REGIONS, AWKWARD, ACCENTED)]
    project.addMapLayers(layers)
    ids = [layer.id() for layer in layers]
    project.writeEntry("WFSLayers", "/", ids)
    project.writeEntry("WMTSLayers", "Layer", ids)
    project.writeEntry("WMTSPngLayers", "Layer", ids)
    project.writeEntry("WMSServiceCapabilities", "/", True)
    project.writeEntry("WMSServiceTitle", "/", "Régions")
    project.writeEntry("WMSCrsList", "/", ["EPSG:2154", "EPSG:4326", "EPSG:3857"])
    path = folder / "regions.qgz"
    assert project.write(str(path)), project.error()
    return path


def _layer(geopackage: Path, name: str) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{geopackage}|layername=regions", name, "ogr")
    assert layer.isValid()
    layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({"color": FILL, "outline_style": "no"})))
    return layer


@contextmanager
def serving(project: Path, folder: Path) -> Iterator[str]:
    """Serve a project for the time of the block, and yield the server's address; its log goes into the folder."""
    port = _free_port()
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QGIS_OPTIONS_PATH": str(folder),
        "QGIS_SERVER_LOG_STDERR": "1",
        "QGIS_SERVER_LOG_LEVEL": "1",
        "XDG_RUNTIME_DIR": str(folder),
        "LC_ALL": "C.UTF-8",
    }
    with (folder / "qgis_mapserver.log").open("wb") as log:
        command = ["qgis_mapserver", f"127.0.0.1:{port}", "-p", str(project)]
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            _wait_for(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def _free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < end:
        assert server.poll() is None, "QGIS Server ended; its log stands beside the project"
        with closing(socket.socket()) as knocking:
            knocking.settimeout(1)
            if knocking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"QGIS Server did not start within {_STARTS_WITHIN} s")
