"""Zooming the map to a region or territory, which is turned upright where the CRS of the project makes it lean."""

from __future__ import annotations

from math import isclose

from qgis.core import Qgis, QgsExpression, QgsFeatureRequest, QgsProject
from qgis.gui import QgisInterface, QgsMapCanvas

from ...gis.project.territory_views import view_of
from ...gis.regions.edition_cache import region_features
from ...gis.style.territories import METROPOLE, Territory, territories_of
from ...i18n import tr
from ..common.messages import show_message
from .load import loaded_layers

_OUR_TURN = "ctdRotation"
"""Property of a canvas: the rotation that the plugin gave it, which it may take back."""


def zoom_to_region(iface: QgisInterface, code: str, *, flash: bool = True) -> None:
    """Zoom to a region and flash it; the map is loaded first where the open project has none."""
    layers = loaded_layers(iface)
    if layers is None:
        return
    regions, canvas = layers.regions, iface.mapCanvas()
    request = QgsFeatureRequest().setFilterExpression(f'"region_code" = {QgsExpression.quotedValue(code)}')
    request.setNoAttributes().setFlags(Qgis.FeatureRequestFlag.NoGeometry)
    found = [feature.id() for feature in regions.getFeatures(request)]
    if not found:
        show_message(
            iface,
            tr("Region {code} is missing from the layer {layer}: load the CTD map again.").format(
                layer=regions.name(), code=code
            ),
            Qgis.MessageLevel.Warning,
        )
        return
    territory = territories_of(regions, region_features(layers)).territory_of(code)
    if territory is None or territory.id == METROPOLE.id:
        # One that is drawn beside the mainland stands upright there, too.
        _turn(canvas, 0)
        canvas.zoomToFeatureIds(regions, found)
    else:
        show_territory(iface, territory)
    if flash:
        canvas.flashFeatureIds(regions, found)


def show_territory(iface: QgisInterface, territory: Territory) -> None:
    """Show a territory on the canvas, upright unless the user turned the canvas."""
    canvas = iface.mapCanvas()
    view = view_of(territory, canvas.mapSettings().destinationCrs(), QgsProject.instance())
    if view is None or not _turn(canvas, view.rotation):
        canvas.setReferencedExtent(territory.view)
    else:
        canvas.setExtent(view.extent)
    canvas.refresh()


def _turn(canvas: QgsMapCanvas, rotation: float) -> bool:
    """Turn the canvas; a rotation that the user gave it stays, and False is returned.

    The project's CRS and the scale bars and layouts that follow it are left alone.
    """
    known = (0.0, canvas.property(_OUR_TURN) or 0.0)
    if not any(isclose(canvas.rotation() % 360, turn % 360, abs_tol=0.05) for turn in known):
        return False
    canvas.setRotation(rotation)
    canvas.setProperty(_OUR_TURN, rotation)
    return True
