"""Runs inside the real QGIS: the plugin loaded and unloaded, as the plugin manager does, idle and in full use."""

from __future__ import annotations

import qgis.utils
from qgis.PyQt.QtWidgets import QLineEdit, QPushButton, QToolBar
from screen import is_open

from tests.soak.inside.steps import PLUGIN, Phase, Steps, action, load_map, new_project, panel, part, turns


def load_again(_number: int) -> Steps:
    yield from unload()
    yield from load()


def unload() -> Steps:
    assert qgis.utils.unloadPlugin(PLUGIN)
    yield lambda: part(QToolBar, "ctdToolBar") is None


def load() -> Steps:
    assert qgis.utils.loadPlugin(PLUGIN)
    assert qgis.utils.startPlugin(PLUGIN)
    yield lambda: action("ctdLoadMap") is not None


def load_again_in_use(number: int) -> Steps:
    """Unload it with the map loaded, its tool active, all tabs made, a search going on and windows open."""
    yield from load_map()
    action("ctdRegionTool").trigger()
    panel().show_region("53")
    panel().show_answers()
    part(QLineEdit, "ctdFindBox").setText("FEDER")
    panel().show_catalogues()
    part(QLineEdit, "ctdSearchBox").setText("eau")
    part(QPushButton, "ctdSearchButton").click()
    for name in ("ctdImport", "ctdExport", "ctdCampaign"):
        action(name).trigger()
    yield lambda: is_open("ctdImport")
    yield from turns(number % 7)
    yield from load_again(number)
    if number % 2:
        # The next one finds the map there.
        yield from new_project()


PHASES = [
    Phase("loads", 1000, load_again),
    Phase("loads in use", 100, load_again_in_use, begin=new_project, rest=new_project),
]
