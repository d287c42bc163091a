"""Print how fast the communes of France are joined and dissolved, against QGIS's own algorithms in the same run.

Run it after `tools/setup.sh data`, which brings the communes, with the Python that has QGIS.
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

RUNS = 9


def write_communes(layer: Path, survey: Path) -> int:
    """Write the communes as a layer with their region, and a survey with a row for each; return how many."""
    rows = [row for row in read_table("communes") if BLANK not in (row["departement_id"], row["geometry"])]
    frame = geopandas.GeoDataFrame(
        {
            "code_insee": [row["code"] for row in rows],
            "nom": [row["nom"] for row in rows],
            "population": [row["population_municipale"] for row in rows],
            "insee_reg": [DEPARTMENTS[department_in(row["code"])].region_code for row in rows],
        },
        geometry=shapely.from_wkb([bytes.fromhex(row["geometry"]) for row in rows]),
        crs="EPSG:4326",
    )
    frame.to_file(layer, layer="communes")
    with survey.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["code_insee", "commune", "statut", "moyens"])
        writer.writerows([row["code"], row["nom"], "CTD existant", f"{len(row['nom'])} ETP"] for row in rows)
    return len(rows)


def ratio(ours: Callable[[], object], theirs: Callable[[], object], runs: int) -> tuple[float, float, float]:
    """Return the median of ours ÷ theirs, run in turn, and the best seconds of each; the first turn warms up."""
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(runs + 1)][1:]
    return statistics.median(a / b for a, b in pairs), min(a for a, _ in pairs), min(b for _, b in pairs)


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Print one figure a line."""
    application = QgsApplication([], False)
    application.initQgis()
    Processing.initialize()
    provider = CtdProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        layer, survey, report = folder / "communes.gpkg", folder / "survey.csv", folder / "report.json"
        count = write_communes(layer, survey)

        def run(algorithm: str, **parameters: object) -> None:
            # A new file each time: a report of the last run must not be read first.
            report.unlink(missing_ok=True)
            processing.run(algorithm, {"INPUT": str(layer), "OUTPUT": str(folder / "output.gpkg"), **parameters})

        joins = ratio(
            lambda: run("ctd:joinsurvey", SURVEY=str(survey), REPORT=str(report)),
            lambda: run("native:joinattributestable", FIELD="code_insee", INPUT_2=str(survey), FIELD_2="code_insee"),
            RUNS,
        )
        dissolves = ratio(
            lambda: run("ctd:dissolveregions"), lambda: run("native:dissolve", FIELD=["insee_reg"]), RUNS // 3
        )
    for label, (median, ours, theirs) in (
        (f"{count} communes joined ÷ native:joinattributestable", joins),
        (f"{count} communes to regions ÷ native:dissolve", dissolves),
    ):
        print(f"{label:55} {median:6.2f}   ({ours:.2f} s, {theirs:.2f} s)")
    application.exitQgis()


if __name__ == "__main__":
    main()
