"""Runs inside the real QGIS (`qgis --code`): what a user does in a first session, with what they see kept as JSON."""

from __future__ import annotations

import importlib
import re
import sys
import time
from collections.abc import Callable
from types import ModuleType

import qgis.utils
from click_counts import count_clicks
from playing import FOLDER, Player, Steps
from qgis.core import (
    QgsApplication,
    QgsFeedback,
    QgsLocatorContext,
    QgsPointXY,
    QgsProject,
)
from qgis.gui import QgsCheckableComboBox
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QAction, QDesktopServices
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QApplication,
    QComboBox,
    QDockWidget,
    QLabel,
    QLineEdit,
    QMenu,
    QTextBrowser,
    QToolBar,
    QToolButton,
    QTreeWidget,
)
from qgis.utils import iface
from screen import BRETAGNE, open_windows, pixel_of
from window_clicks import press, use_every_window

PLUGIN = "ctd_governance"
# Not shapely: where it is installed, qgis.core itself imports it.
HEAVY = ("pandas", "geopandas", "lxml", "owslib")

results: dict = {}


def scenario() -> Steps:
    window, canvas = iface.mainWindow(), iface.mapCanvas()
    drawn: list[tuple[float, int]] = []
    canvas.mapCanvasRefreshed.connect(lambda: drawn.append((time.perf_counter(), len(canvas.layers()))))

    yield lambda: PLUGIN in qgis.utils.active_plugins and window.isVisible()
    window.resize(1500, 950)
    results["heavy_modules"] = {"at start": heavy_modules()}
    profile = QgsApplication.profiler().asText("startup")
    results["plugin_load_s"] = float(re.search(rf"{PLUGIN}: ([\d.]+)", profile)[1])
    results["interface"] = {"loaded": interface()}

    started = time.perf_counter()
    action("ctdLoadMap").trigger()
    yield lambda: any(layers for _, layers in drawn) and not canvas.isDrawing()
    results["load_map_drawn_s"] = next(at for at, layers in drawn if layers) - started
    # In steps after the drawing.
    yield lambda: len(QgsProject.instance().layoutManager().printLayouts()) == 2
    results["heavy_modules"]["with the map"] = heavy_modules()
    results["project"] = {"first": project()}
    window.grab().save(str(FOLDER / "window.png"))
    canvas.grab().save(str(FOLDER / "canvas.png"))

    drawn.clear()
    action("ctdLoadMap").trigger()
    yield lambda: bool(drawn) and not canvas.isDrawing()
    results["project"]["second"] = project()

    yield from ask_bretagne()

    # Unloaded while its tool is in use and its panel open.
    qgis.utils.unloadPlugin(PLUGIN)
    yield lambda: window.findChild(QToolBar, "ctdToolBar") is None
    results["interface"]["unloaded"] = interface()

    started = time.perf_counter()
    qgis.utils.loadPlugin(PLUGIN)
    qgis.utils.startPlugin(PLUGIN)
    results["plugin_load_again_s"] = time.perf_counter() - started
    yield lambda: action("ctdLoadMap") is not None
    results["interface"]["loaded again"] = interface()

    yield from count_clicks(results)
    yield from use_every_window(results)
    results["imported_colours"] = colours_of_canvas()
    for name in ("ctdImport", "ctdExport", "ctdShare"):
        press(name)
    yield lambda: len(plugin_windows()) == 3
    qgis.utils.unloadPlugin(PLUGIN)
    yield lambda: window.findChild(QToolBar, "ctdToolBar") is None
    results["windows_unloaded"] = plugin_windows()


def plugin_windows() -> list[str]:
    return sorted(widget.objectName() for widget in open_windows() if widget.objectName().startswith("ctd"))


def ask_bretagne() -> Steps:
    """Click the region, read the panel and follow a link of it."""
    canvas = iface.mapCanvas()
    opened: list[str] = []
    QDesktopServices.openUrl = lambda url: opened.append(url.toString()) or True
    action("ctdRegionTool").trigger()
    click(BRETAGNE)
    dock = iface.mainWindow().findChild(QDockWidget, "ctdDock")
    yield lambda: dock.isVisible() and not canvas.isDrawing()
    # The first click imports what the panel needs; those of a meeting are the next ones.
    started = time.perf_counter()
    click(BRETAGNE)
    results["click_s"] = time.perf_counter() - started
    yield lambda: not canvas.isDrawing()
    page = dock.findChild(QTextBrowser, "ctdPage")
    page.anchorClicked.emit(QUrl("geobretagne.fr"))
    results["panel"] = {
        "name": dock.findChild(QLabel, "ctdRegionName").text(),
        "status": dock.findChild(QLabel, "ctdStatusChip").text(),
        "text": page.toPlainText(),
        "opened": list(opened),
        "checked": [action(name).isChecked() for name in ("ctdRegionTool", "ctdPanel")],
    }
    iface.mainWindow().grab().save(str(FOLDER / "panel.png"))
    yield from find_feder()
    measure_panel()
    yield from search_catalogues()


def find_feder() -> Steps:
    """Look for a word in all answers, and see the map narrowed with the list."""
    canvas = iface.mapCanvas()
    action("ctdFind").trigger()
    box = iface.mainWindow().findChild(QLineEdit, "ctdFindBox")
    yield box.isVisible
    items = len(canvas.scene().items())
    box.setText("FEDER")
    yield lambda: len(canvas.scene().items()) > items
    found = iface.mainWindow().findChild(QTreeWidget, "ctdFindList")
    results["find"] = {
        "count": iface.mainWindow().findChild(QLabel, "ctdFindCount").text(),
        "regions": [found.topLevelItem(row).text(0) for row in range(found.topLevelItemCount())],
    }
    # The scroll bar that the list has got takes from its width, and entries are laid out anew.
    turns = iter(range(3))
    yield lambda: next(turns, None) is None
    iface.mainWindow().grab().save(str(FOLDER / "find.png"))
    box.clear()


