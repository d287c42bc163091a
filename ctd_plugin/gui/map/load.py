"""`ctdLoadMap`: the survey's map in the current project with one click."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProject
from qgis.gui import QgisInterface

from ...gis.map_project import fill_project
from ...gis.project.layers import project_language
from ...gis.style.territories import METROPOLE
from ...gis.user_profile import working_copy
from ...i18n import language
from ...settings import read_settings
from ..common.messages import reporting_errors
from .branding_group import project_branding


def load_map(iface: QgisInterface, geopackage: Path | None = None) -> None:
    """Add layers, style and layouts where they are missing, and show metropolitan France.

    Missing layers are those of `geopackage`, or of the edition that comes with the plugin.

    A project with layers of the user's keeps its CRS; an empty one gets Lambert-93.
    """
    project = QgsProject.instance()
    was_empty = not project.mapLayers()
    branding = project_branding(iface)
    with reporting_errors(iface), language(project_language(project) or read_settings().map_language):
        layers = fill_project(project, geopackage or working_copy(), branding)
        # Let QGIS do now what it does at the first layer of a project: take its CRS and zoom to it.
        iface.layerTreeCanvasBridge().setCanvasLayers()
        if was_empty:
            project.setCrs(METROPOLE.crs)
        iface.setActiveLayer(layers.regions)
        iface.mapCanvas().setReferencedExtent(METROPOLE.view)
        iface.mapCanvas().refresh()
