"""Runs inside the real QGIS: editions opened, compared and closed; projects saved, begun and opened again."""

from __future__ import annotations

import shutil

from playing import FOLDER
from qgis.core import QgsProject
from qgis.utils import iface

from tests.soak.inside.steps import (
    Phase,
    Steps,
    close_panel,
    is_drawn,
    load_map,
    module,
    new_project,
    panel,
    turns,
)


def begin() -> Steps:
    yield from new_project()
    yield from load_map()
    shutil.copy(module("data.paths").GEOPACKAGE, FOLDER / "autre.gpkg")
    project = QgsProject.instance()
    assert project.write(str(FOLDER / "carte.qgz"))
    yield is_drawn


def end() -> Steps:
    yield from close_panel()
    yield from new_project()


def open_edition(number: int) -> Steps:
    """Drop an edition on the window, read it in the panel, and remove its group from the layer tree."""
    project = QgsProject.instance()
    module("gui.editions.open_edition").open_edition(iface, FOLDER / "autre.gpkg")
    yield is_drawn
    panel().show_region("76" if number % 2 else "53")
    yield from turns(2)
    editions = module("gis.project.editions")
    if number % 2:
        group = editions.edition_group(project, editions.find_layers(project))
        project.removeMapLayers(group.findLayerIds())
        group.parent().removeChildNode(group)
    else:
        module("gis.project.layers").remove_layers(project)
    yield is_drawn
    # What was said of it, as a user closes it.
    iface.messageBar().clearWidgets()


def rest() -> Steps:
    """Open it once more and remove it whole: QGIS leaves the layouts and map themes of a group that is removed."""
    yield from open_edition(0)
    yield from close_panel()


def open_project(number: int) -> Steps:
    """Begin a new project and open the saved one, with the panel on a region."""
    QgsProject.instance().setDirty(False)
    if number % 2:
        iface.newProject()
        yield is_drawn
    assert iface.addProject(str(FOLDER / "carte.qgz"))
    panel().show_region("53")
    yield is_drawn


def browse(_number: int) -> Steps:
    """Open the plugin's entry in QGIS's browser down to the platforms, and close it again."""
    model = iface.browserModel()
    (index,) = [model.index(row, 0) for row in range(model.rowCount()) if model.index(row, 0).data() == "CTD"]
    model.fetchMore(index)
    yield lambda: model.rowCount(index) > 3
    for row in range(model.rowCount(index)):
        model.fetchMore(model.index(row, 0, index))
    yield from turns(5)
    model.dataItem(index).refresh()
    yield from turns(5)


PHASES = [
    Phase("editions", 100, open_edition, 6, begin, rest, end),
    Phase("projects", 100, open_project, 6, begin, end, end),
    Phase("browser", 100, browse, 6),
]
