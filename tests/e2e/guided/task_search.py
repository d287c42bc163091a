"""Search the catalogue of a region, and add a layer of it to the map."""

from __future__ import annotations

import os

from playing import Steps
from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtWidgets import QAbstractButton, QTreeWidget
from screen import BRETAGNE, map_is_drawn, pixel_of

from guided.user import User, find, is_shown


def steps(user: User) -> Steps:
    # Catalogues of this machine in place of those of the regions.
    QgsSettings().setValue("ctd/platforms_file", os.environ["CTD_E2E_PLATFORMS"])
    user.begin("choose-region")
    yield from user.choose("ctdLoadMap")
    yield from user.until(map_is_drawn)
    yield from user.choose("ctdRegionTool")
    yield from user.click_map(pixel_of(BRETAGNE))
    yield from user.until(lambda: is_shown("ctdRegionName"))
    user.begin("ask")
    yield from user.choose("ctdSearch")
    yield from user.until(lambda: is_shown("ctdSearchBox"))
    yield from user.resize("ctdDock", 390)
    yield from user.write("ctdSearchBox", "eau")
    yield from user.press("ctdSearchButton")
    yield from user.until(lambda: _records() > 0)
    user.begin("read-result")
    yield from user.click_row("ctdSearchResults", 0, 0)
    yield from user.until(lambda: find("ctdResultAddButton", QAbstractButton).isEnabled())
    yield from user.leave_map()
    yield from user.picture("search")
    user.begin("add-layer")
    before = len(QgsProject.instance().mapLayers())
    yield from user.press("ctdResultAddButton")
    yield from user.until(lambda: len(QgsProject.instance().mapLayers()) == before + 1 and map_is_drawn())
    user.begin("read-states")
    yield from user.press("ctdSearchStatesHead")
    yield from user.until(lambda: is_shown("ctdSearchStates"))
    QgsSettings().remove("ctd/platforms_file")


def _records() -> int:
    found = find("ctdSearchResults", QTreeWidget)
    return found.topLevelItem(0).childCount() if found.topLevelItemCount() else 0
