"""`ctdOpenEdition`: opens an edition in the project, from the window that lists them or from wherever it is named."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from qgis.core import Qgis
from qgis.gui import QgisInterface

from ...gis.background.background_job import run_in_background
from ...gis.editions.opening import ReadyEdition, prepare_edition
from ...gis.editions.place import EditionPlace, remember
from ...gis.project.datasource import DataSource
from ...gis.project.editions import edition_name
from ...gis.project.layers import CtdLayers
from ...gis.sharing.postgis import Database
from ...i18n import tr
from ..common.messages import progress_dialog, reporting_errors, show_message
from ..common.windows import Windows
from ..map.load import load_map
from .open_dialog import NAME, OpenEditionDialog


def show_open_dialog(iface: QgisInterface, windows: Windows) -> OpenEditionDialog:
    """Show the window that lists editions; the one that is chosen is opened."""
    return windows.show(NAME, lambda: OpenEditionDialog(iface, windows), partial(_open_chosen, iface))


def open_edition(iface: QgisInterface, source: DataSource, place: EditionPlace | None = None) -> CtdLayers | None:
    """Open an edition with its styles, pages and panel beside what the project has, and make it the current one.

    A message says what was opened, or why nothing was: then None is returned. A file that must not be opened where it
    lies is opened from a copy in the user's profile. `place` is remembered; that of a file is known.
    """
    with reporting_errors(iface), progress_dialog(iface, tr("Opening the edition…")) as feedback:
        database = Database(place.connection) if place and place.connection else None
        ready = run_in_background(lambda _job: prepare_edition(source, database), feedback)
        layers = load_map(iface, ready.source)
        if layers is not None:
            _tell(iface, ready, layers)
            if place or isinstance(source, Path):
                remember(place or EditionPlace(str(source)))
        return layers
    return None


def _open_chosen(iface: QgisInterface, dialog: OpenEditionDialog) -> None:
    place = dialog.place()
    if place is None:
        return
    with reporting_errors(iface):
        open_edition(iface, place.source(), place)


def _tell(iface: QgisInterface, ready: ReadyEdition, layers: CtdLayers) -> None:
    name = edition_name(layers)
    if ready.why_copied:
        text = tr("Edition “{name}” opened from a copy in your profile: {reason}.")
        text = text.format(name=name, reason=ready.why_copied)
    else:
        text = tr("Edition “{name}” opened.").format(name=name)
    show_message(iface, text, Qgis.MessageLevel.Success)
