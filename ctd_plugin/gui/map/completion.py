"""The bookmarks and layouts of a map, which come once it is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.gui import QgisInterface

from ...gis.layout.branding import Branding
from ...gis.map_project import add_layouts_in_steps
from ...gis.project.editions import CtdLayers, editions_of
from ...gis.project.territory_views import add_bookmarks
from ...gis.regions.edition_cache import edition_of
from ...gis.themes import THEMES, shown_theme
from ...gis.themes.theme import Theme
from ...i18n import language
from ..common.messages import showing_errors
from .after_drawing import Steps, do_when_drawn

if TYPE_CHECKING:
    from ...data.profile.edition_reader import EditionProfiles


def complete_soon(iface: QgisInterface, layers: CtdLayers, theme: Theme, branding: Branding) -> None:
    """Add the bookmarks, and the layouts of the theme that an edition shows, once the map is drawn.

    `theme` is that of a map in a style of the user's own.
    """
    do_when_drawn(iface.mapCanvas(), _steps(iface, layers.id, theme, branding), f"the map of {layers.id}")


def _steps(iface: QgisInterface, edition: str, theme: Theme, branding: Branding) -> Steps:
    """Do so in steps; what is made in part is made anew where the map is another one by then."""
    project = QgsProject.instance()
    read: EditionProfiles | None = None
    steps: Iterator[None] = iter(())
    while True:
        goes_on = False
        # The user may have removed it meanwhile.
        layers = next((layers for layers in editions_of(project) if layers.id == edition), None)
        if layers is not None:
            with showing_errors(iface), language(layers.language):
                # Or have chosen another theme: a legend is made of the classes that the layer has now.
                shown = THEMES[shown_theme(layers) or theme.id]
                if edition_of(layers) is not read or shown is not theme:
                    read, theme = edition_of(layers), shown
                    steps = _add(project, layers, theme, branding)
                goes_on = next(steps, False) is None
        if not goes_on:
            return
        yield


def _add(project: QgsProject, layers: CtdLayers, theme: Theme, branding: Branding) -> Iterator[None]:
    add_bookmarks(project)
    yield
    yield from add_layouts_in_steps(project, layers, theme, branding)
