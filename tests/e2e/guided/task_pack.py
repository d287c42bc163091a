"""Make the meeting pack."""

from __future__ import annotations

from playing import Steps
from qgis.PyQt.QtCore import QUrl
from screen import is_open, is_told, map_is_drawn

from guided.user import BUTTONS, User


def steps(user: User) -> Steps:
    user.begin("load-map")
    yield from user.choose("ctdLoadMap")
    yield from user.until(map_is_drawn)
    user.begin("open-form")
    yield from user.choose("ctdPack")
    yield from user.until(lambda: is_open("ctdPackDialog"))
    user.begin("choose-folder")
    folder = user.folder / user.words("Réunion du 12 mars", "Meeting of 12 March")
    yield from user.write("ctdPackFolder", str(folder))
    user.begin("choose-parts")
    yield from user.picture("pack-form", "ctdPackDialog")
    user.begin("write-pack")
    yield from user.press_box("ctdPackDialog", BUTTONS.Save)
    yield from user.until(lambda: not is_open("ctdPackDialog") and is_told(folder.name))
    yield from user.picture("pack-written", messages=True)
    user.begin("open-index")
    user.opened.clear()
    yield from user.press("ctdOpenWritten")
    yield from user.until(lambda: user.opened == [QUrl.fromLocalFile(str(folder / "index.html")).toString()])
