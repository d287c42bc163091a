"""Print layouts: the map of metropolitan France, overseas insets, legend, title and footer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qgis.core import (
    QgsExpressionContextUtils,
    QgsLayoutItem,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
)

from ...data.about import SOURCE_SEPARATOR
from ...i18n import current_language, tr
from ...regions import REGION_NAMES
from ..labels.labels import edition_name
from ..project.layers import PROPERTY, CtdLayers
from ..style.classes import LABEL_SIZE_VARIABLE, LABEL_TEXTS_VARIABLE, LABELS_VARIABLE, SHORT_NAMES_VARIABLE
from ..style.fonts import fitting_size, text_format, text_height, text_width
from ..style.page_sizes import Box, PageSize
from ..style.palette import ACCENT, RULE, TEXT_MUTED
from ..style.territories import DrawnTerritories, Territory, territories_of
from ..themes.theme import Drawing, Theme
from .branding import AUTHOR_VARIABLE, NO_BRANDING, Branding, apply_branding
from .items import MILLIMETRES, LayoutSheet, without_expressions
from .legend_column import LegendColumn
from .panels import PanelPage
from .scale_bars import add_scale_bar

_INSET_PADDING = 1.2
_FOOTER_GAP = 1.5


def add_layout(
    project: QgsProject,
    layers: CtdLayers,
    theme: Theme,
    page: PageSize,
    title: str = "",
    branding: Branding = NO_BRANDING,
) -> QgsPrintLayout:
    """Add the theme's layout for a page to the project, or return the one that is there.

    An existing layout is left as its owner edited it. `title` replaces the headline that the theme makes from the data.
    Raises CtdError for a logo that cannot be drawn.
    """
    found = find_layout(project, theme, page)
    if found is not None and not title:
        return found
    drawing = theme.drawing(layers)
    territories = territories_of(layers.regions)
    builder = _LayoutBuilder(layers, theme, drawing, territories, title or drawing.headline, branding)
    layout = builder.build(project, page)
    project.layoutManager().addLayout(layout)
    return layout


def find_layout(project: QgsProject, theme: Theme, page: PageSize) -> QgsPrintLayout | None:
    """Return the project's layout of a theme and page in the language in force, whatever its user calls it."""
    for layout in project.layoutManager().printLayouts():
        if layout.customProperty(PROPERTY) == _layout_role(theme, page):
            return layout
    return None


def _layout_role(theme: Theme, page: PageSize) -> str:
    return f"layout/{theme.id}/{page.id}/{current_language()}"


