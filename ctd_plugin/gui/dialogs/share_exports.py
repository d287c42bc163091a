"""What `ctdShare` writes of the current edition for people who need no QGIS: a page, slides, open data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qgis.core import QgsFeedback, QgsProject
from qgis.gui import QgisInterface

from ...files import new_folder
from ...gis.layout.branding import branding_of
from ...gis.map_project import project_source
from ...gis.opendata.export import export_data
from ...gis.slides.export import export_slides
from ...gis.web.export import export_page
from ...gis.web.statement import statement_of
from ...i18n import tr
from ...settings import Settings
from ..common.links import open_file, show_written
from ..common.messages import progress_dialog, reporting_errors


def write_page(iface: QgisInterface, settings: Settings, output: Path) -> None:
    """Write the web page of the project's current edition, or of the bundled one."""
    with _writing(iface, tr("Exporting the web page…"), settings, output) as feedback:
        export_page(
            project_source(QgsProject.instance()),
            output,
            map_language=settings.language_in_force,
            branding=branding_of(settings),
            accessibility=statement_of(settings),
            feedback=feedback,
        )
        show_written(iface, tr("Web page exported to {path}."), output)


def write_slides(iface: QgisInterface, settings: Settings, output: Path) -> None:
    """Write the slides of the project's current edition, or of the bundled one."""
    with _writing(iface, tr("Exporting the slides…"), settings, output) as feedback:
        export_slides(
            project_source(QgsProject.instance()),
            output,
            map_language=settings.language_in_force,
            branding=branding_of(settings),
            feedback=feedback,
        )
        show_written(iface, tr("Slides exported to {path}."), output)


def write_data(iface: QgisInterface, settings: Settings, folder: Path) -> None:
    """Write the open data of the project's current edition, or of the bundled one, into a folder made where missing."""
    with _writing(iface, tr("Exporting the open data…"), settings, folder) as feedback, new_folder(folder):
        export_data(
            project_source(QgsProject.instance()),
            folder,
            map_language=settings.language_in_force,
            organisation=settings.organisation,
            contact=settings.data_contact,
            address=settings.data_address,
            feedback=feedback,
        )
        show_written(iface, tr("Open data exported to {path}."), folder)


@contextmanager
def _writing(iface: QgisInterface, text: str, settings: Settings, output: Path) -> Iterator[QgsFeedback]:
    """Yield the feedback of a progress dialog, report errors, and open what was written where that is wanted."""
    with reporting_errors(iface), progress_dialog(iface, text) as feedback:
        yield feedback
        if settings.open_after_export:
            open_file(output)
