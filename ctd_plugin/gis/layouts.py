"""Print layouts: metropolitan France, five overseas insets, and everything that makes a sheet a map."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from qgis.core import (
    Qgis,
    QgsExpressionContextUtils,
    QgsLayerTree,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemMarker,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLayoutUtils,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayerLegendUtils,
    QgsPrintLayout,
    QgsProject,
    QgsScaleBarSettings,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import QSizeF, Qt
from qgis.PyQt.QtGui import QColor

from ..data.sources import SOURCE_SEPARATOR
from ..i18n import current_language, tr
from ..regions import REGION_NAMES
from .fonts import fitting_size, text_format, text_height, text_width
from .frames import INSETS, METROPOLE, Frame
from .layers import PROPERTY, CtdLayers
from .pages import Box, Page
from .palette import ACCENT, RULE, TEXT, TEXT_MUTED, label_colour
from .styles import LABEL_SIZE_VARIABLE, LABEL_TEXTS_VARIABLE, LABELS_VARIABLE, SHORT_NAMES_VARIABLE, FillClass
from .themes import Theme
from .themes.theme import Drawing, KeyEntry, Matrix
from .words import edition_name, titled

MILLIMETRES = QgsUnitTypes.LayoutUnit.LayoutMillimeters

_INSET_PADDING = 1.2
_FOOTER_GAP = 1.5


def add_layout(project: QgsProject, layers: CtdLayers, theme: Theme, page: Page, title: str = "") -> QgsPrintLayout:
    """Add the theme's layout for a page to the project, or return the one that is there.

    A layout found is left as its owner edited it. `title` replaces the finding that the data give.
    """
    found = find_layout(project, theme, page)
    if found is not None and not title:
        return found
    drawing = theme.drawing(layers)
    layout = _Sheet(project, layers, theme, drawing, page, title or drawing.headline).draw()
    project.layoutManager().addLayout(layout)
    return layout


def find_layout(project: QgsProject, theme: Theme, page: Page) -> QgsPrintLayout | None:
    """Return the project's layout of a theme and page in the language in force, whatever its name."""
    for layout in project.layoutManager().printLayouts():
        if layout.customProperty(PROPERTY) == _role(theme, page):
            return layout
    return None


def _role(theme: Theme, page: Page) -> str:
    return f"layout/{theme.id}/{page.id}/{current_language()}"


