"""The action “read in the CTD panel” of a region, in identify results, attribute tables and forms.

QGIS makes it when it starts, so what reads a region is imported when it is used.
"""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import Qgis, QgsFeature, QgsMapLayer, QgsVectorLayer
from qgis.gui import QgsGui, QgsMapLayerAction, QgsMapLayerActionContext
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtGui import QIcon

from ...gis.icons import icon_path
from ...i18n import tr


class LayerAction(QgsMapLayerAction):
    """Offered for every layer whose features carry a region's code; a project stores nothing of it."""

    def __init__(self, show_region: Callable[[str], None], parent: QObject) -> None:
        super().__init__(tr("Show in the CTD panel"), parent, Qgis.MapLayerActionTarget.SingleFeature)
        self.setIcon(QIcon(icon_path("panel")))
        self._show_region = show_region
        self.triggeredForFeatureV2.connect(self._show)

    def register(self) -> None:
        """Offer the action in QGIS."""
        QgsGui.mapLayerActionRegistry().addMapLayerAction(self)

    def unregister(self) -> None:
        """Take the action out of QGIS and delete it."""
        QgsGui.mapLayerActionRegistry().removeMapLayerAction(self)
        self.deleteLater()

    def canRunUsingLayer(self, layer: QgsMapLayer | None, context: QgsMapLayerActionContext | None = None) -> bool:
        from ...gis.project.region_at import CODE

        # QGIS calls this without a context too, only for actions of before 3.30.
        return context is not None and isinstance(layer, QgsVectorLayer) and layer.fields().indexOf(CODE) >= 0

    def _show(self, _layer: QgsMapLayer, feature: QgsFeature, _context: QgsMapLayerActionContext) -> None:
        from ...gis.project.region_at import CODE, region_code

        if feature[CODE]:
            self._show_region(region_code(feature))
