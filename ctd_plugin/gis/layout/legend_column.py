"""The side column of a layout: legend, key of symbols and notes, one below the other."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsLayerTree,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutUtils,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayerLegendUtils,
)
from qgis.PyQt.QtCore import QSizeF

from ...i18n import titled
from ...regions import REGION_NAMES
from ..project.layers import CtdLayers
from ..style.classes import SLIDE_SYMBOLS
from ..style.fonts import fitting_size, text_format, text_height
from ..style.page_sizes import Box
from ..style.palette import TEXT_MUTED, label_colour
from ..themes.theme import Drawing, KeyEntry, Matrix
from .items import LayoutSheet

# Between the rows of a legend on a compact page, in millimetres.
_TIGHT = 0.8


@dataclass(frozen=True)
class LegendColumn:
    """The side column of one sheet; `linked` is the map whose style the legend shows."""

    sheet: LayoutSheet
    layers: CtdLayers
    drawing: Drawing
    linked: QgsLayoutItemMap
    texts_on_map: bool

    def draw(self) -> None:
        """Add all items of the column."""
        box = self.sheet.page.side_column
        matrix = self.drawing.matrix
        bottom = self._add_matrix(matrix, box) if matrix else self._add_legend(box)
        self._add_notes(box, self._add_key(box, bottom + self.sheet.page.margin / 2))

    def _add_matrix(self, matrix: Matrix, box: Box) -> float:
        """Add a two-way legend and return its lower edge (millimetres)."""
        page = self.sheet.page
        fills = {fill.value: fill for fill in self.drawing.classes.classes}
        counts = self.drawing.classes.count(self.layers.regions)
        line = page.note_size * 0.46
        title = text_height(matrix.title, text_format(page.legend_size, bold=True), box.width)
        self.sheet.label(
            "matrix title", matrix.title, Box(box.x, box.y, box.width, title), size=page.legend_size, bold=True
        )
        heading = 2 * line
        row_titles = box.width * 0.34
        # Four columns fill the box; a survey without budgets has fewer.
        cell = (box.width - row_titles) / max(4, len(matrix.columns))
        top = box.y + title + 1
        for column, label in enumerate(matrix.columns):
            at = Box(box.x + row_titles + column * cell, top, cell, heading)
            self.sheet.label(f"matrix column {column}", label, at, centred=True)
        top += heading + 1
        height = max(cell * 0.6, 3 * line)
        for row, label in enumerate(matrix.rows):
            y = top + row * height
            self.sheet.label(f"matrix row {row}", label, Box(box.x, y + 0.5, row_titles - 1, height - 0.5))
            for column, value in enumerate(matrix.cells[row]):
                at = Box(box.x + row_titles + column * cell, y, cell, height)
                self.sheet.swatch(f"matrix {value}", fills[value].symbol(), at)
                if counts[value]:
                    colour = label_colour(fills[value].fill)
                    middle = Box(at.x, at.y + (height - line) / 2, cell, line)
                    count = str(counts[value])
                    self.sheet.label(f"count {value}", count, middle, colour=colour, centred=True)
        return top + len(matrix.rows) * height

    def _add_legend(self, box: Box) -> float:
        """Add the legend and return its lower edge (millimetres)."""
        legend = QgsLayoutItemLegend(self.sheet.layout)
        legend.setLinkedMap(self.linked)
        legend.setAutoUpdateModel(False)
        tree: QgsLayerTree = legend.model().rootGroup()
        tree.removeAllChildren()
        node = tree.addLayer(self.layers.regions)
        node.setCustomProperty("legend/title-label", self.drawing.legend_title)
        QgsMapLayerLegendUtils.setLegendNodeOrder(node, self._classes_shown())
        legend.model().refreshLayerLegend(node)
        legend.setWrapString("\n")
        legend.setBoxSpace(0)
        legend.setBackgroundEnabled(False)
        size = self.sheet.page.legend_size
        needed = self._legend_size(legend, size)
        while needed.width() > box.width and size > self.sheet.page.note_size:
            size -= 0.5
            needed = self._legend_size(legend, size)
        self.sheet.place(legend, "legend", Box(box.x, box.y, needed.width(), needed.height()))
        return box.y + needed.height()

    def _legend_size(self, legend: QgsLayoutItemLegend, size: float) -> QSizeF:
        """Set the legend in `size` points and return its size (millimetres)."""
        for part, points, bold in (
            (QgsLegendStyle.Style.Subgroup, size * 1.1, True),
            (QgsLegendStyle.Style.SymbolLabel, size, False),
        ):
            style = legend.style(part)
            style.setTextFormat(text_format(points, bold=bold))
            legend.setStyle(part, style)
        if self.sheet.page.compact:
            for part, side, gap in (
                (QgsLegendStyle.Style.Symbol, QgsLegendStyle.Side.Top, _TIGHT),
                (QgsLegendStyle.Style.Subgroup, QgsLegendStyle.Side.Bottom, 2 * _TIGHT),
            ):
                style = legend.style(part)
                style.setMargin(side, gap)
                legend.setStyle(part, style)
        legend.setSymbolWidth(size * 0.8)
        legend.setSymbolHeight(size * 0.5)
        # The item itself learns its size only when it is first drawn.
        context = QgsLayoutUtils.createRenderContextForLayout(self.sheet.layout, None)
        return QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize(context)

    def _classes_shown(self) -> list[int]:
        """Return the indexes of the legend's classes: that of no answer only where it has a region."""
        classes = len(self.layers.regions.renderer().legendSymbolItems())
        return list(range(classes if self.drawing.classes.count(self.layers.regions)[None] else classes - 1))

    def _add_key(self, box: Box, top: float) -> float:
        """Add the rows of the theme's key from `top` on, and return the lower edge (millimetres)."""
        symbols = [entry.symbol(self._symbol_size) for entry in self.drawing.key if entry.symbol]
        column = max((symbol.size() for symbol in symbols), default=0)
        number = 0
        above: KeyEntry | None = None
        for row in self._key_rows():
            if above and above.symbol and not row[0].symbol:
                # A heading stands apart from the symbols above it.
                top += self.sheet.page.note_size * 0.2
            above = row[0]
            width = box.width / len(row)
            heights = []
            for place, entry in enumerate(row):
                at = Box(box.x + place * width, top, width, 0)
                heights.append(self._add_key_entry(entry, number, at, column))
                number += 1
            top += max(heights)
        return top

    @property
    def _symbol_size(self) -> float:
        """Return the size that the symbols on the map are scaled to (points)."""
        page = self.sheet.page
        return page.label_size * (SLIDE_SYMBOLS if page.compact else 1)

    def _key_rows(self) -> list[list[KeyEntry]]:
        """Return the key's rows; on a compact page two narrow entries share one."""
        rows: list[list[KeyEntry]] = []
        for entry in self.drawing.key:
            shares = self.sheet.page.compact and entry.narrow and rows and rows[-1][-1].narrow
            if shares and len(rows[-1]) == 1:
                rows[-1].append(entry)
            else:
                rows.append([entry])
        return rows

    def _add_key_entry(self, entry: KeyEntry, number: int, at: Box, column: float) -> float:
        """Add an entry of the key, its symbol in a column `column` wide, and return its height (millimetres)."""
        height, indent = 0.0, 0.0
        if entry.symbol:
            symbol = entry.symbol(self._symbol_size)
            height = symbol.size() + 0.8
            self.sheet.marker(f"key symbol {number}", symbol, Box(at.x, at.y, column, height))
            indent = column + 1.5
        needed = text_height(entry.words, text_format(self.sheet.page.note_size), at.width - indent)
        height = max(height, needed)
        text_box = Box(at.x + indent, at.y + (height - needed) / 2, at.width - indent, needed)
        self.sheet.label(f"key {number}", entry.words, text_box)
        return height

    def _add_notes(self, column: Box, top: float) -> None:
        drawing = self.drawing
        notes = []
        if drawing.texts and self.texts_on_map:
            is_short = self.sheet.page.compact and drawing.short_texts_note
            notes.append(drawing.short_texts_note if is_short else drawing.texts_note)
        elif drawing.texts:
            notes.append(drawing.texts_title)
            lines = ((code, text.replace("\n", " ")) for code, text in drawing.texts.items())
            notes.extend(titled(REGION_NAMES[code], line) for code, line in lines)
        notes.extend(drawing.notes)
        box = Box(
            column.x, top + self.sheet.page.margin / 2, column.width, column.bottom - top - self.sheet.page.margin / 2
        )
        text = "\n".join(filter(None, notes))
        # Smaller rather than over the footer, which a long name of an organisation makes higher.
        size = fitting_size(text, self.sheet.page.note_size, box.width, box.height)
        self.sheet.label("notes", text, box, size=size, colour=TEXT_MUTED)