@dataclass
class _Sheet:
    project: QgsProject
    layers: CtdLayers
    theme: Theme
    drawing: Drawing
    page: Page
    title: str
    layout: QgsPrintLayout = field(init=False)

    def draw(self) -> QgsPrintLayout:
        self._make_room_for_footer()
        self._open()
        self._header()
        self._map(METROPOLE, self.page.main_map, labelled=True)
        self._scale_bar(METROPOLE, self._main_map, self.page.main_map)
        for index, frame in enumerate(INSETS):
            self._inset(frame, self.page.inset(index, len(INSETS)))
        self._side()
        self._footer()
        return self.layout

    def _open(self) -> None:
        self.layout = QgsPrintLayout(self.project)
        self.layout.initializeDefaults()
        self.layout.setName(self._free_name())
        self.layout.setCustomProperty(PROPERTY, _role(self.theme, self.page))
        paper: QgsLayoutItemPage = self.layout.pageCollection().page(0)
        paper.setPageSize(QgsLayoutSize(self.page.width, self.page.height, MILLIMETRES))
        self.layout.renderContext().setDpi(300)
        for name, value in (
            (LABEL_SIZE_VARIABLE, self.page.label_size),
            # Numbers: QGIS keeps variables as text, and the text "false" is no condition.
            (LABEL_TEXTS_VARIABLE, int(self._texts_on_map)),
            (SHORT_NAMES_VARIABLE, int(self.page.short_of_room and self._texts_on_map)),
        ):
            QgsExpressionContextUtils.setLayoutVariable(self.layout, name, value)

    def _free_name(self) -> str:
        """Return the layout's name; QGIS takes no two of one name, and the user may have one of their own."""
        name = f"{self.theme.title()} – {self.page.id}"
        taken = {layout.name() for layout in self.project.layoutManager().layouts()}
        return next(free for free in (name, *(f"{name} ({n})" for n in range(2, len(taken) + 3))) if free not in taken)

    def _header(self) -> None:
        page = self.page
        logo_width = page.header * 1.1
        room = page.width - 2 * page.margin - 2 * (logo_width + 2)
        title_height = page.header * 0.55
        self._label(
            "title",
            self.title,
            Box(page.margin, page.margin, room, title_height),
            size=fitting_size(self.title, page.title_size, room, title_height, bold=True),
            bold=True,
            colour=ACCENT,
        )
        subtitle, subtitle_height = self._subtitle(), page.header * 0.4
        self._label(
            "subtitle",
            subtitle,
            Box(page.margin, page.margin + title_height, room, subtitle_height),
            size=fitting_size(subtitle, page.subtitle_size, room, subtitle_height),
            colour=TEXT_MUTED,
        )
        for number in (1, 2):
            x = page.width - page.margin - (3 - number) * logo_width - (2 - number) * 2
            logo = QgsLayoutItemPicture(self.layout)
            logo.setResizeMode(QgsLayoutItemPicture.ResizeMode.Zoom)
            logo.setPictureAnchor(QgsLayoutItem.ReferencePoint.UpperRight)
            self._place(logo, f"logo {number}", Box(x, page.margin, logo_width, page.header * 0.8))

    def _subtitle(self) -> str:
        return f"{self.drawing.subject} – {edition_name(self.layers.about('edition'))}"

    @property
    def _texts_on_map(self) -> bool:
        """Whether the texts stand under the regions' names; where they do not fit they are listed."""
        return bool(self.drawing.short_texts) or not self.page.short_of_room

    def _map(self, frame: Frame, box: Box, labelled: bool) -> QgsLayoutItemMap:
        item = QgsLayoutItemMap(self.layout)
        self._place(item, f"map {frame.id}", box)
        item.setCrs(frame.crs)
        item.zoomToExtent(frame.extent)
        item.setMapFlags(QgsLayoutItemMap.MapItemFlag.ShowPartialLabels)
        item.setFollowVisibilityPreset(True)
        item.setFollowVisibilityPresetName(self.theme.title())
        item.setBackgroundEnabled(False)
        QgsExpressionContextUtils.setLayoutItemVariable(item, LABELS_VARIABLE, int(labelled))
        if frame is METROPOLE:
            self._main_map = item
            self.layout.setReferenceMap(item)
        return item

    def _inset(self, frame: Frame, box: Box) -> None:
        """Draw a territory in a frame: the name, date and scale at its left, the map in the rest."""
        page = self.page
        words = self._inset_words()
        border = QgsLayoutItemLabel(self.layout)
        border.setFrameEnabled(True)
        border.setFrameStrokeColor(QColor(RULE))
        self._place(border, f"frame {frame.id}", box)
        item = self._map(
            frame, Box(box.x + words, box.y + 0.8, box.width - words - 0.8, box.height - 1.6), labelled=False
        )
        code = frame.region_codes[0]
        line = page.note_size * 0.45
        name = Box(box.x + _INSET_PADDING, box.y + 1, words - _INSET_PADDING, line)
        self._label(f"name {frame.id}", REGION_NAMES[code], name, size=page.note_size, bold=True)
        text = self._inset_texts().get(code)
        if text:
            style = text_format(page.note_size)
            under = Box(name.x, name.bottom, name.width, text_height(text, style, name.width))
            self._label(f"text {frame.id}", text, under, size=page.note_size)
        self._scale_bar(frame, item, Box(box.x + 0.6, box.y, words, box.height))

    def _inset_texts(self) -> dict[str, str]:
        """Return region code → what stands under a name in its inset; a slide has room for one line."""
        drawing = self.drawing
        if not self.page.short_of_room:
            return drawing.texts
        return {code: text.replace("\n", " ") for code, text in (drawing.short_texts or drawing.texts).items()}

    def _inset_words(self) -> float:
        """Return the width that the longest name or text of the insets needs beside its map."""
        bold, plain = (text_format(self.page.note_size, bold=bold) for bold in (True, False))
        codes = [frame.region_codes[0] for frame in INSETS]
        names = [text_width(REGION_NAMES[code], bold) for code in codes]
        texts = [text_width(self._inset_texts().get(code, ""), plain) for code in codes]
        return min(max(names + texts) + 2 * _INSET_PADDING, self.page.insets * 0.6)

    def _scale_bar(self, frame: Frame, item: QgsLayoutItemMap, box: Box) -> None:
        bar = QgsLayoutItemScaleBar(self.layout)
        self.layout.addLayoutItem(bar)
        bar.setLinkedMap(item)
        bar.setStyle("Line Ticks Up")
        bar.setUnits(Qgis.DistanceUnit.Kilometers)
        bar.setUnitLabel("km")
        bar.setNumberOfSegments(1)
        bar.setNumberOfSegmentsLeft(0)
        if frame is METROPOLE:
            bar.setUnitsPerSegment(100)
        else:
            # About as long as its label, so that neither looks lost.
            bar.setSegmentSizeMode(QgsScaleBarSettings.SegmentSizeMode.FitWidth)
            bar.setMinimumBarWidth(self.page.note_size * 0.7)
            bar.setMaximumBarWidth(self.page.note_size * 1.5)
        bar.setHeight(1.2)
        bar.setLabelBarSpace(0.6)
        bar.setBoxContentSpace(0.8)
        bar.setTextFormat(text_format(self.page.note_size, colour=TEXT_MUTED))
        symbol = bar.lineSymbol().clone()
        symbol.setColor(QColor(TEXT_MUTED))
        symbol.setWidth(0.25)
        bar.setLineSymbol(symbol)
        bar.setLabelHorizontalPlacement(QgsScaleBarSettings.LabelHorizontalPlacement.LabelCenteredSegment)
        bar.update()
        bar.attemptResize(bar.minimumSize())
        bar.setId(f"scale {frame.id}")
        bar.setReferencePoint(QgsLayoutItem.ReferencePoint.LowerLeft)
        bar.attemptMove(QgsLayoutPoint(box.x, box.bottom, MILLIMETRES))

    def _side(self) -> None:
        """Draw the side column: legend, key and notes, one below the other."""
        box = self.page.side_column
        matrix = self.drawing.matrix
        bottom = self._matrix(matrix, box) if matrix else self._legend(box)
        self._notes(box, self._key(box, bottom + self.page.margin / 2))

    def _matrix(self, matrix: Matrix, box: Box) -> float:
        """Draw a two-way legend and return where it ends."""
        page = self.page
        fills = {fill.value: fill for fill in self.drawing.classes.classes}
        counts = self.drawing.classes.count(self.layers.regions)
        line = page.note_size * 0.46
        title = text_height(matrix.title, text_format(page.legend_size, bold=True), box.width)
        self._label("matrix title", matrix.title, Box(box.x, box.y, box.width, title), size=page.legend_size, bold=True)
        heading = 2 * line
        words = box.width * 0.34
        cell = (box.width - words) / len(matrix.columns)
        top = box.y + title + 1
        for column, label in enumerate(matrix.columns):
            at = Box(box.x + words + column * cell, top, cell, heading)
            self._label(f"matrix column {column}", label, at, size=page.note_size, centred=True)
        top += heading + 1
        height = max(cell * 0.6, 3 * line)
        for row, label in enumerate(matrix.rows):
            y = top + row * height
            self._label(f"matrix row {row}", label, Box(box.x, y + 0.5, words - 1, height - 0.5), size=page.note_size)
            for column, value in enumerate(matrix.cells[row]):
                at = Box(box.x + words + column * cell, y, cell, height)
                self._swatch(f"matrix {value}", fills[value], at)
                if counts[value]:
                    colour = label_colour(fills[value].fill)
                    middle = Box(at.x, at.y + (height - line) / 2, cell, line)
                    count = str(counts[value])
                    self._label(f"count {value}", count, middle, size=page.note_size, colour=colour, centred=True)
        return top + len(matrix.rows) * height

    def _swatch(self, id_: str, fill: FillClass, box: Box) -> None:
        item = QgsLayoutItemShape(self.layout)
        item.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
        item.setSymbol(fill.symbol())
        self._place(item, id_, box)

    def _legend(self, box: Box) -> float:
        """Draw the legend and return where it ends."""
        legend = QgsLayoutItemLegend(self.layout)
        legend.setLinkedMap(self._main_map)
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
        size = self.page.legend_size
        needed = self._legend_size(legend, size)
        while needed.width() > box.width and size > self.page.note_size:
            size -= 0.5
            needed = self._legend_size(legend, size)
        self._place(legend, "legend", Box(box.x, box.y, needed.width(), needed.height()))
        return box.y + needed.height()

    def _legend_size(self, legend: QgsLayoutItemLegend, size: float) -> QSizeF:
        """Set the legend in `size` points and return the room it then needs (millimetres)."""
        for part, points, bold in (
            (QgsLegendStyle.Style.Subgroup, size * 1.1, True),
            (QgsLegendStyle.Style.SymbolLabel, size, False),
        ):
            style = legend.style(part)
            style.setTextFormat(text_format(points, bold=bold))
            legend.setStyle(part, style)
        legend.setSymbolWidth(size * 0.8)
        legend.setSymbolHeight(size * 0.5)
        # The item itself learns its size only when it is first drawn.
        context = QgsLayoutUtils.createRenderContextForLayout(self.layout, None)
        return QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize(context)

    def _classes_shown(self) -> list[int]:
        """Return the legend's classes: all of them, but that of no answer only where it has a region."""
        classes = len(self.layers.regions.renderer().legendSymbolItems())
        return list(range(classes if self.drawing.classes.count(self.layers.regions)[None] else classes - 1))

    def _key(self, box: Box, top: float) -> float:
        """Draw the lines of the theme's key from `top` on, and return where they end."""
        symbols = [entry.symbol(self.page.label_size) for entry in self.drawing.key if entry.symbol]
        column = max((symbol.size() for symbol in symbols), default=0)
        number = 0
        for row in self._key_rows():
            width = box.width / len(row)
            heights = []
            for place, entry in enumerate(row):
                at = Box(box.x + place * width, top, width, 0)
                heights.append(self._key_entry(entry, number, at, column))
                number += 1
            top += max(heights)
        return top

    def _key_rows(self) -> list[list[KeyEntry]]:
        """Return the key's lines; where there is little room, two narrow entries share one."""
        rows: list[list[KeyEntry]] = []
        for entry in self.drawing.key:
            shares = self.page.short_of_room and entry.narrow and rows and rows[-1][-1].narrow
            if shares and len(rows[-1]) == 1:
                rows[-1].append(entry)
            else:
                rows.append([entry])
        return rows

    def _key_entry(self, entry: KeyEntry, number: int, at: Box, column: float) -> float:
        """Draw one line of the key, its symbol centred in a column, and return its height."""
        height, indent = 0.0, 0.0
        if entry.symbol:
            symbol = entry.symbol(self.page.label_size)
            height = symbol.size() + 0.8
            item = QgsLayoutItemMarker(self.layout)
            item.setSymbol(symbol)
            self.layout.addLayoutItem(item)
            item.setId(f"key symbol {number}")
            item.setReferencePoint(QgsLayoutItem.ReferencePoint.Middle)
            item.attemptMove(QgsLayoutPoint(at.x + column / 2, at.y + height / 2, MILLIMETRES))
            indent = column + 1.5
        needed = text_height(entry.words, text_format(self.page.note_size), at.width - indent)
        height = max(height, needed)
        words = Box(at.x + indent, at.y + (height - needed) / 2, at.width - indent, needed)
        self._label(f"key {number}", entry.words, words, size=self.page.note_size)
        return height

    def _notes(self, column: Box, top: float) -> None:
        drawing = self.drawing
        notes = []
        if drawing.texts and self._texts_on_map:
            notes.append(drawing.texts_note)
        elif drawing.texts:
            notes.append(drawing.texts_title)
            notes.extend(titled(REGION_NAMES[code], text) for code, text in drawing.texts.items())
        notes.extend(drawing.notes)
        box = Box(column.x, top + self.page.margin / 2, column.width, column.bottom - top - self.page.margin / 2)
        self._label("notes", "\n".join(filter(None, notes)), box, size=self.page.note_size, colour=TEXT_MUTED)

    def _make_room_for_footer(self) -> None:
        """Let the footer take the height that its text needs in the font of this machine."""
        page = self.page
        text = self._footer_text(date.today().isoformat())
        needed = text_height(text, text_format(page.note_size), page.width - 2 * page.margin)
        self.page = replace(page, footer=max(page.footer, needed + _FOOTER_GAP))

    def _footer(self) -> None:
        page = self.page
        top = page.height - page.margin - page.footer + _FOOTER_GAP
        box = Box(page.margin, top, page.width - 2 * page.margin, page.footer - _FOOTER_GAP)
        today = "[% format_date(now(), '" + tr("yyyy-MM-dd") + "') %]"
        self._label("sources", self._footer_text(today), box, size=page.note_size, colour=TEXT_MUTED)

    def _footer_text(self, today: str) -> str:
        overseas = ", ".join(dict.fromkeys(frame.crs_id.removeprefix("EPSG:") for frame in INSETS))
        lines = (
            tr("Sources: {sources}").format(sources=self._sources()),
            tr("Made with CTD Governance Map, {date}. Lambert-93 (EPSG:2154); overseas EPSG:{crs}.").format(
                date=today, crs=overseas
            ),
        )
        return "\n".join(lines)

    def _sources(self) -> str:
        sources = self.layers.about("sources").split(SOURCE_SEPARATOR)
        return SOURCE_SEPARATOR.join(sources if self.drawing.uses_population else sources[:2])

    def _label(
        self,
        id_: str,
        text: str,
        box: Box,
        *,
        size: float,
        bold: bool = False,
        colour: str = TEXT,
        centred: bool = False,
    ) -> None:
        item = QgsLayoutItemLabel(self.layout)
        item.setText(text)
        item.setTextFormat(text_format(size, bold=bold, colour=colour))
        item.setMarginX(0)
        item.setMarginY(0)
        item.setVAlign(Qt.AlignmentFlag.AlignTop)
        if centred:
            item.setHAlign(Qt.AlignmentFlag.AlignHCenter)
        self._place(item, id_, box)

    def _place(self, item: QgsLayoutItem, id_: str, box: Box) -> None:
        self.layout.addLayoutItem(item)
        item.setId(id_)
        item.attemptMove(QgsLayoutPoint(box.x, box.y, MILLIMETRES))
        item.attemptResize(QgsLayoutSize(box.width, box.height, MILLIMETRES))
