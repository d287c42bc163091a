"""A project that holds the survey: layers, theme and layouts, in QGIS's window or in a file of its own."""

from __future__ import annotations

from pathlib import Path

from qgis.core import Qgis, QgsProject, QgsReferencedRectangle

from ..data.files import replacing
from ..errors import CtdError
from ..i18n import tr
from .frames import METROPOLE
from .layers import CtdLayers, load_layers
from .layouts import add_layout
from .pages import PAGES
from .themes import THEMES, apply_theme

DEFAULT_THEME = "status"

# Pages whose layouts are made with the project; the others are made when they are asked for.
_PROJECT_PAGES = ("A4", "A3")


def fill_project(project: QgsProject, geopackage: Path) -> CtdLayers:
    """Add layers, style, labels and layouts to a project; what is already there is left alone."""
    layers = load_layers(project, geopackage)
    theme = THEMES[DEFAULT_THEME]
    if not project.mapThemeCollection().hasMapTheme(theme.title()):
        apply_theme(project, layers, theme)
    for page in _PROJECT_PAGES:
        add_layout(project, layers, theme, PAGES[page])
    return layers


def write_project(target: Path, geopackage: Path) -> None:
    """Write a project file that shows `geopackage`, which must lie beside it, by relative paths.

    Raises CtdError when the project cannot be written.
    """
    project = QgsProject()
    project.setFilePathStorage(Qgis.FilePathType.Relative)
    project.setCrs(METROPOLE.crs)
    project.setTitle(tr("Regional data committees (CTD)"))
    fill_project(project, geopackage)
    project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(METROPOLE.extent, METROPOLE.crs))
    with replacing(target) as fresh:
        # Paths are made relative to the place that the project is written to, so it is written in place's folder
        # under the name of the fresh file and the GeoPackage is one level up.
        project.setFileName(str(fresh))
        if not project.write():
            raise CtdError(
                tr("The project {path} cannot be written: {reason}").format(path=target, reason=project.error())
            )
    project.clear()
