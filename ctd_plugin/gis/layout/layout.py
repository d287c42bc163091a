"""Print layouts: the map of metropolitan France, overseas insets, legend, title and footer."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from qgis.core import (
    QgsExpressionContextUtils,
    QgsLayoutItem,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
)

from ...i18n import current_language
from ..background.steps import whole
from ..placement.map_labels import place_on_map
from ..project.editions import EDITION_PROPERTY
from ..project.layers import PROPERTY, CtdLayers, find_layers, plugin_layouts
from ..style.page_sizes import Box, PageSize
from ..style.palette import ACCENT, TEXT_MUTED
from ..style.region_labels import LABELS_VARIABLE
from ..style.territories import DrawnTerritories, Territory, territories_of
from ..themes import draw_regions, map_theme_name
from ..themes.map_notes import map_notes, overseas_notes
from ..themes.theme import Drawing, Theme
from .branding import NO_BRANDING, Branding, apply_branding, describe
from .footer import Footer, dated_subject
from .insets import Insets
from .items import LayoutSheet, Shown, empty_layout
from .panels import PanelPage
from .scale_bars import add_scale_bar, new_scale_bar
from .side_column import SideColumn


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
    found = find_layout(project, theme, page, layers)
    if found is not None and not title:
        return found
    layout = whole(layout_steps(project, layers, theme, page, title, branding))
    put_into(project, layout)
    return layout


def layout_steps(
    project: QgsProject,
    layers: CtdLayers,
    theme: Theme,
    page: PageSize,
    title: str = "",
    branding: Branding = NO_BRANDING,
) -> Generator[None, None, QgsPrintLayout]:
    """Make such a layout in steps, to be put into the project."""
    name = map_theme_name(project, layers, theme)
    builder = _LayoutBuilder.of(theme.drawing(layers), layers, page, Shown(layers.regions, name), title, branding)
    layout = yield from builder.steps(project)
    layout.setName(f"{name} – {page.id}")
    layout.setCustomProperty(PROPERTY, _layout_role(theme, page))
    layout.setCustomProperty(EDITION_PROPERTY, layers.id)
    return layout


def put_into(project: QgsProject, layout: QgsPrintLayout) -> None:
    """Put a layout into the project that it was made for, under a name that is free there."""
    layout.setName(_free_name(project, layout.name()))
    # What its user does with it from here on can be undone.
    layout.undoStack().blockCommands(False)
    project.layoutManager().addLayout(layout)


def lay_out(
    project: QgsProject,
    layers: CtdLayers,
    theme: Theme,
    page: PageSize,
    title: str = "",
    branding: Branding = NO_BRANDING,
) -> QgsPrintLayout:
    """Draw the regions in a theme and return the layout of a page of them, to be exported before they change.

    It is as `add_layout` makes it, but not added to the project, whose title becomes that of the map, and needs neither
    style nor map theme.
    """
    builder = _LayoutBuilder.of(_draw(layers, theme), layers, page, Shown(layers.regions), title, branding)
    describe(project, builder.title, branding)
    return builder.build(project)


@dataclass(frozen=True)
class ThemeSlide:
    """A theme laid out for a deck, and the notes that its footer would hold: it has none."""

    sheet: LayoutSheet
    drawing: Drawing
    notes: Sequence[str]


def lay_out_slide(project: QgsProject, layers: CtdLayers, theme: Theme, page: PageSize) -> ThemeSlide:
    """Draw the regions in a theme and return it laid out for a deck, to be exported before they change."""
    drawing = _draw(layers, theme)
    builder = _LayoutBuilder.of(drawing, layers, page, Shown(layers.regions), "", NO_BRANDING)
    sheet, notes = builder.slide(project)
    return ThemeSlide(sheet, builder.drawing, notes)


def _draw(layers: CtdLayers, theme: Theme) -> Drawing:
    drawing = theme.drawing(layers)
    draw_regions(layers, drawing)
    # Small maps have none, and QGIS would look for each on every one of them.
    layers.regions.setLabelsEnabled(not drawing.panels)
    return drawing


def find_layout(
    project: QgsProject, theme: Theme, page: PageSize, layers: CtdLayers | None = None
) -> QgsPrintLayout | None:
    """Return an edition's layout of a theme and page in the language in force, whatever its user calls it.

    Without `layers` it is that of the project's current edition.
    """
    layers = layers or find_layers(project)
    edition = layers.id if layers else ""
    for layout in plugin_layouts(project):
        if (layout.customProperty(EDITION_PROPERTY) or "") != edition:
            continue
        if layout.customProperty(PROPERTY) == _layout_role(theme, page):
            return layout
    return None


def _free_name(project: QgsProject, name: str) -> str:
    """Return a layout's name; QGIS takes no two of one name, and the user may have one of their own."""
    taken = {layout.name() for layout in project.layoutManager().layouts()}
    return next(free for free in (name, *(f"{name} ({n})" for n in range(2, len(taken) + 3))) if free not in taken)


