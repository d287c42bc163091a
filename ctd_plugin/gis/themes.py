"""What a map can show: each theme is a style of the regions layer, a QGIS map theme and a layout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qgis.core import (
    QgsAbstractVectorLayerLabeling,
    QgsFeatureRenderer,
    QgsMapThemeCollection,
    QgsProject,
    QgsVectorLayer,
)

from ..data.statuses import Status
from ..i18n import tr
from .choices import ThemeId
from .layers import CtdLayers
from .styles import count_statuses, status_labeling, status_renderer
from .words import plural


@dataclass(frozen=True)
class Theme:
    """A subject: its name, the finding it states, and how it draws the regions layer."""

    id: ThemeId
    name: Callable[[], str]
    headline: Callable[[QgsVectorLayer], str]
    legend_title: Callable[[], str]
    renderer: Callable[[QgsVectorLayer], QgsFeatureRenderer]
    labeling: Callable[[], QgsAbstractVectorLayerLabeling]
    uses_population: bool = False

    def title(self) -> str:
        """Return the name of the theme's layout and map theme, such as "CTD – statut"."""
        return f"CTD – {self.name()}"


def _status_headline(layer: QgsVectorLayer) -> str:
    counts = count_statuses(layer)
    wording = plural(
        counts[Status.ESTABLISHED],
        tr("Regional data committees: in place in {count} region out of {total}"),
        tr("Regional data committees: in place in {count} regions out of {total}"),
    )
    return wording.format(count=counts[Status.ESTABLISHED], total=sum(counts.values()))


THEMES: dict[ThemeId, Theme] = {
    ThemeId.STATUS: Theme(
        id=ThemeId.STATUS,
        name=lambda: tr("status"),
        headline=_status_headline,
        legend_title=lambda: tr("Status of the CTD\n(number of regions)"),
        renderer=status_renderer,
        labeling=status_labeling,
    ),
}


def apply_theme(project: QgsProject, layers: CtdLayers, theme: Theme) -> None:
    """Draw the regions with the theme, and record it as a QGIS map theme that layouts follow."""
    regions = layers.regions
    styles = regions.styleManager()
    if theme.title() not in styles.styles():
        styles.addStyleFromLayer(theme.title())
    styles.setCurrentStyle(theme.title())
    regions.setRenderer(theme.renderer(regions))
    regions.setLabeling(theme.labeling())
    regions.setLabelsEnabled(True)
    regions.triggerRepaint()

    shown = QgsMapThemeCollection.MapThemeLayerRecord(regions)
    shown.usingCurrentStyle = True
    shown.currentStyle = theme.title()
    record = QgsMapThemeCollection.MapThemeRecord()
    record.setLayerRecords([shown])
    themes = project.mapThemeCollection()
    if themes.hasMapTheme(theme.title()):
        themes.update(theme.title(), record)
    else:
        themes.insert(theme.title(), record)
