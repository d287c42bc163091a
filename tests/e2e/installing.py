"""Runs inside the real QGIS: the plugin is installed, upgraded and removed as the plugin manager does it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pyplugin_installer
import qgis.utils
from playing import FOLDER, Player, Steps
from qgis.core import QgsApplication, QgsProject, QgsSettings
from qgis.PyQt.QtGui import QAction
from qgis.PyQt.QtWidgets import QToolBar
from qgis.utils import iface
from screen import map_is_drawn

PLUGIN = "ctd_governance"
PROFILE = Path(QgsApplication.qgisSettingsDirPath())
HOME = PROFILE / "python" / "plugins" / PLUGIN

results: dict = {}


def scenario() -> Steps:
    window, installer = iface.mainWindow(), pyplugin_installer.instance()
    yield window.isVisible
    results["before"] = state()

    installer.installFromZipFile(str(FOLDER / "former.zip"))
    results["installed"] = state()
    action("ctdLoadMap").trigger()
    yield map_is_drawn
    for name in ("ctdPanel", "ctdExport", "ctdImport"):
        action(name).trigger()
    results["in use"] = state()

    former = modules()
    # Over one that is loaded, with its map, its panel and two of its windows open.
    installer.installFromZipFile(str(FOLDER / "plugin.zip"))
    yield map_is_drawn
    results["upgraded"] = state()
    results["stale modules"] = [name for name, module in modules().items() if former.get(name) is module]
    action("ctdLoadMap").trigger()
    yield map_is_drawn
    results["in use again"] = state()

    installer.uninstallPlugin(PLUGIN, quiet=True)
    yield lambda: window.findChild(QToolBar, "ctdToolBar") is None
    results["removed"] = state()


def action(name: str) -> QAction:
    return iface.mainWindow().findChild(QAction, name)


def state() -> dict:
    """Return what QGIS knows of the plugin, what lies in the profile, and the map."""
    # Its manager looks for plugins again when it is opened.
    qgis.utils.updateAvailablePlugins()
    settings, layers = QgsSettings(), QgsProject.instance().mapLayers().values()
    toolbars = [bar.objectName() for bar in iface.mainWindow().findChildren(QToolBar)]
    return {
        "version": qgis.utils.pluginMetadata(PLUGIN, "version") if PLUGIN in qgis.utils.available_plugins else None,
        "loaded": PLUGIN in qgis.utils.plugins,
        "active": PLUGIN in qgis.utils.active_plugins,
        "enabled": settings.value(f"PythonPlugins/{PLUGIN}", None, type=bool) if PLUGIN in enabled(settings) else None,
        "toolbars": toolbars.count("ctdToolBar"),
        "files": sorted(path.relative_to(HOME).as_posix() for path in HOME.rglob("*") if is_own(path)),
        "profile": sorted({top(path) for path in PROFILE.rglob("*") if "ctd" in str(path.relative_to(PROFILE))}),
        "open": sorted(open_files()),
        "layers": [layer.isValid() for layer in layers],
    }


def modules() -> dict[str, ModuleType]:
    return {name: module for name, module in sys.modules.items() if name.partition(".")[0] == PLUGIN}


def enabled(settings: QgsSettings) -> list[str]:
    settings.beginGroup("PythonPlugins")
    names = settings.childKeys()
    settings.endGroup()
    return names


def is_own(path: Path) -> bool:
    """Whether a file comes from the zip: Python adds what it compiles."""
    return path.is_file() and path.suffix != ".pyc"


def top(path: Path) -> str:
    """Return the first part of a path below the profile, down to the folder or file that is named after the plugin."""
    parts = path.relative_to(PROFILE).parts
    return "/".join(parts[: next(place for place, part in enumerate(parts, 1) if "ctd" in part)])


def open_files() -> Iterator[str]:
    """Yield the plugin's files that QGIS holds open: on Windows they could be neither replaced nor removed."""
    for handle in Path("/proc/self/fd").iterdir():
        try:
            target = handle.readlink()
        except OSError:
            continue
        if target.is_relative_to(HOME):
            yield str(target)


player = Player(scenario(), results)
