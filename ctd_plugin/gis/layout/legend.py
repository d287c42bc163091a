"""The legend of a layout: QGIS's own, which follows the style of the regions; on a slide, counts stand at its right."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from qgis.core import (
    QgsLayerTree,
    QgsLayerTreeLayer,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutUtils,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayerLegendUtils,
)
from qgis.PyQt.QtCore import QSizeF

from ..project.layers import CtdLayers
from ..regions.edition_cache import region_features
from ..style.fonts import text_format, text_height, wrapped
from ..style.page_sizes import Box
from ..style.palette import TEXT_MUTED
from ..themes.theme import Drawing
from ..themes.tree_legend import first_class
from .blocks import ColumnBlock, gap, stacked, text_block
from .items import LayoutSheet

_SWATCH_WIDTH, _SWATCH_HEIGHT = 0.7, 0.42
"""The size of a swatch, millimetres a point of the type."""
_SPACE = 0.2
"""Between two rows, millimetres a point."""


@dataclass
class LegendBlock:
    """The legend of one sheet; made once, and measured at several sizes."""

    sheet: LayoutSheet
    layers: CtdLayers
    drawing: Drawing
    linked: QgsLayoutItemMap
    _legend: QgsLayoutItemLegend | None = field(default=None)

    def block(self, scale: float) -> ColumnBlock:
        """Return the title and the legend in a type that is scaled."""
        page = self.sheet.page
        title, _, unit = self.drawing.legend_title.partition("\n")
        width = page.side_column.width
        blocks = [text_block(self.sheet, "legend title", title, width, page.legend_title_size, bold=True)]
        if unit and not page.compact:
            size = max(page.note_size, page.name_size * scale)
            blocks.append(text_block(self.sheet, "legend unit", unit, width, size, colour=TEXT_MUTED))
        blocks += [gap(page.legend_size * scale * 0.05), self._classes(page.legend_size * scale)]
        return stacked(blocks)

    def _classes(self, size: float) -> ColumnBlock:
        legend, node = self._item()
        page = self.sheet.page
        rows = self._rows()
        first = first_class(self.layers.regions.renderer())
        self._set_type(legend, size)
        room = (
            page.side_column.width - size * _SWATCH_WIDTH - size * 0.2 - (page.count_size * 0.5 if page.compact else 0)
        )
        for row in rows:
            label = self._label(row)
            QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, first + row, wrapped(label, text_format(size), room))
        # How low each row ends, where counts stand beside them: the legend itself knows only its whole size.
        bottoms = []
        for shown in range(1 if page.compact else max(1, len(rows)), len(rows) + 1):
            QgsMapLayerLegendUtils.setLegendNodeOrder(node, [first + row for row in rows[:shown]])
            legend.model().refreshLayerLegend(node)
            bottoms.append(self._size(legend).height())
        width = self._size(legend).width()

        def draw(x: float, y: float) -> None:
            self.sheet.place(legend, "legend", Box(x, y, width, bottoms[-1]))
            if not page.compact:
                return
            line = text_height("0", text_format(page.count_size, bold=True), 50)
            above = 0.0
            for row, bottom in zip(rows, bottoms, strict=True):
                middle = (above + size * _SPACE + bottom) / 2
                box = Box(x, y + middle - line / 2, page.side_column.width, line)
                count = str(self._counts[row])
                self.sheet.label(f"count {row}", count, box, size=page.count_size, bold=True, right=True)
                above = bottom

        return ColumnBlock(bottoms[-1] if bottoms else 0, draw)

    def _item(self) -> tuple[QgsLayoutItemLegend, QgsLayerTreeLayer]:
        if self._legend is None:
            legend = QgsLayoutItemLegend(self.sheet.layout)
            legend.setLinkedMap(self.linked)
            legend.setAutoUpdateModel(False)
            tree: QgsLayerTree = legend.model().rootGroup()
            tree.removeAllChildren()
            node = tree.addLayer(self.layers.regions)
            QgsLegendRenderer.setNodeLegendStyle(node, QgsLegendStyle.Style.Hidden)
            legend.setWrapString("\n")
            legend.setBoxSpace(0)
            legend.setBackgroundEnabled(False)
            self._legend = legend
        (node,) = self._legend.model().rootGroup().findLayers()
        return self._legend, node

    def _set_type(self, legend: QgsLayoutItemLegend, size: float) -> None:
        style = legend.style(QgsLegendStyle.Style.SymbolLabel)
        style.setTextFormat(text_format(size, line_height=1.0))
        style.setMargin(QgsLegendStyle.Side.Left, size * 0.2)
        legend.setStyle(QgsLegendStyle.Style.SymbolLabel, style)
        style = legend.style(QgsLegendStyle.Style.Symbol)
        style.setMargin(QgsLegendStyle.Side.Top, size * _SPACE)
        legend.setStyle(QgsLegendStyle.Style.Symbol, style)
        legend.setSymbolWidth(size * _SWATCH_WIDTH)
        legend.setSymbolHeight(size * _SWATCH_HEIGHT)

    def _size(self, legend: QgsLayoutItemLegend) -> QSizeF:
        """Return the size of a legend, which the item itself learns only when it is first drawn."""
        context = QgsLayoutUtils.createRenderContextForLayout(self.sheet.layout, None)
        return QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize(context)

    def _rows(self) -> list[int]:
        """Return the indexes of the classes shown: that of no answer only where it has a region."""
        classes = len(self.drawing.classes.classes)
        return list(range(classes + 1 if self._counts[classes] else classes))

    @cached_property
    def _counts(self) -> list[int]:
        counts = self.drawing.classes.count(self.layers.regions, region_features(self.layers))
        return [*(counts[fill.value] for fill in self.drawing.classes.classes), counts[None]]

    def _label(self, row: int) -> str:
        classes = self.drawing.classes
        words = classes.classes[row].label if row < len(classes.classes) else classes.no_answer
        return words if self.sheet.page.compact else f"{words} ({self._counts[row]})"
