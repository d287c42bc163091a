"""Ask a region: its figures with their quotes, its platforms, and a word in the answers of all regions."""

from __future__ import annotations

from playing import Steps
from qgis.PyQt.QtCore import QPoint
from qgis.PyQt.QtWidgets import QLabel, QTextBrowser, QTreeWidget
from screen import BRETAGNE, map_is_drawn, pixel_of

from guided.user import User, find, is_shown


def steps(user: User) -> Steps:
    user.begin("load-map")
    yield from user.choose("ctdLoadMap")
    yield from user.until(map_is_drawn)
    user.begin("identify")
    yield from user.choose("ctdRegionTool")
    yield from user.click_map(pixel_of(BRETAGNE))
    yield from user.until(lambda: find("ctdRegionName", QLabel).text() == "Bretagne" and map_is_drawn())
    yield from user.resize("ctdDock", 390)
    yield from user.leave_map()
    yield from user.picture("panel")
    user.begin("read-figures")
    yield from user.follow("ctdPage", "Sources")
    yield from user.until(
        lambda: "GeoBretagne = 3 ETP" in find("ctdPage", QTextBrowser).toPlainText().split("Sources")[-1]
    )
    user.begin("open-platform")
    user.opened.clear()
    yield from user.press("ctdPlatform0", place=QPoint(12, find("ctdPlatform0").height() // 2))
    yield from user.until(lambda: user.opened == ["https://geobretagne.fr/"])
    user.begin("find-word")
    yield from user.choose("ctdFind")
    yield from user.until(lambda: is_shown("ctdFindBox"))
    yield from user.write("ctdFindBox", "FEDER")
    yield from user.until(lambda: find("ctdFindList", QTreeWidget).topLevelItemCount() == 7 and map_is_drawn())
    user.begin("open-passage")
    yield from user.click_row("ctdFindList", 0, 1)
    yield from user.picture("answers")
    yield from user.click_row("ctdFindList", 0, 1, twice=True)
    yield from user.until(lambda: is_shown("ctdBack") and map_is_drawn())
    user.begin("go-back")
    yield from user.press("ctdBack")
    yield from user.until(lambda: is_shown("ctdFindList"))
