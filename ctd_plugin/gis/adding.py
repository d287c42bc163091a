"""From a record's link to a layer that is drawn, without keeping QGIS waiting."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..catalogues.records import Link, LinkKind, Record

_DOWNLOADS = (LinkKind.FILE,)


def can_add(link: Link) -> bool:
    """Whether a link leads to a service or file that QGIS can draw."""
    return link.kind not in (LinkKind.FILE, LinkKind.PAGE)


def is_download(link: Link) -> bool:
    """Whether a link leads to a file that one keeps."""
    return link.kind in (LinkKind.FILE, LinkKind.GEOJSON)


class Adding(QObject):
    """One link on its way to the map; one of its signals ends it, unless it was cancelled."""

    added = pyqtSignal(object)
    """The layer, which is in the project already."""
    choice_needed = pyqtSignal(list)
    """The layers (ServiceLayer) of a service that lacks the one named: go on with `choose`, or `cancel`."""
    failed = pyqtSignal(str)
    """Why there is no layer, in one sentence of plain text."""

    def choose(self, name: str) -> None:
        """Go on with one of the layers offered."""

    def cancel(self) -> None:
        """Stop now; no signal comes any more."""


def add_link(link: Link, record: Record, project: QgsProject, seconds: int) -> Adding:
    """Begin to add a link's layer at the top of the project's layers; each answer is waited for `seconds` at most.

    Keep what is returned until one of its signals came. Large layers need no extent: QGIS asks for what is in view.
    """
    return Adding()
