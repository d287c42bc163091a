"""`ctdLoadMap`: load the survey's map into the open project."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qgis.core import QgsCoordinateReferenceSystem, QgsProject
from qgis.gui import QgisInterface

from ...gis.map_project import add_map, project_source, set_view
from ...gis.project.datasource import DataSource
from ...gis.project.editions import show_edition
from ...gis.project.layers import CtdLayers, find_layers, project_language
from ...gis.style.territories import METROPOLE
from ...i18n import language
from ...settings import read_settings
from ..common.messages import reporting_errors
from .branding_group import project_branding
from .completion import complete_soon
from .map_tips import switch_map_tips_on
from .territory_view import show_territory


def load_map(iface: QgisInterface, source: DataSource | None = None) -> CtdLayers | None:
    """Add layers, style and layouts of an edition where they are missing, and zoom to metropolitan France.

    Layouts and bookmarks come once the map is drawn, in steps. The edition is that of `source`, else the current one,
    else the bundled one; it becomes the current one, and is returned where nothing failed. A project with layers keeps
    its CRS, an empty one gets Lambert-93.
    """
    project = QgsProject.instance()
    was_empty = not project.mapLayers()
    crs = METROPOLE.crs if was_empty else project.crs()
    branding = project_branding(iface)
    layers: CtdLayers | None = None
    with reporting_errors(iface), language(project_language(project) or read_settings().language_in_force):
        source = source or project_source(project)
        with _crs(project, crs):
            layers, theme = add_map(project, source)
        show_edition(project, layers)
        _show_layers(iface)
        if was_empty:
            set_view(project)
        iface.setActiveLayer(layers.regions)
        show_territory(iface.mapCanvas(), METROPOLE)
        complete_soon(iface, layers, theme, branding)
    if layers is not None:
        switch_map_tips_on(iface)
    return layers


@contextmanager
def _crs(project: QgsProject, crs: QgsCoordinateReferenceSystem) -> Iterator[None]:
    """Give a project a CRS before it gets layers, which it has no more where that fails.

    With layers in it, QGIS would look for the ways from their CRS to it, in the window that it may ask about them with.
    """
    before = project.crs()
    project.setCrs(crs)
    try:
        yield
    except BaseException:
        project.setCrs(before)
        raise


def _show_layers(iface: QgisInterface) -> None:
    """Put the project's layers on the canvas; QGIS neither takes the CRS of the first ones nor zooms to them."""
    bridge = iface.layerTreeCanvasBridge()
    is_automatic = bridge.autoSetupOnFirstLayer()
    bridge.setAutoSetupOnFirstLayer(False)
    bridge.setCanvasLayers()
    bridge.setAutoSetupOnFirstLayer(is_automatic)


def loaded_layers(iface: QgisInterface) -> CtdLayers | None:
    """Return the layers of the map, loaded first where the open project has none; None where that failed."""
    return find_layers(QgsProject.instance()) or load_map(iface)
