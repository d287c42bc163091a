"""Print what a user waits for, as measured on this machine: `make bench`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 3

# Each prints its seconds; the best of a few runs is what the code costs, the rest is the machine's.
BUILD = """
import time; started = time.perf_counter()
import pathlib, tempfile
from ctd_plugin.data.pipeline import build_geopackage
with tempfile.TemporaryDirectory() as folder:
    build_geopackage(pathlib.Path(folder) / "ctd.gpkg")
print(time.perf_counter() - started)
"""
EXPORT = """
import pathlib, tempfile, time
from qgis.core import QgsApplication
application = QgsApplication([], True)
application.initQgis()
from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.gis.export import export_map
with tempfile.TemporaryDirectory() as folder:
    started = time.perf_counter()
    export_map(GEOPACKAGE, pathlib.Path(folder) / "map.pdf", map_language="fr")
    print(time.perf_counter() - started)
application.exitQgis()
"""

# Our whole export against QGIS's own exporter on a finished layout, each drawn for the first time, in turn and in one
# process.
RATIO = """
import pathlib, statistics, tempfile, time
from qgis.core import Qgis, QgsApplication, QgsLayoutExporter
application = QgsApplication([], True)
application.initQgis()
from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.gis.choices import ThemeId
from ctd_plugin.gis.export import export_map
from ctd_plugin.gis.layers import load_layers
from ctd_plugin.gis.layouts import add_layout
from ctd_plugin.gis.pages import PAGES
from ctd_plugin.gis.project import scratch_project
from ctd_plugin.gis.themes import THEMES, apply_theme
from ctd_plugin.i18n import language

settings = QgsLayoutExporter.PdfExportSettings()
settings.dpi, settings.forceVectorOutput = 300, True
settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText

def ours(target):
    started = time.perf_counter()
    export_map(GEOPACKAGE, target, theme=ThemeId.BUDGET, page="A3", map_language="fr")
    return time.perf_counter() - started

def bare(target):
    with scratch_project() as project, language("fr"):
        layers = load_layers(project, GEOPACKAGE)
        apply_theme(project, layers, THEMES[ThemeId.BUDGET])
        layout = add_layout(project, layers, THEMES[ThemeId.BUDGET], PAGES["A3"])
        started = time.perf_counter()
        QgsLayoutExporter(layout).exportToPdf(str(target), settings)
        return time.perf_counter() - started

with tempfile.TemporaryDirectory() as folder:
    target = pathlib.Path(folder) / "map.pdf"
    ours(target), bare(target)
    print(statistics.median(ours(target) / bare(target) for _ in range(9)))
application.exitQgis()
"""
PACK = """
import pathlib, resource, tempfile, time
from qgis.core import QgsApplication
application = QgsApplication([], True)
application.initQgis()
from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.gis.pack import Pack
with tempfile.TemporaryDirectory() as folder:
    started = time.perf_counter()
    Pack(GEOPACKAGE).write(pathlib.Path(folder))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, time.perf_counter() - started)
application.exitQgis()
"""

# Thirty catalogues in a process of their own, asked by a process with windows, whose event loop a timer watches.
SEARCH = """
import sys, time
sys.path.insert(0, ".")
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QEventLoop, QTimer, Qt
application = QgsApplication([], True)
application.initQgis()
from ctd_plugin.gis.searching import CatalogueSearch
from tests.peers.faults import serving_apart
from tests.peers.portal import catalogue, packages, reply

delays = {f"c{number}": 0.2 + 1.8 * number / 29 for number in range(30)}
servers = [{f"/{name}/": reply(packages(name, 20), 200, delay=delay)} for name, delay in delays.items()]
gaps, shown, ticks = [], [], []

def tick():
    ticks.append(time.perf_counter())

def show(_identifier):
    if search.results():
        shown.append(time.perf_counter())

if __name__ == "__main__":
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    loop = QEventLoop()
    with serving_apart(*servers) as addresses:
        search = CatalogueSearch([*map(catalogue, delays, addresses)], "eau", seconds=10)
        search.changed.connect(show)
        search.finished.connect(loop.quit)
        timer.start(2)
        QTimer.singleShot(200, search.start)
        QTimer.singleShot(200, lambda: ticks.append(-time.perf_counter()))
        loop.exec()
        ended = time.perf_counter()
    started = -min(ticks)
    gap = max(two - one for one, two in zip(ticks, ticks[1:]) if one > 0 and two > 0)
    assert len(search.results()) == 600, search.states
    wall = ended - started
    print(wall / sum(delays.values()), wall - max(delays.values()), shown[0] - started - min(delays.values()), gap)
    application.exitQgis()
"""


def main() -> None:
    """Print one figure a line."""
    session = [real_session() for _ in range(RUNS)]
    figures = {
        "plugin's first load, in QGIS's own profile": min(run["plugin_load_s"] for run in session),
        "its later loads, once Python has compiled it": min(run["plugin_load_again_s"] for run in session),
        "ctdLoadMap to a drawn canvas": min(run["load_map_drawn_s"] for run in session),
        "another region in the open panel, the slowest": min(run["region_change_s"] for run in session),
        "a word in the answers of all regions": min(run["find_key_s"] for run in session),
        "results of the locator": min(run["locator_s"] for run in session),
        "A4 map to PDF inside a running QGIS": min(seconds(EXPORT) for _ in range(RUNS)),
        "ctd.gpkg from the raw parts, with imports": min(seconds(BUILD) for _ in range(RUNS)),
    }
    for name, figure in figures.items():
        print(f"{name:45} {figure:6.3f} s")
    print(f"{'A3 map to PDF ÷ bare QgsLayoutExporter':45} {printed(RATIO)[-1]:6.2f}")
    ratio, late, first, gap = printed(SEARCH)
    print(f"{'30 catalogues: all answers ÷ one after another':45} {ratio:6.2f}")
    print(f"{'  last results after the slowest answer':45} {late:6.3f} s")
    print(f"{'  first results after the first answer':45} {first:6.3f} s")
    print(f"{'  longest that windows had to wait':45} {gap * 1000:6.0f} ms")
    memory, pack = printed(PACK)[-2:]
    print(f"{'meeting pack, A4':45} {pack:6.1f} s, {memory:.0f} MB at the peak")


def real_session() -> dict[str, float]:
    """Run the end-to-end test and return what it measured."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:pytest_qgis", "tests/e2e"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return json.loads((ROOT / "build" / "e2e" / "results.json").read_text(encoding="utf-8"))


def seconds(code: str) -> float:
    """Run code in a Python of its own and return the number that it prints last."""
    return printed(code)[-1]


def printed(code: str) -> list[float]:
    """Run code in a Python of its own and return the numbers of its last line."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    return [float(number) for number in run.stdout.strip().splitlines()[-1].split()]


if __name__ == "__main__":
    main()
