"""Load and read the map."""

from __future__ import annotations

from playing import Steps
from qgis.core import QgsPointXY
from screen import map_is_drawn, pixel_of

from guided.user import User

OCCITANIE = QgsPointXY(2.9, 43.3)


def steps(user: User) -> Steps:
    user.begin("load-map")
    yield from user.choose("ctdLoadMap")
    yield from user.until(map_is_drawn)
    user.begin("read-legend")
    yield from user.pause()
    user.begin("map-tip")
    yield from user.hover_map(pixel_of(OCCITANIE))
    yield from user.picture("map")
    yield from user.leave_map()
    user.begin("change-theme")
    yield from user.choose("ctdThemes", "ctdTheme_budget")
    yield from user.until(map_is_drawn)
    yield from user.resize("Layers", 390)
    yield from user.picture("map-budget")
    user.begin("zoom-territory")
    yield from user.choose("ctdTerritories", "ctdTerritory_guadeloupe")
    yield from user.until(map_is_drawn)
    yield from user.choose("ctdTerritories", "ctdTerritory_metropole")
    yield from user.until(map_is_drawn)