@dataclass(frozen=True)
class _LayoutBuilder:
    """Builds the layout of one theme on one page."""

    layers: CtdLayers
    theme: Theme
    drawing: Drawing
    territories: DrawnTerritories
    title: str
    branding: Branding

    def build(self, project: QgsProject, page: PageSize) -> QgsPrintLayout:
        main, insets = self.territories.main, self.territories.insets
        page = self._with_room_for_footer(page if insets else replace(page, insets=0))
        sheet = LayoutSheet(self._empty_layout(project, page), page)
        self._header(sheet)
        if self.drawing.panels:
            PanelPage(sheet, self.drawing, self.territories, self.theme.title()).draw(page.body)
            self._footer(sheet)
            apply_branding(sheet.layout, self.branding)
            return sheet.layout
        main_map = self._map(sheet, main, page.main_map, labelled=True)
        sheet.layout.setReferenceMap(main_map)
        add_scale_bar(sheet, main, main_map, page.main_map)
        for index, territory in enumerate(insets):
            self._inset(sheet, territory, page.inset(index, len(insets)))
        drawing = replace(self.drawing, notes=(*self.drawing.notes, *self._overseas_notes()))
        LegendColumn(sheet, self.layers, drawing, main_map, self._texts_on_map(page)).draw()
        self._footer(sheet)
        apply_branding(sheet.layout, self.branding)
        return sheet.layout

    def _empty_layout(self, project: QgsProject, page: PageSize) -> QgsPrintLayout:
        layout = QgsPrintLayout(project)
        layout.initializeDefaults()
        layout.setName(self._free_name(project, page))
        layout.setCustomProperty(PROPERTY, _layout_role(self.theme, page))
        paper: QgsLayoutItemPage = layout.pageCollection().page(0)
        paper.setPageSize(QgsLayoutSize(page.width, page.height, MILLIMETRES))
        layout.renderContext().setDpi(300)
        for name, value in (
            (LABEL_SIZE_VARIABLE, page.label_size),
            # Numbers: QGIS keeps variables as text, and the text "false" is no condition.
            (LABEL_TEXTS_VARIABLE, int(self._texts_on_map(page))),
            (SHORT_NAMES_VARIABLE, int(page.compact and self._texts_on_map(page))),
        ):
            QgsExpressionContextUtils.setLayoutVariable(layout, name, value)
        return layout

    def _free_name(self, project: QgsProject, page: PageSize) -> str:
        """Return the layout's name; QGIS takes no two of one name, and the user may have one of their own."""
        name = f"{self.theme.title()} – {page.id}"
        taken = {layout.name() for layout in project.layoutManager().layouts()}
        return next(free for free in (name, *(f"{name} ({n})" for n in range(2, len(taken) + 3))) if free not in taken)

    def _header(self, sheet: LayoutSheet) -> None:
        page = sheet.page
        logo_width = page.header * 1.1
        room = page.width - 2 * page.margin - 2 * (logo_width + 2)
        title_height = page.header * 0.55
        sheet.label(
            "title",
            self.title,
            Box(page.margin, page.margin, room, title_height),
            size=fitting_size(self.title, page.title_size, room, title_height, bold=True),
            bold=True,
            colour=ACCENT,
        )
        subtitle, subtitle_height = self._subtitle(), page.header * 0.4
        sheet.label(
            "subtitle",
            subtitle,
            Box(page.margin, page.margin + title_height, room, subtitle_height),
            size=fitting_size(subtitle, page.subtitle_size, room, subtitle_height),
            colour=TEXT_MUTED,
        )
        for number in (1, 2):
            x = page.width - page.margin - (3 - number) * logo_width - (2 - number) * 2
            logo = QgsLayoutItemPicture(sheet.layout)
            logo.setResizeMode(QgsLayoutItemPicture.ResizeMode.Zoom)
            logo.setPictureAnchor(QgsLayoutItem.ReferencePoint.UpperRight)
            sheet.place(logo, f"logo {number}", Box(x, page.margin, logo_width, page.header * 0.8))

    def _subtitle(self) -> str:
        dated = self.drawing.dated or edition_name(self.layers.about("edition"))
        return f"{self.drawing.subject} – {dated}"

    def _texts_on_map(self, page: PageSize) -> bool:
        """Whether the texts stand under the regions' names; where they do not fit, the side column lists them."""
        return bool(self.drawing.short_texts) or not page.compact

    def _map(self, sheet: LayoutSheet, territory: Territory, box: Box, labelled: bool) -> QgsLayoutItemMap:
        item = QgsLayoutItemMap(sheet.layout)
        sheet.place(item, f"map {territory.id}", box)
        item.setCrs(territory.crs)
        item.zoomToExtent(territory.extent)
        item.setMapFlags(QgsLayoutItemMap.MapItemFlag.ShowPartialLabels)
        item.setFollowVisibilityPreset(True)
        item.setFollowVisibilityPresetName(self.theme.title())
        item.setBackgroundEnabled(False)
        QgsExpressionContextUtils.setLayoutItemVariable(item, LABELS_VARIABLE, int(labelled))
        return item

    def _inset(self, sheet: LayoutSheet, territory: Territory, box: Box) -> None:
        """Add the inset of a territory: name, text and scale bar at the left, the map in the rest."""
        texts = self._inset_texts(sheet.page)
        texts_width = _inset_text_width(sheet.page, self.territories.insets, texts)
        sheet.frame(f"frame {territory.id}", RULE, box)
        at = Box(box.x + texts_width, box.y + 0.8, box.width - texts_width - 0.8, box.height - 1.6)
        item = self._map(sheet, territory, at, labelled=False)
        code = territory.region_codes[0]
        line = sheet.page.note_size * 0.45
        name = Box(box.x + _INSET_PADDING, box.y + 1, texts_width - _INSET_PADDING, line)
        sheet.label(f"name {territory.id}", REGION_NAMES[code], name, bold=True)
        text = texts.get(code)
        if text:
            height = text_height(text, text_format(sheet.page.note_size), name.width)
            sheet.label(f"text {territory.id}", text, Box(name.x, name.bottom, name.width, height))
        add_scale_bar(sheet, territory, item, Box(box.x + 0.6, box.y, texts_width, box.height))

    def _inset_texts(self, page: PageSize) -> dict[str, str]:
        """Return region code → the text under its name in an inset, on one line where the page is compact."""
        drawing = self.drawing
        if not page.compact:
            return drawing.texts
        return {code: text.replace("\n", " ") for code, text in (drawing.short_texts or drawing.texts).items()}

    def _overseas_notes(self) -> Iterator[str]:
        """Yield the notes on overseas regions that the boundaries do not draw in their place, or not at all."""
        if self.territories.displaced:
            names = ", ".join(REGION_NAMES[code] for code in self.territories.displaced)
            yield tr("Drawn beside the mainland, as the boundaries have them: {regions}.").format(regions=names)
        if self.territories.undrawn:
            names = ", ".join(self._name_and_text(code) for code in self.territories.undrawn)
            yield tr("Not drawn, for the boundaries lack them: {regions}.").format(regions=names)

    def _name_and_text(self, code: str) -> str:
        text = self.drawing.texts.get(code, "").replace("\n", " ")
        return f"{REGION_NAMES[code]} ({text})" if text else REGION_NAMES[code]

    def _with_room_for_footer(self, page: PageSize) -> PageSize:
        """Return the page with a footer as high as its text, measured in the font of this machine."""
        text = self._footer_text(self.branding.author, date.today().isoformat())
        needed = text_height(text, text_format(page.note_size), page.width - 2 * page.margin)
        return replace(page, footer=max(page.footer, needed + _FOOTER_GAP))

    def _footer(self, sheet: LayoutSheet) -> None:
        page = sheet.page
        top = page.height - page.margin - page.footer + _FOOTER_GAP
        box = Box(page.margin, top, page.width - 2 * page.margin, page.footer - _FOOTER_GAP)
        today = "[% format_date(now(), '" + tr("yyyy-MM-dd") + "') %]"
        text = self._footer_text(f"[% @{AUTHOR_VARIABLE} %]", today)
        sheet.label("sources", text, box, colour=TEXT_MUTED, has_expressions=True)

    def _footer_text(self, author: str, today: str) -> str:
        overseas = ", ".join(dict.fromkeys(inset.crs_id.removeprefix("EPSG:") for inset in self.territories.insets))
        if overseas:
            made = tr("{author}, {date}. Lambert-93 (EPSG:2154); overseas EPSG:{crs}.")
        else:
            made = tr("{author}, {date}. Lambert-93 (EPSG:2154).")
        lines = (
            tr("Sources: {sources}").format(sources=without_expressions(self._sources())),
            made.format(author=author, date=today, crs=overseas),
        )
        return "\n".join(lines)

    def _sources(self) -> str:
        sources = self.layers.about("sources").split(SOURCE_SEPARATOR)
        shown = sources if self.drawing.uses_population else sources[:2]
        return SOURCE_SEPARATOR.join((*self.drawing.more_sources, *shown))


def _inset_text_width(page: PageSize, insets: Sequence[Territory], texts: dict[str, str]) -> float:
    """Return the width that the longest name or text of the insets needs beside its map."""
    bold, regular = (text_format(page.note_size, bold=bold) for bold in (True, False))
    codes = [territory.region_codes[0] for territory in insets]
    widths = [text_width(REGION_NAMES[code], bold) for code in codes]
    widths += [text_width(texts.get(code, ""), regular) for code in codes]
    return min(max(widths) + 2 * _INSET_PADDING, page.insets * 0.6)
