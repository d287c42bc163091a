"""The menu of territories: the mainland and each overseas region, upright whatever the CRS of the project."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtWidgets import QMenu

from ...gis.project.layers import find_layers
from ...gis.project.territory_views import territory_name
from ...gis.regions.edition_cache import region_features
from ...gis.style.territories import INSETS, METROPOLE, Territory, territories_of
from ...i18n import tr
from .load import loaded_layers
from .territory_view import show_territory
from .zoom_to_region import zoom_to_region


def fill_territory_menu(iface: QgisInterface, menu: QMenu) -> None:
    """Fill the menu with the territories; one that the open project does not draw cannot be chosen."""
    menu.clear()
    menu.setToolTipsVisible(True)
    layers = find_layers(QgsProject.instance())
    undrawn = territories_of(layers.regions, region_features(layers)).undrawn if layers else ()
    for territory in (METROPOLE, *INSETS):
        action = menu.addAction(territory_name(territory))
        action.setObjectName(f"ctdTerritory_{territory.id}")
        if set(territory.region_codes) & set(undrawn):
            action.setEnabled(False)
            action.setToolTip(tr("The layer of regions does not show it."))
        action.triggered.connect(lambda _checked=False, chosen=territory: _show(iface, chosen))


def _show(iface: QgisInterface, territory: Territory) -> None:
    if territory.id != METROPOLE.id:
        zoom_to_region(iface, territory.region_codes[0], flash=False)
    elif loaded_layers(iface) is not None:
        show_territory(iface.mapCanvas(), territory)
