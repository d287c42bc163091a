"""A project that this QGIS writes is read as the list of its layers, without QGIS."""

from __future__ import annotations

import time

import pytest
from qgis.core import QgsDataSourceUri, QgsProject, QgsRasterLayer, QgsVectorLayer

from ctd_plugin.catalogues.clients.idg_project import search
from ctd_plugin.catalogues.http.exchange import Response
from ctd_plugin.catalogues.records import Query

DEAD = "http://127.0.0.1:1"


def uri(**parts: str) -> QgsDataSourceUri:
    made = QgsDataSourceUri()
    for key, value in parts.items():
        made.setParam(key, value)
    return made


def wms() -> QgsRasterLayer:
    source = uri(url=f"{DEAD}/ows?MAP=/a b.map&projet=1", layers="forêts + l'eau", crs="EPSG:2154", styles="")
    source.setUsername("bob")
    source.setPassword("pw")
    return QgsRasterLayer(bytes(source.encodedUri()).decode(), "Forêts & « eaux »", "wms")


def wfs() -> QgsVectorLayer:
    source = uri(url=f"{DEAD}/wfs?MAP=/a", typename="ns:l'eau \\ 2", version="auto")
    source.setUsername("bob")
    source.setPassword("p'w")
    return QgsVectorLayer(source.uri(False), "Eaux", "WFS")


@pytest.mark.parametrize("ending", ["qgs", "qgz"])
def test_a_project_with_dead_servers_is_read_at_once(qgis_app, tmp_path, ending: str) -> None:
    project = QgsProject()
    group = project.layerTreeRoot().addGroup("Environnement")
    oapif = uri(url=f"{DEAD}/ogc", typename="communes").uri(False)
    for layer in (wms(), wfs(), QgsVectorLayer(oapif, "Communes", "OAPIF"), QgsVectorLayer("/a.shp", "Disque", "ogr")):
        project.addMapLayer(layer, False)
        group.addLayer(layer)
    path = tmp_path / f"projet.{ending}"
    assert project.write(str(path))

    conversation = search(f"https://carto.fr/projet.{ending}", Query("environnement"))
    next(conversation)
    begun = time.perf_counter()
    with pytest.raises(StopIteration) as ended:
        conversation.send(Response(200, path.read_bytes()))
    assert time.perf_counter() - begun < 1
    page = ended.value.value
    links = [link for record in page.records for link in record.links]
    assert [(str(link.kind), link.url, link.layer, link.credentials_removed) for link in links] == [
        ("wms", f"{DEAD}/ows?MAP=/a%20b.map&projet=1", "forêts + l'eau", True),
        ("wfs", f"{DEAD}/wfs?MAP=/a", "ns:l'eau \\ 2", True),
        ("ogcapi-features", f"{DEAD}/ogc", "communes", False),
    ]
    assert [record.title for record in page.records] == ["Forêts & « eaux »", "Eaux", "Communes"]
    assert (page.unread, page.matched) == (1, 4)