def _layout_role(theme: Theme, page: PageSize) -> str:
    return f"layout/{theme.id}/{page.id}/{current_language()}"


@dataclass(frozen=True)
class _LayoutBuilder:
    """Builds the layout of one theme on one page."""

    layers: CtdLayers
    drawing: Drawing
    territories: DrawnTerritories
    page: PageSize
    shown: Shown
    title: str
    branding: Branding

    @classmethod
    def of(
        cls, drawing: Drawing, layers: CtdLayers, page: PageSize, shown: Shown, title: str, branding: Branding
    ) -> _LayoutBuilder:
        drawing = drawing.on_slide() if page.compact else drawing
        territories = territories_of(layers.regions)
        grid = page if territories.insets else page.without_insets()
        return cls(layers, drawing, territories, grid, shown, title or drawing.headline, branding)

    def build(self, project: QgsProject) -> QgsPrintLayout:
        return whole(self.steps(project))

    def steps(self, project: QgsProject) -> Generator[None, None, QgsPrintLayout]:
        sheet = LayoutSheet(empty_layout(project, self.page), self.page)
        notes = yield from self._fill(sheet)
        Footer(sheet, self.layers, self.drawing, self.branding, bool(self.territories.insets)).add(notes)
        apply_branding(sheet.layout, self.branding)
        return sheet.layout

    def slide(self, project: QgsProject) -> tuple[LayoutSheet, list[str]]:
        sheet = LayoutSheet(empty_layout(project, self.page), self.page)
        notes = whole(self._fill(sheet))
        apply_branding(sheet.layout, self.branding)
        return sheet, notes

    def _fill(self, sheet: LayoutSheet) -> Generator[None, None, list[str]]:
        """Add all but the footer in steps; their value are the notes that it is to hold."""
        page, main, insets = sheet.page, self.territories.main, self.territories.insets
        self._header(sheet)
        yield
        if self.drawing.panels:
            rest = PanelPage(sheet, self.drawing, self.territories, self.shown).draw(page.body)
            return [*rest, *overseas_notes(self.drawing, self.territories)]
        # On a slide, those of insets would need type as large as a name.
        bars = {part.id: new_scale_bar(sheet, part) for part in ((main,) if page.compact else (main, *insets))}
        main_map = self._map(sheet, main, page.main_map, main.extent)
        sheet.layout.setReferenceMap(main_map)
        bar = bars[main.id]
        add_scale_bar(sheet, bar, main_map, page.main_map)
        taken = [Box(bar.scenePos().x(), bar.scenePos().y(), bar.rect().width(), bar.rect().height())]
        yield
        place_on_map(main_map, page.main_map, self.layers, self.drawing, page, taken)
        yield from Insets(sheet, self.layers, self.drawing, partial(self._map, sheet), bars).add(insets)
        yield
        SideColumn(sheet, self.layers, self.drawing, main_map).draw()
        yield
        return list(map_notes(self.drawing, self.territories))

    def _header(self, sheet: LayoutSheet) -> None:
        page = sheet.page
        sheet.label("title", self.title, page.title, size=page.title_size, bold=True, colour=ACCENT)
        if page.subtitle:
            subtitle = dated_subject(self.layers, self.drawing)
            sheet.label("subtitle", subtitle, page.subtitle, size=page.subtitle_size, colour=TEXT_MUTED)
        for number in (1, 2):
            logo = QgsLayoutItemPicture(sheet.layout)
            logo.setResizeMode(QgsLayoutItemPicture.ResizeMode.Zoom)
            logo.setPictureAnchor(QgsLayoutItem.ReferencePoint.UpperRight)
            right = replace(page.logo, x=page.logo.x - (2 - number) * (page.logo.width + 2))
            sheet.place(logo, f"logo {number}", right)

    def _map(self, sheet: LayoutSheet, territory: Territory, box: Box, extent: QgsRectangle) -> QgsLayoutItemMap:
        item = QgsLayoutItemMap(sheet.layout)
        sheet.place(item, f"map {territory.id}", box)
        item.setCrs(territory.crs)
        item.zoomToExtent(extent)
        item.setMapFlags(QgsLayoutItemMap.MapItemFlag.ShowPartialLabels)
        self.shown.on(item)
        item.setBackgroundEnabled(False)
        is_labelled = int(territory is self.territories.main)
        QgsExpressionContextUtils.setLayoutItemVariable(item, LABELS_VARIABLE, is_labelled)
        return item
