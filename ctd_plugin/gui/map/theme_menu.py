"""The theme menu: one entry a theme, which styles the open map with it."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtWidgets import QActionGroup, QMenu

from ...gis.map_project import draw_theme
from ...gis.options import ThemeId
from ...gis.project.editions import editions_of, show_edition
from ...gis.project.layers import find_layers, project_language
from ...gis.themes import THEMES, shown_theme
from ...gis.themes.change import no_earlier_edition
from ...i18n import language, tr
from ..common.messages import reporting_errors
from .branding_group import project_branding
from .completion import complete_soon
from .load import loaded_layers


def fill_theme_menu(iface: QgisInterface, menu: QMenu, compare: Callable[[], object] = lambda: None) -> None:
    """Fill the menu with the themes; the one that the map shows is checked.

    `compare` asks for two editions; it stands in the place of the changes where these are not known yet.
    """
    menu.clear()
    # A group goes with the entries of its time: the menu, which is filled each time that it opens, would keep them all.
    for former in menu.findChildren(QActionGroup):
        former.deleteLater()
    group = QActionGroup(menu)
    project = QgsProject.instance()
    with language(project_language(project)):
        layers = find_layers(project)
        shown = shown_theme(layers)
    menu.setToolTipsVisible(True)
    for theme in THEMES.values():
        if theme.id is ThemeId.CHANGE and not theme.is_offered(layers) and len(editions_of(project)) > 1:
            action = menu.addAction(tr("Changes between two editions…"))
            action.setObjectName("ctdThemeCompare")
            action.triggered.connect(lambda _checked=False: compare())
            continue
        action = menu.addAction(theme.name().capitalize())
        action.setObjectName(f"ctdTheme_{theme.id.value}")
        action.setCheckable(True)
        action.setChecked(theme.id is shown)
        if not theme.is_offered(layers):
            action.setEnabled(False)
            action.setToolTip(no_earlier_edition())
        action.triggered.connect(lambda _checked=False, chosen=theme.id: switch_theme(iface, chosen))
        group.addAction(action)


def switch_theme(iface: QgisInterface, theme_id: ThemeId) -> None:
    """Show a theme in the open project, its layouts later; the map is loaded first where it has none."""
    layers = loaded_layers(iface)
    if layers is None:
        return
    project = QgsProject.instance()
    branding = project_branding(iface)
    with reporting_errors(iface), language(project_language(project)):
        draw_theme(project, layers, THEMES[theme_id])
        show_edition(project, layers)
        complete_soon(iface, layers, THEMES[theme_id], branding)
