"""`ctdShare`: the form for whom to share the survey with and as what, and the sharing."""

from __future__ import annotations

from functools import partial

from qgis.core import Qgis, QgsProject
from qgis.gui import QgisInterface

from ...gis.background.background_job import run_in_background
from ...gis.map_project import project_source
from ...gis.sharing.share import share_to_geopackage, share_to_schema
from ...i18n import tr
from ...settings import read_settings, write_settings
from ..common.links import show_written
from ..common.messages import progress_dialog, reporting_errors, show_message
from ..common.windows import Windows
from ..editions.save_project import show_save_dialog
from .pack import show_pack_dialog
from .share_choices import ShareAs
from .share_exports import write_data, write_page, write_slides
from .share_form import NAME, ShareDialog, Target


def show_share_dialog(iface: QgisInterface, windows: Windows) -> ShareDialog:
    """Show the form for sharing; what was chosen is made when the form is accepted, or its own window opens."""
    return windows.show(NAME, lambda: ShareDialog(read_settings(), iface.mainWindow()), partial(_share, iface, windows))


def _share(iface: QgisInterface, windows: Windows, dialog: ShareDialog) -> None:
    settings, choice, output = dialog.settings(), dialog.choice(), dialog.output()
    write_settings(settings)
    writers = {ShareAs.PAGE: write_page, ShareAs.SLIDES: write_slides, ShareAs.DATA: write_data}
    if choice in writers and output is not None:
        writers[choice](iface, settings, output)
    elif choice is ShareAs.PROJECT:
        show_save_dialog(iface, windows)
    elif choice is ShareAs.PACK:
        show_pack_dialog(iface, windows)
    else:
        share(iface, dialog.target(), settings.language_in_force)


def share(iface: QgisInterface, target: Target, share_language: str) -> None:
    """Share the open project's survey, or the plugin's where it has none."""
    with reporting_errors(iface), progress_dialog(iface, tr("Sharing the survey…"), at_once=True) as feedback:
        source = project_source(QgsProject.instance())
        if target.geopackage is not None:
            write = partial(share_to_geopackage, source, target.geopackage)
            done = tr("Survey shared to {path}.")
        else:
            write = partial(share_to_schema, source, target.connection, target.schema)
            done = tr("Survey shared to the schema {schema} of “{connection}”.").format(
                schema=target.schema, connection=target.connection
            )
        remarks = run_in_background(partial(write, target.project, share_language, feedback), feedback)
        for remark in remarks:
            show_message(iface, remark, Qgis.MessageLevel.Warning)
        if target.geopackage is not None:
            show_written(iface, done, target.geopackage, target.geopackage.parent)
        else:
            show_message(iface, done, Qgis.MessageLevel.Success)
        if target.project is not None:
            show_written(iface, tr("Project of the shared survey: {path}."), target.project)
