"""Share the survey with people without QGIS, publish it, and give it to a team."""

from __future__ import annotations

from playing import Steps
from qgis.PyQt.QtCore import QPoint
from screen import is_open, is_told, map_is_drawn

from guided.user import BUTTONS, User, find


def steps(user: User) -> Steps:
    user.begin("load-map")
    yield from user.choose("ctdLoadMap")
    yield from user.until(map_is_drawn)
    user.begin("write-page")
    yield from open_for(user, "ctdShareToPage")
    yield from user.write("ctdSharePage", str(user.folder / "ctd.html"))
    yield from user.picture("share-page", "ctdShareDialog")
    yield from user.press_box("ctdShareDialog", BUTTONS.Ok)
    yield from user.until(lambda: not is_open("ctdShareDialog") and is_told("ctd.html"))
    user.begin("publish-data")
    yield from open_for(user, "ctdShareToData")
    yield from user.write("ctdShareData", str(user.folder / "open-data"))
    yield from user.write("ctdShareContact", "sig@region.example")
    yield from user.press_box("ctdShareDialog", BUTTONS.Ok)
    yield from user.until(lambda: not is_open("ctdShareDialog") and is_told("open-data"))
    user.begin("share-with-team")
    yield from open_for(user, "ctdShareToFile")
    yield from user.write("ctdShareFile", str(user.folder / "ctd.gpkg"))
    yield from user.write("ctdShareProject", str(user.folder / "ctd.qgz"))
    yield from user.picture("share-team", "ctdShareDialog")
    yield from user.press_box("ctdShareDialog", BUTTONS.Ok)
    yield from user.until(lambda: not is_open("ctdShareDialog") and is_told("ctd.gpkg"))
    user.begin("look")
    yield from user.until(lambda: all((user.folder / name).exists() for name in ("ctd.html", "ctd.gpkg", "ctd.qgz")))


def open_for(user: User, choice: str) -> Steps:
    """Open the form and choose for whom."""
    yield from user.choose("ctdShare")
    yield from user.until(lambda: is_open("ctdShareDialog"))
    yield from user.press(choice, place=QPoint(12, find(choice).height() // 2))
