"""The mainland and the overseas regions as views of a map: upright in any CRS, and as bookmarks of a project."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, degrees, hypot

from qgis.core import (
    Qgis,
    QgsBookmark,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
)

from ...i18n import tr
from ...regions import PRINTED_NAMES
from ..style.territories import INSETS, METROPOLE, Territory

_UPRIGHT = 3.0
"""Degrees that a territory may lean without being turned: the mainland's own edges lean as much in Lambert-93."""
_GROUP = "CTD"


@dataclass(frozen=True)
class TerritoryView:
    """What a map of some CRS shows of a territory: its centre, its size along the axes of the turned map, its turn."""

    extent: QgsRectangle
    rotation: float
    """Degrees clockwise, as a canvas takes it."""


def territory_name(territory: Territory) -> str:
    """Return the name of a territory in the language in force."""
    if territory.id == METROPOLE.id:
        return tr("Mainland France")
    (code,) = territory.region_codes
    return PRINTED_NAMES[code]


def view_of(territory: Territory, crs: QgsCoordinateReferenceSystem, project: QgsProject) -> TerritoryView | None:
    """Return the view of a territory in a CRS, None where it cannot be drawn in it."""
    box = territory.view
    # By way of the degrees of the regions, to and from which QGIS knows the way by now: it takes a dozen times as long
    # to look for one between two national systems.
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    to_territory = QgsCoordinateTransform(degrees, territory.crs, project)
    to_crs = QgsCoordinateTransform(degrees, crs, project)

    def moved(point: QgsPointXY) -> QgsPointXY:
        return to_crs.transform(to_territory.transform(point, Qgis.TransformDirection.Reverse))

    try:
        centre, above = (moved(point) for point in _upwards(box))
        east, north = above.x() - centre.x(), above.y() - centre.y()
        rotation = _turn(east, north)
        length = hypot(east, north) or 1.0
        # The axes of the turned map, in the CRS.
        up = (east / length, north / length) if rotation else (0.0, 1.0)
        points = [moved(point) for point in _outline(box)]
    except QgsCsException:
        return None
    across = [(p.x() - centre.x()) * up[1] - (p.y() - centre.y()) * up[0] for p in points]
    along = [(p.x() - centre.x()) * up[0] + (p.y() - centre.y()) * up[1] for p in points]
    right, top = (max(across) + min(across)) / 2, (max(along) + min(along)) / 2
    middle = QgsPointXY(centre.x() + right * up[1] + top * up[0], centre.y() - right * up[0] + top * up[1])
    extent = QgsRectangle.fromCenterAndSize(middle, max(across) - min(across), max(along) - min(along))
    return TerritoryView(extent, rotation) if extent.isFinite() and not extent.isEmpty() else None


def add_bookmarks(project: QgsProject) -> None:
    """Add a bookmark for the mainland and each overseas region to a project; those it has stay as they are."""
    bookmarks = project.bookmarkManager()
    existing = {bookmark.id() for bookmark in bookmarks.bookmarks()}
    for territory in (METROPOLE, *INSETS):
        id_ = f"ctd_{territory.id}"
        if id_ in existing:
            continue
        view = view_of(territory, project.crs(), project) if project.crs().isValid() else None
        bookmark = QgsBookmark()
        bookmark.setId(id_)
        bookmark.setGroup(_GROUP)
        bookmark.setName(territory_name(territory))
        # In its own CRS, it is right in every project; the turn is right in the project's CRS of today.
        bookmark.setExtent(territory.view)
        bookmark.setRotation(view.rotation if view else 0)
        bookmarks.addBookmark(bookmark)


def _turn(east: float, north: float) -> float:
    """Return the turn that makes a direction point upwards, none where it nearly does."""
    leans = -degrees(atan2(east, north))
    return 0.0 if abs(leans) <= _UPRIGHT else round(leans, 1)


def _upwards(box: QgsRectangle) -> tuple[QgsPointXY, QgsPointXY]:
    centre = box.center()
    return centre, QgsPointXY(centre.x(), centre.y() + box.height() / 100)


def _outline(box: QgsRectangle) -> list[QgsPointXY]:
    """Return points all along the sides of a box, which are curves in another CRS."""
    steps = [step / 4 for step in range(5)]
    return [
        QgsPointXY(box.xMinimum() + box.width() * x, box.yMinimum() + box.height() * y)
        for x in steps
        for y in steps
        if x in (0, 1) or y in (0, 1)
    ]
