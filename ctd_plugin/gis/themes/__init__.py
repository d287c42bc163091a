"""The themes of the maps, and how a project is made to show one."""

from __future__ import annotations

from qgis.core import QgsMapThemeCollection, QgsProject

from ...i18n import tr
from ..options import ThemeId
from ..project.layers import CHANGES, CtdLayers
from ..regions.edition_cache import region_features
from ..style.region_labels import leaders, region_labeling
from .amounts import draw_budget, draw_staff
from .change import draw_changes
from .ctd_date import draw_dates
from .funding_sources import draw_funding
from .platform_health import draw_health
from .status import draw_status
from .status_budget import draw_status_budget
from .technology import draw_technology
from .theme import Theme

__all__ = ["THEMES", "Theme", "apply_theme", "shown_theme"]

THEMES: dict[ThemeId, Theme] = {
    theme.id: theme
    for theme in (
        Theme(ThemeId.STATUS, lambda: tr("status"), draw_status),
        Theme(ThemeId.BUDGET, lambda: tr("budget"), draw_budget),
        Theme(ThemeId.STAFF, lambda: tr("staff"), draw_staff),
        Theme(ThemeId.FUNDING_SOURCES, lambda: tr("funding sources"), draw_funding),
        Theme(ThemeId.TECHNOLOGY, lambda: tr("technologies"), draw_technology),
        Theme(ThemeId.STATUS_BUDGET, lambda: tr("status and budget"), draw_status_budget),
        Theme(ThemeId.CTD_DATE, lambda: tr("dates"), draw_dates),
        Theme(ThemeId.PLATFORM_HEALTH, lambda: tr("check of the platforms"), draw_health, of_survey=False),
        Theme(ThemeId.CHANGE, lambda: tr("changes"), draw_changes, tables=(CHANGES,)),
    )
}


def apply_theme(project: QgsProject, layers: CtdLayers, theme: Theme) -> None:
    """Draw the regions with the theme, and record it as a QGIS map theme that layouts follow."""
    drawing = theme.drawing(layers)
    regions = layers.regions
    styles = regions.styleManager()
    if theme.title() not in styles.styles():
        styles.addStyleFromLayer(theme.title())
    styles.setCurrentStyle(theme.title())
    regions.setRenderer(drawing.classes.renderer(regions, [leaders(), *drawing.over], region_features(layers)))
    regions.setLabeling(region_labeling(drawing.classes, drawing.texts, drawing.symbols))
    regions.setLabelsEnabled(True)
    regions.triggerRepaint()
    _record(project, layers, theme)


def shown_theme(layers: CtdLayers | None) -> ThemeId | None:
    """Return the theme that the regions are drawn with, None where it is a style of the user's own."""
    style = layers.regions.styleManager().currentStyle() if layers else ""
    return next((theme.id for theme in THEMES.values() if theme.title() == style), None)


def _record(project: QgsProject, layers: CtdLayers, theme: Theme) -> None:
    shown = QgsMapThemeCollection.MapThemeLayerRecord(layers.regions)
    shown.usingCurrentStyle = True
    shown.currentStyle = theme.title()
    record = QgsMapThemeCollection.MapThemeRecord()
    record.setLayerRecords([shown])
    themes = project.mapThemeCollection()
    if themes.hasMapTheme(theme.title()):
        themes.update(theme.title(), record)
    else:
        themes.insert(theme.title(), record)
