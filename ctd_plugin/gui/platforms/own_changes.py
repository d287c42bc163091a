"""What follows when the user's own platforms change: the browser and the map of the check show them."""

from __future__ import annotations

from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgisInterface

from ...gis.map_project import redraw_theme
from ...gis.options import ThemeId
from ...gis.project.layers import find_layers, project_language
from ...gis.themes import THEMES
from ...i18n import language
from ..common.messages import reporting_errors
from ..map.branding_group import project_branding
from ..navigation.browser import NAME, CtdItems


def refresh_views(iface: QgisInterface) -> None:
    """Show the own platforms in QGIS's browser, and count them where the map shows the check."""
    items = QgsApplication.dataItemProviderRegistry().provider(NAME)
    if isinstance(items, CtdItems):
        items.refresh()
    project = QgsProject.instance()
    layers = find_layers(project)
    if layers is not None:
        with reporting_errors(iface), language(project_language(project)):
            redraw_theme(project, layers, THEMES[ThemeId.PLATFORM_HEALTH], project_branding(iface))
