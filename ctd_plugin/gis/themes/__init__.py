"""The themes of the maps, and how a project is made to show one."""

from __future__ import annotations

from qgis.core import QgsMapThemeCollection, QgsProject

from ..options import ThemeId
from ..project.editions import edition_name, editions_of
from ..project.layers import CHANGES, CtdLayers, map_themes_of
from ..regions.edition_cache import region_features
from ..style.region_labels import leaders, region_labeling
from .amounts import draw_budget, draw_staff
from .change import draw_changes
from .ctd_date import draw_dates
from .funding_sources import draw_funding
from .status import draw_status
from .status_budget import draw_status_budget
from .technology import draw_technology
from .theme import Drawing, Theme
from .tree_legend import add_tree_legend

__all__ = ["THEMES", "Theme", "apply_theme", "draw_regions", "find_map_theme", "map_theme_name", "shown_theme"]


def _draw_health(layers: CtdLayers) -> Drawing:
    # Imported here: what is known of the catalogues takes as long to import as all other themes together.
    from .platform_health import draw_health

    return draw_health(layers)


THEMES: dict[ThemeId, Theme] = {
    theme.id: theme
    for theme in (
        Theme(ThemeId.STATUS, draw_status),
        Theme(ThemeId.BUDGET, draw_budget),
        Theme(ThemeId.STAFF, draw_staff),
        Theme(ThemeId.FUNDING_SOURCES, draw_funding),
        Theme(ThemeId.TECHNOLOGY, draw_technology),
        Theme(ThemeId.STATUS_BUDGET, draw_status_budget),
        Theme(ThemeId.CTD_DATE, draw_dates),
        Theme(ThemeId.PLATFORM_HEALTH, _draw_health, of_survey=False),
        Theme(ThemeId.CHANGE, draw_changes, tables=(CHANGES,)),
    )
}


def apply_theme(project: QgsProject, layers: CtdLayers, theme: Theme) -> None:
    """Draw the regions with the theme, and record it as a QGIS map theme that layouts follow."""
    # Before the style: a drawing may refuse the layers, which then stay as they are.
    drawing = theme.drawing(layers)
    styles = layers.regions.styleManager()
    if theme.title() not in styles.styles():
        styles.addStyleFromLayer(theme.title())
    styles.setCurrentStyle(theme.title())
    draw_regions(layers, drawing)
    _record(project, layers, theme)


def draw_regions(layers: CtdLayers, drawing: Drawing) -> None:
    """Draw the regions as a theme does, in the style that is current."""
    regions = layers.regions
    renderer = drawing.classes.renderer(regions, [leaders(), *drawing.over], region_features(layers))
    add_tree_legend(renderer, drawing)
    regions.setRenderer(renderer)
    regions.setLabeling(region_labeling(drawing.classes, drawing.texts, drawing.symbols))
    regions.setLabelsEnabled(True)
    regions.triggerRepaint()


def shown_theme(layers: CtdLayers | None) -> ThemeId | None:
    """Return the theme that the regions are drawn with, None where it is a style of the user's own."""
    style = layers.regions.styleManager().currentStyle() if layers else ""
    return next((theme.id for theme in THEMES.values() if theme.title() == style), None)


def find_map_theme(project: QgsProject, layers: CtdLayers, theme: Theme) -> str | None:
    """Return the name of the map theme that shows an edition in a theme; None where the project has none."""
    own = map_themes_of(project, layers.regions)
    return next((name for name, style in own.items() if style == theme.title()), None)


def map_theme_name(project: QgsProject, layers: CtdLayers, theme: Theme) -> str:
    """Return the name of that map theme or, where there is none, a name for it that no other edition's has."""
    title = theme.title()
    found = find_map_theme(project, layers, theme)
    others = [one.regions for one in editions_of(project) if one.id != layers.id]
    if found or not any(title in map_themes_of(project, regions) for regions in others):
        return found or title
    return f"{title} – {edition_name(layers)}"


def _record(project: QgsProject, layers: CtdLayers, theme: Theme) -> None:
    shown = QgsMapThemeCollection.MapThemeLayerRecord(layers.regions)
    shown.usingCurrentStyle = True
    shown.currentStyle = theme.title()
    record = QgsMapThemeCollection.MapThemeRecord()
    record.setLayerRecords([shown])
    themes, name = project.mapThemeCollection(), map_theme_name(project, layers, theme)
    if themes.hasMapTheme(name):
        themes.update(name, record)
    else:
        themes.insert(name, record)
