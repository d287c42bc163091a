"""Print layouts: metropolitan France, five overseas insets, and everything that makes a sheet a map."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from qgis.core import (
    Qgis,
    QgsExpressionContextUtils,
    QgsLayerTree,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
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
from .palette import ACCENT, RULE, TEXT, TEXT_MUTED
from .styles import LABEL_DATES_VARIABLE, LABEL_SIZE_VARIABLE, LABELS_VARIABLE, count_statuses, drawn_date
from .themes import Theme
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
    layout = _Sheet(project, layers, theme, page, title or theme.headline(layers.regions)).draw()
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
        self._legend()
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
            # A number: QGIS keeps variables as text, and the text "false" is no condition.
            (LABEL_DATES_VARIABLE, int(self.page.dates_on_map)),
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
        return tr("Status of the CTD in the regions of France – {edition}").format(
            edition=edition_name(self.layers.about("edition"))
        )

    def _map(self, frame: Frame, box: Box, labelled: bool) -> QgsLayoutItemMap:
        item = QgsLayoutItemMap(self.layout)
        self._place(item, f"map {frame.id}", box)
        item.setCrs(frame.crs)
        item.zoomToExtent(frame.extent)
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
        horizon = self._dates().get(code)
        if horizon:
            under = Box(name.x, name.bottom, name.width, line)
            self._label(f"date {frame.id}", horizon, under, size=page.note_size)
        self._scale_bar(frame, item, Box(box.x + 0.6, box.y, words, box.height))

    def _inset_words(self) -> float:
        """Return the width that the longest name or date of the insets needs beside its map."""
        bold, plain = (text_format(self.page.note_size, bold=bold) for bold in (True, False))
        codes = [frame.region_codes[0] for frame in INSETS]
        names = [text_width(REGION_NAMES[code], bold) for code in codes]
        dates = [text_width(self._dates().get(code, ""), plain) for code in codes]
        return max(names + dates) + 2 * _INSET_PADDING

    def _dates(self) -> dict[str, str]:
        """Return region code → date as drawn: exact dates in their order, then horizons."""
        dated = [f for f in self.layers.regions.getFeatures() if f["ctd_date_text"]]
        dated.sort(key=lambda f: f["ctd_date"].toPyDate() if f["ctd_date"] else date.max)
        return {f["region_code"]: drawn_date(f["ctd_date_text"]) for f in dated}

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

    def _legend(self) -> None:
        box = self.page.side_column
        legend = QgsLayoutItemLegend(self.layout)
        legend.setLinkedMap(self._main_map)
        legend.setAutoUpdateModel(False)
        tree: QgsLayerTree = legend.model().rootGroup()
        tree.removeAllChildren()
        node = tree.addLayer(self.layers.regions)
        node.setCustomProperty("legend/title-label", self.theme.legend_title())
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
        top = box.y + needed.height() + self.page.margin
        self._notes(Box(box.x, top, box.width, box.bottom - top))

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
        return list(range(classes if count_statuses(self.layers.regions)[None] else classes - 1))

    def _notes(self, box: Box) -> None:
        notes = []
        if self.page.dates_on_map:
            notes.append(tr("Under a name: date or horizon of the CTD, as written in the survey."))
        else:
            notes.append(tr("Dates and horizons written in the survey:"))
            notes.extend(titled(REGION_NAMES[code], date) for code, date in self._dates().items())
        unheard = self._without_interview()
        if unheard:
            notes.append(tr("Status without an interview: {regions}.").format(regions=", ".join(unheard)))
        self._label("notes", "\n".join(notes), box, size=self.page.note_size, colour=TEXT_MUTED)

    def _without_interview(self) -> list[str]:
        codes = {row["region_code"] for row in self.layers.tables["survey"].getFeatures() if not row["date_entretien"]}
        return [REGION_NAMES[code] for code in sorted(codes)]

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
        return SOURCE_SEPARATOR.join(sources if self.theme.uses_population else sources[:2])

    def _label(self, id_: str, text: str, box: Box, *, size: float, bold: bool = False, colour: str = TEXT) -> None:
        item = QgsLayoutItemLabel(self.layout)
        item.setText(text)
        item.setTextFormat(text_format(size, bold=bold, colour=colour))
        item.setMarginX(0)
        item.setMarginY(0)
        item.setVAlign(Qt.AlignmentFlag.AlignTop)
        self._place(item, id_, box)

    def _place(self, item: QgsLayoutItem, id_: str, box: Box) -> None:
        self.layout.addLayoutItem(item)
        item.setId(id_)
        item.attemptMove(QgsLayoutPoint(box.x, box.y, MILLIMETRES))
        item.attemptResize(QgsLayoutSize(box.width, box.height, MILLIMETRES))
