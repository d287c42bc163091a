"""Runs inside the real QGIS: what a phase is, and what several of them use."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

import qgis.utils
from playing import Steps
from qgis.core import QgsProject
from qgis.PyQt.QtGui import QAction
from qgis.PyQt.QtWidgets import QMenu, QWidget
from qgis.utils import iface

PLUGIN = "ctd_governance"


@dataclass(frozen=True)
class Phase:
    """One kind of use: `once` is done `count` times, after `warm_up` times that are not measured.

    `begin` makes what it needs, `rest` brings it to the state in which it is counted, `end` takes it away.
    """

    name: str
    count: int
    once: Callable[[int], Steps]
    warm_up: int = 10
    begin: Callable[[], Steps] = lambda: iter(())
    rest: Callable[[], Steps] = lambda: iter(())
    end: Callable[[], Steps] = lambda: iter(())


def module(name: str) -> ModuleType:
    """Return a module of the plugin as it is loaded now."""
    return importlib.import_module(f"{PLUGIN}.ctd_plugin.{name}")


def turns(count: int = 1) -> Steps:
    """Let QGIS's event loop go round so many times."""
    for _ in range(count):
        yield lambda: True


def action(name: str) -> QAction:
    return iface.mainWindow().findChild(QAction, name)


def part(kind: type, name: str, owner: QWidget | None = None) -> QWidget:
    return (owner or iface.mainWindow()).findChild(kind, name)


def panel() -> object:
    return qgis.utils.plugins[PLUGIN].panel()


def is_drawn() -> bool:
    return not iface.mapCanvas().isDrawing()


def has_map() -> bool:
    return bool(QgsProject.instance().mapLayers())


def load_map() -> Steps:
    """Load the bundled map where the project has none."""
    if not has_map():
        action("ctdLoadMap").trigger()
    yield is_drawn


def close_panel() -> Steps:
    panel().close()
    yield from turns()


def new_project() -> Steps:
    """Begin a new project, without a question about the old one."""
    QgsProject.instance().setDirty(False)
    iface.newProject()
    clear_messages()
    yield is_drawn


def clear_messages() -> None:
    """Close what the message bar says, as a user does."""
    iface.messageBar().clearWidgets()


def entries(name: str) -> dict[str, QAction]:
    """Open a menu of the plugin, and return its entries by their names."""
    menu = action(name).menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    menu.aboutToHide.emit()
    return {entry.objectName() or entry.text(): entry for entry in menu.actions()}
