"""Files of a record's links, kept in a folder that the user chose."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsMapLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..catalogues.records import Link


class Downloading(QObject):
    """A file on its way; `done` or `failed` ends it, unless it was cancelled."""

    progress = pyqtSignal(object, object)
    """Bytes received, and bytes in all or None where the server does not say."""
    done = pyqtSignal(object)
    """The path of the file, which is complete."""
    failed = pyqtSignal(str)
    """Why there is no file, in one sentence of plain text."""

    def cancel(self) -> None:
        """Stop now; nothing is left in the folder and no signal comes any more."""


def download(link: Link, folder: Path, seconds: int) -> Downloading:
    """Begin to keep a link's file in a folder, under a name of its own there; a silence of `seconds` ends it.

    Keep what is returned until one of its signals came.
    """
    return Downloading()


def layers_in_file(path: Path) -> list[QgsMapLayer]:
    """Return the layers of a file that was downloaded, such as GeoPackages or Shapefiles inside a ZIP; none is added."""
    return []