def measure_panel() -> None:
    """Time what a user waits for in a meeting, each once it is no longer the first."""
    panel = qgis.utils.plugins[PLUGIN].panel()
    box = iface.mainWindow().findChild(QLineEdit, "ctdFindBox")
    results["find_key_s"] = max(timed(lambda words=words: box.setText(words)) for words in ("données", "prodige"))
    box.clear()
    results["region_change_s"] = max(
        timed(lambda code=code: panel.show_region(code)) for code in module("regions").REGION_NAMES
    )
    locator = module("gui.navigation.locator").CtdLocatorFilter(lambda code: None)
    context, feedback = QgsLocatorContext(), QgsFeedback()
    locator.prepare("d", context)
    results["locator_s"] = max(
        timed(lambda words=words: locator.fetchResults(words, context, feedback)) for words in ("d", "PCRS", "bretagne")
    )


def search_catalogues() -> Steps:
    """Search a catalogue that answers and one that is not there, and see both told."""
    action("ctdSearch").trigger()
    box = iface.mainWindow().findChild(QLineEdit, "ctdSearchBox")
    yield box.isVisible
    # The national catalogue, which other regions would ask, is no server of this machine.
    where = iface.mainWindow().findChild(QComboBox, "ctdSearchWhere")
    where.setCurrentIndex(where.findData("chosen"))
    regions = iface.mainWindow().findChild(QgsCheckableComboBox, "ctdSearchRegions")
    regions.setCheckedItems([regions.itemText(regions.findData(code)) for code in ("53", "94")])
    box.setText("eau")
    QTest.keyClick(box, Qt.Key.Key_Return)
    found = iface.mainWindow().findChild(QTreeWidget, "ctdSearchResults")
    states = iface.mainWindow().findChild(QToolButton, "ctdSearchStatesHead")
    # Corsica's is named in the list, too.
    yield lambda: found.topLevelItemCount() == 2 and "1 sur 2" in states.text()
    results["search"] = {
        "states": states.text(),
        "region": found.topLevelItem(0).text(0),
        "records": [found.topLevelItem(0).child(row).text(0) for row in range(found.topLevelItem(0).childCount())],
        "silent": [found.topLevelItem(1).text(0), found.topLevelItem(1).child(0).text(0)],
    }
    iface.mainWindow().grab().save(str(FOLDER / "search.png"))


def module(name: str) -> ModuleType:
    return importlib.import_module(f"{PLUGIN}.ctd_plugin.{name}")


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    QApplication.processEvents()
    return time.perf_counter() - started


def click(place: QgsPointXY) -> None:
    viewport = iface.mapCanvas().viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, pixel_of(place))


def heavy_modules() -> list[str]:
    return [name for name in HEAVY if name in sys.modules]


def action(name: str) -> QAction | None:
    return iface.mainWindow().findChild(QAction, name)


def interface() -> dict:
    toolbar = iface.mainWindow().findChild(QToolBar, "ctdToolBar")
    provider = QgsApplication.processingRegistry().providerById("ctd")
    menu = next((entry for entry in iface.pluginMenu().actions() if entry.text() == "CTD"), None)
    return {
        "toolbar": texts(toolbar) if toolbar else None,
        "menu": texts(menu.menu()) if menu else None,
        "icons": all(not entry.icon().isNull() for entry in menu.menu().actions() if entry.text()) if menu else None,
        "actions": sorted(
            entry.objectName()
            for entry in iface.mainWindow().findChildren(QAction)
            if entry.objectName().startswith("ctd")
        ),
        "algorithms": sorted(algorithm.id() for algorithm in provider.algorithms()) if provider else None,
    }


def texts(bar: QMenu | QToolBar) -> list[str]:
    """Return the texts of a bar's actions; that of a separator is empty."""
    return [entry.text() for entry in bar.actions()]


def project() -> dict:
    current = QgsProject.instance()
    model = iface.layerTreeView().layerTreeModel()
    layers = [node.layer() for node in current.layerTreeRoot().findLayers()]
    return {
        "layers": {layer.name(): layer.featureCount() for layer in layers},
        "layer_count": len(current.mapLayers()),
        "valid": all(layer.isValid() for layer in layers),
        "sources": sorted({layer.source().split("|")[0] for layer in layers}),
        "legend": [
            node.data(Qt.ItemDataRole.DisplayRole)
            for layer in layers
            if layer.isSpatial()
            for node in model.layerLegendNodes(current.layerTreeRoot().findLayer(layer.id()))
        ],
        "groups": [group.name() for group in current.layerTreeRoot().findGroups(recursive=True)],
        "layouts": sorted(layout.name() for layout in current.layoutManager().printLayouts()),
        "map_themes": current.mapThemeCollection().mapThemes(),
        "relations": sorted(current.relationManager().relations()),
        "crs": current.crs().authid(),
        "colours": colours_of_canvas(),
        "messages": [item.text() for item in iface.messageBar().items()],
    }


def colours_of_canvas() -> list[str]:
    """Return the colours that fill the drawn map, the most frequent first."""
    image = iface.mapCanvas().grab().toImage()
    counts: dict[str, int] = {}
    for y in range(0, image.height(), 4):
        for x in range(0, image.width(), 4):
            name = image.pixelColor(x, y).name().upper()
            counts[name] = counts.get(name, 0) + 1
    return sorted(counts, key=lambda name: -counts[name])[:10]


player = Player(scenario(), results)
