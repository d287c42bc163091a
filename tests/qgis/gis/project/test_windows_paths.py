"""Files as Windows and QGIS there write them: with drives, on shares, with backslashes or slashes."""

from __future__ import annotations

from pathlib import PureWindowsPath

import pytest
from qgis.core import QgsMapLayerStyle, QgsProviderRegistry, QgsVectorLayer

from ctd_plugin.gis.project.datasource import datasource_of, layer_uri
from ctd_plugin.gis.project.path_redirection import redirected
from ctd_plugin.gis.project.portable import rename_in_styles
from ctd_plugin.gis.sharing.project import _repointed
from ctd_plugin.gis.user_profile import bundled_name, working_copy

EACH_SPELLING = pytest.mark.parametrize(
    "path",
    [
        "C:/Users/Zoé/R&D 'a'/ctd.gpkg",
        r"C:\Users\Zoé\R&D 'a'\ctd.gpkg",
        "//serveur/partage/ctd.gpkg",
        r"\\serveur\partage\ctd.gpkg",
        r"\\wsl.localhost\Debian\home\zoé\ctd.gpkg",
    ],
)


@EACH_SPELLING
def test_a_layer_names_the_file_that_it_was_made_from(qgis_app, path):
    uri, provider = layer_uri(PureWindowsPath(path), "regions", spatial=True)
    layer = QgsVectorLayer(uri, "regions", provider)
    parts = QgsProviderRegistry.instance().decodeUri(provider, layer.source())
    assert PureWindowsPath(datasource_of(layer)) == PureWindowsPath(parts["path"]) == PureWindowsPath(path)
    assert parts["layerName"] == "regions"


@EACH_SPELLING
def test_a_style_that_is_not_shown_names_the_copy(qgis_app, path):
    """QGIS writes related layers into it as they are written in the project."""
    layer = QgsVectorLayer("None?field=a", "a", "memory")
    xml = f'<qgis><relation dataSource="{path.replace("&", "&amp;")}|layername=survey"/></qgis>'
    layer.styleManager().addStyle("ancien", QgsMapLayerStyle(xml))
    rename_in_styles(layer, PureWindowsPath(path), "ctd.gpkg")
    assert 'dataSource="./ctd.gpkg|layername=survey"' in layer.styleManager().style("ancien").xmlData()


@EACH_SPELLING
def test_a_shared_project_reads_what_was_shared(qgis_app, path):
    text = f"<datasource>{path.replace('&', '&amp;')}|layername=survey</datasource>"
    shared = PureWindowsPath(r"\\serveur\équipe\ctd.gpkg")
    made = _repointed(text, PureWindowsPath(path), shared)
    assert made == r"<datasource>\\serveur\équipe\ctd.gpkg|layername=survey</datasource>"


@pytest.mark.parametrize(
    "folder",
    [
        r"\\serveur\profils$\zoé\QGIS\QGIS3\profiles\default\ctd",
        "//serveur/profils$/zoé/QGIS/QGIS4/profiles/default/ctd",
        r"D:\QGIS\profiles\default\ctd",
    ],
)
def test_a_profile_on_a_share_is_redirected(profile, folder):
    assert redirected(f"{folder}\\{bundled_name()}|layername=regions") == f"{working_copy()}|layername=regions"
