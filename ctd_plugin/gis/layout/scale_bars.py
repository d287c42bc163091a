"""The scale bars of the maps on a sheet."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsLayoutItem,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsScaleBarSettings,
)
from qgis.PyQt.QtGui import QColor

from ..style.fonts import text_format
from ..style.page_sizes import Box
from ..style.palette import TEXT_MUTED
from ..style.territories import METROPOLE, Territory
from .items import MILLIMETRES, LayoutSheet


def new_scale_bar(sheet: LayoutSheet, territory: Territory) -> QgsLayoutItemScaleBar:
    """Return the scale bar of a territory, 100 km in metropolitan France, as fits elsewhere, to be added to a sheet.

    Made before the sheet has maps: QGIS measures a bar at each of the calls, five times as long where there is a map.
    """
    bar = QgsLayoutItemScaleBar(sheet.layout)
    bar.setId(f"scale {territory.id}")
    bar.setStyle("Line Ticks Up")
    bar.setUnits(Qgis.DistanceUnit.Kilometers)
    bar.setUnitLabel("km")
    bar.setNumberOfSegments(1)
    if territory.id == METROPOLE.id:
        bar.setUnitsPerSegment(100)
    else:
        # About as long as its label, so that neither looks lost.
        bar.setSegmentSizeMode(QgsScaleBarSettings.SegmentSizeMode.FitWidth)
        bar.setMinimumBarWidth(sheet.page.note_size * 0.7)
        bar.setMaximumBarWidth(sheet.page.note_size * 1.5)
    weight = sheet.page.weight
    bar.setHeight(0.9 * weight)
    bar.setLabelBarSpace(0.3 * weight)
    bar.setBoxContentSpace(0.6 * weight)
    bar.setTextFormat(text_format(sheet.page.note_size, colour=TEXT_MUTED))
    symbol = bar.lineSymbol().clone()
    symbol.setColor(QColor(TEXT_MUTED))
    symbol.setWidth(0.25 * weight)
    bar.setLineSymbol(symbol)
    bar.setLabelHorizontalPlacement(QgsScaleBarSettings.LabelHorizontalPlacement.LabelCenteredSegment)
    return bar


def add_scale_bar(
    sheet: LayoutSheet, bar: QgsLayoutItemScaleBar, item: QgsLayoutItemMap, box: Box, *, right: bool = False
) -> None:
    """Add a scale bar to a sheet as that of a map, at the lower left or right of a box."""
    sheet.layout.addLayoutItem(bar)
    bar.setLinkedMap(item)
    bar.update()
    # As small as can be: its own least size is larger.
    bar.attemptResize(QgsLayoutSize(0, 0, MILLIMETRES))
    corner = QgsLayoutItem.ReferencePoint.LowerRight if right else QgsLayoutItem.ReferencePoint.LowerLeft
    bar.setReferencePoint(corner)
    bar.attemptMove(QgsLayoutPoint(box.right if right else box.x, box.bottom, MILLIMETRES))
