"""Print how fast the communes of France are joined and dissolved, ÷ QGIS's own algorithms in the same run.

By the clock and by the processor, for a tenth, a third and all of them: `tools/bench/boundaries.py [COMMUNES …]`. Ours
and theirs come in turn, so that whatever else the machine does slows down both. Run it after `tools/setup.sh data`,
which brings the communes, with the Python that has QGIS.
"""

from __future__ import annotations

import csv
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script finds only its own folder
sys.path.append("/usr/share/qgis/python/plugins")

import geopandas
import processing
import shapely
from processing.core.Processing import Processing
from qgis.core import QgsApplication

from ctd_plugin.algorithms.provider import CtdProvider
from ctd_plugin.data.places.departments import DEPARTMENTS, department_in
from tools.build_boundaries import BLANK, read_table

RUNS = 5
SIZES = (3_500, 10_000, 34_867)


def communes() -> geopandas.GeoDataFrame:
    """Return the communes with their region."""
    rows = [row for row in read_table("communes") if BLANK not in (row["departement_id"], row["geometry"])]
    columns = {
        "code_insee": [row["code"] for row in rows],
        "nom": [row["nom"] for row in rows],
        "population": [row["population_municipale"] for row in rows],
        "insee_reg": [DEPARTMENTS[department_in(row["code"])].region_code for row in rows],
    }
    shapes = shapely.from_wkb([bytes.fromhex(row["geometry"]) for row in rows])
    return geopandas.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326").sort_values("code_insee")


def write_survey(frame: geopandas.GeoDataFrame, survey: Path) -> None:
    """Write a survey with a row for each commune."""
    with survey.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["code_insee", "commune", "statut", "moyens"])
        named = zip(frame.code_insee, frame.nom, strict=True)
        writer.writerows([code, name, "CTD existant", f"{len(name)} ETP"] for code, name in named)


def compared(ours: Callable[[], object], theirs: Callable[[], object]) -> str:
    """Run both in turn; return the medians of ours ÷ theirs and the best seconds of each. The first turn warms up."""
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(RUNS + 1)][1:]
    figures = []
    for measure, name in enumerate(("wall", "CPU")):
        ratio = statistics.median(a[measure] / b[measure] for a, b in pairs)
        best = [min(pair[side][measure] for pair in pairs) for side in (0, 1)]
        figures.append(f"{name} {ratio:5.2f} ({best[0]:.2f} s, {best[1]:.2f} s)")
    return "   ".join(figures)


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Return those of the clock, and those of the processor, of all threads."""
    started = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started[0], time.process_time() - started[1]


def compare(whole: geopandas.GeoDataFrame, size: int, folder: Path) -> None:
    """Print a line on joining and one on dissolving so many communes."""
    layer, survey, report = folder / "communes.gpkg", folder / "survey.csv", folder / "report.json"
    frame = whole.iloc[:size]
    frame.to_file(layer, layer="communes")
    write_survey(frame, survey)

    def run(algorithm: str, **parameters: object) -> None:
        # A new file each time: a report of the last run must not be read first.
        report.unlink(missing_ok=True)
        processing.run(algorithm, {"INPUT": str(layer), "OUTPUT": str(folder / "output.gpkg"), **parameters})

    joins = compared(
        lambda: run("ctd:joinsurvey", SURVEY=str(survey), REPORT=str(report)),
        lambda: run("native:joinattributestable", FIELD="code_insee", INPUT_2=str(survey), FIELD_2="code_insee"),
    )
    dissolves = compared(lambda: run("ctd:dissolveregions"), lambda: run("native:dissolve", FIELD=["insee_reg"]))
    print(f"{f'{len(frame)} communes joined ÷ native:joinattributestable':55} {joins}")
    print(f"{f'{len(frame)} communes to regions ÷ native:dissolve':55} {dissolves}", flush=True)


def main(sizes: tuple[int, ...]) -> None:
    application = QgsApplication([], False)
    application.initQgis()
    Processing.initialize()
    provider = CtdProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    whole = communes()
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            compare(whole, size, Path(name))
    application.exitQgis()


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
