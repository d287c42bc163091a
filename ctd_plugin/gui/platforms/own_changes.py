"""A service moved among the user's own platforms, and what follows: the browser and the map of the check show it."""

from __future__ import annotations

from dataclasses import replace

from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.gui import QgisInterface

from ...catalogues.health import Move, key_of
from ...catalogues.registry import Confidence, Endpoint, Platform
from ...gis.catalogues.health_store import move_text
from ...gis.catalogues.own_platforms import own_platforms, save_own
from ...gis.labels.platforms import protocol_names
from ...gis.map_project import redraw_theme
from ...gis.options import ThemeId
from ...gis.project.layers import find_layers, project_language
from ...gis.themes import THEMES
from ...i18n import language, tr
from ..common.messages import reporting_errors, show_message
from ..map.branding_group import project_branding
from ..navigation.browser import NAME, CtdItems


def move_service(iface: QgisInterface, platform: Platform, endpoint: Endpoint, move: Move) -> None:
    """Store a platform as one of the user's own, with a service at the address to which it moved, and say so."""

    def evidence(code: str) -> str:
        with language(code):
            return move_text(move)

    new = Endpoint(endpoint.protocol, move.url, Confidence.HIGH, evidence("en"), evidence("fr"))
    with reporting_errors(iface):
        # What was changed since the list was read.
        current = next((one for one in own_platforms() if one.id == platform.id), platform)
        others = [new if key_of(one) == key_of(endpoint) else one for one in current.endpoints]
        endpoints = tuple(dict.fromkeys(others if new in others else [new, *others]))
        save_own(replace(current, endpoints=endpoints))
        message = tr("New address of {service} stored: {platform} is now one of your own platforms.")
        names = {"service": protocol_names()[endpoint.protocol], "platform": platform.name}
        show_message(iface, message.format(**names), Qgis.MessageLevel.Success)
        refresh_views(iface)


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
