"""Zooming the map to a region."""

from __future__ import annotations

from qgis.core import Qgis, QgsExpression, QgsFeatureRequest
from qgis.gui import QgisInterface

from ...gis.regions.edition_cache import region_features
from ...gis.style.territories import METROPOLE, territories_of
from ...i18n import tr
from ..common.messages import show_message
from .load import loaded_layers
from .territory_view import show_territory, turn


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
        turn(canvas, 0)
        canvas.zoomToFeatureIds(regions, found)
    else:
        show_territory(canvas, territory)
    if flash:
        canvas.flashFeatureIds(regions, found)
