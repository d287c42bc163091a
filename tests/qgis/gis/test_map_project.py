"""Projects written for others."""

from __future__ import annotations

import shutil
from zipfile import ZipFile

import pytest
from qgis.core import QgsMapLayerStyle

from ctd_plugin.errors import Cancelled, CtdError
from ctd_plugin.gis import map_project
from ctd_plugin.gis.map_project import write_project

pytestmark = pytest.mark.usefixtures("one_theme")


@pytest.fixture
def geopackage(bundled, tmp_path):
    return shutil.copy(bundled, tmp_path / "ctd.gpkg")


def test_no_style_keeps_the_path_of_a_related_layer(geopackage, tmp_path, monkeypatch):
    """QGIS 3.44 writes it into the styles that are not shown."""
    apply = map_project.apply_theme

    def apply_as_later_versions_do(project, layers, theme):
        xml = f'<qgis><relation dataSource="{layers.source}|layername=survey"/></qgis>'
        layers.regions.styleManager().addStyle("ancien", QgsMapLayerStyle(xml))
        apply(project, layers, theme)

    monkeypatch.setattr(map_project, "apply_theme", apply_as_later_versions_do)
    write_project(tmp_path / "ctd.qgz", geopackage)
    text = ZipFile(tmp_path / "ctd.qgz").read("ctd.qgs").decode()
    assert str(tmp_path) not in text
    assert 'dataSource="./ctd.gpkg|layername=survey"' in text


def test_nothing_is_left_beside_a_project(geopackage, tmp_path):
    assert write_project(tmp_path / "ctd.qgz", geopackage) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ctd.gpkg", "ctd.qgz"]


def test_a_project_that_cannot_be_written_is_said_so(geopackage, tmp_path):
    (tmp_path / "ctd.qgz").mkdir()
    with pytest.raises(CtdError, match=r"ctd\.qgz"):
        write_project(tmp_path / "ctd.qgz", geopackage)


def test_it_can_be_cancelled(geopackage, tmp_path, cancelling):
    with pytest.raises(Cancelled):
        write_project(tmp_path / "ctd.qgz", geopackage, "", cancelling(50))
    assert not (tmp_path / "ctd.qgz").exists()
