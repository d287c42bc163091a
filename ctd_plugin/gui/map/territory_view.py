"""Showing a territory on the canvas, which is turned where the CRS of the project makes the territory lean.

The project's CRS stays, with the measures, scale bars and layouts that follow it.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from qgis.core import QgsProject
from qgis.gui import QgsMapCanvas

from ...gis.project.territory_views import view_of
from ...gis.style.territories import INSETS, Territory

_OUR_TURN = "ctdRotation"
"""Property of a canvas: the rotation that the plugin gave it, which it may take back."""


def show_territory(canvas: QgsMapCanvas, territory: Territory) -> None:
    """Show a territory, upright unless the user turned the canvas."""
    view = view_of(territory, canvas.mapSettings().destinationCrs(), QgsProject.instance())
    if view is None or not turn(canvas, view.rotation):
        canvas.setReferencedExtent(territory.view)
    else:
        canvas.setExtent(view.extent)
    canvas.refresh()


def turn(canvas: QgsMapCanvas, rotation: float) -> bool:
    """Turn the canvas; a rotation that the user gave it stays, and False is returned."""
    if not any(isclose(canvas.rotation() % 360, known % 360, abs_tol=0.05) for known in _own_turns(canvas)):
        return False
    canvas.setRotation(rotation)
    canvas.setProperty(_OUR_TURN, rotation)
    return True


def _own_turns(canvas: QgsMapCanvas) -> Iterator[float]:
    """Yield the rotations that are none of the user's: none at all, the plugin's last, and those of its bookmarks."""
    yield 0.0
    yield canvas.property(_OUR_TURN) or 0.0
    crs = canvas.mapSettings().destinationCrs()
    for view in (view_of(territory, crs, QgsProject.instance()) for territory in INSETS):
        if view:
            yield view.rotation
