"""The same project from a PostGIS schema, through the program that web servers run, and back into the plugin."""

from __future__ import annotations

import os
import re
import subprocess

import pytest
from qgis.core import QgsNetworkAccessManager, QgsProject

from ctd_plugin.catalogues.records import Link, LinkKind
from ctd_plugin.data.survey.status import Status
from ctd_plugin.gis import map_project
from ctd_plugin.gis.sharing.share import share_to_schema
from ctd_plugin.gis.style.palette import STATUS_FILLS
from ctd_plugin.gis.themes import THEMES
from tests.support.added_layers import added, fresh_project
from tests.support.added_layers import colours as drawn_colours
from tests.support.qgis_server import WMS, PublishedProject, colours

PROGRAM = "/usr/lib/cgi-bin/qgis_mapserv.fcgi"


@pytest.fixture
def project(qgis_app):
    with fresh_project() as project:
        yield project
    QgsNetworkAccessManager.instance().cache().clear()


def test_a_project_on_postgis_is_served_alike(address, personal_edition, editor, tmp_path, monkeypatch):
    monkeypatch.setattr(map_project, "THEMES", {"status": THEMES["status"]})
    share_to_schema(personal_edition, editor, "ctd", tmp_path / "equipe.qgz")
    published = PublishedProject(address, tmp_path / "equipe.qgz")
    names = [layer.find(f"{WMS}Name").text for layer in published.capabilities().iter(f"{WMS}Layer")]
    assert names == ["ctd", "ctd_edition", "regions", "survey", "facts", "platforms", "endpoints", "about"]
    assert published.json("/wfs3/collections/regions/items.json", limit=1)["numberMatched"] == 18
    assert "repondant" not in published.wfs("DescribeFeatureType", TYPENAME="survey").decode()
    html = published.info((200, 250), "text/html", WITH_MAPTIP="HTML_FI_ONLY_MAPTIP")
    assert "env 1 M € / an" in html
    assert colours(published.printed("CTD – statut – A4", 30))[STATUS_FILLS[Status.ESTABLISHED].lower()] > 1_000
    assert colours(published.map("CTD – statut"))[STATUS_FILLS[Status.ESTABLISHED].lower()] > 10_000


def test_the_program_of_web_servers_serves_the_project_of_its_environment_and_no_other(project_file, tmp_path):
    environment = {
        **os.environ,
        "QGIS_PROJECT_FILE": str(project_file),
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(tmp_path),
        "QGIS_OPTIONS_PATH": str(tmp_path),
        "REQUEST_METHOD": "GET",
        "SERVER_NAME": "127.0.0.1",
        "QUERY_STRING": "SERVICE=WMS&VERSION=1.3.0&REQUEST=GetFeatureInfo&LAYERS=regions&QUERY_LAYERS=regions&STYLES="
        "&CRS=EPSG:2154&BBOX=0,6000000,1300000,7200000&WIDTH=650&HEIGHT=600&I=200&J=250&INFO_FORMAT=text/html"
        "&WITH_MAPTIP=HTML_FI_ONLY_MAPTIP&MAP=/nowhere/other.qgz",
    }
    ran = subprocess.run([PROGRAM], env=environment, capture_output=True, check=True, timeout=60)
    headers, _, body = ran.stdout.decode().replace("\r\n", "\n").partition("\n\n")
    assert re.search(r"^Content-Type: text/html; charset=utf-8", headers, re.MULTILINE)
    assert "Pays de la Loire" in body
    assert "GéoPAL</a>" in body


@pytest.mark.parametrize(
    ("kind", "path", "name"),
    [
        (LinkKind.WMS, "/", "regions"),
        (LinkKind.WFS, "/", "regions"),
        (LinkKind.OGCAPI_FEATURES, "/wfs3", "regions"),
    ],
)
def test_the_plugin_adds_the_layers_of_its_own_services(address, project, kind, path, name):
    """The server's own project: the addresses of its answers name no other."""
    layer = added(Link(kind, address + path, name), project)
    assert layer.isValid()
    found = drawn_colours(layer)
    assert found["#ffffff"] < 3000, "the regions are drawn"
    assert QgsProject.instance().mapLayers()
