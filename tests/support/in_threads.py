"""Algorithms run in the background of a QGIS of its own: a crash there does not end the tests.

`run_in_threads` starts this module as a program, which runs one algorithm several times and prints the outcomes.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

if __name__ == "__main__":
    sys.path.append("/usr/share/qgis/python/plugins")

from processing.core.Processing import Processing
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt

from ctd_plugin.algorithms.provider import CtdProvider
from tests.support.paths import ROOT

UNWANTED = ("geopandas", "pandas", "pyogrio", "pyproj")
RUNS = 5
"""In one thread: pyproj crashes when it comes to the second."""


def run_in_threads(algorithm: str, parameters: dict, folder: Path, cancel_at: float) -> dict:
    """Return the outcomes of ten runs (`runs`), of a cancelled one, and the unwanted modules that the first imported.

    INPUT is a file; outputs are written in the folder, in which this QGIS has its profile too.
    """
    order = json.dumps([algorithm, parameters, str(folder), cancel_at])
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.in_threads", order],
        cwd=ROOT,
        env={**os.environ, "QGIS_CUSTOM_CONFIG_PATH": str(folder / "profile")},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


class Feedback(QgsProcessingFeedback):
    """Keeps the warnings of a run, and in which thread it made progress; may hold the run until it is cancelled."""

    def __init__(self, cancel_at: float) -> None:
        super().__init__(False)
        self.warnings: list[str] = []
        self.threads: set[int] = set()
        self.is_there, self.may_go_on = threading.Event(), threading.Event()
        self._cancel_at = cancel_at
        self.progressChanged.connect(self._reach, Qt.ConnectionType.DirectConnection)

    def pushWarning(self, text: str) -> None:  # noqa: N802
        self.threads.add(threading.get_ident())
        self.warnings.append(text)

    def _reach(self, percent: float) -> None:
        self.threads.add(threading.get_ident())
        if percent >= self._cancel_at:
            self.is_there.set()
            self.may_go_on.wait(30)


def in_background(algorithm: str, parameters: dict, feedback: Feedback) -> bool:
    """Run an algorithm as the Processing window does; cancel it, as its user does, where the feedback waits for it."""
    outcomes: list[bool] = []
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    task = QgsProcessingAlgRunnerTask(
        QgsApplication.processingRegistry().algorithmById(algorithm), parameters, context, feedback
    )
    task.executed.connect(lambda succeeded, _results: outcomes.append(succeeded))
    QgsApplication.taskManager().addTask(task)
    while not outcomes:
        QgsApplication.processEvents()
        if feedback.is_there.is_set() and not feedback.may_go_on.is_set():
            task.cancel()
            feedback.may_go_on.set()
    return outcomes[0]


def rows(path: Path | str) -> list[list]:
    """Return the attributes of a layer in a file and its shapes as WKT."""
    layer = QgsVectorLayer(str(path), "regions", "ogr")
    return [[str(value) for value in row.attributes()] + [row.geometry().asWkt()] for row in layer.getFeatures()]


def main(algorithm: str, parameters: dict, folder: str, cancel_at: float) -> None:
    """Print the outcomes as JSON."""
    application = QgsApplication([], True)
    application.initQgis()
    Processing.initialize()
    provider = CtdProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    pool = QgsApplication.taskManager().threadPool()
    pool.setMaxThreadCount(1)
    if "INPUT" in parameters:
        layer = QgsVectorLayer(parameters["INPUT"], Path(parameters["INPUT"]).stem, "ogr")
        QgsProject.instance().addMapLayer(layer)
        parameters["INPUT"] = layer.id()

    def run(name: str, cancel_at: float = 101) -> dict:
        feedback = Feedback(cancel_at)
        output = Path(folder) / f"{name}.gpkg"
        succeeded = in_background(algorithm, {**parameters, "OUTPUT": str(output)}, feedback)
        return {
            "succeeded": succeeded,
            "was_in_background": bool(feedback.threads) and threading.main_thread().ident not in feedback.threads,
            "warnings": feedback.warnings,
            "rows": rows(output) if output.exists() else None,
        }

    runs = [run("0")]
    imported = [name for name in UNWANTED if name in sys.modules]
    # As another plugin may have done, or this one's maps.
    importlib.import_module("pyproj").CRS("EPSG:2154").to_wkt()
    runs += [run(str(number)) for number in range(1, RUNS)]
    # From now on a thread ends with its task.
    pool.setExpiryTimeout(0)
    runs += [run(str(number)) for number in range(RUNS, 2 * RUNS)]
    cancelled = run("cancelled", cancel_at)
    print(json.dumps({"runs": runs, "imported": imported, "cancelled": cancelled}), flush=True)
    QgsProject.instance().clear()
    application.exitQgis()


if __name__ == "__main__":
    main(*json.loads(sys.argv[1]))
