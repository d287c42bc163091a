"""Print what the meeting pack costs, and its parts, ÷ QGIS's own exporter on the layouts of its maps in the same run.

Seconds are those of the processor, in all threads, without the start of QGIS. The exporter writes finished layouts as
PDF and PNG and does nothing else.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script finds only its own folder
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import Qgis, QgsApplication, QgsLayoutExporter

from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.gis.layout.layout import lay_out
from ctd_plugin.gis.map_project import edition_in_project
from ctd_plugin.gis.pack.pack import Pack, PackStep
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.gis.themes import THEMES
from ctd_plugin.i18n import language

RUNS = 4
"""The first one warms up, as the pack is measured where the map is loaded already."""
PARTS = {"ctd-page": "page", "ctd-slides": "slides", "ctd-atlas": "atlas", "ctd-regions": "tables", "ctd-data": "data"}
MAPS = "maps"


@dataclass(frozen=True)
class TimedPack(Pack):
    """A pack that notes the seconds of its steps: of each map, and of the other parts."""

    parts_taken: Counter[str] = field(default_factory=Counter)
    maps_taken: list[float] = field(default_factory=list)

    def _steps(self, *shared: Any) -> Iterator[PackStep]:
        yield from (replace(step, write=self._timed(step)) for step in super()._steps(*shared))

    def _timed(self, step: PackStep) -> Callable[..., None]:
        def write(*arguments: Any) -> None:
            seconds = seconds_of(lambda: step.write(*arguments))
            part = PARTS.get(step.entry.files[0].partition(".")[0], MAPS)
            self.parts_taken[part] += seconds
            if part == MAPS:
                self.maps_taken.append(seconds)

        return write


def seconds_of(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def bare_exports(folder: Path) -> float:
    """Return the seconds of QGIS's exporter on all maps of the pack."""
    pdf, png = QgsLayoutExporter.PdfExportSettings(), QgsLayoutExporter.ImageExportSettings()
    pdf.dpi, pdf.forceVectorOutput, pdf.textRenderFormat = 300, True, Qgis.TextRenderFormat.AlwaysText
    png.dpi, png.generateWorldFile = 200, False
    taken = 0.0
    with edition_in_project(GEOPACKAGE, "fr") as layers, language("fr"):
        project = layers.regions.project()
        for theme in THEMES.values():
            if theme.of_survey and theme.is_offered(layers):
                layout = lay_out(project, layers, theme, PAGES["A4"])
                exporter = QgsLayoutExporter(layout)
                taken += seconds_of(lambda one=exporter: one.exportToPdf(str(folder / "map.pdf"), pdf))
                taken += seconds_of(lambda one=exporter: one.exportToImage(str(folder / "map.png"), png))
    return taken


def run(folder: Path) -> tuple[float, float, float, TimedPack]:
    """Return the seconds of a pack, of the bare exports, those of the clock for the pack, and the pack."""
    pack = TimedPack(GEOPACKAGE)
    started = time.perf_counter()
    ours, wall = seconds_of(lambda: pack.write(folder)), time.perf_counter() - started
    return ours, bare_exports(folder), wall, pack


def show(name: str, figure: str) -> None:
    print(f"{name:55} {figure}")


def main() -> None:
    """Print one figure a line."""
    application = QgsApplication([], True)
    application.initQgis()
    with tempfile.TemporaryDirectory() as name:
        runs = [run(Path(name)) for _ in range(RUNS)][1:]
    ours, bare, wall, pack = sorted(runs, key=lambda one: one[0] / one[1])[len(runs) // 2]
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    show("meeting pack, A4 ÷ bare exports of its maps", f"{ours / bare:6.2f}   ({ours:.2f} s, {bare:.2f} s)")
    show("  by the clock: seconds", f"{wall:6.2f}")
    parts = "  ".join(f"{part} {seconds / bare:.2f}" for part, seconds in pack.parts_taken.most_common())
    show("  its parts ÷ the same", parts)
    counts = (1, 2, 4, len(pack.maps_taken))
    grown = "  ".join(f"{sum(pack.maps_taken[:count]):.2f}" for count in counts)
    show(f"  maps of {', '.join(map(str, counts))} themes: seconds", grown)
    show("  at the peak", f"{megabytes:6.0f} MB")
    application.exitQgis()


if __name__ == "__main__":
    main()
