"""Adding items to a layout, placed in millimetres from the top left corner of its page."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsExpressionContextUtils,
    QgsFillSymbol,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemMarker,
    QgsLayoutItemPage,
    QgsLayoutItemPolyline,
    QgsLayoutItemShape,
    QgsLayoutMeasurement,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPrintLayout,
    QgsProject,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QPointF, Qt
from qgis.PyQt.QtGui import QColor, QPolygonF

from ..project.outlines import held_for
from ..style.fonts import text_format
from ..style.page_sizes import Box, PageSize
from ..style.palette import TEXT
from ..style.region_labels import LABEL_SIZE_VARIABLE, SYMBOL_SIZE_VARIABLE
from ..style.territories import METROPOLE, Territory
from ..style.textures import WEIGHT_VARIABLE

MILLIMETRES = QgsUnitTypes.LayoutUnit.LayoutMillimeters


def empty_layout(project: QgsProject, page: PageSize) -> QgsPrintLayout:
    """Return a layout of one page, with the sizes that the style of the regions reads.

    It records nothing to undo, which takes longer than to add an item, until `undoStack().blockCommands(False)`.
    """
    layout = QgsPrintLayout(project)
    layout.undoStack().blockCommands(True)
    layout.initializeDefaults()
    paper: QgsLayoutItemPage = layout.pageCollection().page(0)
    paper.setPageSize(QgsLayoutSize(page.width, page.height, MILLIMETRES))
    layout.renderContext().setDpi(300)
    for name, value in (
        (LABEL_SIZE_VARIABLE, page.name_size),
        (SYMBOL_SIZE_VARIABLE, page.symbol_size),
        (WEIGHT_VARIABLE, page.weight),
    ):
        QgsExpressionContextUtils.setLayoutVariable(layout, name, value)
    return layout


@dataclass(frozen=True)
class Shown:
    """What the maps of a layout show: a layer in a map theme, or as it is drawn now, where `map_theme` is empty.

    QGIS reads the style of a map theme anew for each map, which takes longer than drawing it: a layout that nobody
    opens needs none.
    """

    layer: QgsVectorLayer
    map_theme: str = ""

    def on(self, item: QgsLayoutItemMap, territory: Territory) -> None:
        """Let the map of a territory show it."""
        if self.map_theme:
            item.setFollowVisibilityPreset(True)
            item.setFollowVisibilityPresetName(self.map_theme)
            return
        item.setLayers([self.layer])
        if territory.id != METROPOLE.id:
            # Each class reads the outlines of all regions anew on each map, which takes longer than to draw one region.
            for name, text in held_for(self.layer, territory.region_codes).items():
                QgsExpressionContextUtils.setLayoutItemVariable(item, name, text)


@dataclass(frozen=True)
class LayoutSheet:
    """A layout and its page; every item gets an id, by which its user finds it in QGIS."""

    layout: QgsPrintLayout
    page: PageSize

    def place(self, item: QgsLayoutItem, id_: str, box: Box) -> None:
        """Add an item to the layout, as large as the box."""
        # Before it is in the layout, where QGIS would write the whole item as XML to undo its name.
        item.setId(id_)
        self.layout.addLayoutItem(item)
        item.attemptMove(QgsLayoutPoint(box.x, box.y, MILLIMETRES))
        item.attemptResize(QgsLayoutSize(box.width, box.height, MILLIMETRES))

    def label(
        self,
        id_: str,
        text: str,
        box: Box,
        *,
        size: float = 0,
        bold: bool = False,
        colour: str = TEXT,
        right: bool = False,
        line_height: float = 1.1,
        has_expressions: bool = False,
    ) -> None:
        """Add a label; `size` is in points, 0 that of notes. QGIS evaluates it only where it `has_expressions`."""
        item = QgsLayoutItemLabel(self.layout)
        item.setText(text if has_expressions else without_expressions(text))
        item.setTextFormat(text_format(size or self.page.note_size, bold=bold, colour=colour, line_height=line_height))
        item.setMarginX(0)
        item.setMarginY(0)
        item.setVAlign(Qt.AlignmentFlag.AlignTop)
        if right:
            item.setHAlign(Qt.AlignmentFlag.AlignRight)
        self.place(item, id_, box)

    def frame(self, id_: str, colour: str, box: Box) -> None:
        """Add an empty rectangle with an outline ("#RRGGBB")."""
        item = QgsLayoutItemLabel(self.layout)
        item.setFrameEnabled(True)
        item.setFrameStrokeColor(QColor(colour))
        item.setFrameStrokeWidth(QgsLayoutMeasurement(0.3 * self.page.weight, MILLIMETRES))
        self.place(item, id_, box)

    def line(self, id_: str, start: tuple[float, float], end: tuple[float, float], colour: str, width: float) -> None:
        """Add a line; `width` is in millimetres on an A4 page."""
        item = QgsLayoutItemPolyline(QPolygonF([QPointF(*start), QPointF(*end)]), self.layout)
        symbol = QgsLineSymbol.createSimple({"line_color": colour, "line_width": str(width * self.page.weight)})
        item.setSymbol(symbol)
        item.setId(id_)
        self.layout.addLayoutItem(item)

    def swatch(self, id_: str, symbol: QgsFillSymbol, box: Box) -> None:
        """Add a rectangle that is filled with a symbol."""
        item = QgsLayoutItemShape(self.layout)
        item.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
        item.setSymbol(symbol)
        self.place(item, id_, box)

    def marker(self, id_: str, symbol: QgsMarkerSymbol, box: Box) -> None:
        """Add a marker in its own size to the middle of a box."""
        item = QgsLayoutItemMarker(self.layout)
        item.setSymbol(symbol)
        item.setId(id_)
        self.layout.addLayoutItem(item)
        item.setReferencePoint(QgsLayoutItem.ReferencePoint.Middle)
        middle = QgsLayoutPoint(box.x + box.width / 2, box.y + box.height / 2, MILLIMETRES)
        item.attemptMove(middle)


def without_expressions(text: str) -> str:
    """Return a text, which may come from any survey, so that a label evaluates no expression in it."""
    return text.replace("[%", "[\u2060%")
