"""Open the edition of another year, and compare it with the bundled one."""

from __future__ import annotations

from playing import Steps
from qgis.PyQt.QtWidgets import QComboBox, QPushButton
from screen import is_open, map_is_drawn

from guided.user import BUTTONS, User, find


def steps(user: User) -> Steps:
    edition = user.folder / "ctd-2026-2027.gpkg"
    user.do_outside("make-edition", str(edition), user.words("Enquête CNIG 2026-2027", "CNIG survey 2026–2027"))
    user.begin("load-map")
    yield from user.choose("ctdLoadMap")
    yield from user.until(map_is_drawn)
    user.begin("choose-edition")
    yield from user.choose("ctdOpenEdition")
    yield from user.until(lambda: is_open("ctdOpenEditionDialog"))
    yield from user.press("ctdEditionFile")
    yield from user.name_file(edition)
    yield from user.until(lambda: find("ctdEditionOpen", QPushButton).isEnabled())
    yield from user.picture("edition-open", "ctdOpenEditionDialog")
    user.begin("open-edition")
    yield from user.press("ctdEditionOpen")
    yield from user.until(lambda: not is_open("ctdOpenEditionDialog") and map_is_drawn())
    user.begin("choose-two")
    yield from user.choose("ctdThemes", "ctdThemeCompare")
    yield from user.until(lambda: is_open("ctdCompareDialog"))
    yield from user.until(lambda: "2025" in find("ctdCompareBefore", QComboBox).currentText())
    user.begin("compare")
    yield from user.press_box("ctdCompareDialog", BUTTONS.Ok)
    yield from user.until(lambda: not is_open("ctdCompareDialog") and map_is_drawn())
    yield from user.pause(100)
    user.begin("read-changes")
    yield from user.picture("edition-changes")
