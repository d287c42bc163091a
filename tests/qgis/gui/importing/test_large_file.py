"""A large file never keeps the window waiting."""

from __future__ import annotations

import time

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QLabel

from ctd_plugin.gis.background.background_job import BackgroundJob
from tests.support.import_wizard import finish, go_on, table, take, wait
from tests.support.jobs import running


def big(path, rows=100_000):
    with path.open("w", encoding="utf-8") as target:
        target.write("code;region;statut;contexte;moyens;objectifs;gouvernance;pilotage\n")
        for number in range(rows):
            target.write(f"{number};Commune n° {number};CTD existant;{'texte ' * 12};3 ETP;a;b;c\n")
        target.write("53;Bretagne;CTD existant;;3 ETP;;;\n")
    return path


def test_a_file_of_100000_rows_keeps_the_window_alive_and_its_lists_short(wizard, tmp_path):
    """The seconds of reading, matching and writing are not the main thread's; how short its pauses are, it prints."""
    path = big(tmp_path / "grand.csv")
    wizard.findChild(QgsFileWidget, "ctdImportOutput").setFilePath(str(tmp_path / "a.gpkg"))
    gaps, last = [], [time.perf_counter()]

    def tick():
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer()
    timer.timeout.connect(tick)
    timer.start(1)
    started = time.perf_counter()
    take(wizard, path)
    for _ in range(5):
        go_on(wizard)
        if wizard.currentPage().objectName() == "ctdImportRegions":
            assert table(wizard, "ctdImportRegionTable").model().rowCount() <= 300
            reported = wizard.findChild(QLabel, "ctdImportMoreRows").text()
            assert "not shown." in reported
    taken = time.perf_counter() - started
    timer.stop()
    print(f"longest {max(gaps) * 1000:.0f} ms, {taken:.1f} s")
    # The longest is Python's search for garbage among all these cells, a quarter of a second on an idle machine.
    assert max(gaps) < 2
    finish(wizard, tmp_path / "a.gpkg", add=False)


def test_work_that_is_dropped_reports_nothing(wizard, survey, tmp_path):
    wizard.findChild(QgsFileWidget, "ctdImportFile").setFilePath(str(big(tmp_path / "grand.csv", 20_000)))
    take(wizard, survey)
    wait(lambda: not running(BackgroundJob))
    assert wizard.session.name == "Enquête 2027.csv"
    assert len(wizard.session.table.rows) == 5
